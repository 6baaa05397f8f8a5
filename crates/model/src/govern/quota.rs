//! Quotas: a tonnage over several goods (export) or over a country's mines (production).
//!
//! An export quota has one rent for all goods in its scope; the week's allowance is `pace * left / weeks left`, and
//! what is not used stays for later weeks of the year.

use super::{Controls, Policy};
use crate::clock::WEEKS_PER_YEAR;
use crate::facts::Facts;
use crate::goods::GoodIndex;
use crate::need::Web;
use crate::place::CountryIndex;
use educe::Educe;
use scenario::Instrument;
use serde::{Deserialize, Serialize};

/// Weeks in a quota year.
const YEAR_WEEKS: u32 = 52;

/// An export quota with what is left of it.
#[derive(Debug, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct ExportQuota {
    /// Position in the list of policies.
    pub(crate) policy: usize,
    /// Who issued it.
    pub(crate) government: CountryIndex,
    /// Goods it covers.
    pub(crate) goods: Vec<GoodIndex>,
    /// Yearly limit [t].
    pub(crate) limit_t: f64,
    /// How much faster than evenly it may be used.
    pub(crate) pace_share: f64,
    /// Left this year [t].
    pub(crate) left_t: f64,
    /// Weeks left this year.
    pub(crate) weeks_left: u32,
    /// Allowed this week and not yet used [t].
    pub(crate) allowance_t: f64,
    /// Share of the week's contract calls that the allowance lets through.
    pub(crate) granted_share: f64,
    /// Rent that cleared this week [USD/t].
    pub(crate) rent_usd_per_t: f64,
}

impl ExportQuota {
    /// Opens a new week: a new year's quota when the old year is over, then the week's allowance.
    pub(crate) fn open_week(&mut self) {
        if self.weeks_left == 0 {
            self.left_t = self.limit_t;
            self.weeks_left = YEAR_WEEKS;
        }
        self.allowance_t =
            market::quota::weekly_quota(self.left_t, self.weeks_left, self.pace_share);
        self.weeks_left -= 1;
    }

    /// Books exports against the quota.
    pub(crate) fn book(&mut self, tonnes: f64) {
        self.left_t -= tonnes;
        self.allowance_t -= tonnes;
    }
}

/// Opens the week's allowance of every export quota, and says what part of the week's calls it lets through.
pub(crate) fn open_quotas(web: &Web, facts: &Facts, controls: &mut Controls) {
    for quota in &mut controls.export_quotas {
        quota.open_week();
        let called_t: f64 = web
            .links
            .iter()
            .filter(|link| {
                let need = &web.needs[link.need];
                facts.agents.country[link.supplier] == quota.government
                    && need.country != quota.government
                    && quota.goods.contains(&need.good)
            })
            .map(|link| link.call_t)
            .sum();
        quota.granted_share = if called_t > 0.0 {
            (quota.allowance_t / called_t).min(1.0)
        } else {
            1.0
        };
    }
}

/// A yearly limit on a country's quota-bound mines.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct ProductionQuota {
    /// Limit at the first week in force [t/yr].
    pub(crate) limit_t_per_year: f64,
    /// Growth per year.
    pub(crate) growth_share_per_year: f64,
    /// Week it counts from; never before the start of the scenario.
    pub(crate) since: i64,
}

impl ProductionQuota {
    /// The limit in a week [t/yr]: limit (1 + growth)^years.
    pub(crate) fn limit_in(&self, week: i64) -> f64 {
        let years = (week - self.since).max(0) as f64 / WEEKS_PER_YEAR;
        self.limit_t_per_year * libm::pow(1.0 + self.growth_share_per_year, years)
    }
}

/// Puts a quota into force; an export quota that already runs keeps its count.
pub(super) fn enact(
    policy: &Policy,
    index: usize,
    facts: &Facts,
    controls: &mut Controls,
    quotas: &mut Vec<ExportQuota>,
) {
    match &policy.instrument {
        Instrument::ExportQuota {
            goods,
            limit_t_per_year,
            pace_share,
        } if quotas.iter().all(|quota| quota.policy != index) => {
            quotas.push(ExportQuota {
                policy: index,
                government: policy.government,
                goods: goods.iter().map(|id| facts.goods.index(id)).collect(),
                limit_t: *limit_t_per_year,
                pace_share: *pace_share,
                left_t: 0.0,
                weeks_left: 0,
                allowance_t: 0.0,
                granted_share: 1.0,
                rent_usd_per_t: 0.0,
            });
        }
        Instrument::ProductionQuota {
            limit_t_per_year,
            growth_share_per_year,
        } => {
            controls.production_quota[policy.government] = Some(ProductionQuota {
                limit_t_per_year: *limit_t_per_year,
                growth_share_per_year: *growth_share_per_year,
                since: policy.effective.max(0),
            });
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn production_quota_grows_by_years_since_the_start() {
        let quota = ProductionQuota {
            limit_t_per_year: 1000.0,
            growth_share_per_year: 0.1,
            since: 0,
        };
        assert!((quota.limit_in(0) - 1000.0).abs() < 1e-9);
        // 104.357 weeks are two years: 1000 * 1.1^2 = 1210; week 104 is 0.7 % of a year short of it
        assert!((quota.limit_in(104) - 1210.0).abs() < 1.0);
    }

    #[test]
    fn unused_quota_stays_for_later_weeks() {
        let mut quota = ExportQuota {
            policy: 0,
            government: 0,
            goods: vec![0],
            limit_t: 520.0,
            pace_share: 1.0,
            left_t: 0.0,
            weeks_left: 0,
            allowance_t: 0.0,
            granted_share: 1.0,
            rent_usd_per_t: 0.0,
        };
        quota.open_week();
        // 520 t over 52 weeks: 10 t
        assert!((quota.allowance_t - 10.0).abs() < 1e-9);
        quota.open_week();
        // nothing used: 520 t over the 51 weeks left
        assert!((quota.allowance_t - 520.0 / 51.0).abs() < 1e-9);
    }
}
