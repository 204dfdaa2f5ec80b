#!/bin/sh
# setup.sh run|test: makes sure the system packages are there that Ibid is built
# with (run), and those its tests open real windows with (test). When they are,
# it says and does nothing. Before a run it also gets an English dictionary to
# check the spelling with, and the styles of the Citation Style Language, where
# those can be had; Ibid runs without.
#
# It looks for the things themselves, a compiler, libraries and commands, not for
# packages: their names change from system to system, and this takes milliseconds.
set -eu

what=${1:-}
case $what in
run | test) ;;
*)
	echo "usage: sh setup.sh run|test" >&2
	exit 2
	;;
esac

system=$(uname -s)

# missing prints what is not there, and nothing if all is.
missing() {
	# Go's default C compiler is clang on a Mac and gcc elsewhere.
	cc=gcc
	[ "$system" != Darwin ] || cc=clang
	# A compiler without the C library's headers is no use, so try one.
	echo '#include <stdlib.h>' | "${CC:-$cc}" -E - >/dev/null 2>&1 || echo "a C compiler"
	[ "$system" = Linux ] || return 0

	# Fyne draws with OpenGL, through X11 or Wayland, whichever it finds at start.
	libraries="gl egl x11 xcursor xrandr xinerama xi xxf86vm wayland-client wayland-cursor wayland-egl xkbcommon"
	# shellcheck disable=SC2086 # a list of names
	pkg-config --exists $libraries 2>/dev/null || echo "headers of OpenGL, X11 and Wayland"
	[ "$what" = test ] || return 0

	# A screen without a screen, a window manager, keys and mouse, pictures of
	# windows, their properties, and the clipboard.
	for command in Xvfb openbox xdotool import xprop xclip; do
		command -v "$command" >/dev/null || echo "$command"
	done
}

# dictionary tells whether American English is installed where Ibid looks first.
dictionary() {
	for folder in /usr/share/hunspell /usr/share/myspell /usr/share/myspell/dicts /usr/local/share/hunspell \
		/opt/homebrew/share/hunspell "${XDG_DATA_HOME:-$HOME/.local/share}/hunspell" "$HOME/Library/Spelling"; do
		[ ! -e "$folder/en_US.dic" ] || return 0
	done
	return 1
}

# styles tells whether citation styles are installed where Ibid looks for them,
# or this system has no package of them.
styles() {
	command -v apt-get >/dev/null || return 0
	for folder in /usr/share/citation-style-language /usr/local/share/citation-style-language \
		"${XDG_DATA_HOME:-$HOME/.local/share}/citation-style-language"; do
		[ ! -d "$folder/styles" ] || return 0
	done
	return 1
}

lacking=$(missing)
words=
citing=
[ "$what" = test ] || dictionary || words=yes
[ "$what" = test ] || styles || citing="citation-style-language-styles citation-style-language-locales"
[ -n "$lacking$words$citing" ] || exit 0
[ -n "$lacking" ] || [ "$system" = Linux ] || exit 0

case $system in
Linux) ;;
Darwin)
	echo "Ibid is built with Apple's command line tools. Install them with: xcode-select --install" >&2
	exit 1
	;;
*)
	echo "Ibid is built with Go and a C compiler named gcc; install one (on Windows, MSYS2 has it) and run this again." >&2
	exit 1
	;;
esac

if command -v apt-get >/dev/null; then
	install="apt-get install -y --no-install-recommends"
	run="gcc libc6-dev pkg-config libegl-dev libwayland-dev libxkbcommon-dev libxcursor-dev libxrandr-dev libxinerama-dev libxi-dev libxxf86vm-dev"
	test="xvfb openbox xdotool imagemagick x11-utils xclip"
	english=hunspell-en-us
elif command -v dnf >/dev/null; then
	install="dnf install -y"
	run="gcc pkgconf-pkg-config mesa-libGL-devel mesa-libEGL-devel mesa-dri-drivers wayland-devel libxkbcommon-devel libX11-devel libXcursor-devel libXrandr-devel libXinerama-devel libXi-devel libXxf86vm-devel"
	test="xorg-x11-server-Xvfb openbox xdotool ImageMagick xprop xclip"
	english=hunspell-en-US
elif command -v pacman >/dev/null; then
	install="pacman -S --needed --noconfirm"
	run="gcc pkgconf mesa libglvnd wayland libxkbcommon libx11 libxcursor libxrandr libxinerama libxi libxxf86vm"
	test="xorg-server-xvfb openbox xdotool imagemagick xorg-xprop xclip"
	english=hunspell-en_us
elif command -v zypper >/dev/null; then
	install="zypper --non-interactive install"
	run="gcc pkg-config Mesa-libGL-devel Mesa-libEGL-devel Mesa-dri wayland-devel libxkbcommon-devel libX11-devel libXcursor-devel libXrandr-devel libXinerama-devel libXi-devel libXxf86vm-devel"
	test="xorg-x11-server-Xvfb openbox xdotool ImageMagick xprop xclip"
	english=myspell-en_US
elif command -v apk >/dev/null; then
	install="apk add"
	run="gcc musl-dev linux-headers pkgconf mesa-dev mesa-dri-gallium wayland-dev libxkbcommon-dev libx11-dev libxcursor-dev libxrandr-dev libxinerama-dev libxi-dev libxxf86vm-dev"
	test="xvfb openbox xdotool imagemagick xprop xclip"
	english=hunspell-en-us
else
	[ -n "$lacking" ] || exit 0
	echo "Ibid needs, and did not find:" >&2
	echo "$lacking" | sed 's/^/  /' >&2
	echo "Install them with this system's package manager and run this again." >&2
	exit 1
fi
[ -z "$words" ] || words=$english
extra="$words $citing"
packages=$run
[ "$what" = run ] || packages="$run $test"

if [ "$(id -u)" -eq 0 ]; then
	root=
elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
	root=sudo
elif [ -z "$lacking" ]; then
	echo "The spelling is checked, and all citation styles are there, when they are installed, as root by: $install $extra"
	exit 0
else
	echo "Ibid needs some system packages. As root, run:" >&2
	echo "  $install $packages" >&2
	exit 1
fi

apt_get() { $root env DEBIAN_FRONTEND=noninteractive "$@"; }
if [ -n "$lacking" ]; then
	echo "Installing system packages: ${root:+$root }$install $packages"
	# shellcheck disable=SC2086 # lists of words
	case $install in
	apt-get*)
		# Only a system whose package lists are absent or too old needs the second
		# line, which then repeats what the first one had to say.
		apt_get $install $packages 2>/dev/null ||
			{ apt_get apt-get update && apt_get $install $packages; }
		;;
	*) $root $install $packages ;;
	esac
fi
for package in $extra; do
	echo "Installing $package: ${root:+$root }$install $package"
	case $install in
	apt-get*) apt_get $install "$package" ;;
	*) $root $install "$package" ;;
	esac || echo "It could not be had; Ibid runs without it."
done

lacking=$(missing)
if [ -n "$lacking" ]; then
	echo "The packages are installed, but Ibid still does not find:" >&2
	echo "$lacking" | sed 's/^/  /' >&2
	exit 1
fi
