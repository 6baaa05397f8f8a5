//! Table `reserves`: what strategic stocks hold, buy, release and cost.

use crate::clock::Clock;
use crate::depot::{Depot, Depots, Line};
use crate::facts::Facts;
use crate::ledger::Ledger;
use crate::stock::Stocks;
use crate::table::{Cell, Sink, Table, column};
use bevy_ecs::prelude::World;

/// The table.
pub(crate) const RESERVES: Table = Table {
    name: "reserves",
    row: "one good of one strategic stock over a recording period, without a receiver; and one more for each country that got some",
    columns: &[
        column("date", "day", "Monday of the last week of the period"),
        column("government", "id", "who keeps the stock"),
        column(
            "country",
            "id",
            "which country that is: `government` in table `decisions`",
        ),
        column("material", "id", "element or product"),
        column("stage", "id", "stage of processing"),
        column(
            "receiver",
            "id",
            "country that got some; empty in the row of the stock itself",
        ),
        column("stance", "word", "hold, buy or release, at the end"),
        column("stock_t", "t", "in store at the end"),
        column("coming_t", "t", "bought and under way at the end"),
        column("target_t", "t", "stock that it is told to hold"),
        column(
            "rights_t_per_year",
            "t/yr",
            "call options on suppliers' output",
        ),
        column("bought_t", "t", "bought over the period"),
        column(
            "released_t",
            "t",
            "released to the receiver over the period",
        ),
        column(
            "cost_usd",
            "USD",
            "paid out of the budget for buying and storing over the period",
        ),
        column(
            "sales_usd",
            "USD",
            "paid by the receiver into the budget over the period, before freight",
        ),
        column(
            "budget_left_usd",
            "USD",
            "left of the budget of the whole stock at the end",
        ),
        column(
            "scarcity_index",
            "index",
            "of the receiver's country, in the row of the stock the highest of all whom it serves; 0 to 1",
        ),
        column(
            "visible_weeks",
            "weeks",
            "published stocks of all governments within reach of the country, in weeks of the use of all whom they serve",
        ),
        column("is_published", "0 or 1", "1 where others see the stock"),
    ],
};

/// Writes the period's rows, government by government and good by good.
pub(super) fn write(world: &World, sink: &mut dyn Sink) {
    for depot in &world.resource::<Depots>().list {
        for line in &depot.lines {
            let entry = Entry { depot, line, world };
            entry.write(None, sink);
            for at in 0..line.members.len() {
                if line.members[at].released_t > 0.0 {
                    entry.write(Some(at), sink);
                }
            }
        }
    }
}

/// One good of one stock.
struct Entry<'a> {
    depot: &'a Depot,
    line: &'a Line,
    world: &'a World,
}

impl Entry<'_> {
    fn write(&self, receiver: Option<usize>, sink: &mut dyn Sink) {
        let Self { depot, line, world } = self;
        let facts = world.resource::<Facts>();
        let good = &facts.goods.list[line.good];
        let member = receiver.map(|at| &line.members[at]);
        let of_stock = |number: f64| {
            if member.is_some() {
                Cell::Empty
            } else {
                Cell::Number(number)
            }
        };
        let of_receiver = |number: Option<f64>| number.map_or(Cell::Empty, Cell::Number);
        let indices = line.members.iter().map(|member| member.index);
        let index = member.map_or_else(|| indices.fold(0.0, f64::max), |member| member.index);
        let stocks = world.resource::<Stocks>();
        let country = member.map_or(depot.country, |member| member.country);
        sink.row(
            &RESERVES,
            &[
                Cell::Date(world.resource::<Clock>().date()),
                Cell::Text(&depot.government),
                Cell::Text(&facts.places.country_ids[depot.country]),
                Cell::Text(&good.material),
                Cell::Text(&good.stage),
                Cell::Text(member.map_or("", |it| &facts.places.country_ids[it.country])),
                Cell::Text(line.stance.word()),
                of_stock(stocks.held_t(depot.agent, line.good)),
                of_stock(line.coming_t),
                of_stock(line.target_t),
                of_stock(line.rights_t_per_year),
                of_stock(line.bought_t),
                of_receiver(member.map(|member| member.released_t)),
                of_stock(line.cost_usd),
                of_receiver(member.map(|member| member.paid_usd)),
                of_stock(depot.budget_left_usd(world.resource::<Ledger>())),
                Cell::Number(index),
                Cell::Number(world.resource::<Depots>().visible_weeks(country, line.good)),
                Cell::Count(u64::from(depot.plan.is_published)),
            ],
        );
    }
}

/// Starts a new period.
pub(super) fn forget(world: &mut World) {
    world.resource_mut::<Depots>().forget();
}
