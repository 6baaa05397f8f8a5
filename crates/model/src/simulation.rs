//! One run: a world and its weekly schedule.

pub(crate) mod checkpoint;
mod experiment;
mod imagine;
pub(crate) mod observe;

use crate::clock::Clock;
use crate::report::Recorder;
use crate::report::summary::Summary;
use crate::step::Phase;
use crate::table::{NoSink, Sink};
use crate::trade::book::Book;
use crate::world::{build, state};
use bevy_ecs::prelude::World;
use bevy_ecs::schedule::Schedule;
use scenario::Scenario;
use std::sync::Arc;
use units::Date;

/// One replicate of a scenario, week by week.
pub struct Simulation {
    /// Shared with all forks; a checkpoint carries it along.
    scenario: Arc<Scenario>,
    world: World,
    week: Vec<(Phase, Schedule)>,
    recorder: Recorder,
    /// Memory for imagined worlds; no part of the state.
    imagined: Option<Box<Self>>,
}

impl Simulation {
    /// Builds the world and lets it settle for the scenario's burn-in weeks. The scenario must have been checked.
    ///
    /// # Panics
    /// Only on a bug, or on a scenario that `scenario::check` would have refused.
    pub fn new(scenario: &Scenario, seed: u64, replicate: u32) -> Self {
        let mut simulation = Self::unsettled(scenario, seed, replicate);
        while simulation.world.resource::<Clock>().is_burn_in() {
            simulation.step(&mut NoSink);
        }
        simulation
    }

    /// Before the first week of burn-in.
    pub(crate) fn unsettled(scenario: &Scenario, seed: u64, replicate: u32) -> Self {
        let world = build(scenario, seed, replicate);
        let recorder = Recorder::new(scenario, &world);
        Self::assemble(Arc::new(scenario.clone()), world, recorder)
    }

    fn assemble(scenario: Arc<Scenario>, world: World, recorder: Recorder) -> Self {
        Self {
            scenario,
            world,
            week: crate::step::week(),
            recorder,
            imagined: None,
        }
    }

    /// A twin in exactly the same state, with the same luck: stepped alike, both give the same rows for ever.
    ///
    /// ```
    /// use model::{NoSink, Simulation};
    /// # let loaded = scenario::load_str(&scenario::starter("first"), "first.ron")?;
    /// let mut original = Simulation::new(&loaded.scenario, 1, 0);
    /// let mut twin = original.fork();
    /// twin.step(&mut NoSink);
    /// assert_eq!((original.week(), twin.week()), (0, 1));
    /// original.step(&mut NoSink);
    /// assert_eq!(original.state_hash(), twin.state_hash());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn fork(&self) -> Self {
        Self::assemble(
            Arc::clone(&self.scenario),
            state::twin(&self.world),
            self.recorder.clone(),
        )
    }

    /// Makes `twin` what [`Simulation::fork`] would give, reusing its memory when it is of the same family: for many
    /// forks in turn.
    pub fn fork_into(&self, twin: &mut Self) {
        if Arc::ptr_eq(&self.scenario, &twin.scenario) {
            state::copy(&self.world, &mut twin.world);
            twin.recorder.clone_from(&self.recorder);
        } else {
            *twin = self.fork();
        }
    }

    /// Simulates one week and hands its rows to `sink`.
    pub fn step(&mut self, sink: &mut dyn Sink) {
        self.step_watched(sink, &mut |_| ());
    }

    /// The same, telling `watch` the name of each phase when it is over, and `recording` at the end: for measurements.
    pub fn step_watched(&mut self, sink: &mut dyn Sink, watch: &mut dyn FnMut(&'static str)) {
        self.finish_week(0, sink, watch);
    }

    /// Runs the phases of a week from a position on, records and moves to the next week.
    fn finish_week(
        &mut self,
        first: usize,
        sink: &mut dyn Sink,
        watch: &mut dyn FnMut(&'static str),
    ) {
        let wants_flows = sink.is_listening() && sink.wants(&crate::report::FLOWS);
        self.world.resource_mut::<Book>().tape.keeps_deals = wants_flows;
        for at in first..self.week.len() {
            let (phase, schedule) = &mut self.week[at];
            schedule.run(&mut self.world);
            let phase = *phase;
            if phase == Phase::Foresight {
                self.imagine(at + 1);
            }
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

    #[cfg(test)]
    pub(crate) fn world(&self) -> &World {
        &self.world
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
