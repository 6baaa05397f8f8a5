//! The same embargo in two scenarios on the same luck: differences replicate by replicate, with intervals.
//!
//! Two means with an interval each say little about their difference when both move with the luck of a replicate; the
//! paired difference takes that luck out. Source: Law, Simulation Modeling and Analysis, section 10.2.1.
//! Luck is drawn by week, so both must begin on the same day, settle as long and see the embargo on the same day.

use model::Cell;
use output::{Document, LEVERAGE_AGAINST};
use sweep::{Difference, PairOf};

use crate::{Case, Outcome, Summary};

/// Two scenarios whose weeks are not the same weeks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{first}` and `{second}` cannot be asked about the same embargo, since their weeks are not the same weeks{differs}\n  hint: compare variants of one scenario; `--set clock.start=...` and `--set clock.burn_in_weeks=...` set both, `--at` the day of the embargo"
)]
pub struct Unlike {
    /// Name of the first scenario.
    pub first: String,
    /// Name of the second.
    pub second: String,
    /// What differs, a line for each.
    differs: String,
}

/// Refuses a pair whose weeks are not the same weeks: their luck would not be the same luck.
///
/// # Errors
/// When start, burn-in or day of the embargo differ.
pub fn refuse_unlike(first: &Case, second: &Case) -> Result<(), Unlike> {
    let traits = |case: &Case| {
        let clock = &case.scenario.clock;
        [
            ("start", clock.start.to_string()),
            ("burn-in weeks", clock.burn_in_weeks.to_string()),
            ("embargo", case.date.to_string()),
        ]
    };
    let differs: Vec<String> = traits(first)
        .into_iter()
        .zip(traits(second))
        .filter(|((_, a), (_, b))| a != b)
        .map(|((what, a), (_, b))| format!("\n  {what}: {a} in the first, {b} in the second"))
        .collect();
    if differs.is_empty() {
        return Ok(());
    }
    Err(Unlike {
        first: first.scenario.about.name.clone(),
        second: second.scenario.about.name.clone(),
        differs: differs.concat(),
    })
}

/// One measure at one horizon: the second scenario less the first.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The horizon [weeks].
    pub horizon_weeks: u32,
    /// What is measured, with its unit.
    pub measure: &'static str,
    /// Both means, their difference and its interval.
    pub difference: Difference,
}

/// A measure of one replicate at a horizon, by position.
type Measure = (&'static str, fn(&Outcome, usize) -> f64);

const MEASURES: [Measure; 4] = [
    ("target_cost_usd", |it, at| it.points[at].target.total_usd()),
    ("target_lost_output_usd", |it, at| {
        it.points[at].target.lost_output_usd
    }),
    ("imposer_cost_usd", |it, at| {
        it.points[at].imposer.total_usd()
    }),
    ("unmet_need_share", |it, at| it.unmet_need_shares[at]),
];

/// All measures by horizon, then how long the target lasts; runs that never lose output count as the longest horizon.
pub fn differences(case: &Case, a: &Summary, b: &Summary) -> Vec<Row> {
    let mut rows = Vec::new();
    for (at, &horizon_weeks) in case.horizons.iter().enumerate() {
        for (measure, of) in MEASURES {
            rows.push(Row {
                horizon_weeks,
                measure,
                difference: difference(a, b, |it| of(it, at)),
            });
        }
    }
    let longest = case.longest();
    let lasts = |it: &Outcome| f64::from(it.endurance.survive_weeks.unwrap_or(longest));
    rows.push(Row {
        horizon_weeks: longest,
        measure: "time_to_survive_weeks",
        difference: difference(a, b, lasts),
    });
    rows
}

fn difference(a: &Summary, b: &Summary, of: impl Fn(&Outcome) -> f64) -> Difference {
    let pairs = a.outcomes.iter().zip(&b.outcomes);
    let values: Vec<PairOf<f64>> = pairs.map(|(a, b)| PairOf { a: of(a), b: of(b) }).collect();
    Difference::of(&values)
}

/// `leverage_against.csv`.
pub fn document(case: &Case, rows: &[Row]) -> Document {
    let number = |value: Option<f64>| value.map_or(Cell::Empty, Cell::Number);
    let cells = |row: &Row| {
        let found = &row.difference;
        vec![
            Cell::Date(case.date),
            Cell::Text(case.imposer_id()),
            Cell::Text(case.target_id()),
            Cell::Text(case.material.as_deref().unwrap_or("all")),
            Cell::Count(u64::from(row.horizon_weeks)),
            Cell::Text(row.measure),
            number(found.mean_a),
            number(found.mean_b),
            number(found.mean),
            number(found.interval.map(|interval| interval.low)),
            number(found.interval.map(|interval| interval.high)),
            Cell::Count(u64::from(found.n)),
        ]
    };
    let rows: Vec<Vec<Cell>> = rows.iter().map(cells).collect();
    Document::table(&LEVERAGE_AGAINST, &rows)
}
