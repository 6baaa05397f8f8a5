//! One shard from its claim to its file.

use output::{Claim, OutputError, ShardState, Value};
use sweep::{Plan, Run, RunOutcome};

use super::opened::Opened;
use crate::exit::Stop;
use crate::progress::Progress;
use crate::{guard, interrupt};

/// How a shard ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// It was there already.
    WasThere,
    /// So many runs were made, of which so many failed.
    Made {
        /// Runs.
        runs: u64,
        /// Of them failed.
        failed: u64,
    },
}

/// Makes a shard unless it is there; an error when somebody else is making it.
pub(super) fn make(opened: &Opened, shard: u64, progress: &Progress) -> anyhow::Result<End> {
    let shards = &opened.shards;
    if shards.state(shard)? == ShardState::Done {
        return Ok(End::WasThere);
    }
    let claim = shards.claim(shard)?;
    // Somebody may have finished it between the look and the claim.
    let kept = match shards.state(shard)? {
        ShardState::Done => return Ok(End::WasThere),
        ShardState::Short { .. } => shards.rows(shard).or_else(|error| match error {
            // Its footer is whole and its rows are not.
            OutputError::BadTable { .. } => Ok(Vec::new()),
            other => Err(other),
        })?,
        ShardState::Missing | ShardState::Damaged { .. } => Vec::new(),
    };
    fill(opened, claim, kept, progress)
}

fn fill(
    opened: &Opened,
    claim: Claim,
    mut rows: Vec<Vec<Value>>,
    progress: &Progress,
) -> anyhow::Result<End> {
    let Opened { plan, shards } = opened;
    let runs = shards.runs(claim.shard());
    let first = runs.start + rows.len() as u64;
    let runs = first..runs.end;
    let count = runs.end.saturating_sub(runs.start);
    shards.note_start(&claim, count)?;
    let mut failed = 0;
    for number in runs {
        let run = plan.run(number);
        let outcome = outcome(plan, run, progress)?;
        failed += u64::from(matches!(outcome, RunOutcome::Failed(_)));
        rows.push(plan.row(&shards.ledger().plan_hash, run, &outcome));
    }
    shards.publish(claim, &rows)?;
    Ok(End::Made {
        runs: count,
        failed,
    })
}

/// What comes of a run: also a scenario with a fault and a fault of the program are outcomes. Only Ctrl-C is an error.
pub(super) fn outcome(plan: &Plan, run: Run, progress: &Progress) -> anyhow::Result<RunOutcome> {
    let scenario = match plan.scenario_at(run.point) {
        Ok(scenario) => scenario,
        Err(faults) => {
            progress.weeks(plan.weeks_of_run());
            return Ok(RunOutcome::Failed(faults.to_string()));
        }
    };
    let goes_on = || {
        progress.week();
        interrupt::check().is_ok()
    };
    let measured = guard::catch("", || {
        let measured = sweep::measures_of_run(&scenario, run.seed, run.replicate, &goes_on);
        Ok(measured.ok_or(Stop::Interrupted)?)
    });
    match measured {
        Ok(measured) => Ok(RunOutcome::Done(measured)),
        Err(error) => match error.downcast_ref() {
            Some(fault @ Stop::ProgramFault { .. }) => Ok(RunOutcome::Failed(fault.to_string())),
            _ => Err(error),
        },
    }
}
