//! A small CSV table as text, for points that were made elsewhere.

use std::path::Path;

use crate::OutputError;

/// A table of which only names and texts are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextTable {
    /// Names of the columns.
    pub header: Vec<String>,
    /// The cells of each row, as many as columns.
    pub rows: Vec<Vec<String>>,
}

impl TextTable {
    /// Reads a CSV file with a header.
    pub fn read(path: &Path) -> Result<Self, OutputError> {
        let refuse = |error: csv::Error| match error.into_kind() {
            csv::ErrorKind::Io(source) => OutputError::file("read", path)(source),
            csv::ErrorKind::UnequalLengths {
                pos,
                expected_len,
                len,
            } => OutputError::BadTable {
                path: path.to_owned(),
                message: format!(
                    "line {} has {len} cells, the header has {expected_len}",
                    pos.map_or(0, |place| place.line())
                ),
            },
            other => OutputError::BadTable {
                path: path.to_owned(),
                message: format!("{other:?}"),
            },
        };
        let texts = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_path(path)
            .map_err(refuse)?;
        let header = texts(reader.headers().map_err(refuse)?);
        let rows = reader
            .records()
            .map(|record| record.map(|record| texts(&record)).map_err(refuse))
            .collect::<Result<_, _>>()?;
        Ok(Self { header, rows })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn row_of_another_length_is_named_by_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("points.csv");
        std::fs::write(&path, "a, b\n1,2\n3\n").unwrap();
        let text = TextTable::read(&path).unwrap_err().to_string();
        assert!(
            text.ends_with("line 3 has 1 cells, the header has 2"),
            "{text}"
        );
        std::fs::write(&path, "a, b\n1, 2\n").unwrap();
        let table = TextTable::read(&path).unwrap();
        assert_eq!(
            (table.header[1].as_str(), table.rows[0][1].as_str()),
            ("b", "2")
        );
    }
}
