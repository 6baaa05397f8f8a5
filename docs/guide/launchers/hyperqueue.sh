#!/usr/bin/env bash
# HyperQueue: one task for each missing shard, on workers that were started with `hq worker start`. Untested.
#   docs/guide/launchers/hyperqueue.sh plan.ron
set -euo pipefail
plan=$1
monazite sweep plan "$plan"
# shellcheck disable=SC2016  # HQ_TASK_ID belongs to the task.
hq submit --array "$(monazite sweep status "$plan" --missing | paste -sd, -)" --crash-limit 5 --wait -- \
    bash -c 'exec monazite sweep run-shard "$0" --index "$HQ_TASK_ID" --quiet' "$plan"
monazite sweep merge "$plan"
