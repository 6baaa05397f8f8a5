//! The leverage curve: what an embargo costs both sides by horizon, and what that is worth as a threat.

use crate::cost::{Cost, Record, Terms, cost, share_lost_usd};

/// Least cost of the imposer that a ratio divides by [USD]: below a million nobody counts.
pub const LEAST_COST_USD: f64 = 1e6;

/// One horizon of one replicate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The horizon.
    pub horizon_weeks: u32,
    /// Cost to the target.
    pub target: Cost,
    /// Cost to the imposer.
    pub imposer: Cost,
}

/// Imposer and target in one fork.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sides {
    /// The imposer.
    pub imposer: Record,
    /// The target.
    pub target: Record,
}

/// Costs of both sides at every horizon.
pub fn curve(base: &Sides, action: &Sides, horizons: &[u32], terms: Terms) -> Vec<Point> {
    let rate = terms.rate_per_year;
    let at = |&horizon: &u32| {
        let mut imposer = cost(&base.imposer, &action.imposer, horizon, rate);
        imposer.share_lost_usd = share_lost_usd(&base.imposer, &action.imposer, horizon, terms);
        Point {
            horizon_weeks: horizon,
            target: cost(&base.target, &action.target, horizon, rate),
            imposer,
        }
    };
    horizons.iter().map(at).collect()
}

/// Coercive ratio: `C_B / max(C_A, eps)`.
pub fn coercive_ratio(target_usd: f64, imposer_usd: f64) -> f64 {
    target_usd / imposer_usd.max(LEAST_COST_USD)
}

/// The same with each cost over the country's product: `(C_B / GDP_B) / (max(C_A, eps) / GDP_A)`.
pub fn gdp_weighted_ratio(
    (target_usd, target_gdp_usd): (f64, f64),
    (imposer_usd, imposer_gdp_usd): (f64, f64),
) -> f64 {
    coercive_ratio(target_usd, imposer_usd) * imposer_gdp_usd / target_gdp_usd
}

/// Part of the need of users of the goods in scope that was not met over the first weeks, by value.
pub fn unmet_need_share(record: &Record, goods: &[usize], weeks: u32) -> f64 {
    let rows = record.users.iter().take(weeks as usize).flatten();
    let (lost, wanted) = rows
        .filter(|row| goods.contains(&row.good))
        .fold((0.0, 0.0), |(lost, wanted), row| {
            (lost + row.lost_usd(), wanted + row.wanted_usd())
        });
    if wanted > 0.0 { lost / wanted } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::UserWeek;

    #[test]
    fn ratio_divides_by_a_million_at_least() {
        assert_eq!(coercive_ratio(6e9, 2e9), 3.0);
        assert_eq!(coercive_ratio(6e9, -2e9), 6e3);
        assert_eq!(coercive_ratio(0.0, 0.0), 0.0);
    }

    #[test]
    fn weighted_ratio_is_of_shares_of_product() {
        // 6 of 4,000 over 2 of 20,000: 0.0015 / 0.0001 = 15
        let ratio = gdp_weighted_ratio((6e9, 4e12), (2e9, 20e12));
        assert!((ratio - 15.0).abs() < 1e-12);
    }

    #[test]
    fn unmet_need_is_weighed_by_value_and_limited_to_scope() {
        let row = |good, wanted_t, lost_t, loss_usd_per_t| UserWeek {
            user: good,
            country: 0,
            good,
            wanted_t,
            used_t: wanted_t - lost_t,
            lost_t,
            loss_usd_per_t,
            cost_usd_per_t: 1.0,
        };
        let week = vec![
            row(0, 10.0, 1.0, 30.0),
            row(1, 10.0, 4.0, 10.0),
            row(2, 5.0, 5.0, 9.0),
        ];
        let record = Record {
            users: vec![week, vec![row(0, 10.0, 10.0, 30.0)]],
            ..Record::default()
        };
        // (30 + 40) / (300 + 100)
        assert_eq!(unmet_need_share(&record, &[0, 1], 1), 0.175);
        assert_eq!(unmet_need_share(&record, &[7], 1), 0.0);
        // both weeks: (70 + 300) / (400 + 300)
        assert!((unmet_need_share(&record, &[0, 1], 52) - 370.0 / 700.0).abs() < 1e-12);
    }
}
