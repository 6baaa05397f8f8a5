//! Calendar days.

use core::fmt;
use core::str::FromStr;

use jiff::{SignedDuration, civil};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

const DAYS_PER_WEEK: i32 = 7;
const HOURS_PER_DAY: i64 = 24;

/// A day of the calendar, written `YYYY-MM-DD` in files.
///
/// ```
/// use units::Date;
/// let start = Date::parse("2026-01-05")?;
/// assert_eq!(start, Date::new(2026, 1, 5));
/// assert_eq!(start.add_weeks(4).to_string(), "2026-02-02");
/// assert_eq!(start.add_days(365).days_since(start), 365);
/// # Ok::<(), units::DateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct Date(civil::Date);

/// A text that is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    found: String,
}

impl Date {
    /// A date written in code. What people write goes through [`Date::parse`], which refuses instead.
    ///
    /// # Panics
    /// Where the calendar has no such day: a fault in the code that wrote it.
    pub const fn new(year: i16, month: i8, day: i8) -> Self {
        Self(civil::Date::constant(year, month, day))
    }

    /// Reads `YYYY-MM-DD`, ten characters, and nothing else.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let refuse = || DateError {
            found: text.to_owned(),
        };
        let is_shaped = text.len() == 10
            && text.bytes().enumerate().all(|(place, byte)| match place {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !is_shaped {
            return Err(refuse());
        }
        text.parse().map(Self).map_err(|_| refuse())
    }

    /// The date `days` later, or earlier where negative; stays at the ends of the calendar (years -9999 and 9999).
    #[must_use]
    pub fn add_days(self, days: i32) -> Self {
        Self(
            self.0
                .saturating_add(SignedDuration::from_hours(i64::from(days) * HOURS_PER_DAY)),
        )
    }

    /// The date `weeks` of 7 days later, or earlier where negative.
    #[must_use]
    pub fn add_weeks(self, weeks: i32) -> Self {
        self.add_days(weeks.saturating_mul(DAYS_PER_WEEK))
    }

    /// Days from `other` to this date; negative where `other` is later.
    pub fn days_since(self, other: Self) -> i32 {
        // The whole calendar has 7.3 million days, so the cast cannot lose any.
        (self.0.duration_since(other.0).as_hours() / HOURS_PER_DAY) as i32
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> i8 {
        self.0.day()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl FromStr for Date {
    type Err = DateError;
    fn from_str(text: &str) -> Result<Self, DateError> {
        Self::parse(text)
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a date, allowed is a day of the calendar as YYYY-MM-DD, such as 2026-01-05",
            self.found
        )
    }
}

impl core::error::Error for DateError {}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct DateText;
        impl de::Visitor<'_> for DateText {
            type Value = Date;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date in quotes as \"YYYY-MM-DD\"")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Date, E> {
                Date::parse(text).map_err(E::custom)
            }
        }
        deserializer.deserialize_str(DateText)
    }
}
