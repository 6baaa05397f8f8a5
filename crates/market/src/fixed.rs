//! A price that somebody else has set: the known-answer method.
//!
//! Miners, refiners and governments can be tried against it without any price formation: they get what they ask for
//! at a price known beforehand, and whichever side wants more is served pro rata.

use crate::auction::{Ask, Bid, Clearing, Fills, Schedules};

/// A market with one price for ever.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FixedPrice {
    /// The price (USD/t).
    pub price_usd_per_t: f64,
    /// Whether schedules have a slope.
    pub schedules: Schedules,
}

impl FixedPrice {
    /// Trades at the price what both sides want at it; takes and gives the same as [`crate::auction::clear`].
    ///
    /// ```
    /// use market::auction::{Ask, Bid, Fills, Schedules};
    /// use market::fixed::FixedPrice;
    ///
    /// let bid = Bid { quantity_t: 6.0, price_usd_per_t: 100.0, elasticity: 0.0, ceiling_usd_per_t: 500.0, cap_t: 6.0, owner: 0 };
    /// let ask = Ask { quantity_t: 9.0, available_t: 9.0, price_usd_per_t: 50.0, floor_usd_per_t: 0.0, elasticity: 0.0, owner: 1 };
    /// let market = FixedPrice { price_usd_per_t: 80.0, schedules: Schedules::Sloped };
    /// let mut fills = Fills::default();
    /// let clearing = market.clear(&[bid, bid], &[ask], &mut fills);
    /// // 12 t wanted, 9 t offered: each bid gets 6 x 9/12 = 4.5
    /// assert_eq!(clearing.traded_t, 9.0);
    /// assert_eq!(fills.bids_t, [4.5, 4.5]);
    /// ```
    pub fn clear(&self, bids: &[Bid], asks: &[Ask], fills: &mut Fills) -> Clearing {
        let price = self.price_usd_per_t;
        fills.bids_t.clear();
        fills
            .bids_t
            .extend(bids.iter().map(|bid| bid.demand_t(price, self.schedules)));
        fills.asks_t.clear();
        fills
            .asks_t
            .extend(asks.iter().map(|ask| ask.supply_t(price, self.schedules)));
        let (demand_t, supply_t): (f64, f64) =
            (fills.bids_t.iter().sum(), fills.asks_t.iter().sum());
        let traded_t = demand_t.min(supply_t);
        serve(&mut fills.bids_t, demand_t, traded_t);
        serve(&mut fills.asks_t, supply_t, traded_t);
        Clearing {
            price_usd_per_t: price,
            traded_t,
            crossed: traded_t > 0.0,
            demand_t,
            supply_t,
            evaluations: 1,
        }
    }
}

fn serve(amounts_t: &mut [f64], wanted_t: f64, traded_t: f64) {
    if wanted_t > traded_t {
        for amount_t in amounts_t {
            *amount_t *= traded_t / wanted_t;
        }
    }
}
