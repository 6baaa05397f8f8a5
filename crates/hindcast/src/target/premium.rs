//! H8 and H9: the gap between quotes abroad and in China.

use units::Date;

use super::price::month;
use super::{Measured, Role, Rule, Target};
use crate::history::{Good, History, Period};
use crate::seen::Observations;

const EPISODE: &str = "rare_earths_2010";
const LA: Good<'_> = Good::new("lanthanum", "oxide");
const CE: Good<'_> = Good::new("cerium", "oxide");
const SM: Good<'_> = Good::new("samarium", "oxide");
const ND: Good<'_> = Good::new("ndpr", "oxide");
const DY: Good<'_> = Good::new("dysprosium", "oxide");
/// Export duty on lanthanum and cerium in 2011 (`policies.duty_light` of the scenario).
const DUTY_SHARE: f64 = 0.15;

pub(super) fn targets() -> Vec<Target> {
    vec![
        Target {
            id: "H8",
            episode: EPISODE,
            what: "quote abroad over the Chinese quote with VAT",
            tolerance: "cheap oxides above dear ones in 2011; at most 1.3 once only the tax is left",
            role: Role::Fitted,
            measure: ratios,
        },
        Target {
            id: "H9",
            episode: EPISODE,
            what: "rent of a licence in September 2011: quote abroad less Chinese quote x (1 + duty)",
            tolerance: "lanthanum and cerium alike within 10 %, level within x/1.5",
            role: Role::Fitted,
            measure: rents,
        },
    ]
}

/// Observed ratios of data/hist_price_gap.csv: pairs of quotes of the same weeks.
const SEEN: [(&str, Good<'_>, i16, i8, f64); 10] = [
    ("lanthanum, September 2011", LA, 2011, 9, 4.2),
    ("cerium, September 2011", CE, 2011, 9, 4.05),
    ("samarium, September 2011", SM, 2011, 9, 7.67),
    ("neodymium, September 2011", ND, 2011, 9, 1.41),
    ("dysprosium, September 2011", DY, 2011, 9, 1.52),
    ("neodymium, October 2014", ND, 2014, 10, 1.4),
    ("cerium, October 2014", CE, 2014, 10, 1.98),
    ("lanthanum, October 2014", LA, 2014, 10, 1.89),
    ("lanthanum, July 2016", LA, 2016, 7, 1.1),
    ("cerium, July 2016", CE, 2016, 7, 1.21),
];

/// H8.
fn ratios(history: &History, _: &Observations) -> Vec<Measured> {
    let autumn = (Date::new(2011, 9, 1), Date::new(2011, 11, 1));
    let at = |good| ratio(history, good, autumn);
    let pairs = [LA, CE, SM]
        .iter()
        .flat_map(|cheap| [ND, DY].map(|dear| (*cheap, dear)));
    let in_order = pairs
        .map(|(cheap, dear)| Some(f64::from(u8::from(at(cheap)? > at(dear)?))))
        .sum::<Option<f64>>();
    let mut figures = vec![
        Measured::judged(
            "pairs of a cheap and a dear oxide with the higher ratio at the cheap one, of 6",
            "pairs",
            Some(6.0),
            in_order,
            Rule::AtLeast(6.0),
        )
        .by(autumn.1),
    ];
    for (name, good, year, first, observed) in SEEN {
        let period = if year == 2011 {
            autumn
        } else {
            month(year, first)
        };
        let modelled = ratio(history, good, period);
        figures.push(if year == 2016 {
            let rule = Rule::Between(0.9, 1.3);
            Measured::judged(name, "ratio", Some(observed), modelled, rule)
        } else {
            Measured::shown(name, "ratio", Some(observed), modelled)
        });
    }
    figures
}

fn ratio(history: &History, good: Good<'_>, period: Period) -> Option<f64> {
    let abroad = history.quote(good, "row", period)?;
    let (home, _) = history.quote_with_vat(good, "cn", period)?;
    (home > 0.0).then(|| abroad / home)
}

/// H9: from the pairs of September 2011, domestic quotes without VAT; other dates from japanmetalbulletin.com/?p=4991
/// (licence of about 15 USD/kg in August 2010) and inferred pairs (26 in early 2012, 2.3 in October 2014).
fn rents(history: &History, _: &Observations) -> Vec<Measured> {
    let september = month(2011, 9);
    let lanthanum = rent(history, LA, september, DUTY_SHARE);
    let cerium = rent(history, CE, september, DUTY_SHARE);
    let ratio = lanthanum
        .zip(cerium)
        .map(|(lanthanum, cerium)| lanthanum / cerium);
    let mean = |period: Period, duty| {
        let both = rent(history, LA, period, duty).zip(rent(history, CE, period, duty));
        both.map(|(lanthanum, cerium)| 0.5 * (lanthanum + cerium))
    };
    let level = Rule::Factor(1.5);
    let early = (Date::new(2012, 1, 1), Date::new(2012, 4, 1));
    let unit = "USD/kg";
    vec![
        Measured::judged("lanthanum", unit, Some(70.5), lanthanum, level).by(september.1),
        Measured::judged("cerium", unit, Some(69.7), cerium, level).by(september.1),
        Measured::judged(
            "lanthanum over cerium",
            "ratio",
            Some(1.01),
            ratio,
            Rule::Between(0.9, 1.1),
        )
        .by(september.1),
        Measured::shown(
            "neodymium (25 % duty)",
            unit,
            Some(67.0),
            rent(history, ND, september, 0.25),
        ),
        Measured::shown(
            "mean of both, August 2010",
            unit,
            Some(15.0),
            mean(month(2010, 8), DUTY_SHARE),
        ),
        Measured::shown(
            "mean of both, early 2012",
            unit,
            Some(26.0),
            mean(early, DUTY_SHARE),
        ),
        Measured::shown(
            "mean of both, October 2014",
            unit,
            Some(2.3),
            mean(month(2014, 10), DUTY_SHARE),
        ),
    ]
}

fn rent(history: &History, good: Good<'_>, period: Period, duty_share: f64) -> Option<f64> {
    let abroad = history.quote(good, "row", period)?;
    let home = history.quote(good, "cn", period)?;
    Some(abroad - home * (1.0 + duty_share))
}
