//! `monazite sweep merge`: one table of all shards.

use super::opened::Place;
use crate::screen::{self, grouped};

/// Make one table of all shards, as CSV and as Parquet, run after run
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    place: Place,
    /// Print errors only
    #[arg(long)]
    quiet: bool,
}

pub(super) fn execute(arguments: &Arguments) -> anyhow::Result<()> {
    let opened = arguments.place.open()?;
    let merged = opened.shards.merge()?;
    if arguments.quiet {
        return Ok(());
    }
    screen::say(&format!(
        "{} rows of {} shards in {}: merged.csv, merged.parquet\n",
        grouped(&merged.rows.to_string()),
        grouped(&merged.shards.to_string()),
        opened.shards.folder().display(),
    ))
}
