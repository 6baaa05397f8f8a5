//! Learning by doing: a processor gets cheaper with what it has made, down to the cheapest of its kind.
//!
//! c = c_best + (c_0 - c_best) (Q / Q_0)^-b, b = -log2(1 - fall per doubling); Q_0 is what it had made at the start: some
//! years of output for an old plant, one for a new one. Source: docs/concepts/refine.md.

use crate::clock::Clock;
use crate::plant::Plant;
use crate::quote::Rules;
use bevy_ecs::prelude::{Component, Query, Res};
use serde::{Deserialize, Serialize};

/// Years of output that an old plant has behind it at the start: estimate.
const OLD_YEARS: f64 = 10.0;

/// What a processor has learned.
#[derive(Component, Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Experience {
    /// Cost at the start [USD/t].
    pub(crate) first_cost_usd_per_t: f64,
    /// Cost of the cheapest plant with the same recipe at the start [USD/t].
    pub(crate) best_cost_usd_per_t: f64,
    /// Made before the start [t].
    first_t: f64,
    /// Made by now [t].
    made_t: f64,
}

impl Experience {
    /// Of a plant at the start.
    pub(crate) fn new(plant: &Plant, best_cost_usd_per_t: f64) -> Self {
        let yearly_t = (plant.capacity_t_per_year * plant.base_utilisation).max(1e-9);
        let first_t = if plant.is_working() {
            OLD_YEARS * yearly_t
        } else {
            yearly_t
        };
        Self {
            first_cost_usd_per_t: plant.unit_cost_usd_per_t,
            best_cost_usd_per_t,
            first_t,
            made_t: first_t,
        }
    }
}

/// Unit cost after making `ratio` times what had been made at the start [USD/t].
pub(super) fn learned_cost(first: f64, best: f64, ratio: f64, fall_per_doubling: f64) -> f64 {
    let exponent = libm::log2(1.0 - fall_per_doubling);
    best + (first - best) * libm::pow(ratio.max(1.0), exponent)
}

/// Books the week's output and what it taught.
pub(crate) fn learn_by_doing(
    mut refiners: Query<(&mut Plant, &mut Experience)>,
    rules: Res<Rules>,
    clock: Res<Clock>,
) {
    if !rules.mechanisms.learning || clock.is_burn_in() {
        return;
    }
    let fall = rules.behaviour.learning_share_per_doubling;
    for (mut plant, mut experience) in &mut refiners {
        if plant.is_working() {
            experience.made_t += plant.throughput_t;
        }
        plant.unit_cost_usd_per_t = learned_cost(
            experience.first_cost_usd_per_t,
            experience.best_cost_usd_per_t,
            experience.made_t / experience.first_t,
            fall,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_doubling_takes_the_same_part_of_the_gap_to_the_best() {
        // gap 10: one doubling 10 * 0.88 = 8.8, two 7.744
        assert!((learned_cost(15.0, 5.0, 2.0, 0.12) - 13.8).abs() < 1e-9);
        assert!((learned_cost(15.0, 5.0, 4.0, 0.12) - 12.744).abs() < 1e-9);
    }

    #[test]
    fn the_best_has_nothing_to_learn_and_nobody_unlearns() {
        assert!((learned_cost(5.0, 5.0, 8.0, 0.12) - 5.0).abs() < 1e-12);
        assert!((learned_cost(15.0, 5.0, 0.5, 0.12) - 15.0).abs() < 1e-12);
    }
}
