//! Buying: towards the target in even parts over `fill_weeks`, below the limit, within the budget, never in scarcity.
//!
//! The target is the stated one, or the newsvendor's `L ln(chance (loss - p) / (carry p + p - p_L))` weeks of use where
//! that is less: nobody is made to hold what costs more than it is expected to save. The limit is `price_limit_ratio`
//! times the long view. A year of carry stays in the purse.

use super::{DUST_T, Sight};
use crate::depot::{Depot, Depots, Stance};
use crate::ledger::Ledger;
use crate::need::Web;
use crate::stock::Stocks;
use market::reserve::Threat;

/// Tonnes to hold: the stated target, or what is worth holding where that is less.
pub(super) fn aim_t(target_t: f64, threat: &Threat, use_t_per_week: f64) -> f64 {
    target_t.min(threat.target_weeks() * use_t_per_week)
}

/// Tonnes to buy in a week: an even part of the target, until the gap is closed.
pub(super) fn rate_t(gap_t: f64, target_t: f64, fill_weeks: f64) -> f64 {
    gap_t.min(target_t / fill_weeks.max(1.0)).max(0.0)
}

/// What may be spent on tonnes [USD]: the budget less a year of carry on what is held.
pub(super) fn spendable_usd(depot: &Depot, ledger: &Ledger) -> f64 {
    let worth: f64 = depot.lines.iter().map(|line| line.worth_usd).sum();
    (depot.budget_left_usd(ledger) - depot.plan.carry_share_per_year * worth).max(0.0)
}

/// Plans the week's bids of all stocks.
pub(crate) fn plan_purchases(
    sight: Sight,
    web: &Web,
    stocks: &Stocks,
    ledger: &Ledger,
    depots: &mut Depots,
) {
    for depot_at in 0..depots.list.len() {
        let plans: Vec<(f64, f64)> = (0..depots.list[depot_at].lines.len())
            .map(|line_at| wanted(depot_at, line_at, depots, &sight, web, stocks))
            .collect();
        let depot = &mut depots.list[depot_at];
        let ratio = depot.plan.price_limit_ratio;
        let most_usd: f64 = plans
            .iter()
            .map(|(tonnes, price)| tonnes * ratio * price)
            .sum();
        let spendable = spendable_usd(depot, ledger);
        let scale = if most_usd > spendable {
            spendable / most_usd
        } else {
            1.0
        };
        for (line, (tonnes, price)) in depot.lines.iter_mut().zip(plans) {
            line.wanted_t = tonnes * scale;
            (line.price, line.ceiling) = (price, ratio * price);
        }
    }
}

/// Tonnes and long view of the price [USD/t] of one good.
fn wanted(
    depot_at: usize,
    line_at: usize,
    depots: &Depots,
    sight: &Sight,
    web: &Web,
    stocks: &Stocks,
) -> (f64, f64) {
    let depot = &depots.list[depot_at];
    let line = &depot.lines[line_at];
    let price = sight.long_view(sight.facts.agents.zone[depot.agent], line.good);
    if !sight.decides(depot) || line.stance != Stance::Buy {
        return (0.0, price);
    }
    let threat = sight.threat(depot, line, depots, web);
    let held_t = stocks.held_t(depot.agent, line.good) + line.coming_t;
    let gap_t = aim_t(line.target_t, &threat, line.use_t()) - held_t;
    let tonnes = rate_t(gap_t, line.target_t, depot.plan.fill_weeks);
    (if tonnes > DUST_T { tonnes } else { 0.0 }, price)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_filled_in_even_parts_and_then_not_exceeded() {
        // 104 t over 52 weeks: 2 t a week, and the last half tonne at once
        assert!((rate_t(104.0, 104.0, 52.0) - 2.0).abs() < 1e-12);
        assert!((rate_t(0.5, 104.0, 52.0) - 0.5).abs() < 1e-12);
        assert!(rate_t(-3.0, 104.0, 52.0).abs() < 1e-12);
    }

    #[test]
    fn nobody_holds_more_than_it_is_expected_to_need() {
        let threat = Threat {
            chance_per_year: 0.1,
            weeks: 10.0,
            loss_usd_per_t: 1100.0,
            price_usd_per_t: 100.0,
            long_view_usd_per_t: 100.0,
            carry_share_per_year: 0.05,
        };
        // 10 ln(0.1 x 1000 / 5) = 29.96 weeks of 2 t
        assert!((aim_t(500.0, &threat, 2.0) - 59.915).abs() < 1e-3);
        assert!((aim_t(40.0, &threat, 2.0) - 40.0).abs() < 1e-12);
    }
}
