//! What the engine costs over a plain program of the same rules, on the reference market from a thousand buyers to a
//! million: `cargo run --release -p monazite-bench --example limit [-- buyers ...]`.
//!
//! Both run in turn in one process and must end in the same state, byte for byte. Prints Markdown: medians of times, and
//! medians of the ratios within each turn, which load on the machine moves less.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement reads the clock and prints"
)]

use bench::{Size, world};
use model::{NoSink, Plain, Simulation};
use scenario::Scenario;
use std::time::Instant;

/// Sizes that are measured unless others are asked for [buyers].
const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
/// Buyers times weeks of a turn, so that a large market does not take an hour.
const WORK: usize = 8_000_000;
/// Most weeks of a turn: a year.
const MOST_WEEKS: usize = 52;
/// Turns, of which the median counts.
const TURNS: usize = 5;

fn nanoseconds(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    1e9 * start.elapsed().as_secs_f64()
}

/// Times of a turn for an edge and week [ns]: the plain program, the engine without recording. Whichever goes first finds
/// the memory of the other cold, so they take the lead in turn.
fn turn(scenario: &Scenario, weeks: usize, is_plain_first: bool) -> [f64; 2] {
    let mut plain = Plain::new(scenario, 1, 0);
    let mut engine = Simulation::new(scenario, 1, 0);
    let visits = (weeks * engine.n_links()) as f64;
    let mut run_plain = || nanoseconds(|| (0..weeks).for_each(|_| plain.step())) / visits;
    let mut run_engine =
        || nanoseconds(|| (0..weeks).for_each(|_| engine.step(&mut NoSink))) / visits;
    let times = if is_plain_first {
        let first = run_plain();
        [first, run_engine()]
    } else {
        let first = run_engine();
        [run_plain(), first]
    };
    assert!(
        engine.checkpoint().ends_with(&plain.state()),
        "the plain program does something else"
    );
    times
}

fn median(of: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = of.collect();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

fn main() {
    let asked: Vec<usize> = std::env::args()
        .skip(1)
        .map(|text| text.parse().expect("a number of buyers"))
        .collect();
    let sizes = if asked.is_empty() {
        SIZES.to_vec()
    } else {
        asked
    };
    println!(
        "| buyers | weeks | plain program, ns for an edge and week | engine, nothing recorded | engine over plain |\n|---|---|---|---|---|"
    );
    for buyers in sizes {
        let scenario = world(Size::reference(buyers));
        let weeks = (WORK / buyers).clamp(1, MOST_WEEKS);
        let turns: Vec<[f64; 2]> = (0..TURNS)
            .map(|at| turn(&scenario, weeks, at % 2 == 0))
            .collect();
        let (plain, engine) = (
            median(turns.iter().map(|it| it[0])),
            median(turns.iter().map(|it| it[1])),
        );
        let ratio = median(turns.iter().map(|it| it[1] / it[0]));
        println!("| {buyers} | {weeks} | {plain:.0} | {engine:.0} | {ratio:.2} |");
    }
}
