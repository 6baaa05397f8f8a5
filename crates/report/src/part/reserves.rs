//! Strategic stocks: level, target, releases.

use maud::html;

use super::Part;
use crate::chart::figure::table;
use crate::chart::{Figure, Layer, Mark, Panel, Plot, Twin};
use crate::colour::{GREY, IMPORTER, ORIGIN};
use crate::data::reserve::{Day, Stock};
use crate::names;
use crate::number;
use crate::run::Run;

/// Pictures at most; the table has all stocks.
const SHOWN: usize = 6;

/// The part; none where nobody keeps a stock.
pub(crate) fn draw(run: &Run<'_>) -> Option<Part> {
    let mut stocks: Vec<&Stock> = run.stocks.iter().filter(|stock| is_used(stock)).collect();
    if stocks.is_empty() {
        return None;
    }
    stocks.sort_by_key(|stock| rank(run, stock));
    let panels: Vec<Panel> = stocks
        .iter()
        .filter(|stock| stock.days.values().any(|day| day.stock_t > 0.0))
        .take(SHOWN)
        .filter_map(|stock| plot(run, stock).panel())
        .collect();
    let figure = Figure {
        id: "figure-reserves".into(),
        finding: finding(run, &stocks),
        note: "Lines are tonnes in store and to be held, bars tonnes released, by quarter."
            .to_owned(),
        source: "reserves.csv",
        panels,
        is_wide: false,
    };
    let body = html! { (figure.draw()) (table(&all(run, &stocks))) };
    Some(Part::new("reserves", "Strategic stocks", body))
}

fn is_used(stock: &Stock) -> bool {
    stock
        .days
        .values()
        .any(|day| day.stock_t > 0.0 || day.target_t > 0.0)
}

/// The subject's countries and goods first, and then what moved.
fn rank(run: &Run<'_>, stock: &Stock) -> (bool, usize, bool) {
    let roles = [&run.subject.alternative, &run.subject.importer];
    let is_subject = roles.contains(&&Some(stock.country.clone()));
    let materials = run
        .subject
        .goods
        .iter()
        .position(|good| good.material == stock.material);
    let moved = stock.released_t() + stock.bought_t() > 0.0;
    (!is_subject, materials.unwrap_or(usize::MAX), !moved)
}

fn good(run: &Run<'_>, stock: &Stock) -> String {
    match names::good_id(run.brief, &stock.material, &stock.stage) {
        Some(id) => names::good(run.brief, id),
        None => names::words(&format!("{}_{}", stock.material, stock.stage)),
    }
}

fn plot(run: &Run<'_>, stock: &Stock) -> Plot {
    let values = |of: fn(&Day) -> f64| stock.days.values().map(|day| Some(of(day))).collect();
    let title = format!(
        "{}, {}",
        names::country(run.brief, &stock.country),
        names::small(&good(run, stock))
    );
    Plot {
        title,
        unit: "tonnes".to_owned(),
        dates: stock.days.keys().copied().collect(),
        layers: vec![
            Layer::new("Released", Mark::Bars, ORIGIN, values(|day| day.released_t)),
            Layer::new("Target", Mark::Dashed, GREY, values(|day| day.target_t)),
            Layer::new("In store", Mark::Line, IMPORTER, values(|day| day.stock_t)),
        ],
        may_be_log: false,
        is_share: false,
        level: None,
    }
}

fn finding(run: &Run<'_>, stocks: &[&Stock]) -> String {
    let open: Vec<&&Stock> = stocks
        .iter()
        .filter(|stock| stock.released_t() > 0.0)
        .collect();
    let Some(first) = open.first() else {
        let bought = stocks.iter().filter(|stock| stock.bought_t() > 0.0).count();
        return format!(
            "No government released anything; {} of {} stocks were added to.",
            bought,
            stocks.len()
        );
    };
    format!(
        "{} of {} stocks were opened; {} released {} of {} over the run.",
        open.len(),
        stocks.len(),
        names::country(run.brief, &first.country),
        number::mass(first.released_t()),
        names::small(&good(run, first)),
    )
}

fn all(run: &Run<'_>, stocks: &[&Stock]) -> Twin {
    let row = |stock: &&Stock| {
        let (first, last) = (stock.days.values().next(), stock.days.values().next_back());
        let receivers: Vec<String> = stock
            .receivers
            .keys()
            .map(|receiver| names::country(run.brief, receiver))
            .collect();
        vec![
            names::country(run.brief, &stock.country),
            good(run, stock),
            number::short(first.map_or(0.0, |day| day.stock_t)),
            number::short(stock.bought_t()),
            number::short(stock.released_t()),
            receivers.join(", "),
            number::short(last.map_or(0.0, |day| day.stock_t)),
            number::short(last.map_or(0.0, |day| day.target_t)),
        ]
    };
    Twin {
        caption: "All stocks, tonnes".to_owned(),
        header: [
            "who", "what", "first", "bought", "released", "to", "last", "target",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: stocks.iter().map(row).collect(),
    }
}
