#!/usr/bin/env bash
# Builds the page into crates/page/dist. With --check, tells whether the bundle there is what the sources give.
set -euo pipefail
cd "$(dirname "$0")"
npm ci --ignore-scripts --no-audit --no-fund >/dev/null
if [[ "${1:-}" != "--check" ]]; then
    npm run --silent build
    exit
fi
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
npm run --silent types
npx vite build --outDir "$fresh" --logLevel warn
if ! diff --recursive --brief ../dist "$fresh"; then
    echo "error: crates/page/dist is not what crates/page/web gives" >&2
    echo "  hint: run crates/page/web/build.sh and commit the result" >&2
    exit 1
fi
echo "crates/page/dist is what crates/page/web gives"
