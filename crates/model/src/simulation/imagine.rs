//! Imagined worlds: what a government that looks ahead sees of an act, run between two phases of a week.
//!
//! For every world m: a twin of the running world, told what the government believes and with luck of its own, runs the
//! rest of the week and the weeks after it, once under free trade and once under each act. Nothing of it comes back but
//! the mean losses: the running world and its luck are not touched. Source: docs/concepts/decide.md.

use super::Simulation;
use crate::buy::Buyer;
use crate::clock::Clock;
use crate::decide::curb::Act;
use crate::decide::curb::desk::Offices;
use crate::decide::curb::foresight::{Foresight, Request, Vision, believe, hold_still, rehearse};
use crate::depot::Depots;
use crate::facts::Facts;
use crate::govern::Policies;
use crate::random::Luck;
use crate::stock::{Stocks, Tally};
use crate::table::NoSink;
use bevy_ecs::prelude::{Mut, World};

impl Simulation {
    /// Imagines what has been asked for; `next` is the position of the phase that comes after.
    pub(super) fn imagine(&mut self, next: usize) {
        let requests = std::mem::take(&mut self.world.resource_mut::<Foresight>().requests);
        for request in requests {
            let vision = self.vision(&request, next);
            let mut foresight = self.world.resource_mut::<Foresight>();
            foresight.visions.push(vision);
        }
    }

    fn vision(&mut self, request: &Request, next: usize) -> Vision {
        let n_countries = self.world.resource::<Facts>().places.n_countries();
        let mut costs: Vec<(Act, Vec<f64>)> = request
            .acts
            .iter()
            .map(|act| (*act, vec![0.0; n_countries]))
            .collect();
        for world in 0..request.worlds {
            let free = self.imagined_losses_usd(request, Act::FREE, world, next);
            for (act, sums) in &mut costs {
                let losses = self.imagined_losses_usd(request, *act, world, next);
                for (sum, (loss, base)) in sums.iter_mut().zip(losses.iter().zip(&free)) {
                    *sum += (loss - base) / f64::from(request.worlds);
                }
            }
        }
        Vision {
            office: request.office,
            desk: request.desk,
            worlds: request.worlds,
            weeks: request.weeks,
            costs,
        }
    }

    /// Value added that users of every country lose in one imagined world under an act [USD].
    fn imagined_losses_usd(
        &mut self,
        request: &Request,
        act: Act,
        world: u32,
        next: usize,
    ) -> Vec<f64> {
        let mut twin = match self.imagined.take() {
            Some(mut twin) => {
                self.fork_into(&mut twin);
                twin
            }
            None => Box::new(self.fork()),
        };
        prepare(&mut twin.world, request, act, world);
        let n_countries = twin.world.resource::<Facts>().places.n_countries();
        let mut losses = vec![0.0; n_countries];
        for week in 0..request.weeks {
            let first = if week == 0 { next } else { 0 };
            twin.finish_week(first, &mut NoSink, &mut |_| ());
            add_losses(&mut twin.world, &mut losses);
        }
        self.imagined = Some(twin);
        losses
    }
}

/// Makes a twin the world that a government believes in, with the act in force.
fn prepare(world: &mut World, request: &Request, act: Act, number: u32) {
    let luck = world.resource::<Luck>().imagined(number);
    world.insert_resource(luck);
    let week = world.resource::<Clock>().week;
    world.resource_scope(|world, mut offices: Mut<Offices>| {
        hold_still(request, &mut offices);
        world.resource_scope(|world, mut policies: Mut<Policies>| {
            let facts = world.resource::<Facts>();
            rehearse(request, act, week, facts, &mut offices, &mut policies);
        });
        let own = offices.0[request.office].country;
        world.resource_scope(|world, mut stocks: Mut<Stocks>| {
            world.resource_scope(|world, mut tally: Mut<Tally>| {
                let (facts, depots) = (world.resource::<Facts>(), world.resource::<Depots>());
                believe(request, own, facts, depots, &mut stocks, &mut tally);
            });
        });
    });
}

/// Adds what users of every country lost in the week just run, in the order of the users.
fn add_losses(world: &mut World, losses_usd: &mut [f64]) {
    let mut buyers: Vec<(usize, f64)> = world
        .query::<(&crate::agent::Idx, &Buyer)>()
        .iter(world)
        .map(|(idx, buyer)| (idx.at(), buyer.lost_t * buyer.value_usd_per_t))
        .collect();
    buyers.sort_by_key(|(agent, _)| *agent);
    let countries = &world.resource::<Facts>().agents.country;
    for (agent, lost_usd) in buyers {
        losses_usd[countries[agent]] += lost_usd;
    }
}
