//! Random numbers of designs and resamples, from a generator whose output is fixed by its published definition.
//!
//! Whatever is made of the bits is made here, since what `rand` makes of them may change between its versions.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

/// 2^-53: the step between the numbers of [`Luck::share`].
const SHARE_STEP: f64 = 1.0 / 9_007_199_254_740_992.0;

/// A stream of random numbers.
pub(crate) struct Luck(Xoshiro256PlusPlus);

impl Luck {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Xoshiro256PlusPlus::seed_from_u64(seed))
    }

    /// A number from 0 to below 1.
    pub(crate) fn share(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 * SHARE_STEP
    }

    /// A whole number from 0 to below `count`, of which there must be one.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        ((u128::from(self.0.next_u64()) * count as u128) >> 64) as usize
    }

    /// The numbers from 0 to below `count` in random order: they are sorted by a random key each.
    pub(crate) fn order(&mut self, count: usize) -> Vec<usize> {
        let mut keyed: Vec<(u64, usize)> =
            (0..count).map(|index| (self.0.next_u64(), index)).collect();
        keyed.sort_unstable();
        keyed.into_iter().map(|(_, index)| index).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_within_their_bounds() {
        let mut luck = Luck::new(3);
        for _ in 0..1000 {
            assert!((0.0..1.0).contains(&luck.share()));
            assert!(luck.below(7) < 7);
        }
    }

    #[test]
    fn order_holds_each_number_once() {
        let mut order = Luck::new(1).order(50);
        assert_ne!(order, (0..50).collect::<Vec<_>>());
        order.sort_unstable();
        assert_eq!(order, (0..50).collect::<Vec<_>>());
    }
}
