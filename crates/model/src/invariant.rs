//! Invariants: mass of every element, all money, and no stock below zero. Checked every week in debug builds and
//! tests, and every thirteenth week in release; a breach is a bug and stops the run with its numbers.

use crate::clock::Clock;
use crate::facts::Facts;
use crate::ledger::Ledger;
use crate::stock::{Stocks, Tally};
use crate::transit::Transit;
use bevy_ecs::prelude::Resource;
use serde::{Deserialize, Serialize};

/// Largest relative error of mass and money.
const TOLERANCE: f64 = 1e-9;
/// Release builds check once in so many weeks.
const SAMPLE_WEEKS: i64 = 13;

/// The largest relative errors met so far.
#[derive(Resource, Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(crate) struct Worst {
    /// Of any element's mass.
    pub(crate) mass: f64,
    /// Of all money.
    pub(crate) money: f64,
}

/// Checks the week.
///
/// # Panics
/// When a tonne or a dollar appeared or vanished.
pub(crate) fn check(
    clock: &Clock,
    facts: &Facts,
    stocks: &Stocks,
    transit: &Transit,
    tally: &Tally,
    ledger: &Ledger,
    worst: &mut Worst,
) {
    if !cfg!(debug_assertions) && clock.week % SAMPLE_WEEKS != 0 {
        return;
    }
    for element in 0..facts.goods.n_elements() {
        let present = stocks.element_t(&facts.goods, element)
            + transit.element_t(&facts.goods, stocks, element);
        let error = tally.relative_error(element, present);
        worst.mass = worst.mass.max(error);
        let name = &facts.goods.element_ids[element];
        assert!(
            error < TOLERANCE,
            "week {}: mass of {name} is off by {error:e} of all that came",
            clock.week
        );
    }
    let error = ledger.relative_error();
    worst.money = worst.money.max(error);
    assert!(
        error < TOLERANCE,
        "week {}: money is off by {error:e} of turnover",
        clock.week
    );
    let least = stocks.smallest_t();
    assert!(
        least > -1e-6,
        "week {}: a stock fell to {least} t",
        clock.week
    );
}
