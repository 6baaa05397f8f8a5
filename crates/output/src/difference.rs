//! What differs between two folders of results: inputs first, since they explain the rest, then the tables.

mod blocks;
mod rows;

use std::path::Path;

use crate::{Change, Compared, Manifest, OutputError};

pub use rows::{ColumnDifference, FirstDifference, RowDifference};

/// What differs between two folders of results.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Inputs that differ, in the order of the manifest.
    pub inputs: Vec<InputDifference>,
    /// One entry per table of either folder.
    pub tables: Vec<(String, TableDifference)>,
}

/// An input that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputDifference {
    /// Which input.
    pub what: &'static str,
    /// Its value in the first folder.
    pub left: String,
    /// Its value in the second folder.
    pub right: String,
}

/// What differs between two tables of one name.
#[derive(Debug, Clone, PartialEq)]
pub enum TableDifference {
    /// Nothing.
    Same,
    /// The second folder has no such table.
    OnlyLeft,
    /// The first folder has no such table.
    OnlyRight,
    /// The tables have different columns, so rows cannot be compared.
    Columns {
        /// Columns that only the first has.
        only_left: Vec<String>,
        /// Columns that only the second has.
        only_right: Vec<String>,
    },
    /// The rows differ.
    Rows(RowDifference),
}

impl Difference {
    /// Whether all tables are the same.
    pub fn has_same_tables(&self) -> bool {
        self.tables
            .iter()
            .all(|(_, table)| *table == TableDifference::Same)
    }
}

/// Compares two folders of results.
pub fn compare(left: &Path, right: &Path) -> Result<Difference, OutputError> {
    let (left_manifest, right_manifest) = (Manifest::read(left)?, Manifest::read(right)?);
    let mut tables = Vec::new();
    for table in &left_manifest.tables {
        let counterpart = right_manifest
            .tables
            .iter()
            .find(|other| other.name == table.name);
        let difference = match counterpart {
            None => TableDifference::OnlyLeft,
            Some(other) => rows::compare(&left.join(&table.file), &right.join(&other.file))?,
        };
        tables.push((table.name.clone(), difference));
    }
    for table in &right_manifest.tables {
        if left_manifest
            .tables
            .iter()
            .all(|other| other.name != table.name)
        {
            tables.push((table.name.clone(), TableDifference::OnlyRight));
        }
    }
    Ok(Difference {
        inputs: inputs(&left_manifest, &right_manifest),
        tables,
    })
}

type Input = (&'static str, fn(&Manifest) -> String);

const INPUTS: [Input; 10] = [
    ("version", |of| of.program_version.clone()),
    ("platform", |of| {
        format!("{} {}", of.platform.os, of.platform.arch)
    }),
    ("scenario", |of| of.scenario.name.clone()),
    ("scenario hash", |of| of.scenario.hash.clone()),
    ("files", |of| of.scenario.files.join(", ")),
    ("compared with", compared),
    ("experiment", asked),
    ("seed", |of| of.run.seed.to_string()),
    ("replicates", |of| of.run.replicates.to_string()),
    ("weeks", |of| of.run.weeks.to_string()),
];

fn inputs(left: &Manifest, right: &Manifest) -> Vec<InputDifference> {
    let mut differences: Vec<InputDifference> = INPUTS
        .iter()
        .map(|(what, of)| InputDifference {
            what,
            left: of(left),
            right: of(right),
        })
        .collect();
    differences.push(InputDifference {
        what: "changes",
        left: changes(&left.changes),
        right: changes(&right.changes),
    });
    differences.retain(|difference| difference.left != difference.right);
    differences
}

/// The second scenario of a comparison: name, hash and changes.
fn compared(of: &Manifest) -> String {
    let words = |other: &Compared| {
        format!(
            "{} {}, changes: {}",
            other.name,
            other.hash,
            changes(&other.changes)
        )
    };
    of.compared.as_ref().map_or("nothing".to_owned(), words)
}

/// What an experiment was asked.
fn asked(of: &Manifest) -> String {
    if of.asked.is_empty() {
        return "none".to_owned();
    }
    let words = of
        .asked
        .iter()
        .map(|(name, value)| format!("{name} {value}"));
    words.collect::<Vec<String>>().join(", ")
}

fn changes(list: &[Change]) -> String {
    if list.is_empty() {
        return "none".to_owned();
    }
    let changes: Vec<String> = list
        .iter()
        .map(|change| format!("{}={}", change.path, change.value))
        .collect();
    changes.join(", ")
}
