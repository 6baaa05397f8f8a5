//! History replayed: each target with the model's figure and the observed one, and the series behind them.

use std::ops::ControlFlow;
use std::path::Path;

use maud::html;
use output::{OutputError, TableReader};

use super::Part;
use crate::chart::figure::table;
use crate::chart::{Figure, Layer, Mark, Panel, Plot, Twin};
use crate::colour::{IMPORTER, ORIGIN};
use crate::names;
use crate::number;

/// Files of a hindcast.
const TARGETS_FILE: &str = "targets.csv";
const SERIES_FILE: &str = "series.csv";
const TARGETS: [&str; 10] = [
    "id",
    "what",
    "figure",
    "unit",
    "observed",
    "median",
    "low",
    "high",
    "pass",
    "target_passes",
];
const SERIES: [&str; 9] = [
    "measure",
    "material",
    "stage",
    "place",
    "counterpart",
    "date",
    "median",
    "low",
    "high",
];
const OBSERVED: &str = "observed";
const UNTIL: &str = "until";
/// Longer periods are sums over years, which are in the table of targets.
const DAYS_OF_A_MONTH: i32 = 45;
/// Pictures at most; the file has all series.
const SHOWN: usize = 8;

/// Reads targets and series.
pub(crate) fn read(path: &Path) -> Result<Part, OutputError> {
    let (targets, passed, count) = targets(path)?;
    let plots = series(path)?;
    let shown = plots
        .iter()
        .filter(|plot| observations(plot) > 1)
        .take(SHOWN);
    let figure = Figure {
        id: "figure-hindcast".into(),
        finding: format!("{passed} of {count} targets are met."),
        note: "Lines are medians over runs with their spread, dashed what was observed.".to_owned(),
        source: "series.csv and targets.csv",
        panels: shown.filter_map(Plot::panel).collect::<Vec<Panel>>(),
        is_wide: false,
    };
    let body = html! { (figure.draw()) (table(&targets)) };
    Ok(Part::new("hindcast", "History replayed", body))
}

fn observations(plot: &Plot) -> usize {
    let seen = plot.layers.first();
    seen.map_or(0, |layer| layer.values.iter().flatten().count())
}

/// Rows of all targets, how many are met, and how many there are.
fn targets(path: &Path) -> Result<(Twin, usize, usize), OutputError> {
    let header = [
        "target", "figure", "unit", "observed", "model", "spread", "met",
    ];
    let mut twin = Twin {
        caption: "Targets with their figures".to_owned(),
        header: header.map(str::to_owned).to_vec(),
        rows: Vec::new(),
    };
    let (mut last, mut passed, mut count) = (String::new(), 0, 0);
    TableReader::file(path.join(TARGETS_FILE))?.read(&TARGETS, |row| {
        if row.text(0) != last {
            row.text(0).clone_into(&mut last);
            passed += usize::from(row.text(9) == "true");
            count += usize::from(!row.text(9).is_empty());
        }
        let number = |column: usize| row.number(column).map_or(String::new(), number::short);
        let met = match row.text(8) {
            "true" => "yes",
            "false" => "no",
            _ => "",
        };
        twin.rows.push(vec![
            format!("{} {}", row.text(0), row.text(1)),
            row.text(2).to_owned(),
            row.text(3).to_owned(),
            number(4),
            number(5),
            format!("{} to {}", number(6), number(7)),
            met.to_owned(),
        ]);
        ControlFlow::Continue(())
    })?;
    Ok((twin, passed, count))
}

fn series(path: &Path) -> Result<Vec<Plot>, OutputError> {
    let mut plots: Vec<Plot> = Vec::new();
    let columns: Vec<&str> = SERIES.into_iter().chain([OBSERVED, UNTIL]).collect();
    TableReader::file(path.join(SERIES_FILE))?.read(&columns, |row| {
        let (Some(date), Some(until)) = (
            crate::data::date(row.text(5)),
            crate::data::date(row.text(10)),
        ) else {
            return ControlFlow::Continue(());
        };
        if until.days_since(date) > DAYS_OF_A_MONTH {
            return ControlFlow::Continue(());
        }
        let words: Vec<String> = (1..5).map(|at| names::words(row.text(at))).collect();
        let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
        let title = names::capital(&words.join(", "));
        let unit = names::words(row.text(0));
        let is_it = |plot: &Plot| plot.title == title && plot.unit == unit;
        let place = plots.iter().position(is_it).unwrap_or_else(|| {
            plots.push(plot(title.clone(), unit.clone()));
            plots.len() - 1
        });
        let plot = &mut plots[place];
        // In the order of time, each month once: the model's row and the observed one may both be there.
        match plot.dates.binary_search(&date) {
            Ok(at) => {
                let seen = &mut plot.layers[0].values[at];
                *seen = seen.or(row.number(9));
            }
            Err(at) => {
                plot.dates.insert(at, date);
                plot.layers[0].values.insert(at, row.number(9));
                plot.layers[1].values.insert(at, row.number(6));
                plot.layers[1]
                    .band
                    .insert(at, row.number(7).zip(row.number(8)));
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok(plots)
}

fn plot(title: String, unit: String) -> Plot {
    Plot {
        title,
        unit,
        dates: Vec::new(),
        layers: vec![
            Layer::new("Observed", Mark::Dashed, ORIGIN, Vec::new()),
            Layer::new("Model", Mark::Line, IMPORTER, Vec::new()),
        ],
        may_be_log: true,
        is_share: false,
        level: None,
    }
}
