//! What a comparison says to its reader: how much differs, then every measure, then where the rest is.

use std::fmt::Write;

use output::MANIFEST_FILE;
use output::Manifest;
use sweep::{Comparison, Row, Side};

use super::Plan;
use crate::screen::{aligned, grouped, short};

/// The text on standard output.
pub(super) fn in_words(plan: &Plan, comparison: &Comparison, manifest: &Manifest) -> String {
    let run = &manifest.run;
    let pairs = if run.replicates == 1 { "pair" } else { "pairs" };
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "a: {}\nb: {}\n{} {pairs} of runs of {} weeks, seed {}; both runs of a pair draw the same luck\n",
        plan.in_words(Side::A),
        plan.in_words(Side::B),
        grouped(&run.replicates.to_string()),
        grouped(&run.weeks.to_string()),
        run.seed,
    );
    text += &verdict_in_words(plan, comparison, run.replicates);
    let header = [
        "measure", "unit", "mean a", "mean b", "b - a", "low", "high", "verdict",
    ]
    .map(str::to_owned);
    let rows: Vec<Vec<String>> = comparison.rows.iter().map(row).collect();
    let _ = writeln!(text, "\n{}", aligned(&header, &rows));
    let files: Vec<&str> = manifest.files().collect();
    let _ = writeln!(
        text,
        "in {}: {}, {MANIFEST_FILE}",
        plan.folder.display(),
        files.join(", ")
    );
    text
}

fn verdict_in_words(plan: &Plan, comparison: &Comparison, replicates: u32) -> String {
    let measures = comparison.rows.len();
    if comparison.is_same() {
        let reason = if plan.is_same() {
            "a and b are the same scenario"
        } else {
            "what differs between a and b changes nothing that is measured"
        };
        return format!("{reason}: all {measures} measures are the same in every pair\n");
    }
    if replicates < 2 {
        return "one pair shows no spread, so there are no intervals: use `--replicates`\n"
            .to_owned();
    }
    format!(
        "{} of {measures} measures differ: the 90 % interval of their mean difference does not hold zero\n\
         (low to high; of measures whose true difference is zero, one in ten is taken for different by luck)\n",
        comparison.n_different()
    )
}

fn row(row: &Row) -> Vec<String> {
    let number = |value: Option<f64>| value.map_or("-".to_owned(), short);
    let difference = &row.difference;
    vec![
        row.measure.name.clone(),
        row.measure.unit.clone(),
        number(difference.mean_a),
        number(difference.mean_b),
        number(difference.mean),
        number(difference.interval.map(|interval| interval.low)),
        number(difference.interval.map(|interval| interval.high)),
        difference.verdict.to_string(),
    ]
}
