#!/usr/bin/env bash
# Installs what the tests need beyond Go, where it is missing: Debian packages with
# apt-get (as root), or says exactly what to install.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

# command → Debian package
need=(shellcheck:shellcheck chromium:chromium soffice:libreoffice-calc-nogui pdftotext:poppler-utils qpdf:qpdf java:default-jre-headless npm:npm python3:python3 aws:awscli)
missing=()
for pair in "${need[@]}"; do
  command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
done
# Writer is a part of LibreOffice that no command tells of.
writer=$(dirname "$(readlink -f "$(command -v soffice || true)")")/libswlo.so
[ -e "$writer" ] || missing+=(libreoffice-writer-nogui)
# PDFBox's preflight, and what it wants of older Java versions: archives, which no command tells of.
for pair in preflight:libpdfbox2-java javax.activation:libactivation-java jaxb-api:libjaxb-api-java; do
  [ -e "/usr/share/java/${pair%%:*}.jar" ] || missing+=("${pair##*:}")
done
if [ "${#missing[@]}" -gt 0 ]; then
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "make test needs these Debian packages: ${missing[*]}" >&2
    echo "install them, e.g.: sudo apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
  echo "installing ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

"$here/servers.sh"
"$here/axe.sh" >/dev/null
