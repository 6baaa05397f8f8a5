//! Table `events`: what happened, as sentences.

use crate::clock::Clock;
use crate::facts::Facts;
use crate::journal::{Journal, Memo, Role};
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
            "policy, tension, shock, investment, opening, closing, qualification, shortage, reserve or price",
        ),
        column(
            "country",
            "id",
            "country that acts, or whose plant or user it is; empty where nobody acts, as when a quote moves",
        ),
        column("agents", "ids", "who, separated by semicolons"),
        column("sentence", "text", "what happened"),
        column(
            "causes",
            "ids",
            "numbers of earlier events that lay behind it, the nearest first, six at most, separated by semicolons",
        ),
    ],
};

/// Id of the country that acts: the first that an entry names, else that of its first agent.
fn actor<'a>(memo: &Memo, facts: &'a Facts) -> Option<&'a str> {
    if matches!(memo.role, Role::Rise | Role::Fall) {
        // Its countries are where the quote holds.
        return None;
    }
    let own = memo
        .agents
        .first()
        .map(|&agent| facts.agents.country[agent]);
    let country = memo.countries.first().copied().or(own)?;
    Some(facts.places.country_ids[country].as_str())
}

/// Writes the week's events.
pub(super) fn write(world: &World, sink: &mut dyn Sink) {
    let facts = world.resource::<Facts>();
    let journal = world.resource::<Journal>();
    let date = world.resource::<Clock>().date();
    for entry in &journal.entries {
        let memo = &entry.memo;
        let agents: Vec<&str> = memo
            .agents
            .iter()
            .map(|&agent| facts.agents.ids[agent].as_str())
            .collect();
        let causes: Vec<String> = entry.causes.iter().map(u64::to_string).collect();
        sink.row(
            &EVENTS,
            &[
                Cell::Count(memo.id),
                Cell::Date(date),
                Cell::Text(memo.role.kind()),
                actor(memo, facts).map_or(Cell::Empty, Cell::Text),
                Cell::Text(&agents.join(";")),
                Cell::Text(&entry.sentence),
                Cell::Text(&causes.join(";")),
            ],
        );
    }
}
