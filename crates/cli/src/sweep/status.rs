//! `monazite sweep status`: which shards are there.

use std::fmt::Write;

use output::ShardState;
use serde_json::json;

use super::opened::{Opened, Place};
use crate::screen::{self, grouped};

/// Say which shards of a planned sweep are there
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    place: Place,
    /// Print the numbers of the shards that are missing, one a line and nothing else
    #[arg(long, conflicts_with = "json")]
    missing: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// How far a sweep is.
#[derive(Debug, Default)]
struct Standing {
    done: u64,
    missing: Vec<u64>,
    short: Vec<u64>,
    damaged: Vec<u64>,
    /// Of those that are not done: in the hands of a process.
    in_use: Vec<u64>,
    runs_done: u64,
}

pub(super) fn execute(arguments: &Arguments) -> anyhow::Result<()> {
    let opened = arguments.place.open()?;
    let standing = standing(&opened)?;
    if arguments.json {
        return screen::say(&json_text(&opened, &standing)?);
    }
    if arguments.missing {
        let missing = standing.not_done();
        let lines: Vec<String> = missing.iter().map(|shard| format!("{shard}\n")).collect();
        return screen::say(&lines.concat());
    }
    screen::say(&in_words(&opened, &standing))
}

fn standing(opened: &Opened) -> anyhow::Result<Standing> {
    let mut standing = Standing::default();
    for shard in 0..opened.shards.n_shards() {
        let runs = opened.shards.runs(shard);
        match opened.shards.state(shard)? {
            ShardState::Done => {
                standing.done += 1;
                standing.runs_done += runs.end - runs.start;
                continue;
            }
            ShardState::Missing => standing.missing.push(shard),
            ShardState::Short { runs } => {
                standing.runs_done += runs;
                standing.short.push(shard);
            }
            ShardState::Damaged { .. } => standing.damaged.push(shard),
        }
        if opened.shards.is_in_use(shard) {
            standing.in_use.push(shard);
        }
    }
    Ok(standing)
}

impl Standing {
    fn not_done(&self) -> Vec<u64> {
        let mut all: Vec<u64> = [&self.missing, &self.short, &self.damaged]
            .into_iter()
            .flatten()
            .copied()
            .collect();
        all.sort_unstable();
        all
    }
}

fn json_text(opened: &Opened, standing: &Standing) -> anyhow::Result<String> {
    let shards = &opened.shards;
    let all = json!({
        "plan": opened.plan.name,
        "plan_hash": shards.ledger().plan_hash,
        "folder": shards.shards_folder(),
        "shards": shards.n_shards(),
        "runs_per_shard": shards.ledger().runs_per_shard,
        "done": standing.done,
        "missing": standing.not_done(),
        "short": standing.short,
        "damaged": standing.damaged,
        "in_use": standing.in_use,
        "runs": shards.n_runs(),
        "runs_done": standing.runs_done,
    });
    Ok(serde_json::to_string_pretty(&all)? + "\n")
}

fn in_words(opened: &Opened, standing: &Standing) -> String {
    let shards = &opened.shards;
    let number = |number: u64| grouped(&number.to_string());
    let mut text = format!(
        "{}: {} of {} shards are there, {} of {} runs\n",
        opened.plan.name,
        number(standing.done),
        number(shards.n_shards()),
        number(standing.runs_done),
        number(shards.n_runs()),
    );
    for (list, what) in [
        (&standing.damaged, "damaged, to be made again"),
        (&standing.short, "short, since the plan has grown"),
        (&standing.in_use, "being made"),
    ] {
        if !list.is_empty() {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{what}: {}", list_in_words(list));
        }
    }
    let _ = writeln!(text, "in {}", shards.shards_folder().display());
    text
}

fn list_in_words(list: &[u64]) -> String {
    const MOST: usize = 10;
    let shown = list.iter().take(MOST).map(ToString::to_string);
    let mut shown: Vec<String> = shown.collect();
    if list.len() > MOST {
        shown.push(format!("{} more", list.len() - MOST));
    }
    shown.join(", ")
}
