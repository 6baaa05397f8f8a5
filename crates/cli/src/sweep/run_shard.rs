//! `monazite sweep run-shard`: makes one shard, for launchers of jobs on many machines.

use sweep::ShardEnd;

use super::opened::Place;
use super::shard;
use crate::progress::Progress;
use crate::{interrupt, screen};

/// Make one shard of a planned sweep; exit code 0 also when it is there already, 75 when somebody else is making it
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    place: Place,
    /// Number of the shard, from 0
    #[arg(long, value_name = "NUMBER")]
    index: u64,
    /// Print errors and warnings only
    #[arg(long)]
    quiet: bool,
}

pub(super) fn execute(arguments: &Arguments) -> anyhow::Result<()> {
    interrupt::listen();
    let opened = arguments.place.open()?;
    let index = arguments.index;
    let count = opened.shards.n_shards();
    if index >= count {
        anyhow::bail!(
            "shard {index} is not in the plan, allowed 0 to {}\n  hint: `monazite sweep status --missing` names the shards that are missing",
            count - 1
        );
    }
    opened.shards.clean_up()?;
    let runs = opened.shards.runs(index);
    let weeks = (runs.end - runs.start) * u64::from(opened.plan.weeks_of_run());
    let name = format!("{} {index}", opened.plan.name);
    let progress = Progress::of_weeks(&name, weeks, arguments.quiet);
    let end = shard::make(&opened, index, &progress)?;
    progress.finish();
    if arguments.quiet {
        return Ok(());
    }
    screen::say(&match end {
        ShardEnd::WasThere => format!("shard {index} is there already\n"),
        ShardEnd::Made { runs, failed } => {
            format!("shard {index}: {runs} runs made, {failed} failed\n")
        }
    })
}
