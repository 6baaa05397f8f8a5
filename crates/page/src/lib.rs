//! The classroom page: a class moves levers of a scenario in a browser and sees what follows.
//!
//! ```text
//!  browser --spec (world, seed, levers)--> socket --> desk --> play --> model::Simulation
//!          <------- course (months) -------        <---------
//! ```
//!
//! | I want | look in |
//! |---|---|
//! | which levers a world has, and how far they go | `scenarios/teaching/labs/*.ron`, read by `lab.rs` |
//! | what a page gets to see of a run | `course.rs`, gathered by `gather.rs` |
//! | why a price moved | `trace.rs` (what led to it), `attribution.rs` (reruns without each driver) |
//! | how much leverage a supplier has, month by month | `gauge.rs` |
//! | how far a price is spread over luck | `spread.rs` |
//! | which flows a control binds | `curb.rs` |
//! | what may be asked over the network, and the answers | `message.rs` |
//! | who may connect, how much may be asked, and who has come | `server/` |
//! | lessons | `lessons/`, read by `lesson.rs` |
//! | the league of a lesson: its rules, its hidden luck, its measures | `league.rs`; who hands in and who plays it: `server/league.rs` |
//!
//! Nothing here knows a rule of the model, and nothing of the page is needed to run it: a spec is a scenario with values
//! set, and [`Lab::file`] writes it as a file that the command line runs to the same bytes.

mod attribution;
mod cache;
mod course;
mod curb;
mod gather;
mod gauge;
mod lab;
mod league;
mod lesson;
mod message;
mod play;
mod server;
mod spec;
mod spread;
mod trace;

pub use attribution::{Attribution, Part, PriceChange, attribute};
pub use course::{
    Capacity, Course, Cover, Figure, Flow, MOVE_SHARE, Move, News, Price, Reserve, Supply, Users,
};
pub use curb::Curb;
pub use gauge::{Gauge, GaugePoint, gauge};
pub use lab::{Choice, Control, Lab, LabError, Lever, Panel, Unit};
pub use league::{
    Act, Card, HIDDEN, League, LeagueTable, MEASURES, Own, Range, Reference, Row, Rule, Stage,
    Standing, Team,
};
pub use lesson::{Expectation, Found, Lesson, Predict, Question, Step, expectations, lessons};
pub use message::{
    Answer, Ask, CONTRACT, Door, FileKind, LeverCard, MOST_BYTES, MessageError, Named, WorldCard,
    decode,
};
pub use play::{Ended, Unwatched, Watch, play};
pub use server::{Options, ServeError, Service};
pub use spec::{MOST_SEED, Refusal, Setting, Spec};
pub use spread::Spread;
pub use trace::{Step as TraceStep, Trace, Value, trace};
