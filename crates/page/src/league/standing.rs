//! Where a rule stands: of each measure the middle of its runs, and how far luck spreads them.

use serde::Serialize;

use super::{MEASURES, Measured};
use crate::spread::quantile;

const LOW_SHARE: f64 = 0.1;
const MIDDLE_SHARE: f64 = 0.5;
const HIGH_SHARE: f64 = 0.9;

/// A measure over the runs of a rule: the spread of random draws, not the error of the model.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Range {
    /// A tenth of the runs is below.
    pub low: f64,
    /// Half of the runs are below.
    pub median: f64,
    /// A tenth of the runs is above.
    pub high: f64,
}

/// Where a rule stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Standing {
    /// Runs that came to their end.
    pub runs: usize,
    /// In the order of [`MEASURES`]; nothing where no run has a value.
    pub measures: Vec<Option<Range>>,
}

impl Standing {
    /// Of the runs of a rule.
    pub(crate) fn of(runs: &[Measured]) -> Self {
        let range = |at: usize| {
            let values: Vec<f64> = runs.iter().filter_map(|run| run[at]).collect();
            Some(Range {
                low: quantile(values.clone(), LOW_SHARE)?,
                median: quantile(values.clone(), MIDDLE_SHARE)?,
                high: quantile(values, HIGH_SHARE)?,
            })
        };
        Self {
            runs: runs.len(),
            measures: (0..MEASURES.len()).map(range).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_stands_by_the_middle_of_its_runs_and_a_missing_number_is_left_out() {
        let run = |price: f64, unmet: Option<f64>| [Some(price), unmet, Some(0.0), None];
        let runs = [run(30.0, Some(0.2)), run(10.0, None), run(20.0, Some(0.4))];
        let standing = Standing::of(&runs);
        assert_eq!(standing.runs, 3);
        let price = standing.measures[0].clone().unwrap();
        // Of 10, 20, 30 the place of 0.1 is 0.2: a fifth of the way from 10 to 20.
        assert!((price.low - 12.0).abs() < 1e-12 && (price.high - 28.0).abs() < 1e-12);
        assert!((price.median - 20.0).abs() < 1e-12);
        assert!((standing.measures[1].as_ref().unwrap().median - 0.3).abs() < 1e-12);
        assert_eq!(standing.measures[3], None);
        assert_eq!(Standing::of(&[]).measures, vec![None; 4]);
    }
}
