//! How inputs are spoiled so that most of them get past the reader.
//!
//! libFuzzer changes bytes, and a text of RON or JSON rarely survives that. What is here knows the signs of these texts
//! and the fields of a scenario, so that more changes reach the rules behind the reader.
//!
//! | I want | look in |
//! |---|---|
//! | what is done to a scenario or a plan | `ron.rs` |
//! | which fields, ranges and words it is done with | `grammar.rs` |
//! | what upsets a reader, the same as in the bounded test | `crates/scenario/tests/spoiled` |
//! | words, numbers, texts and groups of a text | `token.rs` |
//! | how a world is kept small | `world.rs` |
//! | what is done to a message of the classroom's page | `spoil.rs` |

mod draws;
mod grammar;
mod ron;
mod spoil;
#[path = "../../crates/scenario/tests/spoiled/mod.rs"]
mod spoiled;
mod token;
mod world;

pub use draws::Draws;
pub use grammar::Grammar;
pub use spoil::spoil;
pub use world::run_if_small;

/// Where a scenario is said to stand: beside the teaching worlds, so that variants of them find their base.
pub const SCENARIO_FILE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../scenarios/teaching/spoiled.ron"
);

/// Writes `text` to the start of `data`, cut to its room, and says how long it is.
pub fn put(text: &[u8], data: &mut [u8], most: usize) -> usize {
    let size = text.len().min(most).min(data.len());
    data[..size].copy_from_slice(&text[..size]);
    size
}
