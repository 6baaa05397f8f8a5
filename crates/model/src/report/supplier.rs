//! Table `suppliers`: where everybody with inputs orders from.

use crate::clock::Clock;
use crate::facts::Facts;
use crate::need::Web;
use crate::report::buyer::origin_shares;
use crate::table::{Cell, Sink, Table, column};
use bevy_ecs::prelude::World;

/// Shares below this are not worth a row.
const LEAST_SHARE: f64 = 1e-4;

/// The table.
pub(crate) const SUPPLIERS: Table = Table {
    name: "suppliers",
    row: "one origin country of one agent's input at the end of a recording period",
    columns: &[
        column("date", "day", "Monday of the last week of the period"),
        column("agent", "id", "who buys"),
        column("country", "id", "where it is"),
        column("material", "id", "what it buys"),
        column("stage", "id", "at which stage"),
        column("origin", "id", "country of the suppliers"),
        column(
            "order_share",
            "share",
            "part of the agent's contract orders that goes there",
        ),
        column(
            "need_t_per_week",
            "t/week",
            "the agent's smoothed weekly need of the input",
        ),
    ],
};

/// Writes one row per need and origin.
pub(super) fn write(world: &World, sink: &mut dyn Sink) {
    let facts = world.resource::<Facts>();
    let web = world.resource::<Web>();
    let date = world.resource::<Clock>().date();
    for (at, need) in web.needs.iter().enumerate() {
        let good = &facts.goods.list[need.good];
        for (origin, share) in origin_shares(at, web, facts).into_iter().enumerate() {
            if share > LEAST_SHARE {
                sink.row(
                    &SUPPLIERS,
                    &[
                        Cell::Date(date),
                        Cell::Text(&facts.agents.ids[need.agent]),
                        Cell::Text(&facts.places.country_ids[need.country]),
                        Cell::Text(&good.material),
                        Cell::Text(&good.stage),
                        Cell::Text(&facts.places.country_ids[origin]),
                        Cell::Number(share),
                        Cell::Number(need.expected_t),
                    ],
                );
            }
        }
    }
}
