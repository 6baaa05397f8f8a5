//! Who supplies the importer.

use std::fmt::Write as _;

use maud::html;

use super::Part;
use crate::chart::stack::{Band, Stack};
use crate::chart::{Figure, Panel};
use crate::colour::{Colours, GREY};
use crate::data::supply::OTHERS;
use crate::data::{Course, ends};
use crate::names;
use crate::number;
use crate::run::Run;

/// The part; none where the importer orders nothing.
pub(crate) fn draw(run: &Run<'_>, colours: &mut Colours) -> Option<Part> {
    let importer = run.importer()?;
    let goods = run.supply.goods.iter().enumerate();
    let panels: Vec<Panel> = goods
        .filter_map(|(good, course)| stack(run, good, course, colours).panel())
        .collect();
    if panels.is_empty() {
        return None;
    }
    let figure = Figure {
        id: "figure-supply".into(),
        finding: finding(run).unwrap_or_default(),
        note: "Shares of the orders of all who use the good there, by the country of the seller: where buyers turn. \
               What arrived is under Flows; and the seller’s ore may come from elsewhere."
            .to_owned(),
        source: "suppliers.csv",
        panels,
        is_wide: false,
    };
    let title = format!("Who supplies {importer}");
    Some(Part::new("supply", &title, html! { (figure.draw()) }))
}

fn stack(run: &Run<'_>, good: usize, course: &Course, colours: &mut Colours) -> Stack {
    let bands = course.series.iter().map(|(origin, values)| {
        let is_rest = origin == OTHERS;
        Band {
            name: if is_rest {
                "Others".to_owned()
            } else {
                names::country(run.brief, origin)
            },
            colour: if is_rest { GREY } else { colours.give(origin) },
            shares: values.iter().map(|value| value.unwrap_or(0.0)).collect(),
        }
    });
    Stack {
        title: format!(
            "{} (share of orders)",
            names::capital(&names::good(run.brief, &run.subject.goods[good].id))
        ),
        dates: course.dates.clone(),
        bands: bands.collect(),
    }
}

fn finding(run: &Run<'_>) -> Option<String> {
    let (good, course) = run
        .supply
        .goods
        .iter()
        .enumerate()
        .find(|(_, it)| !it.dates.is_empty())?;
    let changes: Vec<(&String, f64, f64)> = course
        .series
        .iter()
        .filter(|(origin, _)| origin != OTHERS)
        .filter_map(|(origin, values)| {
            let (first, last) = ends(values)?;
            Some((origin, first, last))
        })
        .collect();
    let origin = run.subject.origin.as_ref();
    let main = changes.iter().find(|change| Some(change.0) == origin);
    let main = main.or_else(|| {
        changes
            .iter()
            .max_by(|left, right| left.1.total_cmp(&right.1))
    })?;
    let rise = |change: &&(&String, f64, f64)| change.2 - change.1;
    let others = changes.iter().filter(|change| change.0 != main.0);
    let riser = others
        .max_by(|left, right| rise(left).total_cmp(&rise(right)))
        .filter(|riser| rise(riser) > 0.01);
    let mut text = format!(
        "{} had {} of {}’s orders of {} at first and {} at the end",
        names::country(run.brief, main.0),
        number::percent(main.1),
        run.importer()?,
        run.good(good),
        number::percent(main.2),
    );
    if let Some((origin, first, last)) = riser {
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "; {} gained most, from {} to {}",
            names::country(run.brief, origin),
            number::percent(*first),
            number::percent(*last)
        );
    }
    Some(text + ".")
}
