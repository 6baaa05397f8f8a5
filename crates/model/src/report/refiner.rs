//! Table `refiners`: how separators, metal makers and magnet makers fare.

use crate::clock::Clock;
use crate::facts::Facts;
use crate::ledger::{Account, Ledger};
use crate::need::{Web, stock_behind};
use crate::report::customer;
use crate::report::mine::{Period, refiners_in_order};
use crate::stock::Stocks;
use crate::table::{Cell, Sink, Table, column};
use bevy_ecs::prelude::World;

/// Tonnes to kilograms in a price.
const KG_PER_T: f64 = 1000.0;

/// The table.
pub(crate) const REFINERS: Table = Table {
    name: "refiners",
    row: "one processing plant at the end of a recording period",
    columns: &[
        column("date", "day", "Monday of the last week of the period"),
        column("refiner", "id", "which plant"),
        column("country", "id", "where it is"),
        column("recipe", "id", "what it does"),
        column(
            "throughput_t_per_year",
            "t/yr",
            "feed (separators) or output (makers) over the period, as a yearly rate",
        ),
        column("capacity_t_per_year", "t/yr", "rated throughput"),
        column("utilisation_share", "share", "part of capacity at work"),
        column("output_stock_t", "t", "goods for sale on hand"),
        column(
            "input_cover_weeks",
            "weeks",
            "stock of the scarcest input over weekly need",
        ),
        column(
            "margin_usd_per_kg",
            "USD/kg",
            "smoothed earnings less inputs and unit cost, per kg of throughput",
        ),
        column(
            "balance_usd",
            "USD",
            "money earned less money paid since the first week",
        ),
        column("state", "word", "planned, building, working or idle"),
        customer::LARGEST,
        customer::LARGEST_SHARE,
        customer::CONCENTRATION,
    ],
};

/// Writes one row per plant.
pub(super) fn write(world: &mut World, period: &Period, recipes: &[String], sink: &mut dyn Sink) {
    let (plants, world) = refiners_in_order(world);
    let facts = world.resource::<Facts>();
    let stocks = world.resource::<Stocks>();
    let web = world.resource::<Web>();
    let ledger = world.resource::<Ledger>();
    let date = world.resource::<Clock>().date();
    let number = |value: Option<f64>| value.map_or(Cell::Empty, Cell::Number);
    for (agent, refiner, plant) in &plants {
        let outlets = &web.outlets[web.outlets_by_agent[*agent].clone()];
        let shelf_t: f64 = outlets
            .iter()
            .map(|outlet| stocks.held_t(*agent, outlet.good))
            .sum();
        let cover = web.needs[web.needs_of[*agent].clone()]
            .iter()
            .filter(|need| need.expected_t > 0.0)
            .map(|need| stock_behind(need, facts, stocks) / need.expected_t)
            .reduce(f64::min);
        let spread = period.sales.spread(*agent);
        let largest = spread.map(|spread| &facts.places.country_ids[spread.largest]);
        sink.row(
            &REFINERS,
            &[
                Cell::Date(date),
                Cell::Text(&facts.agents.ids[*agent]),
                Cell::Text(&facts.places.country_ids[refiner.country]),
                Cell::Text(&recipes[agent - facts.agents.refiners.start]),
                Cell::Number(period.rate_t_per_year(*agent)),
                Cell::Number(plant.capacity_t_per_year),
                Cell::Number(if plant.is_working() {
                    plant.utilisation
                } else {
                    0.0
                }),
                Cell::Number(shelf_t),
                cover.map_or(Cell::Empty, Cell::Number),
                Cell::Number(plant.margin / KG_PER_T),
                Cell::Number(ledger.balance_usd(Account::Agent(*agent))),
                Cell::Text(plant.stage.word()),
                largest.map_or(Cell::Empty, |id| Cell::Text(id)),
                number(spread.map(|spread| spread.share)),
                number(spread.map(|spread| spread.hhi)),
            ],
        );
    }
}
