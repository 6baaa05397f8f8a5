//! Series to draw: every observed series by month, and every observation over its own period.

use scenario::{Measure, Observation, Scenario};
use units::Date;

use crate::history::{History, Period};
use crate::month::whole_months;
use crate::quantile::band;
use crate::seen::Subject;

const DAYS_PER_WEEK: i32 = 7;

/// A series of a run: what it is of, and the periods in which it is taken.
#[derive(Debug, Clone)]
pub struct Curve {
    /// What it is of; the value and the dates in here are those of its first observation, if any.
    subject: Observation,
    periods: Vec<(Period, Option<Observation>)>,
}

/// One point of a series over all runs.
#[derive(Debug, Clone)]
pub struct CurvePoint {
    /// What it is of.
    pub measure: Measure,
    /// Material, stage, place and counterpart, empty for all.
    pub names: [String; 4],
    /// First day, and first day after.
    pub period: Period,
    /// Median, 5 % and 95 % quantile over runs; none where no run has it.
    pub band: Option<[f64; 3]>,
    /// What was observed in exactly that period.
    pub observed: Option<Observation>,
}

/// Series of a scenario: the observed ones, then quotes of all goods in all zones, then exports of the focus.
pub(crate) fn curves(scenario: &Scenario, rows: &[Observation]) -> Vec<Curve> {
    let mut subjects: Vec<Observation> = Vec::new();
    let mut add = |row: Observation| {
        let is_known = subjects
            .iter()
            .any(|known| Subject::of(known) == Subject::of(&row));
        if !is_known {
            subjects.push(row);
        }
    };
    for row in rows {
        add(row.clone());
    }
    for good in scenario.goods.iter().filter(|good| !good.basket) {
        for zone in &scenario.zones {
            let names = [&good.material, &good.stage, &zone.id].map(String::as_str);
            add(blank(scenario, Measure::QuoteExVat, names));
        }
        if let Some(focus) = &scenario.about.focus {
            let names = [&good.material, &good.stage, &focus.origin].map(String::as_str);
            add(blank(scenario, Measure::Exports, names));
        }
    }
    let end = scenario
        .clock
        .start
        .add_days(scenario.clock.weeks as i32 * DAYS_PER_WEEK);
    let months = whole_months(scenario.clock.start, end);
    subjects
        .into_iter()
        .map(|subject| {
            // A quota is given to the model, so there is only what was observed.
            let is_given = subject.measure == Measure::Quota;
            let months: &[Period] = if is_given { &[] } else { &months };
            let monthly = months.iter().map(|month| (*month, None));
            let own = rows
                .iter()
                .filter(|row| Subject::of(row) == Subject::of(&subject))
                .map(|row| ((row.from, row.to), Some(row.clone())));
            let periods = monthly.chain(own).collect();
            Curve { subject, periods }
        })
        .collect()
}

/// A subject that nobody observed.
fn blank(
    scenario: &Scenario,
    measure: Measure,
    [material, stage, place]: [&str; 3],
) -> Observation {
    Observation {
        measure,
        material: material.to_owned(),
        stage: stage.to_owned(),
        place: place.to_owned(),
        counterpart: String::new(),
        from: scenario.clock.start,
        to: scenario.clock.start.add_days(1),
        value: 0.0,
        low: None,
        high: None,
        is_scored: false,
        confidence: String::new(),
        source: String::new(),
        note: String::new(),
    }
}

/// The values of all series in one run, series by series; not a number where the run has none.
pub(crate) fn values(curves: &[Curve], history: &History) -> Vec<f64> {
    let mut values = Vec::new();
    for curve in curves {
        let subject = Subject::of(&curve.subject);
        let of = |period: &Period| subject.modelled(history, *period).unwrap_or(f64::NAN);
        values.extend(curve.periods.iter().map(|(period, _)| of(period)));
    }
    values
}

/// The points of all series over all runs.
pub(crate) fn points(curves: &[Curve], runs: &[&[f64]]) -> Vec<CurvePoint> {
    let mut points = Vec::new();
    for curve in curves {
        for (period, observed) in &curve.periods {
            let at = points.len();
            let values: Vec<f64> = runs.iter().filter_map(|run| run.get(at).copied()).collect();
            let subject = &curve.subject;
            let names = [
                &subject.material,
                &subject.stage,
                &subject.place,
                &subject.counterpart,
            ];
            points.push(CurvePoint {
                measure: subject.measure,
                names: names.map(Clone::clone),
                period: *period,
                band: band(&values),
                observed: observed.clone(),
            });
        }
    }
    points
}

/// The months of a clock that lie wholly in it.
pub(crate) fn is_month(row: &Observation) -> bool {
    whole_months(row.from, row.to) == [(row.from, row.to)]
}

/// Whether a row is of one month from `first` on.
pub(crate) fn is_month_from(row: &Observation, first: Date) -> bool {
    row.from >= first && is_month(row)
}
