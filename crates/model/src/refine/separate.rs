//! Separation: feed is split into elements; what a plant has no circuit for is stored, what is not recovered is lost.
//!
//! x = min(K u dt, feed, ...); output_e = min(x b_e eta_e, circuit capacity left). The margin per tonne of feed is
//! the value of recovered oxides at realised prices less feed and processing cost; the treatment charge is an output.

use super::{Recipe, Refiner, Separation};
use crate::clock::{Clock, WEEKS_PER_YEAR};
use crate::facts::Facts;
use crate::govern::Controls;
use crate::ledger::Ledger;
use crate::need::{Need, Outlet, Web};
use crate::plant::Plant;
use crate::plant::run::{pay_for_work, throughput_t, update_margin};
use crate::quote::{Quotes, Rules};
use crate::rows::Rows;
use crate::stock::{Stocks, Tally};

/// What one element of a week's feed becomes [t].
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Split {
    /// Separated and for sale.
    pub(super) sold_t: f64,
    /// Lost in processing.
    pub(super) lost_t: f64,
    /// Stored for want of a circuit.
    pub(super) stored_t: f64,
}

/// Splits one element of the feed, given what its circuit can still take this week [t of product].
pub(super) fn split(element_t: f64, recovery_share: f64, circuit_left_t: f64) -> Split {
    let recoverable = element_t * recovery_share;
    let sold_t = recoverable.min(circuit_left_t.max(0.0));
    let treated = if recovery_share > 0.0 {
        sold_t / recovery_share
    } else {
        0.0
    };
    Split {
        sold_t,
        lost_t: treated - sold_t,
        stored_t: element_t - treated,
    }
}

/// Runs all separators.
pub(crate) fn separate_feed(
    refiners: Rows<&mut [Refiner], &mut [Plant]>,
    clock: &Clock,
    controls: &Controls,
    rules: &Rules,
    quotes: &Quotes,
    facts: &Facts,
    web: &mut Web,
    stocks: &mut Stocks,
    tally: &mut Tally,
    ledger: &mut Ledger,
) {
    let mut shares = Vec::new();
    for (agent, refiner, plant) in refiners.each() {
        let country = refiner.country;
        let Recipe::Separation(separation) = &mut refiner.recipe else {
            continue;
        };
        let needs = &mut web.needs[web.needs_of[agent].clone()];
        let outlets = &mut web.outlets[web.outlets_by_agent[agent].clone()];
        read_feed_shares(separation, stocks.feed(agent), &mut shares);
        separation.value_usd_per_t =
            value_of_feed(separation, &shares, outlets, |outlet| outlet.realised);
        let feed_cost: f64 = needs.iter().map(|need| need.intensity * need.cost).sum();
        let credit = controls.cost_credit_share[agent];
        update_margin(
            plant,
            (separation.value_usd_per_t, feed_cost),
            credit,
            rules,
            clock,
        );

        let plan_t = plant.possible_t(clock.week) * plant.utilisation;
        let feed_t = stocks.feed_total_t(agent);
        let wanted_t: f64 = needs
            .iter()
            .map(|need| need.cover_weeks * need.expected_t)
            .sum();
        let precaution = if rules.mechanisms.precaution {
            rules.behaviour.precaution_share
        } else {
            0.0
        };
        let x_t = throughput_t(plan_t, feed_t, wanted_t.min(plan_t * 8.0), precaution);
        plant.throughput_t = x_t;
        let capacity_week_t = plant.possible_t(clock.week);
        plan_feed(needs, plan_t, x_t, capacity_week_t);
        // Nobody pays for ore by what oxides used to fetch: the bid follows a fall at once, a rise once it is earned.
        let paid = |good: usize| quotes.get(facts.agents.zone[agent], good).paid_average;
        let safe = |outlet: &Outlet| outlet.realised.min(paid(outlet.good));
        let cost = plant.unit_cost_usd_per_t * (1.0 - credit);
        let margin_usd_per_t = value_of_feed(separation, &shares, outlets, safe) - cost;
        let contained = facts.goods.basket_value(&shares, paid);
        for need in &mut *needs {
            need.ceiling = (margin_usd_per_t / contained.max(1e-9)).max(0.0);
        }
        process(
            separation,
            agent,
            x_t / feed_t.max(1e-12),
            outlets,
            stocks,
            tally,
        );
        pay_for_work(plant, agent, credit, country, rules, ledger);
    }
}

fn plan_feed(needs: &mut [Need], plan_t: f64, used_t: f64, capacity_t: f64) {
    for need in needs {
        need.planned_t = need.intensity * plan_t.min(capacity_t);
        need.used_t = need.intensity * used_t;
    }
}

/// Composition of the feed in the yard; the typical feed when the yard is empty. `into` is kept so that no week allocates.
fn read_feed_shares(separation: &Separation, feed: &[f64], into: &mut Vec<f64>) {
    let total: f64 = feed.iter().sum();
    into.clear();
    if total > 1e-9 {
        into.extend(feed.iter().map(|tonnes| tonnes / total));
    } else {
        into.extend_from_slice(&separation.typical_feed);
    }
}

/// Value of a tonne of feed as oxides at given prices [USD/t].
fn value_of_feed(
    separation: &Separation,
    shares: &[f64],
    outlets: &[Outlet],
    price: impl Fn(&Outlet) -> f64,
) -> f64 {
    shares
        .iter()
        .enumerate()
        .map(|(element, share)| {
            let has_circuit = separation.circuit_of[element]
                .is_none_or(|circuit| separation.circuit_capacity_t_per_year[circuit] > 0.0);
            let price = separation.outputs[element]
                .and_then(|good| outlets.iter().find(|outlet| outlet.good == good))
                .map_or(0.0, &price);
            if has_circuit {
                share * separation.recovery_share[element] * price
            } else {
                0.0
            }
        })
        .sum()
}

/// Draws the same share of every element from the feed and splits it.
fn process(
    separation: &Separation,
    agent: usize,
    share: f64,
    outlets: &[Outlet],
    stocks: &mut Stocks,
    tally: &mut Tally,
) {
    let mut left = [f64::INFINITY; MAX_CIRCUITS];
    for (left_t, capacity) in left.iter_mut().zip(&separation.circuit_capacity_t_per_year) {
        *left_t = capacity / WEEKS_PER_YEAR;
    }
    let share = share.min(1.0);
    for element in 0..separation.outputs.len() {
        let drawn = stocks.feed(agent)[element] * share;
        if drawn <= 0.0 {
            continue;
        }
        stocks.feed_mut(agent)[element] -= drawn;
        let circuit = separation.circuit_of[element].filter(|&circuit| circuit < MAX_CIRCUITS);
        let circuit_left = circuit.map_or(f64::INFINITY, |circuit| left[circuit]);
        let Some(good) = separation.outputs[element] else {
            tally.lost_t[element] += drawn;
            continue;
        };
        let parts = split(drawn, separation.recovery_share[element], circuit_left);
        if let Some(circuit) = circuit {
            left[circuit] -= parts.sold_t;
        }
        debug_assert!(outlets.iter().any(|outlet| outlet.good == good));
        stocks.add(agent, good, parts.sold_t);
        tally.lost_t[element] += parts.lost_t;
        tally.unseparated_t[element] += parts.stored_t;
    }
}

/// Most circuits that one separator may have; crate `scenario` refuses more.
pub(crate) const MAX_CIRCUITS: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tonne_of_an_element_is_sold_lost_or_stored() {
        // 10 t at 90 %: 9 t sold, 1 t lost
        assert_eq!(
            split(10.0, 0.9, f64::INFINITY),
            Split {
                sold_t: 9.0,
                lost_t: 1.0,
                stored_t: 0.0
            }
        );
        // the circuit takes 4.5 t of product, which is 5 t of element: 0.5 t lost, 5 t stored
        let parts = split(10.0, 0.9, 4.5);
        assert!((parts.sold_t - 4.5).abs() < 1e-12);
        assert!((parts.lost_t - 0.5).abs() < 1e-12);
        assert!((parts.stored_t - 5.0).abs() < 1e-12);
        assert!((split(10.0, 0.9, 0.0).stored_t - 10.0).abs() < 1e-12);
    }
}
