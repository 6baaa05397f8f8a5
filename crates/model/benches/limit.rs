//! What the entity-component system and recording cost over the same rules in a plain program: `cargo bench -p
//! monazite-model --bench limit`.
//!
//! A year of the headline in turn: the plain program, the engine without recording, the engine with every table counted.
//! Prints Markdown: medians of times, and medians of the ratios within each turn, which load on the machine moves less.
//! `-- plain 52`, `-- engine 52` or `-- tables 52` runs one of them for so many weeks, for profilers.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement reads the clock and prints"
)]

use model::{Cell, NoSink, Plain, Simulation, Sink, Table};
use scenario::Scenario;
use std::path::Path;
use std::time::Instant;

/// Weeks of a measurement.
const WEEKS: u32 = 52;
/// Turns, of which the median counts.
const TURNS: usize = 31;

/// Counts cells, so that rows have to be made and nothing is kept.
#[derive(Default)]
struct Counter(usize);

impl Sink for Counter {
    fn row(&mut self, _table: &'static Table, cells: &[Cell<'_>]) {
        self.0 += cells.len();
    }
}

fn headline() -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/australia_japan.ron");
    match scenario::load_checked(&path) {
        Ok(loaded) => loaded.scenario,
        Err(faults) => panic!("{faults}"),
    }
}

fn run_engine(engine: &mut Simulation, sink: &mut dyn Sink, weeks: u32) {
    for _ in 0..weeks {
        engine.step(sink);
    }
}

fn run_plain(plain: &mut Plain, weeks: u32) {
    for _ in 0..weeks {
        plain.step();
    }
}

fn milliseconds(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    1e3 * start.elapsed().as_secs_f64()
}

/// Times of a turn [ms]: plain, engine, engine with tables.
fn turn(scenario: &Scenario) -> [f64; 3] {
    let mut plain = Plain::new(scenario, 1, 0);
    let mut engine = Simulation::new(scenario, 1, 0);
    let mut recorded = Simulation::new(scenario, 1, 0);
    let times = [
        milliseconds(|| run_plain(&mut plain, WEEKS)),
        milliseconds(|| run_engine(&mut engine, &mut NoSink, WEEKS)),
        milliseconds(|| run_engine(&mut recorded, &mut Counter::default(), WEEKS)),
    ];
    let state = plain.state();
    assert!(
        engine.checkpoint().ends_with(&state),
        "the plain program does something else"
    );
    assert_eq!(engine.state_hash(), recorded.state_hash());
    times
}

fn median(of: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = of.collect();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

fn main() {
    let scenario = headline();
    // Cargo adds `--bench`.
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|it| it != "--bench")
        .collect();
    if let [which, weeks] = &arguments[..] {
        let weeks = weeks.parse().expect("a number of weeks");
        match which.as_str() {
            "plain" => run_plain(&mut Plain::new(&scenario, 1, 0), weeks),
            "engine" => run_engine(&mut Simulation::new(&scenario, 1, 0), &mut NoSink, weeks),
            "tables" => {
                let mut engine = Simulation::new(&scenario, 1, 0);
                run_engine(&mut engine, &mut Counter::default(), weeks);
            }
            _ => panic!("plain, engine or tables, not {which}"),
        }
        return;
    }
    let turns: Vec<[f64; 3]> = (0..TURNS).map(|_| turn(&scenario)).collect();
    let names = [
        "plain program",
        "engine, nothing recorded",
        "engine, every table counted",
    ];
    println!("| {WEEKS} weeks of the headline | ms | over the plain program |\n|---|---|---|");
    for (at, name) in names.iter().enumerate() {
        let time = median(turns.iter().map(|times| times[at]));
        let ratio = median(turns.iter().map(|times| times[at] / times[0]));
        println!("| {name} | {time:.1} | {ratio:.2} |");
    }
}
