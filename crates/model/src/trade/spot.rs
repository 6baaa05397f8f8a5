//! The spot market: a call auction per good and zone on sloped schedules.
//!
//! Outside the index zone first, with export limits; then leakage; then the index zone, from which exports are gone.
//! Buyers bring what contracts did not: their spot part and what was called in vain, and bid harder the emptier the
//! stock. Sellers of the index zone ask export parity plus the sticky rent of a scarce licence or quota; others follow the
//! local price but never fall below their own parity.

use crate::facts::Facts;
use crate::goods::GoodIndex;
use crate::govern::Controls;
use crate::need::Web;
use crate::place::ZoneIndex;
use crate::trade::book::{Bidder, Book, Market};
use crate::trade::floor::{Hands, SMALLEST_DEAL_T, View};
use crate::trade::landed::wedge;
use crate::trade::{deal, leak, offer, procure, resell};
use market::auction::{Ask, Bid, Clearing, Fills};
use market::fixed::FixedPrice;

/// Clears all zones but the index zone.
pub(crate) fn clear_spot_abroad(view: View, mut hands: Hands) {
    let hub = view.facts.places.index_zone;
    round(&view, &mut hands, |zone| zone != hub);
}

/// Clears the index zone, leakage included.
pub(crate) fn clear_spot_at_index(view: View, mut hands: Hands) {
    let hub = view.facts.places.index_zone;
    round(&view, &mut hands, |zone| zone == hub);
}

/// One clearing round: gather, find quota rents, clear and settle.
fn round(view: &View, hands: &mut Hands, is_in_round: impl Fn(ZoneIndex) -> bool) {
    if !view.rules.mechanisms.spot {
        return;
    }
    hands.book.clear();
    for good in 0..view.facts.goods.len() {
        for zone in (0..view.facts.places.n_zones()).filter(|&zone| is_in_round(zone)) {
            gather(good, zone, view, hands);
        }
    }
    super::quota_rent::charge(view, hands);
    for at in 0..hands.book.markets.len() {
        clear_and_settle(at, view, hands);
    }
}

fn gather(good: GoodIndex, zone: ZoneIndex, view: &View, hands: &mut Hands) {
    let Hands {
        web,
        quotes,
        stocks,
        controls,
        allowance,
        book,
        depots,
        ..
    } = hands;
    let (first_bid, first_ask) = (book.bids.len(), book.asks.len());
    for &at in &web.needs_at[good * view.facts.places.n_zones() + zone] {
        offer::bid_for_need(at, &web.needs[at], quotes, stocks, view, book);
    }
    procure::bid_for_depots(
        good,
        zone,
        depots,
        view.facts,
        view.rules.market.ask_elasticity,
        book,
    );
    resell::bid_for_resale(
        good, zone, web, quotes, stocks, view.facts, controls, view.rules, book,
    );
    if zone == view.facts.places.index_zone {
        leak::bid_for_leakage(
            good, zone, web, quotes, view.facts, controls, view.rules, book,
        );
    }
    for &at in &web.outlets_of[good] {
        offer::ask_for_outlet(
            at,
            &web.outlets[at],
            zone,
            quotes,
            stocks,
            controls,
            view,
            book,
        );
    }
    offer::limit_to_licences(good, zone, first_ask, controls, allowance, view, book);
    if book.bids.len() > first_bid || book.asks.len() > first_ask {
        let (bids, asks) = (first_bid..book.bids.len(), first_ask..book.asks.len());
        book.markets.push(Market {
            good,
            zone,
            bids,
            asks,
        });
    }
}

fn clear_and_settle(at: usize, view: &View, hands: &mut Hands) {
    let market = hands.book.markets[at].clone();
    let last = hands.quotes.get(market.zone, market.good).quote;
    let rules = view.clearing_rules();
    let mut fills = std::mem::take(&mut hands.book.fills);
    if view.clock.is_burn_in() {
        at_start_price(&market, last, hands.book);
    }
    let (bids, asks) = (
        &hands.book.bids[market.bids.clone()],
        &hands.book.asks[market.asks.clone()],
    );
    let clearing = if view.clock.is_burn_in() {
        FixedPrice {
            price_usd_per_t: last,
            schedules: rules.schedules,
        }
        .clear(bids, asks, &mut fills)
    } else {
        market::auction::clear(bids, asks, last, &rules, &mut fills)
    };
    if clearing.traded_t > 0.0 {
        deal::settle(&market, &fills, &clearing, view, hands);
    }
    remember_customers(&market, &fills, view, hands);
    hands.book.fills = fills;
    publish(&market, &clearing, view, hands);
}

/// Lets sellers remember what the market took of what they offered.
fn remember_customers(market: &Market, fills: &Fills, view: &View, hands: &mut Hands) {
    if !view.rules.mechanisms.customer_choice || view.clock.is_burn_in() {
        return;
    }
    let years = view.rules.behaviour.reliability_years;
    let asks = hands.book.asks[market.asks.clone()].iter();
    let askers = &hands.book.askers[market.asks.clone()];
    for ((ask, asker), &sold_t) in asks.zip(askers).zip(&fills.asks_t) {
        if ask.quantity_t > SMALLEST_DEAL_T {
            let place = (asker.outlet, market.zone);
            hands
                .customers
                .remember(place, ask.quantity_t, sold_t, years);
        }
    }
}

/// Burn-in lets stocks and orders settle at the observed start prices: everybody bids and asks just that.
fn at_start_price(market: &Market, price: f64, book: &mut Book) {
    for bid in &mut book.bids[market.bids.clone()] {
        bid.price_usd_per_t = price;
        bid.ceiling_usd_per_t = bid.ceiling_usd_per_t.max(price);
    }
    for ask in &mut book.asks[market.asks.clone()] {
        (ask.price_usd_per_t, ask.floor_usd_per_t) = (price, 0.0);
        ask.quantity_t = ask.available_t;
    }
}

/// Publishes the quote and moves what depends on it: the size of the market and the rent of scarce licences.
fn publish(market: &Market, clearing: &Clearing, view: &View, hands: &mut Hands) {
    let facts = view.facts;
    let hub = facts.places.index_zone;
    let step = crate::clock::weekly_step(super::shelf::SELLER_YEARS);
    let good = &facts.goods.list[market.good];
    let at_hub = hands.quotes.get(hub, market.good).expected * (1.0 + good.exporter_margin_share);
    let way = wedge(
        market.good,
        facts.first_country(hub),
        facts.first_country(market.zone),
        facts,
        hands.controls,
    );
    let is_licensed = is_licensed(market, facts, hands.controls);
    let sticky = view.stickiness();
    let reach = reach(market, hands.book, hands.web);
    let wanted_t = wanted_by_users(market, hands.book);
    let cell = hands.quotes.get_mut(market.zone, market.good);
    cell.quote = if clearing.crossed {
        clearing.price_usd_per_t
    } else {
        clearing.price_usd_per_t.clamp(reach.0, reach.1)
    };
    cell.spot_demand_t += step * (wanted_t - cell.spot_demand_t);
    if market.zone != hub && !good.is_basket {
        let gap = if is_licensed {
            (clearing.price_usd_per_t - way.land(at_hub)).max(0.0)
        } else {
            0.0
        };
        cell.sticky_rent = sticky.next_ask(cell.sticky_rent, gap);
    }
}

/// What users and makers came for [t]; bids of traders and of strategic stocks do not make a market larger.
///
/// Where no user comes, the strategic stock is the market: else nobody would ever offer there.
fn wanted_by_users(market: &Market, book: &Book) -> f64 {
    let wanted_by = |is_meant: fn(&Bidder) -> bool| -> f64 {
        let bids = book.bidders[market.bids.clone()]
            .iter()
            .zip(&book.bids[market.bids.clone()]);
        bids.filter(|(bidder, _)| is_meant(bidder))
            .map(|(_, bid)| bid.quantity_t)
            .sum()
    };
    let by_users_t = wanted_by(|bidder| matches!(bidder, Bidder::Need(_)));
    if by_users_t > 0.0 {
        by_users_t
    } else {
        wanted_by(|bidder| matches!(bidder, Bidder::Depot { .. }))
    }
}

/// How far a quote may drift without a deal: not above what anybody would pay, nor below what anybody would take; where
/// nobody bids, not below what is asked.
fn reach(market: &Market, book: &Book, web: &Web) -> (f64, f64) {
    let payable = |bidder: &Bidder, bid: &Bid| match bidder {
        Bidder::Need(at) => web.needs[*at].ceiling,
        Bidder::Trader { .. } | Bidder::Depot { .. } => bid.ceiling_usd_per_t,
    };
    let bids = book.bidders[market.bids.clone()]
        .iter()
        .zip(&book.bids[market.bids.clone()]);
    let most = bids
        .map(|(bidder, bid)| payable(bidder, bid))
        .filter(|price| *price > 0.0)
        .reduce(f64::max)
        .unwrap_or(f64::INFINITY);
    let least = least_taken(&book.asks[market.asks.clone()], !market.bids.is_empty());
    (least.min(most), most)
}

/// The lowest price that anybody would take. Where nobody bids, what is asked is all there is to quote: that nobody sells
/// below cost makes no price.
fn least_taken(asks: &[Ask], is_bid_for: bool) -> f64 {
    let taken = |ask: &Ask| {
        if is_bid_for {
            ask.floor_usd_per_t
        } else {
            ask.price_usd_per_t
        }
    };
    asks.iter().map(taken).reduce(f64::min).unwrap_or(0.0)
}

/// Whether the index good needs a licence to enter the market's zone.
fn is_licensed(market: &Market, facts: &Facts, controls: &Controls) -> bool {
    let origin = facts.first_country(facts.places.index_zone);
    let destination = facts.first_country(market.zone);
    controls
        .passage(market.good, origin, destination)
        .is_licensed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(price_usd_per_t: f64, floor_usd_per_t: f64) -> Ask {
        Ask {
            quantity_t: 1.0,
            available_t: 1.0,
            price_usd_per_t,
            floor_usd_per_t,
            elasticity: 3.0,
            owner: 0,
        }
    }

    #[test]
    fn without_a_bid_a_quote_stops_at_the_lowest_price_asked_and_with_one_at_cost() {
        let asks = [ask(240.0, 45.0), ask(210.0, 80.0)];
        assert!((least_taken(&asks, false) - 210.0).abs() < 1e-12);
        assert!((least_taken(&asks, true) - 45.0).abs() < 1e-12);
    }
}
