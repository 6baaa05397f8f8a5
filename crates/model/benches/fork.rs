//! What a fork costs: `cargo bench -p monazite-model --bench fork`.
//!
//! Beside the fork stand a plain copy of as many bytes as the state has when written, which no fork can beat by much,
//! and weeks of simulation, which is what forks are made for.

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use model::{NoSink, Simulation};
use scenario::Scenario;
use std::cell::RefCell;
use std::hint::black_box;
use std::path::Path;

/// Weeks before the fork: recorders and shipments have filled up by then.
const WEEKS: u32 = 52;

fn headline() -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/australia_japan.ron");
    match scenario::load_checked(&path) {
        Ok(loaded) => loaded.scenario,
        Err(faults) => panic!("{faults}"),
    }
}

fn grown(scenario: &Scenario) -> Simulation {
    let mut simulation = Simulation::new(scenario, 1, 0);
    for _ in 0..WEEKS {
        simulation.step(&mut NoSink);
    }
    simulation
}

fn forks(criterion: &mut Criterion) {
    let scenario = headline();
    let original = grown(&scenario);
    let bytes = original.checkpoint();
    let state_bytes = bytes.len() - scenario::write(&scenario).len();
    let mut group = criterion.benchmark_group("headline, fork");
    group.sample_size(20);
    group.bench_function(format!("copy of {state_bytes} bytes"), |bencher| {
        let (from, mut to) = (vec![1_u8; state_bytes], vec![0_u8; state_bytes]);
        bencher.iter(|| black_box(&mut to).copy_from_slice(black_box(&from)));
    });
    group.bench_function("fork into a used twin", |bencher| {
        let mut twin = original.fork();
        twin.step(&mut NoSink);
        bencher.iter(|| original.fork_into(&mut twin));
    });
    group.bench_function("fork", |bencher| bencher.iter(|| original.fork()));
    group.bench_function("checkpoint", |bencher| {
        bencher.iter(|| original.checkpoint());
    });
    group.bench_function("restore", |bencher| {
        bencher.iter(|| Simulation::restore(&bytes));
    });
    // A twin that has been stepped before, so that its schedules are ready: the same week each time.
    let twin = RefCell::new(original.fork());
    group.bench_function("one week", |bencher| {
        bencher.iter_batched(
            || original.fork_into(&mut twin.borrow_mut()),
            |()| twin.borrow_mut().step(&mut NoSink),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

criterion_group!(benches, forks);
criterion_main!(benches);
