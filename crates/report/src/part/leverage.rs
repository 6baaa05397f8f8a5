//! How far the origin could hurt the importer, as far as the tables of a run tell: dependence, concentration, losses.

use maud::{Markup, html};
use units::Date;

use super::Part;
use crate::chart::figure::table;
use crate::chart::{Figure, Layer, Mark, Panel, Plot, Twin};
use crate::colour::ORIGIN;
use crate::data::{Course, ends};
use crate::names;
use crate::number;
use crate::run::Run;

/// Losses below this are rounding.
const LEAST_USD: f64 = 5e4;
const MARKS: [(Mark, usize); 3] = [(Mark::Line, 7), (Mark::Dashed, 4), (Mark::Line, 5)];

/// The part; none where nobody depends on anybody.
pub(crate) fn draw(run: &Run<'_>) -> Option<Part> {
    let (importer, origin) = (run.importer()?, run.origin()?);
    let mut plots = vec![dependence(run), concentration(run)];
    if run.losses.lost_usd() >= LEAST_USD {
        plots.push(losses(run));
    }
    let panels: Vec<Panel> = plots.iter().filter_map(Plot::panel).collect();
    if panels.is_empty() {
        return None;
    }
    let figure = Figure {
        id: "figure-leverage".into(),
        finding: finding(run)?,
        note: "Concentration is the sum of squared shares of the countries of origin: 1 is a single supplier, 0.25 four of equal size."
            .to_owned(),
        source: "suppliers.csv and buyers.csv",
        panels,
        is_wide: false,
    };
    let title = format!("Leverage of {origin} on {importer}");
    let body = html! {
        (figure.draw())
        (years(run))
        p {
            "What an embargo would cost each side is measured apart, on twins of the run: "
            code { (command(run)) } "."
        }
    };
    Some(Part::new("leverage", &title, body))
}

fn command(run: &Run<'_>) -> String {
    let file = run.manifest.scenario.files.first();
    let id = |id: &Option<String>| id.clone().unwrap_or_default();
    format!(
        "monazite leverage {} --imposer {} --target {}",
        file.map_or("<scenario.ron>", String::as_str),
        id(&run.subject.origin),
        id(&run.subject.importer)
    )
}

fn finding(run: &Run<'_>) -> Option<String> {
    let origin = run.subject.origin.as_ref()?;
    let share = run
        .supply
        .goods
        .iter()
        .find_map(|course| ends(course.of(origin)?));
    let course = run
        .supply
        .concentration
        .iter()
        .find_map(|course| ends(course.of("hhi")?));
    let lost = number::money(run.losses.lost_usd());
    let quarters = run.losses.quarters.iter();
    let worst = quarters.max_by(|left, right| left.1.lost_usd.total_cmp(&right.1.lost_usd));
    let loss = match worst {
        Some((date, quarter)) if quarter.lost_usd >= LEAST_USD => format!(
            "its users lost {lost} of value added, most of it in the quarter of {}",
            number::month(*date)
        ),
        _ => "its users lost next to nothing".to_owned(),
    };
    let importer = run.importer()?;
    Some(match (share, course) {
        (Some((first, last)), Some((before, after))) => format!(
            "{importer}’s dependence on {} went from {} to {} of orders of {}, concentration from {} to {}; {loss}.",
            run.origin()?,
            number::percent(first),
            number::percent(last),
            run.good(0),
            number::index(before),
            number::index(after),
        ),
        _ => format!("{importer} does not buy from {}; {loss}.", run.origin()?),
    })
}

fn plot(run: &Run<'_>, title: String, unit: &str, courses: &[Course], series: &str) -> Plot {
    let dates = courses
        .iter()
        .map(|course| &course.dates)
        .max_by_key(|dates| dates.len());
    let dates: Vec<Date> = dates.cloned().unwrap_or_default();
    let layers = courses.iter().zip(MARKS).enumerate();
    let layer = |(good, (course, (mark, colour))): (usize, (&Course, (Mark, usize)))| {
        let values = course.of(series)?;
        let on = |date: &Date| {
            let at = course.dates.iter().position(|known| known == date)?;
            values[at]
        };
        let name = names::capital(&run.good(good));
        Some(Layer::new(
            &name,
            mark,
            colour,
            dates.iter().map(on).collect(),
        ))
    };
    let layers = layers.filter_map(layer).collect();
    Plot {
        title,
        unit: unit.to_owned(),
        dates,
        layers,
        may_be_log: false,
        is_share: false,
        level: None,
    }
}

fn dependence(run: &Run<'_>) -> Plot {
    let origin = run.subject.origin.clone().unwrap_or_default();
    let title = format!("Orders that go to {}", names::country(run.brief, &origin));
    let mut plot = plot(run, title, "share of orders", &run.supply.goods, &origin);
    plot.is_share = true;
    plot
}

fn concentration(run: &Run<'_>) -> Plot {
    let title = "Concentration of suppliers".to_owned();
    let courses = &run.supply.concentration;
    plot(run, title, "Herfindahl index, 0 to 1", courses, "hhi")
}

fn losses(run: &Run<'_>) -> Plot {
    let values = run
        .losses
        .quarters
        .values()
        .map(|quarter| Some(quarter.lost_usd / 1e6));
    Plot {
        title: format!("Value added lost in {}", run.importer().unwrap_or_default()),
        unit: "million USD a quarter".to_owned(),
        dates: run.losses.quarters.keys().copied().collect(),
        layers: vec![Layer::new("Lost", Mark::Bars, ORIGIN, values.collect())],
        may_be_log: false,
        is_share: false,
        level: None,
    }
}

/// Need and losses by year.
fn years(run: &Run<'_>) -> Markup {
    let mut rows: Vec<(i16, f64, f64, f64)> = Vec::new();
    for (date, quarter) in &run.losses.quarters {
        if rows.last().is_none_or(|row| row.0 != date.year()) {
            rows.push((date.year(), 0.0, 0.0, 0.0));
        }
        if let Some(row) = rows.last_mut() {
            row.1 += quarter.needed_t;
            row.2 += quarter.lost_t;
            row.3 += quarter.lost_usd;
        }
    }
    let row = |(year, needed, lost, usd): &(i16, f64, f64, f64)| {
        let share = if *needed > 0.0 { lost / needed } else { 0.0 };
        vec![
            year.to_string(),
            number::short(*needed),
            number::percent(share),
            number::short(usd / 1e6),
        ]
    };
    let twin = Twin {
        caption: format!("Users in {} by year", run.importer().unwrap_or_default()),
        header: ["year", "need, t", "unmet", "value added lost, million USD"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.iter().map(row).collect(),
    };
    html! { @if !twin.rows.is_empty() { (table(&twin)) } }
}
