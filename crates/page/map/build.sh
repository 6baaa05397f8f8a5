#!/usr/bin/env bash
# Draws the ground of the flow map into crates/page/web/src/chart/ground.json. With --check, tells whether what is there is that.
set -euo pipefail
cd "$(dirname "$0")"
npm ci --ignore-scripts --no-audit --no-fund >/dev/null
if [[ "${1:-}" != "--check" ]]; then
    node draw.mjs
    exit
fi
fresh=$(mktemp)
trap 'rm -f "$fresh"' EXIT
node draw.mjs "$fresh"
if ! cmp ../web/src/chart/ground.json "$fresh"; then
    echo "error: crates/page/web/src/chart/ground.json is not what crates/page/map gives" >&2
    echo "  hint: run crates/page/map/build.sh and commit the result" >&2
    exit 1
fi
echo "crates/page/web/src/chart/ground.json is what crates/page/map gives"
