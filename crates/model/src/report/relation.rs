//! Table `relations`: what governments think of each other.

use crate::clock::Clock;
use crate::facts::Facts;
use crate::govern::tension::Relations;
use crate::table::{Cell, Sink, Table, column};
use bevy_ecs::prelude::World;

/// The table.
pub(crate) const RELATIONS: Table = Table {
    name: "relations",
    row: "a country, another country and a recording period; pairs that neither the scenario nor an act has moved are left out",
    columns: &[
        column("date", "day", "Monday of the period's last week"),
        column("from", "id", "country that thinks"),
        column("to", "id", "country that it thinks of"),
        column("tension", "index", "from 0 (none) to 1 (open conflict)"),
        column("trust", "index", "from 0 (none) to 1 (ally)"),
    ],
};

/// Writes the period's relations.
pub(super) fn write(world: &World, sink: &mut dyn Sink) {
    let relations = world.resource::<Relations>();
    let ids = &world.resource::<Facts>().places.country_ids;
    let date = world.resource::<Clock>().date();
    for (from, thinker) in ids.iter().enumerate() {
        for (to, other) in ids.iter().enumerate() {
            if from == to || relations.is_unmentioned(from, to) {
                continue;
            }
            sink.row(
                &RELATIONS,
                &[
                    Cell::Date(date),
                    Cell::Text(thinker),
                    Cell::Text(other),
                    Cell::Number(relations.tension(from, to)),
                    Cell::Number(relations.trust(from, to)),
                ],
            );
        }
    }
}
