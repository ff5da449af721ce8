#!/usr/bin/env bash
# Draws docs/screenshots/*.png over the demo registry. ESEUR_SCREENSHOTS_DB names another SQLite file, such as a national
# one; it is copied first, because the pictures of two people's edits are made by editing.
set -euo pipefail
cd "$(dirname "$0")/.."
export ESEUR_SCREENSHOTS="${1:-$PWD/docs/screenshots}"
mkdir -p "$ESEUR_SCREENSHOTS"

# Pages ask for Roboto, which phones have; without it the pictures would show what few people see.
if command -v apt-get > /dev/null && ! fc-list | grep -qi roboto; then
  apt-get install -y -qq fonts-roboto-unhinted
fi

if [ -n "${ESEUR_SCREENSHOTS_DB:-}" ]; then
  copy="$(mktemp -d)"
  trap 'rm -rf "$copy"' EXIT
  cp "$ESEUR_SCREENSHOTS_DB" "$copy/registry.db"
  export ESEUR_SCREENSHOTS_DB="$copy/registry.db"
fi

dotnet test Eseur.Tests --nologo --filter "FullyQualifiedName~Browser.Screenshots" ${ESEUR_NO_BUILD:+--no-build}

# A picture of text and flat colours loses nothing to a palette and weighs a third.
if command -v convert > /dev/null; then
  for picture in "$ESEUR_SCREENSHOTS"/*.png; do
    convert "$picture" -strip +dither -colors 255 -define png:compression-level=9 "PNG8:$picture"
  done
fi
