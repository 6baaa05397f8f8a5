//! How long the target lasts: weeks of embargo without lost output beyond the base, and weeks until it is whole again.

use crate::cost::Record;

/// Loss of a week, over that week's planned value added, above which output counts as lost: a hundredth.
pub const TOLERANCE_SHARE: f64 = 0.01;
/// Weeks without a loss after which the target counts as recovered.
const CALM_WEEKS: usize = 13;

/// Endurance in one fork; none where it did not end within the record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Endurance {
    /// Full weeks before output is lost.
    pub survive_weeks: Option<u32>,
    /// Weeks until output is no longer lost; nil when it never was.
    pub recover_weeks: Option<u32>,
}

impl Endurance {
    /// Survival gap [weeks]: how long output is missing.
    pub fn gap_weeks(&self) -> Option<u32> {
        match (self.survive_weeks, self.recover_weeks) {
            (Some(survive), Some(recover)) => Some(recover.saturating_sub(survive)),
            (None, Some(_)) => Some(0),
            _ => None,
        }
    }
}

/// Loss of each week beyond the base, over planned value added of users of the goods in scope.
pub fn excess_loss_shares(base: &Record, action: &Record, goods: &[usize]) -> Vec<f64> {
    base.users
        .iter()
        .zip(&action.users)
        .map(|(base, action)| {
            let rows = base.iter().zip(action);
            let (lost, wanted) = rows.filter(|(base, _)| goods.contains(&base.good)).fold(
                (0.0, 0.0),
                |(lost, wanted), (base, action)| {
                    (
                        lost + (action.lost_usd() - base.lost_usd()),
                        wanted + base.wanted_usd(),
                    )
                },
            );
            if wanted > 0.0 { lost / wanted } else { 0.0 }
        })
        .collect()
}

/// Reads endurance off the weekly losses.
pub fn endurance(excess_loss_shares: &[f64]) -> Endurance {
    let is_lost = |share: &f64| *share > TOLERANCE_SHARE;
    let survive = excess_loss_shares.iter().position(is_lost);
    let recover = match excess_loss_shares.iter().rposition(is_lost) {
        None => Some(0),
        Some(last) if last + CALM_WEEKS < excess_loss_shares.len() => Some(last as u32 + 1),
        Some(_) => None,
    };
    Endurance {
        survive_weeks: survive.map(|week| week as u32),
        recover_weeks: recover,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weeks(calm: usize, lost: usize, after: usize) -> Vec<f64> {
        let mut all = vec![0.0; calm];
        all.extend(vec![0.3; lost]);
        all.extend(vec![0.005; after]);
        all
    }

    #[test]
    fn target_survives_until_the_first_loss_above_a_hundredth() {
        let found = endurance(&weeks(9, 30, 20));
        assert_eq!(found.survive_weeks, Some(9));
        // The last loss is in week 39, of 30 from week 10 on.
        assert_eq!(found.recover_weeks, Some(39));
        assert_eq!(found.gap_weeks(), Some(30));
    }

    #[test]
    fn loss_until_near_the_end_is_no_recovery() {
        let found = endurance(&weeks(9, 30, 12));
        assert_eq!((found.recover_weeks, found.gap_weeks()), (None, None));
    }

    #[test]
    fn target_that_loses_nothing_survives_the_record() {
        let found = endurance(&weeks(60, 0, 10));
        assert_eq!(found.survive_weeks, None);
        assert_eq!((found.recover_weeks, found.gap_weeks()), (Some(0), Some(0)));
    }
}
