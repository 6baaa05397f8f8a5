//! Rows of a table of results, one after the other: a table of a long run does not fit into memory comfortably.

use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use csv::{ByteRecord, Reader, ReaderBuilder};

use crate::{Manifest, OutputError, TextTables};

const BUFFER_BYTES: usize = 1 << 16;
const REPLICATE: &str = "replicate";

/// A table about to be read.
///
/// Whoever adds a format of tables adds it here: readers see names of columns and cells only.
#[derive(Debug)]
pub struct TableReader<'a> {
    path: PathBuf,
    csv: Reader<Source<'a>>,
    header: Vec<String>,
}

/// Where the bytes of a table are.
#[derive(Debug)]
enum Source<'a> {
    File(File),
    Text(&'a [u8]),
}

impl Read for Source<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Text(text) => text.read(buffer),
        }
    }
}

impl<'a> TableReader<'a> {
    /// Opens a table that the manifest of `folder` lists; none where it lists no such table.
    pub fn open(
        folder: &Path,
        manifest: &Manifest,
        table: &str,
    ) -> Result<Option<Self>, OutputError> {
        let listed = manifest.tables.iter().find(|known| known.name == table);
        let Some(listed) = listed else {
            return Ok(None);
        };
        Self::file(folder.join(&listed.file)).map(Some)
    }

    /// Opens a table by the path of its file.
    pub fn file(path: PathBuf) -> Result<Self, OutputError> {
        let file = File::open(&path).map_err(OutputError::file("read", &path))?;
        Self::of(path, Source::File(file))
    }

    /// Opens a table that is in memory; none where there is no such table.
    pub fn text(tables: &'a TextTables, table: &str) -> Result<Option<Self>, OutputError> {
        let text = tables.get(table).map(|text| Source::Text(text.as_bytes()));
        text.map(|text| Self::of(PathBuf::from(table), text))
            .transpose()
    }

    fn of(path: PathBuf, source: Source<'a>) -> Result<Self, OutputError> {
        let mut csv = ReaderBuilder::new()
            .buffer_capacity(BUFFER_BYTES)
            .from_reader(source);
        let header = csv.headers().map_err(|error| bad(&path, &error))?;
        let header = header.iter().map(str::to_owned).collect();
        Ok(Self { path, csv, header })
    }

    /// Whether the table has a column of this name.
    pub fn has(&self, column: &str) -> bool {
        self.header.iter().any(|known| known == column)
    }

    /// Hands the cells of `columns` to `each`, row by row, until it breaks or the rows end.
    ///
    /// # Errors
    /// When a column is missing or a row cannot be read.
    pub fn read(
        mut self,
        columns: &[&str],
        mut each: impl FnMut(&Row<'_>) -> ControlFlow<()>,
    ) -> Result<(), OutputError> {
        let places = columns
            .iter()
            .map(|column| self.place(column))
            .collect::<Result<Vec<usize>, OutputError>>()?;
        let replicate = self.header.iter().position(|known| known == REPLICATE);
        let mut record = ByteRecord::new();
        loop {
            let more = self.csv.read_byte_record(&mut record);
            if !more.map_err(|error| bad(&self.path, &error))? {
                return Ok(());
            }
            let row = Row {
                record: &record,
                places: &places,
                replicate,
            };
            if each(&row).is_break() {
                return Ok(());
            }
        }
    }

    fn place(&self, column: &str) -> Result<usize, OutputError> {
        let place = self.header.iter().position(|known| known == column);
        place.ok_or_else(|| OutputError::BadTable {
            path: self.path.clone(),
            message: format!("it has no column `{column}`"),
        })
    }
}

fn bad(path: &Path, error: &csv::Error) -> OutputError {
    OutputError::BadTable {
        path: path.to_owned(),
        message: error.to_string(),
    }
}

/// The cells asked for, in the order in which they were asked for.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    record: &'a ByteRecord,
    places: &'a [usize],
    replicate: Option<usize>,
}

impl<'a> Row<'a> {
    /// A cell as text; empty where there is nothing to report.
    pub fn text(&self, column: usize) -> &'a str {
        self.cell(self.places.get(column).copied())
    }

    /// A cell as number; none where it is empty or no number.
    pub fn number(&self, column: usize) -> Option<f64> {
        self.text(column)
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite())
    }

    /// Which replicate the row is of; 0 in a run of one.
    pub fn replicate(&self) -> u32 {
        self.cell(self.replicate).parse().unwrap_or(0)
    }

    fn cell(&self, place: Option<usize>) -> &'a str {
        let bytes = place.and_then(|place| self.record.get(place));
        std::str::from_utf8(bytes.unwrap_or_default()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("prices.csv");
        std::fs::write(&path, text).unwrap();
        (folder, path)
    }

    #[test]
    fn cells_come_in_the_order_in_which_they_were_asked_for() {
        let (_folder, path) = table("replicate,a,b\n0,x,1.5\n1,\"y, z\",\n");
        let mut seen = Vec::new();
        let reader = TableReader::file(path).unwrap();
        assert!(reader.has("a") && !reader.has("c"));
        reader
            .read(&["b", "a"], |row| {
                seen.push((row.replicate(), row.number(0), row.text(1).to_owned()));
                ControlFlow::Continue(())
            })
            .unwrap();
        let expected = [(0, Some(1.5), "x".to_owned()), (1, None, "y, z".to_owned())];
        assert_eq!(seen, expected);
    }

    #[test]
    fn reading_ends_where_the_reader_has_seen_enough() {
        let (_folder, path) = table("a\n1\n2\n3\n");
        let mut count = 0;
        let reader = TableReader::file(path).unwrap();
        let enough = |_: &Row<'_>| {
            count += 1;
            ControlFlow::Break(())
        };
        reader.read(&["a"], enough).unwrap();
        assert_eq!(count, 1);
    }

    #[test]
    fn a_missing_column_and_a_ragged_row_name_the_file() {
        let (_folder, path) = table("a,b\n1,2\n1\n");
        let go_on = |_: &Row<'_>| ControlFlow::Continue(());
        let reader = TableReader::file(path.clone()).unwrap();
        let text = reader.read(&["c"], go_on).unwrap_err().to_string();
        assert!(text.ends_with("it has no column `c`"), "{text}");
        let reader = TableReader::file(path).unwrap();
        let text = reader.read(&["a"], go_on).unwrap_err().to_string();
        assert!(
            text.contains("prices.csv") && text.contains("line: 3"),
            "{text}"
        );
    }
}
