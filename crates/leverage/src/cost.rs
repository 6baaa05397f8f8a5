//! What an embargo costs one side: lost output, dearer inputs, worse books, and markets lost for good.
//!
//! ```text
//! C(H) = sum over weeks w <= H of d(w) [ lost_a - lost_b + sum over users (cost_a - cost_b) used_a - (change of worth_a - change of worth_b) ]
//!        + d(H) (exports_b - exports_a) margin annuity          (imposer only)
//! ```
//!
//! a is the fork with the embargo, b the one without; d(w) = (1 + r)^(-w / 52.18). Worth is money plus stocks, shipments
//! and plants at fixed prices, so that eating a stock is no profit and building a plant no loss.

use model::UserWeek;

use crate::WEEKS_PER_YEAR;

/// Years from the embargo to which lost exports are counted.
const SHARE_LOST_TO_YEAR: f64 = 10.0;

/// The parts of a cost [USD]; a negative part is a gain.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Cost {
    /// Value added of final users not produced, in excess of the base.
    pub lost_output_usd: f64,
    /// What users pay more for what they use.
    pub price_transfer_usd: f64,
    /// What the country's mines, plants, users, stock keepers and government earn more.
    pub books_usd: f64,
    /// Present value of the margin on exports lost from the horizon to year ten.
    pub share_lost_usd: f64,
}

impl Cost {
    /// All of it [USD].
    pub fn total_usd(&self) -> f64 {
        self.lost_output_usd + self.price_transfer_usd - self.books_usd + self.share_lost_usd
    }
}

/// One country in one fork, week by week.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    /// Its users' weeks.
    pub users: Vec<Vec<UserWeek>>,
    /// Its worth at the end of each week [USD].
    pub worth_usd: Vec<f64>,
    /// What others would order from it in a year at fixed prices, at the end of each week [USD/yr].
    pub exports_usd_per_year: Vec<f64>,
}

impl Record {
    /// Forgets all weeks, keeping the memory.
    pub fn clear(&mut self) {
        self.users.clear();
        self.worth_usd.clear();
        self.exports_usd_per_year.clear();
    }
}

/// Present value of a dollar in so many weeks: `(1 + r)^(-w / 52.18)`.
pub fn discount(rate_per_year: f64, weeks: f64) -> f64 {
    libm::pow(1.0 + rate_per_year, -weeks / WEEKS_PER_YEAR)
}

/// Present value, at the horizon, of a dollar a year from the horizon to year ten [years].
///
/// ```text
/// two years gone, 8 % a year: (1 - 1.08^-8) / 0.08 = 5.7466
/// ```
fn annuity_years(rate_per_year: f64, horizon_years: f64) -> f64 {
    let left = (SHARE_LOST_TO_YEAR - horizon_years).max(0.0);
    if rate_per_year > 0.0 {
        (1.0 - libm::pow(1.0 + rate_per_year, -left)) / rate_per_year
    } else {
        left
    }
}

/// Lost output and price transfer of a week [USD].
fn week_usd(base: &[UserWeek], action: &[UserWeek]) -> (f64, f64) {
    let pairs = base.iter().zip(action);
    pairs.fold((0.0, 0.0), |(lost, transfer), (base, action)| {
        (
            lost + (action.lost_usd() - base.lost_usd()),
            transfer + (action.cost_usd_per_t - base.cost_usd_per_t) * action.used_t,
        )
    })
}

/// Cost of the first `weeks` weeks to a country, without exports lost.
pub fn cost(base: &Record, action: &Record, weeks: u32, rate_per_year: f64) -> Cost {
    let mut cost = Cost::default();
    let mut before = 0.0;
    for week in 0..(weeks as usize).min(base.users.len()) {
        let factor = discount(rate_per_year, (week + 1) as f64);
        let (lost, transfer) = week_usd(&base.users[week], &action.users[week]);
        let gap = action.worth_usd[week] - base.worth_usd[week];
        cost.lost_output_usd += factor * lost;
        cost.price_transfer_usd += factor * transfer;
        cost.books_usd += factor * (gap - before);
        before = gap;
    }
    cost
}

/// Terms on which lost exports are valued.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Terms {
    /// Discount rate.
    pub rate_per_year: f64,
    /// Margin of exporters.
    pub margin_share: f64,
}

/// Present value of the exports that a country has lost at the end of so many weeks [USD].
pub fn share_lost_usd(base: &Record, action: &Record, weeks: u32, terms: Terms) -> f64 {
    let at = (weeks as usize).min(base.exports_usd_per_year.len());
    let Some(last) = at.checked_sub(1) else {
        return 0.0;
    };
    let lost = base.exports_usd_per_year[last] - action.exports_usd_per_year[last];
    let years = f64::from(weeks) / WEEKS_PER_YEAR;
    discount(terms.rate_per_year, f64::from(weeks))
        * lost
        * terms.margin_share
        * annuity_years(terms.rate_per_year, years)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(used_t: f64, lost_t: f64, cost_usd_per_t: f64) -> UserWeek {
        UserWeek {
            user: 0,
            country: 0,
            good: 0,
            wanted_t: used_t + lost_t,
            used_t,
            lost_t,
            loss_usd_per_t: 1000.0,
            cost_usd_per_t,
        }
    }

    fn record(weeks: &[(f64, f64, f64, f64)]) -> Record {
        Record {
            users: weeks
                .iter()
                .map(|&(used, lost, cost, _)| vec![user(used, lost, cost)])
                .collect(),
            worth_usd: weeks.iter().map(|week| week.3).collect(),
            exports_usd_per_year: vec![0.0; weeks.len()],
        }
    }

    #[test]
    fn parts_are_summed_over_the_horizon() {
        let base = record(&[(10.0, 0.0, 100.0, 50.0), (10.0, 0.0, 100.0, 60.0)]);
        let action = record(&[(9.0, 1.0, 110.0, 45.0), (6.0, 4.0, 150.0, 80.0)]);
        // Week 1: lost 1 t x 1000 = 1000; dearer 10 x 9 = 90; worth 45 - 50 = -5. No discount.
        let first = cost(&base, &action, 1, 0.0);
        assert_eq!(
            (first.lost_output_usd, first.price_transfer_usd),
            (1000.0, 90.0)
        );
        assert_eq!((first.books_usd, first.total_usd()), (-5.0, 1095.0));
        // Both: 1000 + 4000; 90 + 50 x 6 = 390; worth 80 - 60 = 20: 5000 + 390 - 20.
        assert_eq!(cost(&base, &action, 2, 0.0).total_usd(), 5370.0);
        // A horizon beyond the record ends with it.
        assert_eq!(cost(&base, &action, 9, 0.0).total_usd(), 5370.0);
    }

    #[test]
    fn later_costs_count_less() {
        let base = record(&[(10.0, 0.0, 100.0, 0.0); 104]);
        let mut action = base.clone();
        action.users[103][0].lost_t = 1.0;
        // 1000 / 1.08^(104 / 52.178571) = 857.79
        let found = cost(&base, &action, 104, 0.08).total_usd();
        assert!((found - 857.79).abs() < 0.01, "{found}");
    }

    #[test]
    fn without_an_action_every_part_is_exactly_zero() {
        let base = record(&[(10.0, 0.3, 100.1, 0.7), (9.9, 0.4, 77.7, -3.1)]);
        assert_eq!(cost(&base, &base, 2, 0.08), Cost::default());
    }

    #[test]
    fn exports_lost_are_counted_to_year_ten() {
        // 100 a year lost at a margin of 0.2, no discount, one year of 365.25 days gone less a day: 20 x 9.0034
        let mut base = record(&[(1.0, 0.0, 1.0, 0.0); 52]);
        base.exports_usd_per_year = vec![300.0; 52];
        let mut action = base.clone();
        action.exports_usd_per_year[51] = 200.0;
        let terms = Terms {
            rate_per_year: 0.0,
            margin_share: 0.2,
        };
        let found = share_lost_usd(&base, &action, 52, terms);
        assert!(
            (found - 20.0 * (10.0 - 52.0 * 7.0 / 365.25)).abs() < 1e-9,
            "{found}"
        );
        assert_eq!(share_lost_usd(&base, &action, 51, terms), 0.0);
        assert!((annuity_years(0.08, 2.0) - 5.746_64).abs() < 1e-4);
    }
}
