//! A year of the headline scenario: `cargo bench -p monazite-model`.
//!
//! The difference between the two runs is the cost of recording every table, without that of writing files.

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use model::{Cell, NoSink, Simulation, Sink, Table};
use scenario::Scenario;
use std::path::Path;

/// Weeks that are timed; burn-in is not.
const WEEKS: u32 = 52;

/// Counts rows and cells, so that rows have to be made and nothing is kept.
#[derive(Default)]
struct Counter {
    rows: u64,
    cells: u64,
}

impl Sink for Counter {
    fn row(&mut self, _table: &'static Table, cells: &[Cell<'_>]) {
        self.rows += 1;
        self.cells += cells.len() as u64;
    }
}

fn headline() -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/australia_japan.ron");
    match scenario::load_checked(&path) {
        Ok(loaded) => loaded.scenario,
        Err(faults) => panic!("{faults}"),
    }
}

fn year(simulation: &mut Simulation, sink: &mut dyn Sink) -> u64 {
    for _ in 0..WEEKS {
        simulation.step(sink);
    }
    simulation.state_hash()
}

fn a_year(criterion: &mut Criterion) {
    let scenario = headline();
    let settled = || Simulation::new(&scenario, 1, 0);
    let mut group = criterion.benchmark_group("headline, 52 weeks");
    group.sample_size(10);
    group.bench_function("without recording", |bencher| {
        bencher.iter_batched(
            settled,
            |mut run| year(&mut run, &mut NoSink),
            BatchSize::PerIteration,
        );
    });
    group.bench_function("every table counted", |bencher| {
        bencher.iter_batched(
            settled,
            |mut run| {
                let mut counter = Counter::default();
                (year(&mut run, &mut counter), counter.rows, counter.cells)
            },
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

/// Building the world and letting it settle is paid once per replicate.
fn a_start(criterion: &mut Criterion) {
    let scenario = headline();
    let mut group = criterion.benchmark_group("headline, start");
    group.sample_size(10);
    group.bench_function("build and burn in", |bencher| {
        bencher.iter(|| Simulation::new(&scenario, 1, 0));
    });
    group.finish();
}

criterion_group!(benches, a_year, a_start);
criterion_main!(benches);
