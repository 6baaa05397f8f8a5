//! The summary: three lines that answer the scenario's question, then a few small tables, and the same as numbers.

use crate::clock::{Clock, WEEKS_PER_YEAR};
use crate::facts::Facts;
use crate::goods::Good;
use crate::need::Web;
use crate::quote::Quotes;
use crate::report::course::{self, Course};
use crate::report::figure::{self, Figure, contract_share, first_and_last, mean, peak, worst_year};
use crate::report::focus::{FocusTrack, Roles};
use bevy_ecs::prelude::World;

/// Mark of a quote above anything known.
const UNHEARD_OF: &str = "*";

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
    /// How the main ones went, quarter by quarter, under stable names.
    pub courses: Vec<Course>,
    /// Tables for people.
    pub sections: Vec<Section>,
    /// What a careful reader should know before quoting a number.
    pub warnings: Vec<String>,
    /// How well the run held together.
    pub notes: Vec<String>,
}

/// Writes the summary of a run so far.
pub(super) fn write(question: &str, track: &FocusTrack, world: &World) -> Summary {
    let answer = match track.roles {
        Some(roles) if track.n_weeks() > 0 => vec![
            dependence_line(roles, track, world),
            price_line(roles, track, world),
            loss_line(roles, track, world),
        ],
        _ => vec![
            format!("Question: {question}"),
            "The scenario names no focus.".into(),
            "See the tables.".into(),
        ],
    };
    Summary {
        answer,
        figures: figure::all(track, world.resource::<Facts>()),
        courses: course::all(track, world),
        sections: vec![price_section(world), supply_section(track, world)],
        warnings: unheard_of(world),
        notes: vec![balance(world)],
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
            let (first, last) = first_and_last(&good.mined_in_alternative());
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
            format!(
                "{} {:.1} times on average, {:.1} at the peak, {} of tonnes at contract prices",
                good_name(good.good, world),
                mean(&good.quote_ratio),
                peak(&good.quote_ratio),
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

fn loss_line(roles: Roles, track: &FocusTrack, world: &World) -> String {
    let lost: f64 = track.weeks.iter().map(|week| week.lost_usd).sum();
    let worst = worst_year(&track.lost_usd());
    let of_gdp = track.gdp_usd.map_or(String::new(), |gdp| {
        format!(", worst year {:.3} % of annual GDP", worst / gdp * 100.0)
    });
    format!(
        "{}'s users went without {:.1} % of what they needed, worth {:.1} bn USD of value added{of_gdp}; {} plants were decided outside {}, {} of them in {}.",
        name(roles.importer, world),
        100.0 * track.unmet_need_share(),
        lost / 1e9,
        track.projects.0,
        name(roles.origin, world),
        track.projects.1,
        name(roles.alternative, world)
    )
}

fn has_users(zone: usize, good: usize, world: &World) -> bool {
    let n_zones = world.resource::<Facts>().places.zone_ids.len();
    !world.resource::<Web>().needs_at[good * n_zones + zone].is_empty()
}

/// A quote as it is published [USD/kg with VAT].
fn published_usd_per_kg(zone: usize, good: usize, facts: &Facts, quotes: &Quotes) -> f64 {
    quotes.get(zone, good).quote * (1.0 + facts.places.vat_share[zone]) / 1000.0
}

/// Whether a price is above anything known for the good.
fn is_unheard_of(price_usd_per_kg: f64, good: &Good) -> bool {
    good.highest_observed
        .is_some_and(|highest| price_usd_per_kg * 1000.0 > highest)
}

/// Quotes by zone now, in USD per kilogram with VAT.
fn price_section(world: &World) -> Section {
    let facts = world.resource::<Facts>();
    let quotes = world.resource::<Quotes>();
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
                if !has_users(zone, index, world) {
                    return "-".to_owned();
                }
                let price = published_usd_per_kg(zone, index, facts, quotes);
                let mark = if is_unheard_of(price, good) {
                    UNHEARD_OF
                } else {
                    ""
                };
                if price >= 100.0 {
                    format!("{price:.0}{mark}")
                } else {
                    format!("{price:.1}{mark}")
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
    let rows = (0..track.n_weeks().div_ceil(year_weeks))
        .map(|year| {
            let weeks = year * year_weeks..((year + 1) * year_weeks).min(track.n_weeks());
            let lost: f64 = track.weeks[weeks.clone()]
                .iter()
                .map(|week| week.lost_usd)
                .sum();
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

/// A word on each good that is now quoted above anything known, and what to make of it.
fn unheard_of(world: &World) -> Vec<String> {
    let facts = world.resource::<Facts>();
    let quotes = world.resource::<Quotes>();
    let n_zones = facts.places.zone_ids.len();
    let mut warnings = Vec::new();
    for (index, good) in facts.goods.list.iter().enumerate() {
        let is_marked = (0..n_zones).any(|zone| {
            has_users(zone, index, world)
                && is_unheard_of(published_usd_per_kg(zone, index, facts, quotes), good)
        });
        if let Some(highest) = good.highest_observed.filter(|_| is_marked) {
            warnings.push(format!(
                "At the end {} is quoted above {:.0} USD/kg, the highest price known ({UNHEARD_OF}).",
                good_name(index, world),
                highest / 1000.0
            ));
        }
    }
    if !warnings.is_empty() {
        warnings.push(format!(
            "Recipes are fixed in the model, so nothing but what users lose caps a good that stays short: read what is marked {UNHEARD_OF} as short, not as a price."
        ));
    }
    warnings
}

fn balance(world: &World) -> String {
    let worst = world.resource::<crate::invariant::Worst>();
    format!(
        "Mass and money balance to {:.0e} and {:.0e} (relative). Results are conditional on the scenario; see its sources.",
        worst.mass.max(1e-16),
        worst.money.max(1e-16)
    )
}
