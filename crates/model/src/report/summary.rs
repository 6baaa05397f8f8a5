//! The summary: three lines that answer the scenario's question, then a few small tables, and the same as numbers.

use crate::clock::{Clock, WEEKS_PER_YEAR};
use crate::facts::Facts;
use crate::need::Web;
use crate::quote::Quotes;
use crate::report::focus::{FocusTrack, GoodTrack, Roles};
use bevy_ecs::prelude::World;

/// One number that a run ends with.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Stable name in `snake_case`, with the unit as a suffix.
    pub name: String,
    /// What it means.
    pub meaning: String,
    /// Unit in words.
    pub unit: String,
    /// The number.
    pub value: f64,
}

/// A small table for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Heading.
    pub title: String,
    /// Column heads.
    pub header: Vec<String>,
    /// Cells as text.
    pub rows: Vec<Vec<String>>,
}

/// What a run says.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// Three lines that answer the scenario's question.
    pub answer: Vec<String>,
    /// The numbers behind it, under stable names.
    pub figures: Vec<Figure>,
    /// Tables for people.
    pub sections: Vec<Section>,
    /// What a careful reader should know.
    pub warnings: Vec<String>,
}

/// Writes the summary of a run so far.
pub(super) fn write(question: &str, track: &FocusTrack, world: &World) -> Summary {
    let mut figures = Vec::new();
    let answer = match track.roles {
        Some(roles) if !track.lost_usd.is_empty() => {
            collect_figures(track, world, &mut figures);
            vec![
                dependence_line(roles, track, world),
                price_line(roles, track, world),
                loss_line(roles, track, world),
            ]
        }
        _ => vec![
            format!("Question: {question}"),
            "The scenario names no focus.".into(),
            "See the tables.".into(),
        ],
    };
    Summary {
        answer,
        figures,
        sections: vec![price_section(world), supply_section(track, world)],
        warnings: warnings(world),
    }
}

fn name(country: usize, world: &World) -> String {
    let id = &world.resource::<Facts>().places.country_ids[country];
    id.split('_').map(capital).collect::<Vec<_>>().join(" ")
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn good_name(good: usize, world: &World) -> String {
    world.resource::<Facts>().goods.list[good]
        .id
        .replace('_', " ")
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

fn first_and_last(values: &[f64]) -> (f64, f64) {
    (
        values.first().copied().unwrap_or(0.0),
        values.last().copied().unwrap_or(0.0),
    )
}

fn mean(values: &[f64]) -> f64 {
    if values.is_empty() {
        0.0
    } else {
        values.iter().sum::<f64>() / values.len() as f64
    }
}

fn dependence_line(roles: Roles, track: &FocusTrack, world: &World) -> String {
    let parts: Vec<String> = track
        .goods
        .iter()
        .map(|good| {
            let (first, last) = first_and_last(&good.origin_share);
            format!(
                "{} {} -> {}",
                good_name(good.good, world),
                percent(first),
                percent(last)
            )
        })
        .collect();
    let mined: Vec<String> = track
        .goods
        .iter()
        .map(|good| {
            let (first, last) = first_and_last(&good.alternative_share);
            format!("{} -> {}", percent(first), percent(last))
        })
        .collect();
    format!(
        "{} orders from {}: {}; mined in {}: {} (same goods).",
        name(roles.importer, world),
        name(roles.origin, world),
        parts.join(", "),
        name(roles.alternative, world),
        mined.join(", ")
    )
}

fn price_line(roles: Roles, track: &FocusTrack, world: &World) -> String {
    let parts: Vec<String> = track
        .goods
        .iter()
        .map(|good| {
            let peak = good.quote_ratio.iter().copied().fold(0.0, f64::max);
            format!(
                "{} {:.1} times on average, {peak:.1} at the peak, {} of tonnes at contract prices",
                good_name(good.good, world),
                mean(&good.quote_ratio),
                percent(contract_share(good))
            )
        })
        .collect();
    format!(
        "Spot quote there over the quote in {}: {}.",
        name(roles.origin, world),
        parts.join("; ")
    )
}

fn contract_share(good: &GoodTrack) -> f64 {
    let total = good.contract_t + good.spot_t;
    if total > 0.0 {
        good.contract_t / total
    } else {
        0.0
    }
}

/// Value lost in the worst 52 weeks in a row [USD].
fn worst_year_usd(lost: &[f64]) -> f64 {
    lost.windows(52.min(lost.len()).max(1))
        .map(|year| year.iter().sum::<f64>())
        .fold(0.0, f64::max)
}

fn loss_line(roles: Roles, track: &FocusTrack, world: &World) -> String {
    let lost: f64 = track.lost_usd.iter().sum();
    let worst = worst_year_usd(&track.lost_usd);
    let of_gdp = track.gdp_usd.map_or(String::new(), |gdp| {
        format!(", worst year {:.3} % of annual GDP", worst / gdp * 100.0)
    });
    let (needed, missed) = track
        .needed_lost_t
        .iter()
        .fold((0.0, 0.0), |sum, (needed, lost)| {
            (sum.0 + needed, sum.1 + lost)
        });
    format!(
        "{}'s users went without {:.1} % of what they needed, worth {:.1} bn USD of value added{of_gdp}; {} plants were decided outside {}, {} of them in {}.",
        name(roles.importer, world),
        100.0 * missed / needed.max(1e-9),
        lost / 1e9,
        track.projects.0,
        name(roles.origin, world),
        track.projects.1,
        name(roles.alternative, world)
    )
}

fn collect_figures(track: &FocusTrack, world: &World, figures: &mut Vec<Figure>) {
    let mut push = |name: String, meaning: &str, unit: &str, value: f64| {
        figures.push(Figure {
            name,
            meaning: meaning.into(),
            unit: unit.into(),
            value,
        });
    };
    let facts = world.resource::<Facts>();
    for good in &track.goods {
        let id = &facts.goods.list[good.good].id;
        let (first, last) = first_and_last(&good.origin_share);
        push(
            format!("{id}_origin_first_share"),
            "importer's orders that go to the origin, first week",
            "share",
            first,
        );
        push(
            format!("{id}_origin_last_share"),
            "importer's orders that go to the origin, last week",
            "share",
            last,
        );
        let (_, mined) = first_and_last(&good.alternative_share);
        push(
            format!("{id}_alternative_last_share"),
            "importer's supply mined in the alternative, last week",
            "share",
            mined,
        );
        let ratio = mean(&good.quote_ratio);
        push(
            format!("{id}_quote_ratio"),
            "importer's quote over the index zone's, mean",
            "ratio",
            ratio,
        );
        let peak = good.quote_ratio.iter().copied().fold(0.0, f64::max);
        push(
            format!("{id}_quote_ratio_peak"),
            "the same, highest week",
            "ratio",
            peak,
        );
        push(
            format!("{id}_contract_share"),
            "importer's tonnes delivered under contract",
            "share",
            contract_share(good),
        );
    }
    push(
        "lost_value_usd".into(),
        "value added the importer lost",
        "USD",
        track.lost_usd.iter().sum(),
    );
    push(
        "lost_value_worst_year_usd".into(),
        "the same, worst 52 weeks",
        "USD",
        worst_year_usd(&track.lost_usd),
    );
    push(
        "projects_outside_origin_count".into(),
        "plants decided outside the origin",
        "count",
        f64::from(track.projects.0),
    );
}

/// Quotes by zone now, in USD per kilogram with VAT.
fn price_section(world: &World) -> Section {
    let facts = world.resource::<Facts>();
    let quotes = world.resource::<Quotes>();
    let web = world.resource::<Web>();
    let zones = &facts.places.zone_ids;
    let mut header = vec!["good".to_owned()];
    header.extend(zones.iter().cloned());
    let rows = facts
        .goods
        .list
        .iter()
        .enumerate()
        .filter(|(_, good)| !good.is_basket)
        .map(|(index, good)| {
            let mut row = vec![good.id.clone()];
            row.extend((0..zones.len()).map(|zone| {
                if web.needs_at[index * zones.len() + zone].is_empty() {
                    return "-".to_owned();
                }
                let price =
                    quotes.get(zone, index).quote * (1.0 + facts.places.vat_share[zone]) / 1000.0;
                if price >= 100.0 {
                    format!("{price:.0}")
                } else {
                    format!("{price:.1}")
                }
            }));
            row
        })
        .collect();
    let date = world.resource::<Clock>().date();
    Section {
        title: format!("Spot quotes at the end ({date}), USD/kg with VAT"),
        header,
        rows,
    }
}

/// What the importer needed and missed, year by year.
fn supply_section(track: &FocusTrack, world: &World) -> Section {
    let start = world.resource::<Clock>().date_of(0);
    let mut header = vec!["year".to_owned(), "lost output, M USD".to_owned()];
    for good in &track.goods {
        header.push(format!("{}: from origin", good_name(good.good, world)));
        header.push("quote ratio".to_owned());
    }
    let year_weeks = WEEKS_PER_YEAR as usize;
    let rows = (0..track.lost_usd.len().div_ceil(year_weeks))
        .map(|year| {
            let weeks = year * year_weeks..((year + 1) * year_weeks).min(track.lost_usd.len());
            let lost: f64 = track.lost_usd[weeks.clone()].iter().sum();
            let mut row = vec![
                format!("{}", i64::from(start.year()) + year as i64),
                format!("{:.0}", lost / 1e6),
            ];
            for good in &track.goods {
                row.push(percent(mean(&good.origin_share[weeks.clone()])));
                row.push(format!("{:.2}", mean(&good.quote_ratio[weeks.clone()])));
            }
            row
        })
        .collect();
    Section {
        title: "Year by year".into(),
        header,
        rows,
    }
}

fn warnings(world: &World) -> Vec<String> {
    let worst = world.resource::<crate::invariant::Worst>();
    vec![format!(
        "Mass and money balance to {:.0e} and {:.0e} (relative). Results are conditional on the scenario; see its sources.",
        worst.mass.max(1e-16),
        worst.money.max(1e-16)
    )]
}
