//! H3 to H7: the peak of 2011 and what came after.

use units::Date;

use super::{Measured, Role, Rule, Target, log_rmse};
use crate::history::{Good, History, Period};
use crate::month::{first_of_month, months_between, whole_months};
use crate::seen::{Observations, Subject};

const EPISODE: &str = "rare_earths_2010";
/// Zone whose quotes stand for free-on-board prices.
const ABROAD: &str = "row";
const ND: Good<'_> = Good::new("ndpr", "oxide");
const DY: Good<'_> = Good::new("dysprosium", "oxide");
const TB: Good<'_> = Good::new("terbium", "oxide");
const CE: Good<'_> = Good::new("cerium", "oxide");

/// Oxides of the basket with their shares: Mt Weld's concentrate, as `mines.mt_weld` of the scenario has it.
const BASKET: &[(&str, f64)] = &[
    ("lanthanum", 0.258),
    ("cerium", 0.472),
    ("ndpr", 0.2409),
    ("samarium", 0.0229),
    ("dysprosium", 0.00125),
    ("terbium", 0.00069),
];

pub(super) fn targets() -> Vec<Target> {
    let fitted = |id, what, tolerance, measure| Target {
        id,
        episode: EPISODE,
        what,
        tolerance,
        role: Role::Fitted,
        measure,
    };
    vec![
        fitted(
            "H3",
            "peak of dysprosium oxide abroad",
            "peak within x/1.5, +-4 months",
            peak,
        ),
        fitted(
            "H4",
            "year-end neodymium oxide abroad, 2011 to 2015",
            "log RMSE < 0.35",
            neodymium,
        ),
        fitted(
            "H5",
            "year-end dysprosium oxide abroad, 2011 to 2015",
            "log RMSE < 0.35",
            dysprosium,
        ),
        fitted(
            "H6",
            "year-end terbium and cerium oxide abroad, 2011 to 2015",
            "log RMSE < 0.5 each",
            terbium_and_cerium,
        ),
        fitted(
            "H7",
            "overshoot of a basket, and its fall to the end of 2014",
            "up, then 70 to 95 % below the peak",
            overshoot,
        ),
    ]
}

/// H3: 2,377 USD/kg in August 2011, 91 in January 2009 (mining.com, charts of rare-earth export restrictions).
fn peak(history: &History, seen: &Observations) -> Vec<Measured> {
    let summer = month(2011, 8);
    let subject = Subject::quote(DY, ABROAD);
    let observed = seen.value(subject, summer).unwrap_or(2377.0);
    let peak = highest_month(history, DY);
    let late = peak.map(|(first, _)| f64::from(months_between(summer.0, first)));
    let start = month(2009, 1);
    vec![
        Measured::judged(
            "peak month",
            "USD/kg",
            Some(observed),
            peak.map(|(_, quote)| quote),
            Rule::Factor(1.5),
        )
        .by(Date::new(2012, 1, 1)),
        Measured::judged(
            "months after August 2011",
            "months",
            Some(0.0),
            late,
            Rule::Within(4.0),
        )
        .by(Date::new(2012, 1, 1)),
        Measured::shown(
            "January 2009",
            "USD/kg",
            seen.value(subject, start).or(Some(91.0)),
            history.quote(DY, ABROAD, start),
        ),
    ]
}

fn highest_month(history: &History, good: Good<'_>) -> Option<(Date, f64)> {
    let span = history.span();
    let months = whole_months(span.0, span.1).into_iter();
    let quotes = months.filter_map(|month| Some((month.0, history.quote(good, ABROAD, month)?)));
    quotes.fold(None, |best, quote| match best {
        Some((_, highest)) if highest >= quote.1 => best,
        _ => Some(quote),
    })
}

/// H4 (USGS Mineral Commodity Summaries 2016: 190-200, 75-80, 65-70, 56-60, 37-42).
fn neodymium(history: &History, seen: &Observations) -> Vec<Measured> {
    year_ends(
        history,
        seen,
        ND,
        "neodymium",
        [195.0, 77.5, 67.5, 58.0, 39.5],
        0.35,
    )
}

/// H5 (same: 1,400-1,420, 600-630, 440-490, 320-360, 215-240).
fn dysprosium(history: &History, seen: &Observations) -> Vec<Measured> {
    year_ends(
        history,
        seen,
        DY,
        "dysprosium",
        [1410.0, 615.0, 465.0, 340.0, 227.5],
        0.35,
    )
}

/// H6 (same: terbium 2,800 to 450, cerium 40-45 to 2).
fn terbium_and_cerium(history: &History, seen: &Observations) -> Vec<Measured> {
    let mut figures = year_ends(
        history,
        seen,
        TB,
        "terbium",
        [2810.0, 1250.0, 825.0, 615.0, 450.0],
        0.5,
    );
    figures.extend(year_ends(
        history,
        seen,
        CE,
        "cerium",
        [42.5, 11.0, 5.5, 4.5, 2.0],
        0.5,
    ));
    figures
}

/// The log RMSE of the five year ends, then each of them; constants stand in for rows that the file lacks.
fn year_ends(
    history: &History,
    seen: &Observations,
    good: Good<'_>,
    name: &str,
    observed: [f64; 5],
    most: f64,
) -> Vec<Measured> {
    let subject = Subject::quote(good, ABROAD);
    let mut shown = Vec::new();
    let mut pairs = Vec::new();
    for (year, constant) in (2011..).zip(observed) {
        let december = month(year, 12);
        let observed = seen.value(subject, december).unwrap_or(constant);
        let modelled = history.quote(good, ABROAD, december);
        pairs.push((observed, modelled));
        let figure = Measured::shown(
            format!("{name}, December {year}"),
            "USD/kg",
            Some(observed),
            modelled,
        );
        let alone = Rule::Factor(libm::exp(most));
        shown.push(figure.by(december.1).part(alone));
    }
    shown.push(Measured::shown(
        format!("log RMSE of {name}, 2012 to 2015"),
        "log",
        Some(0.0),
        log_rmse(&pairs[1..]),
    ));
    let rmse = log_rmse(&pairs);
    let rule = Rule::AtMost(most);
    let name = format!("log RMSE of {name}");
    shown.insert(0, Measured::judged(name, "log", Some(0.0), rmse, rule));
    shown
}

/// H7: the third quarter of 2011 more than 11 times the end of 2009, the fourth quarter of 2014 85 % below the peak
/// (Rare Element Resources, page 16; its basket is not published, so Mt Weld's stands in).
fn overshoot(history: &History, _: &Observations) -> Vec<Measured> {
    let quarter = |year, first| {
        (
            month(year, first).0,
            first_of_month(month(year, first).0, 3),
        )
    };
    let before = basket(history, month(2009, 12));
    let summer = basket(history, quarter(2011, 7));
    let after = basket(history, quarter(2014, 10));
    let rise = before.zip(summer).map(|(before, summer)| summer / before);
    let highest = (0..12)
        .filter_map(|at| {
            let first = first_of_month(Date::new(2010, 1, 1), 3 * at);
            basket(history, (first, first_of_month(first, 3)))
        })
        .fold(0.0_f64, f64::max);
    let fall = after
        .filter(|_| highest > 0.0)
        .map(|after| 1.0 - after / highest);
    vec![
        Measured::judged(
            "fall from the highest quarter to the end of 2014",
            "share",
            Some(0.85),
            fall,
            Rule::Between(0.7, 0.95),
        ),
        Measured::judged(
            "third quarter of 2011 over December 2009",
            "ratio",
            Some(11.0),
            rise,
            Rule::AtLeast(1.0),
        )
        .by(Date::new(2011, 10, 1)),
    ]
}

fn basket(history: &History, period: Period) -> Option<f64> {
    let mut value = 0.0;
    for (material, share) in BASKET {
        value += share * history.quote(Good::new(material, "oxide"), ABROAD, period)?;
    }
    Some(value)
}

/// A month as a period.
pub(super) fn month(year: i16, month: i8) -> Period {
    let first = Date::new(year, month, 1);
    (first, first_of_month(first, 1))
}
