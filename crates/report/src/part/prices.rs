//! Prices by zone, and the importer's price over that of the index zone.

use std::fmt::Write as _;

use maud::html;

use super::Part;
use super::opening::weeks;
use crate::chart::{Figure, Layer, Mark, Panel, Plot};
use crate::colour::{GREY, IMPORTER, ORIGIN};
use crate::data::price::REPLICATES;
use crate::names;
use crate::number;
use crate::run::Run;

const WEEKS_PER_YEAR: usize = 52;

/// The part; none where nothing has a price.
pub(crate) fn draw(run: &Run<'_>) -> Option<Part> {
    let goods = 0..run.subject.goods.len();
    let mut panels: Vec<Panel> = goods.filter_map(|good| plot(run, good).panel()).collect();
    if panels.is_empty() {
        return None;
    }
    panels.extend(premium(run).panel());
    let figure = Figure {
        id: "figure-prices".into(),
        finding: finding(run),
        note: note(run),
        source: "prices.csv",
        panels,
        is_wide: false,
    };
    Some(Part::new("prices", "Prices", html! { (figure.draw()) }))
}

/// The importer's price over that of the index zone, for each point.
pub(super) fn ratios(run: &Run<'_>, good: usize) -> Option<Vec<Option<f64>>> {
    let quotes = run.prices.goods.get(good)?;
    let (there, index) = (quotes.of(run.zone()?)?, quotes.of(run.index_zone())?);
    let ratio = |(there, index): (&Option<f64>, &Option<f64>)| Some((*there)? / (*index)?);
    Some(there.iter().zip(index).map(ratio).collect())
}

fn plot(run: &Run<'_>, good: usize) -> Plot {
    let quotes = &run.prices.goods[good];
    let (zone, index) = (run.zone(), run.index_zone());
    let is_other = |known: &&String| Some(known.as_str()) != zone && known.as_str() != index;
    let layer = |zone: &str, mark: Mark, colour: usize| {
        let values = quotes.of(zone)?.to_vec();
        let mut layer = Layer::new(&names::zone(run.brief, zone), mark, colour, values);
        if mark != Mark::Thin {
            layer.band = quotes.band_of(zone).unwrap_or_default().to_vec();
        }
        Some(layer)
    };
    let others = quotes.zones.iter().filter(is_other);
    let mut layers: Vec<Layer> = others
        .filter_map(|zone| layer(zone, Mark::Thin, GREY))
        .collect();
    layers.extend(layer(index, Mark::Dashed, ORIGIN));
    layers.extend(zone.and_then(|zone| layer(zone, Mark::Line, IMPORTER)));
    Plot {
        title: names::capital(&names::good(run.brief, &run.subject.goods[good].id)),
        unit: "USD/kg, without VAT".to_owned(),
        dates: run.prices.dates.clone(),
        layers,
        may_be_log: true,
        is_share: false,
        level: None,
    }
}

/// Ratios of all goods in one picture.
fn premium(run: &Run<'_>) -> Plot {
    let marks = [(Mark::Line, 7), (Mark::Dashed, 4), (Mark::Line, 5)];
    let layer = |(good, (mark, colour)): (usize, (Mark, usize))| {
        let values = ratios(run, good)?;
        let name = names::capital(&run.good(good));
        Some(Layer::new(&name, mark, colour, values))
    };
    let zone = run
        .zone()
        .map_or(String::new(), |zone| names::zone(run.brief, zone));
    Plot {
        title: format!(
            "Price in {zone} over the price in {}",
            names::zone(run.brief, run.index_zone())
        ),
        unit: "ratio".to_owned(),
        dates: run.prices.dates.clone(),
        layers: marks.into_iter().enumerate().filter_map(layer).collect(),
        may_be_log: true,
        is_share: false,
        level: Some(1.0),
    }
}

fn finding(run: &Run<'_>) -> String {
    let median = if run.prices.replicates > 1 {
        "In the median of the runs, "
    } else {
        ""
    };
    let said = premium_in_words(run).unwrap_or_else(|| level_in_words(run));
    if median.is_empty() {
        names::capital(&said)
    } else {
        format!("{median}{said}")
    }
}

fn premium_in_words(run: &Run<'_>) -> Option<String> {
    let ratios = ratios(run, 0)?;
    let there: Vec<(usize, f64)> = ratios
        .iter()
        .enumerate()
        .filter_map(|(at, ratio)| Some((at, (*ratio)?)))
        .collect();
    let (at, peak) = *there
        .iter()
        .max_by(|left, right| left.1.total_cmp(&right.1))?;
    let year = WEEKS_PER_YEAR.div_ceil(run.prices.weeks).min(there.len());
    let last = &there[there.len() - year..];
    let mean = last.iter().map(|(_, ratio)| ratio).sum::<f64>() / last.len() as f64;
    let when = if last.len() * run.prices.weeks >= WEEKS_PER_YEAR {
        "on average in the last year"
    } else {
        "on average"
    };
    Some(format!(
        "{} cost {} times as much in {} as in {} at the peak in {}, and {} times {when}.",
        run.good(0),
        number::times(peak),
        names::zone(run.brief, run.zone()?),
        names::zone(run.brief, run.index_zone()),
        number::month(*run.prices.dates.get(at)?),
        number::times(mean),
    ))
}

/// Where there is nothing to compare with: from the first to the last price.
fn level_in_words(run: &Run<'_>) -> String {
    let quotes = run
        .prices
        .goods
        .iter()
        .enumerate()
        .find_map(|(good, quotes)| {
            let values = quotes
                .of(run.index_zone())
                .or_else(|| quotes.middle.first().map(Vec::as_slice));
            Some((good, crate::data::ends(values?)?))
        });
    quotes.map_or(String::new(), |(good, (first, last))| {
        format!(
            "{} cost {} USD/kg at first and {} USD/kg at the end.",
            run.good(good),
            number::short(first),
            number::short(last)
        )
    })
}

fn note(run: &Run<'_>) -> String {
    let mut text = format!(
        "Spot quotes without value-added tax (VAT), means of {}.",
        weeks(run.prices.weeks)
    );
    let has_others = run.prices.goods.iter().any(|good| good.zones.len() > 2);
    if has_others {
        text += " Thin grey lines are the other price zones; the table names them.";
    }
    let replicates = run.prices.replicates;
    if replicates > 1 {
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            " Lines are medians over {replicates} runs, bands reach from the 10 to the 90 % quantile: spread of random draws, not model error."
        );
        if run.manifest.run.replicates > REPLICATES {
            text += " Further runs are left out of this picture.";
        }
    }
    text
}
