//! outputs/README.md: every table and column, from the same definitions that write the headers.

use std::fmt::Write;

use model::{TABLES, Table};

use crate::comparison::{COMPARISON, COMPARISON_COURSES};
use crate::indices::INDICES;
use crate::leverage::{
    LEVERAGE, LEVERAGE_AGAINST, LEVERAGE_ANSWERS, LEVERAGE_STAGES, LEVERAGE_YEARS,
};
use crate::summary::SUMMARY;

const OPENING: &str = "\
# Output tables

Generated from the definitions in crates/model and crates/output: do not edit by hand.

`monazite run` writes one folder per scenario with a CSV file for every table that has rows, `summary.csv`, and
`manifest.toml` with the inputs that made them (version, scenario hash, seed, parameters changed) and the SHA-256 of every file.
With more than one replicate each table opens with a column `replicate`, counted from 0.
Masses of concentrate, oxide and metal are tonnes of rare-earth oxide equivalent (REO), magnets tonnes of magnet.
An empty cell means that there is nothing to report.

`report.html` beside them is the run as one page, `report.toml` what it says that no table holds.

`monazite compare` writes `comparison.csv`, `comparison_courses.csv`, the picture `comparison.svg` and a manifest that names both scenarios.
`monazite leverage` writes `leverage.csv`, and with the options that ask for them `leverage_answers.csv`, `leverage_stages.csv` and `leverage_years.csv`.
`monazite sweep analyse` writes `indices.csv`, `report.html` and a picture for each measure into the folder `analysis` of a sweep.
";

/// The text of outputs/README.md.
pub fn dictionary() -> String {
    let mut text = OPENING.to_owned();
    for table in TABLES
        .iter()
        .copied()
        .chain([&SUMMARY, &COMPARISON, &COMPARISON_COURSES])
        .chain([
            &LEVERAGE,
            &LEVERAGE_ANSWERS,
            &LEVERAGE_STAGES,
            &LEVERAGE_YEARS,
            &LEVERAGE_AGAINST,
            &INDICES,
        ])
    {
        section(&mut text, table);
    }
    text
}

fn section(text: &mut String, table: &Table) {
    // Writing to a String cannot fail.
    let _ = write!(
        text,
        "\n## {name}.csv\n\nA row is {row}.\n\n| column | unit | meaning |\n|---|---|---|\n",
        name = table.name,
        row = table.row
    );
    for column in table.columns {
        let _ = writeln!(
            text,
            "| `{}` | {} | {} |",
            column.name,
            in_cell(column.unit),
            in_cell(column.meaning)
        );
    }
}

/// A bar would end the cell of a Markdown table.
fn in_cell(text: &str) -> String {
    text.replace('|', "\\|")
}
