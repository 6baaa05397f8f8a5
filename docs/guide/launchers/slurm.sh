#!/usr/bin/env bash
# Slurm: one task of a job array for each missing shard.
#   monazite sweep plan plan.ron
#   sbatch --array="$(monazite sweep status plan.ron --missing | paste -sd, -)" docs/guide/launchers/slurm.sh plan.ron
# Submit it again after anything went wrong; a list that is too long for Slurm can be cut with head.
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=1
#SBATCH --mem=1G
#SBATCH --time=01:00:00
#SBATCH --requeue
#SBATCH --output=sweep-%A_%a.log
plan=${1:?the plan}
monazite sweep run-shard "$plan" --index "$SLURM_ARRAY_TASK_ID" --quiet
code=$?
# 75: somebody else makes the shard, or the disk is full.
if [ "$code" -eq 75 ]; then
    scontrol requeue "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"
fi
exit "$code"
