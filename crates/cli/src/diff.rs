//! `monazite diff`: what differs between two runs, inputs first.

use std::fmt::Write;
use std::path::PathBuf;

use output::{Difference, FirstDifference, RowDifference, TableDifference};

use crate::screen;

/// Show what differs between the results of two runs: inputs, then tables
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Folder of results
    left: PathBuf,
    /// Folder of results to compare with
    right: PathBuf,
}

pub(crate) fn execute(arguments: &Arguments) -> anyhow::Result<()> {
    let difference = output::compare(&arguments.left, &arguments.right)?;
    screen::say(&in_words(&difference))
}

fn in_words(difference: &Difference) -> String {
    let mut text = inputs(difference);
    let same: Vec<&str> = difference
        .tables
        .iter()
        .filter(|(_, table)| *table == TableDifference::Same)
        .map(|(name, _)| name.as_str())
        .collect();
    if difference.has_same_tables() {
        text += "\ntables: all the same\n";
        return text;
    }
    if !same.is_empty() {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "\ntables that are the same: {}", same.join(", "));
    }
    for (name, table) in &difference.tables {
        text += &table_in_words(name, table);
    }
    text
}

fn inputs(difference: &Difference) -> String {
    if difference.inputs.is_empty() {
        return "inputs: the same\n".to_owned();
    }
    let header = ["inputs", "first", "second"].map(str::to_owned);
    let rows: Vec<Vec<String>> = difference
        .inputs
        .iter()
        .map(|input| {
            vec![
                input.what.to_owned(),
                input.left.clone(),
                input.right.clone(),
            ]
        })
        .collect();
    screen::aligned(&header, &rows)
}

fn table_in_words(name: &str, table: &TableDifference) -> String {
    match table {
        TableDifference::Same => String::new(),
        TableDifference::OnlyLeft => format!("\n{name}: only in the first\n"),
        TableDifference::OnlyRight => format!("\n{name}: only in the second\n"),
        TableDifference::Columns {
            only_left,
            only_right,
        } => format!(
            "\n{name}: other columns, only in the first: {}; only in the second: {}\n",
            list(only_left),
            list(only_right)
        ),
        TableDifference::Rows(rows) => rows_in_words(name, rows),
    }
}

fn rows_in_words(name: &str, rows: &RowDifference) -> String {
    let mut text = format!("\n{name}: {} rows differ", rows.changed);
    for (count, place) in [(rows.only_left, "first"), (rows.only_right, "second")] {
        if count > 0 {
            let _ = write!(text, ", {count} only in the {place}");
        }
    }
    if let Some(first) = &rows.first {
        let _ = write!(text, "\n  first: {}\n", cell_in_words(first));
    }
    if rows.columns.is_empty() {
        return text;
    }
    let header = ["column", "cells", "largest", "where"].map(str::to_owned);
    let table: Vec<Vec<String>> = rows
        .columns
        .iter()
        .map(|column| {
            vec![
                column.column.clone(),
                column.changed.to_string(),
                column.largest_relative.map_or("-".to_owned(), percent),
                format!(
                    "{}: {} against {}",
                    column.at.row,
                    shown(&column.at.left),
                    shown(&column.at.right)
                ),
            ]
        })
        .collect();
    text + &screen::aligned(&header, &table)
}

fn cell_in_words(cell: &FirstDifference) -> String {
    let column = if cell.column.is_empty() {
        String::new()
    } else {
        format!(" {}", cell.column)
    };
    format!(
        "{}{column}: {} against {}",
        cell.row,
        shown(&cell.left),
        shown(&cell.right)
    )
}

fn shown(cell: &str) -> &str {
    if cell.is_empty() { "nothing" } else { cell }
}

fn list(names: &[String]) -> String {
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}

fn percent(share: f64) -> String {
    format!("{} %", screen::short(share * 100.0))
}
