//! Intervals of a mean: mean +- t s / sqrt(n), with t the quantile of Student's t at n - 1 degrees of freedom.
//!
//! Source: Student, The probable error of a mean, Biometrika 6 (1908). For paired runs on common random numbers: Law,
//! Simulation Modeling and Analysis, section 10.2.1.

use statrs::distribution::{ContinuousCDF, StudentsT};

/// Quantiles are used to so many parts of one: their last bits may differ between platforms.
const QUANTILE_STEPS: f64 = 1e9;

/// A mean with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The mean.
    pub mean: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// Whether zero is one of the values that the interval allows.
    pub fn holds_zero(&self) -> bool {
        self.low <= 0.0 && self.high >= 0.0
    }
}

/// Interval that holds the true mean with probability `level_share`, were the values independent and normal.
///
/// None below two values, which say nothing about their spread.
///
/// ```
/// // 1, 2, 3: mean 2, s = 1, t = 2.919986 at 2 degrees of freedom and 95 %; 2.919986 / sqrt(3) = 1.685855.
/// let interval = sweep::student_interval(&[1.0, 2.0, 3.0], 0.9).unwrap();
/// assert!((interval.high - 3.685_855).abs() < 1e-6);
/// assert_eq!(sweep::student_interval(&[1.0], 0.9), None);
/// ```
pub fn student_interval(values: &[f64], level_share: f64) -> Option<Interval> {
    let n = values.len() as f64;
    let mean = mean(values)?;
    let quantile = quantile(0.5 + level_share / 2.0, n - 1.0)?;
    let squares: f64 = values
        .iter()
        .map(|value| (value - mean) * (value - mean))
        .sum();
    let half = quantile * (squares / (n - 1.0) / n).sqrt();
    Some(Interval {
        mean,
        low: mean - half,
        high: mean + half,
    })
}

/// Mean in the order of the values; none of none.
pub(crate) fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Quantile of Student's t; none where the degrees of freedom are none.
fn quantile(probability: f64, degrees: f64) -> Option<f64> {
    let student = StudentsT::new(0.0, 1.0, degrees).ok()?;
    let quantile = student.inverse_cdf(probability);
    Some((quantile * QUANTILE_STEPS).round() / QUANTILE_STEPS)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    // Tables of Student's t at 95 %: 1 degree 6.313752, 2: 2.919986, 9: 1.833113, 29: 1.699127, 99: 1.660391.
    #[rstest]
    #[case(1.0, 6.313_752)]
    #[case(2.0, 2.919_986)]
    #[case(9.0, 1.833_113)]
    #[case(29.0, 1.699_127)]
    #[case(99.0, 1.660_391)]
    fn quantiles_are_those_of_the_tables(#[case] degrees: f64, #[case] expected: f64) {
        let found = quantile(0.95, degrees).unwrap();
        assert!((found - expected).abs() < 1e-6, "{found}");
    }

    #[test]
    fn interval_of_four_values() {
        // 2, 4, 4, 6: mean 4, squares 4 + 0 + 0 + 4 = 8, s = sqrt(8 / 3), s / sqrt(4) = 0.816497;
        // t at 3 degrees and 95 % is 2.353363: 4 +- 1.921513.
        let interval = student_interval(&[2.0, 4.0, 4.0, 6.0], 0.9).unwrap();
        assert!((interval.mean - 4.0).abs() < 1e-12);
        assert!((interval.low - 2.078_487).abs() < 1e-5, "{interval:?}");
        assert!((interval.high - 5.921_513).abs() < 1e-5, "{interval:?}");
        assert!(!interval.holds_zero());
    }

    #[test]
    fn higher_level_gives_a_wider_interval() {
        let width = |level| {
            let interval = student_interval(&[-1.0, 0.5, 2.0], level).unwrap();
            interval.high - interval.low
        };
        assert!(width(0.5) < width(0.9) && width(0.9) < width(0.99));
    }

    #[test]
    fn equal_values_have_an_interval_without_width() {
        let interval = student_interval(&[3.0, 3.0, 3.0], 0.9).unwrap();
        assert_eq!(
            [interval.low, interval.high].map(f64::to_bits),
            [3.0_f64.to_bits(); 2]
        );
    }

    #[rstest]
    #[case(&[])]
    #[case(&[1.0])]
    fn below_two_values_there_is_no_interval(#[case] values: &[f64]) {
        assert_eq!(student_interval(values, 0.9), None);
    }
}
