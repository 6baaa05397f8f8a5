//! A plan of many runs: which scenario, what differs between runs, at which points, and what is kept of each.
//!
//! ```text
//! plan.ron --read--> Plan --point(i)--> values of the factors --scenario_at--> a scenario to run
//!                      \--columns(), row()--> what a run leaves behind
//! ```
//!
//! Run r is replicate r mod replicates at point r / replicates, so a plan that grows at its end keeps its earlier runs.

mod check;
mod design;
mod factor;
mod identity;
mod listed;
mod read;
mod row;
mod shard;
mod spread;
mod study;
mod value;
mod written;

use scenario::{Fault, Faults, Loaded, Scenario};

pub use factor::Factor;
pub use read::read_plan;
pub use row::{Outcome as RunOutcome, RESERVED_COLUMNS};
pub use shard::ShardEnd;
pub use spread::Spread;
pub use value::Value as FactorValue;
pub use written::Streams;

use crate::Measure;
use design::{Design, Points};

/// Seeds of points are below 2^53, which every reader of CSV keeps.
const SEED_BITS: u32 = 53;

/// A plan that can be run.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Its name, also of its folder of outputs.
    pub name: String,
    /// The question that it answers; may be empty.
    pub question: String,
    /// The scenario of every run before the factors are set, as long as it says itself.
    pub base: Loaded,
    /// Weeks to simulate instead.
    pub weeks: Option<u32>,
    /// What differs from point to point.
    pub factors: Vec<Factor>,
    /// Runs at each point that differ only in their random streams.
    pub replicates: u32,
    /// What is kept of each run.
    pub measures: Vec<Measure>,
    /// Seed of all random streams.
    pub seed: u64,
    /// Whether points share their luck.
    pub streams: Streams,
    /// What is worth a second look and no fault.
    pub warnings: Vec<String>,
    design: Design,
    points: Points,
}

/// One run of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Number of the point.
    pub point: u64,
    /// Number of the replicate.
    pub replicate: u32,
    /// Seed of its random streams.
    pub seed: u64,
}

impl Plan {
    /// Number of points.
    pub fn n_points(&self) -> u64 {
        self.points.len() as u64
    }

    /// Number of runs.
    pub fn n_runs(&self) -> u64 {
        self.n_points() * u64::from(self.replicates)
    }

    /// Weeks of a run; a factor may set another number.
    pub fn weeks_of_run(&self) -> u32 {
        self.weeks.unwrap_or(self.base.scenario.clock.weeks)
    }

    /// The design in words, with its number of points.
    pub fn design_in_words(&self) -> String {
        self.design.to_string()
    }

    /// A run by its number.
    pub fn run(&self, number: u64) -> Run {
        let replicates = u64::from(self.replicates);
        let point = number / replicates;
        Run {
            point,
            replicate: (number % replicates) as u32,
            seed: self.seed_at(point),
        }
    }

    fn seed_at(&self, point: u64) -> u64 {
        match self.streams {
            Streams::Common => self.seed,
            Streams::Independent => mix(self.seed ^ mix(point)) >> (u64::BITS - SEED_BITS),
        }
    }

    /// What the point is for within its design, as text.
    pub fn label(&self, point: u64) -> String {
        self.points.label(point as usize)
    }

    /// The points in the unit cube; listed ones are scaled factor by factor.
    pub fn cube(&self) -> Vec<sensitivity::design::Point> {
        self.points.cube()
    }

    /// The values of the factors at a point.
    pub fn values(&self, point: u64) -> Vec<FactorValue> {
        self.points.values(point as usize, &self.factors)
    }

    /// The scenario at a point, checked.
    pub fn scenario_at(&self, point: u64) -> Result<Scenario, Faults> {
        let values = self.values(point);
        let settings: Vec<_> = self.factors.iter().zip(&values).collect();
        let mut scenario = scenario_with(&settings, &self.base)?;
        // After the check: a shorter run may well end before the last event.
        if let Some(weeks) = self.weeks {
            scenario.clock.weeks = weeks;
        }
        Ok(scenario)
    }
}

/// The scenario with these values, or what is then wrong with it.
fn scenario_with(settings: &[(&Factor, &FactorValue)], base: &Loaded) -> Result<Scenario, Faults> {
    let mut loaded = base.clone();
    for (factor, value) in settings {
        // Not by way of `Loaded::set`, which hashes the whole scenario each time.
        loaded.scenario.set(&factor.path, &value.ron)?;
    }
    let faults: Vec<Fault> = scenario::check(&loaded);
    if faults.is_empty() {
        Ok(loaded.scenario)
    } else {
        Err(Faults(faults))
    }
}

/// The scrambler of `SplitMix64` (Steele et al. 2014).
const fn mix(z: u64) -> u64 {
    let z = z.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
