//! What a report needs of the tables: read once, row by row, and nothing kept that is not shown.

pub(crate) mod choice;
pub(crate) mod embargo;
pub(crate) mod event;
pub(crate) mod flow;
pub(crate) mod price;
pub(crate) mod project;
pub(crate) mod reserve;
pub(crate) mod subject;
pub(crate) mod supply;
pub(crate) mod use_of;

use std::ops::ControlFlow;
use std::path::Path;

use output::{Manifest, OutputError, Row, TableReader, TextTables};
use units::Date;

/// Points of a course at most: more would be closer than a pixel or two.
const POINTS: usize = 131;

/// Where tables are.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Tables<'a> {
    /// Files in a folder.
    Folder(&'a Path),
    /// Texts in memory.
    Memory(&'a TextTables),
}

/// Results: a folder, or what would be in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Folder<'a> {
    pub(crate) tables: Tables<'a>,
    pub(crate) manifest: &'a Manifest,
}

impl Folder<'_> {
    /// Hands the rows of a table to `each`; there are none where the folder has no such table.
    pub(crate) fn rows(
        &self,
        table: &str,
        columns: &[&str],
        each: impl FnMut(&Row<'_>) -> ControlFlow<()>,
    ) -> Result<(), OutputError> {
        let found = match self.tables {
            Tables::Folder(path) => TableReader::open(path, self.manifest, table)?,
            Tables::Memory(texts) => TableReader::text(texts, table)?,
        };
        match found {
            Some(reader) => reader.read(columns, each),
            None => Ok(()),
        }
    }

    /// The same for the rows of the first replicate, which the answer is about: they come first.
    pub(crate) fn first_rows(
        &self,
        table: &str,
        columns: &[&str],
        mut each: impl FnMut(&Row<'_>),
    ) -> Result<(), OutputError> {
        self.rows(table, columns, |row| {
            if row.replicate() > 0 {
                return ControlFlow::Break(());
            }
            each(row);
            ControlFlow::Continue(())
        })
    }

    /// Whether the folder has the table.
    pub(crate) fn has(&self, table: &str) -> bool {
        let mut listed = self.manifest.tables.iter();
        match self.tables {
            Tables::Folder(_) => listed.any(|known| known.name == table),
            Tables::Memory(texts) => texts.get(table).is_some(),
        }
    }
}

/// The date in a cell.
pub(crate) fn date(text: &str) -> Option<Date> {
    Date::parse(text).ok()
}

/// Values on dates that are the same for all of them.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Course {
    /// Days of the points.
    pub(crate) dates: Vec<Date>,
    /// Names of the series with a value for each day, or none.
    pub(crate) series: Vec<(String, Vec<Option<f64>>)>,
}

impl Course {
    /// The series of this name.
    pub(crate) fn of(&self, name: &str) -> Option<&[Option<f64>]> {
        let found = self.series.iter().find(|(known, _)| known == name);
        found.map(|(_, values)| values.as_slice())
    }

    /// Every so many points, so that there are few enough; the first and the last stay.
    pub(crate) fn thinned(self, most: usize) -> Self {
        let count = self.dates.len();
        let every = count.div_ceil(most.max(2)).max(1);
        let stays = |at: &usize| at.is_multiple_of(every) || at + 1 == count;
        let keep: Vec<usize> = (0..count).filter(stays).collect();
        Self {
            dates: keep.iter().map(|&at| self.dates[at]).collect(),
            series: self
                .series
                .into_iter()
                .map(|(name, values)| (name, keep.iter().map(|&at| values[at]).collect()))
                .collect(),
        }
    }
}

/// The first and the last value of a series.
pub(crate) fn ends(values: &[Option<f64>]) -> Option<(f64, f64)> {
    let mut there = values.iter().flatten();
    let first = there.next()?;
    Some((*first, *there.next_back().unwrap_or(first)))
}
