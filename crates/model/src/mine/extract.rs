//! Digging: output is capacity times utilisation, held down by quota, host flow and full shelves.
//!
//! q = min(K u brake, quota share, host ceiling) dt; every element leaves in the basket's fixed proportions.

use super::Mine;
use crate::agent::Idx;
use crate::clock::{Clock, WEEKS_PER_YEAR};
use crate::govern::Controls;
use crate::ledger::{Account, Ledger};
use crate::need::Web;
use crate::plant::Plant;
use crate::plant::run::{Drive, storage_brake, utilisation, week_cost_usd};
use crate::quote::Rules;
use crate::stock::{Stocks, Tally};
use bevy_ecs::prelude::{Query, Res, ResMut};
use units::{MassRate, Span};

/// Share of the cost per tonne taken as the margin of the base year where the base year earned less.
const LEAST_REFERENCE_MARGIN_SHARE: f64 = 0.1;

/// Output of a week [t]: the least of plan, quota and host flow.
pub(super) fn output_t(plan_t: f64, quota: Option<MassRate>, host: Option<MassRate>) -> f64 {
    [quota, host].into_iter().flatten().fold(plan_t, |least, limit| least.min((limit * Span::WEEK).as_tonnes()))
}

/// Digs, pays, and books what was dug.
#[expect(clippy::too_many_arguments, reason = "a system names every resource it touches")]
pub(crate) fn extract_ore(
    mut mines: Query<(&Idx, &Mine, &mut Plant)>,
    clock: Res<Clock>,
    controls: Res<Controls>,
    rules: Res<Rules>,
    web: Res<Web>,
    mut stocks: ResMut<Stocks>,
    mut tally: ResMut<Tally>,
    mut ledger: ResMut<Ledger>,
) {
    for (idx, mine, mut plant) in &mut mines {
        let agent = idx.at();
        let outlet = &web.outlets[web.outlets_by_agent[agent].start];
        let credit = controls.cost_credit_share[agent];
        update_margin(&mut plant, outlet.realised, credit, &rules);
        let brake = storage_brake(stocks.held_t(agent, mine.good), mine.stock_weeks * outlet.output_t);
        let plan_t = plant.possible_t(clock.week) * plant.utilisation * brake;
        let quota = quota_of(mine, &plant, &controls, clock.week);
        let dug_t = output_t(plan_t, quota, host_ceiling(mine, clock.week));
        plant.throughput_t = dug_t;
        stocks.add(agent, mine.good, dug_t);
        for (element, share) in stocks.basket_of(agent).iter().enumerate() {
            tally.mined_t[element] += dug_t * share;
        }
        pay_for_work(&plant, agent, credit, mine.country, &rules, &mut ledger);
    }
}

/// A quota-bound mine's share in its country's quota, by its output of the base year.
fn quota_of(mine: &Mine, plant: &Plant, controls: &Controls, week: i64) -> Option<MassRate> {
    let quota = controls.production_quota[mine.country].filter(|_| mine.is_quota_bound && plant.is_working())?;
    let growth = quota.limit_in(week) / quota.limit_t_per_year.max(1e-9);
    Some(MassRate::tonnes_per_year(mine.base_output_t_per_year * growth))
}

fn host_ceiling(mine: &Mine, week: i64) -> Option<MassRate> {
    let host = mine.host?;
    let years = week.max(0) as f64 / WEEKS_PER_YEAR;
    let grown = host.ceiling_t_per_year * libm::pow(1.0 + host.growth_share_per_year, years);
    Some(MassRate::tonnes_per_year(grown))
}

/// Moves the expected margin and the utilisation that follows from it.
pub(crate) fn update_margin(plant: &mut Plant, earned_usd_per_t: f64, credit_share: f64, rules: &Rules) {
    let behaviour = &rules.behaviour;
    let margin = earned_usd_per_t - plant.unit_cost_usd_per_t * (1.0 - credit_share);
    plant.margin += crate::clock::weekly_step(behaviour.expectation_slow_years) * (margin - plant.margin);
    if plant.is_working() && rules.mechanisms.utilisation_response {
        let reference =
            plant.margin_reference.max(LEAST_REFERENCE_MARGIN_SHARE * plant.unit_cost_usd_per_t).max(1e-9);
        plant.utilisation = utilisation(Drive {
            base: plant.base_utilisation,
            now: plant.utilisation,
            margin_ratio: plant.margin / reference,
            elasticity: behaviour.utilisation_elasticity,
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
        crate::plant::Stage::Working => week_cost_usd(
            plant.unit_cost_usd_per_t,
            plant.throughput_t,
            base_t,
            plant.fixed_cost_share,
            congestion,
        ),
        crate::plant::Stage::Idle => {
            rules.behaviour.care_cost_share * plant.fixed_cost_share * plant.unit_cost_usd_per_t * base_t
        }
        _ => 0.0,
    };
    ledger.pay(Account::Agent(agent), Account::Outside, usd);
    ledger.pay(Account::Government(government), Account::Agent(agent), credit_share * usd);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tightest_limit_decides_output() {
        let rate = |t: f64| Some(MassRate::tonnes_per_year(t));
        assert!((output_t(10.0, None, None) - 10.0).abs() < 1e-12);
        // 365.25 t a year are 7 t a week
        assert!((output_t(10.0, rate(365.25), None) - 7.0).abs() < 1e-9);
        assert!((output_t(10.0, rate(365.25), rate(182.625)) - 3.5).abs() < 1e-9);
    }
}
