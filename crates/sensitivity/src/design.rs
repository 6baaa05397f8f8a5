//! Designs: points of the unit cube at which a model is to be run.
//!
//! | design | for | stays the same when it grows |
//! |---|---|---|
//! | [`grid`] | a few factors with a few levels, every combination | no |
//! | [`random`] | any summary; the plainest | yes |
//! | [`latin_hypercube`] | even cover of each factor with few points | no |
//! | [`sobol`] | even cover of the cube | yes |
//! | [`saltelli`] | indices by variance, first order and total | yes |
//! | [`morris`] | screening many factors with few points | yes |
//!
//! A design that stays the same has its first points where they were when more are asked for, so that runs already made
//! keep their worth.

mod grid;
mod label;
mod morris;
mod random;
mod sobol;

pub use grid::grid;
pub use label::{LabelError, RowLabel};
pub use morris::morris;
pub use random::{latin_hypercube, random};
pub use sobol::{MAX_SOBOL_COLUMNS, saltelli, sobol};

/// One place in the unit cube.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Number of the point within its design, from 0.
    pub id: u64,
    /// What the point is for; estimates find their rows by it, never by order.
    pub row: RowLabel,
    /// One coordinate for each factor, from 0 to 1.
    pub at: Vec<f64>,
}

/// Numbers the points in their order.
fn numbered(points: impl IntoIterator<Item = (RowLabel, Vec<f64>)>) -> Vec<Point> {
    points
        .into_iter()
        .zip(0..)
        .map(|((row, at), id)| Point { id, row, at })
        .collect()
}

/// Numbers points that are alike.
fn plain(points: impl IntoIterator<Item = Vec<f64>>) -> Vec<Point> {
    numbered(points.into_iter().map(|at| (RowLabel::Plain, at)))
}
