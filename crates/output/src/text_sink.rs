//! Tables of one run as text in memory, the same bytes as in a folder: for whoever shows a run without keeping it.

use std::collections::BTreeMap;

use model::{Cell, Sink, Table};

use crate::cell::write_cell;

/// Takes the rows of the tables that it was made for.
#[derive(Debug)]
pub struct TextSink<'a> {
    wanted: &'a [&'a str],
    writers: BTreeMap<&'static str, csv::Writer<Vec<u8>>>,
    text: String,
}

impl<'a> TextSink<'a> {
    /// A sink for the tables of these names.
    pub fn of(wanted: &'a [&'a str]) -> Self {
        Self {
            wanted,
            writers: BTreeMap::new(),
            text: String::new(),
        }
    }

    /// The tables that had rows.
    pub fn into_tables(self) -> TextTables {
        let text = |(name, writer): (&'static str, csv::Writer<Vec<u8>>)| {
            // Writing to memory cannot fail.
            let bytes = writer.into_inner().unwrap_or_default();
            (name, String::from_utf8(bytes).unwrap_or_default())
        };
        TextTables(self.writers.into_iter().map(text).collect())
    }
}

impl Sink for TextSink<'_> {
    fn row(&mut self, table: &'static Table, cells: &[Cell<'_>]) {
        let writer = self.writers.entry(table.name).or_insert_with(|| {
            let mut writer = csv::Writer::from_writer(Vec::new());
            drop(writer.write_record(table.columns.iter().map(|column| column.name)));
            writer
        });
        for cell in cells {
            write_cell(&mut self.text, *cell);
            drop(writer.write_field(self.text.as_bytes()));
        }
        drop(writer.write_record(None::<&[u8]>));
    }

    fn wants(&self, table: &'static Table) -> bool {
        self.wanted.contains(&table.name)
    }
}

/// Tables as the text of their files, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextTables(BTreeMap<&'static str, String>);

impl TextTables {
    /// The text of a table; none where the run had no row of it.
    pub fn get(&self, table: &str) -> Option<&str> {
        self.0.get(table).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Manifest, RunWriter};

    #[test]
    fn tables_in_memory_have_the_bytes_of_those_in_a_folder() {
        let scenario = scenario::load_str(&scenario::starter("world"), "world.ron")
            .unwrap()
            .scenario;
        let wanted = ["prices", "events"];
        let mut sink = TextSink::of(&wanted);
        let folder = tempfile::tempdir().unwrap();
        let writer = RunWriter::create(folder.path(), Manifest::new("world", "1"), false).unwrap();
        let mut file = writer.replicate(0).unwrap();
        let (mut one, mut other) = (
            model::Simulation::new(&scenario, 1, 0),
            model::Simulation::new(&scenario, 1, 0),
        );
        for _ in 0..30 {
            one.step(&mut sink);
            other.step(&mut file);
        }
        writer.accept(file).unwrap();
        writer.finish(&[]).unwrap();
        let tables = sink.into_tables();
        for name in wanted {
            let there = std::fs::read_to_string(folder.path().join(format!("{name}.csv")));
            assert_eq!(tables.get(name), Some(there.unwrap().as_str()), "{name}");
        }
        assert_eq!(tables.get("flows"), None);
    }
}
