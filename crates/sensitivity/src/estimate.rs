//! What the outputs of a design say about its factors: an estimate for each, its interval, and words.
//!
//! | rows | estimates | in |
//! |---|---|---|
//! | A, B and crosses | shares of the variance of the output | `estimate/variance.rs` |
//! | steps of trajectories | elementary effects | `estimate/effect.rs` |
//! | plain | regression and rank correlation | `estimate/correlation.rs` |
//!
//! An interval is the estimate plus and minus z standard deviations of it over resamples (Archer, Saltelli and Sobol,
//! Journal of Statistical Computation and Simulation 58, 1997): what is drawn again are base rows, trajectories or
//! points as wholes. For evenly spread designs, such as Sobol's, it is on the wide side.

mod bootstrap;
mod correlation;
mod effect;
mod index;
#[cfg(test)]
mod salib;
mod trajectory;
mod variance;

use crate::design::RowLabel;

use bootstrap::Resamples;
pub use index::{Index, Measure, Verdict};

/// Differences between outputs below this part of their size are taken for rounding.
const ROUNDING_SHARE: f64 = 1e-12;

/// What a model gave at one point of a design.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Output<'a> {
    /// What the point is for.
    pub row: RowLabel,
    /// Where the point is in the unit cube, one coordinate for each factor.
    pub at: &'a [f64],
    /// The output; not a number where there is none.
    pub value: f64,
}

/// How intervals are made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// Part of intervals that hold the true value, were estimates normal.
    pub level_share: f64,
    /// Number of resamples.
    pub resamples: usize,
    /// Seed of the resamples.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            level_share: 0.9,
            resamples: 1000,
            seed: 1,
        }
    }
}

/// Which estimates fit a design.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Shares of variance.
    Variance,
    /// Elementary effects.
    Effects,
    /// Regression and rank correlation.
    Correlation,
}

impl Method {
    /// What is counted by N: the wholes that a design is made of.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Variance => "base rows",
            Self::Effects => "trajectories",
            Self::Correlation => "points",
        }
    }
}

/// Everything that the outputs say.
#[derive(Debug, Clone, PartialEq)]
pub struct Analysis {
    /// Which estimates these are.
    pub method: Method,
    /// Base rows, trajectories or points that were used: N.
    pub used: usize,
    /// Those left out, since some output in them is missing or no finite number.
    pub dropped: usize,
    /// Mean of the outputs used.
    pub mean: f64,
    /// Standard deviation of the outputs used.
    pub deviation: f64,
    /// Part of the variance that a straight line in all factors explains; for plain designs only.
    pub explained_share: Option<f64>,
    /// The estimates, by measure and then by factor.
    pub indices: Vec<Index>,
}

impl Analysis {
    /// The estimate of a measure for a factor.
    pub fn of(&self, measure: Measure, factor: usize) -> Option<&Index> {
        self.indices
            .iter()
            .find(|index| index.measure == measure && index.factor == factor)
    }

    /// Pairs of factors that make a difference only together, each with the number of its other factor: the strongest first.
    pub fn pairs(&self) -> Vec<(&Index, usize)> {
        let mut pairs: Vec<(&Index, usize)> = self
            .indices
            .iter()
            .filter(|index| {
                index.measure == Measure::SecondOrder && index.verdict == Verdict::Above
            })
            .filter_map(|index| Some((index, index.other?)))
            .collect();
        pairs.sort_by(|(one, _), (other, _)| other.value.total_cmp(&one.value));
        pairs
    }

    /// Whether the output is the same in every row that was used.
    pub fn is_constant(&self) -> bool {
        self.indices
            .iter()
            .any(|index| index.verdict == Verdict::Constant)
    }
}

/// Outputs from which nothing can be estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EstimateError {
    /// Too few rows.
    #[error(
        "{used} of {all} {unit} have every output they need, at least {needed} are needed; hint: run what is missing, or a larger design"
    )]
    TooFew {
        /// Complete ones.
        used: usize,
        /// All of them.
        all: usize,
        /// How many it takes.
        needed: usize,
        /// What is counted.
        unit: &'static str,
    },
    /// Rows of more than one kind of design.
    #[error(
        "row `{first}` and row `{other}` belong to different designs; hint: analyse each design for itself"
    )]
    Mixed {
        /// A label.
        first: RowLabel,
        /// A label that does not go with it.
        other: RowLabel,
    },
    /// Two rows with one label.
    #[error("row `{row}` occurs twice; hint: analyse each design for itself")]
    Twice {
        /// The label.
        row: RowLabel,
    },
    /// A point or label with another number of factors.
    #[error("row `{row}` does not have {factors} factors")]
    Factors {
        /// The label.
        row: RowLabel,
        /// How many factors there should be.
        factors: usize,
    },
}

/// Estimates for `factors` factors what fits the labels of the outputs.
pub fn estimate(
    outputs: &[Output<'_>],
    factors: usize,
    options: &Options,
) -> Result<Analysis, EstimateError> {
    let drawn = |n| Resamples::drawn(n, options);
    match method(outputs, factors)? {
        Method::Variance => variance::analysis(outputs, factors, drawn),
        Method::Effects => effect::analysis(outputs, factors, drawn),
        Method::Correlation => correlation::analysis(outputs, factors, drawn),
    }
}

/// The method for a label.
fn method_of(row: RowLabel) -> Method {
    match row {
        RowLabel::Plain => Method::Correlation,
        RowLabel::Step { .. } => Method::Effects,
        _ => Method::Variance,
    }
}

/// The method for all rows, which must go together.
fn method(outputs: &[Output<'_>], factors: usize) -> Result<Method, EstimateError> {
    let Some(first) = outputs.first() else {
        return Ok(Method::Correlation);
    };
    let method = method_of(first.row);
    for output in outputs {
        if method_of(output.row) != method {
            return Err(EstimateError::Mixed {
                first: first.row,
                other: output.row,
            });
        }
        let is_known = match output.row {
            RowLabel::Ab { factor, .. } | RowLabel::Ba { factor, .. } => factor < factors,
            RowLabel::Step { moved, .. } => moved.is_none_or(|factor| factor < factors),
            _ => true,
        };
        if !is_known || output.at.len() != factors {
            return Err(EstimateError::Factors {
                row: output.row,
                factors,
            });
        }
    }
    Ok(method)
}

/// Fails below `needed` complete wholes.
fn enough(used: usize, all: usize, needed: usize, method: Method) -> Result<(), EstimateError> {
    if used >= needed {
        return Ok(());
    }
    Err(EstimateError::TooFew {
        used,
        all,
        needed,
        unit: method.unit(),
    })
}

/// Mean and standard deviation (over n) of all values, in their order.
fn moments(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let rough = values.iter().sum::<f64>() / n;
    // A second pass takes off the rounding of the first, which tells where outputs differ little on a high level.
    let mean = rough + values.iter().map(|value| value - rough).sum::<f64>() / n;
    let squares: f64 = values
        .iter()
        .map(|value| (value - mean) * (value - mean))
        .sum();
    (mean, (squares / n).sqrt())
}

/// Whether values differ by no more than rounding.
fn is_constant(values: &[f64]) -> bool {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    high - low <= ROUNDING_SHARE * high.abs().max(low.abs())
}
