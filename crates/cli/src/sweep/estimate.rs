//! How long a run takes, and how many of them are a shard.

use std::time::Instant;

use sweep::Plan;

use super::outcome::outcome;
use crate::progress::Progress;

/// Shards of a sweep at least, where it has as many runs: several processors and machines share them.
const FEWEST_SHARDS: u64 = 32;
/// Rows of a shard are in memory until it is written.
const MOST_RUNS_PER_SHARD: u64 = 10_000;

/// Runs that fill so many seconds.
pub(super) fn runs_per_shard(plan: &Plan, shard_seconds: f64) -> anyhow::Result<u64> {
    Ok(runs_in(
        shard_seconds,
        seconds_per_run(plan)?,
        plan.n_runs(),
    ))
}

fn runs_in(shard_seconds: f64, seconds_per_run: f64, runs: u64) -> u64 {
    let by_time = (shard_seconds / seconds_per_run.max(1e-6)).round() as u64;
    let most = runs.div_ceil(FEWEST_SHARDS).min(MOST_RUNS_PER_SHARD);
    by_time.clamp(1, most.max(1))
}

/// Seconds that the first run of the plan takes on this machine.
pub(super) fn seconds_per_run(plan: &Plan) -> anyhow::Result<f64> {
    #[expect(
        clippy::disallowed_methods,
        reason = "how many runs are in a shard depends on the clock, what they give does not"
    )]
    let start = Instant::now();
    outcome(plan, plan.run(0), &Progress::hidden())?;
    Ok(start.elapsed().as_secs_f64())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    // 30 s at 2 s a run.
    #[case(30.0, 2.0, 10_000, 15)]
    // A run of a minute is a shard of its own.
    #[case(30.0, 60.0, 10_000, 1)]
    // 100 runs in 32 shards are 3.125 each.
    #[case(30.0, 0.001, 100, 4)]
    #[case(30.0, 0.0, 5_000_000, 10_000)]
    #[case(30.0, 1.0, 1, 1)]
    fn shard_is_filled_by_time_and_bounded_by_count(
        #[case] shard_seconds: f64,
        #[case] seconds_per_run: f64,
        #[case] runs: u64,
        #[case] expected: u64,
    ) {
        assert_eq!(runs_in(shard_seconds, seconds_per_run, runs), expected);
    }
}
