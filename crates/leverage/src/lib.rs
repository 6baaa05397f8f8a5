//! Leverage: what an embargo would cost each side, measured on forks of a running world.
//!
//! ```text
//!                        +-- base: nothing more happens ----+
//! world at a date --fork-+                                  +-- difference --> costs by horizon
//!                        +-- action: A bans exports to B ---+
//! ```
//!
//! Both forks draw the same luck, so their difference is the embargo. The imposer's government decides nothing in
//! either: what it had in force stays, and the ban comes on top.
//!
//! One measure is one file with pure functions: [`cost`], [`curve`], [`survive`], [`attribution`], [`weakest`],
//! [`halflife`], [`static_measures`]. `docs/concepts/leverage.md` has the equations. Replicates are spread over the
//! threads of the caller's pool and collected in order, so results do not depend on how many there are.
#![cfg_attr(
    test,
    expect(clippy::float_cmp, reason = "sums of round numbers are exact")
)]

pub mod against;
pub mod attribution;
pub mod case;
pub mod cost;
pub mod curve;
pub mod fork;
pub mod halflife;
pub mod static_measures;
pub mod survive;
pub mod table;
pub mod weakest;

mod summary;

pub use case::{Case, CaseError, Question};
pub use summary::{Mean, Outcome, Summary, Wanted, measure, weeks_of_work};

/// Weeks of a year of 365.25 days.
pub const WEEKS_PER_YEAR: f64 = 365.25 / 7.0;
