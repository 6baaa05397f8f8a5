//! What a factor takes its values from, and the value at a place between 0 and 1.
//!
//! A distribution is cut to what the catalogue allows and entered by its inverse: at u the value is F^-1(F(low) + u (F(high) - F(low))).

use std::fmt;

use scenario::{Holds, Range, RonText};
use statrs::distribution::{ContinuousCDF, Normal, Triangular};

use super::value::Value;

/// A distribution without ends is entered this far from 0 and 1: at them it is infinite.
const TAIL_SHARE: f64 = 1e-6;

/// Quantiles have so many digits behind the first: the last bits of logarithms differ between platforms.
const QUANTILE_DIGITS: usize = 11;

/// The same between two ends: half way from 0.6 to 1.2 is 0.9, and not 0.8999999999999999.
const RANGE_DIGITS: usize = 14;

/// What a factor takes its values from.
#[derive(Debug, Clone, PartialEq)]
pub enum Spread {
    /// Evenly between two ends, both included.
    Range(f64, f64),
    /// Evenly in the logarithm between two ends, both included.
    LogRange(f64, f64),
    /// One of these, each as likely.
    List(Vec<RonText>),
    /// Normal with a mean and a standard deviation.
    Normal(f64, f64),
    /// A triangle with its low end, its top and its high end.
    Triangular(f64, f64, f64),
    /// The logarithm is normal: median of the value, standard deviation of its logarithm.
    Lognormal(f64, f64),
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Range(low, high) => write!(f, "range({low}, {high})"),
            Self::LogRange(low, high) => write!(f, "log_range({low}, {high})"),
            Self::List(values) => {
                let texts: Vec<&str> = values.iter().map(|value| value.0.as_str()).collect();
                write!(f, "list([{}])", texts.join(", "))
            }
            Self::Normal(mean, deviation) => {
                write!(f, "normal(mean: {mean}, standard_deviation: {deviation})")
            }
            Self::Triangular(low, mode, high) => {
                write!(f, "triangular(low: {low}, mode: {mode}, high: {high})")
            }
            Self::Lognormal(median, deviation) => write!(
                f,
                "lognormal(median: {median}, log_standard_deviation: {deviation})"
            ),
        }
    }
}

impl Spread {
    /// How many levels a grid gives it, where it has levels of its own.
    pub(super) fn levels(&self) -> Option<usize> {
        match self {
            Self::List(values) => Some(values.len()),
            _ => None,
        }
    }

    /// The lowest and the highest value that a plan names, where it names ends.
    pub(super) fn ends(&self) -> Option<(f64, f64)> {
        match *self {
            Self::Range(low, high) | Self::LogRange(low, high) | Self::Triangular(low, _, high) => {
                Some((low, high))
            }
            _ => None,
        }
    }

    /// What is wrong with its numbers, and what to write instead.
    pub(super) fn fault(&self) -> Option<(String, &'static str)> {
        let is_wrong = match *self {
            Self::Range(low, high) => !(low < high && low.is_finite() && high.is_finite()),
            Self::LogRange(low, high) => !(0.0 < low && low < high && high.is_finite()),
            Self::List(ref values) => values.is_empty(),
            Self::Normal(mean, deviation) => {
                !(mean.is_finite() && 0.0 < deviation && deviation.is_finite())
            }
            Self::Triangular(low, mode, high) => {
                !(low <= mode && mode <= high && low < high && low.is_finite() && high.is_finite())
            }
            Self::Lognormal(median, deviation) => {
                !(0.0 < median && median.is_finite() && 0.0 < deviation && deviation.is_finite())
            }
        };
        let hint = match self {
            Self::Range(..) => "allowed are a low end and a higher one: `range(0.5, 2.0)`",
            Self::LogRange(..) => {
                "allowed are a low end above 0 and a higher one: `log_range(0.1, 10.0)`"
            }
            Self::List(_) => "name at least one value: `list([1.0, 2.0])`",
            Self::Normal(..) => "allowed is a standard deviation above 0",
            Self::Triangular(..) => "allowed is low <= mode <= high, with low below high",
            Self::Lognormal(..) => "allowed are a median and a standard deviation above 0",
        };
        is_wrong.then(|| (format!("{self} holds no values"), hint))
    }

    /// Whether some of the distribution lies in what the catalogue allows.
    pub(super) fn meets(&self, allowed: Range) -> bool {
        match self.probabilities(allowed) {
            Some((low, high)) => low < high,
            None => true,
        }
    }

    /// The value at `u` between 0 and 1, which `allowed` cuts.
    pub(super) fn value(&self, u: f64, allowed: Range, holds: Holds) -> Value {
        if let Self::List(values) = self {
            let last = values.len().saturating_sub(1);
            let index = ((u * values.len() as f64) as usize).min(last);
            return values
                .get(index)
                .map_or(Value::number(f64::NAN), |value| Value::text(&value.0));
        }
        let number = match *self {
            // Each whole number of a range is as likely.
            Self::Range(low, high) if holds == Holds::Whole => {
                (low + u * (high - low + 1.0)).floor().min(high)
            }
            // The ends are met exactly, whatever rounding does in between.
            Self::Range(low, high) => {
                rounded(low + u * (high - low), RANGE_DIGITS).clamp(low, high)
            }
            Self::LogRange(low, high) => {
                let (from, to) = (libm::log(low), libm::log(high));
                rounded(libm::exp(from + u * (to - from)), RANGE_DIGITS).clamp(low, high)
            }
            _ => self.quantile(u, allowed),
        };
        if holds == Holds::Whole {
            Value::whole(number.round())
        } else {
            Value::number(number)
        }
    }

    fn quantile(&self, u: f64, allowed: Range) -> f64 {
        let (low, high) = self.probabilities(allowed).unwrap_or((0.0, 1.0));
        let u = u.clamp(TAIL_SHARE, 1.0 - TAIL_SHARE);
        let p = (low + u * (high - low)).clamp(0.0, 1.0);
        let number = match *self {
            Self::Normal(mean, deviation) => mean + deviation * standard(p),
            Self::Lognormal(median, deviation) => median * libm::exp(deviation * standard(p)),
            Self::Triangular(low, mode, high) => Triangular::new(low, high, mode)
                .map_or(f64::NAN, |triangle| triangle.inverse_cdf(p)),
            Self::Range(..) | Self::LogRange(..) | Self::List(_) => f64::NAN,
        };
        rounded(number, QUANTILE_DIGITS).clamp(allowed.low, allowed.high)
    }

    /// How much of the distribution lies below what is allowed, and below its upper end.
    fn probabilities(&self, allowed: Range) -> Option<(f64, f64)> {
        let below = |at: f64| match *self {
            Self::Normal(mean, deviation) => probability((at - mean) / deviation),
            Self::Lognormal(median, deviation) if at > 0.0 => {
                probability(libm::log(at / median) / deviation)
            }
            Self::Triangular(low, mode, high) => {
                Triangular::new(low, high, mode).map_or(0.0, |triangle| triangle.cdf(at))
            }
            _ => 0.0,
        };
        match self {
            Self::Normal(..) | Self::Triangular(..) | Self::Lognormal(..) => {
                Some((below(allowed.low), below(allowed.high)))
            }
            _ => None,
        }
    }
}

/// A number to so many digits behind the first.
fn rounded(number: f64, digits: usize) -> f64 {
    format!("{number:.digits$e}").parse().unwrap_or(number)
}

/// Quantile of the standard normal distribution.
fn standard(p: f64) -> f64 {
    Normal::standard().inverse_cdf(p)
}

/// How much of the standard normal distribution lies below `at`.
fn probability(at: f64) -> f64 {
    Normal::standard().cdf(at)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const ANY: Range = Range {
        low: f64::NEG_INFINITY,
        high: f64::INFINITY,
        is_open: false,
    };
    const POSITIVE: Range = Range {
        low: 0.0,
        high: f64::INFINITY,
        is_open: true,
    };

    #[rstest]
    #[case(Spread::Range(2.0, 4.0), 0.25, "2.5")]
    #[case(Spread::Range(0.1, 0.3), 1.0, "0.3")]
    #[case(Spread::Range(0.6, 1.2), 0.5, "0.9")]
    // sqrt(1 x 100) = 10 is half way in the logarithm.
    #[case(Spread::LogRange(1.0, 100.0), 0.5, "10.0")]
    // The normal distribution has 97.72498680518 % below two standard deviations.
    #[case(Spread::Normal(10.0, 2.0), 0.977_249_868_051_820_8, "14.0")]
    #[case(Spread::Lognormal(5.0, 0.3), 0.5, "5.0")]
    // Half of a symmetric triangle lies below its top.
    #[case(Spread::Triangular(0.0, 1.0, 2.0), 0.5, "1.0")]
    // An eighth lies below 0.5: 0.5 x 0.5 / 2.
    #[case(Spread::Triangular(0.0, 1.0, 2.0), 0.125, "0.5")]
    fn value_lies_where_the_distribution_says(
        #[case] spread: Spread,
        #[case] u: f64,
        #[case] expected: &str,
    ) {
        assert_eq!(spread.value(u, ANY, Holds::Number).ron, expected);
    }

    #[test]
    fn normal_cut_at_zero_starts_there_and_has_its_median_above() {
        // Of the half above 0, the median is the 75 % quantile: 0.67449.
        let spread = Spread::Normal(0.0, 1.0);
        let at = |u: f64| spread.value(u, POSITIVE, Holds::Number).column.number();
        assert!((at(0.5) - 0.674_489_750_196).abs() < 1e-9, "{}", at(0.5));
        assert!(at(0.0) > 0.0 && at(0.0) < 1e-5);
        assert!(at(1.0).is_finite());
    }

    #[test]
    fn whole_numbers_of_a_range_are_equally_likely() {
        let spread = Spread::Range(1.0, 3.0);
        let values: Vec<String> = (0..6)
            .map(|sixth| spread.value(f64::from(sixth) / 6.0, ANY, Holds::Whole).ron)
            .collect();
        assert_eq!(values, ["1", "1", "2", "2", "3", "3"]);
        assert_eq!(spread.value(1.0, ANY, Holds::Whole).ron, "3");
    }

    #[test]
    fn distribution_outside_of_what_is_allowed_meets_nothing() {
        assert!(!Spread::Triangular(-3.0, -2.0, -1.0).meets(POSITIVE));
        assert!(Spread::Lognormal(1.0, 1.0).meets(POSITIVE));
    }
}
