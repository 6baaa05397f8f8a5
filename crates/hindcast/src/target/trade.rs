//! H1, H2, H10, H12 and L2: quotas, exports, the embargo on Japan, Japan's suppliers, and what exports are worth.

use scenario::Measure;
use units::Date;

use super::price::month;
use super::{Measured, Role, Rule, Target};
use crate::history::{Good, History, Period};
use crate::month::first_of_month;
use crate::seen::{Observations, Subject};

const EPISODE: &str = "rare_earths_2010";
const OXIDES: Good<'_> = Good::new("", "oxide");

/// Export quotas [t]: techmetalsresearch.com 2011/07, streetwisereports.com 2012/08; 2013 and 2014 as observed rows.
const QUOTAS: [(i16, f64); 6] = [
    (2009, 50_145.0),
    (2010, 30_258.0),
    (2011, 30_246.0),
    (2012, 30_996.0),
    (2013, 30_999.0),
    (2014, 30_611.0),
];

/// Exports over the quota: reactionsearch.com, abrasivesunion.com 13418, mining.com 87874.
const USE: [(i16, f64); 4] = [(2011, 0.56), (2012, 0.52), (2013, 0.71), (2014, 0.91)];

pub(super) fn inputs() -> Vec<Target> {
    vec![Target {
        id: "H1",
        episode: EPISODE,
        what: "export quota",
        tolerance: "input",
        role: Role::Input,
        measure: quotas,
    }]
}

pub(super) fn exports() -> Vec<Target> {
    vec![Target {
        id: "H2",
        episode: EPISODE,
        what: "Chinese exports over the export quota",
        tolerance: "+-10 points each year",
        role: Role::Fitted,
        measure: quota_use,
    }]
}

pub(super) fn imports() -> Vec<Target> {
    vec![
        Target {
            id: "L2",
            episode: EPISODE,
            what: "what the imposer sells abroad",
            tolerance: "context",
            role: Role::Context,
            measure: stake,
        },
        Target {
            id: "H10",
            episode: EPISODE,
            what: "embargo: Japan's imports from China by month",
            tolerance: "November 60 to 80 % below September 2010, back within 4 months",
            role: Role::Fitted,
            measure: embargo,
        },
        Target {
            id: "H12",
            episode: EPISODE,
            what: "China's part of Japan's imports in 2018",
            tolerance: "50 to 65 %",
            role: Role::Fitted,
            measure: share_of_china,
        },
    ]
}

fn year(year: i16) -> Period {
    (Date::new(year, 1, 1), Date::new(year + 1, 1, 1))
}

fn quota(seen: &Observations, at: Period, constant: f64) -> f64 {
    let subject = Subject::trade(Measure::Quota, "", "china", "");
    seen.value(subject, at).unwrap_or(constant)
}

/// H1.
fn quotas(_: &History, seen: &Observations) -> Vec<Measured> {
    QUOTAS
        .iter()
        .map(|(at, constant)| {
            let observed = quota(seen, year(*at), *constant);
            Measured::shown(at.to_string(), "t", Some(observed), None)
        })
        .collect()
}

/// H2: exports in quota scope are what the model ships on licence, without leakage.
fn quota_use(history: &History, seen: &Observations) -> Vec<Measured> {
    let subject = Subject::trade(Measure::Exports, "oxide", "china", "");
    USE.iter()
        .map(|(at, constant)| {
            let period = year(*at);
            let known = QUOTAS.iter().find(|(known, _)| known == at);
            let quota = quota(seen, period, known.map_or(f64::NAN, |(_, tonnes)| *tonnes));
            let observed = seen
                .value(subject, period)
                .map_or(*constant, |tonnes| tonnes / quota);
            let modelled = history.exports(OXIDES, "china", "", period) / quota;
            let rule = Rule::Within(0.1);
            let name = at.to_string();
            Measured::judged(name, "share", Some(observed), Some(modelled), rule).by(period.1)
        })
        .collect()
}

/// H10: Japanese customs, 2,246 t in September 2010, 1,278, 634 and 4,080 t; ports were closed from 21 September.
fn embargo(history: &History, seen: &Observations) -> Vec<Measured> {
    let subject = Subject::trade(Measure::Imports, "oxide", "japan", "china");
    let constants = [2246.0, 1278.0, 634.0, 4080.0];
    let months: Vec<Period> = (0..=6)
        .map(|at| {
            let first = first_of_month(Date::new(2010, 9, 1), at);
            (first, first_of_month(first, 1))
        })
        .collect();
    let modelled: Vec<f64> = months
        .iter()
        .map(|month| history.imports(OXIDES, "china", "japan", *month))
        .collect();
    let observed: Vec<f64> = months
        .iter()
        .zip(constants)
        .map(|(month, constant)| seen.value(subject, *month).unwrap_or(constant))
        .collect();
    let back = (2..modelled.len())
        .find(|at| modelled[*at] > modelled[0])
        .map(|at| at as f64);
    let mut figures = vec![
        Measured::judged(
            "fall from September to November",
            "share",
            Some(1.0 - observed[2] / observed[0]),
            (modelled[0] > 0.0).then(|| 1.0 - modelled[2] / modelled[0]),
            Rule::Between(0.6, 0.8),
        )
        .by(Date::new(2010, 12, 1)),
        Measured::judged(
            "months after September until above it again",
            "months",
            Some(3.0),
            back,
            Rule::AtMost(4.0),
        )
        .by(Date::new(2011, 4, 1)),
    ];
    let names = ["September", "October", "November", "December"];
    for ((name, observed), modelled) in names.iter().zip(observed).zip(modelled) {
        figures.push(Measured::shown(
            format!("{name} 2010"),
            "t",
            Some(observed),
            Some(modelled),
        ));
    }
    figures
}

/// H12: 58 % in 2018 (qz.com/1998773, METI); over 90 % before 2009.
fn share_of_china(history: &History, seen: &Observations) -> Vec<Measured> {
    let subject = Subject::trade(Measure::ImportShare, "oxide", "japan", "china");
    let share = |at: i16| history.import_share(OXIDES, "china", "japan", year(at));
    let observed = |at: i16, constant| seen.value(subject, year(at)).or(Some(constant));
    vec![
        Measured::judged(
            "2018",
            "share",
            observed(2018, 0.58),
            share(2018),
            Rule::Between(0.5, 0.65),
        ),
        Measured::shown("2009", "share", observed(2009, 0.9), share(2009)),
        Measured::shown("2010", "share", observed(2010, 0.82), share(2010)),
        Measured::shown("2012", "share", observed(2012, 0.59), share(2012)),
        Measured::shown(
            "November 2010",
            "share",
            Some(0.54),
            history.import_share(OXIDES, "china", "japan", month(2010, 11)),
        ),
    ]
}

/// L2: 940 M USD in 2010, all rare earths (reactionsearch.com); the model sells oxides, at prices with the rent of the quota.
fn stake(history: &History, _: &Observations) -> Vec<Measured> {
    let sold_usd = history.export_value_usd(OXIDES, "china", year(2010));
    vec![Measured::shown("2010", "USD", Some(940e6), Some(sold_usd))]
}
