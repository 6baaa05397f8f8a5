//! Table `buyers`: what final users needed, got, used and missed.

use crate::agent::Idx;
use crate::buy::Buyer;
use crate::clock::Clock;
use crate::facts::Facts;
use crate::need::Web;
use crate::stock::Stocks;
use crate::table::{Cell, Sink, Table, column};
use bevy_ecs::prelude::World;
use educe::Educe;
use serde::{Deserialize, Serialize};

/// The table.
pub(crate) const BUYERS: Table = Table {
    name: "buyers",
    row: "one final user over a recording period",
    columns: &[
        column("date", "day", "Monday of the last week of the period"),
        column("buyer", "id", "which user"),
        column("country", "id", "where it is"),
        column("end_use", "id", "what for"),
        column("material", "id", "what it buys"),
        column("stage", "id", "at which stage"),
        column("needed_t", "t", "wanted at the going price over the period"),
        column("received_t", "t", "arrived"),
        column("used_t", "t", "built in"),
        column("lost_t", "t", "wanted and not had"),
        column(
            "lost_value_usd",
            "USD",
            "value added not produced for want of it, here and further down (times market.lost_output_multiplier)",
        ),
        column("stock_t", "t", "on hand at the end"),
        column("cover_weeks", "weeks", "stock over weekly need"),
        column("largest_origin", "id", "country that most orders go to"),
        column("largest_origin_share", "share", "its part of orders"),
        column(
            "supplier_hhi",
            "index",
            "sum of squared shares by origin country, 0 to 1",
        ),
    ],
};

/// What buyers went through since the last record [t].
#[derive(Debug, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Period {
    needed: Vec<f64>,
    received: Vec<f64>,
    used: Vec<f64>,
    lost: Vec<f64>,
}

impl Period {
    /// For so many buyers.
    pub(super) fn new(n_buyers: usize) -> Self {
        let zeros = || vec![0.0; n_buyers];
        Self {
            needed: zeros(),
            received: zeros(),
            used: zeros(),
            lost: zeros(),
        }
    }

    /// Adds the week.
    pub(super) fn add(&mut self, world: &mut World) {
        let mut buyers = world.query::<(&Idx, &Buyer)>();
        let web = world.resource::<Web>();
        let first = world.resource::<Facts>().agents.buyers.start;
        for (idx, buyer) in buyers.iter(world) {
            let at = idx.at() - first;
            self.needed[at] += buyer.wanted_t;
            self.used[at] += buyer.used_t;
            self.lost[at] += buyer.lost_t;
            self.received[at] += web.needs[buyer.need].received_t;
        }
    }

    /// Starts a new period.
    pub(super) fn clear(&mut self) {
        for column in [
            &mut self.needed,
            &mut self.received,
            &mut self.used,
            &mut self.lost,
        ] {
            column.fill(0.0);
        }
    }
}

/// Shares of a need's orders by origin country.
pub(super) fn origin_shares(need: usize, web: &Web, facts: &Facts) -> Vec<f64> {
    let mut shares = vec![0.0; facts.places.n_countries()];
    for link in &web.links[web.needs[need].links.clone()] {
        shares[facts.agents.country[link.supplier]] += link.weight;
    }
    shares
}

/// Writes one row per buyer.
pub(super) fn write(world: &mut World, period: &Period, end_uses: &[String], sink: &mut dyn Sink) {
    let mut query = world.query::<(&Idx, &Buyer)>();
    let mut buyers: Vec<(usize, Buyer)> = query
        .iter(world)
        .map(|(idx, buyer)| (idx.at(), buyer.clone()))
        .collect();
    buyers.sort_by_key(|(agent, _)| *agent);
    let facts = world.resource::<Facts>();
    let stocks = world.resource::<Stocks>();
    let web = world.resource::<Web>();
    let date = world.resource::<Clock>().date();
    for (agent, buyer) in &buyers {
        let at = agent - facts.agents.buyers.start;
        let need = &web.needs[buyer.need];
        let good = &facts.goods.list[need.good];
        let stock_t = stocks.held_t(*agent, need.good);
        let shares = origin_shares(buyer.need, web, facts);
        let largest = (0..shares.len()).fold(
            0,
            |best, it| if shares[it] > shares[best] { it } else { best },
        );
        let cover = if need.expected_t > 0.0 {
            Cell::Number(stock_t / need.expected_t)
        } else {
            Cell::Empty
        };
        sink.row(
            &BUYERS,
            &[
                Cell::Date(date),
                Cell::Text(&facts.agents.ids[*agent]),
                Cell::Text(&facts.places.country_ids[need.country]),
                Cell::Text(&end_uses[at]),
                Cell::Text(&good.material),
                Cell::Text(&good.stage),
                Cell::Number(period.needed[at]),
                Cell::Number(period.received[at]),
                Cell::Number(period.used[at]),
                Cell::Number(period.lost[at]),
                Cell::Number(period.lost[at] * buyer.loss_usd_per_t),
                Cell::Number(stock_t),
                cover,
                Cell::Text(&facts.places.country_ids[largest]),
                Cell::Number(shares[largest]),
                Cell::Number(shares.iter().map(|share| share * share).sum()),
            ],
        );
    }
}
