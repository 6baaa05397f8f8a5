//! The long view: what sellers and boards take for the long-run cost of a good, and how dated events move it.
//!
//! C(t) = C_0 prod (1 + s)^(elapsed share of the shift): rules for the environment, resource taxes and consolidation made
//! rare earths dearer to produce between 2010 and 2012, whatever the price of the day.

use crate::clock::Clock;
use crate::facts::Facts;
use crate::goods::GoodIndex;
use bevy_ecs::prelude::Resource;
use educe::Educe;
use scenario::{Effect, Scenario};
use serde::{Deserialize, Serialize};

/// One dated shift of one good's long-run cost.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Shift {
    good: GoodIndex,
    ramp: Ramp,
}

/// A change for good that takes its time, evenly in logs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Ramp {
    /// First week of the change.
    pub(crate) starts: i64,
    /// Weeks that it takes.
    pub(crate) over_weeks: u32,
    /// Change in all, as a share.
    pub(crate) share: f64,
}

impl Ramp {
    /// Factor that this week adds: `(1 + s)^(1 / weeks)` while the change lasts, else 1.
    pub(crate) fn factor_in(&self, week: i64) -> f64 {
        let weeks = i64::from(self.over_weeks.max(1));
        if (self.starts..self.starts + weeks).contains(&week) {
            libm::pow(1.0 + self.share, 1.0 / weeks as f64)
        } else {
            1.0
        }
    }
}

/// Long-run cost of every good, over what the scenario states.
#[derive(Resource, Debug, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Anchors {
    factor: Vec<f64>,
    shifts: Vec<Shift>,
}

impl Anchors {
    /// Reads the scenario's dated shifts.
    pub(crate) fn new(scenario: &Scenario, clock: &Clock, facts: &Facts) -> Self {
        let read = |event: &scenario::Event| match &event.effect {
            Effect::LongRunCost {
                good,
                share,
                over_weeks,
            } => Some(Shift {
                good: facts.goods.index(good),
                ramp: Ramp {
                    starts: clock.week_of(event.date),
                    over_weeks: *over_weeks,
                    share: *share,
                },
            }),
            _ => None,
        };
        Self {
            factor: vec![1.0; facts.goods.len()],
            shifts: scenario.events.iter().filter_map(read).collect(),
        }
    }

    /// Long-run cost now over that of the start.
    pub(crate) fn factor(&self, good: GoodIndex) -> f64 {
        self.factor[good]
    }
}

/// Moves what everybody takes for the long-run cost.
pub(crate) fn shift_anchors(anchors: &mut Anchors, clock: &Clock) {
    let Anchors { factor, shifts } = anchors;
    for shift in shifts.iter() {
        factor[shift.good] *= shift.ramp.factor_in(clock.week);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ramp_ends_at_its_share_whatever_it_takes() {
        let ramp = Ramp {
            starts: 10,
            over_weeks: 4,
            share: 1.5,
        };
        let reached: f64 = (0..20).map(|week| ramp.factor_in(week)).product();
        // (2.5^(1/4))^4 = 2.5
        assert!((reached - 2.5).abs() < 1e-12);
        assert!((ramp.factor_in(9) - 1.0).abs() < 1e-12);
        // 2.5^0.25 = 1.2574
        assert!((ramp.factor_in(10) - 1.2574).abs() < 1e-4);
    }
}
