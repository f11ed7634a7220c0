#!/bin/sh
# Installs cognito-local 5.3.0, which stands in for a Cognito user pool, into the developer's
# cache and prints its program. Needs node and npm.
set -eu

version=5.3.0
cache="${XDG_CACHE_HOME:-$HOME/.cache}/capaian"
place="$cache/cognito-local-$version"
program="$place/node_modules/cognito-local/lib/bin/start.js"

if [ ! -d "$place" ]; then
	# Install beside the place and rename, so that an interrupted run leaves no half of it.
	mkdir -p "$cache"
	fresh=$(mktemp -d -p "$cache")
	trap 'rm -rf "$fresh"' EXIT
	npm install --prefix "$fresh" --no-audit --no-fund --ignore-scripts --loglevel=error "cognito-local@$version" >&2
	mv -T "$fresh" "$place" || [ -d "$place" ] # another run may have been first
fi
[ -f "$program" ]
printf '%s\n' "$program"
