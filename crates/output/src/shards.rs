//! Results of many runs in a folder that several processes fill: shards, a ledger, claims, and their merger.
//!
//! ```text
//! outputs/<plan>/sweep.toml                     the ledger: what is run, and how many runs are in a shard
//!                points.csv, points.parquet     the values of the factors at each point
//!                starts.csv                     who began which shard
//!                <plan hash>/part-000000.parquet, part-000001.parquet ...
//!                merged.csv, merged.parquet     once all shards are there
//! ```
//!
//! Run r is in shard r / runs per shard. The plan hash is that of everything but the number of points, so a plan that
//! grows at its end finds its earlier shards. The files present are the ledger of what is done: a shard appears as a
//! whole, and one that is cut, foreign or too short counts as missing.

mod claim;
mod ledger;
mod merge;
mod part;
mod points;

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

pub use claim::Claim;
pub use ledger::{Ledger, Origin};
pub use merge::Merged;

use crate::columns::{ColumnOf, Value};
use crate::staging::PARTIAL_PREFIX;
use crate::{OutputError, whole_file};

/// Letters of the plan hash in the name of a folder.
const HASH_LETTERS: usize = 16;
/// File with a line for each shard that was begun; beside the folder of shards, which holds nothing but Parquet to readers.
const STARTS_FILE: &str = "starts.csv";

/// The folder of a sweep with its ledger.
#[derive(Debug, Clone)]
pub struct Shards {
    folder: PathBuf,
    ledger: Ledger,
    columns: Vec<ColumnOf>,
    n_runs: u64,
}

/// How far a shard is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShardState {
    /// All its runs are there.
    Done,
    /// Nothing is there.
    Missing,
    /// Its first runs are there: the plan has grown since.
    Short {
        /// How many.
        runs: u64,
    },
    /// A file of its name cannot be read, or belongs to another plan.
    Damaged {
        /// What is wrong with it.
        message: String,
    },
}

impl Shards {
    /// Opens the folder of a sweep of so many runs, or makes it with `runs_per_shard`, which is asked only then.
    ///
    /// Refuses a folder whose ledger is of another plan.
    pub fn open_or_create<E: From<OutputError>>(
        folder: &Path,
        origin: &Origin,
        columns: &[ColumnOf],
        n_runs: u64,
        runs_per_shard: impl FnOnce() -> Result<u64, E>,
    ) -> Result<Self, E> {
        let ledger = match Ledger::read_if_present(folder)? {
            Some(ledger) => ledger,
            None => Ledger::create(folder, origin, runs_per_shard()?)?,
        };
        claim::begin_list(&folder.join(STARTS_FILE))?;
        Ok(Self::with_ledger(folder, ledger, origin, columns, n_runs)?)
    }

    /// Opens the folder of a sweep that was planned.
    pub fn open(
        folder: &Path,
        origin: &Origin,
        columns: &[ColumnOf],
        n_runs: u64,
    ) -> Result<Self, OutputError> {
        let ledger = Ledger::read_if_present(folder)?.ok_or_else(|| OutputError::NotPlanned {
            folder: folder.to_owned(),
        })?;
        Self::with_ledger(folder, ledger, origin, columns, n_runs)
    }

    fn with_ledger(
        folder: &Path,
        ledger: Ledger,
        origin: &Origin,
        columns: &[ColumnOf],
        n_runs: u64,
    ) -> Result<Self, OutputError> {
        ledger.refuse_other(folder, origin)?;
        Ok(Self {
            folder: folder.to_owned(),
            ledger,
            columns: columns.to_vec(),
            n_runs,
        })
    }

    /// The folder of the sweep.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What is run, and how many runs are in a shard.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Runs of the plan.
    pub fn n_runs(&self) -> u64 {
        self.n_runs
    }

    /// Shards of the plan.
    pub fn n_shards(&self) -> u64 {
        self.n_runs.div_ceil(self.ledger.runs_per_shard)
    }

    /// The runs of a shard; empty beyond the last.
    pub fn runs(&self, shard: u64) -> Range<u64> {
        let size = self.ledger.runs_per_shard;
        let from = shard.saturating_mul(size).min(self.n_runs);
        from..from.saturating_add(size).min(self.n_runs)
    }

    /// How far a shard is.
    pub fn state(&self, shard: u64) -> Result<ShardState, OutputError> {
        part::state(self, shard)
    }

    /// The rows of a shard that are there already, up to its length by the plan.
    pub fn rows(&self, shard: u64) -> Result<Vec<Vec<Value>>, OutputError> {
        let wanted = self.runs(shard);
        let mut rows = Vec::new();
        for batch in part::open(self, shard)?.batches()? {
            rows.extend(batch?);
        }
        rows.truncate((wanted.end - wanted.start) as usize);
        Ok(rows)
    }

    /// Takes a shard for this process until the claim is dropped or the process ends; an error names who has it.
    pub fn claim(&self, shard: u64) -> Result<Claim, OutputError> {
        Claim::take(&self.shards_folder(), shard)
    }

    /// Whether a process runs the shard now.
    pub fn is_in_use(&self, shard: u64) -> bool {
        Claim::is_taken(&self.shards_folder(), shard)
    }

    /// Puts a shard in its place as a whole, and gives up the claim.
    pub fn publish(&self, claim: Claim, rows: &[Vec<Value>]) -> Result<(), OutputError> {
        let shard = claim.shard();
        let bytes = part::bytes(self, shard, rows)?;
        whole_file::write(&self.part_path(shard), &bytes)?;
        claim.finish();
        Ok(())
    }

    /// Writes a line about a shard that begins: how many runs are about to be made, and by whom.
    pub fn note_start(&self, claim: &Claim, runs: u64) -> Result<(), OutputError> {
        claim::note_start(&self.folder.join(STARTS_FILE), claim.shard(), runs)
    }

    /// Removes what dead processes left half written.
    pub fn clean_up(&self) -> Result<(), OutputError> {
        let folder = self.shards_folder();
        let Ok(entries) = fs::read_dir(&folder) else {
            return Ok(());
        };
        for entry in entries {
            let entry = entry.map_err(OutputError::file("read the folder", &folder))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            // Whoever is still at work on it holds the claim.
            if let Some(shard) = part::shard_of_partial(&name) {
                if let Ok(_claim) = Claim::take_at_once(&folder, shard) {
                    drop(fs::remove_file(entry.path()));
                }
            } else if let Some(shard) = claim::shard_of_lock(&name)
                && self.state(shard)? == ShardState::Done
                && let Ok(claim) = Claim::take_at_once(&folder, shard)
            {
                claim.finish();
            }
        }
        Ok(())
    }

    /// Writes `points.csv` and `points.parquet`; refuses points that differ from those that were there before.
    ///
    /// A plan of fewer points than before leaves the files alone.
    pub fn write_points(
        &self,
        columns: &[ColumnOf],
        points: impl Iterator<Item = Vec<Value>> + Clone,
    ) -> Result<(), OutputError> {
        points::write(&self.folder, columns, points)
    }

    /// Merges all shards into `merged.parquet` and `merged.csv`, run after run.
    pub fn merge(&self) -> Result<Merged, OutputError> {
        merge::merge(self)
    }

    /// The columns of every shard.
    pub(crate) fn columns(&self) -> &[ColumnOf] {
        &self.columns
    }

    /// The folder with the shards.
    pub fn shards_folder(&self) -> PathBuf {
        let letters = self.ledger.plan_hash.len().min(HASH_LETTERS);
        self.folder.join(&self.ledger.plan_hash[..letters])
    }

    pub(crate) fn part_path(&self, shard: u64) -> PathBuf {
        self.shards_folder().join(part::file_name(shard))
    }
}

/// Whether a name is that of a file under way.
fn is_partial(name: &str) -> bool {
    name.starts_with(PARTIAL_PREFIX)
}
