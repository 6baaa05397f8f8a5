//! Scenario files: what can be written in them, how they are read and what is wrong with them.
//!
//! A scenario is a RON file. Every field is defined once, in the file of its domain, with meaning, unit, default, range and
//! source; reading, checking, describing and `docs/reference/scenario.md` follow from that definition.

#[macro_use]
mod value;
#[macro_use]
mod parameters;

mod about;
mod behaviour;
mod buy;
mod check;
mod event;
mod fault;
mod govern;
mod load;
mod mechanism;
mod mine;
mod nearest;
mod path;
mod read;
mod refine;
mod scenario;
mod spans;
mod trade;
mod variant;

pub use about::{About, Clock, Focus, Material, Observed, Record, Stage};
pub use behaviour::Behaviour;
pub use buy::Buyer;
pub use check::{check, load_checked};
pub use event::{Effect, Event};
pub use fault::{Fault, Faults, Place};
pub use govern::{Country, Instrument, Policy, Relation};
pub use load::{Loaded, load, load_str};
pub use mechanism::Mechanisms;
pub use mine::{Host, Mine, Opening};
pub use parameters::Range;
pub use read::{read, read_str};
pub use refine::{Circuit, Recipe, RecipeKind, Refiner};
pub use scenario::Scenario;
pub use trade::{Contract, Good, Market, Rationing, Route, Zone};
pub use variant::{Additions, Change, Variant};
