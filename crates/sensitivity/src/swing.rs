//! How far a factor swings the output: its mean where the factor is in the lowest quarter of its range, and where it is
//! in the highest, whatever the others are.

use crate::estimate::Output;

/// Lowest and highest part of the range.
const PART_SHARE: f64 = 0.25;

/// Mean outputs at both ends of a factor's range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Swing {
    /// Mean output where the factor is low.
    pub low: f64,
    /// Mean output where the factor is high.
    pub high: f64,
}

/// The swing of each factor; none without an output at both ends.
pub(crate) fn swings(outputs: &[Output<'_>], factors: usize) -> Vec<Option<Swing>> {
    let mean = |is_in: &dyn Fn(&Output<'_>) -> bool| {
        let values: Vec<f64> = outputs
            .iter()
            .filter(|output| output.value.is_finite() && is_in(output))
            .map(|output| output.value)
            .collect();
        (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
    };
    (0..factors)
        .map(|factor| {
            Some(Swing {
                low: mean(&|output| output.at[factor] <= PART_SHARE)?,
                high: mean(&|output| output.at[factor] >= 1.0 - PART_SHARE)?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::RowLabel;

    fn outputs(rows: &[([f64; 1], f64)]) -> Vec<Output<'_>> {
        rows.iter()
            .map(|(at, value)| Output {
                row: RowLabel::Plain,
                at,
                value: *value,
            })
            .collect()
    }

    #[test]
    fn swing_is_between_the_means_of_both_ends() {
        // Low: 1 and 3, mean 2; the middle counts for nothing; high: 10; what is missing is left out.
        let rows = [
            ([0.0], 1.0),
            ([0.2], 3.0),
            ([0.5], 99.0),
            ([0.9], 10.0),
            ([0.8], f64::NAN),
        ];
        let expected = Swing {
            low: 2.0,
            high: 10.0,
        };
        assert_eq!(swings(&outputs(&rows), 1), [Some(expected)]);
    }

    #[test]
    fn end_without_an_output_has_no_swing() {
        assert_eq!(swings(&outputs(&[([0.1], 1.0)]), 1), [None]);
    }
}
