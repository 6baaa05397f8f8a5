#!/usr/bin/env bash
# GNU parallel: the missing shards of a sweep on this machine, or on several with --sshlogin.
#   docs/guide/launchers/parallel.sh scenarios/sweeps/small.ron [options of parallel]
# Start it again after anything went wrong: it asks what is missing.
set -euo pipefail
plan=$1
shift
monazite sweep plan "$plan"
monazite sweep status "$plan" --missing |
    parallel --retries 3 --joblog "$(basename "$plan" .ron).joblog" "$@" \
        monazite sweep run-shard "$plan" --index {} --quiet
monazite sweep merge "$plan"
