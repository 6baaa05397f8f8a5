//! What a point is for, as a value and as text in a file.

use std::fmt;
use std::str::FromStr;

/// What a point is for within its design.
///
/// As text: `plain`, `A:3`, `AB:3:1`, `step:2:4:0`; the numbers count from 0.
///
/// ```
/// use sensitivity::design::RowLabel;
///
/// let label = RowLabel::Ab { base: 3, factor: 1 };
/// assert_eq!(label.to_string(), "AB:3:1");
/// assert_eq!("AB:3:1".parse(), Ok(label));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowLabel {
    /// A point like every other of its design.
    Plain,
    /// First of the two points of a base row, A.
    A {
        /// The base row.
        base: usize,
    },
    /// Second of the two points of a base row, B.
    B {
        /// The base row.
        base: usize,
    },
    /// A with one factor of B.
    Ab {
        /// The base row.
        base: usize,
        /// The factor that comes from B.
        factor: usize,
    },
    /// B with one factor of A.
    Ba {
        /// The base row.
        base: usize,
        /// The factor that comes from A.
        factor: usize,
    },
    /// A point of a trajectory.
    Step {
        /// The trajectory.
        trajectory: usize,
        /// Place within the trajectory, from 0.
        step: usize,
        /// The factor that differs from the point before; none at the start.
        moved: Option<usize>,
    },
}

/// A text that is no label.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no label of a row; allowed are `plain`, `A:0`, `B:0`, `AB:0:1`, `BA:0:1`, `step:0:0` and `step:0:1:2`"
)]
pub struct LabelError(String);

impl fmt::Display for RowLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain => write!(f, "plain"),
            Self::A { base } => write!(f, "A:{base}"),
            Self::B { base } => write!(f, "B:{base}"),
            Self::Ab { base, factor } => write!(f, "AB:{base}:{factor}"),
            Self::Ba { base, factor } => write!(f, "BA:{base}:{factor}"),
            Self::Step {
                trajectory,
                step,
                moved: None,
            } => write!(f, "step:{trajectory}:{step}"),
            Self::Step {
                trajectory,
                step,
                moved: Some(factor),
            } => write!(f, "step:{trajectory}:{step}:{factor}"),
        }
    }
}

impl FromStr for RowLabel {
    type Err = LabelError;

    fn from_str(text: &str) -> Result<Self, LabelError> {
        let fault = || LabelError(text.to_owned());
        let mut parts = text.split(':');
        let kind = parts.next().unwrap_or_default();
        let numbers: Vec<usize> = parts
            .map(|part| part.parse().map_err(|_| fault()))
            .collect::<Result<_, _>>()?;
        match (kind, numbers.as_slice()) {
            ("plain", []) => Ok(Self::Plain),
            ("A", &[base]) => Ok(Self::A { base }),
            ("B", &[base]) => Ok(Self::B { base }),
            ("AB", &[base, factor]) => Ok(Self::Ab { base, factor }),
            ("BA", &[base, factor]) => Ok(Self::Ba { base, factor }),
            ("step", &[trajectory, step]) => Ok(Self::Step {
                trajectory,
                step,
                moved: None,
            }),
            ("step", &[trajectory, step, factor]) => Ok(Self::Step {
                trajectory,
                step,
                moved: Some(factor),
            }),
            _ => Err(fault()),
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("plain", RowLabel::Plain)]
    #[case("A:0", RowLabel::A { base: 0 })]
    #[case("B:12", RowLabel::B { base: 12 })]
    #[case("AB:3:1", RowLabel::Ab { base: 3, factor: 1 })]
    #[case("BA:3:0", RowLabel::Ba { base: 3, factor: 0 })]
    #[case("step:7:0", RowLabel::Step { trajectory: 7, step: 0, moved: None })]
    #[case("step:7:2:5", RowLabel::Step { trajectory: 7, step: 2, moved: Some(5) })]
    fn label_is_read_as_it_is_written(#[case] text: &str, #[case] label: RowLabel) {
        assert_eq!(label.to_string(), text);
        assert_eq!(text.parse(), Ok(label));
    }

    #[rstest]
    #[case("")]
    #[case("A")]
    #[case("A:x")]
    #[case("A:-1")]
    #[case("AB:1")]
    #[case("plain:0")]
    #[case("step:1")]
    fn other_text_is_no_label(#[case] text: &str) {
        assert_eq!(text.parse::<RowLabel>(), Err(LabelError(text.to_owned())));
    }
}
