//! Which factors matter: where to run a model, and what its results say.
//!
//! ```text
//! design  -->  points in the unit cube, each with an id and a label
//!                 |   somebody runs the model there, in any order, on any machine
//!                 v
//! estimate <--  one output for each label
//!    |
//!    v
//! indices with intervals, and words for what they do not say  -->  picture
//! ```
//!
//! Design and estimate never meet: a design made elsewhere can be run here, and results from elsewhere can be judged
//! here, as long as each output carries the label of its point.
//!
//! ```
//! use sensitivity::design::saltelli;
//! use sensitivity::estimate::{Measure, Options, Output, estimate};
//!
//! // y = x0 + x1 / 2 and nothing of x2: the variances are 1/12, 1/48 and 0, so first-order indices 0.8, 0.2 and 0.
//! let points = saltelli(256, 3, false);
//! let outputs: Vec<Output> = points
//!     .iter()
//!     .map(|point| Output { row: point.row, at: &point.at, value: point.at[0] + point.at[1] / 2.0 })
//!     .collect();
//! let analysis = estimate(&outputs, 3, &Options::default())?;
//! let first = analysis.of(Measure::FirstOrder, 0).unwrap();
//! assert!(first.low < 0.8 && 0.8 < first.high);
//! # Ok::<(), sensitivity::estimate::EstimateError>(())
//! ```

mod luck;
mod picture;
mod study;
mod swing;

pub mod design;
pub mod estimate;

pub use picture::{PictureError, picture};
pub use study::{Finding, Measured, Study};
pub use swing::Swing;
