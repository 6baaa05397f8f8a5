//! Plain designs: regression on all factors at once, and correlation of ranks factor by factor.
//!
//! ```text
//! (y - mean y) / s_y = sum over j of SRC_j (x_j - mean x_j) / s_j + rest     by least squares
//! rho_j = correlation of rank(x_j) and rank(y), equal values sharing their mean rank
//! ```
//!
//! Saltelli and others, Global Sensitivity Analysis (2008), chapter 1; Spearman 1904. The explained share of the variance
//! (R squared) says how far a straight line may be trusted; rank correlation needs the output only to rise or fall.

use nalgebra::{Cholesky, DMatrix, DVector};

use super::bootstrap::Resamples;
use super::{
    Analysis, EstimateError, Index, Measure, Method, Output, enough, is_constant, moments,
};

/// Pivots of a correlation matrix below this part of one make it singular: factors then move together.
const SINGULAR_SHARE: f64 = 1e-10;

/// Outputs and factors by point.
struct Points {
    y: Vec<f64>,
    /// By factor.
    x: Vec<Vec<f64>>,
}

pub(super) fn analysis(
    outputs: &[Output<'_>],
    factors: usize,
    resamples: impl FnOnce(usize) -> Resamples,
) -> Result<Analysis, EstimateError> {
    let used: Vec<&Output<'_>> = outputs
        .iter()
        .filter(|output| output.value.is_finite())
        .collect();
    enough(used.len(), outputs.len(), factors + 2, Method::Correlation)?;
    let points = Points {
        y: used.iter().map(|output| output.value).collect(),
        x: (0..factors)
            .map(|factor| used.iter().map(|output| output.at[factor]).collect())
            .collect(),
    };
    let (mean, deviation) = moments(&points.y);
    let is_constant = is_constant(&points.y);
    let indices = if is_constant {
        let of = |measure| (0..factors).map(move |j| Index::of_constant(measure, j));
        of(Measure::StandardisedRegression)
            .chain(of(Measure::RankCorrelation))
            .collect()
    } else {
        points.indices(&resamples(used.len()))
    };
    let explained_share = (!is_constant).then(|| points.explained_share()).flatten();
    Ok(Analysis {
        method: Method::Correlation,
        used: used.len(),
        dropped: outputs.len() - used.len(),
        mean,
        deviation,
        explained_share,
        indices,
    })
}

impl Points {
    fn all(&self) -> Vec<usize> {
        (0..self.y.len()).collect()
    }

    fn indices(&self, resamples: &Resamples) -> Vec<Index> {
        let regression = |rows: &[usize]| {
            let found = self.regression(rows);
            found.map_or_else(
                || vec![f64::NAN; self.x.len()],
                |(coefficients, _)| coefficients,
            )
        };
        let mut indices = self.of(Measure::StandardisedRegression, resamples, regression);
        let rank = |rows: &[usize]| self.rank_correlation(rows);
        indices.extend(self.of(Measure::RankCorrelation, resamples, rank));
        indices
    }

    /// One measure for every factor; none where there is no estimate.
    fn of(
        &self,
        measure: Measure,
        resamples: &Resamples,
        rule: impl Fn(&[usize]) -> Vec<f64>,
    ) -> Vec<Index> {
        let values = rule(&self.all());
        let halves = resamples.half_widths(self.x.len(), rule);
        let all = values.into_iter().zip(halves).enumerate();
        all.filter(|(_, (value, _))| value.is_finite())
            .map(|(factor, (value, half))| Index::new(measure, factor, value, half))
            .collect()
    }

    /// R squared of the regression.
    fn explained_share(&self) -> Option<f64> {
        let rows = self.all();
        let (coefficients, with_output) = self.regression(&rows)?;
        let products = coefficients.iter().zip(&with_output);
        Some(products.map(|(coefficient, with)| coefficient * with).sum())
    }

    /// Standardised coefficients, and the correlation of each factor with the output; none where factors move together.
    fn regression(&self, rows: &[usize]) -> Option<(Vec<f64>, Vec<f64>)> {
        let y = standard(rows, &self.y)?;
        let x: Vec<Vec<f64>> = self
            .x
            .iter()
            .map(|column| standard(rows, column))
            .collect::<Option<_>>()?;
        let between = DMatrix::from_fn(x.len(), x.len(), |j, k| correlation(&x[j], &x[k]));
        let with_output: Vec<f64> = x.iter().map(|column| correlation(column, &y)).collect();
        let factorised = Cholesky::new(between)?;
        let l = factorised.l();
        if l.diagonal()
            .iter()
            .any(|pivot| pivot * pivot < SINGULAR_SHARE)
        {
            return None;
        }
        let coefficients = factorised.solve(&DVector::from_column_slice(&with_output));
        Some((coefficients.iter().copied().collect(), with_output))
    }

    fn rank_correlation(&self, rows: &[usize]) -> Vec<f64> {
        let of_ranks = |column: &[f64]| {
            let picked: Vec<f64> = rows.iter().map(|&row| column[row]).collect();
            let all: Vec<usize> = (0..picked.len()).collect();
            standard(&all, &ranks(&picked))
        };
        let y = of_ranks(&self.y);
        let with = |column: &Vec<f64>| {
            let (x, y) = (of_ranks(column)?, y.as_ref()?);
            Some(correlation(&x, y))
        };
        // A factor or output that stands still in a resample goes with nothing.
        self.x
            .iter()
            .map(|column| with(column).unwrap_or(0.0))
            .collect()
    }
}

/// Values of these rows moved to mean 0 and standard deviation 1; none where they are all the same.
fn standard(rows: &[usize], values: &[f64]) -> Option<Vec<f64>> {
    let picked: Vec<f64> = rows.iter().map(|&row| values[row]).collect();
    let (mean, deviation) = moments(&picked);
    (!is_constant(&picked)).then(|| {
        picked
            .iter()
            .map(|value| (value - mean) / deviation)
            .collect()
    })
}

/// Correlation of two columns that are already standard.
fn correlation(one: &[f64], other: &[f64]) -> f64 {
    let products = one.iter().zip(other).map(|(one, other)| one * other);
    products.sum::<f64>() / one.len() as f64
}

/// Ranks from 1; equal values share the mean of theirs.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&one, &other| values[one].total_cmp(&values[other]));
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    for same in order.chunk_by(|&one, &other| values[one].total_cmp(&values[other]).is_eq()) {
        let shared = start as f64 + f64::midpoint(1.0, same.len() as f64);
        for &index in same {
            ranks[index] = shared;
        }
        start += same.len();
    }
    ranks
}

#[cfg(test)]
mod tests;
