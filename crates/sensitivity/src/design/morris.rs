//! Trajectories through a grid that move one factor at a time.
//!
//! Morris, Factorial sampling plans for preliminary computational experiments, Technometrics 33 (1991): a start on the
//! grid of `levels` per factor, then each factor once, in random order, by p / (2 (p - 1)) up or down for p levels.

use super::{Point, RowLabel, numbered};
use crate::luck::Luck;

/// `trajectories` walks of `d + 1` points each through `levels` levels of each factor.
///
/// `levels` should be even, so that every level is as likely; an odd number is raised by one.
///
/// ```
/// let points = sensitivity::design::morris(1, 2, 4, 7);
/// assert_eq!(points.len(), 3);
/// let moved: f64 = (0..2).map(|factor| (points[1].at[factor] - points[0].at[factor]).abs()).sum();
/// assert!((moved - 2.0 / 3.0).abs() < 1e-12);
/// ```
pub fn morris(trajectories: usize, d: usize, levels: usize, seed: u64) -> Vec<Point> {
    let levels = levels.max(2).next_multiple_of(2);
    let mut luck = Luck::new(seed);
    numbered((0..trajectories).flat_map(|trajectory| walk(trajectory, d, levels, &mut luck)))
}

/// One trajectory.
fn walk(trajectory: usize, d: usize, levels: usize, luck: &mut Luck) -> Vec<(RowLabel, Vec<f64>)> {
    let half = levels / 2;
    let mut at: Vec<usize> = (0..d).map(|_| luck.below(levels)).collect();
    let place = |at: &[usize]| -> Vec<f64> {
        at.iter()
            .map(|&level| level as f64 / (levels - 1) as f64)
            .collect()
    };
    let label = |step, moved| RowLabel::Step {
        trajectory,
        step,
        moved,
    };
    let mut points = vec![(label(0, None), place(&at))];
    for (step, factor) in (1..).zip(luck.order(d)) {
        at[factor] = (at[factor] + half) % levels;
        points.push((label(step, Some(factor)), place(&at)));
    }
    points
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn each_step_moves_its_factor_by_delta_and_no_other(
            trajectories in 1_usize..6, d in 1_usize..8, half in 1_usize..5, seed: u64,
        ) {
            let levels = 2 * half;
            let delta = half as f64 / (levels - 1) as f64;
            for walk in morris(trajectories, d, levels, seed).chunks(d + 1) {
                let mut moved_once = vec![0; d];
                for pair in walk.windows(2) {
                    let RowLabel::Step { moved: Some(moved), .. } = pair[1].row else {
                        panic!("{:?}", pair[1].row);
                    };
                    moved_once[moved] += 1;
                    for factor in 0..d {
                        let step = (pair[1].at[factor] - pair[0].at[factor]).abs();
                        let expected = if factor == moved { delta } else { 0.0 };
                        prop_assert!((step - expected).abs() < 1e-12);
                    }
                }
                prop_assert_eq!(moved_once, vec![1; d]);
            }
        }

        #[test]
        fn trajectories_stay_when_more_are_asked_for(n in 0_usize..8, more in 0_usize..8, seed: u64) {
            let long = morris(n + more, 3, 4, seed);
            let short = morris(n, 3, 4, seed);
            prop_assert_eq!(&short[..], &long[..short.len()]);
        }
    }

    #[test]
    fn all_levels_are_visited() {
        let mut seen: Vec<u64> = morris(40, 1, 4, 5)
            .iter()
            .map(|point| (point.at[0] * 3.0).round() as u64)
            .collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen, [0, 1, 2, 3]);
    }
}
