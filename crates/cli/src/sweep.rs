//! `monazite sweep`: many runs by a plan, on one machine or on several that share a folder.

mod analyse;
mod estimate;
mod merge;
mod opened;
mod outcome;
mod plan;
mod run;
mod run_shard;
mod shard;
mod status;

/// Run a plan of many runs: plan, run, look, merge, analyse
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    Plan(plan::Arguments),
    Run(run::Arguments),
    RunShard(run_shard::Arguments),
    Status(status::Arguments),
    Merge(merge::Arguments),
    Analyse(analyse::Arguments),
}

pub(crate) fn execute(arguments: &Arguments) -> anyhow::Result<()> {
    match &arguments.verb {
        Verb::Plan(arguments) => plan::execute(arguments),
        Verb::Run(arguments) => run::execute(arguments),
        Verb::RunShard(arguments) => run_shard::execute(arguments),
        Verb::Status(arguments) => status::execute(arguments),
        Verb::Merge(arguments) => merge::execute(arguments),
        Verb::Analyse(arguments) => analyse::execute(arguments),
    }
}
