//! Agents of a kind as a system meets them: a slice for each of their components, in the order of the index.
//!
//! ```text
//! mines: Rows<&[Mine], &mut [Plant]>      all mines: what makes them a mine is read, their plants may change
//! for (agent, mine, plant) in mines.each()
//! ```

use crate::agent::{AgentIndex, Idx};
use crate::lend::Lent;
use bevy_ecs::component::Mutable;
use bevy_ecs::prelude::{Component, Query, Without};
use bevy_ecs::query::{ArchetypeFilter, ContiguousQueryData};
use bevy_ecs::system::SystemParamItem;
use std::marker::PhantomData;

/// All agents of a kind.
pub(crate) struct Rows<A, B = ()> {
    first: AgentIndex,
    one: A,
    other: B,
}

impl<A, B> Rows<A, B> {
    /// Agents from an index on, with their components in the same order.
    pub(crate) fn new(first: AgentIndex, one: A, other: B) -> Self {
        Self { first, one, other }
    }
}

impl<A: Column, B: Column> Rows<A, B> {
    /// One after the other, with the index.
    pub(crate) fn each(self) -> impl Iterator<Item = (AgentIndex, A::Cell, B::Cell)> {
        let parts = self.one.cells().zip(self.other.cells());
        (self.first..)
            .zip(parts)
            .map(|(agent, (one, other))| (agent, one, other))
    }
}

impl<A: Component, B: Component> Rows<&[A], &[B]> {
    /// One after the other, with the index.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (AgentIndex, &A, &B)> {
        Rows::new(self.first, self.one, self.other).each()
    }
}

impl<A> Rows<&[A]> {
    /// One after the other, with the index.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (AgentIndex, &A)> {
        (self.first..).zip(self.one)
    }
}

impl<A, B> Rows<&mut [A], B> {
    /// The first component of an agent, if it is of this kind.
    pub(crate) fn get_mut(&mut self, agent: AgentIndex) -> Option<&mut A> {
        self.one.get_mut(agent.checked_sub(self.first)?)
    }
}

/// A column as the engine finds it.
type Found<'w, 's, D> = <D as ContiguousQueryData>::Contiguous<'w, 's>;

/// One component of all agents of a kind, or what else narrows the kind down.
pub(crate) trait Column {
    /// What it is for one agent.
    type Cell;
    /// What the engine fetches for it.
    type Data: ContiguousQueryData + 'static;
    /// What the engine leaves out.
    type Filter: ArchetypeFilter + 'static;
    /// The column while the system runs.
    type For<'a>: Column;

    /// Agent by agent.
    fn cells(self) -> impl Iterator<Item = Self::Cell>;
    /// From what the engine has found.
    fn of<'a>(found: Found<'a, '_, Self::Data>) -> Self::For<'a>;
    /// Where the scenario has no such agent.
    fn empty<'a>() -> Self::For<'a>;
}

impl<'w, T: Component> Column for &'w [T] {
    type Cell = &'w T;
    type Data = &'static T;
    type Filter = ();
    type For<'a> = &'a [T];

    fn cells(self) -> impl Iterator<Item = &'w T> {
        self.iter()
    }

    fn of<'a>(found: Found<'a, '_, &'static T>) -> &'a [T] {
        found
    }

    fn empty<'a>() -> &'a [T] {
        &[]
    }
}

impl<'w, T: Component<Mutability = Mutable>> Column for &'w mut [T] {
    type Cell = &'w mut T;
    type Data = &'static mut T;
    type Filter = ();
    type For<'a> = &'a mut [T];

    fn cells(self) -> impl Iterator<Item = &'w mut T> {
        self.iter_mut()
    }

    fn of<'a>(found: Found<'a, '_, &'static mut T>) -> &'a mut [T] {
        found.into_iter().into_slice()
    }

    fn empty<'a>() -> &'a mut [T] {
        &mut []
    }
}

/// Nothing more.
impl Column for () {
    type Cell = ();
    type Data = ();
    type Filter = ();
    type For<'a> = ();

    fn cells(self) -> impl Iterator<Item = ()> {
        std::iter::repeat(())
    }

    fn of<'a>((): Found<'a, '_, ()>) -> Self::For<'a> {}

    fn empty<'a>() -> Self::For<'a> {}
}

/// Leaves out agents that have a component.
pub(crate) struct Except<T>(PhantomData<T>);

impl<T> Except<T> {
    /// The others.
    pub(crate) const OTHERS: Self = Self(PhantomData);
}

impl<T: Component> Column for Except<T> {
    type Cell = ();
    type Data = ();
    type Filter = Without<T>;
    type For<'a> = Self;

    fn cells(self) -> impl Iterator<Item = ()> {
        std::iter::repeat(())
    }

    fn of<'a>((): Found<'a, '_, ()>) -> Self::For<'a> {
        Self::OTHERS
    }

    fn empty<'a>() -> Self::For<'a> {
        Self::OTHERS
    }
}

/// What the engine fetches for rows.
type Kinds<A, B> = Query<
    'static,
    'static,
    (&'static Idx, <A as Column>::Data, <B as Column>::Data),
    (<A as Column>::Filter, <B as Column>::Filter),
>;

impl<A: Column, B: Column> Lent for Rows<A, B> {
    type Param = Kinds<A, B>;
    type For<'a> = Rows<A::For<'a>, B::For<'a>>;

    fn lend<'a>(query: &'a mut SystemParamItem<Self::Param>) -> Self::For<'a> {
        let mut kinds = chunks::<A, B>(query);
        let rows = kinds.next();
        debug_assert!(kinds.next().is_none(), "agents of one kind lie together");
        rows.unwrap_or(Rows::new(0, A::empty(), B::empty()))
    }
}

/// Agents of two kinds that have the same components.
impl<A: Column, B: Column> Lent for [Rows<A, B>; 2] {
    type Param = Kinds<A, B>;
    type For<'a> = [Rows<A::For<'a>, B::For<'a>>; 2];

    fn lend<'a>(query: &'a mut SystemParamItem<Self::Param>) -> Self::For<'a> {
        let mut kinds = chunks::<A, B>(query);
        let mut next = || {
            let rows = kinds.next();
            rows.unwrap_or(Rows::new(AgentIndex::MAX, A::empty(), B::empty()))
        };
        let mut both = [next(), next()];
        // The engine promises no order of kinds.
        both.sort_by_key(|rows| rows.first);
        both
    }
}

fn chunks<'a, A: Column, B: Column>(
    query: &'a mut SystemParamItem<Kinds<A, B>>,
) -> impl Iterator<Item = Rows<A::For<'a>, B::For<'a>>> {
    let chunks = query.contiguous_iter_mut();
    let chunks =
        chunks.unwrap_or_else(|fault| panic!("components of agents lie in tables: {fault}"));
    chunks.map(|(agents, one, other)| Rows::new(agents[0].at(), A::of(one), B::of(other)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lend::lend;
    use bevy_ecs::prelude::{Resource, World};
    use bevy_ecs::schedule::Schedule;

    #[derive(Component)]
    struct Shaft(u32);
    #[derive(Component)]
    struct Works(u32);
    #[derive(Component)]
    struct Nobody;
    #[derive(Resource, Default)]
    struct Seen(Vec<(AgentIndex, u32)>);

    fn dig(shafts: Rows<&[Shaft], &mut [Works]>, mills: Rows<&mut [Works], Except<Shaft>>) {
        for (agent, shaft, works) in shafts.each() {
            works.0 += shaft.0 * agent as u32;
        }
        mills.each().for_each(|(_, works, ())| works.0 += 1);
    }

    fn look(all: [Rows<&[Works]>; 2], nobody: Rows<&[Nobody]>, seen: &mut Seen) {
        let all = all.iter().flat_map(Rows::<&[Works]>::iter);
        seen.0.extend(all.map(|(agent, works)| (agent, works.0)));
        assert_eq!(nobody.iter().count(), 0);
    }

    #[test]
    fn agents_come_in_the_order_of_their_index_and_each_with_its_own_components() {
        let mut world = World::new();
        world.init_resource::<Seen>();
        // The kind that comes later in the index is known to the engine first.
        world.spawn((Idx(2), Works(7)));
        world.spawn((Idx(0), Shaft(10), Works(0)));
        world.spawn((Idx(1), Shaft(20), Works(0)));
        for system in [lend(dig), lend(look)] {
            Schedule::default().add_systems(system).run(&mut world);
        }
        assert_eq!(world.resource::<Seen>().0, [(0, 0), (1, 20), (2, 8)]);
    }
}
