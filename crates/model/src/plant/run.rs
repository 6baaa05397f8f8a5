//! How hard a plant runs: utilisation follows the expected margin.
//!
//! u* = clamp(u_base exp(e (margin - margin_base) / c), u_min, 1) while the margin covers variable cost, else u_min; c is
//! unit cost with inputs; u
//! closes a quarter's share of the gap each week. The design's (margin / margin_base)^e says the same for mines with a
//! comfortable margin, but many processors earn next to nothing in the base year, where a ratio has no meaning. Cost per tonne: fixed part spread over output, variable part rising past base use.

use super::{Plant, Stage};
use crate::clock::{Clock, WEEKS_PER_YEAR, weekly_step};
use crate::ledger::{Account, Ledger};
use crate::quote::Rules;

/// Highest utilisation.
const FULL: f64 = 1.0;

/// What the rule needs to know of a plant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Drive {
    /// Utilisation of the base year.
    pub(crate) base: f64,
    /// Utilisation now.
    pub(crate) now: f64,
    /// Expected margin less the margin of the base year, over unit cost with inputs.
    pub(crate) margin_gain: f64,
    /// Whether the margin covers variable cost: what is lost is less than what standing still would cost.
    pub(crate) covers_variable_cost: bool,
    /// Elasticity of utilisation to the margin.
    pub(crate) elasticity: f64,
    /// Time in which utilisation adjusts [years].
    pub(crate) years: f64,
    /// Lowest utilisation of an open plant, as a share of base utilisation.
    pub(crate) least_share: f64,
}

/// Utilisation after one week.
pub(crate) fn utilisation(drive: Drive) -> f64 {
    let least = drive.least_share * drive.base;
    let target = if drive.covers_variable_cost {
        (drive.base * libm::exp(drive.elasticity * drive.margin_gain)).clamp(least, FULL)
    } else {
        least
    };
    drive.now + weekly_step(drive.years) * (target - drive.now)
}

/// Cost of a week [USD]: `c ((1 - f) q (1 + xi [u - u_base]+) + f q_base)`.
///
/// `throughput_t` and `base_t` are tonnes this week and at base utilisation, `fixed` the fixed share, `excess` is
/// utilisation above base and `congestion` is xi.
pub(crate) fn week_cost_usd(
    unit_cost_usd_per_t: f64,
    throughput_t: f64,
    base_t: f64,
    fixed: f64,
    congestion_excess: f64,
) -> f64 {
    unit_cost_usd_per_t
        * ((1.0 - fixed) * throughput_t * (1.0 + congestion_excess.max(0.0)) + fixed * base_t)
}

/// Slows output when the shelf is full: 1 up to the wanted stock, falling to 0 at three times as much.
pub(crate) fn storage_brake(stock_t: f64, wanted_t: f64) -> f64 {
    if wanted_t <= 0.0 {
        1.0
    } else {
        ((3.0 * wanted_t - stock_t) / (2.0 * wanted_t)).clamp(0.0, 1.0)
    }
}

/// Throughput of a week [t]: the plan, slowed before the feed runs out.
///
/// `precaution` is the share of the wanted stock below which a plant slows down (ARIO psi).
pub(crate) fn throughput_t(plan_t: f64, stock_t: f64, wanted_t: f64, precaution: f64) -> f64 {
    let threshold = precaution * wanted_t;
    let slowed = if threshold > 0.0 && stock_t < threshold {
        plan_t * stock_t / threshold
    } else {
        plan_t
    };
    slowed.min(stock_t).max(0.0)
}

/// Moves the expected margin and the utilisation that follows from it.
pub(crate) fn update_margin(
    plant: &mut Plant,
    (earned_usd_per_t, inputs_usd_per_t): (f64, f64),
    credit_share: f64,
    rules: &Rules,
    clock: &Clock,
) {
    // A processor lives on the spread of the season; a miner thinks in years.
    let memory_years = if inputs_usd_per_t > 0.0 {
        rules.behaviour.expectation_fast_years
    } else {
        rules.behaviour.expectation_slow_years
    };
    let behaviour = &rules.behaviour;
    let margin =
        earned_usd_per_t - inputs_usd_per_t - plant.unit_cost_usd_per_t * (1.0 - credit_share);
    plant.margin += weekly_step(memory_years) * (margin - plant.margin);
    if clock.is_first() {
        plant.margin = margin;
    }
    if plant.is_working() && rules.mechanisms.utilisation_response && !clock.is_burn_in() {
        let own = plant.unit_cost_usd_per_t;
        let cost = (own + inputs_usd_per_t).max(1e-9);
        plant.utilisation = utilisation(Drive {
            base: plant.base_utilisation,
            now: plant.utilisation,
            margin_gain: (plant.margin - plant.margin_reference) / cost,
            covers_variable_cost: plant.margin > -plant.fixed_cost_share * own,
            elasticity: behaviour.utilisation_elasticity,
            years: behaviour.utilisation_years,
            least_share: behaviour.utilisation_min_share,
        });
    }
}

/// Pays for a week's work; a government credit pays its share.
pub(crate) fn pay_for_work(
    plant: &Plant,
    agent: usize,
    credit_share: f64,
    government: usize,
    rules: &Rules,
    ledger: &mut Ledger,
) {
    let base_t = plant.capacity_t_per_year * plant.base_utilisation / WEEKS_PER_YEAR;
    let congestion = rules.behaviour.cost_congestion * (plant.utilisation - plant.base_utilisation);
    let usd = match plant.stage {
        Stage::Working => week_cost_usd(
            plant.unit_cost_usd_per_t,
            plant.throughput_t,
            base_t,
            plant.fixed_cost_share,
            congestion,
        ),
        Stage::Idle => {
            rules.behaviour.care_cost_share
                * plant.fixed_cost_share
                * plant.unit_cost_usd_per_t
                * base_t
        }
        _ => 0.0,
    };
    ledger.pay(Account::Agent(agent), Account::Outside, usd);
    ledger.pay(
        Account::Government(government),
        Account::Agent(agent),
        credit_share * usd,
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settle(margin_gain: f64, covers_variable_cost: bool) -> f64 {
        let mut drive = Drive {
            base: 0.8,
            now: 0.8,
            margin_gain,
            covers_variable_cost,
            elasticity: 0.5,
            years: 0.25,
            least_share: 0.25,
        };
        for _ in 0..500 {
            drive.now = utilisation(drive);
        }
        drive.now
    }

    #[test]
    fn utilisation_stays_at_base_with_the_base_margin() {
        assert!((settle(0.0, true) - 0.8).abs() < 1e-9);
    }

    #[test]
    fn utilisation_follows_the_margin_and_stops_at_its_limits() {
        // 0.8 * exp(0.5 * 0.2) = 0.8841
        assert!((settle(0.2, true) - 0.8841).abs() < 1e-4);
        assert!((settle(100.0, true) - 1.0).abs() < 1e-9);
        // below variable cost: 0.25 of base = 0.2
        assert!((settle(-1.0, false) - 0.2).abs() < 1e-9);
    }

    #[test]
    fn fixed_cost_is_paid_at_half_output() {
        // 10 USD/t, base 100 t: at 50 t 10 * (0.6 * 50 + 0.4 * 100) = 700 USD
        assert!((week_cost_usd(10.0, 50.0, 100.0, 0.4, 0.0) - 700.0).abs() < 1e-9);
        assert!((week_cost_usd(10.0, 100.0, 100.0, 0.4, 0.0) - 1000.0).abs() < 1e-9);
    }

    #[test]
    fn brake_bites_between_the_wanted_stock_and_three_times_as_much() {
        assert!((storage_brake(10.0, 10.0) - 1.0).abs() < 1e-12);
        assert!((storage_brake(20.0, 10.0) - 0.5).abs() < 1e-12);
        assert!(storage_brake(30.0, 10.0).abs() < 1e-12);
    }

    #[test]
    fn a_plant_slows_before_its_feed_runs_out() {
        // wanted 80 t, precaution 0.5: below 40 t the plan shrinks in proportion
        assert!((throughput_t(10.0, 60.0, 80.0, 0.5) - 10.0).abs() < 1e-12);
        assert!((throughput_t(10.0, 20.0, 80.0, 0.5) - 5.0).abs() < 1e-12);
        assert!(throughput_t(10.0, 0.0, 80.0, 0.5).abs() < 1e-12);
        // no more than there is
        assert!((throughput_t(10.0, 3.0, 0.0, 0.5) - 3.0).abs() < 1e-12);
    }
}
