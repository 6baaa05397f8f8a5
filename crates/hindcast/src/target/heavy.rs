//! R1 to R7: heavy rare earths 2025 to 2026, which the calibration never sees.

use scenario::Measure;
use units::Date;

use super::price::month;
use super::{Measured, Role, Rule, Target, log_rmse};
use crate::history::{Good, History, Period};
use crate::month::whole_months;
use crate::seen::{Observations, Subject};

const EPISODE: &str = "heavy_rare_earths_2025";
const DY: Good<'_> = Good::new("dysprosium", "oxide");
const TB: Good<'_> = Good::new("terbium", "oxide");
const NDPR: Good<'_> = Good::new("ndpr", "oxide");
const USD_PER_KG: &str = "USD/kg";

pub(super) fn targets() -> Vec<Target> {
    let target = |id, what, tolerance, role, measure| Target {
        id,
        episode: EPISODE,
        what,
        tolerance,
        role,
        measure,
    };
    vec![
        target(
            "R1",
            "Chinese magnet exports by month, the cut itself scripted",
            "log RMSE < 0.35",
            Role::Tested,
            magnets,
        ),
        target(
            "R2",
            "Chinese dysprosium and terbium exports in 2025",
            "annual change +-15 points",
            Role::Tested,
            heavy_exports,
        ),
        target(
            "R3",
            "European quotes after the licences of April 2025, Chinese ones flat",
            "peak within x/1.5, Chinese change < 15 %",
            Role::Fitted,
            european_quotes,
        ),
        target(
            "R4",
            "part of dysprosium sold at no more than 1.1 x the Chinese price",
            ">= 90 % while the top quote is >= 3 x",
            Role::Tested,
            volume,
        ),
        target(
            "R5",
            "weeks until users go short",
            "context",
            Role::Context,
            first_shortage,
        ),
        target(
            "R6",
            "NdPr oxide in China without VAT",
            "+-25 %",
            Role::Tested,
            light,
        ),
        target(
            "R7",
            "Japan's imports from China in January 2026",
            "context",
            Role::Context,
            january,
        ),
    ]
}

/// R1: 2,628, 1,238, 3,188, 5,577 t from April to July and 5,773 t in September 2025 (tradingeconomics.com, kitco.com).
fn magnets(history: &History, seen: &Observations) -> Vec<Measured> {
    let subject = Subject::trade(Measure::Exports, "magnet", "china", "");
    let months = [
        (4, 2628.0),
        (5, 1238.0),
        (6, 3188.0),
        (7, 5577.0),
        (9, 5773.0),
    ];
    let mut figures = Vec::new();
    let mut pairs = Vec::new();
    for (at, constant) in months {
        let period = month(2025, at);
        let observed = seen.value(subject, period).unwrap_or(constant);
        let modelled = subject.modelled(history, period);
        pairs.push((observed, modelled));
        let name = format!("{}", period.0);
        figures.push(Measured::shown(name, "t", Some(observed), modelled));
    }
    let rule = Rule::AtMost(0.35);
    let rmse = log_rmse(&pairs);
    figures.insert(
        0,
        Measured::judged("log RMSE of five months", "log", Some(0.0), rmse, rule),
    );
    figures
}

/// R2: 2025 dysprosium -35 %, terbium -38 % on the year (rawmaterials.net); the clock starts in 2025, so the rate of its
/// first quarter stands for 2024.
fn heavy_exports(history: &History, seen: &Observations) -> Vec<Measured> {
    let year = (Date::new(2025, 1, 1), Date::new(2026, 1, 1));
    let before = (history.span().0.max(year.0), Date::new(2025, 4, 1));
    let change = |material| {
        let exports = |period| history.exports(Good::new(material, ""), "china", "", period);
        let rate = exports(before) / days(before);
        (rate > 0.0).then(|| exports(year) / (rate * days((before.0, year.1))) - 1.0)
    };
    let rule = Rule::Within(0.15);
    let mut figures = vec![
        Measured::judged(
            "dysprosium",
            "share",
            Some(-0.35),
            change("dysprosium"),
            rule,
        ),
        Measured::judged("terbium", "share", Some(-0.38), change("terbium"), rule),
    ];
    for material in ["dysprosium", "terbium"] {
        for (year, at) in [(2025, 5), (2025, 10), (2025, 11), (2025, 12)] {
            let subject = Subject {
                material,
                ..Subject::trade(Measure::Exports, "", "china", "")
            };
            let period = month(year, at);
            figures.push(Measured::shown(
                format!("{material}, {}", period.0),
                "t",
                seen.value(subject, period),
                subject.modelled(history, period),
            ));
        }
    }
    figures
}

fn days(period: Period) -> f64 {
    f64::from(period.1.days_since(period.0))
}

/// R3: dysprosium 250-310 to 700-1,000, terbium 930-1,000 to 2,000-4,000 USD/kg within about a month (gmteight.com
/// 282683); Chinese quotes flat (SMM).
fn european_quotes(history: &History, seen: &Observations) -> Vec<Measured> {
    let may = month(2025, 5);
    let mut figures = Vec::new();
    for (name, good, constant) in [("dysprosium", DY, 850.0), ("terbium", TB, 3000.0)] {
        let observed = seen
            .value(Subject::quote(good, "eu"), may)
            .unwrap_or(constant);
        let months = whole_months(Date::new(2025, 4, 1), Date::new(2025, 9, 1)).into_iter();
        let peak = months
            .filter_map(|month| history.quote(good, "eu", month))
            .reduce(f64::max);
        let home = |period| history.quote(good, "cn", period);
        let change = home(month(2025, 3))
            .zip(home(may))
            .map(|(before, after)| (after / before - 1.0).abs());
        figures.push(Measured::judged(
            format!("{name} in Europe, highest month of April to August"),
            USD_PER_KG,
            Some(observed),
            peak,
            Rule::Factor(1.5),
        ));
        figures.push(Measured::judged(
            format!("{name} in China, change from March to May"),
            "share",
            Some(0.0),
            change,
            Rule::AtMost(0.15),
        ));
        figures.push(Measured::shown(
            format!("{name} in Europe, May"),
            USD_PER_KG,
            Some(observed),
            history.quote(good, "eu", may),
        ));
    }
    figures
}

/// R4: 96 % of dysprosium at 224 USD/kg, the Chinese price with VAT; less than 1 % at 800 or more (adamasintel.com).
fn volume(history: &History, seen: &Observations) -> Vec<Measured> {
    let licences = (Date::new(2025, 4, 7), Date::new(2026, 1, 1));
    let subject = Subject {
        measure: Measure::VolumeShareBelow,
        ..Subject::quote(DY, "")
    };
    let year = (Date::new(2025, 1, 1), Date::new(2026, 1, 1));
    let observed = seen.value(subject, year).or(Some(0.96));
    let top = whole_months(licences.0, licences.1)
        .into_iter()
        .filter_map(|month| {
            let (home, _) = history.quote_with_vat(DY, "cn", month)?;
            let zones = history.quoted_zones(DY);
            let quotes = zones.filter_map(|zone| Some(history.quote_with_vat(DY, zone, month)?.0));
            Some(quotes.reduce(f64::max)? / home)
        })
        .reduce(f64::max);
    vec![
        Measured::judged(
            "part of the tonnes from April to December 2025",
            "share",
            observed,
            history.cheap_share(DY, licences),
            Rule::AtLeast(0.9),
        ),
        Measured::judged(
            "highest monthly quote over the Chinese one, both as published",
            "ratio",
            Some(800.0 / 224.0),
            top,
            Rule::AtLeast(3.0),
        ),
    ]
}

/// R5: seven to eight weeks after 4 April (autocarpro.in, business-standard.com).
fn first_shortage(history: &History, _: &Observations) -> Vec<Measured> {
    let controls = Date::new(2025, 4, 7);
    let short = (0..90).find(|week| {
        let week = (controls.add_weeks(*week), controls.add_weeks(*week + 1));
        let lost = history.lost(Good::new("", ""), "", "", week);
        let china = history.lost(Good::new("", ""), "china", "", week);
        lost - china > 0.01 * history.used(Good::new("", ""), "", "", week)
    });
    vec![Measured::shown(
        "weeks from the licences until users abroad lose more than 1 % of world use",
        "weeks",
        Some(7.5),
        short.map(f64::from),
    )]
}

/// R6: 63 USD/kg with VAT in July 2025, about 88 in August, 123 in early 2026 (econotimes.com, inspenet.com); VAT of 13 %
/// is taken off where the file has no row.
fn light(history: &History, seen: &Observations) -> Vec<Measured> {
    let subject = Subject::quote(NDPR, "cn");
    let months = [
        (2025, 7, 63.0 / 1.13),
        (2025, 8, 88.0 / 1.13),
        (2026, 2, 123.0 / 1.13),
    ];
    let mut figures: Vec<Measured> = months
        .into_iter()
        .map(|(year, at, constant)| {
            let period = month(year, at);
            let observed = seen.mean_within(subject, period).unwrap_or(constant);
            Measured::judged(
                format!("{}", period.0),
                USD_PER_KG,
                Some(observed),
                history.quote(NDPR, "cn", period),
                Rule::Relative(0.25),
            )
        })
        .collect();
    let autumn = month(2025, 9);
    figures.push(Measured::shown(
        "2025-09-01",
        USD_PER_KG,
        seen.mean_within(subject, autumn),
        history.quote(NDPR, "cn", autumn),
    ));
    figures
}

/// R7: -5.7 % in January 2026 (devdiscourse.com 3819458), here against the mean month of the quarter before.
fn january(history: &History, _: &Observations) -> Vec<Measured> {
    let all = Good::new("", "");
    let quarter = (Date::new(2025, 10, 1), Date::new(2026, 1, 1));
    let before = history.imports(all, "china", "japan", quarter) / days(quarter);
    let january = month(2026, 1);
    let after = history.imports(all, "china", "japan", january) / days(january);
    let change = (before > 0.0).then(|| after / before - 1.0);
    vec![Measured::shown(
        "against the quarter before",
        "share",
        Some(-0.057),
        change,
    )]
}
