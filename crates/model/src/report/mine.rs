//! Table `mines`: how mines fare.

use crate::agent::Idx;
use crate::clock::{Clock, WEEKS_PER_YEAR};
use crate::facts::Facts;
use crate::ledger::{Account, Ledger};
use crate::mine::Mine;
use crate::plant::Plant;
use crate::refine::Refiner;
use crate::report::customer::{self, Sales};
use crate::stock::Stocks;
use crate::table::{Cell, Sink, Table, column};
use bevy_ecs::prelude::World;
use educe::Educe;
use serde::{Deserialize, Serialize};

/// Tonnes to kilograms in a price.
const KG_PER_T: f64 = 1000.0;

/// The table.
pub(crate) const MINES: Table = Table {
    name: "mines",
    row: "one mine at the end of a recording period",
    columns: &[
        column("date", "day", "Monday of the last week of the period"),
        column("mine", "id", "which mine"),
        column("country", "id", "where it is"),
        column(
            "output_t_per_year",
            "t/yr",
            "output over the period, as a yearly rate, in the basis of the good",
        ),
        column("capacity_t_per_year", "t/yr", "rated capacity"),
        column("utilisation_share", "share", "part of capacity at work"),
        column("stock_t", "t", "concentrate on hand"),
        column(
            "margin_usd_per_kg",
            "USD/kg",
            "smoothed price at the gate less unit cost, per kg of output",
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

/// Throughput of plants over a period, and what they sold to whom.
#[derive(Debug, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Period {
    throughput_t: Vec<f64>,
    weeks: f64,
    /// Sales by customer country.
    pub(super) sales: Sales,
}

impl Period {
    /// For so many plants.
    pub(super) fn new(n_plants: usize, n_countries: usize) -> Self {
        Self {
            throughput_t: vec![0.0; n_plants],
            weeks: 0.0,
            sales: Sales::new(n_plants, n_countries),
        }
    }

    /// Adds the week.
    pub(super) fn add(&mut self, world: &mut World) {
        for (idx, plant) in world.query::<(&Idx, &Plant)>().iter(world) {
            self.throughput_t[idx.at()] += plant.throughput_t;
        }
        self.weeks += 1.0;
    }

    /// Throughput as a yearly rate [t/yr].
    pub(super) fn rate_t_per_year(&self, agent: usize) -> f64 {
        self.throughput_t[agent] / self.weeks.max(1.0) * WEEKS_PER_YEAR
    }

    /// Adds the sales of the period that ends.
    pub(super) fn add_sales(&mut self, world: &World) {
        self.sales.add(world, self.weeks);
    }

    /// Starts a new period.
    pub(super) fn clear(&mut self) {
        self.throughput_t.fill(0.0);
        self.weeks = 0.0;
    }
}

/// Plants of one kind in agent order.
pub(super) fn in_order<K: bevy_ecs::prelude::Component + Clone>(
    world: &mut World,
) -> (Vec<(usize, K, Plant)>, &World) {
    let mut plants: Vec<(usize, K, Plant)> = world
        .query::<(&Idx, &K, &Plant)>()
        .iter(world)
        .map(|(idx, kind, plant)| (idx.at(), kind.clone(), plant.clone()))
        .collect();
    plants.sort_by_key(|(agent, ..)| *agent);
    (plants, world)
}

/// Writes one row per mine.
pub(super) fn write(world: &mut World, period: &Period, sink: &mut dyn Sink) {
    let (mines, world) = in_order::<Mine>(world);
    let facts = world.resource::<Facts>();
    let stocks = world.resource::<Stocks>();
    let ledger = world.resource::<Ledger>();
    let date = world.resource::<Clock>().date();
    let number = |value: Option<f64>| value.map_or(Cell::Empty, Cell::Number);
    for (agent, mine, plant) in &mines {
        let spread = period.sales.spread(*agent);
        let largest = spread.map(|spread| &facts.places.country_ids[spread.largest]);
        sink.row(
            &MINES,
            &[
                Cell::Date(date),
                Cell::Text(&facts.agents.ids[*agent]),
                Cell::Text(&facts.places.country_ids[mine.country]),
                Cell::Number(period.rate_t_per_year(*agent)),
                Cell::Number(plant.capacity_t_per_year),
                Cell::Number(if plant.is_working() {
                    plant.utilisation
                } else {
                    0.0
                }),
                Cell::Number(stocks.held_t(*agent, mine.good)),
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

/// Refiners in agent order, for table `refiners`.
pub(super) fn refiners_in_order(world: &mut World) -> (Vec<(usize, Refiner, Plant)>, &World) {
    in_order::<Refiner>(world)
}
