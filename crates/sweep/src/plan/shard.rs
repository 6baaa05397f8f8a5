//! One shard of a plan, from its claim to its file.

use output::{Claim, OutputError, ShardState, Shards};

use super::{Plan, Run, RunOutcome};

/// How a shard ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShardEnd {
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

impl Plan {
    /// Makes a shard unless it is there, run by run; an error when somebody else is making it.
    pub fn make_shard<E: From<OutputError>>(
        &self,
        shards: &Shards,
        shard: u64,
        outcome: impl FnMut(Run) -> Result<RunOutcome, E>,
    ) -> Result<ShardEnd, E> {
        if shards.state(shard)? == ShardState::Done {
            return Ok(ShardEnd::WasThere);
        }
        let claim = shards.claim(shard)?;
        // Somebody may have finished it between the look and the claim.
        let kept = match shards.state(shard)? {
            ShardState::Done => return Ok(ShardEnd::WasThere),
            ShardState::Short { .. } => shards.rows(shard).or_else(|error| match error {
                // Its footer is whole and its rows are not.
                OutputError::BadTable { .. } => Ok(Vec::new()),
                other => Err(other),
            })?,
            ShardState::Missing | ShardState::Damaged { .. } => Vec::new(),
        };
        self.fill(shards, claim, kept, outcome)
    }

    fn fill<E: From<OutputError>>(
        &self,
        shards: &Shards,
        claim: Claim,
        mut rows: Vec<Vec<output::Value>>,
        mut outcome: impl FnMut(Run) -> Result<RunOutcome, E>,
    ) -> Result<ShardEnd, E> {
        let wanted = shards.runs(claim.shard());
        let first = wanted.start + rows.len() as u64;
        let runs = wanted.end.saturating_sub(first);
        shards.note_start(&claim, runs)?;
        let mut failed = 0;
        for number in first..wanted.end {
            let run = self.run(number);
            let outcome = outcome(run)?;
            failed += u64::from(matches!(outcome, RunOutcome::Failed(_)));
            rows.push(self.row(&shards.ledger().plan_hash, run, &outcome));
        }
        shards.publish(claim, &rows)?;
        Ok(ShardEnd::Made { runs, failed })
    }
}
