//! The state of a world: one list of what it holds, from which it is copied and saved.
//!
//! A new component or resource has to be entered here, and a test counts; one that changes but is not listed would make
//! a fork differ from its original.

use crate::agent::Idx;
use crate::anchor::Anchors;
use crate::buy::Buyer;
use crate::buy::demand::DemandShifts;
use crate::buy::portfolio::Scratch;
use crate::clock::Clock;
use crate::decide::Choices;
use crate::decide::capital::Treasuries;
use crate::decide::curb::desk::Offices;
use crate::decide::curb::foresight::Foresight;
use crate::decide::support::Programmes;
use crate::depot::Depots;
use crate::facts::Facts;
use crate::govern::knowhow::Knowhow;
use crate::govern::tension::Relations;
use crate::govern::{Controls, Policies};
use crate::invariant::Worst;
use crate::journal::Journal;
use crate::ledger::Ledger;
use crate::mine::Mine;
use crate::need::Web;
use crate::plant::Plant;
use crate::plant::invest::Decisions;
use crate::plant::open::Shocks;
use crate::price_watch::PriceWatch;
use crate::quote::{Quotes, Rules};
use crate::random::Luck;
use crate::refine::Refiner;
use crate::stock::{Stocks, Tally};
use crate::trade::allowance::Allowance;
use crate::trade::book::Book;
use crate::trade::contract::Contracts;
use crate::trade::customer::Customers;
use crate::trade::desk::ContractDesk;
use crate::trade::shelf::Shelves;
use crate::trade::ship::LicenceTimes;
use crate::transit::Transit;
use bevy_ecs::component::{Component, Mutable};
use bevy_ecs::prelude::{Entity, With, World};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// THE LIST. `fixed` follows from the scenario and is immutable by its type; `state` changes from week to week;
/// `scratch` is filled anew before it is read; `kinds` are the agents, one archetype each, in the order of [`Idx`].
macro_rules! inventory {
    ($use_it:ident) => {
        $use_it! {
            fixed: [Contracts, DemandShifts, Facts, Shocks],
            state: [
                Allowance, Anchors, Book, Choices, Clock, Controls, Customers, Decisions, Depots, Journal, Knowhow, Ledger, LicenceTimes, Luck,
                Offices, Policies, PriceWatch, Programmes, Quotes, Relations, Rules, Shelves, Stocks, Tally, Transit, Treasuries, Web, Worst,
            ],
            scratch: [ContractDesk, Foresight, Scratch],
            kinds: [
                Mine: [Mine, Plant],
                Refiner: [Refiner, Plant],
                Buyer: [Buyer],
            ],
        }
    };
}

macro_rules! functions {
    (
        fixed: [$($fixed:ty),* $(,)?],
        state: [$($state:ty),* $(,)?],
        scratch: [$($scratch:ty),* $(,)?],
        kinds: [$($kind:ty: [$($component:ty),+]),* $(,)?],
    ) => {
        /// A second world in the same state.
        pub(crate) fn twin(source: &World) -> World {
            let mut twin = World::new();
            // Agents come first, as in a world just built, so that both worlds number their archetypes alike.
            $(for (agent, idx) in agents::<$kind>(source) {
                twin.spawn((idx, $(part::<$component>(source, agent),)+));
            })*
            $(twin.insert_resource(source.resource::<$fixed>().clone());)*
            $(twin.insert_resource(source.resource::<$state>().clone());)*
            $(twin.insert_resource(<$scratch>::default());)*
            twin
        }

        /// Puts a world of the same scenario into the same state, within the memory that it has.
        ///
        /// # Panics
        /// When the worlds hold different agents.
        pub(crate) fn copy(source: &World, twin: &mut World) {
            $($(copy_column::<$component, $kind>(source, twin);)+)*
            $(twin.resource_mut::<$state>().clone_from(source.resource::<$state>());)*
        }

        /// Writes what the scenario does not say.
        pub(crate) fn save(world: &World, file: &mut Writer) {
            $($(file.put(&column::<$component, $kind>(world));)+)*
            $(file.put(world.resource::<$state>());)*
        }

        /// Puts a world just built into a saved state; none where the bytes do not hold one of such a world.
        pub(crate) fn load(world: &mut World, file: &mut Reader) -> Option<()> {
            $($(set_column::<$component, $kind>(world, file.take()?)?;)+)*
            $(*world.resource_mut::<$state>() = file.take()?;)*
            Some(())
        }

        /// Every component and resource of the list.
        #[cfg(test)]
        fn listed() -> std::collections::BTreeSet<std::any::TypeId> {
            use std::any::TypeId;
            [
                TypeId::of::<Idx>(),
                $(TypeId::of::<$fixed>(),)* $(TypeId::of::<$state>(),)* $(TypeId::of::<$scratch>(),)*
                $($(TypeId::of::<$component>(),)+)*
            ]
            .into()
        }
    };
}
inventory!(functions);

/// Agents of a kind in the order of their index.
fn agents<K: Component>(world: &World) -> Vec<(Entity, Idx)> {
    // A kind of which the scenario has no agent is unknown to the world.
    let Some(mut rows) = world.try_query_filtered::<(Entity, &Idx), With<K>>() else {
        return Vec::new();
    };
    rows.iter(world).map(|(agent, idx)| (agent, *idx)).collect()
}

/// One component of an agent.
fn part<C: Component + Clone>(world: &World, agent: Entity) -> C {
    let part = world.get::<C>(agent);
    part.expect("agents of a kind have the same components")
        .clone()
}

/// One component of all agents of a kind in the order of their index.
pub(crate) fn column<C: Component, K: Component>(world: &World) -> Vec<&C> {
    match world.try_query_filtered::<&C, With<K>>() {
        Some(mut rows) => rows.iter(world).collect(),
        None => Vec::new(),
    }
}

fn copy_column<C, K>(source: &World, twin: &mut World)
where
    C: Component<Mutability = Mutable> + Clone,
    K: Component,
{
    let Some(mut rows) = source.try_query_filtered::<&C, With<K>>() else {
        return;
    };
    let mut places = twin.query_filtered::<&mut C, With<K>>();
    let mut places = places.iter_mut(twin);
    for part in rows.iter(source) {
        let mut place = places.next().expect("twins have the same agents");
        (*place).clone_from(part);
    }
}

fn set_column<C, K>(world: &mut World, parts: Vec<C>) -> Option<()>
where
    C: Component<Mutability = Mutable>,
    K: Component,
{
    let mut places = world.query_filtered::<&mut C, With<K>>();
    let mut places = places.iter_mut(world);
    for part in parts {
        *places.next()? = part;
    }
    places.next().is_none().then_some(())
}

/// Writes values one after the other, in the compact and exact format of postcard.
#[derive(Debug, Default)]
pub(crate) struct Writer(Vec<u8>);

impl Writer {
    /// Adds a value.
    ///
    /// # Panics
    /// On a type whose length serde does not know, which no state has.
    pub(crate) fn put<T: Serialize + ?Sized>(&mut self, value: &T) {
        let bytes = std::mem::take(&mut self.0);
        self.0 = postcard::to_extend(value, bytes).expect("every part of the state can be written");
    }

    /// What has been written.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

/// Reads the values back, in the same order.
#[derive(Debug)]
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// Reads from the first byte on.
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The next value, or none where the bytes are not one of its type.
    pub(crate) fn take<T: DeserializeOwned>(&mut self) -> Option<T> {
        let (value, rest) = postcard::take_from_bytes(self.0).ok()?;
        self.0 = rest;
        Some(value)
    }

    /// Whether every byte has been read.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{NoSink, Simulation};
    use bevy_ecs::schedule::{Schedule, SingleThreadedExecutor};
    use std::any::TypeId;
    use std::collections::BTreeSet;

    fn registered(world: &World) -> BTreeSet<TypeId> {
        let components = world.components().iter_registered();
        components.filter_map(|(_, info)| info.type_id()).collect()
    }

    /// What the engine registers by itself, once a schedule has run.
    fn engine() -> BTreeSet<TypeId> {
        let mut world = World::new();
        let mut schedule = Schedule::default();
        schedule.set_executor(SingleThreadedExecutor::new());
        schedule.add_systems(|| ());
        schedule.run(&mut world);
        registered(&world)
    }

    fn settled() -> Simulation {
        let loaded = scenario::load_str(&scenario::starter("starter"), "starter.ron");
        let scenario = loaded.unwrap_or_else(|faults| panic!("{faults}")).scenario;
        let mut simulation = Simulation::new(&scenario, 1, 0);
        for _ in 0..60 {
            simulation.step(&mut NoSink);
        }
        simulation
    }

    #[test]
    fn the_list_has_every_component_and_resource_of_a_world() {
        let simulation = settled();
        let engine = engine();
        let own: BTreeSet<TypeId> = &registered(simulation.world()) - &engine;
        let (known, listed) = (own.len(), listed());
        for (_, info) in simulation.world().components().iter_registered() {
            let is_listed = info
                .type_id()
                .is_some_and(|id| listed.contains(&id) || engine.contains(&id));
            assert!(
                is_listed,
                "a component or resource of {} bytes is not in the list",
                info.layout().size()
            );
        }
        assert_eq!(
            known,
            listed.len(),
            "the list names something that no world has"
        );
    }

    #[test]
    fn agents_of_a_kind_are_visited_in_the_order_of_their_index() {
        let simulation = settled();
        let world = simulation.world();
        let indices = |agents: Vec<(Entity, Idx)>| agents.into_iter().map(|(_, idx)| idx.at());
        let all: Vec<usize> = indices(agents::<Mine>(world))
            .chain(indices(agents::<Refiner>(world)))
            .chain(indices(agents::<Buyer>(world)))
            .collect();
        let traders = world.resource::<Facts>().agents.traders.start;
        assert_eq!(all, (0..traders).collect::<Vec<usize>>());
        let twins: Vec<Idx> = agents::<Refiner>(&twin(world))
            .into_iter()
            .map(|(_, idx)| idx)
            .collect();
        let originals: Vec<Idx> = agents::<Refiner>(world)
            .into_iter()
            .map(|(_, idx)| idx)
            .collect();
        assert_eq!(twins, originals);
    }
}
