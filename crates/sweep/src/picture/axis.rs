//! Axes: units that fit the numbers, ranges that hold zero, and marks at round places.

use units::Date;

use crate::CourseComparison;

/// Space above and below the curve, as a part of the range.
const PADDING_SHARE: f64 = 0.08;
/// Marks of the time axis at most.
const MOST_MARKS: i16 = 7;
/// Up to so many days the marks are quarters.
const SHORT_DAYS: i32 = 550;

/// What a number is divided by, and the unit that it then has.
pub(super) struct Scale {
    pub(super) unit: f64,
    pub(super) label: String,
}

/// The scale of a course's differences.
pub(super) fn scale(course: &CourseComparison) -> Scale {
    let differences = course.points.iter().map(|point| point.difference);
    let largest = differences
        .flat_map(|difference| {
            let ends = difference
                .interval
                .map_or([0.0; 2], |interval| [interval.low, interval.high]);
            [difference.mean.unwrap_or(0.0), ends[0], ends[1]]
        })
        .map(f64::abs)
        .fold(0.0, f64::max);
    of_unit(&course.measure.unit, largest)
}

fn of_unit(unit: &str, largest: f64) -> Scale {
    let money = unit.starts_with("USD");
    let (divisor, label) = match unit {
        "share" => (0.01, "percentage points".to_owned()),
        _ if money && largest >= 1e9 => (1e9, format!("bn {unit}")),
        _ if money && largest >= 1e6 => (1e6, format!("M {unit}")),
        _ => (1.0, unit.to_owned()),
    };
    Scale {
        unit: divisor,
        label,
    }
}

/// A range that holds the curve, its band and zero; never empty.
pub(super) fn range(mean: &[(i32, f64)], band: &[(i32, f64, f64)]) -> (f64, f64) {
    let ends = band.iter().flat_map(|&(_, low, high)| [low, high]);
    let (low, high) = mean
        .iter()
        .map(|&(_, value)| value)
        .chain(ends)
        .fold((0.0_f64, 0.0_f64), |(low, high), value| {
            (low.min(value), high.max(value))
        });
    let padding = (high - low) * PADDING_SHARE;
    if padding > 0.0 {
        (low - padding, high + padding)
    } else {
        (-1.0, 1.0)
    }
}

/// A number at as many decimals as its range asks for.
pub(super) fn tick(value: f64, span: f64) -> String {
    let mut decimals = 0;
    let mut step = span / 5.0;
    while step < 1.0 && decimals < 9 {
        step *= 10.0;
        decimals += 1;
    }
    let text = format!("{value:.decimals$}");
    // Not `-0.0`.
    if text.parse() == Ok(0.0) {
        return "0".to_owned();
    }
    text
}

/// Days from the start of the axis.
pub(super) fn days(start: Date, date: Date) -> i32 {
    date.days_since(start)
}

/// Days at which time is named, and the names: years, or quarters where the run is short.
pub(super) fn ticks(start: Date, end: Date) -> Vec<(i32, String)> {
    let first = start.year();
    let is_short = days(start, end) <= SHORT_DAYS;
    let months: &[i8] = if is_short { &[1, 4, 7, 10] } else { &[1] };
    let step = (end.year() - first) / MOST_MARKS + 1;
    (first..=end.year())
        .filter(|year| (year - first) % step == 0)
        .flat_map(|year| months.iter().map(move |month| (year, *month)))
        .filter_map(|(year, month)| {
            let name = if is_short {
                format!("{year}-{month:02}")
            } else {
                year.to_string()
            };
            let date = Date::parse(&format!("{year:04}-{month:02}-01")).ok()?;
            Some((days(start, date), name))
        })
        // A run that opens in the first week of a year opens with that year.
        .map(|(day, name)| {
            if (-7..0).contains(&day) {
                (0, name)
            } else {
                (day, name)
            }
        })
        .filter(|(day, _)| (0..=days(start, end)).contains(day))
        .collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("USD/yr", 2.5e9, 1e9, "bn USD/yr")]
    #[case("USD/yr", 2.5e6, 1e6, "M USD/yr")]
    #[case("USD", 999.0, 1.0, "USD")]
    #[case("share", 0.3, 0.01, "percentage points")]
    #[case("t/yr", 1e7, 1.0, "t/yr")]
    fn unit_fits_the_numbers(
        #[case] unit: &str,
        #[case] largest: f64,
        #[case] divisor: f64,
        #[case] label: &str,
    ) {
        let scale = of_unit(unit, largest);
        assert_eq!(scale.label, label);
        assert!((scale.unit - divisor).abs() < 1e-12);
    }

    #[rstest]
    #[case(0.25, 1.0, "0.2")]
    #[case(-0.001, 1.0, "0")]
    #[case(1500.0, 4000.0, "1500")]
    #[case(0.0123, 0.04, "0.012")]
    fn marks_have_the_decimals_of_their_range(
        #[case] value: f64,
        #[case] span: f64,
        #[case] text: &str,
    ) {
        assert_eq!(tick(value, span), text);
    }

    #[test]
    fn range_holds_zero_and_is_never_empty() {
        assert_eq!(range(&[(0, 0.0)], &[]), (-1.0, 1.0));
        let (low, high) = range(&[(0, 5.0)], &[(0, 4.0, 6.0)]);
        assert!(low < 0.0 && high > 6.0);
    }

    #[test]
    fn long_runs_are_marked_by_years_and_short_ones_by_quarters() {
        let names = |start: Date, end: Date| -> Vec<String> {
            ticks(start, end)
                .into_iter()
                .map(|(_, name)| name)
                .collect()
        };
        let start = Date::new(2026, 1, 5);
        assert_eq!(
            names(start, Date::new(2036, 1, 1)),
            ["2026", "2028", "2030", "2032", "2034", "2036"]
        );
        assert_eq!(
            names(start, Date::new(2026, 12, 1)),
            ["2026-01", "2026-04", "2026-07", "2026-10"]
        );
    }
}
