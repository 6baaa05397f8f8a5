//! Digging: output is capacity times utilisation, held down by quota, host flow and full shelves.
//!
//! q = min(K u brake, quota share, host ceiling) dt; every element leaves in the basket's fixed proportions. A recycler
//! digs in what users have built in: q = min(K u brake dt, c / T min_e U_e / b_e dt), and takes it from there.

use super::{Mine, Scrap};
use crate::clock::{Clock, WEEKS_PER_YEAR};
use crate::govern::Controls;
use crate::govern::knowhow::Knowhow;
use crate::ledger::Ledger;
use crate::need::Web;
use crate::plant::Plant;
use crate::plant::run::{pay_for_work, storage_brake, update_margin};
use crate::quote::Rules;
use crate::rows::Rows;
use crate::stock::{Stocks, Tally};
use units::{MassRate, Span};

/// Output of a week [t]: the least of plan, quota, host flow and scrap.
pub(super) fn output_t(plan_t: f64, limits: &[Option<MassRate>]) -> f64 {
    limits.iter().flatten().fold(plan_t, |least, &limit| {
        least.min((limit * Span::WEEK).as_tonnes())
    })
}

/// What a recycler may collect: `c / T min_e U_e / b_e`, with `U` the tonnes built in and `b` the composition of scrap.
pub(crate) fn scrap_ceiling(scrap: Scrap, basket: &[f64], in_use_t: &[f64]) -> MassRate {
    let contained = basket
        .iter()
        .zip(in_use_t)
        .filter(|(share, _)| **share > 0.0);
    let least_t = contained
        .map(|(share, tonnes)| tonnes / share)
        .reduce(f64::min)
        .unwrap_or(0.0);
    MassRate::tonnes_per_year(least_t.max(0.0) * scrap.collected_share / scrap.life_years)
}

/// Digs, pays, and books what was dug.
pub(crate) fn extract_ore(
    mines: Rows<&[Mine], &mut [Plant]>,
    clock: &Clock,
    controls: &Controls,
    rules: &Rules,
    knowhow: &Knowhow,
    web: &Web,
    stocks: &mut Stocks,
    tally: &mut Tally,
    ledger: &mut Ledger,
) {
    for (agent, mine, plant) in mines.each() {
        let outlet = &web.outlets[web.outlets_by_agent[agent].start];
        let credit = controls.cost_credit_share[agent];
        update_margin(plant, (outlet.realised, 0.0), credit, rules, clock);
        let brake = storage_brake(
            stocks.held_t(agent, mine.good),
            mine.stock_weeks * outlet.output_t,
        );
        let quota = quota_of(mine, plant, controls, clock.week);
        if let Some(quota) = quota {
            // A state mine builds what its quota lets it sell, and digs it at any margin.
            let needed = quota.as_tonnes_per_year() / plant.base_utilisation;
            plant.capacity_t_per_year = plant.capacity_t_per_year.max(needed);
            plant.utilisation = plant.base_utilisation;
        }
        let plan_t = plant.possible_t(clock.week) * plant.utilisation * brake;
        let basket = stocks.basket_of(agent);
        let scrap = mine
            .scrap
            .map(|scrap| Scrap {
                collected_share: knowhow.of(mine.country).collected(scrap.collected_share),
                ..scrap
            })
            .map(|scrap| scrap_ceiling(scrap, basket, &tally.used_t));
        let limits = [quota, host_ceiling(mine, clock.week), scrap];
        let dug_t = output_t(plan_t, &limits);
        plant.throughput_t = dug_t;
        for (element, share) in basket.iter().enumerate() {
            if mine.scrap.is_some() {
                tally.used_t[element] -= dug_t * share;
            } else {
                tally.mined_t[element] += dug_t * share;
            }
        }
        stocks.add(agent, mine.good, dug_t);
        pay_for_work(plant, agent, credit, mine.country, rules, ledger);
    }
}

/// A quota-bound mine's part of its country's quota.
fn quota_of(mine: &Mine, plant: &Plant, controls: &Controls, week: i64) -> Option<MassRate> {
    let quota = controls.production_quota[mine.country]
        .filter(|_| mine.is_quota_bound && plant.is_working())?;
    Some(MassRate::tonnes_per_year(
        mine.quota_share * quota.limit_in(week),
    ))
}

fn host_ceiling(mine: &Mine, week: i64) -> Option<MassRate> {
    let host = mine.host?;
    let years = week.max(0) as f64 / WEEKS_PER_YEAR;
    let grown = host.ceiling_t_per_year * libm::pow(1.0 + host.growth_share_per_year, years);
    Some(MassRate::tonnes_per_year(grown))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tightest_limit_decides_output() {
        let rate = |t: f64| Some(MassRate::tonnes_per_year(t));
        assert!((output_t(10.0, &[None, None]) - 10.0).abs() < 1e-12);
        // 365.25 t a year are 7 t a week
        assert!((output_t(10.0, &[rate(365.25), None]) - 7.0).abs() < 1e-9);
        assert!((output_t(10.0, &[rate(365.25), rate(182.625)]) - 3.5).abs() < 1e-9);
    }

    #[test]
    fn a_recycler_collects_what_the_scarcest_element_in_scrap_allows() {
        let scrap = Scrap {
            life_years: 10.0,
            collected_share: 0.1,
        };
        // 300 t of 0.3 would do for 1,000 t of scrap, 80 t of 0.1 for 800: 800 / 10 * 0.1 = 8 t a year
        let rate = scrap_ceiling(scrap, &[0.3, 0.1, 0.0], &[300.0, 80.0, 0.0]);
        assert!((rate.as_tonnes_per_year() - 8.0).abs() < 1e-9);
    }
}
