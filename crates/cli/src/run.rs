//! `monazite run`: simulates scenarios, writes their tables and says what came out.

mod answer;
mod plan;
pub(crate) mod replicates;

use std::path::PathBuf;

use output::{Change, Format, RunWriter};

use crate::progress::Progress;
use crate::threads::Threads;
use crate::worlds::ParameterSets;
use crate::{interrupt, screen};
use plan::Plan;

const DAYS_PER_YEAR: f64 = 365.25;
const DAYS_PER_WEEK: f64 = 7.0;
const WARNINGS_SHOWN: usize = 5;

/// Simulate scenarios, write their tables and print what came out
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Scenario files, run in turn
    #[arg(required = true, value_name = "SCENARIO.ron")]
    scenarios: Vec<PathBuf>,
    /// Seed of the random streams [default: the scenario's]
    #[arg(long)]
    seed: Option<u64>,
    /// Number of runs that differ only in their random streams
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    replicates: u32,
    /// Set a parameter to a value, written as in the scenario file; may be given several times
    #[arg(long, value_name = "PATH=VALUE", value_parser = change)]
    set: Vec<Change>,
    #[command(flatten)]
    sets: ParameterSets,
    /// Years to simulate instead of the scenario's
    #[arg(long, value_parser = years)]
    years: Option<f64>,
    /// Folder of the results, with several scenarios one folder of it each [default: outputs/<scenario name>]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Format of the tables: `csv`, or `parquet` with the same values
    #[arg(long, default_value = "csv", value_name = "FORMAT")]
    format: Format,
    /// Print errors and warnings only
    #[arg(long)]
    quiet: bool,
    /// Replace results of another scenario, seed or other inputs
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    threads: Threads,
}

pub(crate) fn execute(arguments: &Arguments) -> anyhow::Result<()> {
    interrupt::listen();
    // All are read before the first is run: a fault in the last one should not cost an hour.
    let plans = plan::of(arguments)?;
    let weeks = plans.iter().map(Plan::weeks_of_all).sum();
    let progress = Progress::of_weeks("", weeks, arguments.quiet);
    for (place, plan) in plans.iter().enumerate() {
        if place > 0 && !arguments.quiet {
            progress.hide_while(|| screen::say("\n"))?;
        }
        run(plan, arguments, &progress)?;
    }
    progress.finish();
    Ok(())
}

/// Runs one scenario; the bar is for all of them.
fn run(plan: &Plan, arguments: &Arguments, progress: &Progress) -> anyhow::Result<()> {
    let writer = RunWriter::create(&plan.folder, plan.manifest.clone(), arguments.force)?
        .with_format(arguments.format);
    note_replaced(plan, &writer);
    progress.name(&plan.manifest.scenario.name);
    let outcome = replicates::simulate(plan, &writer, progress, arguments.threads)?;
    let brief = plan.brief(&outcome.first);
    let manifest = writer.finish_with(&outcome.figures, |folder, manifest| {
        ::report::documents(folder, manifest, &brief)
    })?;
    progress.hide_while(|| {
        warn(&outcome.warnings);
        if arguments.quiet {
            return Ok(());
        }
        for note in &outcome.first.notes {
            screen::tell(&format!("note: {note}"));
        }
        screen::say(&answer::in_words(&outcome, &plan.folder, &manifest))
    })
}

/// Prints the first few warnings: a thousand replicates may each have their own.
fn warn(warnings: &[String]) {
    for warning in warnings.iter().take(WARNINGS_SHOWN) {
        screen::tell(&format!("warning: {warning}"));
    }
    if warnings.len() > WARNINGS_SHOWN {
        let rest = warnings.len() - WARNINGS_SHOWN;
        screen::tell(&format!("warning: {rest} more from the replicates"));
    }
}

/// An edited scenario replaces its earlier results, but not without a word.
fn note_replaced(plan: &Plan, writer: &RunWriter) {
    let is_other = |hash: &str| hash != plan.manifest.scenario.hash;
    if writer
        .replaces()
        .is_some_and(|there| is_other(&there.scenario.hash))
    {
        screen::tell(&format!(
            "note: replaces the results of another version of the scenario in `{}`",
            plan.folder.display()
        ));
    }
}

pub(crate) fn change(text: &str) -> Result<Change, String> {
    match text.split_once('=') {
        Some((path, value)) if !path.trim().is_empty() => Ok(Change {
            path: path.trim().to_owned(),
            value: value.trim().to_owned(),
        }),
        _ => Err("write it as path=value, such as `market.ask_elasticity=3.0`".to_owned()),
    }
}

pub(crate) fn years(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(years) if years > 0.0 && years <= 100.0 => Ok(years),
        _ => Err("allowed is a number above 0, up to 100".to_owned()),
    }
}

/// Whole weeks in a span of years, at least one.
pub(crate) fn weeks(years: f64) -> u32 {
    (years * DAYS_PER_YEAR / DAYS_PER_WEEK).round().max(1.0) as u32
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(10.0, 522)] // 3652.5 days / 7 = 521.8
    #[case(1.0, 52)] // 365.25 days / 7 = 52.2
    #[case(0.001, 1)]
    fn years_are_rounded_to_weeks(#[case] years: f64, #[case] expected: u32) {
        assert_eq!(weeks(years), expected);
    }

    #[test]
    fn value_may_hold_an_equals_sign() {
        let change = change("about.notes=\"a=b\"").unwrap();
        assert_eq!(
            (change.path.as_str(), change.value.as_str()),
            ("about.notes", "\"a=b\"")
        );
    }

    #[rstest]
    #[case("market.ask_elasticity")]
    #[case("=3")]
    fn change_without_path_or_value_is_refused(#[case] text: &str) {
        assert!(change(text).is_err());
    }

    #[rstest]
    #[case("0")]
    #[case("-1")]
    #[case("NaN")]
    #[case("inf")]
    #[case("ten")]
    fn years_have_to_be_a_positive_number(#[case] text: &str) {
        assert!(years(text).is_err());
    }
}
