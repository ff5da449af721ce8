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
dotnet test --no-build "$@"
