//! Lengths of time.

use crate::quantity::quantity;

/// Days in the year of the model: the mean Julian year.
const DAYS_PER_YEAR: f64 = 365.25;
const DAYS_PER_WEEK: f64 = 7.0;
const MONTHS_PER_YEAR: f64 = 12.0;

quantity! {
    /// A length of time (years).
    ///
    /// ```
    /// use units::Span;
    /// assert_eq!(Span::months(18.0), Span::years(1.5));
    /// assert_eq!(Span::weeks(1.0), Span::WEEK);
    /// assert_eq!(Span::days(365.25), Span::years(1.0));
    /// ```
    Span, years, as_years, "years"
}

impl Span {
    /// The step of the model: 7 days, 7/365.25 of a year.
    pub const WEEK: Self = Self::weeks(1.0);

    /// From a number of days; 365.25 make a year.
    pub const fn days(value: f64) -> Self {
        Self::years(value / DAYS_PER_YEAR)
    }

    /// From a number of weeks of 7 days.
    pub const fn weeks(value: f64) -> Self {
        Self::days(value * DAYS_PER_WEEK)
    }

    /// From a number of months; 12 make a year.
    pub const fn months(value: f64) -> Self {
        Self::years(value / MONTHS_PER_YEAR)
    }

    /// As a number of days.
    pub const fn as_days(self) -> f64 {
        self.as_years() * DAYS_PER_YEAR
    }

    /// As a number of weeks.
    pub const fn as_weeks(self) -> f64 {
        self.as_days() / DAYS_PER_WEEK
    }

    /// As a number of months.
    pub const fn as_months(self) -> f64 {
        self.as_years() * MONTHS_PER_YEAR
    }
}
