//! Table `flows`: who sent what to whom.

use crate::clock::Clock;
use crate::facts::Facts;
use crate::need::Web;
use crate::table::{Cell, Sink, Table, column};
use crate::trade::Deal;
use crate::trade::book::Book;
use bevy_ecs::prelude::World;

/// Sums below a kilogram in a period are not worth a row [t].
const DUST_T: f64 = 1e-3;

/// The table.
pub(crate) const FLOWS: Table = Table {
    name: "flows",
    row: "one good from one agent to another over a recording period, by kind of deal, from one kilogram up",
    columns: &[
        column("date", "day", "Monday of the last week of the period"),
        column("material", "id", "element or product"),
        column("stage", "id", "stage of processing"),
        column("from", "id", "who sold"),
        column("from_country", "id", "where it left"),
        column(
            "to",
            "id",
            "who bought; traders are called <zone>_trader, strategic stocks <government>_stock",
        ),
        column("to_country", "id", "where it went"),
        column(
            "kind",
            "word",
            "contract, spot, leakage (past a control), resale (a trader between zones) or reserve (out of a strategic stock)",
        ),
        column("shipped_t", "t", "tonnes sent"),
        column(
            "value_usd",
            "USD",
            "paid by the buyer, landed, without VAT at home",
        ),
    ],
};

/// Writes the period's rows: contracts in order of needs, then spot deals in order of good, seller, buyer.
pub(super) fn write(world: &mut World, sink: &mut dyn Sink) {
    world.resource_mut::<Book>().tape.fold();
    let facts = world.resource::<Facts>();
    let web = world.resource::<Web>();
    let date = world.resource::<Clock>().date();
    let mut row = |good: usize, from: usize, to: usize, kind: Deal, tonnes: f64, usd: f64| {
        if tonnes <= DUST_T {
            return;
        }
        let (good, agents, countries) = (
            &facts.goods.list[good],
            &facts.agents,
            &facts.places.country_ids,
        );
        sink.row(
            &FLOWS,
            &[
                Cell::Date(date),
                Cell::Text(&good.material),
                Cell::Text(&good.stage),
                Cell::Text(&agents.ids[from]),
                Cell::Text(&countries[agents.country[from]]),
                Cell::Text(&agents.ids[to]),
                Cell::Text(&countries[agents.country[to]]),
                Cell::Text(kind.word()),
                Cell::Number(tonnes),
                Cell::Number(usd),
            ],
        );
    };
    for link in &web.links {
        let need = &web.needs[link.need];
        row(
            need.good,
            link.supplier,
            need.agent,
            Deal::Contract,
            link.recorded_t,
            link.recorded_usd,
        );
    }
    for (key, tonnes, usd) in world.resource::<Book>().tape.deals() {
        row(key.good, key.seller, key.buyer, key.deal, tonnes, usd);
    }
}

/// Starts a new period.
pub(super) fn forget(world: &mut World) {
    world.resource_mut::<Web>().forget();
    world.resource_mut::<Book>().tape.forget();
}
