#!/bin/sh
# Installs VersityGW 1.8.0, an S3 server that checks real signatures, into the
# developer's cache and prints the path of the program. Building it takes a minute or two,
# once.
set -eu

version=v1.8.0
place="${XDG_CACHE_HOME:-$HOME/.cache}/capaian/versitygw-$version"

if [ ! -x "$place/versitygw" ]; then
	mkdir -p "$place"
	GOBIN="$place" GOFLAGS='' CGO_ENABLED=0 go install "github.com/versity/versitygw/cmd/versitygw@$version" >&2
fi
printf '%s\n' "$place/versitygw"
