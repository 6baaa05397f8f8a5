//! Rows of one replicate on their way to the disk.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use model::{Cell, Sink, Table};

use crate::OutputError;
use crate::cell::write_cell;

const BUFFER_BYTES: usize = 1 << 16;

/// Rows of one table of one replicate, without header.
#[derive(Debug)]
pub(crate) struct Fragment {
    pub(crate) table: &'static Table,
    pub(crate) path: PathBuf,
    pub(crate) rows: u64,
    writer: csv::Writer<File>,
}

impl Fragment {
    fn create(folder: &Path, table: &'static Table) -> Result<Self, OutputError> {
        let path = folder.join(table.name);
        let file = File::create(&path).map_err(OutputError::file("write", &path))?;
        let writer = csv::WriterBuilder::new()
            .buffer_capacity(BUFFER_BYTES)
            .has_headers(false)
            .from_writer(file);
        Ok(Self {
            table,
            path,
            rows: 0,
            writer,
        })
    }

    fn write(
        &mut self,
        replicate: Option<&str>,
        cells: &[Cell<'_>],
        text: &mut String,
    ) -> Result<(), csv::Error> {
        if let Some(replicate) = replicate {
            self.writer.write_field(replicate)?;
        }
        for cell in cells {
            write_cell(text, *cell);
            self.writer.write_field(text.as_bytes())?;
        }
        self.writer.write_record(None::<&[u8]>)?;
        self.rows += 1;
        Ok(())
    }

    /// Flushes what is buffered; the file is complete afterwards.
    pub(crate) fn flush(&mut self) -> Result<(), OutputError> {
        self.writer
            .flush()
            .map_err(OutputError::file("write", &self.path))
    }
}

/// Takes the rows of one replicate. Made by [`crate::RunWriter::replicate`], given back to [`crate::RunWriter::accept`].
///
/// A row cannot return an error, so the first one waits here: see [`ReplicateSink::has_failed`].
#[derive(Debug)]
pub struct ReplicateSink {
    folder: PathBuf,
    number: u32,
    // Text of the first column, where there is one.
    label: Option<String>,
    fragments: Vec<Fragment>,
    text: String,
    error: Option<OutputError>,
}

impl ReplicateSink {
    pub(crate) fn create(
        folder: PathBuf,
        number: u32,
        is_labelled: bool,
    ) -> Result<Self, OutputError> {
        fs::create_dir(&folder).map_err(OutputError::file("create the folder", &folder))?;
        Ok(Self {
            folder,
            number,
            label: is_labelled.then(|| number.to_string()),
            fragments: Vec::new(),
            text: String::new(),
            error: None,
        })
    }

    /// Whether a row could not be written, so that going on is in vain; [`crate::RunWriter::accept`] says why.
    pub fn has_failed(&self) -> bool {
        self.error.is_some()
    }

    pub(crate) fn number(&self) -> u32 {
        self.number
    }

    /// The complete fragments in the order of their first rows, or the first fault.
    pub(crate) fn into_fragments(mut self) -> Result<Vec<Fragment>, OutputError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        for fragment in &mut self.fragments {
            fragment.flush()?;
        }
        Ok(self.fragments)
    }

    fn write(&mut self, table: &'static Table, cells: &[Cell<'_>]) -> Result<(), OutputError> {
        let known = self
            .fragments
            .iter()
            .position(|fragment| fragment.table.name == table.name);
        let place = known.unwrap_or(self.fragments.len());
        if known.is_none() {
            self.fragments.push(Fragment::create(&self.folder, table)?);
        }
        let fragment = &mut self.fragments[place];
        let written = fragment.write(self.label.as_deref(), cells, &mut self.text);
        written.map_err(OutputError::csv("write", &fragment.path))
    }
}

impl Sink for ReplicateSink {
    fn row(&mut self, table: &'static Table, cells: &[Cell<'_>]) {
        debug_assert_eq!(table.columns.len(), cells.len(), "table {}", table.name);
        if self.error.is_none() {
            self.error = self.write(table, cells).err();
        }
    }
}
