//! The hindcast: runs of past episodes held against what was observed.
//!
//! A [`History`] listens to a run and keeps what questions about it need; [`targets`] turn it into figures with rules
//! that were fixed before; a [`Report`] gathers figures over runs; [`skill`] compares price changes with naive forecasts.
//! Parameter sets come from a [`Posterior`], which [`calibrate`] samples.
//!
//! | I want | look in |
//! |---|---|
//! | a target: what, observed, tolerance | `target.rs` and `target/` |
//! | what a run leaves in memory | `history.rs` and `history/` |
//! | one run of an episode | `episode.rs` |
//! | medians, bands, pass or fail | `report.rs` |
//! | priors and how they are sampled | `prior.rs`, `calibrate.rs` |
//! | the file of parameter sets | `parameters.rs` |
//! | embargoes and bans in the headline, L1 to L4 | `coercion.rs` |
//! | when a government curbed, and when the rule would have | `decisions.rs` |

pub mod calibrate;
pub mod coercion;
pub mod decisions;
mod episode;
mod history;
pub mod month;
mod names;
mod parameters;
mod prior;
mod quantile;
mod report;
mod seen;
mod series;
pub mod skill;
mod target;

pub use episode::{Episode, Outcome};
pub use history::{Good, Happening, History, Period};
pub use parameters::{ParameterSet, Posterior, PosteriorError, Provenance};
pub use prior::{PRIORS, Prior, Scale};
pub use quantile::quantile;
pub use report::{FigureScore, Report, Score};
pub use seen::{Observations, Subject};
pub use series::{Curve, CurvePoint};
pub use target::{Measured, Role, Rule, Target, targets};
