#!/bin/sh
# latency.sh prints, for essays of 2,000, 20,000 and 100,000 words, the time from a
# key to the changed pixel in a real window under Xvfb, beside a bare window of
# Fyne's in which one line changes; further the start, the idling and the memory.
# Peers that are installed (gedit, ghostwriter, LibreOffice Writer) are measured in
# the same run, each with its own form of the essay. What is missing is skipped by
# name.
#
# KEYLAT is the folder of the measuring tool, KEYS how many keys are typed each
# time, SIZES the essays in thousands of words, SCREEN the display that is used.
# Compare only within one run; on a busy machine trust the processor's time alone.
set -u
cd "$(dirname "$0")/.." || exit 1
tool=${KEYLAT:-../shared/tools/keylat} keys=${KEYS:-104} sizes=${SIZES:-2 20 100} screen=${SCREEN:-:87}
skip() {
	echo "latency: skipped, $1"
	exit 0
}
for need in Xvfb openbox xdotool python3 cc; do
	command -v $need >/dev/null || skip "$need is not installed"
done
[ -f "$tool/keylat.c" ] || skip "there is no keylat in $tool"

work=$(mktemp -d)
started=
trap 'for p in $started; do kill "$p" 2>/dev/null; done; rm -rf "$work"' EXIT INT TERM
cp -r "$tool/." "$work"
make -s -C "$work" keylat >/dev/null 2>&1 || skip "keylat does not build: it wants the headers of libX11, libXtst, libXdamage, libXext and libXfixes"
go build -o "$work/ibid" ./cmd/ibid || exit 1
(cd "$work/floor" && { [ -f go.sum ] || go mod tidy; } && go build -o "$work/bare" .) >/dev/null 2>&1 || echo "latency: the bare window is skipped, it does not build"
cd "$work" && python3 essays.py >/dev/null || exit 1

export HOME="$work" XDG_CONFIG_HOME="$work/config" XDG_RUNTIME_DIR="$work/run" DISPLAY="$screen" FYNE_SCALE=1 NO_AT_BRIDGE=1
mkdir -p config run && chmod 700 run
Xvfb "$screen" -screen 0 1280x900x24 -nolisten tcp >/dev/null 2>&1 &
started="$!"
sleep 2
openbox >/dev/null 2>&1 &
started="$! $started"
sleep 1

# ticks is the processor's time that a process has taken, in hundredths of a second.
ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }

# row NAME PROCESS OPTION… types into a window and prints a line of the table.
row() {
	name=$1 pid=$2
	shift 2
	./keylat type --n "$keys" --gap 40,110 --pid "$pid" "$@" | awk -v name="$name" '
		/^insert/ { for (i = 2; i <= NF; i++) if (split($i, f, "=") == 2) v[f[1]] = f[2] }
		/^cpu/ { split($2, f, "="); cpu = f[2] }
		/^MISSED/ { missed = "  " $2 " keys were not seen: the processor’s time is not that of a key" }
		END { printf "%-22s %8s %8s %8s %8s%s\n", name, v["median"], v["p95"], v["p99"], cpu, missed }'
}

bare() {
	[ -x bare ] || return
	./bare essay-2k.md >/dev/null 2>&1 &
	pid=$!
	sleep 3
	xdotool search --name fynefloor windowsize 1278 860 windowmove 0 20
	sleep 1
	row "a bare window" $pid --name fynefloor --area 0,50,1240,800
	kill $pid
	wait $pid 2>/dev/null
}

# peer NAME AREA TOP FILE COMMAND… opens a file in another editor and types at its
# top and its end; AREA holds nothing but text, in pixels of the screen.
peer() {
	name=$1 area=$2 top=$3 file=$4
	shift 4
	[ -f "$file" ] || return
	"$@" "$file" >/dev/null 2>&1 &
	leader=$!
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
		sleep 2
		window=$(xdotool search --onlyvisible --name "${file%.*}" | head -1)
		[ -n "$window" ] && break
	done
	if [ -z "$window" ]; then
		echo "  $name is skipped, it shows no window"
	else
		sleep 6
		xdotool windowsize "$window" 1278 860 windowmove "$window" 0 20 windowfocus --sync "$window" key Escape
		sleep 2
		pid=$(xdotool getwindowpid "$window" || echo $leader)
		row "$name, top" "$pid" --name "${file%.*}" --area "$area" --before "$top"
		row "$name, end" "$pid" --name "${file%.*}" --area "$area" --before "ctrl+End Return"
		kill "$pid"
	fi
	kill $leader 2>/dev/null
	wait $leader 2>/dev/null
}

# peers measures the other editors with an essay of so many thousand words.
peers() {
	command -v gedit >/dev/null && peer gedit 0,60,1240,780 "ctrl+Home Down Down Home" "essay-${1}k.md" gedit
	command -v ghostwriter >/dev/null && peer ghostwriter 180,40,520,800 "ctrl+Home Down Down Home" "essay-${1}k.md" ghostwriter
	if command -v soffice >/dev/null; then
		./ibid convert "essay-${1}k.md" -o "essay-${1}k.odt" >/dev/null 2>&1 || echo "  LibreOffice is skipped, there is no ODT"
		peer "LibreOffice" 210,170,820,660 "ctrl+Home Down Home" "essay-${1}k.odt" soffice --norestore --nologo --writer
	fi
}

for other in gedit ghostwriter soffice; do
	command -v $other >/dev/null || echo "latency: $other is skipped, it is not installed"
done
printf '%-22s %8s %8s %8s %8s\n' "key to pixel, ms" median 95% 99% "CPU/key"
down="$(printf 'Next %.0s' 1 2 3 4 5 6 7 8 9 10 11 12)"
for k in $sizes; do
	bare
	rm -f library*
	./ibid --library library "essay-${k}k.md" >/dev/null 2>&1 &
	pid=$!
	sleep 6
	xdotool search --name 'Ibid$' windowsize 1278 860
	sleep 1
	for place in top middle end; do
		case $place in
		top) go="ctrl+Home Down Down Home" ;;
		middle) go="ctrl+Home $down Home" ;;
		end) go="ctrl+End Return" ;; # a line of its own: one that breaks leaves the place that is watched
		esac
		row "Ibid, ${k}k words, $place" $pid --name Ibid --area 230,60,680,780 --click 500,400 --before "$go"
	done
	echo "  30 keys a second: $(./keylat burst --name Ibid --area 230,60,680,780 --before "ctrl+Home Down Down Home" --n 60 --interval 33 --pid $pid | tr '\n' ' ')"
	sleep 12 # the caret rests
	before=$(ticks $pid)
	sleep 10
	echo "  idle: $(($(ticks $pid) - before)) ms of processor a second, $(awk '/VmRSS/ { print int($2 / 1024) }' "/proc/$pid/status") MiB"
	xdotool key ctrl+f
	sleep 2
	before=$(ticks $pid)
	sleep 10
	echo "  idle, the find bar open: $(($(ticks $pid) - before)) ms of processor a second"
	kill $pid
	wait $pid 2>/dev/null
	again=$(./keylat start --name Ibid --quiet 1500 -- ./ibid --library library | tr '\n' ' ')
	echo "  start with it in the library: $again"
	kill "$(echo "$again" | sed 's/.*pid=\([0-9]*\).*/\1/')"
	sleep 1
	peers "$k"
done
