//! New plants: decided, building, producing; with public money or without.

use std::fmt::Write as _;

use maud::html;
use units::Date;

use super::Part;
use crate::chart::timeline::{Bar, Timeline};
use crate::chart::{Figure, Twin};
use crate::data::project::Project;
use crate::names;
use crate::number;
use crate::run::Run;

/// Bars at most; the table has all plants.
const SHOWN: usize = 40;

/// The part; none where nothing was decided.
pub(crate) fn draw(run: &Run<'_>, first: Date, last: Date) -> Option<Part> {
    let list = &run.projects.list;
    let bar = |project: &Project| Bar {
        name: names::agent(run.brief, &project.id),
        place: names::country(run.brief, &project.country),
        start: project.decided,
        end: project.first_output,
        is_filled: !project.backers.is_empty(),
    };
    let timeline = Timeline {
        title: "From the decision to the first output; filled bars have public money, a triangle is the first output"
            .to_owned(),
        words: finding(run),
        first,
        last,
        bars: list.iter().take(SHOWN).map(bar).collect(),
        twin: twin(run),
    };
    let figure = Figure {
        id: "figure-projects".into(),
        finding: finding(run),
        note: note(run),
        source: "investments.csv and decisions.csv",
        panels: vec![timeline.panel()?],
        is_wide: true,
    };
    Some(Part::new(
        "projects",
        "New plants",
        html! { (figure.draw()) },
    ))
}

fn finding(run: &Run<'_>) -> String {
    let list = &run.projects.list;
    let backed = list
        .iter()
        .filter(|project| !project.backers.is_empty())
        .count();
    let capital: f64 = list.iter().map(|project| project.capital_usd).sum();
    let alternative = run.subject.alternative.as_ref();
    let there = list
        .iter()
        .filter(|project| Some(&project.country) == alternative)
        .count();
    let place = alternative.map_or(String::new(), |id| {
        format!(", {there} of them in {}", names::country(run.brief, id))
    });
    let (one, many) = ("new plant was", "new plants were");
    format!(
        "{} decided for {}{place}; {} had public money.",
        names::capital(&number::count(list.len(), one, many)),
        number::money(capital),
        if backed == 0 {
            "none".to_owned()
        } else {
            backed.to_string()
        },
    )
}

fn note(run: &Run<'_>) -> String {
    let mut text = format!(
        "Besides, plants that stood already were enlarged {} times.",
        number::grouped(&run.projects.expansions.to_string())
    );
    let waiting: Vec<String> = run
        .projects
        .waiting
        .iter()
        .map(|(_, government, plant)| {
            format!(
                "{} ({})",
                names::agent(run.brief, plant),
                names::country(run.brief, government)
            )
        })
        .collect();
    if !waiting.is_empty() {
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            " Money was promised to plants that nobody decided to build: {}.",
            waiting.join(", ")
        );
    }
    text
}

fn twin(run: &Run<'_>) -> Twin {
    let row = |project: &Project| {
        let backers: Vec<String> = project
            .backers
            .iter()
            .map(|government| names::country(run.brief, government))
            .collect();
        vec![
            names::agent(run.brief, &project.id),
            names::country(run.brief, &project.country),
            project.decided.to_string(),
            project.first_output.to_string(),
            number::short(project.capacity_t_per_year),
            number::short(project.capital_usd / 1e6),
            number::short(project.npv_over_capital),
            if backers.is_empty() {
                "none".to_owned()
            } else {
                backers.join(", ")
            },
        ]
    };
    let header = [
        "plant",
        "country",
        "decided",
        "first output",
        "t a year",
        "capital, million USD",
        "worth over capital",
        "public money from",
    ];
    Twin {
        caption: "New plants in the order of their decisions".to_owned(),
        header: header.map(str::to_owned).to_vec(),
        rows: run.projects.list.iter().map(row).collect(),
    }
}
