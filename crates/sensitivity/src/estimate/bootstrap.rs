//! Half widths of intervals from estimates on rows drawn again.

use statrs::distribution::{ContinuousCDF, Normal};

use super::Options;
use crate::luck::Luck;

/// Quantiles are used to so many parts of one: their last bits may differ between platforms.
const QUANTILE_STEPS: f64 = 1e12;

/// Estimates needed for a standard deviation.
const LEAST: usize = 2;

/// Which rows each resample holds, and how wide intervals are.
pub(super) struct Resamples {
    rows: Vec<Vec<usize>>,
    quantile: f64,
}

impl Resamples {
    /// Resamples of `n` rows, with as many rows each.
    pub(super) fn drawn(n: usize, options: &Options) -> Self {
        let mut luck = Luck::new(options.seed);
        let rows = (0..options.resamples)
            .map(|_| (0..n).map(|_| luck.below(n)).collect())
            .collect();
        Self::given(rows, options.level_share)
    }

    /// Resamples that hold these rows.
    pub(super) fn given(rows: Vec<Vec<usize>>, level_share: f64) -> Self {
        Self {
            rows,
            quantile: quantile(level_share),
        }
    }

    /// z times the standard deviation (over n - 1) of an estimate over the resamples.
    pub(super) fn half_width(&self, estimate: impl FnMut(&[usize]) -> f64) -> f64 {
        let estimates: Vec<f64> = self.rows.iter().map(Vec::as_slice).map(estimate).collect();
        self.half_of(&estimates)
    }

    /// The same for several estimates that are made together.
    pub(super) fn half_widths(
        &self,
        count: usize,
        mut estimates: impl FnMut(&[usize]) -> Vec<f64>,
    ) -> Vec<f64> {
        let mut columns = vec![Vec::with_capacity(self.rows.len()); count];
        for rows in &self.rows {
            for (column, value) in columns.iter_mut().zip(estimates(rows)) {
                column.push(value);
            }
        }
        columns.iter().map(|column| self.half_of(column)).collect()
    }

    /// Resamples without an estimate are left out; where hardly any has one, anything is possible.
    fn half_of(&self, estimates: &[f64]) -> f64 {
        let estimates: Vec<f64> = estimates
            .iter()
            .copied()
            .filter(|estimate| estimate.is_finite())
            .collect();
        if estimates.len() < LEAST {
            return f64::INFINITY;
        }
        let n = estimates.len() as f64;
        let mean = estimates.iter().sum::<f64>() / n;
        let squares: f64 = estimates
            .iter()
            .map(|value| (value - mean) * (value - mean))
            .sum();
        self.quantile * (squares / (n - 1.0)).sqrt()
    }
}

/// z: a normal value lies within plus and minus z with probability `level_share`.
fn quantile(level_share: f64) -> f64 {
    let z = Normal::standard().inverse_cdf(0.5 + level_share / 2.0);
    (z * QUANTILE_STEPS).round() / QUANTILE_STEPS
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    // Tables of the normal distribution.
    #[rstest]
    #[case(0.9, 1.644_853_626_951)]
    #[case(0.95, 1.959_963_984_540)]
    #[case(0.99, 2.575_829_303_549)]
    fn quantiles_are_those_of_the_tables(#[case] level_share: f64, #[case] expected: f64) {
        assert!((quantile(level_share) - expected).abs() < 2e-11);
    }

    #[test]
    fn half_width_is_the_spread_of_the_estimates() {
        // Estimates 1 and 3: mean 2, s = sqrt(2); z at 90 % is 1.644854.
        let resamples = Resamples::given(vec![vec![1], vec![3]], 0.9);
        let half = resamples.half_width(|rows| rows[0] as f64);
        assert!((half - 1.644_853_626_951 * 2.0_f64.sqrt()).abs() < 1e-10);
        assert_eq!(
            resamples.half_widths(1, |rows| vec![rows[0] as f64])[0].to_bits(),
            half.to_bits()
        );
    }

    #[test]
    fn estimates_that_are_not_there_widen_to_everything() {
        let resamples = Resamples::given(vec![vec![0], vec![1], vec![2]], 0.9);
        let some = |least: usize| {
            resamples.half_width(|rows| {
                if rows[0] < least {
                    f64::NAN
                } else {
                    rows[0] as f64
                }
            })
        };
        assert!(some(1).is_finite());
        assert!(some(2).is_infinite());
    }
}
