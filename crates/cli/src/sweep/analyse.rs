//! `monazite sweep analyse`: which factors matter, from the design and the results alone.

mod answer;
mod report;

use ::report::REPORT_FILE;
use output::{Document, OutputError, ShardState, Shards, Value};
use sensitivity::estimate::Options;

use super::opened::Place;
use crate::screen;

/// Folder of the analysis within that of the sweep.
const FOLDER: &str = "analysis";

/// Say which factors matter: indices with intervals, a table, a report, and a picture for each measure
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    place: Place,
    /// Part of intervals that hold the true value
    #[arg(long, value_name = "SHARE", default_value_t = 0.9, value_parser = level)]
    level_share: f64,
    /// Resamples that intervals are made of
    #[arg(long, value_name = "NUMBER", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(2..=100_000))]
    resamples: u32,
    /// Measures to analyse [default: all of the plan]; may be given several times
    #[arg(long, value_name = "NAME")]
    measure: Vec<String>,
    /// Print errors and warnings only
    #[arg(long)]
    quiet: bool,
}

fn level(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(level) if level > 0.0 && level < 1.0 => Ok(level),
        _ => Err("allowed is a number above 0 and below 1, such as 0.95".to_owned()),
    }
}

pub(super) fn execute(arguments: &Arguments) -> anyhow::Result<()> {
    let opened = arguments.place.open()?;
    let mut missing = 0;
    let rows = rows(&opened.shards, &mut missing);
    let mut study = opened.plan.study(rows)?;
    if missing > 0 {
        screen::tell(&format!(
            "warning: {missing} of {} shards are missing, and points with them\n  hint: `monazite sweep run` makes what is missing",
            opened.shards.n_shards()
        ));
    }
    for name in &arguments.measure {
        if !study.measured.iter().any(|measured| measured.name == *name) {
            let known: Vec<&str> = study.measured.iter().map(|it| it.name.as_str()).collect();
            anyhow::bail!(
                "there is no measure `{name}` in the plan\n  hint: it has {}",
                known.join(", ")
            );
        }
    }
    if !arguments.measure.is_empty() {
        let is_wanted = |name: &String| arguments.measure.contains(name);
        study.measured.retain(|measured| is_wanted(&measured.name));
    }
    let options = Options {
        level_share: arguments.level_share,
        resamples: arguments.resamples as usize,
        ..Options::default()
    };
    let findings = study.findings(&options)?;
    let mut documents = sweep::analysis_documents(&study, &findings, options.level_share)?;
    let page = report::of(arguments, &opened.plan, &study, &findings).text();
    documents.push(Document::page(REPORT_FILE, page));
    let folder = opened.shards.folder().join(FOLDER);
    let files = output::write_documents(&folder, &documents)?;
    if arguments.quiet {
        return Ok(());
    }
    screen::say(&answer::in_words(
        &opened.plan,
        &study,
        &findings,
        options.level_share,
    ))?;
    screen::say(&format!("in {}: {}\n", folder.display(), files.join(", ")))
}

/// Rows of all shards that are there, shard by shard; the others are counted.
fn rows<'a>(
    shards: &'a Shards,
    missing: &'a mut u64,
) -> impl Iterator<Item = Result<Vec<Value>, OutputError>> + 'a {
    (0..shards.n_shards()).flat_map(move |shard| {
        let rows = match shards.state(shard) {
            Ok(ShardState::Done | ShardState::Short { .. }) => shards.rows(shard),
            Ok(ShardState::Missing | ShardState::Damaged { .. }) => {
                *missing += 1;
                Ok(Vec::new())
            }
            Err(error) => Err(error),
        };
        match rows {
            Ok(rows) => rows.into_iter().map(Ok).collect::<Vec<_>>(),
            Err(error) => vec![Err(error)],
        }
    })
}
