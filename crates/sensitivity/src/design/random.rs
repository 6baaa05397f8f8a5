//! Points by chance: each for itself, or spread evenly along each factor.
//!
//! The Latin hypercube is McKay, Beckman and Conover, Technometrics 21 (1979): n equal strata of each factor, one point
//! in each, matched by random orders. It is written out here, since a library for it would bring a second set of
//! matrices and generators for these few lines.

use super::{Point, plain};
use crate::luck::Luck;

/// `n` points in `d` factors, each coordinate drawn evenly and for itself.
pub fn random(n: usize, d: usize, seed: u64) -> Vec<Point> {
    let mut luck = Luck::new(seed);
    plain((0..n).map(|_| (0..d).map(|_| luck.share()).collect()))
}

/// `n` points in `d` factors, of which each of the `n` equal parts of each factor holds one.
pub fn latin_hypercube(n: usize, d: usize, seed: u64) -> Vec<Point> {
    let mut luck = Luck::new(seed);
    let mut points = vec![Vec::with_capacity(d); n];
    for _ in 0..d {
        for (point, stratum) in points.iter_mut().zip(luck.order(n)) {
            point.push(within(stratum, luck.share(), n));
        }
    }
    plain(points)
}

/// A place within a stratum; rounding never carries it into the next.
fn within(stratum: usize, share: f64, n: usize) -> f64 {
    let at = (stratum as f64 + share) / n as f64;
    let end = (stratum + 1) as f64 / n as f64;
    if at < end { at } else { end.next_down() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn each_stratum_of_each_factor_holds_one_point(n in 1_usize..80, d in 1_usize..6, seed: u64) {
            let points = latin_hypercube(n, d, seed);
            for factor in 0..d {
                let mut strata: Vec<usize> = points
                    .iter()
                    .map(|point| (point.at[factor] * n as f64 + 1e-9) as usize)
                    .collect();
                strata.sort_unstable();
                prop_assert_eq!(strata, (0..n).collect::<Vec<_>>());
            }
        }

        #[test]
        fn random_points_stay_when_more_are_asked_for(n in 0_usize..40, more in 0_usize..40, d in 0_usize..6, seed: u64) {
            let long = random(n + more, d, seed);
            prop_assert_eq!(&random(n, d, seed)[..], &long[..n]);
        }
    }

    #[test]
    fn another_seed_gives_other_points() {
        assert_ne!(random(3, 2, 1), random(3, 2, 2));
        assert_ne!(latin_hypercube(3, 2, 1), latin_hypercube(3, 2, 2));
    }
}
