//! `monazite compare`: runs two scenarios on the same luck and says in what they differ.

mod answer;
mod json;
mod plan;

use std::path::PathBuf;

use output::{Change, Document, FolderWriter, Manifest};
use sweep::{Comparison, Outcome, PairOf, Side, pairs};

use crate::progress::Progress;
use crate::stop::Stop;
use crate::threads::Threads;
use crate::worlds::ParameterSets;
use crate::{guard, interrupt, screen};
use plan::Plan;

/// File name of the picture, without `.svg`.
const PICTURE: &str = "comparison";

/// Run two scenarios on the same random streams and print in what they differ, with 90 % intervals
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// First scenario file
    #[arg(value_name = "A.ron")]
    first: PathBuf,
    /// Second scenario file; differences are second less first
    #[arg(value_name = "B.ron")]
    second: PathBuf,
    /// Number of pairs of runs; both runs of a pair draw the same luck
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    replicates: u32,
    /// Seed of the random streams of both [default: that of the first scenario]
    #[arg(long)]
    seed: Option<u64>,
    /// Set a parameter of both scenarios to a value, written as in the scenario file; may be given several times
    #[arg(long, value_name = "PATH=VALUE", value_parser = super::run::change)]
    set: Vec<Change>,
    /// Set a parameter of the second scenario only, after those of both; may be given several times
    #[arg(long, value_name = "PATH=VALUE", value_parser = super::run::change)]
    set_b: Vec<Change>,
    #[command(flatten)]
    sets: ParameterSets,
    /// Years to simulate instead of the scenarios'
    #[arg(long, value_parser = super::run::years)]
    years: Option<f64>,
    /// Folder of the results [default: outputs/compare_<name of A>_<name of B>]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
    /// Print errors and warnings only
    #[arg(long)]
    quiet: bool,
    /// Replace results of other scenarios, another seed or other inputs
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    threads: Threads,
}

pub(crate) fn execute(arguments: &Arguments) -> anyhow::Result<()> {
    interrupt::listen();
    let plan = plan::of(arguments)?;
    let writer = FolderWriter::create(&plan.folder, plan.manifest.clone(), arguments.force)?;
    note_replaced(&plan, &writer);
    let comparison = sweep::compare(&run(&plan, arguments)?);
    let documents = documents(&plan, &comparison)?;
    let manifest = writer.finish_with(&documents, |folder, manifest| {
        ::report::documents(folder, manifest, &plan.brief())
    })?;
    if arguments.quiet {
        return Ok(());
    }
    if arguments.json {
        return screen::say(&json::text(&plan, &comparison)?);
    }
    screen::say(&answer::in_words(&plan, &comparison, &manifest))
}

/// All pairs; of each run only its measures stay in memory.
fn run(plan: &Plan, arguments: &Arguments) -> anyhow::Result<Vec<PairOf<Outcome>>> {
    let inputs = &plan.manifest.run;
    let runs = inputs.replicates.saturating_mul(2);
    let progress = Progress::new(&plan.names(), runs, inputs.weeks, arguments.quiet);
    let outcomes = arguments.threads.pool(runs)?.install(|| {
        pairs(inputs.replicates, |side, replicate| {
            one(plan, side, replicate, &progress)
        })
    })?;
    progress.finish();
    Ok(outcomes)
}

fn one(plan: &Plan, side: Side, replicate: u32, progress: &Progress) -> anyhow::Result<Outcome> {
    let seed = plan.manifest.run.seed;
    let loaded = plan.side(side);
    let context = format!(
        "\n  during: scenario `{}` (hash {}), seed {seed}, replicate {replicate}",
        loaded.scenario.about.name, loaded.hash
    );
    let goes_on = || {
        progress.week();
        interrupt::check().is_ok()
    };
    guard::catch(&context, || {
        let world = plan.worlds(side).of_replicate(replicate);
        let outcome = sweep::measures_of_run(world, seed, replicate, &goes_on);
        Ok(outcome.ok_or(Stop::Interrupted)?)
    })
}

fn documents(plan: &Plan, comparison: &Comparison) -> anyhow::Result<Vec<Document>> {
    let pairs = plan.manifest.run.replicates;
    let svg = sweep::picture(
        comparison,
        &plan.title(),
        &format!(
            "Mean difference over {pairs} pairs of runs that share all luck, by quarter; band: its 90 % interval, quarter by quarter"
        ),
    )?;
    let mut documents = sweep::documents(comparison).to_vec();
    documents.push(Document::picture(PICTURE, svg));
    Ok(documents)
}

/// Edited scenarios replace their earlier comparison, but not without a word.
fn note_replaced(plan: &Plan, writer: &FolderWriter) {
    let hashes = |of: &Manifest| {
        let other = of.compared.as_ref();
        (
            of.scenario.hash.clone(),
            other.map(|other| other.hash.clone()),
        )
    };
    let is_other = |there: &Manifest| hashes(there) != hashes(&plan.manifest);
    if writer.replaces().is_some_and(is_other) {
        screen::tell(&format!(
            "note: replaces the comparison of another version of the scenarios in `{}`",
            plan.folder.display()
        ));
    }
}
