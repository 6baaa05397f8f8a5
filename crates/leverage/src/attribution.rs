//! Attribution: what each answer to an embargo is worth, as its Shapley share of the cost that all avoid together.
//!
//! v(S) = C(none) - C(S), with C(S) the cost to the target when only the answers S are at hand, in base and action
//! alike. phi_i = sum over S without i of |S|! (n - |S| - 1)! / n! (v(S + i) - v(S)).
//! Source: Shapley, A value for n-person games (1953).

use model::Answer;

/// Answers in all.
pub const N_ANSWERS: usize = Answer::ALL.len();
/// Subsets of answers.
pub const N_SUBSETS: usize = 1 << N_ANSWERS;

/// Answers that a subset lacks; bit i stands for answer i.
pub fn withheld(subset: usize) -> Vec<Answer> {
    let lacks = |(bit, _): &(usize, &Answer)| subset & (1 << bit) == 0;
    let all = Answer::ALL.iter().enumerate();
    all.filter(lacks).map(|(_, answer)| *answer).collect()
}

/// Weight of a subset of `size` among `n` players without one of them: `size! (n - size - 1)! / n!`.
fn weight(size: usize, n: usize) -> f64 {
    // 1 / (n choose(n - 1, size))
    let choose = (0..size).fold(1.0, |all, k| all * (n - 1 - k) as f64 / (k + 1) as f64);
    1.0 / (n as f64 * choose)
}

/// Shapley values of the cost avoided, one for each player; `costs` by subset, whose length is a power of two.
pub fn shapley(costs: &[f64]) -> Vec<f64> {
    let n = costs.len().max(1).trailing_zeros() as usize;
    let avoided = |subset: usize| costs[0] - costs[subset];
    (0..n)
        .map(|player| {
            let bit = 1 << player;
            let without = (0..costs.len()).filter(|subset| subset & bit == 0);
            without
                .map(|subset| {
                    let size = subset.count_ones() as usize;
                    weight(size, n) * (avoided(subset | bit) - avoided(subset))
                })
                .sum()
        })
        .collect()
}

/// What one replicate says about the answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// Cost with no answer at hand [USD].
    pub bare_usd: f64,
    /// Cost with all [USD].
    pub full_usd: f64,
    /// Cost avoided by each answer [USD], in the order of [`Answer::ALL`].
    pub avoided_usd: Vec<f64>,
}

impl Attribution {
    /// From the costs by subset.
    pub fn of(costs: &[f64]) -> Self {
        Self {
            bare_usd: costs.first().copied().unwrap_or(0.0),
            full_usd: costs.last().copied().unwrap_or(0.0),
            avoided_usd: shapley(costs),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_players_by_hand() {
        // C(none) = 100, C(1) = 70, C(2) = 60, C(both) = 50: v = 0, 30, 40, 50.
        // phi_1 = (30 + (50 - 40)) / 2 = 20, phi_2 = (40 + (50 - 30)) / 2 = 30.
        assert_eq!(shapley(&[100.0, 70.0, 60.0, 50.0]), [20.0, 30.0]);
    }

    #[test]
    fn parts_sum_to_the_whole_whatever_the_costs() {
        // Costs without any pattern: a multiplicative walk modulo a prime.
        let mut state = 7_u64;
        let mut costs = Vec::new();
        for _ in 0..N_SUBSETS {
            state = state * 48_271 % 2_147_483_647;
            costs.push(state as f64);
        }
        let found = Attribution::of(&costs);
        let whole = found.bare_usd - found.full_usd;
        let parts: f64 = found.avoided_usd.iter().sum();
        assert!(
            (parts - whole).abs() <= 1e-9 * costs[0].max(whole.abs()),
            "{parts} {whole}"
        );
    }

    #[test]
    fn answer_that_changes_nothing_gets_exactly_nothing() {
        // Bit 1 is a dummy.
        let costs: Vec<f64> = (0..8_usize)
            .map(|set| [9.0, 4.0, 7.0, 3.0][(set & 1) | (set >> 2) << 1])
            .collect();
        assert_eq!(shapley(&costs)[1], 0.0);
    }

    #[test]
    fn subsets_name_what_is_missing() {
        assert_eq!(withheld(0), Answer::ALL);
        assert!(withheld(N_SUBSETS - 1).is_empty());
        assert_eq!(withheld(N_SUBSETS - 2), [Answer::PrivateStock]);
        // weights of a player's subsets sum to one: 1/6 + 5/30 + 10/60 + ...
        let choose = [1.0, 5.0, 10.0, 10.0, 5.0, 1.0];
        let sum: f64 = choose
            .iter()
            .enumerate()
            .map(|(size, n)| n * weight(size, 6))
            .sum();
        assert!((sum - 1.0).abs() < 1e-12);
    }
}
