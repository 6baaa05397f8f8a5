//! Weeks of a world without recording, for profilers: of the headline, or of the reference market at a size.
//!
//! ```sh
//! cargo run --release -p monazite-bench --example weeks -- headline 52
//! cargo run --release -p monazite-bench --example weeks -- 1000000 52        # buyers, weeks
//! cargo run --release -p monazite-bench --example weeks -- 1000000 52 10 100 # refiners of each metal, metals
//! ```

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement reads the clock and prints"
)]

use bench::{Size, world};
use model::{NoSink, Simulation};
use scenario::Scenario;
use std::path::Path;
use std::time::Instant;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, default: usize| {
        arguments
            .get(at)
            .and_then(|text| text.parse().ok())
            .unwrap_or(default)
    };
    let weeks = number(1, 52);
    let start = Instant::now();
    let scenario = if arguments.first().is_some_and(|name| name == "headline") {
        headline()
    } else {
        world(Size {
            refiners: number(2, 5),
            metals: number(3, 1),
            ..Size::reference(number(0, 1000))
        })
    };
    tell("scenario", start);
    let start = Instant::now();
    let mut run = Simulation::new(&scenario, 1, 0);
    tell("world", start);
    let start = Instant::now();
    for _ in 0..weeks {
        run.step(&mut NoSink);
    }
    tell("weeks", start);
    let visits = (weeks.max(1) * run.n_links()) as f64;
    println!(
        "{} trade edges, {:.0} ns for an edge and week, state {:016x}",
        run.n_links(),
        start.elapsed().as_secs_f64() * 1e9 / visits,
        run.state_hash()
    );
}

fn headline() -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/australia_japan.ron");
    match scenario::load_checked(&path) {
        Ok(loaded) => loaded.scenario,
        Err(faults) => panic!("{faults}"),
    }
}

fn tell(what: &str, since: Instant) {
    let seconds = since.elapsed().as_secs_f64();
    println!(
        "{what}: {seconds:.3} s, most memory so far {} MB",
        most_memory_mb()
    );
}

/// Most memory of this process so far, as Linux counts it; nil elsewhere.
fn most_memory_mb() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1));
    kilobytes
        .and_then(|text| text.parse::<usize>().ok())
        .unwrap_or(0)
        / 1024
}
