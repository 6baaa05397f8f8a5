//! Two scenarios against each other: the difference of each measure, pair by pair, with its interval.

use std::fmt;

use crate::course::{CourseComparison, courses};
use crate::interval::{Interval, mean, student_interval};
use crate::{LEVEL_SHARE, Measure, Outcome, PairOf};

/// Second scenario less first, over pairs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// Pairs in which both have a value.
    pub n: u32,
    /// Mean of the first over these; none without any.
    pub mean_a: Option<f64>,
    /// Mean of the second.
    pub mean_b: Option<f64>,
    /// Mean of the differences.
    pub mean: Option<f64>,
    /// Their interval; none below two pairs.
    pub interval: Option<Interval>,
    /// What that says.
    pub verdict: Verdict,
}

/// What an interval says about a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Zero in every pair.
    Same,
    /// The interval lies above zero.
    Higher,
    /// The interval lies below zero.
    Lower,
    /// The interval holds zero, with so many pairs.
    Unclear(u32),
    /// One pair shows no spread.
    TooFew,
    /// In no pair have both a value.
    NoValue,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Same => f.write_str("the same in every pair"),
            Self::Higher => f.write_str("higher in b"),
            Self::Lower => f.write_str("lower in b"),
            Self::Unclear(n) => write!(f, "not distinguishable from zero at n = {n}"),
            Self::TooFew => f.write_str("no interval from one pair"),
            Self::NoValue => f.write_str("no value in both"),
        }
    }
}

impl Difference {
    /// Of the values of both in each pair; a pair in which one is not finite does not count.
    pub fn of(values: &[PairOf<f64>]) -> Self {
        let finite = |pair: &&PairOf<f64>| pair.a.is_finite() && pair.b.is_finite();
        let known: Vec<&PairOf<f64>> = values.iter().filter(finite).collect();
        let column = |of: fn(&PairOf<f64>) -> f64| -> Vec<f64> {
            known.iter().map(|pair| of(pair)).collect()
        };
        let differences = column(|pair| pair.b - pair.a);
        let interval = student_interval(&differences, LEVEL_SHARE);
        Self {
            n: known.len() as u32,
            mean_a: mean(&column(|pair| pair.a)),
            mean_b: mean(&column(|pair| pair.b)),
            mean: mean(&differences),
            interval,
            verdict: verdict(&differences, interval),
        }
    }
}

fn verdict(differences: &[f64], interval: Option<Interval>) -> Verdict {
    let is_zero = |difference: &f64| *difference == 0.0;
    match interval {
        _ if differences.is_empty() => Verdict::NoValue,
        _ if differences.iter().all(is_zero) => Verdict::Same,
        None => Verdict::TooFew,
        Some(interval) if interval.holds_zero() => Verdict::Unclear(differences.len() as u32),
        Some(interval) if interval.mean > 0.0 => Verdict::Higher,
        Some(_) => Verdict::Lower,
    }
}

/// One measure at the end of the runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What is measured.
    pub measure: Measure,
    /// How the two differ.
    pub difference: Difference,
}

/// Everything in which two scenarios may differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Measures at the end, in the order in which runs name them.
    pub rows: Vec<Row>,
    /// Measures over time.
    pub courses: Vec<CourseComparison>,
}

impl Comparison {
    /// Whether every measure is the same in every pair, at the end and on the way.
    pub fn is_same(&self) -> bool {
        let points = self.courses.iter().flat_map(|course| &course.points);
        let ends = self.rows.iter().map(|row| row.difference.verdict);
        ends.chain(points.map(|point| point.difference.verdict))
            .all(|verdict| matches!(verdict, Verdict::Same | Verdict::NoValue))
    }

    /// Measures at the end that differ: their interval does not hold zero.
    pub fn n_different(&self) -> usize {
        let differs =
            |row: &&Row| matches!(row.difference.verdict, Verdict::Higher | Verdict::Lower);
        self.rows.iter().filter(differs).count()
    }
}

/// Compares the two sides of pairs of runs.
pub fn compare(pairs: &[PairOf<Outcome>]) -> Comparison {
    let mut measures: Vec<Measure> = Vec::new();
    let outcomes = pairs.iter().flat_map(|pair| [&pair.a, &pair.b]);
    for figure in outcomes.flat_map(|outcome| &outcome.figures) {
        if measures.iter().all(|known| known.name != figure.name) {
            measures.push(Measure::from(figure));
        }
    }
    let rows = measures.into_iter().map(|measure| {
        let of = |outcome: &Outcome| value(outcome, &measure.name);
        let values: Vec<PairOf<f64>> = pairs
            .iter()
            .map(|pair| PairOf {
                a: of(&pair.a),
                b: of(&pair.b),
            })
            .collect();
        let difference = Difference::of(&values);
        Row {
            measure,
            difference,
        }
    });
    Comparison {
        rows: rows.collect(),
        courses: courses(pairs),
    }
}

/// A figure of a run; not a number where the run has none of that name.
fn value(outcome: &Outcome, name: &str) -> f64 {
    let figure = outcome.figures.iter().find(|figure| figure.name == name);
    figure.map_or(f64::NAN, |figure| figure.value)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn pairs_of(values: &[(f64, f64)]) -> Vec<PairOf<f64>> {
        values.iter().map(|&(a, b)| PairOf { a, b }).collect()
    }

    #[rstest]
    #[case(&[], Verdict::NoValue)]
    #[case(&[(f64::NAN, 1.0)], Verdict::NoValue)]
    #[case(&[(1.0, 2.0)], Verdict::TooFew)]
    #[case(&[(1.0, 1.0)], Verdict::Same)]
    #[case(&[(1.0, 1.0), (5.0, 5.0)], Verdict::Same)]
    // Differences 1, 2, 3: 2 +- 1.69.
    #[case(&[(0.0, 1.0), (7.0, 9.0), (1.0, 4.0)], Verdict::Higher)]
    #[case(&[(1.0, 0.0), (9.0, 7.0), (4.0, 1.0)], Verdict::Lower)]
    // Differences -1, 0, 4: mean 1, s = 2.646, 1 +- 4.46.
    #[case(&[(1.0, 0.0), (2.0, 2.0), (0.0, 4.0)], Verdict::Unclear(3))]
    fn verdict_follows_the_interval(#[case] values: &[(f64, f64)], #[case] expected: Verdict) {
        assert_eq!(Difference::of(&pairs_of(values)).verdict, expected);
    }

    #[test]
    fn luck_that_both_share_drops_out() {
        // Levels spread over a thousand, differences are 1, 2 and 3.
        let difference = Difference::of(&pairs_of(&[(0.0, 1.0), (500.0, 502.0), (1000.0, 1003.0)]));
        let interval = difference.interval.unwrap();
        // 2 +- 2.919986 x 1 / sqrt(3)
        assert!((interval.low - 0.314_145).abs() < 1e-6, "{interval:?}");
        assert!((interval.high - 3.685_855).abs() < 1e-6, "{interval:?}");
        assert_eq!(difference.mean_a, Some(500.0));
    }

    #[test]
    fn pair_without_a_value_on_one_side_does_not_count() {
        let difference = Difference::of(&pairs_of(&[(1.0, 2.0), (f64::INFINITY, 3.0), (1.0, 4.0)]));
        assert_eq!((difference.n, difference.mean), (2, Some(2.0)));
    }

    #[test]
    fn verdict_names_the_number_of_pairs() {
        assert_eq!(
            Verdict::Unclear(30).to_string(),
            "not distinguishable from zero at n = 30"
        );
    }
}
