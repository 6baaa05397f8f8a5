//! Two scenarios against each other: measures with their intervals, and their courses.

use std::ops::ControlFlow;

use maud::html;
use output::OutputError;
use units::Date;

use super::Part;
use crate::Brief;
use crate::chart::figure::table;
use crate::chart::{Figure, Layer, Mark, Panel, Plot, Twin};
use crate::colour::IMPORTER;
use crate::data::Folder;
use crate::names;
use crate::number;

const MEASURES: [&str; 8] = [
    "meaning",
    "unit",
    "mean_a",
    "mean_b",
    "difference",
    "low",
    "high",
    "verdict",
];
const COURSES: [&str; 6] = ["measure", "unit", "date", "difference", "low", "high"];
/// What the verdict on a difference that may be nothing begins with.
const NOTHING: [&str; 2] = ["not distinguishable", "the same"];

/// Reads both tables; none where the folder holds no comparison.
pub(crate) fn read(folder: Folder<'_>, brief: &Brief) -> Result<Option<Part>, OutputError> {
    if !folder.has("comparison") {
        return Ok(None);
    }
    let (measures, found) = measures(folder)?;
    let plots = courses(folder, brief)?;
    let panels: Vec<Panel> = plots.iter().filter_map(Plot::panel).collect();
    let figure = Figure {
        id: "figure-comparison".into(),
        finding: format!(
            "{found} of {} measures differ: the 90 % interval of the difference leaves out zero.",
            measures.rows.len()
        ),
        note: "Second scenario less first, on the same luck; bands are 90 % intervals of the mean difference, quarter by quarter. \
               Of measures that do not differ at all, one in ten would still seem to."
            .to_owned(),
        source: "comparison.csv and comparison_courses.csv",
        panels,
        is_wide: false,
    };
    let body = html! { (figure.draw()) (table(&measures)) };
    Ok(Some(Part::new("comparison", "Differences", body)))
}

/// All measures, and how many of them differ.
fn measures(folder: Folder<'_>) -> Result<(Twin, usize), OutputError> {
    let mut twin = Twin {
        caption: "Measures at the end of the runs".to_owned(),
        header: [
            "measure",
            "unit",
            "first",
            "second",
            "difference",
            "90 % interval",
            "verdict",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: Vec::new(),
    };
    let mut found = 0;
    folder.rows("comparison", &MEASURES, |row| {
        let number = |column: usize| row.number(column).map_or(String::new(), number::short);
        let verdict = row.text(7);
        if row.number(5).is_some() && NOTHING.iter().all(|nothing| !verdict.starts_with(nothing)) {
            found += 1;
        }
        let interval = match (row.number(5), row.number(6)) {
            (Some(low), Some(high)) => format!("{} to {}", number::short(low), number::short(high)),
            _ => String::new(),
        };
        twin.rows.push(vec![
            row.text(0).to_owned(),
            row.text(1).to_owned(),
            number(2),
            number(3),
            number(4),
            interval,
            verdict.to_owned(),
        ]);
        ControlFlow::Continue(())
    })?;
    Ok((twin, found))
}

fn courses(folder: Folder<'_>, brief: &Brief) -> Result<Vec<Plot>, OutputError> {
    let mut plots: Vec<Plot> = Vec::new();
    folder.rows("comparison_courses", &COURSES, |row| {
        let title = names::measure(brief, row.text(0));
        let Some(date) = Date::parse(row.text(2)).ok() else {
            return ControlFlow::Continue(());
        };
        if plots.last().is_none_or(|plot| plot.title != title) {
            plots.push(Plot {
                title,
                unit: row.text(1).to_owned(),
                dates: Vec::new(),
                layers: vec![Layer::new("Difference", Mark::Line, IMPORTER, Vec::new())],
                may_be_log: false,
                is_share: false,
                level: Some(0.0),
            });
        }
        if let Some(plot) = plots.last_mut() {
            plot.dates.push(date);
            plot.layers[0].values.push(row.number(3));
            let band = row.number(4).zip(row.number(5));
            plot.layers[0].band.push(band);
        }
        ControlFlow::Continue(())
    })?;
    Ok(plots)
}
