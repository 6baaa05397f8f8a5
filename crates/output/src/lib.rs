//! Where the rows of a run go: CSV files that are complete or absent, and a manifest that says where they come from.
//!
//! ```text
//! model::Simulation --rows--> ReplicateSink --fragments--> RunWriter --rename--> prices.csv ... manifest.toml
//! ```
//!
//! Knows tables as (name, columns, rows), not agents. Rows first stream into a hidden folder beside the target, one
//! fragment per table and replicate; [`RunWriter::finish`] joins the fragments in the order of the replicates, so the
//! bytes do not depend on how many threads ran, and moves every file into place, the manifest last. A writer that is
//! dropped before that removes what it wrote.
//!
//! ```
//! use model::{Cell, Sink, TABLES};
//! use output::{Manifest, RunWriter};
//!
//! # let parent = tempfile::tempdir()?;
//! # let folder = parent.path().join("results");
//! let manifest = Manifest::new("teaching", "c0ffee").with_seed(7).with_weeks(52);
//! let writer = RunWriter::create(&folder, manifest, false)?;
//! let mut sink = writer.replicate(0)?;
//! let table = TABLES[0];
//! sink.row(table, &vec![Cell::Empty; table.columns.len()]);
//! writer.accept(sink)?;
//! let written = writer.finish(&[])?;
//! assert_eq!(written.tables[0].rows, 1);
//! assert_eq!(Manifest::read(&folder)?, written);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod addition;
mod cell;
mod checkpoint;
mod columns;
mod comparison;
mod dictionary;
mod difference;
mod error;
mod existing;
mod folder_writer;
mod format;
mod fragment;
mod indices;
mod join;
mod leverage;
mod manifest;
mod parquet_file;
mod parquet_table;
mod reading;
mod run_writer;
mod shards;
mod staging;
mod summary;
mod text_sink;
mod text_table;
mod whole_file;

pub use addition::add_documents;
pub use checkpoint::write_checkpoint;
pub use columns::{ColumnKind, ColumnOf, Value};
pub use comparison::{COMPARISON, COMPARISON_COURSES};
pub use dictionary::dictionary;
pub use difference::{
    ColumnDifference, Difference, FirstDifference, InputDifference, RowDifference, TableDifference,
    compare,
};
pub use error::OutputError;
pub use folder_writer::{Document, FolderWriter, write_documents};
pub use format::{Format, FormatError};
pub use fragment::ReplicateSink;
pub use indices::INDICES;
pub use join::digest;
pub use leverage::{LEVERAGE, LEVERAGE_AGAINST, LEVERAGE_ANSWERS, LEVERAGE_STAGES, LEVERAGE_YEARS};
pub use manifest::{
    Change, Compared, MANIFEST_FILE, Manifest, PictureFile, Platform, RunInputs, ScenarioInputs,
    TableFile,
};
pub use reading::{Row, TableReader};
pub use run_writer::RunWriter;
pub use shards::{Claim, Ledger, Merged, Origin, ShardState, Shards};
pub use summary::{SUMMARY, Spread, spread};
pub use text_sink::{TextSink, TextTables};
pub use text_table::TextTable;
