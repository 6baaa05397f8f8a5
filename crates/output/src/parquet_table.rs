//! A table of a run as Parquet: the values of the CSV file, with the types of its columns.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use model::{TABLES, Table};
use sha2::{Digest, Sha256};
use units::Date;

use crate::columns::{ColumnKind, ColumnOf, Value};
use crate::join::hexadecimal;
use crate::parquet_file::Growing;
use crate::summary::SUMMARY;
use crate::{OutputError, TableFile};

const ROWS_AT_ONCE: usize = 1 << 12;
const COPY_BYTES: usize = 1 << 16;

/// Writes the Parquet file of a table beside its CSV file, removes that, and describes the new one.
pub(crate) fn convert(folder: &Path, table: &TableFile) -> Result<TableFile, OutputError> {
    let csv_path = folder.join(&table.file);
    let file = format!("{}.parquet", table.name);
    let path = folder.join(&file);
    let mut reader =
        csv::Reader::from_path(&csv_path).map_err(OutputError::csv("read", &csv_path))?;
    let header = reader
        .headers()
        .map_err(OutputError::csv("read", &csv_path))?;
    let columns: Vec<ColumnOf> = header
        .iter()
        .map(|name| ColumnOf::new(name, kind(&table.name, name)))
        .collect();
    let mut growing = Growing::create(&path, &columns)?;
    let mut rows = Vec::with_capacity(ROWS_AT_ONCE);
    for record in reader.records() {
        let record = record.map_err(OutputError::csv("read", &csv_path))?;
        let cells = columns.iter().zip(&record);
        let row = cells.map(|(column, cell)| {
            value(column.kind, cell).ok_or_else(|| OutputError::BadTable {
                path: csv_path.clone(),
                message: format!("`{cell}` cannot stand in column `{}`", column.name),
            })
        });
        rows.push(row.collect::<Result<Vec<Value>, OutputError>>()?);
        if rows.len() == ROWS_AT_ONCE {
            growing.append(&rows)?;
            rows.clear();
        }
    }
    growing.append(&rows)?;
    growing.close()?;
    fs::remove_file(&csv_path).map_err(OutputError::file("remove", &csv_path))?;
    Ok(TableFile {
        name: table.name.clone(),
        file,
        rows: table.rows,
        sha256: digest_of(&path).map_err(OutputError::file("read", &path))?,
    })
}

/// What a column holds, by the unit that its table gives it.
fn kind(table: &str, column: &str) -> ColumnKind {
    let mut tables = TABLES.iter().copied().chain([&SUMMARY]);
    let of = |table: &'static Table| table.columns.iter().find(|known| known.name == column);
    let known = tables.find(|known| known.name == table).and_then(of);
    match known.map(|known| known.unit) {
        Some("day") => ColumnKind::Day,
        Some("id" | "ids" | "word" | "text") => ColumnKind::Text,
        // `replicate` is the only column that is in no definition.
        Some("count" | "0 or 1") | None => ColumnKind::Whole,
        Some(_) => ColumnKind::Number,
    }
}

/// A cell by the kind of its column; an empty one is nothing to report.
fn value(kind: ColumnKind, cell: &str) -> Option<Value> {
    if cell.is_empty() {
        return Some(Value::Empty);
    }
    match kind {
        ColumnKind::Text => Some(Value::Text(cell.to_owned())),
        ColumnKind::Number => cell.parse().ok().map(Value::Number),
        ColumnKind::Whole => cell.parse().ok().map(Value::Whole),
        ColumnKind::Day => cell.parse::<Date>().ok().map(Value::Day),
    }
}

fn digest_of(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut bytes = vec![0; COPY_BYTES];
    loop {
        let count = file.read(&mut bytes)?;
        if count == 0 {
            return Ok(hexadecimal(&hash.finalize()));
        }
        hash.update(&bytes[..count]);
    }
}

#[cfg(test)]
mod tests {
    use model::{Simulation, Sink};

    use super::*;
    use crate::columns::{append_csv, csv_header};
    use crate::parquet_file::Opened;
    use crate::{Format, Manifest, RunWriter};

    /// A table read from Parquet and written as CSV.
    fn as_csv(path: &Path, table: &str) -> String {
        let opened = Opened::open(path).unwrap();
        let columns: Vec<ColumnOf> = opened
            .names()
            .into_iter()
            .map(|name| ColumnOf::new(name, kind(table, name)))
            .collect();
        let mut text = csv_header(&columns);
        for batch in opened.batches().unwrap() {
            append_csv(&mut text, &batch.unwrap());
        }
        text
    }

    fn run(folder: &Path, format: Format) -> Manifest {
        let text = scenario::starter("world");
        let mut world = scenario::load_str(&text, "world.ron").unwrap().scenario;
        world.clock.weeks = 26;
        let manifest = Manifest::new("world", "c0ffee").with_replicates(2);
        let writer = RunWriter::create(folder, manifest, false)
            .unwrap()
            .with_format(format);
        let figures = [0, 1].map(|replicate| {
            let mut sink = writer.replicate(replicate).unwrap();
            let mut simulation = Simulation::new(&world, 1, replicate);
            while !simulation.is_finished() {
                simulation.step(&mut sink as &mut dyn Sink);
            }
            writer.accept(sink).unwrap();
            simulation.summary().figures
        });
        writer.finish(&figures).unwrap()
    }

    #[test]
    fn both_formats_hold_the_same_values() {
        let parent = tempfile::tempdir().unwrap();
        let (csv, parquet) = (parent.path().join("csv"), parent.path().join("parquet"));
        let texts = run(&csv, Format::Csv);
        let tables = run(&parquet, Format::Parquet);
        assert!(texts.tables.len() > 5);
        assert_eq!(texts.tables.len(), tables.tables.len());
        for (text, table) in texts.tables.iter().zip(&tables.tables) {
            assert_eq!((&text.name, text.rows), (&table.name, table.rows));
            assert_eq!(table.file, format!("{}.parquet", table.name));
            let expected = fs::read_to_string(csv.join(&text.file)).unwrap();
            let found = as_csv(&parquet.join(&table.file), &table.name);
            assert!(found == expected, "{} differs", table.name);
        }
        let names = fs::read_dir(&parquet).unwrap().count();
        assert_eq!(
            names,
            tables.tables.len() + 1,
            "nothing but tables and manifest"
        );
    }

    #[test]
    fn types_follow_the_units_of_the_columns() {
        assert_eq!(kind("prices", "date"), ColumnKind::Day);
        assert_eq!(kind("prices", "material"), ColumnKind::Text);
        assert_eq!(kind("prices", "quote_usd_per_kg"), ColumnKind::Number);
        assert_eq!(kind("summary", "replicates"), ColumnKind::Whole);
        assert_eq!(kind("prices", "replicate"), ColumnKind::Whole);
    }
}
