//! Prices that everybody sees: quotes, averages, and what agents expect from them.

use crate::answer::Withheld;
use crate::clock::weekly_step;
use crate::goods::{GoodIndex, Goods};
use crate::place::{Places, ZoneIndex};
use bevy_ecs::prelude::Resource;
use educe::Educe;
use scenario::{Behaviour, Market};
use serde::{Deserialize, Serialize};

/// One good in one zone [USD/t; payable share for baskets], without value-added tax.
#[derive(Debug, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Quote {
    /// Last clearing price, or the drifted quote when nothing crossed.
    pub(crate) quote: f64,
    /// Average over spot deals of the week; the last one when there were none.
    pub(crate) spot_average: f64,
    /// Average over all deliveries into the zone this week; the last one when there were none.
    pub(crate) paid_average: f64,
    /// Average over contract deliveries; the last one when there were none.
    pub(crate) contract_average: f64,
    /// Tonnes sold on the spot market this week.
    pub(crate) spot_t: f64,
    /// Value of the week's spot deals, landed [USD].
    pub(crate) spot_usd: f64,
    /// Tonnes delivered under contract this week.
    pub(crate) contract_t: f64,
    /// Value of the week's contract deliveries, landed [USD].
    pub(crate) contract_usd: f64,
    /// Expected by traders and buyers.
    pub(crate) expected: f64,
    /// Expected by miners and boards.
    pub(crate) expected_slow: f64,
    /// What is paid over all deals, slowly smoothed: what boards bank on.
    pub(crate) paid_slow: f64,
    /// Slow reference of final demand.
    pub(crate) reference: f64,
    /// Paid in the base year.
    pub(crate) base: f64,
    /// Smoothed spot demand [t per week].
    pub(crate) spot_demand_t: f64,
    /// What licence holders of the index zone ask above parity [USD/t].
    pub(crate) sticky_rent: f64,
    window: Vec<f64>,
}

/// All quotes by zone and good.
#[derive(Resource, Debug, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Quotes {
    cells: Vec<Quote>,
    n_goods: usize,
    at: usize,
}

impl Quotes {
    /// Opens every market at its start price.
    pub(crate) fn new(goods: &Goods, places: &Places, index_weeks: u32) -> Self {
        let cell = |price: f64| Quote {
            quote: price,
            spot_average: price,
            paid_average: price,
            contract_average: price,
            spot_t: 0.0,
            spot_usd: 0.0,
            contract_t: 0.0,
            contract_usd: 0.0,
            expected: price,
            expected_slow: price,
            paid_slow: price,
            reference: price,
            base: price,
            spot_demand_t: 0.0,
            sticky_rent: 0.0,
            window: vec![price; index_weeks.max(1) as usize],
        };
        let cells = (0..places.n_zones())
            .flat_map(|zone| {
                goods
                    .list
                    .iter()
                    .map(move |good| cell(good.start_price[zone]))
            })
            .collect();
        Self {
            cells,
            n_goods: goods.len(),
            at: 0,
        }
    }

    /// The quote of a good in a zone.
    pub(crate) fn get(&self, zone: ZoneIndex, good: GoodIndex) -> &Quote {
        &self.cells[zone * self.n_goods + good]
    }

    /// The same, to change.
    pub(crate) fn get_mut(&mut self, zone: ZoneIndex, good: GoodIndex) -> &mut Quote {
        &mut self.cells[zone * self.n_goods + good]
    }

    /// Average of the last quotes, as many weeks as asked for and kept.
    pub(crate) fn index_average(&self, zone: ZoneIndex, good: GoodIndex, weeks: u32) -> f64 {
        let window = &self.get(zone, good).window;
        let kept = window.len();
        let weeks = (weeks as usize).clamp(1, kept);
        let last = (1..=weeks).map(|back| window[(self.at + kept - back) % kept]);
        last.sum::<f64>() / weeks as f64
    }

    /// Takes what is paid now as the reference of final demand.
    pub(crate) fn rest_demand(&mut self) {
        for cell in &mut self.cells {
            cell.reference = cell.paid_average;
            cell.base = cell.paid_average;
        }
    }

    /// All quotes in order, for state hashes and measures.
    pub(crate) fn cells(&self) -> &[Quote] {
        &self.cells
    }
}

/// Expectation after one more observation: p + (1 - exp(-dt/tau)) (observed - p).
fn adapt(expected: f64, observed: f64, step: f64) -> f64 {
    expected + step * (observed - expected)
}

/// Averages last week's deals, moves expectations, and opens a new week.
pub(crate) fn form_expectations(quotes: &mut Quotes, behaviour: &Rules) {
    let Behaviour {
        expectation_fast_years,
        expectation_slow_years,
        reference_price_years,
        ..
    } = behaviour.behaviour;
    let (fast, slow) = (
        weekly_step(expectation_fast_years),
        weekly_step(expectation_slow_years),
    );
    let reference = weekly_step(reference_price_years);
    let at = quotes.at;
    for cell in &mut quotes.cells {
        let slot = at % cell.window.len();
        cell.window[slot] = cell.quote;
        cell.expected = adapt(cell.expected, cell.quote, fast);
        cell.expected_slow = adapt(cell.expected_slow, cell.quote, slow);
        cell.paid_slow = adapt(cell.paid_slow, cell.paid_average, slow);
        cell.reference = adapt(cell.reference, cell.paid_average, reference);
        (
            cell.spot_t,
            cell.spot_usd,
            cell.contract_t,
            cell.contract_usd,
        ) = (0.0, 0.0, 0.0, 0.0);
    }
    quotes.at += 1;
}

/// Books the averages of the week once all deliveries are known.
pub(crate) fn average_deals(quotes: &mut Quotes) {
    for cell in &mut quotes.cells {
        if cell.spot_t > 0.0 {
            cell.spot_average = cell.spot_usd / cell.spot_t;
        }
        if cell.contract_t > 0.0 {
            cell.contract_average = cell.contract_usd / cell.contract_t;
        }
        if cell.spot_t + cell.contract_t > 0.0 {
            cell.paid_average =
                (cell.spot_usd + cell.contract_usd) / (cell.spot_t + cell.contract_t);
        }
    }
}

/// The rules of the scenario that many systems read: behaviour, market, and which mechanisms are on. They change only
/// where an experiment takes an answer away.
#[derive(Resource, Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Rules {
    /// Behavioural parameters.
    #[serde(with = "crate::written")]
    pub(crate) behaviour: Behaviour,
    /// Market parameters.
    #[serde(with = "crate::written")]
    pub(crate) market: Market,
    /// Mechanisms that may be off.
    #[serde(with = "crate::written")]
    pub(crate) mechanisms: scenario::Mechanisms,
    /// What an experiment has taken away besides.
    pub(crate) withheld: Withheld,
}
