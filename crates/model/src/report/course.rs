//! Courses: how the main figures went over a run, a point for each quarter of 13 weeks.

use crate::clock::{Clock, QUARTER_WEEKS, WEEKS_PER_YEAR};
use crate::facts::Facts;
use crate::report::figure::mean;
use crate::report::focus::{FocusTrack, GoodTrack, Week, unmet_need_share};
use bevy_ecs::prelude::World;
use units::Date;

/// One measure over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// Stable name in `snake_case`, with the unit as a suffix.
    pub name: String,
    /// What it means.
    pub meaning: String,
    /// Unit in words.
    pub unit: String,
    /// Monday of each quarter's first week, and the value in that quarter; the last quarter may be short.
    pub points: Vec<(Date, f64)>,
}

/// Every course of a run so far; none without a focus.
pub(super) fn all(track: &FocusTrack, world: &World) -> Vec<Course> {
    if track.weeks.is_empty() {
        return Vec::new();
    }
    let clock = world.resource::<Clock>();
    let course = |name: String, unit: &str, meaning: &str, values: Vec<f64>| Course {
        name,
        meaning: meaning.into(),
        unit: unit.into(),
        points: (0_i64..)
            .map(|quarter| clock.date_of(quarter * i64::from(QUARTER_WEEKS)))
            .zip(values)
            .collect(),
    };
    let mut courses = vec![
        course(
            "lost_value_usd_per_year".into(),
            "USD/yr",
            "value added the importer loses",
            by_quarter(&track.weeks, |weeks| per_year(weeks, |week| week.lost_usd)),
        ),
        course(
            "unmet_need_share".into(),
            "share",
            "importer's need that is not met",
            by_quarter(&track.weeks, unmet_need_share),
        ),
        course(
            "alternative_mined_t_per_year".into(),
            "t/yr",
            "dug in the alternative, without recycling",
            by_quarter(&track.weeks, |weeks| per_year(weeks, |week| week.mined_t)),
        ),
        course(
            "projects_outside_origin_count".into(),
            "count",
            "plants decided outside the origin so far",
            by_quarter(&track.weeks, |weeks| {
                weeks.last().map_or(0.0, |week| f64::from(week.projects))
            }),
        ),
    ];
    for good in &track.goods {
        let known = &world.resource::<Facts>().goods.list[good.good];
        let (id, name) = (&known.id, known.id.replace('_', " "));
        courses.extend([
            course(
                format!("{id}_quote_ratio"),
                "ratio",
                &format!("{name}: importer's quote over the index zone's"),
                by_quarter(&good.quote_ratio, mean),
            ),
            course(
                format!("{id}_origin_share"),
                "share",
                &format!("{name}: importer's orders that go to the origin"),
                by_quarter(&good.origin_share, mean),
            ),
            course(
                format!("{id}_alternative_share"),
                "share",
                &format!("{name}: importer's supply mined in the alternative"),
                at_quarters(good),
            ),
        ]);
    }
    courses
}

/// A value for each 13 weeks.
fn by_quarter<T>(weekly: &[T], value: impl Fn(&[T]) -> f64) -> Vec<f64> {
    weekly.chunks(QUARTER_WEEKS as usize).map(value).collect()
}

/// Mean of a weekly flow as a yearly rate.
fn per_year(weeks: &[Week], flow: impl Fn(&Week) -> f64) -> f64 {
    mean(&weeks.iter().map(flow).collect::<Vec<f64>>()) * WEEKS_PER_YEAR
}

/// What was sampled in the first week of each quarter.
fn at_quarters(good: &GoodTrack) -> Vec<f64> {
    good.alternative_share
        .iter()
        .filter(|(week, _)| week.is_multiple_of(QUARTER_WEEKS as usize))
        .map(|(_, share)| *share)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lost(usd: f64) -> Week {
        Week {
            lost_usd: usd,
            ..Week::default()
        }
    }

    #[test]
    fn short_last_quarter_is_as_yearly_as_the_others() {
        // 13 weeks of 7 USD and 2 weeks of 14 USD; a year has 365.25 / 7 weeks: 365.25 and 730.5 USD a year.
        let mut weeks = vec![lost(7.0); 13];
        weeks.extend([lost(14.0); 2]);
        let rates = by_quarter(&weeks, |weeks| per_year(weeks, |week| week.lost_usd));
        assert_eq!(rates.len(), 2);
        assert!((rates[0] - 365.25).abs() < 1e-9 && (rates[1] - 730.5).abs() < 1e-9);
    }
}
