//! Fixtures that SALib made: see `tests/salib/make.py`.

use serde_json::Value;

use super::Output;
use crate::design::{Point, RowLabel, saltelli};

/// One file of fixtures.
pub(super) struct Fixture(Value);

impl Fixture {
    pub(super) fn read(text: &str) -> Self {
        Self(serde_json::from_str(text).unwrap())
    }

    pub(super) fn count(&self, name: &str) -> usize {
        usize::try_from(self.0[name].as_u64().unwrap()).unwrap()
    }

    pub(super) fn number(&self, name: &str) -> f64 {
        self.0[name].as_f64().unwrap()
    }

    pub(super) fn numbers(&self, name: &str) -> Vec<f64> {
        numbers(&self.0[name])
    }

    pub(super) fn rows(&self, name: &str) -> Vec<Vec<f64>> {
        let rows = self.0[name].as_array().unwrap();
        rows.iter().map(numbers).collect()
    }

    pub(super) fn resamples(&self) -> Vec<Vec<usize>> {
        of_indices(&self.0["resamples"])
    }

    pub(super) fn resamples_of(&self, factor: usize) -> Vec<Vec<usize>> {
        of_indices(&self.0["resamples_by_factor"][factor])
    }

    /// The design of this crate that the fixture was made with, and the points of SALib.
    pub(super) fn saltelli(&self) -> (Vec<Point>, Vec<Vec<f64>>) {
        let is_second = self.0["second_order"].as_bool().unwrap();
        let ours = saltelli(self.count("base"), self.count("factors"), is_second);
        (ours, self.rows("points"))
    }
}

/// Not a number where the fixture is open.
fn numbers(list: &Value) -> Vec<f64> {
    let values = list.as_array().unwrap().iter();
    values
        .map(|value| value.as_f64().unwrap_or(f64::NAN))
        .collect()
}

fn of_indices(list: &Value) -> Vec<Vec<usize>> {
    serde_json::from_value(list.clone()).unwrap()
}

/// Outputs at labelled points.
pub(super) fn outputs<'a>(points: &'a [Point], values: &[f64]) -> Vec<Output<'a>> {
    let pairs = points.iter().zip(values);
    pairs
        .map(|(point, &value)| Output {
            row: point.row,
            at: &point.at,
            value,
        })
        .collect()
}

/// Points of trajectories that SALib made, with the labels that they would have here.
pub(super) fn walks(points: &[Vec<f64>], factors: usize) -> Vec<Point> {
    let mut walks: Vec<Point> = Vec::new();
    for (index, at) in points.iter().enumerate() {
        let step = index % (factors + 1);
        let before = walks.last().filter(|_| step > 0);
        let moved = before.and_then(|before| {
            (0..factors).find(|&factor| (before.at[factor] - at[factor]).abs() > 1e-9)
        });
        let row = RowLabel::Step {
            trajectory: index / (factors + 1),
            step,
            moved,
        };
        walks.push(Point {
            id: index as u64,
            row,
            at: at.clone(),
        });
    }
    walks
}
