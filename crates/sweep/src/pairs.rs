//! Pairs of runs: replicate r of both scenarios has the same seed and number, so the same luck.

use rayon::prelude::*;

/// Which of the two scenarios.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The first.
    A,
    /// The second.
    B,
}

/// The same of both scenarios.
#[derive(Debug, Clone, PartialEq)]
pub struct PairOf<T> {
    /// Of the first.
    pub a: T,
    /// Of the second.
    pub b: T,
}

/// Runs both sides of every replicate on the threads of the current pool; the pairs come in order.
///
/// Returns the error of a run that failed; runs that have not begun are then left out.
pub fn pairs<T: Send, E: Send>(
    replicates: u32,
    run: impl Fn(Side, u32) -> Result<T, E> + Sync,
) -> Result<Vec<PairOf<T>>, E> {
    // Single runs are spread and not pairs, so that one pair keeps two threads busy.
    let runs = (0..replicates)
        .flat_map(|replicate| [(Side::A, replicate), (Side::B, replicate)])
        .collect::<Vec<_>>()
        .into_par_iter()
        .with_max_len(1)
        .map(|(side, replicate)| run(side, replicate))
        .collect::<Result<Vec<T>, E>>()?;
    let mut runs = runs.into_iter();
    Ok(std::iter::from_fn(|| runs.next().zip(runs.next()))
        .map(|(a, b)| PairOf { a, b })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_come_in_order_and_share_their_number() {
        let runs = pairs(3, |side, replicate| -> Result<_, ()> {
            Ok((side, replicate))
        });
        let expected: Vec<PairOf<(Side, u32)>> = (0..3)
            .map(|replicate| PairOf {
                a: (Side::A, replicate),
                b: (Side::B, replicate),
            })
            .collect();
        assert_eq!(runs, Ok(expected));
    }

    #[test]
    fn failed_run_fails_the_whole() {
        let run = |side, replicate| {
            if (side, replicate) == (Side::B, 1) {
                Err("b 1")
            } else {
                Ok(())
            }
        };
        assert_eq!(pairs(3, run), Err("b 1"));
    }
}
