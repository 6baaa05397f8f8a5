//! Shares of the variance of the output, from pairs of points crossed factor by factor.
//!
//! With f at A, B, AB_j (A with factor j of B) and BA_j, over base rows, and V the variance of all A and B:
//!
//! ```text
//! S1_j  = mean(B (AB_j - A)) / V                              Saltelli and others 2010
//! ST_j  = mean((A - AB_j)^2) / (2 V)                          Jansen 1999
//! S2_jk = mean(BA_j AB_k - A B) / V - S1_j - S1_k             Saltelli 2002
//! ```
//!
//! Outputs are first moved to mean 0 and standard deviation 1 over all rows, which the products of S1 and S2 need for
//! their precision. These are the formulas of SALib.

use std::collections::BTreeMap;

use super::bootstrap::Resamples;
use super::{
    Analysis, EstimateError, Index, Measure, Method, Output, enough, is_constant, moments,
};
use crate::design::RowLabel;

/// Base rows needed for an interval.
const NEEDED: usize = 2;

/// Outputs by base row.
struct Crossed {
    a: Vec<f64>,
    b: Vec<f64>,
    /// By factor.
    ab: Vec<Vec<f64>>,
    /// By factor; empty without second order.
    ba: Vec<Vec<f64>>,
    dropped: usize,
}

pub(super) fn analysis(
    outputs: &[Output<'_>],
    factors: usize,
    resamples: impl FnOnce(usize) -> Resamples,
) -> Result<Analysis, EstimateError> {
    let crossed = Crossed::of(outputs, factors)?;
    let used = crossed.a.len();
    enough(used, used + crossed.dropped, NEEDED, Method::Variance)?;
    let all = crossed.in_row_order();
    let (mean, deviation) = moments(&all);
    let indices = if is_constant(&all) {
        crossed.no_indices()
    } else {
        let standard = crossed.map(|value| (value - mean) / deviation);
        standard.indices(&resamples(used))
    };
    Ok(Analysis {
        method: Method::Variance,
        used,
        dropped: crossed.dropped,
        mean,
        deviation,
        explained_share: None,
        indices,
    })
}

impl Crossed {
    /// Gathers complete base rows; those with a missing output are counted.
    fn of(outputs: &[Output<'_>], factors: usize) -> Result<Self, EstimateError> {
        let is_second = outputs
            .iter()
            .any(|output| matches!(output.row, RowLabel::Ba { .. }));
        let width = 2 + factors * if is_second { 2 } else { 1 };
        let mut rows: BTreeMap<usize, Vec<Option<f64>>> = BTreeMap::new();
        for output in outputs {
            let (base, column) = match output.row {
                RowLabel::A { base } => (base, 0),
                RowLabel::B { base } => (base, width - 1),
                RowLabel::Ab { base, factor } => (base, 1 + factor),
                RowLabel::Ba { base, factor } => (base, 1 + factors + factor),
                RowLabel::Plain | RowLabel::Step { .. } => continue,
            };
            let cell = &mut rows.entry(base).or_insert_with(|| vec![None; width])[column];
            if cell.replace(output.value).is_some() {
                return Err(EstimateError::Twice { row: output.row });
            }
        }
        let mut columns = vec![Vec::new(); width];
        let mut dropped = 0;
        for row in rows.into_values() {
            let complete: Option<Vec<f64>> = row
                .into_iter()
                .map(|cell| cell.filter(|value| value.is_finite()))
                .collect();
            let Some(complete) = complete else {
                dropped += 1;
                continue;
            };
            for (column, value) in columns.iter_mut().zip(complete) {
                column.push(value);
            }
        }
        let b = columns.pop().unwrap_or_default();
        let mut columns = columns.into_iter();
        Ok(Self {
            a: columns.next().unwrap_or_default(),
            ab: columns.by_ref().take(factors).collect(),
            ba: columns.collect(),
            b,
            dropped,
        })
    }

    /// All outputs, base row by base row.
    fn in_row_order(&self) -> Vec<f64> {
        (0..self.a.len())
            .flat_map(|row| {
                let columns = [&self.a].into_iter().chain(&self.ab).chain(&self.ba);
                columns.chain([&self.b]).map(move |column| column[row])
            })
            .collect()
    }

    fn map(&self, change: impl Fn(f64) -> f64) -> Self {
        let column = |values: &Vec<f64>| values.iter().map(|&value| change(value)).collect();
        Self {
            a: column(&self.a),
            b: column(&self.b),
            ab: self.ab.iter().map(column).collect(),
            ba: self.ba.iter().map(column).collect(),
            dropped: self.dropped,
        }
    }

    /// Pairs of factors for which there is a second order.
    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let count = self.ba.len();
        (0..count).flat_map(move |j| (j + 1..count).map(move |k| (j, k)))
    }

    fn no_indices(&self) -> Vec<Index> {
        let factors = 0..self.ab.len();
        let first = factors
            .clone()
            .map(|j| Index::of_constant(Measure::FirstOrder, j));
        let total = factors.map(|j| Index::of_constant(Measure::Total, j));
        let second = self
            .pairs()
            .map(|(j, k)| Index::of_constant(Measure::SecondOrder, j).with(k));
        first.chain(total).chain(second).collect()
    }

    fn indices(&self, resamples: &Resamples) -> Vec<Index> {
        let all: Vec<usize> = (0..self.a.len()).collect();
        let is_dead: Vec<bool> = (0..self.ab.len()).map(|j| self.is_dead(j)).collect();
        let one = |measure, j, rule: &dyn Fn(&[usize]) -> f64| {
            Index::new(measure, j, rule(&all), resamples.half_width(rule))
        };
        let first = (0..self.ab.len()).map(|j| {
            let rule = |rows: &[usize]| self.first_order(j, rows);
            one(Measure::FirstOrder, j, &rule).dead_if(is_dead[j])
        });
        let total = (0..self.ab.len()).map(|j| {
            let rule = |rows: &[usize]| self.total(j, rows);
            one(Measure::Total, j, &rule).dead_if(is_dead[j])
        });
        let second = self.pairs().map(|(j, k)| {
            let rule = |rows: &[usize]| self.second_order(j, k, rows);
            let index = one(Measure::SecondOrder, j, &rule).with(k);
            index.dead_if(is_dead[j] || is_dead[k])
        });
        first.chain(total).chain(second).collect()
    }

    /// Whether exchanging the factor changed nothing, to the last bit.
    fn is_dead(&self, factor: usize) -> bool {
        let is_same = |one: &[f64], other: &[f64]| {
            let mut bits = one.iter().zip(other);
            bits.all(|(one, other)| one.to_bits() == other.to_bits())
        };
        let is_same_from_b = self
            .ba
            .get(factor)
            .is_none_or(|column| is_same(&self.b, column));
        is_same(&self.a, &self.ab[factor]) && is_same_from_b
    }

    fn first_order(&self, j: usize, rows: &[usize]) -> f64 {
        let mean = mean(rows, |row| self.b[row] * (self.ab[j][row] - self.a[row]));
        per_variance(mean, self.variance(rows))
    }

    fn total(&self, j: usize, rows: &[usize]) -> f64 {
        let mean = mean(rows, |row| {
            let difference = self.a[row] - self.ab[j][row];
            difference * difference
        });
        per_variance(0.5 * mean, self.variance(rows))
    }

    fn second_order(&self, j: usize, k: usize, rows: &[usize]) -> f64 {
        let mean = mean(rows, |row| {
            self.ba[j][row] * self.ab[k][row] - self.a[row] * self.b[row]
        });
        per_variance(mean, self.variance(rows))
            - self.first_order(j, rows)
            - self.first_order(k, rows)
    }

    /// Variance (over n) of A and B in these rows.
    fn variance(&self, rows: &[usize]) -> f64 {
        let centre = 0.5 * (mean(rows, |row| self.a[row]) + mean(rows, |row| self.b[row]));
        0.5 * mean(rows, |row| {
            let (a, b) = (self.a[row] - centre, self.b[row] - centre);
            a * a + b * b
        })
    }
}

fn mean(rows: &[usize], value: impl Fn(usize) -> f64) -> f64 {
    rows.iter().map(|&row| value(row)).sum::<f64>() / rows.len() as f64
}

/// A share of the variance; zero where a resample has none.
fn per_variance(value: f64, variance: f64) -> f64 {
    if variance > f64::EPSILON {
        value / variance
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests;
