//! The model: governments, miners, refiners and buyers of critical minerals as agents in a weekly world.
//!
//! ```text
//!  mines --concentrate--> separators --oxides--> metal makers --metal--> magnet makers --magnets--> users
//!            \________________ contracts, then a spot auction per good and zone _______________/
//!                    controls (licences, bans, quotas, duties) stand between countries
//! ```
//!
//! [`Simulation`] is the whole public face: build it from a checked scenario, step it, read its summary. Rows of the
//! output tables go to a [`Sink`]. Nothing here reads files, clocks or the environment, and nothing prints.
//! `step.rs` is the main loop on one page.

mod agent;
mod anchor;
mod answer;
mod buy;
mod chain;
mod clock;
mod decide;
mod depot;
mod facts;
mod goods;
mod govern;
mod invariant;
mod journal;
mod ledger;
mod lend;
mod mine;
mod need;
mod place;
mod plain;
mod plant;
mod price_watch;
mod quote;
mod random;
mod refine;
mod report;
mod rows;
mod settle;
mod step;
mod stock;
mod table;
mod trade;
mod transit;
mod world;
mod written;

mod simulation;

pub use answer::Answer;
pub use decide::curb;
#[doc(hidden)]
pub use plain::Plain;
pub use report::TABLES;
pub use report::course::Course;
pub use report::figure::Figure;
pub use report::summary::{Section, Summary};
pub use simulation::checkpoint::RestoreError;
pub use simulation::observe::{PriceList, Supply, UserWeek};
pub use simulation::{Simulation, run};
pub use table::{Cell, Column, MemorySink, NoSink, Sink, Table, column};
