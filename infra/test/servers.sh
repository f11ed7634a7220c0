#!/bin/sh
# Installs the servers that the tests and the local stack talk to, where they are missing.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
for command in java npm; do
	command -v "$command" >/dev/null || { echo "needs $command; on Debian: apt-get install default-jre-headless npm" >&2; exit 1; }
done
for script in dynamodb-local.sh versitygw.sh cognito-local.sh; do
	"$here/$script" >/dev/null
done
