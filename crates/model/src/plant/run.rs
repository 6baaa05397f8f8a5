//! How hard a plant runs: utilisation follows the expected margin.
//!
//! u* = clamp(u_base (margin / margin_base)^e, u_min, 1) while the margin is positive, else u_min; u closes a quarter's
//! share of the gap each week. Cost per tonne: fixed part spread over output, variable part rising past base use.

/// Highest utilisation.
const FULL: f64 = 1.0;
/// Time in which utilisation adjusts [years]: a quarter.
const ADJUSTMENT_YEARS: f64 = 0.25;

/// What the rule needs to know of a plant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Drive {
    /// Utilisation of the base year.
    pub(crate) base: f64,
    /// Utilisation now.
    pub(crate) now: f64,
    /// Expected margin over the margin of the base year.
    pub(crate) margin_ratio: f64,
    /// Elasticity of utilisation to the margin.
    pub(crate) elasticity: f64,
    /// Lowest utilisation of an open plant, as a share of base utilisation.
    pub(crate) least_share: f64,
}

/// Utilisation after one week.
pub(crate) fn utilisation(drive: Drive) -> f64 {
    let least = drive.least_share * drive.base;
    let target = if drive.margin_ratio > 0.0 {
        (drive.base * libm::pow(drive.margin_ratio, drive.elasticity)).clamp(least, FULL)
    } else {
        least
    };
    drive.now + crate::clock::weekly_step(ADJUSTMENT_YEARS) * (target - drive.now)
}

/// Cost of a week [USD]: `c ((1 - f) q (1 + xi [u - u_base]+) + f q_base)`.
///
/// `throughput_t` and `base_t` are tonnes this week and at base utilisation, `fixed` the fixed share, `excess` is
/// utilisation above base and `congestion` is xi.
pub(crate) fn week_cost_usd(
    unit_cost_usd_per_t: f64,
    throughput_t: f64,
    base_t: f64,
    fixed: f64,
    congestion_excess: f64,
) -> f64 {
    unit_cost_usd_per_t * ((1.0 - fixed) * throughput_t * (1.0 + congestion_excess.max(0.0)) + fixed * base_t)
}

/// Slows output when the shelf is full: 1 up to the wanted stock, falling to 0 at three times as much.
pub(crate) fn storage_brake(stock_t: f64, wanted_t: f64) -> f64 {
    if wanted_t <= 0.0 { 1.0 } else { ((3.0 * wanted_t - stock_t) / (2.0 * wanted_t)).clamp(0.0, 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settle(margin_ratio: f64) -> f64 {
        let mut drive = Drive { base: 0.8, now: 0.8, margin_ratio, elasticity: 0.5, least_share: 0.25 };
        for _ in 0..500 {
            drive.now = utilisation(drive);
        }
        drive.now
    }

    #[test]
    fn utilisation_stays_at_base_with_the_base_margin() {
        assert!((settle(1.0) - 0.8).abs() < 1e-9);
    }

    #[test]
    fn utilisation_follows_the_margin_and_stops_at_its_limits() {
        // 0.8 * 1.21^0.5 = 0.88
        assert!((settle(1.21) - 0.88).abs() < 1e-9);
        assert!((settle(100.0) - 1.0).abs() < 1e-9);
        // a loss: 0.25 of base = 0.2
        assert!((settle(-1.0) - 0.2).abs() < 1e-9);
    }

    #[test]
    fn fixed_cost_is_paid_at_half_output() {
        // 10 USD/t, base 100 t: at 50 t 10 * (0.6 * 50 + 0.4 * 100) = 700 USD
        assert!((week_cost_usd(10.0, 50.0, 100.0, 0.4, 0.0) - 700.0).abs() < 1e-9);
        assert!((week_cost_usd(10.0, 100.0, 100.0, 0.4, 0.0) - 1000.0).abs() < 1e-9);
    }

    #[test]
    fn brake_bites_between_the_wanted_stock_and_three_times_as_much() {
        assert!((storage_brake(10.0, 10.0) - 1.0).abs() < 1e-12);
        assert!((storage_brake(20.0, 10.0) - 0.5).abs() < 1e-12);
        assert!(storage_brake(30.0, 10.0).abs() < 1e-12);
    }
}
