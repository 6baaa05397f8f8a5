//! What a run says to its reader: the answer first, then the tables behind it, then where the rest is.

use std::fmt::Write;
use std::path::Path;

use ::report::REPORT_FILE;
use model::{Figure, Section};
use output::{MANIFEST_FILE, Manifest, Spread, spread};

use super::replicates::Outcome;
use crate::screen::{aligned, grouped, short};

/// The text on standard output.
pub(super) fn in_words(outcome: &Outcome, folder: &Path, manifest: &Manifest) -> String {
    let mut text = String::new();
    for line in &outcome.first.answer {
        text += line;
        text.push('\n');
    }
    let replicates = manifest.run.replicates;
    if replicates > 1 {
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "(replicate 0 of {replicates}; the spread over all of them is below)"
        );
    }
    for section in &outcome.first.sections {
        text += &section_in_words(section);
    }
    if replicates > 1 {
        text += &spread_in_words(&outcome.figures, replicates);
    }
    text.push('\n');
    text + &tables_in_words(folder, manifest)
}

fn section_in_words(section: &Section) -> String {
    format!(
        "\n{}\n{}",
        section.title,
        aligned(&section.header, &section.rows)
    )
}

fn spread_in_words(figures: &[Vec<Figure>], replicates: u32) -> String {
    let header = ["figure", "unit", "mean", "p05", "median", "p95"].map(str::to_owned);
    let rows: Vec<Vec<String>> = spread(figures).iter().map(spread_row).collect();
    format!(
        "\nOver {replicates} replicates\n{}",
        aligned(&header, &rows)
    )
}

fn spread_row(spread: &Spread) -> Vec<String> {
    let mut row = vec![spread.measure.clone(), spread.unit.clone()];
    // Mean, 5 %, 50 % and 95 % of the six values.
    row.extend([0, 1, 3, 5].map(|place| {
        spread
            .values
            .map_or("-".to_owned(), |values| short(values[place]))
    }));
    row
}

fn tables_in_words(folder: &Path, manifest: &Manifest) -> String {
    let tables: Vec<String> = manifest
        .tables
        .iter()
        .map(|table| format!("{} ({} rows)", table.file, grouped(&table.rows.to_string())))
        .collect();
    format!(
        "report: {}\ntables in {}: {}, {MANIFEST_FILE}\n",
        folder.join(REPORT_FILE).display(),
        folder.display(),
        tables.join(", ")
    )
}
