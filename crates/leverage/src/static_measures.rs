//! Measures that need no simulation, as a cross-check: who supplies, how concentrated, how much of it could be done
//! without, and what is left when the largest supplier is gone.

use model::Supply;

use crate::WEEKS_PER_YEAR;

/// Static dependence of one country on another.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Statics {
    /// Part of what the target buys in scope that comes from the imposer, by value.
    pub import_share: f64,
    /// Concentration of its origins: sum of squared shares.
    pub supplier_hhi: f64,
    /// Hirschman's measure: import share times the part that cannot be saved.
    pub hirschman_share: f64,
    /// Order of magnitude of value added that hangs on a dollar of supply.
    pub log_value_per_usd: f64,
    /// What the other origins and the stock on hand cover of a year's need when the largest origin fails.
    pub n_minus_one_share: f64,
}

/// Shares of a total by origin; nil everywhere when there is none.
pub fn origin_shares(supplies: &[Supply], target: usize, goods: &[usize], n: usize) -> Vec<f64> {
    let mut shares = vec![0.0; n];
    let own = supplies.iter().filter(|it| it.destination == target);
    for supply in own.filter(|it| goods.contains(&it.good)) {
        shares[supply.origin] += supply.usd_per_year;
    }
    let total: f64 = shares.iter().sum();
    if total > 0.0 {
        for share in &mut shares {
            *share /= total;
        }
    }
    shares
}

/// Concentration: sum of squared shares, 0 to 1.
pub fn hhi(shares: &[f64]) -> f64 {
    shares.iter().map(|share| share * share).sum()
}

/// Hirschman's dependence: share of imports times the part without substitute.
pub fn hirschman_share(import_share: f64, substitutable_share: f64) -> f64 {
    import_share * (1.0 - substitutable_share)
}

/// Logarithm to base ten of value added over what is paid for supply: 3 when a dollar of supply carries a thousand.
pub fn log_value_per_usd(value_added_usd_per_year: f64, supply_usd_per_year: f64) -> f64 {
    if value_added_usd_per_year > 0.0 && supply_usd_per_year > 0.0 {
        libm::log10(value_added_usd_per_year / supply_usd_per_year)
    } else {
        0.0
    }
}

/// Cover without the largest origin: `min(1, 1 - largest share + stock / yearly need)`.
pub fn n_minus_one_share(shares: &[f64], stock_years: f64) -> f64 {
    let largest = shares.iter().copied().fold(0.0, f64::max);
    (1.0 - largest + stock_years).min(1.0)
}

/// Part of use that saving can do without within some weeks: `min(s_max H, 1 - a_min)`.
pub fn substitutable_share(most_per_year: f64, weeks: u32, least_intensity_share: f64) -> f64 {
    let saved = most_per_year * f64::from(weeks) / WEEKS_PER_YEAR;
    saved.min(1.0 - least_intensity_share).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn supply(good: usize, origin: usize, usd_per_year: f64) -> Supply {
        Supply {
            good,
            origin,
            destination: 9,
            t_per_year: 1.0,
            usd_per_year,
        }
    }

    #[test]
    fn shares_are_of_the_goods_in_scope() {
        let rows = [
            supply(0, 0, 60.0),
            supply(1, 0, 10.0),
            supply(0, 2, 30.0),
            supply(5, 1, 900.0),
        ];
        let shares = origin_shares(&rows, 9, &[0, 1], 3);
        assert_eq!(shares, [0.7, 0.0, 0.3]);
        // 0.49 + 0.09
        assert!((hhi(&shares) - 0.58).abs() < 1e-12);
        // 1 - 0.7 + 0.1 of a year
        assert!((n_minus_one_share(&shares, 0.1) - 0.4).abs() < 1e-12);
        assert_eq!(n_minus_one_share(&shares, 2.0), 1.0);
        assert_eq!(origin_shares(&rows, 8, &[0], 3), [0.0; 3]);
    }

    #[rstest]
    // a year at 5 % a year, but for two days: 0.05 x 52 / 52.178571
    #[case(0.05, 52, 0.3, 0.049_829)]
    // ten years would save half, designs allow 0.3
    #[case(0.05, 522, 0.7, 0.3)]
    fn saving_is_limited_by_time_and_by_design(
        #[case] most: f64,
        #[case] weeks: u32,
        #[case] least: f64,
        #[case] expected: f64,
    ) {
        assert!((substitutable_share(most, weeks, least) - expected).abs() < 1e-6);
    }

    #[test]
    fn hirschman_and_log_value_by_hand() {
        assert!((hirschman_share(0.8, 0.25) - 0.6).abs() < 1e-12);
        assert!((log_value_per_usd(5e12, 5e9) - 3.0).abs() < 1e-12);
        assert_eq!(log_value_per_usd(5e12, 0.0), 0.0);
    }
}
