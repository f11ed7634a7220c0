#!/bin/sh
# Looks for known vulnerabilities in code that ours reaches, in the database of the Go
# project or the copy of it that CAPAIAN_VULNDB names (https://… or file:///…). Where the
# network reaches no database and no copy is named, nothing was looked at: that is said
# and does not fail. With a copy named it does.
set -u
cd "$(dirname "$0")/../.." || exit 1

said=$(go tool govulncheck ${CAPAIAN_VULNDB:+-db "$CAPAIAN_VULNDB"} ./... 2>&1)
code=$?
if [ "$code" -ne 0 ] && [ "$code" -ne 3 ] && [ -z "${CAPAIAN_VULNDB:-}" ]; then
	case $said in
	*"fetching vulnerabilities"*)
		echo "NOT RUN: govulncheck. $said"
		echo "NOT RUN: name a copy of the database in CAPAIAN_VULNDB to have it run."
		exit 0
		;;
	esac
fi
printf 'govulncheck: %s\n' "$said"
exit "$code"
