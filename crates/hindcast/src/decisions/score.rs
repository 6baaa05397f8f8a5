//! Scores of chances against what happened.

use super::{Quarter, Score};

/// Chance from which the rule is said to expect an act.
const ALARM: f64 = 0.5;
/// Quarters within which the likeliest one is looked for.
const YEAR_QUARTERS: usize = 4;

/// Gathers the figures; quarters of a group have to stand together and in time.
pub(super) fn score(quarters: &[Quarter]) -> Score {
    let acts = quarters.iter().filter(|quarter| quarter.has_act).count();
    let base_rate = share(acts, quarters.len());
    let outcome = |quarter: &Quarter| f64::from(u8::from(quarter.has_act));
    let error = |chance: f64, quarter: &Quarter| {
        let miss = chance - outcome(quarter);
        miss * miss
    };
    let chances = |has_act: bool| -> Vec<f64> {
        quarters
            .iter()
            .filter(|quarter| quarter.has_act == has_act)
            .map(|quarter| quarter.chance)
            .collect()
    };
    let (with, without) = (chances(true), chances(false));
    let at_acts: Vec<usize> = (0..quarters.len())
        .filter(|&at| quarters[at].has_act)
        .collect();
    let best_near: Vec<f64> = at_acts
        .iter()
        .map(|&at| quarters[best_within(quarters, at, 1)].chance)
        .collect();
    let leads: Vec<f64> = at_acts
        .iter()
        .map(|&at| best_within(quarters, at, YEAR_QUARTERS) as f64 - at as f64)
        .collect();
    let false_alarms = (0..quarters.len())
        .filter(|&at| quarters[at].chance >= ALARM)
        .filter(|&at| !near(quarters, at, 1).any(|near| quarters[near].has_act))
        .count();
    Score {
        quarters: quarters.len(),
        acts,
        base_rate,
        chance_with_act: mean(&with),
        chance_near_act: mean(&best_near),
        chance_without_act: mean(&without),
        hits: best_near.iter().filter(|chance| **chance >= ALARM).count(),
        false_alarms,
        ranking: ranking(&with, &without),
        lead_quarters: mean(&leads),
        instrument_hits: quarters
            .iter()
            .filter(|quarter| quarter.has_act && quarter.observed == quarter.likeliest)
            .count(),
        brier: mean(
            &quarters
                .iter()
                .map(|quarter| error(quarter.chance, quarter))
                .collect::<Vec<_>>(),
        ),
        brier_base: mean(
            &quarters
                .iter()
                .map(|quarter| error(base_rate, quarter))
                .collect::<Vec<_>>(),
        ),
    }
}

/// Positions of the same group within some quarters.
fn near(quarters: &[Quarter], at: usize, reach: usize) -> impl Iterator<Item = usize> {
    let group = &quarters[at].group;
    let last = (at + reach).min(quarters.len() - 1);
    (at.saturating_sub(reach)..=last).filter(move |&near| quarters[near].group == *group)
}

/// The likeliest quarter within reach; the act's own where several are alike.
fn best_within(quarters: &[Quarter], at: usize, reach: usize) -> usize {
    near(quarters, at, reach).fold(at, |best, near| {
        if quarters[near].chance > quarters[best].chance {
            near
        } else {
            best
        }
    })
}

/// Chance that a value of the first list is above one of the second; ties count half.
fn ranking(with: &[f64], without: &[f64]) -> f64 {
    let mut above = 0.0;
    for one in with {
        for other in without {
            above += match one.total_cmp(other) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            };
        }
    }
    let pairs = with.len() * without.len();
    if pairs == 0 {
        0.5
    } else {
        above / pairs as f64
    }
}

fn mean(values: &[f64]) -> f64 {
    if values.is_empty() {
        0.0
    } else {
        values.iter().sum::<f64>() / values.len() as f64
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use units::Date;

    fn quarter(group: &str, at: i8, chance: f64, has_act: bool) -> Quarter {
        Quarter {
            group: group.to_owned(),
            start: Date::new(2010, 1 + 3 * at, 1),
            chance,
            has_act,
            observed: "ban on japan".to_owned(),
            likeliest: "ban on japan".to_owned(),
            agreement: 1.0,
            tension: 0.5,
            concession_chance: 0.5,
        }
    }

    #[test]
    fn scores_of_four_quarters_add_up() {
        let quarters = [
            quarter("a", 0, 0.6, false),
            quarter("a", 1, 0.2, true),
            quarter("a", 2, 0.1, false),
            quarter("b", 0, 0.7, false),
        ];
        let score = score(&quarters);
        assert_eq!((score.quarters, score.acts), (4, 1));
        // (0.36 + 0.64 + 0.01 + 0.49) / 4
        assert!((score.brier - 0.375).abs() < 1e-12);
        // base rate 0.25: (3 * 0.0625 + 0.5625) / 4
        assert!((score.brier_base - 0.1875).abs() < 1e-12);
        // the quarter before the act is a hit; the one of another group is a false alarm
        assert_eq!((score.hits, score.false_alarms), (1, 1));
        assert!((score.chance_near_act - 0.6).abs() < 1e-12);
        assert!((score.lead_quarters + 1.0).abs() < 1e-12);
        // 0.2 is above 0.1 only: 1 of 3
        assert!((score.ranking - 1.0 / 3.0).abs() < 1e-12);
    }
}
