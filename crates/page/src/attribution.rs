//! What each driver did to a price: reruns without it, on the same draws.
//!
//! `v(S)` is the change of the price between two months in a run with the drivers `S` at work and all others switched
//! off. Leave-one-out gives driver `i` the part `v(N) - v(N without i)`, and what is left acts together. Shapley gives it
//! its average contribution over all orders in which drivers could join, and what is left, `v(none)`, moves without any
//! of them. Either way the parts sum to the change, because what is left is taken as the difference.

use scenario::Scenario;
use serde::Serialize;

use crate::lab::Lab;
use crate::play::{Ended, Watch, play_scenario};
use crate::spec::Spec;

/// Most drivers of which all orders are tried: 2^6 = 64 runs.
const MOST_DRIVERS: usize = 6;

/// Which price, and from when to when.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceChange {
    /// Good.
    pub good: String,
    /// Zone.
    pub zone: String,
    /// Month at whose end it begins.
    pub from: usize,
    /// Month at whose end it is looked at.
    pub to: usize,
}

/// The parts of a change of a price.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Attribution {
    /// The change.
    pub change_usd_per_kg: f64,
    /// What each driver did.
    pub parts: Vec<Part>,
    /// What no driver did alone: acting together with leave-one-out, none of them with Shapley.
    pub rest_usd_per_kg: f64,
    /// Whether parts are averages over all orders.
    pub is_shapley: bool,
    /// Runs that it took.
    pub runs: usize,
}

/// What a driver did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// The driver.
    pub driver: String,
    /// Its part of the change.
    pub usd_per_kg: f64,
}

/// Attributes a change of a price to the drivers of a lab.
///
/// # Errors
/// When the spec is refused, a run is stopped or fails, or there is no price in one of the months.
pub fn attribute(
    lab: &Lab,
    spec: &Spec,
    asked: &PriceChange,
    is_shapley: bool,
    watch: &mut dyn Watch,
) -> Result<Attribution, Ended> {
    let scenario = lab.scenario(spec)?;
    let names: Vec<String> = lab
        .drivers()
        .take(MOST_DRIVERS)
        .map(str::to_owned)
        .collect();
    let n = names.len();
    let all = (1_usize << n) - 1;
    let sets: Vec<usize> = if is_shapley {
        (0..=all).collect()
    } else {
        leave_one_out(n)
    };
    let mut values = vec![0.0; all + 1];
    for set in &sets {
        values[*set] = change(lab, &scenario, asked, all & !set, watch)?;
    }
    let parts: Vec<Part> = names
        .into_iter()
        .enumerate()
        .map(|(at, driver)| {
            let usd_per_kg = if is_shapley {
                shapley(&values, n, at)
            } else {
                values[all] - values[all & !(1 << at)]
            };
            Part { driver, usd_per_kg }
        })
        .collect();
    let told: f64 = parts.iter().map(|part| part.usd_per_kg).sum();
    Ok(Attribution {
        change_usd_per_kg: values[all],
        rest_usd_per_kg: values[all] - told,
        parts,
        is_shapley,
        runs: sets.len(),
    })
}

/// All drivers, and all but each one, as bits.
fn leave_one_out(n: usize) -> Vec<usize> {
    let all = (1_usize << n) - 1;
    std::iter::once(all)
        .chain((0..n).map(|at| all & !(1 << at)))
        .collect()
}

/// Change of the price in a run with some drivers off, as bits.
fn change(
    lab: &Lab,
    scenario: &Scenario,
    asked: &PriceChange,
    off: usize,
    watch: &mut dyn Watch,
) -> Result<f64, Ended> {
    let off: Vec<usize> = (0..MOST_DRIVERS)
        .filter(|at| off & (1 << at) != 0)
        .collect();
    let scenario = lab.without(scenario, &off);
    let weeks = (asked.to as u32 + 1) * scenario.record.every_weeks.max(1);
    let course = play_scenario(lab, &scenario, weeks.min(scenario.clock.weeks), watch)?;
    let series = course.price(&asked.good, &asked.zone).unwrap_or_default();
    let at = |month: usize| series.get(month).copied().flatten();
    match (at(asked.from), at(asked.to)) {
        (Some(from), Some(to)) => Ok(to - from),
        _ => Err(Ended::Failed {
            month: asked.to,
            what: "there is no price in one of the months".to_owned(),
        }),
    }
}

/// Average contribution of a player over all orders: `sum over S without i of |S|! (n - |S| - 1)! / n! (v(S + i) - v(S))`.
fn shapley(values: &[f64], n: usize, player: usize) -> f64 {
    let bit = 1 << player;
    let weight = |size: usize| factorial(size) * factorial(n - size - 1) / factorial(n);
    let without = (0..values.len()).filter(|set| set & bit == 0);
    without
        .map(|set| weight(set.count_ones() as usize) * (values[set | bit] - values[set]))
        .sum()
}

fn factorial(n: usize) -> f64 {
    (1..=n).map(|factor| factor as f64).product()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::play::Unwatched;
    use proptest::prelude::*;

    proptest! {
        /// Efficiency: what all do together is shared out, whatever the values of the sets are.
        #[test]
        fn shapley_parts_sum_to_the_change(values in prop::collection::vec(-1e4_f64..1e4, 16)) {
            let told: f64 = (0..4).map(|at| shapley(&values, 4, at)).sum();
            prop_assert!((told - (values[15] - values[0])).abs() < 1e-9 * 1e4);
        }
    }

    #[test]
    fn shapley_of_two_players_is_the_mean_of_both_orders() {
        // v(a) = 1, v(b) = 2, v(ab) = 6: a adds 1 first and 4 second, b adds 2 and 5
        let values = [0.0, 1.0, 2.0, 6.0];
        assert!((shapley(&values, 2, 0) - 2.5).abs() < 1e-12);
        assert!((shapley(&values, 2, 1) - 3.5).abs() < 1e-12);
    }

    #[test]
    fn parts_of_a_real_move_sum_to_it() {
        let lab = &Lab::shipped()[0];
        let spec = lab.opening();
        let zone = "jp".to_owned();
        let asked = PriceChange {
            good: "dysprosium_oxide".to_owned(),
            zone,
            from: 8,
            to: 15,
        };
        for is_shapley in [false, true] {
            let found = attribute(lab, &spec, &asked, is_shapley, &mut Unwatched).unwrap();
            let told: f64 = found.parts.iter().map(|part| part.usd_per_kg).sum();
            assert!((told + found.rest_usd_per_kg - found.change_usd_per_kg).abs() < 1e-9);
            let course = crate::play::play(lab, &spec, &mut Unwatched).unwrap();
            let series = course.price(&asked.good, &asked.zone).unwrap();
            let seen = series[15].unwrap() - series[8].unwrap();
            assert!(
                (found.change_usd_per_kg - seen).abs() < 1e-9,
                "{} {seen}",
                found.change_usd_per_kg
            );
            assert!(found.parts.iter().any(|part| part.usd_per_kg.abs() > 1e-6));
        }
    }
}
