//! Acts: what a government can do about a group of goods, and how much each refuses to whom.

use super::{Situation, Weights};
use serde::{Deserialize, Serialize};

/// Days in a week.
const DAYS_PER_WEEK: f64 = 7.0;

/// A kind of curb, from mild to harsh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Measure {
    /// No curb.
    Free,
    /// A duty on all exports.
    Duty,
    /// A quota on all exports.
    Quota,
    /// Licences that come late and for a part of ordinary purchases.
    SlowLicences,
    /// No exports.
    Ban,
}

/// A curb: what, and against whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// What is done.
    pub measure: Measure,
    /// The one destination that it is aimed at, by position in the situation; everybody when none.
    pub against: Option<usize>,
}

impl Act {
    /// No curb.
    pub const FREE: Self = Self {
        measure: Measure::Free,
        against: None,
    };

    /// Everything that can be done: free trade first, then what hits all, then what singles out one target, then the
    /// full ban.
    pub fn all(situation: &Situation) -> Vec<Self> {
        let on_all = |measure| Self {
            measure,
            against: None,
        };
        let mut acts = vec![
            Self::FREE,
            on_all(Measure::Duty),
            on_all(Measure::Quota),
            on_all(Measure::SlowLicences),
        ];
        for (at, destination) in situation.destinations.iter().enumerate() {
            if destination.is_target {
                for measure in [Measure::SlowLicences, Measure::Ban] {
                    acts.push(Self {
                        measure,
                        against: Some(at),
                    });
                }
            }
        }
        acts.push(on_all(Measure::Ban));
        acts
    }

    /// Part of a destination's ordinary purchases that does not come, on average over the horizon: for a duty what its
    /// users give up, `1 - (1 + d)^-e`; for slow licences `1 - a (1 - wait / horizon)`.
    pub fn refused_share(self, destination: usize, weights: &Weights) -> f64 {
        if self.against.is_some_and(|target| target != destination) {
            return 0.0;
        }
        let acts = &weights.acts;
        match self.measure {
            Measure::Free => 0.0,
            Measure::Duty => {
                1.0 - libm::pow(1.0 + acts.duty_share, -weights.weights.foreign_elasticity)
            }
            Measure::Quota => 1.0 - acts.quota_share,
            Measure::SlowLicences => {
                let horizon_weeks = f64::from(weights.weights.horizon_weeks);
                let wait_share = (acts.licence_delay_days / DAYS_PER_WEEK / horizon_weeks).min(1.0);
                1.0 - acts.licence_approval_share * (1.0 - wait_share)
            }
            Measure::Ban => 1.0,
        }
    }

    /// Price of the broken norm over that of a full ban. Judgement: trade law forbids bans and quotas alike, tolerates
    /// duties that no protocol rules out, and lets licences pass for a while as a matter of security.
    pub fn norm_share(self) -> f64 {
        match (self.measure, self.against) {
            (Measure::Free, _) => 0.0,
            (Measure::Duty, _) => 0.3,
            (Measure::Quota, _) | (Measure::Ban, Some(_)) => 0.5,
            (Measure::SlowLicences, None) => 0.4,
            (Measure::SlowLicences, Some(_)) => 0.2,
            (Measure::Ban, None) => 1.0,
        }
    }

    /// In words, such as `ban on japan`.
    pub fn name(self, situation: &Situation) -> String {
        let what = match self.measure {
            Measure::Free => return "free".to_owned(),
            Measure::Duty => "duty",
            Measure::Quota => "quota",
            Measure::SlowLicences => "slow licences",
            Measure::Ban => "ban",
        };
        match self.against.and_then(|at| situation.destinations.get(at)) {
            Some(target) => format!("{what} on {}", target.id),
            None => format!("{what} on all"),
        }
    }
}
