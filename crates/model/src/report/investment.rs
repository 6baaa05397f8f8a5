//! Table `investments`: what was decided to be built, why, and when it will produce.

use crate::clock::{Clock, WEEKS_PER_YEAR};
use crate::facts::Facts;
use crate::plant::invest::Decisions;
use crate::table::{Cell, Sink, Table, column};
use bevy_ecs::prelude::World;

/// The table.
pub(crate) const INVESTMENTS: Table = Table {
    name: "investments",
    row: "one decision to build",
    columns: &[
        column("date", "day", "Monday of the week of the decision"),
        column("project", "id", "which plant"),
        column("country", "id", "where it is"),
        column("decision", "word", "project (a new plant) or expansion"),
        column("capacity_t_per_year", "t/yr", "capacity decided"),
        column(
            "npv_over_capital",
            "ratio",
            "the cause: expected net present value over capital",
        ),
        column(
            "margin_usd_per_kg",
            "USD/kg",
            "margin expected over the life of the plant",
        ),
        column(
            "capital_usd",
            "USD",
            "capital with the overrun drawn, paid by the sponsors",
        ),
        column("lead_time_years", "years", "from decision to first output"),
        column(
            "first_output_date",
            "day",
            "Monday of the first week of production",
        ),
    ],
};

/// Writes the week's decisions.
pub(super) fn write(world: &World, sink: &mut dyn Sink) {
    let facts = world.resource::<Facts>();
    let clock = world.resource::<Clock>();
    for decision in &world.resource::<Decisions>().0 {
        let country = facts.agents.country[decision.agent];
        sink.row(
            &INVESTMENTS,
            &[
                Cell::Date(clock.date()),
                Cell::Text(&facts.agents.ids[decision.agent]),
                Cell::Text(&facts.places.country_ids[country]),
                Cell::Text(decision.kind.word()),
                Cell::Number(decision.capacity_t_per_year),
                Cell::Number(decision.npv_over_capital),
                Cell::Number(decision.margin_usd_per_t / 1000.0),
                Cell::Number(decision.capital_usd),
                Cell::Number(decision.lead_weeks as f64 / WEEKS_PER_YEAR),
                Cell::Date(clock.date_of(clock.week + decision.lead_weeks)),
            ],
        );
    }
}
