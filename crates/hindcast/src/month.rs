//! Months and quarters of the calendar.

use units::Date;

const MONTHS_PER_YEAR: i32 = 12;

/// First day of the month that is `months` after the one of `date`, or before where negative.
pub fn first_of_month(date: Date, months: i32) -> Date {
    let count = i32::from(date.year()) * MONTHS_PER_YEAR + i32::from(date.month()) - 1 + months;
    let year = count.div_euclid(MONTHS_PER_YEAR) as i16;
    let month = count.rem_euclid(MONTHS_PER_YEAR) as i8 + 1;
    Date::new(year, month, 1)
}

/// Whole months between the months of two dates, negative where `to` is earlier.
pub fn months_between(from: Date, to: Date) -> i32 {
    (i32::from(to.year()) - i32::from(from.year())) * MONTHS_PER_YEAR + i32::from(to.month())
        - i32::from(from.month())
}

/// The months that begin on or after `from` and end on or before `to`, as (first day, first day after).
pub fn whole_months(from: Date, to: Date) -> Vec<(Date, Date)> {
    let mut first = first_of_month(from, 0);
    if first < from {
        first = first_of_month(from, 1);
    }
    let mut months = Vec::new();
    while first_of_month(first, 1) <= to {
        let next = first_of_month(first, 1);
        months.push((first, next));
        first = next;
    }
    months
}

/// The day as a year with a fraction: 2011.5 is the middle of 2011.
pub fn as_years(date: Date) -> f64 {
    let year = date.year();
    let start = Date::new(year, 1, 1);
    let length = Date::new(year + 1, 1, 1).days_since(start);
    f64::from(year) + f64::from(date.days_since(start)) / f64::from(length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(0, Date::new(2011, 11, 1))]
    #[case(2, Date::new(2012, 1, 1))]
    #[case(-11, Date::new(2010, 12, 1))] // eleven months before November is December of the year before
    fn months_roll_over_the_year(#[case] months: i32, #[case] first: Date) {
        assert_eq!(first_of_month(Date::new(2011, 11, 23), months), first);
        assert_eq!(months_between(Date::new(2011, 11, 23), first), months);
    }

    #[test]
    fn only_whole_months_count() {
        let months = whole_months(Date::new(2010, 1, 2), Date::new(2010, 4, 30));
        assert_eq!(
            months,
            [
                (Date::new(2010, 2, 1), Date::new(2010, 3, 1)),
                (Date::new(2010, 3, 1), Date::new(2010, 4, 1))
            ]
        );
    }

    #[test]
    fn second_of_july_is_the_middle_of_the_year() {
        // 182 days before, of 365
        let middle = as_years(Date::new(2011, 7, 2));
        assert!((middle - 2011.0 - 182.0 / 365.0).abs() < 1e-9);
    }
}
