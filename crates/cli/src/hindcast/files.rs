//! `series.csv`, `targets.csv` and `report.html` of a hindcast.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use ::report::REPORT_FILE;
use anyhow::Context;
use hindcast::{CurvePoint, Report, Score};
use output::MANIFEST_FILE;

use super::answer;

const SERIES: &str = "measure,material,stage,place,counterpart,date,until,median,low,high,observed,observed_low,observed_high,scored,note\n";
const TARGETS: &str =
    "id,what,tolerance,basis,figure,unit,observed,median,low,high,runs,pass,target_passes\n";

/// Writes both files, replacing earlier ones.
pub(super) fn write(report: &Report, folder: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(folder)
        .with_context(|| format!("cannot create the folder `{}`", folder.display()))?;
    let mut series = SERIES.to_owned();
    for point in &report.curves {
        series += &point_in_csv(point);
    }
    let mut targets = TARGETS.to_owned();
    for score in &report.scores {
        targets += &score_in_csv(score);
    }
    for (name, text) in [("series.csv", series), ("targets.csv", targets)] {
        let path = folder.join(name);
        fs::write(&path, text).with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    write_report(folder)
}

/// Writes the report of a hindcast beside its files.
pub(crate) fn write_report(folder: &Path) -> anyhow::Result<()> {
    let path = folder.join(REPORT_FILE);
    fs::write(&path, ::report::hindcast(folder)?)
        .with_context(|| format!("cannot write `{}`", path.display()))
}

/// Whether a folder holds the files of a hindcast.
pub(crate) fn are_in(folder: &Path) -> bool {
    !folder.join(MANIFEST_FILE).exists() && folder.join("targets.csv").is_file()
}

fn point_in_csv(point: &CurvePoint) -> String {
    let mut row = point.measure.word().to_owned();
    for name in &point.names {
        row.push(',');
        row += name;
    }
    let band = |at: usize| number(point.band.map(|band| band[at]));
    // Writing to a String cannot fail.
    let _ = write!(
        row,
        ",{},{},{},{},{}",
        point.period.0,
        point.period.1,
        band(0),
        band(1),
        band(2)
    );
    let seen = point.observed.as_ref();
    let _ = writeln!(
        row,
        ",{},{},{},{},{}",
        number(seen.map(|seen| seen.value)),
        number(seen.and_then(|seen| seen.low)),
        number(seen.and_then(|seen| seen.high)),
        seen.map_or("", |seen| if seen.is_scored { "yes" } else { "no" }),
        quoted(seen.map_or("", |seen| &seen.note)),
    );
    row
}

fn score_in_csv(score: &Score) -> String {
    let mut rows = String::new();
    for figure in &score.figures {
        let band = |at: usize| number(figure.band.map(|band| band[at]));
        let fields = [
            score.id.to_owned(),
            quoted(score.what),
            quoted(score.tolerance),
            answer::basis(score.role).to_owned(),
            quoted(&figure.name),
            figure.unit.to_owned(),
            number(figure.observed),
            band(0),
            band(1),
            band(2),
            figure.runs.to_string(),
            figure.passes.map_or(String::new(), |pass| pass.to_string()),
            score.passes.map_or(String::new(), |pass| pass.to_string()),
        ];
        rows += &fields.join(",");
        rows.push('\n');
    }
    rows
}

fn number(value: Option<f64>) -> String {
    value.map_or(String::new(), |value| format!("{value:.6}"))
}

/// A text as a CSV field.
fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
