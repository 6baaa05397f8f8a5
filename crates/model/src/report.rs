//! Reports: what a run writes down. One table per file; this file only says when.

mod buyer;
pub(crate) mod course;
mod customer;
mod decision;
mod event;
pub(crate) mod figure;
mod flow;
pub(crate) mod focus;
pub(crate) mod hash;
mod investment;
mod mine;
mod price;
mod refiner;
mod relation;
mod reserve;
pub(crate) mod summary;
mod supplier;

pub(crate) use flow::FLOWS;

use crate::clock::Clock;
use crate::decide::Choices;
use crate::journal::Journal;
use crate::plant::invest::Decisions;
use crate::report::focus::FocusTrack;
use crate::table::{Sink, Table};
use bevy_ecs::prelude::World;
use educe::Educe;
use scenario::Scenario;
use serde::{Deserialize, Serialize};

/// Every table the program can write.
pub const TABLES: &[&Table] = &[
    &price::PRICES,
    &flow::FLOWS,
    &mine::MINES,
    &refiner::REFINERS,
    &buyer::BUYERS,
    &supplier::SUPPLIERS,
    &investment::INVESTMENTS,
    &reserve::RESERVES,
    &decision::DECISIONS,
    &relation::RELATIONS,
    &event::EVENTS,
];

/// Writes rows week by week and follows what the summary needs.
#[derive(Debug, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Recorder {
    every_weeks: i64,
    buyers: buyer::Period,
    plants: mine::Period,
    pub(crate) focus: FocusTrack,
    end_uses: Vec<String>,
    recipes: Vec<String>,
    question: String,
}

impl Recorder {
    /// A recorder for a world just built.
    pub(crate) fn new(scenario: &Scenario, world: &World) -> Self {
        Self {
            every_weeks: period_weeks(scenario),
            buyers: buyer::Period::new(scenario.buyers.len()),
            plants: mine::Period::new(
                scenario.mines.len() + scenario.refiners.len(),
                scenario.countries.len(),
            ),
            focus: FocusTrack::new(scenario, world),
            end_uses: scenario
                .buyers
                .iter()
                .map(|buyer| buyer.end_use.clone())
                .collect(),
            recipes: scenario
                .refiners
                .iter()
                .map(|refiner| refiner.recipe.clone())
                .collect(),
            question: scenario.about.question.clone(),
        }
    }

    /// Records the week that has just been simulated.
    pub(crate) fn record(&mut self, world: &mut World, sink: &mut dyn Sink) {
        let clock = world.resource::<Clock>().clone();
        if clock.is_burn_in() {
            forget_burn_in(world);
            return;
        }
        self.focus.follow(world);
        self.buyers.add(world);
        self.plants.add(world);
        let is_due = is_due(&clock, self.every_weeks);
        if is_due {
            self.plants.add_sales(world);
        }
        if sink.is_listening() {
            price::write(world, sink);
            if is_due {
                self.write_period(world, sink);
            }
            investment::write(world, sink);
            decision::write(world, sink);
            event::write(world, sink);
        }
        if is_due {
            flow::forget(world);
            reserve::forget(world);
            self.buyers.clear();
            self.plants.clear();
        }
        self.focus.count_events(world);
        world.resource_mut::<Journal>().turn_page();
        world.resource_mut::<Decisions>().0.clear();
        world.resource_mut::<Choices>().0.clear();
    }

    /// Writes the tables that have a row for each recording period.
    fn write_period(&self, world: &mut World, sink: &mut dyn Sink) {
        if sink.wants(&flow::FLOWS) {
            flow::write(world, sink);
        }
        if sink.wants(&mine::MINES) {
            mine::write(world, &self.plants, sink);
        }
        if sink.wants(&refiner::REFINERS) {
            refiner::write(world, &self.plants, &self.recipes, sink);
        }
        if sink.wants(&buyer::BUYERS) {
            buyer::write(world, &self.buyers, &self.end_uses, sink);
        }
        if sink.wants(&supplier::SUPPLIERS) {
            supplier::write(world, sink);
        }
        if sink.wants(&relation::RELATIONS) {
            relation::write(world, sink);
        }
        if sink.wants(&reserve::RESERVES) {
            reserve::write(world, sink);
        }
    }

    /// The run's answer.
    pub(crate) fn summary(&self, world: &World) -> summary::Summary {
        summary::write(&self.question, &self.focus, world)
    }
}

/// Weeks of a recording period.
pub(crate) fn period_weeks(scenario: &Scenario) -> i64 {
    i64::from(scenario.record.every_weeks.max(1))
}

/// Whether a recording period ends with this week.
pub(crate) fn is_due(clock: &Clock, every_weeks: i64) -> bool {
    (clock.week + 1) % every_weeks == 0 || clock.week + 1 == i64::from(clock.weeks)
}

/// Burn-in leaves no rows.
fn forget_burn_in(world: &mut World) {
    flow::forget(world);
    reserve::forget(world);
    world.resource_mut::<Journal>().tear_out_page();
    world.resource_mut::<Decisions>().0.clear();
    world.resource_mut::<Choices>().0.clear();
}
