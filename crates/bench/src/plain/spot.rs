//! The spot market of a good in a zone: who bids, who asks, what is sold.

use super::level::Level;
use super::rules::{
    ABROAD, ANCHOR_WEIGHT, ASK_ELASTICITY, BID_ELASTICITY, HOLD_RESPONSE, HOME, LEAST_OFFER_SHARE,
    SELLER_YEARS, SHELF_WEEKS, journey_weeks, step,
};
use market::auction::{Ask, Bid, ClearingRules, Fills, Schedules, clear};
use market::expect::long_view;
use market::fixed::FixedPrice;
use market::storage::hold_price;

/// Bids and asks of a market; buffers are kept from week to week.
#[derive(Debug, Clone, Default)]
pub(super) struct Book {
    bids: Vec<Bid>,
    asks: Vec<Ask>,
    fills: Fills,
}

impl Level {
    /// Gathers, clears and settles. While the market is settling the price stays.
    pub(super) fn trade_spot(&mut self, zone: usize, is_settling: bool, book: &mut Book) {
        let last = self.prices[zone].quote;
        let Book { bids, asks, fills } = book;
        bids.clear();
        asks.clear();
        let here = (0..self.users.len()).filter(|&user| self.users.zone[user] == zone);
        bids.extend(here.filter_map(|user| self.bid(user)));
        asks.extend((0..self.sellers.len()).filter_map(|seller| self.ask(seller, zone)));
        let clearing = if is_settling {
            at_start_price(last, bids, asks);
            let market = FixedPrice {
                price_usd_per_t: last,
                schedules: Schedules::Sloped,
            };
            market.clear(bids, asks, fills)
        } else {
            clear(bids, asks, last, &ClearingRules::default(), fills)
        };
        let came_for_t: f64 = bids.iter().map(|bid| bid.quantity_t).sum();
        let price = clearing.price_usd_per_t;
        self.settle(zone, price, clearing.traded_t, book);
        let prices = &mut self.prices[zone];
        prices.quote = price;
        prices.size_t += step(SELLER_YEARS) * (came_for_t - prices.size_t);
    }

    /// What contracts did not bring, at the usual price.
    fn bid(&self, user: usize) -> Option<Bid> {
        let users = &self.users;
        let wanted_t = users.order_t[user] - users.contracted_t[user];
        (wanted_t > 0.0).then(|| Bid {
            quantity_t: wanted_t,
            price_usd_per_t: if self.good.is_ore {
                self.prices[users.zone[user]].expected
            } else {
                users.cost[user]
            },
            elasticity: BID_ELASTICITY,
            ceiling_usd_per_t: f64::INFINITY,
            cap_t: f64::INFINITY,
            owner: user as u32,
        })
    }

    /// What may leave for a zone, at the hold price.
    fn ask(&self, seller: usize, zone: usize) -> Option<Ask> {
        let sellers = &self.sellers;
        let is_at_home = zone == HOME && sellers.zone[seller] == HOME;
        let weight = if is_at_home {
            1.0
        } else {
            sellers.split[seller][zone]
        };
        let free_t = self.good_to_go(seller) - sellers.sold_t[seller];
        let available_t = free_t.min(sellers.shelf_t[seller]).max(0.0) * weight;
        let offered_t = (self.offer_t(seller) - sellers.spot_t[seller]).max(0.0) * weight;
        (available_t > 0.0).then(|| Ask {
            quantity_t: offered_t.min(available_t),
            available_t,
            price_usd_per_t: self.hold(seller, zone),
            floor_usd_per_t: 0.0,
            elasticity: ASK_ELASTICITY,
            owner: seller as u32,
        })
    }

    /// What keeps the shelf as it is wanted, as if nothing had been sold on the spot market yet [t].
    fn offer_t(&self, seller: usize) -> f64 {
        let sellers = &self.sellers;
        let shelf_t = sellers.shelf_t[seller] + sellers.spot_t[seller];
        let surplus_t = sellers.output_t[seller] - sellers.called_t[seller]
            + (shelf_t - sellers.wanted_t[seller]) / SHELF_WEEKS;
        surplus_t.max(LEAST_OFFER_SHARE * shelf_t).min(shelf_t)
    }

    /// Price at which a seller would rather hold than sell, at the gate of those who need.
    fn hold(&self, seller: usize, zone: usize) -> f64 {
        let from = self.sellers.zone[seller];
        let fullness = self.sellers.shelf_t[seller] / self.sellers.wanted_t[seller];
        let hold_in = |zone: usize| {
            let worth = long_view(self.prices[zone].expected, self.good.anchor, ANCHOR_WEIGHT);
            hold_price(worth, fullness, HOLD_RESPONSE)
        };
        if from == HOME && zone == ABROAD {
            self.good.land(hold_in(HOME), HOME, ABROAD)
        } else {
            hold_in(zone)
        }
    }

    /// Everybody who bought has a part of what each seller sold.
    fn settle(&mut self, zone: usize, price: f64, traded_t: f64, book: &Book) {
        for (bid, bought_t) in book.bids.iter().zip(&book.fills.bids_t) {
            let user = bid.owner as usize;
            for (ask, sold_t) in book.asks.iter().zip(&book.fills.asks_t) {
                let from = self.sellers.zone[ask.owner as usize];
                let tonnes = bought_t * sold_t / traded_t;
                self.users.send(user, tonnes, journey_weeks(from, zone));
            }
            self.users.book_purchase(user, *bought_t, price);
        }
        for (ask, sold_t) in book.asks.iter().zip(&book.fills.asks_t) {
            let seller = ask.owner as usize;
            self.sellers.shelf_t[seller] -= sold_t;
            self.sellers.sold_t[seller] += sold_t;
            self.sellers.spot_t[seller] += sold_t;
        }
        self.prices[zone].count(traded_t, price);
    }
}

/// While the market is settling everybody bids and asks the last quote, and offers all that may leave.
fn at_start_price(price: f64, bids: &mut [Bid], asks: &mut [Ask]) {
    for bid in bids {
        bid.price_usd_per_t = price;
    }
    for ask in asks {
        (ask.price_usd_per_t, ask.quantity_t) = (price, ask.available_t);
    }
}
