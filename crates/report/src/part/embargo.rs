//! What an embargo costs each side, by how long it lasts.

use maud::html;
use units::Date;

use super::Part;
use crate::Brief;
use crate::chart::{Figure, Layer, Mark, Panel, Plot, Twin};
use crate::colour::{IMPORTER, ORIGIN};
use crate::data::embargo::Horizon;
use crate::names;
use crate::number;

/// The part; none where no embargo was measured.
pub(crate) fn draw(brief: &Brief, horizons: &[Horizon]) -> Option<Part> {
    let first = horizons.first()?;
    let start = crate::data::date(&first.date)?;
    let dates: Vec<Date> = horizons
        .iter()
        .map(|it| start.add_weeks(it.weeks as i32))
        .collect();
    let (imposer, target) = (
        names::country(brief, &first.imposer),
        names::country(brief, &first.target),
    );
    let costs = |name: &str, mark: Mark, colour: usize, of: fn(&Horizon) -> f64| {
        let values = horizons.iter().map(|it| Some(of(it) / 1e6)).collect();
        Layer::new(name, mark, colour, values)
    };
    let cost = Plot {
        title: "Cost since the embargo began".to_owned(),
        unit: "million USD, present value".to_owned(),
        dates: dates.clone(),
        layers: vec![
            costs(&imposer, Mark::Dashed, ORIGIN, |it| it.imposer_usd),
            costs(&target, Mark::Line, IMPORTER, |it| it.target_usd),
        ],
        may_be_log: false,
        is_share: false,
        level: Some(0.0),
    };
    let unmet = Plot {
        title: format!("Need of users in {target} that is not met"),
        unit: "share of the need so far".to_owned(),
        dates,
        layers: vec![Layer::new(
            &target,
            Mark::Line,
            IMPORTER,
            horizons.iter().map(|it| it.unmet_share).collect(),
        )],
        may_be_log: false,
        is_share: true,
        level: None,
    };
    let panels: Vec<Panel> = [cost.panel(), unmet.panel()]
        .into_iter()
        .flatten()
        .collect();
    let figure = Figure {
        id: "figure-embargo".into(),
        finding: finding(&imposer, &target, horizons)?,
        note: note(brief, first),
        source: "leverage.csv",
        panels,
        is_wide: false,
    };
    let body =
        html! { (figure.draw()) (crate::chart::figure::table(&twin(&imposer, &target, horizons))) };
    let title = format!("What an embargo of {imposer} on {target} would cost");
    Some(Part::new("embargo", &title, body))
}

fn finding(imposer: &str, target: &str, horizons: &[Horizon]) -> Option<String> {
    let last = horizons.last()?;
    Some(format!(
        "After {} weeks an embargo has cost {target} {} and {imposer} {}.",
        number::short(last.weeks),
        number::money(last.target_usd),
        number::money(last.imposer_usd),
    ))
}

fn note(brief: &Brief, first: &Horizon) -> String {
    let what = if first.material == "all" {
        "all goods".to_owned()
    } else {
        names::small(&names::material(brief, &first.material))
    };
    let survive = first
        .survive_weeks
        .map_or("does not run short".to_owned(), |weeks| {
            format!("runs short after {} weeks", number::short(weeks))
        });
    format!(
        "On {what}, from {}; means of {}. The target {survive}. Measured on twins of the run with and without the embargo.",
        first.date,
        number::count(first.replicates as usize, "run", "runs")
    )
}

fn twin(imposer: &str, target: &str, horizons: &[Horizon]) -> Twin {
    let share = |value: Option<f64>| value.map_or(String::new(), number::percent);
    let row = |it: &Horizon| {
        vec![
            number::short(it.weeks),
            number::short(it.target_usd / 1e6),
            share(it.target_gdp_share),
            number::short(it.imposer_usd / 1e6),
            share(it.imposer_gdp_share),
            share(it.unmet_share),
            share(it.import_share),
        ]
    };
    Twin {
        caption: "By weeks since the embargo began".to_owned(),
        header: vec![
            "weeks".to_owned(),
            format!("{target}, million USD"),
            "of its yearly GDP".to_owned(),
            format!("{imposer}, million USD"),
            "of its yearly GDP".to_owned(),
            "need not met".to_owned(),
            "import share".to_owned(),
        ],
        rows: horizons.iter().map(row).collect(),
    }
}
