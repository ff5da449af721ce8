#!/usr/bin/env bash
# Installs what the tests need and runs them all. Extra arguments go to `dotnet test`.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

if [ ! -x "${ESEUR_CHROMIUM:-/usr/bin/chromium}" ]; then
  as_root=""
  [ "$(id -u)" -eq 0 ] || as_root="sudo"
  $as_root apt-get update -qq
  $as_root apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core
fi

dotnet restore
dotnet build --no-restore
log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet test --no-build "$@" | tee "$log"
# The same result as one plain line, for whoever reads only the end.
sed -nE 's/.*Failed: +([0-9]+), Passed: +([0-9]+), Skipped: +([0-9]+).*/\2 passed, \1 failed, \3 skipped/p' "$log"
