#!/usr/bin/env bash
# Installs what the tests need and runs them all. Extra arguments go to `dotnet test`.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

missing=()
[ -x "${ESEUR_CHROMIUM:-/usr/bin/chromium}" ] || missing+=(chromium fonts-dejavu-core)
[ -x /usr/sbin/postfix ] || missing+=(postfix)
if [ "${#missing[@]}" -gt 0 ]; then
  as_root=""
  [ "$(id -u)" -eq 0 ] || as_root="sudo"
  # Without a configuration of its own Postfix does not start, here or at boot; the tests give theirs another.
  echo "postfix postfix/main_mailer_type select No configuration" | $as_root debconf-set-selections
  $as_root apt-get update -qq
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

dotnet restore
dotnet build --no-restore
log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet test --no-build "$@" | tee "$log"
# The same result as one plain line, for whoever reads only the end.
sed -nE 's/.*Failed: +([0-9]+), Passed: +([0-9]+), Skipped: +([0-9]+).*/\2 passed, \1 failed, \3 skipped/p' "$log"
