//! `points.csv` and `points.parquet`: the values of the factors at each point.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use crate::columns::{ColumnOf, Value, append_csv, csv_header};
use crate::parquet_file::Growing;
use crate::{OutputError, whole_file};

const CSV_FILE: &str = "points.csv";
const PARQUET_FILE: &str = "points.parquet";
const POINTS_AT_ONCE: usize = 1 << 12;

pub(super) fn write(
    folder: &Path,
    columns: &[ColumnOf],
    points: impl Iterator<Item = Vec<Value>> + Clone,
) -> Result<(), OutputError> {
    let path = folder.join(CSV_FILE);
    let mut lines = lines_of(columns, points.clone());
    if !has_more(&path, &mut lines)? {
        return Ok(());
    }
    let mut text = csv_header(columns);
    points
        .clone()
        .for_each(|point| append_csv(&mut text, &[point]));
    let parquet = folder.join(PARQUET_FILE);
    whole_file::fill(&parquet, |hidden| {
        let mut file = Growing::create(hidden, columns)?;
        let mut points = points;
        loop {
            let some: Vec<Vec<Value>> = points.by_ref().take(POINTS_AT_ONCE).collect();
            if some.is_empty() {
                return file.close();
            }
            file.append(&some)?;
        }
    })?;
    // Last: where it is whole, so is the other.
    whole_file::write(&path, text.as_bytes())
}

/// The lines of the file, header first.
fn lines_of(
    columns: &[ColumnOf],
    points: impl Iterator<Item = Vec<Value>>,
) -> impl Iterator<Item = String> {
    std::iter::once(csv_header(columns)).chain(points.map(|point| {
        let mut text = String::new();
        append_csv(&mut text, &[point]);
        text
    }))
}

/// Whether there are more lines than in the file, which has to begin with the same ones.
fn has_more(path: &Path, lines: &mut dyn Iterator<Item = String>) -> Result<bool, OutputError> {
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        other => other.map_err(OutputError::file("read", path))?,
    };
    for (place, there) in BufReader::new(file).lines().enumerate() {
        let there = there.map_err(OutputError::file("read", path))?;
        let Some(here) = lines.next() else {
            return Ok(false);
        };
        let here = here.trim_end();
        if here != there {
            return Err(OutputError::OtherPoints {
                path: path.to_owned(),
                line: place + 1,
                there,
                here: here.to_owned(),
            });
        }
    }
    Ok(lines.next().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ColumnKind;

    fn write_numbers(folder: &Path, numbers: &[f64]) -> Result<(), OutputError> {
        let columns = [
            ColumnOf::new("point", ColumnKind::Whole),
            ColumnOf::new("bids", ColumnKind::Number),
        ];
        let points = (0..)
            .zip(numbers)
            .map(|(id, number)| vec![Value::Whole(id), Value::Number(*number)]);
        write(folder, &columns, points)
    }

    #[test]
    fn more_points_are_added_and_fewer_take_nothing_away() {
        let folder = tempfile::tempdir().unwrap();
        let text = || std::fs::read_to_string(folder.path().join(CSV_FILE)).unwrap();
        write_numbers(folder.path(), &[0.5]).unwrap();
        write_numbers(folder.path(), &[0.5, 0.25]).unwrap();
        assert_eq!(text(), "point,bids\n0,0.5\n1,0.25\n");
        write_numbers(folder.path(), &[0.5]).unwrap();
        assert_eq!(text(), "point,bids\n0,0.5\n1,0.25\n");
    }

    #[test]
    fn other_points_are_refused_with_the_first_that_differs() {
        let folder = tempfile::tempdir().unwrap();
        write_numbers(folder.path(), &[0.5, 0.25]).unwrap();
        let refused = write_numbers(folder.path(), &[0.5, 0.75, 0.1]).unwrap_err();
        let text = refused.to_string();
        assert!(
            text.ends_with("points.csv:3 is `1,0.25`, this plan has `1,0.75`"),
            "{text}"
        );
    }
}
