//! One shard: a Parquet file whose footer says which plan and which runs it holds.

use std::path::Path;

use super::{ShardState, Shards, is_partial};
use crate::OutputError;
use crate::columns::Value;
use crate::parquet_file::{self, Notes, Opened};

const PLAN_NOTE: &str = "monazite.plan_hash";
const SHARD_NOTE: &str = "monazite.shard";
const SIZE_NOTE: &str = "monazite.runs_per_shard";

/// The name of a shard's file, without ending.
pub(super) fn name(shard: u64) -> String {
    format!("part-{shard:06}")
}

pub(super) fn file_name(shard: u64) -> String {
    format!("{}.parquet", name(shard))
}

/// The shard that a file under way is of.
pub(super) fn shard_of_partial(name: &str) -> Option<u64> {
    let (_, number) = name.split_once("-part-").filter(|_| is_partial(name))?;
    number.strip_suffix(".parquet")?.parse().ok()
}

fn notes(of: &Shards, shard: u64) -> Notes {
    let ledger = of.ledger();
    vec![
        (PLAN_NOTE, ledger.plan_hash.clone()),
        (SHARD_NOTE, shard.to_string()),
        (SIZE_NOTE, ledger.runs_per_shard.to_string()),
    ]
}

pub(super) fn bytes(of: &Shards, shard: u64, rows: &[Vec<Value>]) -> Result<Vec<u8>, OutputError> {
    parquet_file::bytes(of.columns(), rows, &notes(of, shard)).map_err(|error| {
        OutputError::file("write", &of.part_path(shard))(parquet_file::io_error(error))
    })
}

/// Opens a shard that belongs to the plan.
pub(super) fn open(of: &Shards, shard: u64) -> Result<Opened, OutputError> {
    let path = of.part_path(shard);
    let opened = Opened::open(&path)?;
    let foreign = notes(of, shard)
        .into_iter()
        .find(|(key, value)| opened.note(key) != Some(value));
    if let Some((key, value)) = foreign {
        let found = opened.note(key).unwrap_or("nothing").to_owned();
        return Err(bad(
            &path,
            format!("{key} is `{found}`, that of this plan is `{value}`"),
        ));
    }
    let names = of.columns().iter().map(|column| column.name.as_str());
    if !names.eq(opened.names()) {
        return Err(bad(
            &path,
            "its columns are not those of this plan".to_owned(),
        ));
    }
    Ok(opened)
}

fn bad(path: &Path, message: String) -> OutputError {
    OutputError::BadTable {
        path: path.to_owned(),
        message,
    }
}

pub(super) fn state(of: &Shards, shard: u64) -> Result<ShardState, OutputError> {
    if !of.part_path(shard).exists() {
        return Ok(ShardState::Missing);
    }
    let runs = of.runs(shard);
    match open(of, shard) {
        Ok(opened) if opened.n_rows() >= runs.end - runs.start => Ok(ShardState::Done),
        Ok(opened) => Ok(ShardState::Short {
            runs: opened.n_rows(),
        }),
        Err(OutputError::BadTable { message, .. }) => Ok(ShardState::Damaged { message }),
        Err(other) => Err(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_under_way_is_known_by_its_name() {
        assert_eq!(
            shard_of_partial(".partial-17-3-part-000012.parquet"),
            Some(12)
        );
        assert_eq!(shard_of_partial("part-000012.parquet"), None);
        assert_eq!(shard_of_partial(".partial-17-merged.csv"), None);
        // Numbers of more digits than the padding are no harm.
        assert_eq!(file_name(1_234_567), "part-1234567.parquet");
    }
}
