//! What an attribution costs over plain weeks: `cargo bench -p monazite-leverage --bench attribution`.
//!
//! All 64 subsets of answers, base and action, for as many weeks as there are, against plain weeks of a fork. Prints
//! Markdown; plain weeks are timed between subsets, so that both meet the same load.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement reads the clock and prints"
)]

use leverage::attribution::{N_SUBSETS, withheld};
use leverage::fork::{Laboratory, Trial, original};
use leverage::{Case, Question};
use model::NoSink;
use std::path::Path;
use std::time::{Duration, Instant};

/// Weeks of every fork.
const WEEKS: u32 = 104;
/// Plain weeks are timed after so many subsets.
const EVERY: usize = 8;

fn main() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/australia_japan.ron");
    let scenario = match scenario::load_checked(&path) {
        Ok(loaded) => loaded.scenario,
        Err(faults) => panic!("{faults}"),
    };
    let question = Question {
        imposer: "china".to_owned(),
        target: "japan".to_owned(),
        material: None,
        at: None,
        horizons: vec![WEEKS],
        share: 1.0,
        without: Vec::new(),
    };
    let case = Case::new(&scenario, &question, 1).expect("the headline has both countries");
    let go_on = || true;
    let world = original(&case, 0, &go_on).expect("nobody stops it");
    let mut laboratory = Laboratory::new(&case, &world, &go_on);
    let mut twin = world.fork();
    let (mut forked, mut plain) = (Duration::ZERO, Vec::new());
    for subset in 0..N_SUBSETS {
        let trial = Trial {
            goods: &case.goods,
            withheld: &withheld(subset),
            weeks: WEEKS,
        };
        let start = Instant::now();
        laboratory.costs(&world, trial, &[WEEKS]);
        forked += start.elapsed();
        if subset % EVERY == 0 {
            world.fork_into(&mut twin);
            let start = Instant::now();
            for _ in 0..WEEKS {
                twin.step(&mut NoSink);
            }
            plain.push(start.elapsed());
        }
    }
    plain.sort_unstable();
    let plain = plain[plain.len() / 2].as_secs_f64();
    let pairs = forked.as_secs_f64() / N_SUBSETS as f64;
    println!("| what | seconds |\n|---|---|");
    println!("| {WEEKS} plain weeks, median | {plain:.2} |");
    println!("| a pair of forks of {WEEKS} weeks, mean of {N_SUBSETS} | {pairs:.2} |");
    println!(
        "\nratio of an attribution to as many plain weeks: {:.2}",
        pairs / (2.0 * plain)
    );
}
