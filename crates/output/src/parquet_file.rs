//! Parquet: bytes in memory for small files, a growing file for large ones.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use arrow_schema::ArrowError;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;

use crate::OutputError;
use crate::columns::{ColumnOf, Value, batch, schema};

/// Rows that are kept in memory before they go to the file.
const ROWS_PER_GROUP: usize = 1 << 16;
/// Rows that are read at once.
const ROWS_PER_BATCH: usize = 1 << 12;

/// Words about a file that stand in its footer.
pub(crate) type Notes = Vec<(&'static str, String)>;

pub(crate) fn properties(notes: &Notes) -> WriterProperties {
    let notes = notes
        .iter()
        .map(|(key, value)| KeyValue::new((*key).to_owned(), value.clone()))
        .collect();
    WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_max_row_group_row_count(Some(ROWS_PER_GROUP))
        .set_key_value_metadata(Some(notes))
        .build()
}

/// A file of a few rows as bytes.
pub(crate) fn bytes(
    columns: &[ColumnOf],
    rows: &[Vec<Value>],
    notes: &Notes,
) -> Result<Vec<u8>, ParquetError> {
    let mut writer = ArrowWriter::try_new(Vec::new(), schema(columns), Some(properties(notes)))?;
    writer.write(&batch(columns, rows)?)?;
    writer.into_inner()
}

/// A file of any number of rows; memory does not grow with it.
pub(crate) struct Growing {
    path: PathBuf,
    columns: Vec<ColumnOf>,
    file: File,
    writer: ArrowWriter<File>,
}

impl Growing {
    pub(crate) fn create(path: &Path, columns: &[ColumnOf]) -> Result<Self, OutputError> {
        let refuse = || OutputError::file("write", path);
        let file = File::create(path).map_err(refuse())?;
        let properties = properties(&Vec::new());
        let writer = file.try_clone().map_err(refuse())?;
        let writer = ArrowWriter::try_new(writer, schema(columns), Some(properties))
            .map_err(|error| refuse()(io_error(error)))?;
        Ok(Self {
            path: path.to_owned(),
            columns: columns.to_vec(),
            file,
            writer,
        })
    }

    pub(crate) fn append(&mut self, rows: &[Vec<Value>]) -> Result<(), OutputError> {
        let batch = batch(&self.columns, rows).map_err(ParquetError::from);
        batch
            .and_then(|batch| self.writer.write(&batch))
            .map_err(|error| OutputError::file("write", &self.path)(io_error(error)))
    }

    /// Makes the file durable.
    pub(crate) fn close(self) -> Result<(), OutputError> {
        let Self {
            path,
            file,
            mut writer,
            ..
        } = self;
        // `into_inner` would hide what the file system says.
        let finished = writer.finish().map_err(io_error);
        finished
            .and_then(|_| file.sync_all())
            .map_err(OutputError::file("write", &path))
    }
}

/// A file that can be read: what stands in its footer, and its rows in batches.
pub(crate) struct Opened {
    path: PathBuf,
    builder: ParquetRecordBatchReaderBuilder<File>,
}

impl Opened {
    /// Opens a file; one without a whole footer is a bad table.
    pub(crate) fn open(path: &Path) -> Result<Self, OutputError> {
        let file = File::open(path).map_err(OutputError::file("read", path))?;
        let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(bad(path))?;
        Ok(Self {
            path: path.to_owned(),
            builder: builder.with_batch_size(ROWS_PER_BATCH),
        })
    }

    /// Rows that the footer promises.
    pub(crate) fn n_rows(&self) -> u64 {
        let rows = self.builder.metadata().file_metadata().num_rows();
        u64::try_from(rows).unwrap_or(0)
    }

    /// A word about the file.
    pub(crate) fn note(&self, key: &str) -> Option<&str> {
        let notes = self.builder.metadata().file_metadata();
        let notes = notes.key_value_metadata()?;
        let note = notes.iter().find(|note| note.key == key)?;
        note.value.as_deref()
    }

    /// Names of the columns.
    pub(crate) fn names(&self) -> Vec<&str> {
        let fields = self.builder.schema().fields().iter();
        fields.map(|field| field.name().as_str()).collect()
    }

    /// The rows, batch after batch.
    pub(crate) fn batches(self) -> Result<Batches, OutputError> {
        let reader = self.builder.build().map_err(bad(&self.path))?;
        Ok(Batches {
            path: self.path,
            reader,
        })
    }
}

/// Rows of a file, batch after batch.
pub(crate) struct Batches {
    path: PathBuf,
    reader: ParquetRecordBatchReader,
}

impl Iterator for Batches {
    type Item = Result<Vec<Vec<Value>>, OutputError>;

    fn next(&mut self) -> Option<Self::Item> {
        let rows = self
            .reader
            .next()?
            .map_err(bad(&self.path))
            .and_then(|batch| {
                crate::columns::rows(&batch).ok_or_else(|| OutputError::BadTable {
                    path: self.path.clone(),
                    message: "a column is no text, number or whole number".to_owned(),
                })
            });
        Some(rows)
    }
}

fn bad<E: std::fmt::Display>(path: &Path) -> impl FnOnce(E) -> OutputError {
    let path = path.to_owned();
    move |error| OutputError::BadTable {
        path,
        message: error.to_string(),
    }
}

/// What the file system said, where it is behind the fault: a full disk has to be told from the rest.
pub(crate) fn io_error(error: ParquetError) -> io::Error {
    let error = match error {
        ParquetError::External(source) => match source.downcast::<io::Error>() {
            Ok(error) => return *error,
            Err(source) => match source.downcast::<ArrowError>() {
                Ok(error) => match *error {
                    ArrowError::IoError(_, error) => return error,
                    other => return io::Error::other(other),
                },
                Err(source) => ParquetError::External(source),
            },
        },
        other => other,
    };
    io::Error::other(error)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::ColumnKind;

    /// A disk with room for so many bytes.
    struct SmallDisk(usize);

    impl Write for SmallDisk {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self
                .0
                .checked_sub(bytes.len())
                .ok_or(io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn columns() -> Vec<ColumnOf> {
        vec![ColumnOf::new("price_usd_per_kg", ColumnKind::Number)]
    }

    #[test]
    fn full_disk_is_told_from_other_faults() {
        for room in [0, 10, 200] {
            let written = ArrowWriter::try_new(SmallDisk(room), schema(&columns()), None).and_then(
                |mut writer| {
                    let rows = vec![vec![Value::Number(1.0)]; 1000];
                    writer.write(&batch(&columns(), &rows)?)?;
                    writer.finish()
                },
            );
            let error = io_error(written.err().unwrap());
            assert_eq!(error.kind(), io::ErrorKind::StorageFull, "room {room}");
            let fault = OutputError::file("write", Path::new("x"))(error);
            assert!(fault.is_temporary());
        }
    }

    #[test]
    fn file_cut_anywhere_is_no_table() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("part.parquet");
        let notes = vec![("plan", "c0ffee".to_owned())];
        let whole = bytes(&columns(), &vec![vec![Value::Number(1.5)]; 3], &notes).unwrap();
        std::fs::write(&path, &whole).unwrap();
        let opened = Opened::open(&path).unwrap();
        assert_eq!((opened.n_rows(), opened.note("plan")), (3, Some("c0ffee")));
        for length in [0, 1, 4, whole.len() / 2, whole.len() - 1] {
            std::fs::write(&path, &whole[..length]).unwrap();
            assert!(
                matches!(Opened::open(&path), Err(OutputError::BadTable { .. })),
                "{length} of {} bytes",
                whole.len()
            );
        }
    }
}
