//! Quantiles of a few numbers.

/// The quantile at `share` (0.5 is the median), linear between neighbours; none of nothing.
pub fn quantile(values: &[f64], share: f64) -> Option<f64> {
    let mut sorted: Vec<f64> = values
        .iter()
        .copied()
        .filter(|value| value.is_finite())
        .collect();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    let place = share.clamp(0.0, 1.0) * last as f64;
    let below = (place as usize).min(last);
    let above = (below + 1).min(last);
    let part = place - below as f64;
    Some(sorted[below] + part * (sorted[above] - sorted[below]))
}

/// Median, 5 % and 95 % quantile.
pub(crate) fn band(values: &[f64]) -> Option<[f64; 3]> {
    Some([
        quantile(values, 0.5)?,
        quantile(values, 0.05)?,
        quantile(values, 0.95)?,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(0.5, 2.5)] // halfway between 2 and 3
    #[case(0.05, 1.15)] // 0.05 x 3 = 0.15 past the first
    #[case(1.0, 4.0)]
    fn quantiles_lie_between_neighbours(#[case] share: f64, #[case] expected: f64) {
        let found = quantile(&[3.0, 1.0, f64::NAN, 4.0, 2.0], share).unwrap();
        assert!((found - expected).abs() < 1e-12, "{found}");
    }

    #[test]
    fn nothing_has_no_quantile() {
        assert_eq!(quantile(&[f64::NAN], 0.5), None);
    }
}
