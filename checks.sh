#!/bin/sh
# Installs the programs that check the files we write, from npm's registry, into
# a cache folder: IBID_CHECKS, or ibid-checks among the user's caches. Tests look
# there, and are skipped by name where something is missing.
#
#   vnu               HTML by the standard          needs java
#   axe-core          barriers on pages, in the Chromium of @sparticuz/chromium
#   EPUBCheck         e-books                       needs java
#   OOXML validator   Word files, by Microsoft's Open XML SDK
#
# Pandoc and LibreOffice come with the system (on Debian: apt-get install pandoc
# libreoffice-writer).
set -eu
cd "$(dirname "$0")"
cache=${IBID_CHECKS:-${XDG_CACHE_HOME:-$HOME/.cache}/ibid-checks}
for tool in node npm; do
	if ! command -v "$tool" >/dev/null; then
		echo "checks.sh: $tool is missing; install Node.js 20 or newer" >&2
		exit 1
	fi
done
command -v java >/dev/null || echo "checks.sh: java is missing: vnu and EPUBCheck will be skipped" >&2
mkdir -p "$cache"
cp checks/axe.mjs "$cache"
if ! cmp -s checks/package.json "$cache/package.json"; then
	cp checks/package.json "$cache/package.json.new"
	(cd "$cache" && mv package.json.new package.json && npm install --no-audit --no-fund --ignore-scripts --loglevel=error) || {
		rm -f "$cache/package.json"
		exit 1
	}
fi
echo "The checks are in $cache"
