//! Courses of two scenarios against each other, quarter by quarter.

use model::Course;
use units::Date;

use crate::{Difference, Measure, Outcome, PairOf};

/// One measure over time.
#[derive(Debug, Clone, PartialEq)]
pub struct CourseComparison {
    /// What is measured.
    pub measure: Measure,
    /// A point for each quarter.
    pub points: Vec<CoursePoint>,
}

/// One measure in one quarter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CoursePoint {
    /// First day of the quarter.
    pub date: Date,
    /// How the two differ; its interval is for this quarter alone, not for the whole course.
    pub difference: Difference,
}

/// The courses that every run has, at the dates of the first.
pub(crate) fn courses(pairs: &[PairOf<Outcome>]) -> Vec<CourseComparison> {
    let Some(first) = pairs.first() else {
        return Vec::new();
    };
    first
        .a
        .courses
        .iter()
        .filter_map(|course| {
            let of = |outcome: &'_ Outcome| {
                let is_it = |other: &&Course| other.name == course.name;
                outcome.courses.iter().find(is_it).map(values)
            };
            let known: Option<Vec<PairOf<Vec<f64>>>> = pairs
                .iter()
                .map(|pair| {
                    Some(PairOf {
                        a: of(&pair.a)?,
                        b: of(&pair.b)?,
                    })
                })
                .collect();
            Some(against(course, &known?))
        })
        .collect()
}

fn values(course: &Course) -> Vec<f64> {
    course.points.iter().map(|(_, value)| *value).collect()
}

fn against(course: &Course, pairs: &[PairOf<Vec<f64>>]) -> CourseComparison {
    let at = |values: &[f64], quarter: usize| values.get(quarter).copied().unwrap_or(f64::NAN);
    let points = course
        .points
        .iter()
        .enumerate()
        .map(|(quarter, (date, _))| {
            let values: Vec<PairOf<f64>> = pairs
                .iter()
                .map(|pair| PairOf {
                    a: at(&pair.a, quarter),
                    b: at(&pair.b, quarter),
                })
                .collect();
            CoursePoint {
                date: *date,
                difference: Difference::of(&values),
            }
        });
    CourseComparison {
        measure: Measure::from(course),
        points: points.collect(),
    }
}
