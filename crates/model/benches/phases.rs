//! Share of each phase in a year of the headline, and the cost of a trade edge: `cargo bench -p monazite-model --bench
//! phases`. Prints Markdown; medians over several years from the same start.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement reads the clock and prints"
)]

use model::{NoSink, Simulation};
use std::path::Path;
use std::time::{Duration, Instant};

/// Weeks of a measurement.
const WEEKS: u32 = 52;
/// Measurements, of which the median counts.
const TIMES: usize = 9;

fn main() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/australia_japan.ron");
    let scenario = match scenario::load_checked(&path) {
        Ok(loaded) => loaded.scenario,
        Err(faults) => panic!("{faults}"),
    };
    let mut names: Vec<&'static str> = Vec::new();
    let mut times: Vec<Vec<Duration>> = Vec::new();
    let mut edges = 0;
    for _ in 0..TIMES {
        let mut run = Simulation::new(&scenario, 1, 0);
        edges = run.n_links();
        let mut sums: Vec<(&'static str, Duration)> = Vec::new();
        for _ in 0..WEEKS {
            let mut last = Instant::now();
            let mut at = 0;
            run.step_watched(&mut NoSink, &mut |name| {
                let now = Instant::now();
                if sums.len() == at {
                    sums.push((name, Duration::ZERO));
                }
                sums[at].1 += now - last;
                (last, at) = (now, at + 1);
            });
        }
        names = sums.iter().map(|(name, _)| *name).collect();
        times.push(sums.into_iter().map(|(_, time)| time).collect());
    }
    let median = |of: &dyn Fn(&Vec<Duration>) -> Duration| {
        let mut sorted: Vec<Duration> = times.iter().map(of).collect();
        sorted.sort_unstable();
        sorted[sorted.len() / 2]
    };
    let whole = median(&|run| run.iter().sum());
    println!("| phase | share |\n|---|---|");
    for (at, name) in names.iter().enumerate() {
        let share = median(&|run| run[at]).as_secs_f64() / whole.as_secs_f64();
        println!("| {name} | {:.1} % |", 100.0 * share);
    }
    let per_edge = whole.as_secs_f64() * 1e9 / (f64::from(WEEKS) * edges as f64);
    println!("\n{edges} trade edges; {per_edge:.0} ns for an edge and week, everything counted");
}
