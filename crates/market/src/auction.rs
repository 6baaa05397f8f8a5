//! Uniform-price call on sloped schedules: one good, one zone, one week.
//!
//! Everybody hands in a schedule instead of a limit. A bid wants `q (p/p0)^-e` up to its ceiling, an ask offers
//! `q (p/p0)^e` from its floor, and one price p makes both sums equal. Step curves of few agents would clear at the
//! old price and ration, and scarcity would never reach the price; schedules with a slope carry it there.
//!
//! Where a schedule ends (a ceiling, a floor), its sum jumps. If the sums cross inside a jump, the price is the one of
//! the jump, and those who stand exactly at it share what is left pro rata. If many prices balance, the one nearest to
//! the last quote is taken. If none trades, the quote drifts: `q exp(alpha tanh(ln(D/S)))`.
//!
//! Source: docs/concepts/trade.md, "Spot".

mod curve;
mod solve;

use curve::{Amount, Side};
use solve::solve;

/// What a buyer wants at each price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bid {
    /// Wanted at the bid's own price (t).
    pub quantity_t: f64,
    /// The price at which `quantity_t` is wanted (USD/t).
    pub price_usd_per_t: f64,
    /// Per cent less wanted for each per cent of price; 0 or more.
    pub elasticity: f64,
    /// Nothing is wanted above this price (USD/t); infinity for no such price.
    pub ceiling_usd_per_t: f64,
    /// No price is so low that more than this is wanted (t).
    pub cap_t: f64,
    /// Whose bid it is; handed through.
    pub owner: u32,
}

/// What a seller offers at each price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ask {
    /// Offered at the ask's own price (t).
    pub quantity_t: f64,
    /// No price is so high that more than this is offered (t).
    pub available_t: f64,
    /// The hold price: the one at which `quantity_t` is offered (USD/t).
    pub price_usd_per_t: f64,
    /// Nothing is offered below this price (USD/t).
    pub floor_usd_per_t: f64,
    /// Per cent more offered for each per cent of price; 0 or more.
    pub elasticity: f64,
    /// Whose ask it is; handed through.
    pub owner: u32,
}

/// Whether schedules have a slope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Schedules {
    /// Quantities bend with the price.
    #[default]
    Sloped,
    /// The whole quantity on the right side of the own price, nothing on the other.
    Step,
}

/// How a market clears.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClearingRules {
    /// Whether schedules have a slope.
    pub schedules: Schedules,
    /// alpha: the most that the log of a quote moves in a week without a trade (1/week).
    pub quote_drift_per_week: f64,
}

impl Default for ClearingRules {
    fn default() -> Self {
        Self {
            schedules: Schedules::Sloped,
            quote_drift_per_week: 0.1,
        }
    }
}

/// What a call found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clearing {
    /// The price of every trade, or the drifted quote where there was none (USD/t).
    pub price_usd_per_t: f64,
    /// Sold, which is bought (t).
    pub traded_t: f64,
    /// Whether anything was traded.
    pub crossed: bool,
    /// Wanted at the price, or at the last quote where nothing was traded (t).
    pub demand_t: f64,
    /// Offered at the price, or at the last quote where nothing was traded (t).
    pub supply_t: f64,
    /// How many prices were tried.
    pub evaluations: u32,
}

/// Who got how much, in the order of the bids and asks. Belongs to the caller and is used again, so that clearing
/// does not allocate.
#[derive(Clone, Debug, Default)]
pub struct Fills {
    /// Bought by each bid (t).
    pub bids_t: Vec<f64>,
    /// Sold by each ask (t).
    pub asks_t: Vec<f64>,
    demand: Side,
    supply: Side,
    edges: Vec<f64>,
}

impl Bid {
    /// Wanted at a price (t): `min(cap, q (p/p0)^-e)`, nothing above the ceiling.
    ///
    /// ```
    /// # use market::auction::{Bid, Schedules};
    /// let bid = Bid { quantity_t: 8.0, price_usd_per_t: 100.0, elasticity: 1.0, ceiling_usd_per_t: 300.0, cap_t: 10.0, owner: 0 };
    /// assert_eq!(bid.demand_t(200.0, Schedules::Sloped), 4.0); // twice the price, half the tonnes
    /// assert_eq!(bid.demand_t(50.0, Schedules::Sloped), 10.0); // 16 wanted, capped
    /// assert_eq!(bid.demand_t(301.0, Schedules::Sloped), 0.0);
    /// assert_eq!(bid.demand_t(200.0, Schedules::Step), 0.0);
    /// ```
    pub fn demand_t(&self, price_usd_per_t: f64, schedules: Schedules) -> f64 {
        if !self.is_alive() || price_usd_per_t > self.edge_usd_per_t(schedules) {
            return 0.0;
        }
        let bend = match schedules {
            Schedules::Sloped => libm::pow(
                price_usd_per_t / self.price_usd_per_t,
                -self.elasticity.max(0.0),
            ),
            Schedules::Step => 1.0,
        };
        self.cap_t.min(self.quantity_t * bend)
    }

    /// The last price at which anything is wanted.
    fn edge_usd_per_t(&self, schedules: Schedules) -> f64 {
        match schedules {
            Schedules::Sloped => self.ceiling_usd_per_t,
            Schedules::Step => self.ceiling_usd_per_t.min(self.price_usd_per_t),
        }
    }

    fn is_alive(&self) -> bool {
        is_amount(self.quantity_t)
            && is_amount(self.price_usd_per_t)
            && self.cap_t > 0.0
            && self.ceiling_usd_per_t > 0.0
    }
}

impl Ask {
    /// Offered at a price (t): `min(available, q (p/p0)^e)`, nothing below the floor.
    ///
    /// ```
    /// # use market::auction::{Ask, Schedules};
    /// let ask = Ask { quantity_t: 4.0, available_t: 10.0, price_usd_per_t: 100.0, floor_usd_per_t: 25.0, elasticity: 2.0, owner: 0 };
    /// assert_eq!(ask.supply_t(50.0, Schedules::Sloped), 1.0); // half the price, a quarter of the tonnes
    /// assert_eq!(ask.supply_t(200.0, Schedules::Sloped), 10.0); // 16 worth offering, 10 there
    /// assert_eq!(ask.supply_t(24.0, Schedules::Sloped), 0.0);
    /// assert_eq!(ask.supply_t(200.0, Schedules::Step), 4.0);
    /// ```
    pub fn supply_t(&self, price_usd_per_t: f64, schedules: Schedules) -> f64 {
        if !self.is_alive() || price_usd_per_t < self.edge_usd_per_t(schedules) {
            return 0.0;
        }
        let bend = match schedules {
            Schedules::Sloped => libm::pow(
                price_usd_per_t / self.price_usd_per_t,
                self.elasticity.max(0.0),
            ),
            Schedules::Step => 1.0,
        };
        self.available_t.min(self.quantity_t * bend)
    }

    /// The first price at which anything is offered.
    fn edge_usd_per_t(&self, schedules: Schedules) -> f64 {
        match schedules {
            Schedules::Sloped => self.floor_usd_per_t,
            Schedules::Step => self.floor_usd_per_t.max(self.price_usd_per_t),
        }
    }

    fn is_alive(&self) -> bool {
        is_amount(self.quantity_t)
            && is_amount(self.price_usd_per_t)
            && self.available_t > 0.0
            && !self.floor_usd_per_t.is_nan()
    }
}

/// Clears one market: finds the price, fills `fills`, says what was found.
///
/// Fills of either side sum to `traded_t`; no fill exceeds what its schedule wants or offers at the price. The price
/// is looked for within a factor of a million of the last quote. A quote that is no positive number counts as the
/// first price in the book.
pub fn clear(
    bids: &[Bid],
    asks: &[Ask],
    last_quote_usd_per_t: f64,
    rules: &ClearingRules,
    fills: &mut Fills,
) -> Clearing {
    let quote = usable_quote(bids, asks, last_quote_usd_per_t);
    fills.demand.load_bids(bids, quote, rules.schedules);
    fills.supply.load_asks(asks, quote, rules.schedules);
    let found = solve(&fills.demand, &fills.supply, &mut fills.edges);
    let (demand, supply) = (found.balance.demand, found.balance.supply);
    let traded_t = demand.all_t.min(supply.all_t);
    if traded_t > 0.0 {
        fills
            .demand
            .fill(found.log_price, demand, traded_t, &mut fills.bids_t);
        fills
            .supply
            .fill(-found.log_price, supply, traded_t, &mut fills.asks_t);
        return Clearing {
            price_usd_per_t: price_at(found.log_price, bids, asks, quote, rules.schedules, fills),
            traded_t,
            crossed: true,
            demand_t: demand.all_t,
            supply_t: supply.all_t,
            evaluations: found.evaluations,
        };
    }
    let (demand, supply) = (fills.demand.at(0.0), fills.supply.at(0.0));
    fills
        .demand
        .fill(0.0, Amount::default(), 0.0, &mut fills.bids_t);
    fills
        .supply
        .fill(0.0, Amount::default(), 0.0, &mut fills.asks_t);
    Clearing {
        price_usd_per_t: drifted_quote(
            quote,
            demand.all_t,
            supply.all_t,
            rules.quote_drift_per_week,
        ),
        traded_t: 0.0,
        crossed: false,
        demand_t: demand.all_t,
        supply_t: supply.all_t,
        evaluations: found.evaluations + 1,
    }
}

/// The quote after a week without a trade (USD/t): `q exp(alpha tanh(ln(D/S)))`, unchanged where nobody is there.
///
/// ```
/// # use market::auction::drifted_quote;
/// // Only buyers: tanh is 1, and the quote rises by alpha: 100 exp(0.1) = 110.52
/// assert!((drifted_quote(100.0, 5.0, 0.0, 0.1) - 110.517).abs() < 1e-3);
/// assert_eq!(drifted_quote(100.0, 0.0, 0.0, 0.1), 100.0);
/// ```
pub fn drifted_quote(
    quote_usd_per_t: f64,
    demand_t: f64,
    supply_t: f64,
    drift_per_week: f64,
) -> f64 {
    let pull = match (demand_t > 0.0, supply_t > 0.0) {
        (false, false) => return quote_usd_per_t,
        (true, false) => 1.0,
        (false, true) => -1.0,
        (true, true) => libm::tanh(libm::log(demand_t / supply_t)),
    };
    quote_usd_per_t * libm::exp(drift_per_week * pull)
}

/// The price at a solution. At a ceiling or a floor it is that very number, so that its owner is still in the market.
fn price_at(
    log_price: f64,
    bids: &[Bid],
    asks: &[Ask],
    quote: f64,
    schedules: Schedules,
    fills: &Fills,
) -> f64 {
    if let Some(bid) = fills.demand.first_at_edge(log_price) {
        return bids[bid].edge_usd_per_t(schedules);
    }
    if let Some(ask) = fills.supply.first_at_edge(-log_price) {
        return asks[ask].edge_usd_per_t(schedules);
    }
    quote * libm::exp(log_price)
}

fn usable_quote(bids: &[Bid], asks: &[Ask], last_quote_usd_per_t: f64) -> f64 {
    let first_bid = bids.iter().map(|bid| bid.price_usd_per_t);
    let first_ask = asks.iter().map(|ask| ask.price_usd_per_t);
    let mut candidates = core::iter::once(last_quote_usd_per_t)
        .chain(first_bid)
        .chain(first_ask);
    candidates.find(|price| is_amount(*price)).unwrap_or(1.0)
}

/// Whether a number can be a quantity or a price: positive and finite.
fn is_amount(value: f64) -> bool {
    value > 0.0 && value.is_finite()
}
