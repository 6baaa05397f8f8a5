//! A plan as it stands in its file. What it means is in the modules beside this one.

use scenario::RonText;
use serde::Deserialize;

/// The fields of a plan file.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Plan", deny_unknown_fields)]
pub(super) struct Written {
    /// Name of the plan, also of its folder of outputs.
    pub(super) name: String,
    /// The question that the sweep answers.
    #[serde(default)]
    pub(super) question: String,
    /// The scenario that is run, counted from the folder of this file.
    pub(super) base: String,
    /// Values that are set in every run.
    #[serde(default)]
    pub(super) set: Vec<Setting>,
    /// What differs from point to point.
    #[serde(default)]
    pub(super) factors: Vec<WrittenFactor>,
    /// Where the points are.
    pub(super) design: WrittenDesign,
    /// Runs at each point that differ only in their random streams.
    #[serde(default = "one")]
    pub(super) replicates: u32,
    /// Measures that are kept of a run; left out, all.
    #[serde(default)]
    pub(super) measures: Option<Vec<String>>,
    /// Weeks to simulate; left out, the scenario's.
    #[serde(default)]
    pub(super) weeks: Option<u32>,
    /// The same in years.
    #[serde(default)]
    pub(super) years: Option<f64>,
    /// Seed of all random streams; left out, the scenario's.
    #[serde(default)]
    pub(super) seed: Option<u64>,
    /// Whether points share their luck.
    #[serde(default)]
    pub(super) streams: Streams,
}

const fn one() -> u32 {
    1
}

/// A value that is set in every run.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Setting {
    pub(super) path: String,
    pub(super) value: RonText,
}

/// Something that differs from point to point.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "Factor", deny_unknown_fields)]
pub(super) struct WrittenFactor {
    pub(super) name: String,
    pub(super) path: String,
    /// Only a design that lists its points can do without.
    #[serde(default)]
    pub(super) over: Option<WrittenOver>,
}

/// The values that a factor takes.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "over", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum WrittenOver {
    Range(f64, f64),
    LogRange(f64, f64),
    List(Vec<RonText>),
    Normal {
        mean: f64,
        standard_deviation: f64,
    },
    Triangular {
        low: f64,
        mode: f64,
        high: f64,
    },
    Lognormal {
        median: f64,
        log_standard_deviation: f64,
    },
}

/// Where the points are.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename = "design", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum WrittenDesign {
    Grid {
        #[serde(default)]
        levels: Option<usize>,
    },
    List {
        #[serde(default)]
        rows: Option<Vec<Vec<RonText>>>,
        #[serde(default)]
        csv: Option<String>,
    },
    Random {
        points: usize,
    },
    LatinHypercube {
        points: usize,
    },
    Sobol {
        points: usize,
    },
    Saltelli {
        base_points: usize,
        #[serde(default)]
        second_order: bool,
    },
    Morris {
        trajectories: usize,
        #[serde(default = "four")]
        levels: usize,
    },
}

const fn four() -> usize {
    4
}

/// Whether points share their luck.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Streams {
    /// The point is not in the key of the random streams: differences between points are no noise.
    #[default]
    Common,
    /// Every point has a seed of its own, made of the plan's seed and its number.
    Independent,
}

impl Streams {
    /// As it stands in a plan.
    pub fn name(self) -> &'static str {
        match self {
            Self::Common => "common",
            Self::Independent => "independent",
        }
    }
}
