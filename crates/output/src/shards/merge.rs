//! All shards as one table, run after run; memory does not grow with their number.

use std::fs::{self, File};
use std::io::{self, Write};

use super::{ShardState, Shards, is_partial, part};
use crate::columns::{Value, append_csv, csv_header};
use crate::parquet_file::Growing;
use crate::{OutputError, whole_file};

const CSV_FILE: &str = "merged.csv";
const PARQUET_FILE: &str = "merged.parquet";
const LOCK_FILE: &str = ".merged.lock";

/// What was merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merged {
    /// Rows, one for each run.
    pub rows: u64,
    /// Shards that they come from.
    pub shards: u64,
}

pub(super) fn merge(of: &Shards) -> Result<Merged, OutputError> {
    refuse_incomplete(of)?;
    let _turn = take_turn(of)?;
    let csv_path = of.folder().join(CSV_FILE);
    let refuse = || OutputError::file("write", &csv_path);
    whole_file::fill(&csv_path, |hidden_csv| {
        let mut csv = File::create(hidden_csv).map_err(refuse())?;
        csv.write_all(csv_header(of.columns()).as_bytes())
            .map_err(refuse())?;
        whole_file::fill(&of.folder().join(PARQUET_FILE), |hidden| {
            let mut parquet = Growing::create(hidden, of.columns())?;
            for_each_batch(of, &mut |rows| {
                let mut text = String::new();
                append_csv(&mut text, rows);
                csv.write_all(text.as_bytes()).map_err(refuse())?;
                parquet.append(rows)
            })?;
            parquet.close()
        })?;
        csv.sync_all().map_err(refuse())
    })?;
    Ok(Merged {
        rows: of.n_runs(),
        shards: of.n_shards(),
    })
}

/// Waits for another merger, and removes what a killed one left half written.
fn take_turn(of: &Shards) -> Result<File, OutputError> {
    let folder = of.folder();
    let path = folder.join(LOCK_FILE);
    let lock = File::create(&path).map_err(OutputError::file("write", &path))?;
    match lock.lock() {
        Err(error) if error.kind() != io::ErrorKind::Unsupported => {
            return Err(OutputError::file("write", &path)(error));
        }
        _ => {}
    }
    let entries = fs::read_dir(folder).map_err(OutputError::file("read the folder", folder))?;
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_partial(&name)
            && [CSV_FILE, PARQUET_FILE]
                .iter()
                .any(|file| name.ends_with(file))
        {
            drop(fs::remove_file(entry.path()));
        }
    }
    Ok(lock)
}

fn refuse_incomplete(of: &Shards) -> Result<(), OutputError> {
    let mut missing = 0;
    for shard in 0..of.n_shards() {
        if of.state(shard)? != ShardState::Done {
            missing += 1;
        }
    }
    if missing == 0 {
        return Ok(());
    }
    Err(OutputError::ShardsMissing {
        folder: of.folder().to_owned(),
        missing,
        of: of.n_shards(),
    })
}

/// What is done with a batch of rows.
type Take<'a> = dyn FnMut(&[Vec<Value>]) -> Result<(), OutputError> + 'a;

/// The rows of all shards in their order, as far as the plan has runs.
fn for_each_batch(of: &Shards, take: &mut Take<'_>) -> Result<(), OutputError> {
    for shard in 0..of.n_shards() {
        let runs = of.runs(shard);
        let mut left = (runs.end - runs.start) as usize;
        for batch in part::open(of, shard)?.batches()? {
            let batch = batch?;
            let taken = left.min(batch.len());
            take(&batch[..taken])?;
            left -= taken;
        }
        if left > 0 {
            return Err(OutputError::BadTable {
                path: of.part_path(shard),
                message: format!("{left} rows fewer than its footer says"),
            });
        }
    }
    Ok(())
}
