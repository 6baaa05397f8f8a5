//! One run: a world and its weekly schedule.

use crate::clock::Clock;
use crate::report::Recorder;
use crate::report::summary::Summary;
use crate::step::Phase;
use crate::table::{NoSink, Sink};
use crate::world::build;
use bevy_ecs::prelude::World;
use bevy_ecs::schedule::Schedule;
use scenario::Scenario;
use units::Date;

/// One replicate of a scenario, week by week.
pub struct Simulation {
    world: World,
    week: Vec<(Phase, Schedule)>,
    recorder: Recorder,
}

impl Simulation {
    /// Builds the world and lets it settle for the scenario's burn-in weeks. The scenario must have been checked.
    ///
    /// # Panics
    /// Only on a bug, or on a scenario that `scenario::check` would have refused.
    pub fn new(scenario: &Scenario, seed: u64, replicate: u32) -> Self {
        let mut world = build(scenario, seed, replicate);
        world.insert_resource(crate::invariant::Worst::default());
        let recorder = Recorder::new(scenario, &world);
        let mut simulation = Self {
            world,
            week: crate::step::week(),
            recorder,
        };
        for _ in 0..scenario.clock.burn_in_weeks {
            simulation.step(&mut NoSink);
        }
        simulation
    }

    /// Simulates one week and hands its rows to `sink`.
    pub fn step(&mut self, sink: &mut dyn Sink) {
        self.step_watched(sink, &mut |_| ());
    }

    /// The same, telling `watch` the name of each phase when it is over, and `recording` at the end: for measurements.
    pub fn step_watched(&mut self, sink: &mut dyn Sink, watch: &mut dyn FnMut(&'static str)) {
        for (phase, schedule) in &mut self.week {
            schedule.run(&mut self.world);
            watch(phase.name());
        }
        self.recorder.record(&mut self.world, sink);
        watch("recording");
        self.world.resource_mut::<Clock>().week += 1;
    }

    /// Trade edges: pairs of one who needs a good and one who makes it.
    pub fn n_links(&self) -> usize {
        self.world.resource::<crate::need::Web>().links.len()
    }

    /// Weeks simulated since the scenario's start.
    pub fn week(&self) -> u32 {
        self.world.resource::<Clock>().week.max(0) as u32
    }

    /// Weeks that the scenario asks for.
    pub fn weeks(&self) -> u32 {
        self.world.resource::<Clock>().weeks
    }

    /// Monday of the week to come.
    pub fn date(&self) -> Date {
        self.world.resource::<Clock>().date()
    }

    /// Whether all weeks are done.
    pub fn is_finished(&self) -> bool {
        self.week() >= self.weeks()
    }

    /// A hash of every stock, balance and quote: equal states have equal hashes.
    pub fn state_hash(&self) -> u64 {
        crate::report::hash::state(&self.world)
    }

    /// Largest relative errors of mass and money that the invariants have met.
    pub fn worst_errors(&self) -> (f64, f64) {
        let worst = self.world.resource::<crate::invariant::Worst>();
        (worst.mass, worst.money)
    }

    /// What the run says about the scenario's question.
    pub fn summary(&self) -> Summary {
        self.recorder.summary(&self.world)
    }
}

/// Runs a scenario to its end.
pub fn run(scenario: &Scenario, seed: u64, replicate: u32, sink: &mut dyn Sink) -> Summary {
    let mut simulation = Simulation::new(scenario, seed, replicate);
    while !simulation.is_finished() {
        simulation.step(sink);
    }
    simulation.summary()
}
