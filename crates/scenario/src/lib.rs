//! Scenario files: what can be written in them, how they are read and what is wrong with them.
//!
//! A scenario is a RON file. Every field is defined once, in the file of its domain, with meaning, unit, default, range and
//! source; reading, checking, describing and `docs/reference/scenario.md` follow from that definition.
//!
//! ```
//! let mut loaded = scenario::load_str(&scenario::starter("first"), "first.ron")?;
//! loaded.set("clock.weeks", "52")?;
//! loaded.set("mines.south_mine.capacity_t_per_year", "-1")?;
//! let faults = scenario::check(&loaded);
//! assert_eq!(faults[0].message, "capacity_t_per_year is -1, allowed above 0 up to 1e7");
//! assert_eq!(loaded.scenario.get("clock.weeks")?, "52");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | I want | look in |
//! |---|---|
//! | a field: meaning, unit, default, range, source | the file of its domain: `mine`, `refine`, `buy`, `trade`, `govern`, `decide`, `event`, `behaviour`, `mechanism`, `about` |
//! | how a definition becomes a struct | `parameters.rs` |
//! | a rule that a scenario has to keep, and its error text | `check.rs` and `check/` |
//! | files, variants, `--set` | `load.rs`, `variant.rs`, `path.rs` |
//! | how a fault finds its line and column | `spans.rs` |

#[macro_use]
mod value;
#[macro_use]
mod parameters;

mod about;
mod behaviour;
mod buy;
mod catalogue;
mod check;
mod controls;
mod decide;
mod describe;
mod event;
mod fault;
mod govern;
mod lever;
mod load;
mod mechanism;
mod mine;
mod nearest;
mod observed;
mod outline;
mod path;
mod read;
mod refine;
mod scenario;
mod sourcing;
mod spans;
mod starter;
mod trade;
mod variant;

pub use about::{About, Clock, Focus, Material, Observed, Record, Stage};
pub use behaviour::Behaviour;
pub use buy::Buyer;
pub use catalogue::{Parameter, Section, catalogue, reference};
pub use check::{check, load_checked};
pub use controls::{
    ControlAct, ControlHistory, ControlIncident, ControlMeasure, ControlState, CurbInstrument,
    CurbKind,
};
pub use decide::{
    Allocation, Capital, CurbActs, CurbEchoes, CurbGroup, CurbWeights, Curbs, Government,
    LookAhead, Pricing, Stockpile, Support,
};
pub use describe::{describe, describe_path};
pub use event::{Effect, Event};
pub use fault::{Fault, Faults, Place};
pub use govern::{Country, Instrument, Policy, Relation};
pub use lever::{Holds, Lever};
pub use load::{Loaded, load, load_str, read_text};
pub use mechanism::Mechanisms;
pub use mine::{Host, Mine, Opening, Scrap};
pub use nearest::hint as hint_for_unknown;
pub use observed::{Measure, Observation, observations};
pub use outline::Outline;
pub use parameters::Range;
pub use read::{RonText, read, read_str, write};
pub use refine::{Circuit, Recipe, RecipeKind, Refiner};
pub use scenario::Scenario;
pub use sourcing::{Sourcing, Tally, sourcing};
pub use starter::starter;
pub use trade::{Contract, Good, Market, Rationing, Route, Zone};
pub use variant::{Additions, Change, Variant};

/// Every value that differs between two scenarios, as `(path, left, right)`; `-` where one side has none.
pub fn diff(left: &Scenario, right: &Scenario) -> Vec<(String, String, String)> {
    left.diff(right)
}
