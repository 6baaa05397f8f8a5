//! Points that a plan lists: row by row in the plan, or in a CSV file that SALib or the EMA Workbench made.

use std::path::Path;

use output::TextTable;
use scenario::{RonText, Scenario, hint_for_unknown};

use super::check::Checker;
use super::factor::Factor;
use super::value::Value;
use super::written::WrittenDesign;

/// The rows of a list; faults go to the checker. Empty for other designs.
pub(super) fn rows(
    design: &WrittenDesign,
    factors: &[Factor],
    folder: &Path,
    checker: &mut Checker,
    base: &Scenario,
) -> Vec<Vec<Value>> {
    let WrittenDesign::List { rows, csv } = design else {
        return Vec::new();
    };
    match (rows, csv) {
        (Some(rows), None) => inline(rows, factors, checker),
        (None, Some(file)) => from_csv(file, factors, folder, checker, base),
        _ => {
            let found = if rows.is_some() {
                "the list has `rows` and `csv`"
            } else {
                "the list has no points"
            };
            checker.fault(
                &["design"],
                format!("{found}, allowed is one of both"),
                "write `list(rows: [[0.5, 1.0], [0.7, 2.0]])` or `list(csv: \"points.csv\")`",
            );
            Vec::new()
        }
    }
}

fn inline(rows: &[Vec<RonText>], factors: &[Factor], checker: &mut Checker) -> Vec<Vec<Value>> {
    for (place, row) in rows.iter().enumerate() {
        if row.len() != factors.len() {
            checker.fault(
                &["design", "rows", &place.to_string()],
                format!("the row has {} of {} values", row.len(), factors.len()),
                "each row has one value for each factor, in their order",
            );
        }
    }
    let values = |row: &Vec<RonText>| row.iter().map(|value| Value::text(&value.0)).collect();
    rows.iter().map(values).collect()
}

fn from_csv(
    file: &str,
    factors: &[Factor],
    folder: &Path,
    checker: &mut Checker,
    base: &Scenario,
) -> Vec<Vec<Value>> {
    let table = match TextTable::read(&folder.join(file)) {
        Ok(table) => table,
        Err(error) => {
            checker.fault(
                &["design", "csv"],
                error.to_string(),
                "the path counts from the folder of the plan; the table has a header with the names of the factors",
            );
            return Vec::new();
        }
    };
    let mut columns = Vec::new();
    for factor in factors {
        match table.header.iter().position(|name| *name == factor.name) {
            Some(column) => columns.push(column),
            None => checker.fault(
                &["design", "csv"],
                format!("`{file}` has no column `{}`", factor.name),
                &hint_for_unknown(&factor.name, table.header.iter().map(String::as_str)),
            ),
        }
    }
    if columns.len() < factors.len() {
        return Vec::new();
    }
    let is_factor = |name: &&String| factors.iter().any(|factor| factor.name == **name);
    let others: Vec<&str> = table
        .header
        .iter()
        .filter(|name| !is_factor(name))
        .map(String::as_str)
        .collect();
    if !others.is_empty() {
        checker.warn(format!(
            "columns of `{file}` that are no factors are left out: {}",
            others.join(", ")
        ));
    }
    let mut scratch = base.clone();
    let mut values = |row: &Vec<String>| {
        let cells = factors.iter().zip(&columns);
        cells
            .map(|(factor, column)| Value::cell(&row[*column], &factor.path, &mut scratch))
            .collect()
    };
    table.rows.iter().map(&mut values).collect()
}
