//! Compares two tables row by row, each row with the one about the same thing.

use std::cmp::Ordering;
use std::collections::{BTreeMap, VecDeque};
use std::path::Path;

use csv::StringRecord;

use super::TableDifference;
use super::blocks::{Block, Blocks};
use crate::OutputError;

/// How the rows of two tables differ.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RowDifference {
    /// The first differing cell, in the order of the rows.
    pub first: Option<FirstDifference>,
    /// Rows about the same thing with a differing cell.
    pub changed: u64,
    /// Rows that only the first table has.
    pub only_left: u64,
    /// Rows that only the second table has.
    pub only_right: u64,
    /// Columns with a differing cell, in their order.
    pub columns: Vec<ColumnDifference>,
}

/// The first place where two tables differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstDifference {
    /// What the row is about: its leading names, separated by spaces.
    pub row: String,
    /// The column, or nothing where the whole row has no counterpart.
    pub column: String,
    /// The cell of the first table.
    pub left: String,
    /// The cell of the second table.
    pub right: String,
}

/// How one column differs.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnDifference {
    /// The column.
    pub column: String,
    /// Cells that differ.
    pub changed: u64,
    /// Largest |a - b| / max(|a|, |b|) where both cells are numbers; none where they never are.
    pub largest_relative: Option<f64>,
    /// Where that is: the row and both cells.
    pub at: FirstDifference,
}

/// Compares the files of one table.
pub(super) fn compare(left: &Path, right: &Path) -> Result<TableDifference, OutputError> {
    let (mut left, mut right) = (Blocks::open(left)?, Blocks::open(right)?);
    if left.header() != right.header() {
        return Ok(TableDifference::Columns {
            only_left: missing(left.header(), right.header()),
            only_right: missing(right.header(), left.header()),
        });
    }
    let mut comparison = Comparison::new(&left);
    let (mut left_block, mut right_block) = (left.next()?, right.next()?);
    loop {
        let order = match (&left_block, &right_block) {
            (None, None) => break,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(one), Some(other)) => one.key.cmp(&other.key),
        };
        let one = if order == Ordering::Greater {
            None
        } else {
            left_block.take()
        };
        let other = if order == Ordering::Less {
            None
        } else {
            right_block.take()
        };
        if one.is_some() {
            left_block = left.next()?;
        }
        if other.is_some() {
            right_block = right.next()?;
        }
        comparison.blocks(one, other);
    }
    Ok(comparison.result())
}

fn missing(of: &StringRecord, from: &StringRecord) -> Vec<String> {
    of.iter()
        .filter(|name| from.iter().all(|other| other != *name))
        .map(str::to_owned)
        .collect()
}

struct Comparison {
    header: Vec<String>,
    identity: usize,
    difference: RowDifference,
    columns: Vec<Option<ColumnDifference>>,
}

impl Comparison {
    fn new(of: &Blocks) -> Self {
        let header: Vec<String> = of.header().iter().map(str::to_owned).collect();
        Self {
            identity: of.identity_columns(),
            difference: RowDifference::default(),
            columns: vec![None; header.len()],
            header,
        }
    }

    fn result(mut self) -> TableDifference {
        self.difference.columns = self.columns.into_iter().flatten().collect();
        if self.difference.first.is_none() {
            return TableDifference::Same;
        }
        TableDifference::Rows(self.difference)
    }

    /// Rows about the same thing are compared, in their order where several are about the same.
    fn blocks(&mut self, left: Option<Block>, right: Option<Block>) {
        let left = left.map(|block| block.rows).unwrap_or_default();
        let right = right.map(|block| block.rows).unwrap_or_default();
        let mut counterparts: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
        for (place, row) in right.iter().enumerate() {
            counterparts
                .entry(self.name(row))
                .or_default()
                .push_back(place);
        }
        for row in &left {
            let name = self.name(row);
            if let Some(place) = counterparts.get_mut(&name).and_then(VecDeque::pop_front) {
                self.rows(&name, row, &right[place]);
            } else {
                self.difference.only_left += 1;
                self.note(&name, "", "a row", "no such row");
            }
        }
        let mut alone: Vec<usize> = counterparts.into_values().flatten().collect();
        alone.sort_unstable();
        for place in alone {
            let name = self.name(&right[place]);
            self.difference.only_right += 1;
            self.note(&name, "", "no such row", "a row");
        }
    }

    fn rows(&mut self, name: &str, left: &StringRecord, right: &StringRecord) {
        let mut is_changed = false;
        for (place, (one, other)) in left.iter().zip(right).enumerate() {
            if one != other {
                is_changed = true;
                self.cell(place, name, one, other);
            }
        }
        self.difference.changed += u64::from(is_changed);
    }

    fn cell(&mut self, place: usize, name: &str, left: &str, right: &str) {
        let column = self.header[place].clone();
        self.note(name, &column, left, right);
        let relative = relative_difference(left, right);
        let at = FirstDifference {
            row: name.to_owned(),
            column: column.clone(),
            left: left.to_owned(),
            right: right.to_owned(),
        };
        match &mut self.columns[place] {
            Some(known) => {
                known.changed += 1;
                if relative > known.largest_relative {
                    (known.largest_relative, known.at) = (relative, at);
                }
            }
            unknown => {
                *unknown = Some(ColumnDifference {
                    column,
                    changed: 1,
                    largest_relative: relative,
                    at,
                });
            }
        }
    }

    fn note(&mut self, row: &str, column: &str, left: &str, right: &str) {
        self.difference
            .first
            .get_or_insert_with(|| FirstDifference {
                row: row.to_owned(),
                column: column.to_owned(),
                left: left.to_owned(),
                right: right.to_owned(),
            });
    }

    fn name(&self, row: &StringRecord) -> String {
        let names: Vec<&str> = row.iter().take(self.identity).collect();
        names.join(" ")
    }
}

/// |a - b| / max(|a|, |b|), none unless both are numbers.
fn relative_difference(left: &str, right: &str) -> Option<f64> {
    let (left, right): (f64, f64) = (left.parse().ok()?, right.parse().ok()?);
    let size = left.abs().max(right.abs());
    Some(if size == 0.0 {
        0.0
    } else {
        (left - right).abs() / size
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("100", "75", Some(0.25))] // 25 of 100
    #[case("0", "3", Some(1.0))]
    #[case("0", "0.0", Some(0.0))]
    #[case("", "3", None)]
    #[case("idle", "operating", None)]
    fn relative_difference_is_against_the_larger(
        #[case] left: &str,
        #[case] right: &str,
        #[case] expected: Option<f64>,
    ) {
        assert_eq!(relative_difference(left, right), expected);
    }
}
