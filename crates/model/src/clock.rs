//! The clock: weeks since the start of the scenario.

use bevy_ecs::prelude::Resource;
use serde::{Deserialize, Serialize};
use units::{Date, Span};

/// Weeks in a year of 365.25 days.
pub(crate) const WEEKS_PER_YEAR: f64 = 365.25 / 7.0;
/// Governments and boards decide once in so many weeks.
pub(crate) const QUARTER_WEEKS: u32 = 13;

/// The week being simulated; negative weeks are burn-in.
#[derive(Resource, Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Clock {
    /// Weeks since the scenario's start; burn-in counts up to zero from below.
    pub(crate) week: i64,
    /// Weeks that the scenario asks for.
    pub(crate) weeks: u32,
    start: Date,
    first: i64,
}

impl Clock {
    /// A clock that stands `burn_in_weeks` before `start`, at least one: contracts have no price before their first week,
    /// and the base year is fixed on what they cost.
    pub(crate) fn new(start: Date, weeks: u32, burn_in_weeks: u32) -> Self {
        let first = -i64::from(burn_in_weeks.max(1));
        Self {
            week: first,
            weeks,
            start,
            first,
        }
    }

    /// Monday of the current week.
    pub(crate) fn date(&self) -> Date {
        self.start.add_days((self.week * 7) as i32)
    }

    /// Whether this is the very first week, burn-in included.
    pub(crate) fn is_first(&self) -> bool {
        self.week == self.first
    }

    /// Whether the world is still settling before the first reported week.
    pub(crate) fn is_burn_in(&self) -> bool {
        self.week < 0
    }

    /// Weeks as a key for random streams: burn-in weeks count from far away, so that its length shifts no draw.
    pub(crate) fn draw_week(&self) -> u32 {
        if self.week < 0 {
            (1 << 20) + self.week.unsigned_abs() as u32
        } else {
            self.week as u32
        }
    }

    /// First week at or after a date, relative to the start; negative when it has passed before the start.
    pub(crate) fn week_of(&self, date: Date) -> i64 {
        i64::from(date.days_since(self.start)).div_euclid(7)
    }

    /// Date of a week relative to the start.
    pub(crate) fn date_of(&self, week: i64) -> Date {
        self.start.add_days((week * 7) as i32)
    }

    /// Whether boards meet this week.
    pub(crate) fn is_quarter(&self) -> bool {
        self.week >= 0 && self.week % i64::from(QUARTER_WEEKS) == 0
    }
}

/// A number of weeks as a span of time.
pub(crate) fn weeks(count: f64) -> Span {
    Span::weeks(count)
}

/// Share of a gap that an exponential average with time constant `years` closes in one week: 1 - exp(-dt / tau).
pub(crate) fn weekly_step(years: f64) -> f64 {
    if years <= 0.0 {
        1.0
    } else {
        1.0 - libm::exp(-1.0 / (WEEKS_PER_YEAR * years))
    }
}
