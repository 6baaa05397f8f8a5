//! Plants: what mines and processing plants have in common: capacity, cost, a life from plan to production, and a margin.

pub(crate) mod invest;
pub(crate) mod open;
pub(crate) mod run;

use crate::clock::{Clock, WEEKS_PER_YEAR};
use crate::place::CountryIndex;
use crate::rows::Rows;
use bevy_ecs::prelude::Component;
use educe::Educe;
use scenario::Opening;
use serde::{Deserialize, Serialize};

/// Where a plant is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) enum Stage {
    /// On paper: may be decided from a week on.
    Planned {
        /// First week in which it can be decided.
        earliest: i64,
    },
    /// Decided or under construction until a week.
    Building {
        /// First week of production.
        due: i64,
    },
    /// In production.
    Working,
    /// Mothballed: kept in repair, could restart.
    Idle,
}

impl Stage {
    /// The word used in tables.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Stage::Planned { .. } => "planned",
            Stage::Building { .. } => "building",
            Stage::Working => "working",
            Stage::Idle => "idle",
        }
    }
}

/// Share of capacity that a new plant reaches in its first week.
const FIRST_SHARE: f64 = 0.3;

/// Public money in a plant.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Stake {
    /// Whose government pays.
    pub(crate) country: CountryIndex,
    /// How much [USD].
    pub(crate) usd: f64,
}

/// A mine or processing plant.
#[derive(Component, Debug, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Plant {
    /// Rated throughput [t/yr].
    pub(crate) capacity_t_per_year: f64,
    /// Part of capacity at work now.
    pub(crate) utilisation: f64,
    /// Part of capacity at work in the base year.
    pub(crate) base_utilisation: f64,
    /// Cost at base utilisation [USD per t of throughput].
    pub(crate) unit_cost_usd_per_t: f64,
    /// Part of the cost that runs at any utilisation.
    pub(crate) fixed_cost_share: f64,
    /// Stage of life.
    pub(crate) stage: Stage,
    /// Week in which production began; far past for old plants.
    pub(crate) opened: i64,
    /// Years from first output to full capacity.
    pub(crate) ramp_years: f64,
    /// Capital of a planned plant [USD].
    pub(crate) capital_usd: f64,
    /// Years from decision to first output.
    pub(crate) build_years: f64,
    /// Whether the money is there once the board decides.
    pub(crate) funded: bool,
    /// Share of output that buyers have promised to take.
    pub(crate) offtake_share: f64,
    /// Public money promised to it, paid when its board decides.
    pub(crate) stakes: Vec<Stake>,
    /// Capacity lost to an outage, until a week.
    pub(crate) outage: Option<(f64, i64)>,
    /// Capacity under construction at a working plant: first week and size [t/yr].
    pub(crate) expansions: Vec<(i64, f64)>,
    /// Margin of the base year [USD per t of throughput].
    pub(crate) margin_reference: f64,
    /// Smoothed margin [USD per t of throughput].
    pub(crate) margin: f64,
    /// Smoothed cash flow before capital [USD per week].
    pub(crate) cash_usd: f64,
    /// Money raised so far to run through losses [USD].
    pub(crate) raised_usd: f64,
    /// What is left of it [USD].
    pub(crate) purse_usd: f64,
    /// Throughput this week [t].
    pub(crate) throughput_t: f64,
}

/// All plants: those of mines, then those of processors.
pub(crate) type Plants<'w> = [Rows<&'w mut [Plant]>; 2];

impl Plant {
    /// A plant as the scenario opens it.
    pub(crate) fn new(
        opening: &Opening,
        capacity: f64,
        base_utilisation: f64,
        clock: &Clock,
    ) -> Self {
        let mut plant = Self {
            capacity_t_per_year: capacity,
            utilisation: base_utilisation,
            base_utilisation,
            unit_cost_usd_per_t: 0.0,
            fixed_cost_share: 0.0,
            stage: Stage::Working,
            opened: i64::MIN / 2,
            ramp_years: 0.0,
            capital_usd: 0.0,
            build_years: 0.0,
            funded: true,
            offtake_share: 0.0,
            stakes: Vec::new(),
            outage: None,
            expansions: Vec::new(),
            margin_reference: 0.0,
            margin: 0.0,
            cash_usd: 0.0,
            raised_usd: 0.0,
            purse_usd: 0.0,
            throughput_t: 0.0,
        };
        match opening {
            Opening::Operating => {}
            Opening::Idle => plant.stage = Stage::Idle,
            Opening::Building { due, ramp_years } => {
                plant.stage = Stage::Building {
                    due: clock.week_of(*due),
                };
                plant.ramp_years = *ramp_years;
            }
            Opening::Planned {
                earliest,
                capital_usd,
                build_years,
                ramp_years,
                offtake_share,
                funded,
            } => {
                plant.stage = Stage::Planned {
                    earliest: clock.week_of(*earliest),
                };
                plant.capital_usd = *capital_usd;
                plant.build_years = *build_years;
                plant.ramp_years = *ramp_years;
                plant.offtake_share = *offtake_share;
                plant.funded = *funded;
            }
        }
        plant
    }

    /// Capacity under construction [t/yr].
    pub(crate) fn coming_t_per_year(&self) -> f64 {
        self.expansions.iter().map(|(_, added)| added).sum()
    }

    /// Whether it is on paper.
    pub(crate) fn is_planned(&self) -> bool {
        matches!(self.stage, Stage::Planned { .. })
    }

    /// Whether it produces.
    pub(crate) fn is_working(&self) -> bool {
        self.stage == Stage::Working
    }

    /// Throughput that the plant could reach this week [t]: capacity after ramp-up and outage, times 7 days.
    pub(crate) fn possible_t(&self, week: i64) -> f64 {
        if !self.is_working() {
            return 0.0;
        }
        let outage = self
            .outage
            .map_or(0.0, |(share, until)| if week < until { share } else { 0.0 });
        self.capacity_t_per_year * ramp_share(week - self.opened, self.ramp_years) * (1.0 - outage)
            / WEEKS_PER_YEAR
    }
}

/// Share of capacity that a new plant reaches after some weeks: a straight line from 30 % to all of it.
pub(crate) fn ramp_share(weeks_open: i64, ramp_years: f64) -> f64 {
    let years = weeks_open.max(0) as f64 / WEEKS_PER_YEAR;
    if years >= ramp_years {
        1.0
    } else {
        FIRST_SHARE + (1.0 - FIRST_SHARE) * years / ramp_years
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ramp_rises_from_three_tenths_to_one() {
        assert!((ramp_share(0, 2.0) - 0.3).abs() < 1e-12);
        // one of two years: 0.3 + 0.7 / 2 = 0.65; 52 weeks are 0.3 % short of a year
        assert!((ramp_share(52, 2.0) - 0.65).abs() < 2e-3);
        assert!((ramp_share(200, 2.0) - 1.0).abs() < 1e-12);
        assert!((ramp_share(0, 0.0) - 1.0).abs() < 1e-12);
    }
}
