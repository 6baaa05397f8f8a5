//! Table `decisions`: what governments weighed and chose.

use crate::clock::Clock;
use crate::decide::Choices;
use crate::facts::Facts;
use crate::table::{Cell, Sink, Table, column};
use bevy_ecs::prelude::World;

/// The table.
pub(crate) const DECISIONS: Table = Table {
    name: "decisions",
    row: "one option of a choice of a government",
    columns: &[
        column("date", "day", "Monday of the week"),
        column("government", "id", "country whose government chose"),
        column("subject", "text", "what was decided"),
        column("option", "text", "what could be done"),
        column(
            "utility_usd",
            "USD",
            "worth of the option to the government",
        ),
        column("chance_share", "share", "chance with which it was chosen"),
        column("is_chosen", "0 or 1", "1 for the option that was chosen"),
        column(
            "reasons",
            "text",
            "figures behind the choice; on the chosen option only",
        ),
    ],
};

/// Writes the week's choices.
pub(super) fn write(world: &World, sink: &mut dyn Sink) {
    let facts = world.resource::<Facts>();
    let date = world.resource::<Clock>().date();
    for choice in &world.resource::<Choices>().0 {
        for (at, option) in choice.alternatives.iter().enumerate() {
            let is_chosen = at == choice.chosen;
            let reasons = if is_chosen {
                choice.reasons.as_str()
            } else {
                ""
            };
            sink.row(
                &DECISIONS,
                &[
                    Cell::Date(date),
                    Cell::Text(&facts.places.country_ids[choice.government]),
                    Cell::Text(&choice.subject),
                    Cell::Text(&option.name),
                    Cell::Number(option.utility_usd),
                    Cell::Number(option.chance),
                    Cell::Count(u64::from(is_chosen)),
                    Cell::Text(reasons),
                ],
            );
        }
    }
}
