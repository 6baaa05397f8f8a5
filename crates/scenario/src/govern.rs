//! Governments: countries, what they think of each other, and what they decide.

mod country;
mod instrument;

pub use country::{Country, Policy, Relation};
pub use instrument::Instrument;
