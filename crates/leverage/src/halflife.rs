//! Half-life: years until the same embargo, begun later, costs the target half as much.

/// Horizon of the cost that halves [weeks].
pub const HORIZON_WEEKS: u32 = 26;

/// Years until cost is half of the first, on a straight line between the years; none when it never is.
pub fn half_life_years(costs: &[f64]) -> Option<f64> {
    let half = costs.first()? / 2.0;
    if half <= 0.0 {
        return None;
    }
    let year = costs.iter().position(|cost| *cost <= half)?;
    let (before, after) = (costs[year - 1], costs[year]);
    Some((year - 1) as f64 + (before - half) / (before - after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_life_lies_between_two_years() {
        // 100, 80, 40: half is 50, three quarters of the way from 80 to 40
        assert_eq!(half_life_years(&[100.0, 80.0, 40.0, 60.0]), Some(1.75));
        assert_eq!(half_life_years(&[100.0, 50.0]), Some(1.0));
    }

    #[test]
    fn cost_that_stays_has_no_half_life() {
        assert_eq!(half_life_years(&[100.0, 90.0, 51.0]), None);
        assert_eq!(half_life_years(&[0.0, 0.0]), None);
        assert_eq!(half_life_years(&[]), None);
    }
}
