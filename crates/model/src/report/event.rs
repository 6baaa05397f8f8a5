//! Table `events`: what happened, as sentences.

use crate::clock::Clock;
use crate::facts::Facts;
use crate::journal::Journal;
use crate::table::{Cell, Sink, Table, column};
use bevy_ecs::prelude::World;

/// The table.
pub(crate) const EVENTS: Table = Table {
    name: "events",
    row: "one thing that happened",
    columns: &[
        column("id", "count", "number of the event in the run"),
        column("date", "day", "Monday of the week"),
        column(
            "kind",
            "word",
            "policy, tension, shock, investment, opening, closing, qualification, shortage or reserve",
        ),
        column("agents", "ids", "who, separated by semicolons"),
        column("sentence", "text", "what happened"),
    ],
};

/// Writes the week's events.
pub(super) fn write(world: &World, sink: &mut dyn Sink) {
    let facts = world.resource::<Facts>();
    let journal = world.resource::<Journal>();
    let date = world.resource::<Clock>().date();
    for (at, entry) in journal.entries.iter().enumerate() {
        let agents: Vec<&str> = entry
            .agents
            .iter()
            .map(|&agent| facts.agents.ids[agent].as_str())
            .collect();
        sink.row(
            &EVENTS,
            &[
                Cell::Count(journal.written + at as u64 + 1),
                Cell::Date(date),
                Cell::Text(entry.kind.word()),
                Cell::Text(&agents.join(";")),
                Cell::Text(&entry.sentence),
            ],
        );
    }
}
