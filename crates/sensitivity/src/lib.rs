//! Which factors matter: where to run a model, and what its results say.
//!
//! ```text
//! design  -->  points in the unit cube, each with an id and a label
//!                 |   somebody runs the model there, in any order, on any machine
//!                 v
//! estimate <--  one output for each label
//!    |
//!    v
//! indices with intervals, and words for what they do not say
//! ```
//!
//! Design and estimate never meet: a design made elsewhere can be run here, and results from elsewhere can be judged
//! here, as long as each output carries the label of its point.

pub mod design;
