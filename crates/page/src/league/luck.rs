//! Luck that nobody has tuned on.

use sha2::{Digest, Sha256};

/// Seeds on which a league is played.
pub const HIDDEN: usize = 20;
/// Hidden seeds lie above every seed of the page's dice, so that nobody meets one by chance.
const LEAST: u64 = 10_000;
/// And within what its box for luck takes, so that a class can look at any of them afterwards.
const MOST: u64 = 999_999;

/// The hidden seeds of a draw: all different, and none of those to tune on.
pub(super) fn hidden(draw: u64, tuning: &[u64]) -> Vec<u64> {
    let mut seeds = Vec::with_capacity(HIDDEN);
    let mut at: u64 = 0;
    while seeds.len() < HIDDEN {
        let seed = seed(draw, at);
        if !tuning.contains(&seed) && !seeds.contains(&seed) {
            seeds.push(seed);
        }
        at += 1;
    }
    seeds
}

fn seed(draw: u64, at: u64) -> u64 {
    let mut hash = Sha256::new();
    hash.update(draw.to_le_bytes());
    hash.update(at.to_le_bytes());
    let hash = hash.finalize();
    let number = hash
        .iter()
        .take(8)
        .fold(0, |number, byte| number << 8 | u64::from(*byte));
    LEAST + number % (MOST - LEAST + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_seeds_are_twenty_of_the_same_draw_and_none_to_tune_on() {
        let first = hidden(2026, &[7, 8, 9]);
        assert_eq!(first.len(), HIDDEN);
        assert_eq!(first, hidden(2026, &[7, 8, 9]));
        assert!(first.iter().all(|seed| (LEAST..=MOST).contains(seed)));
        assert_ne!(first, hidden(2027, &[7, 8, 9]));
        // One that is given away to tune on takes no part.
        let given = hidden(2026, &[first[0]]);
        assert!(!given.contains(&first[0]));
        assert_eq!(given[..19], first[1..]);
    }
}
