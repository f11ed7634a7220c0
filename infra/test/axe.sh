#!/bin/sh
# Installs axe-core 4.14.1, which finds what keeps people out of a page, into the
# developer's cache and prints its file. Tests hand it to the browser; it is never served.
set -eu

version=4.14.1
cache="${XDG_CACHE_HOME:-$HOME/.cache}/capaian"
place="$cache/axe-core-$version"

if [ ! -d "$place" ]; then
	# Install beside the place and rename, so that an interrupted run leaves no half of it.
	mkdir -p "$cache"
	fresh=$(mktemp -d -p "$cache")
	trap 'rm -rf "$fresh"' EXIT
	npm install --prefix "$fresh" --no-audit --no-fund --ignore-scripts --loglevel=error "axe-core@$version" >&2
	[ -f "$fresh/node_modules/axe-core/axe.min.js" ]
	mv -T "$fresh" "$place" || [ -d "$place" ] # another run may have been first
fi
printf '%s\n' "$place/node_modules/axe-core/axe.min.js"
