//! `monazite sweep plan`: expands a plan into points and shards, and says how long it will take.

use std::fmt::Write;

use super::estimate;
use super::opened::{Opened, Place, ShardLength};
use crate::interrupt;
use crate::screen::{self, aligned, grouped, short};

/// Check a plan, write its points and its ledger, and say how long it will take
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    length: ShardLength,
    /// Only say what is wrong with the plan: run and write nothing
    #[arg(long)]
    check: bool,
}

pub(super) fn execute(arguments: &Arguments) -> anyhow::Result<()> {
    interrupt::listen();
    if arguments.check {
        let plan = arguments.place.read()?;
        return screen::say(&format!(
            "{}: no faults; {} points, {} runs, plan hash {}\n",
            arguments.place.plan.display(),
            grouped(&plan.n_points().to_string()),
            grouped(&plan.n_runs().to_string()),
            plan.origin().hash()
        ));
    }
    let opened = arguments.place.open_or_plan(arguments.length)?;
    let seconds = estimate::seconds_per_run(&opened.plan)?;
    screen::say(&in_words(&opened, seconds))
}

fn in_words(opened: &Opened, seconds_per_run: f64) -> String {
    let Opened { plan, shards } = opened;
    let number = |number: u64| grouped(&number.to_string());
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "{}: {}\nbase {}, {} weeks, seed {}, {} streams\nplan hash {}\n",
        plan.name,
        if plan.question.is_empty() {
            "no question"
        } else {
            &plan.question
        },
        plan.base.scenario.about.name,
        plan.weeks_of_run(),
        plan.seed,
        plan.streams.name(),
        shards.ledger().plan_hash,
    );
    let header = ["factor", "path", "unit", "over"].map(str::to_owned);
    let rows: Vec<Vec<String>> = plan
        .factors
        .iter()
        .map(|factor| {
            let over = factor
                .spread
                .as_ref()
                .map_or("listed".to_owned(), ToString::to_string);
            vec![
                factor.name.clone(),
                factor.path.clone(),
                factor.unit.clone(),
                over,
            ]
        })
        .collect();
    let _ = writeln!(text, "{}", aligned(&header, &rows));
    let _ = writeln!(
        text,
        "{}: {} points, {} replicate(s), {} runs in {} shards of {}; {} measures",
        plan.design_in_words(),
        number(plan.n_points()),
        plan.replicates,
        number(plan.n_runs()),
        number(shards.n_shards()),
        number(shards.ledger().runs_per_shard),
        plan.measures.len(),
    );
    let work = seconds_per_run * plan.n_runs() as f64;
    let _ = writeln!(
        text,
        "a run takes {} s here, all of them about {} of one processor",
        short(seconds_per_run),
        duration(work)
    );
    let _ = writeln!(
        text,
        "in {}: points.csv, points.parquet, sweep.toml",
        shards.folder().display()
    );
    text
}

/// A span of time as a person says it.
fn duration(seconds: f64) -> String {
    const MINUTE: f64 = 60.0;
    const HOUR: f64 = 3600.0;
    if seconds < 2.0 * MINUTE {
        format!("{} s", short(seconds.ceil()))
    } else if seconds < 2.0 * HOUR {
        format!("{} min", short((seconds / MINUTE).ceil()))
    } else {
        format!("{} h", short((seconds / HOUR * 10.0).ceil() / 10.0))
    }
}
