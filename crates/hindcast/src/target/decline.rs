//! H11 and H13 to H15: how users and suppliers answered, and how long the premium lasted.

use units::Date;

use super::price::month;
use super::{Measured, Role, Rule, Target};
use crate::history::{Good, History, Period};
use crate::month::{as_years, first_of_month};
use crate::seen::Observations;

const EPISODE: &str = "rare_earths_2010";
const OXIDES: Good<'_> = Good::new("", "oxide");
const DYSPROSIUM: Good<'_> = Good::new("dysprosium", "oxide");

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
            "H11",
            "speed of substitution and of new supply outside China",
            "+-40 % (calibration)",
            Role::Calibration,
            speeds,
        ),
        target(
            "H13",
            "Japanese use by early 2013",
            "down, +-10 points",
            Role::Fitted,
            japanese_use,
        ),
        target(
            "H14",
            "entrants: Lynas starts, Mountain Pass idles, Mountain Pass starts again",
            "order of events",
            Role::Fitted,
            entrants,
        ),
        target(
            "H15",
            "premium of light oxides under constant curbs",
            "cross-model, not scored",
            Role::Context,
            premium_gone,
        ),
    ]
}

fn year(year: i16) -> Period {
    (Date::new(year, 1, 1), Date::new(year + 1, 1, 1))
}

/// H11 (Sprecher and others): substitution 10 % of demand a year, supply outside China +4 % of the market a year.
fn speeds(history: &History, _: &Observations) -> Vec<Measured> {
    let abroad =
        |at| history.used(OXIDES, "", "", year(at)) - history.used(OXIDES, "china", "", year(at));
    let (before, after) = (abroad(2010), abroad(2012));
    let substitution = (before > 0.0).then(|| 1.0 - libm::sqrt(after / before));
    let outside = |at| history.mined("", year(at)) - history.mined("china", year(at));
    let world = history.mined("", year(2010));
    let growth = (world > 0.0).then(|| (outside(2014) - outside(2010)) / world / 4.0);
    vec![
        Measured::judged(
            "fall of use outside China a year, 2010 to 2012",
            "share/yr",
            Some(0.1),
            substitution,
            Rule::Relative(0.4),
        ),
        Measured::judged(
            "mine output outside China over the world's a year, 2010 to 2014",
            "share/yr",
            Some(0.04),
            growth,
            Rule::Relative(0.4),
        ),
    ]
}

/// H13: -15 % by substitution of cerium (content.time.com 2135689-3); magnets of cars -40 % against 2011
/// (abrasivesunion.com 16883, wording loose, so shown only).
fn japanese_use(history: &History, _: &Observations) -> Vec<Measured> {
    let early = (Date::new(2013, 1, 1), Date::new(2013, 4, 1));
    let change = |good: Good<'_>, end_use: &str, before: Period| {
        let rate = |period: Period| {
            let days = f64::from(period.1.days_since(period.0));
            history.used(good, "japan", end_use, period) / days
        };
        (rate(before) > 0.0).then(|| rate(early) / rate(before) - 1.0)
    };
    vec![
        Measured::judged(
            "all uses, early 2013 against 2010",
            "share",
            Some(-0.15),
            change(OXIDES, "", year(2010)),
            Rule::Within(0.1),
        ),
        Measured::shown(
            "dysprosium of magnets, early 2013 against 2011",
            "share",
            Some(-0.4),
            change(DYSPROSIUM, "magnets", year(2011)),
        ),
        Measured::shown(
            "cerium of all uses, early 2013 against 2010",
            "share",
            None,
            change(Good::new("cerium", "oxide"), "", year(2010)),
        ),
    ]
}

/// H14: Lynas first product in February 2013, Molycorp idle in the fourth quarter of 2015, restart in the first of 2018
/// (company reports, docslib.org 9890780). The opening of the Lynas plant is an input; the other two are not.
fn entrants(history: &History, _: &Observations) -> Vec<Measured> {
    let start = history.span().0;
    let working = |plant, after| history.first_day_of(plant, "working", after);
    let opened = working("lamp", start);
    let phoenix = working("mountain_pass", start);
    let idle = phoenix.and_then(|from| history.first_day_of("mountain_pass", "idle", from));
    let restart = idle.and_then(|from| {
        let days = ["mountain_pass", "mountain_pass_concentrate"].map(|mine| working(mine, from));
        days.into_iter().flatten().min()
    });
    let dates = [opened, idle, restart];
    let in_order = dates
        .iter()
        .flatten()
        .try_fold((0, start), |(count, before), date| {
            (*date > before).then_some((count + 1, *date))
        })
        .map(|(count, _)| f64::from(count));
    let mut figures = vec![Measured::judged(
        "events that came, in order",
        "events",
        Some(3.0),
        in_order,
        Rule::AtLeast(3.0),
    )];
    let names = [
        "Lynas starts",
        "Mountain Pass idles",
        "Mountain Pass starts again",
    ];
    let observed = [month(2013, 2).0, month(2015, 10).0, month(2018, 1).0];
    for ((name, observed), date) in names.into_iter().zip(observed).zip(dates) {
        figures.push(Measured::shown(
            name,
            "year",
            Some(as_years(observed)),
            date.map(as_years),
        ));
    }
    figures
}

/// H15 (madoc.uni-mannheim.de 35619, a model and not data): the light premium is gone by about 2017.
fn premium_gone(history: &History, _: &Observations) -> Vec<Measured> {
    let good = Good::new("lanthanum", "oxide");
    let gone = (0..96).find_map(|at| {
        let first = first_of_month(Date::new(2011, 1, 1), at);
        let month = (first, first_of_month(first, 1));
        let abroad = history.quote(good, "row", month)?;
        let (home, _) = history.quote_with_vat(good, "cn", month)?;
        (abroad < 1.3 * home).then_some(first)
    });
    vec![Measured::shown(
        "lanthanum abroad less than 1.3 times the Chinese quote",
        "year",
        Some(2017.0),
        gone.map(as_years),
    )]
}
