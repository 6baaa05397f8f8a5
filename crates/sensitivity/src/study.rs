//! A design, its factors by name, and the measures of every run: what each measure says about each factor.

use crate::design::Point;
use crate::estimate::{Analysis, EstimateError, Index, Measure, Method, Options, Output, estimate};
use crate::swing::{Swing, swings};

/// A design with its results.
#[derive(Debug, Clone, PartialEq)]
pub struct Study {
    /// Names of the factors.
    pub factors: Vec<String>,
    /// The points of the design.
    pub points: Vec<Point>,
    /// What was measured.
    pub measured: Vec<Measured>,
}

/// A measure at all points.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// Name, with the unit as a suffix.
    pub name: String,
    /// Its value at each point of the study; not a number where there is none.
    pub values: Vec<f64>,
}

/// What a measure says about the factors.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Name of the measure.
    pub name: String,
    /// Mean outputs where a factor is low and where it is high, by factor.
    pub swings: Vec<Option<Swing>>,
    /// Estimates.
    pub analysis: Analysis,
}

impl Study {
    /// Everything that the measures say, in their order.
    pub fn findings(&self, options: &Options) -> Result<Vec<Finding>, EstimateError> {
        self.measured
            .iter()
            .map(|measured| self.finding(measured, options))
            .collect()
    }

    fn finding(&self, measured: &Measured, options: &Options) -> Result<Finding, EstimateError> {
        let pairs = self.points.iter().zip(&measured.values);
        let outputs: Vec<Output<'_>> = pairs
            .map(|(point, &value)| Output {
                row: point.row,
                at: &point.at,
                value,
            })
            .collect();
        Ok(Finding {
            name: measured.name.clone(),
            swings: swings(&outputs, self.factors.len()),
            analysis: estimate(&outputs, self.factors.len(), options)?,
        })
    }
}

impl Finding {
    /// The factors, those that matter most first.
    pub fn ranking(&self) -> Vec<usize> {
        let weight = |factor: usize| {
            let index = self.leading(factor);
            index.map_or(0.0, |index| index.value.abs())
        };
        let mut order: Vec<usize> = (0..self.swings.len()).collect();
        order.sort_by(|&one, &other| {
            let heavier = weight(other).total_cmp(&weight(one));
            heavier.then(one.cmp(&other))
        });
        order
    }

    /// The estimate that factors are ranked by.
    pub fn leading(&self, factor: usize) -> Option<&Index> {
        let (first, second) = self.measures();
        let of = |measure| self.analysis.of(measure, factor);
        of(first).or_else(|| of(second))
    }

    /// The two estimates that are told of every factor, the leading one first.
    pub fn measures(&self) -> (Measure, Measure) {
        match self.analysis.method {
            Method::Variance => (Measure::Total, Measure::FirstOrder),
            Method::Effects => (Measure::MeanAbsoluteEffect, Measure::SpreadOfEffects),
            Method::Correlation => (Measure::StandardisedRegression, Measure::RankCorrelation),
        }
    }

    /// Of how many base rows, trajectories or points the estimates are, and how many are missing.
    pub fn basis(&self) -> String {
        let Analysis {
            method,
            used,
            dropped,
            ..
        } = self.analysis;
        let unit = method.unit();
        match dropped {
            0 => format!("N = {used} {unit}"),
            _ => format!(
                "N = {used} {unit}; {dropped} of {} left out, since an output is missing",
                used + dropped
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::{latin_hypercube, saltelli};

    fn study(points: Vec<Point>, model: fn(&[f64]) -> f64) -> Study {
        let values = points.iter().map(|point| model(&point.at)).collect();
        Study {
            factors: ["one", "two", "three"].map(str::to_owned).to_vec(),
            points,
            measured: vec![Measured {
                name: "cost_usd".to_owned(),
                values,
            }],
        }
    }

    fn finding(study: &Study) -> Finding {
        study.findings(&Options::default()).unwrap().remove(0)
    }

    #[test]
    fn factors_are_ranked_by_total_effect() {
        let found = finding(&study(saltelli(64, 3, false), |at| at[0] + 5.0 * at[2]));
        assert_eq!(found.ranking(), [2, 0, 1]);
        assert_eq!(found.basis(), "N = 64 base rows");
    }

    #[test]
    fn strong_negative_coefficients_rank_high() {
        let found = finding(&study(latin_hypercube(50, 3, 1), |at| at[0] - 5.0 * at[1]));
        assert_eq!(found.ranking()[..2], [1, 0]);
    }

    #[test]
    fn missing_outputs_are_told() {
        let mut study = study(saltelli(8, 3, false), |at| at[0]);
        study.measured[0].values[0] = f64::NAN;
        assert_eq!(
            finding(&study).basis(),
            "N = 7 base rows; 1 of 8 left out, since an output is missing"
        );
    }
}
