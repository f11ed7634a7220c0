#!/bin/sh
# Hands functions/<function>/testdata/<event>.json to the function in AWS's own runtime
# image, on the servers of a running `make run-aws`. What follows the two goes to sam.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
function=$1
event=$here/functions/$function/testdata/$2.json
shift 2
case ${CAPAIAN_DATA:=./var} in
/*) stack=$CAPAIAN_DATA/aws ;;
*) stack=$here/$CAPAIAN_DATA/aws ;;
esac

missing=
need() { missing="$missing${missing:+, }$1"; }
command -v sam >/dev/null || need "the SAM CLI (sam)"
if ! command -v docker >/dev/null; then
	need "docker"
elif ! docker info >/dev/null 2>&1; then
	need "a docker that answers"
fi
[ -f "$stack/sam-env.json" ] || need "a running make run-aws"
[ -f "$event" ] || need "the event $event"
if [ -n "$missing" ]; then
	echo "make sam-local lacks: $missing" >&2
	exit 1
fi

# The function's ID in the template: recalc is RecalcFunction.
id=$(printf '%s' "$function" | cut -c1 | tr '[:lower:]' '[:upper:]')$(printf '%s' "$function" | cut -c2-)Function
exec sam local invoke "$id" --template "$stack/sam-template.json" --env-vars "$stack/sam-env.json" --event "$event" \
	--region ap-southeast-3 "$@"
