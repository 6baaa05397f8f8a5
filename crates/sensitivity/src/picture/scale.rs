//! Ranges and marks of a horizontal axis.

/// Space at both ends, as a part of the range.
const PADDING_SHARE: f64 = 0.06;

/// A range that holds these values; never empty.
pub(super) fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = values
        .filter(|value| value.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
    let padding = (high - low) * PADDING_SHARE;
    if padding > 0.0 {
        (low - padding, high + padding)
    } else if low.is_finite() {
        (low - 1.0, high + 1.0)
    } else {
        (-1.0, 1.0)
    }
}

/// A number at as many digits as its range asks for; large ones by thousands, millions and billions.
pub(super) fn tick(value: f64, (low, high): (f64, f64)) -> String {
    let (largest, span) = (low.abs().max(high.abs()), high - low);
    let (unit, letter) = match largest {
        _ if largest >= 2e9 => (1e9, " bn"),
        _ if largest >= 2e6 => (1e6, " M"),
        _ if largest >= 2e4 => (1e3, " k"),
        _ => (1.0, ""),
    };
    let mut decimals = 0;
    let mut step = span / unit / 5.0;
    while step < 1.0 && decimals < 9 {
        step *= 10.0;
        decimals += 1;
    }
    let text = format!("{:.decimals$}", value / unit);
    if text.parse() == Ok(0.0) {
        return "0".to_owned();
    }
    text + letter
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(0.25, (0.0, 1.0), "0.2")]
    #[case(-0.001, (-1.0, 0.0), "0")]
    #[case(1500.0, (0.0, 4000.0), "1500")]
    #[case(1.5e9, (1e9, 4e9), "1.5 bn")]
    #[case(-3e6, (-1e7, 1.0), "-3 M")]
    #[case(45_000.0, (0.0, 1e5), "45 k")]
    fn marks_have_the_digits_of_their_range(
        #[case] value: f64,
        #[case] range: (f64, f64),
        #[case] text: &str,
    ) {
        assert_eq!(tick(value, range), text);
    }

    #[test]
    fn range_holds_its_values_and_is_never_empty() {
        let (low, high) = range([1.0, 3.0, f64::NAN].into_iter());
        assert!(low < 1.0 && high > 3.0 && high < 4.0);
        assert_eq!(range([5.0].into_iter()), (4.0, 6.0));
        assert_eq!(range([].into_iter()), (-1.0, 1.0));
    }
}
