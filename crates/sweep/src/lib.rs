//! Many runs of a model and what they say together: pairs of runs, intervals, a table and a picture.
//!
//! ```text
//! Scenario a --+                      +-- Outcome a --+
//!              +-- same seed, number--+               +-- difference --> Comparison --> table, picture
//! Scenario b --+                      +-- Outcome b --+
//! ```
//!
//! Two runs with the same seed and replicate number draw the same luck, so their difference is what the scenarios
//! differ in. Differences are taken pair by pair before anything is averaged.
//!
//! Nothing here reads files or prints. Runs are spread over the threads of the caller's pool and collected in order,
//! so results do not depend on how many there are.
//!
//! ```
//! use scenario::load_str;
//! use sweep::{Outcome, PairOf, compare, pairs};
//!
//! let mut scenario = load_str(&scenario::starter("world"), "world.ron").unwrap().scenario;
//! scenario.clock.weeks = 13;
//! let run = |_side, replicate| -> Result<Outcome, std::convert::Infallible> {
//!     Ok(Outcome::from(model::run(&scenario, 1, replicate, &mut model::NoSink)))
//! };
//! let runs: Vec<PairOf<Outcome>> = pairs(2, run).unwrap();
//! assert!(compare(&runs).is_same());
//! ```

mod analysis;
mod comparison;
mod course;
mod interval;
mod measure;
mod pairs;
mod picture;
mod plan;
mod table;

pub use analysis::{analysis_documents, each_index_row};
pub use comparison::{Comparison, Difference, Row, Verdict, compare};
pub use course::{CourseComparison, CoursePoint};
pub use interval::{Interval, student_interval};
pub use measure::{Measure, Outcome, measures_of_run};
pub use pairs::{PairOf, Side, pairs};
pub use picture::{PictureError, picture};
pub use plan::{
    Factor, FactorValue, Plan, RESERVED_COLUMNS, Run, RunOutcome, ShardEnd, Spread, Streams,
    read_plan,
};
pub use table::documents;

/// Part of intervals that holds the true mean, were differences normal.
pub const LEVEL_SHARE: f64 = 0.9;
