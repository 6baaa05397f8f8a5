//! Bids and asks: what a buyer wants and a seller offers in a zone's auction this week.
//!
//! A bidder goes by what it pays on average. Its ordinary part lets a dear market pass; the emptier the stock, the larger
//! the urgent part, which stops at nothing but the value of lost output. A seller offers what keeps its shelf, split over
//! zones beforehand, and nothing abroad for less than the index zone would leave it.

use crate::goods::GoodIndex;
use crate::govern::Controls;
use crate::need::{Need, Outlet, stock_behind};
use crate::place::{CountryIndex, ZoneIndex};
use crate::quote::Quotes;
use crate::stock::Stocks;
use crate::trade::allowance::Allowance;
use crate::trade::book::{Asker, Bidder, Book};
use crate::trade::contract::contained_value;
use crate::trade::floor::{SMALLEST_DEAL_T, View};
use crate::trade::landed::{Wedge, wedge};
use crate::trade::resell::least_while_restocking;
use crate::trade::shelf::{anchor, hold_price, offer_t, releasable_t};
use market::auction::{Ask, Bid};

/// Weeks of stock below which a buyer turns urgent, at most.
const URGENT_WEEKS: f64 = 4.0;
/// Most that a cheap market makes a buyer take, over what it came for.
const BARGAIN_SHARE: f64 = 2.0;
/// Adds the bids of one need.
pub(super) fn bid_for_need(
    at: usize,
    need: &Need,
    quotes: &Quotes,
    stocks: &Stocks,
    view: &View,
    book: &mut Book,
) {
    let wanted_t = need.order_t - need.contracted_t;
    if wanted_t <= SMALLEST_DEAL_T {
        return;
    }
    let market = &view.rules.market;
    let guard_t = need.cover_weeks.min(URGENT_WEEKS) * need.expected_t;
    let stock_t = stock_behind(need, view.facts, stocks);
    let urgent = if guard_t > 0.0 {
        (1.0 - stock_t / guard_t).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let seen = quotes.get(need.zone, need.good);
    let ceiling = need
        .ceiling
        .min(seen.quote * libm::exp(market.bid_escalation_per_week));
    // Both go by what the buyer pays on average, mostly under contract: a bid that went by the quote would follow it
    // wherever it runs.
    let usual = if view.facts.goods.list[need.good].is_basket {
        seen.expected
    } else {
        need.cost
    };
    let mut bid = |quantity_t: f64, ceiling_usd_per_t: f64, bargain_share: f64| {
        if quantity_t > SMALLEST_DEAL_T {
            book.bids.push(Bid {
                quantity_t,
                price_usd_per_t: usual,
                elasticity: market.bid_elasticity,
                ceiling_usd_per_t,
                cap_t: quantity_t * bargain_share,
                owner: book.bidders.len() as u32,
            });
            book.bidders.push(Bidder::Need(at));
        }
    };
    let patient_ceiling = ceiling.min(usual * market.reservation_ratio);
    bid(wanted_t * (1.0 - urgent), patient_ceiling, BARGAIN_SHARE);
    bid(wanted_t * urgent, ceiling, 1.0);
}

/// Adds the ask of one outlet in one zone.
pub(super) fn ask_for_outlet(
    at: usize,
    outlet: &Outlet,
    zone: ZoneIndex,
    quotes: &Quotes,
    stocks: &Stocks,
    controls: &Controls,
    view: &View,
    book: &mut Book,
) {
    // The index zone clears last: what was kept for other zones and not sold there is on offer at home.
    let is_last =
        zone == view.facts.places.index_zone && view.facts.agents.zone[outlet.agent] == zone;
    let weight = if is_last {
        1.0
    } else {
        outlet.zone_weights[zone]
    };
    let shelf_t = stocks.at_t(outlet.place);
    // What contracts and other zones took this week counts towards what may leave.
    let available_t = (releasable_t(outlet, shelf_t + outlet.sold_t) - outlet.sold_t)
        .clamp(0.0, shelf_t)
        * weight;
    if available_t <= SMALLEST_DEAL_T {
        return;
    }
    let facts = view.facts;
    let origin = facts.agents.country[outlet.agent];
    let way = wedge(
        outlet.good,
        origin,
        facts.first_country(zone),
        facts,
        controls,
    );
    let value = contained_value(outlet.good, zone, outlet.agent, facts, quotes, stocks).max(1e-9);
    let least = outlet
        .floor
        .max(least_abroad(outlet, zone, origin, quotes, controls, view));
    let mut floor = way.land(least) / value;
    if facts.agents.traders.contains(&outlet.agent) {
        let expected = quotes.get(zone, outlet.good).expected;
        floor = floor.max(least_while_restocking(outlet, expected, stocks));
    }
    let hold = hold_in_zone(outlet, zone, shelf_t, &way, quotes, view);
    // What went abroad this week is no longer on offer at home.
    let offered = offer_t(
        outlet.output_t,
        outlet.called_t,
        shelf_t + outlet.spot_t,
        outlet.wanted_t,
    ) - outlet.spot_t;
    let offered = offered.max(0.0) * weight;
    book.asks.push(Ask {
        quantity_t: offered.min(available_t),
        available_t,
        price_usd_per_t: hold.max(floor),
        floor_usd_per_t: floor,
        elasticity: view.rules.market.ask_elasticity,
        owner: book.askers.len() as u32,
    });
    book.askers.push(Asker {
        outlet: at,
        origin,
        wedge: way,
    });
}

/// Least that a seller takes at its gate outside the index zone [USD/t]: what the index zone would leave it, where any
/// amount can be sold at any time. Nil at the index, for concentrates, and where nothing may leave for the index zone.
fn least_abroad(
    outlet: &Outlet,
    zone: ZoneIndex,
    origin: CountryIndex,
    quotes: &Quotes,
    controls: &Controls,
    view: &View,
) -> f64 {
    let facts = view.facts;
    let hub = facts.places.index_zone;
    let is_basket = facts.goods.list[outlet.good].is_basket;
    if !view.rules.mechanisms.index_parity || zone == hub || is_basket {
        return 0.0;
    }
    let there = facts.first_country(hub);
    let may_leave = facts.agents.zone[outlet.agent] == hub
        || controls.passage(outlet.good, origin, there).approval_share > 0.0;
    if may_leave {
        let way = wedge(outlet.good, origin, there, facts, controls);
        way.gate(quotes.get(hub, outlet.good).expected)
    } else {
        0.0
    }
}

/// Price at which a seller would rather hold than sell in a zone, landed there [USD/t; payable share for baskets].
///
/// At home what it expects; sellers of the index zone ask export parity and the sticky rent of a scarce licence abroad;
/// others follow the local price and never fall below cost.
fn hold_in_zone(
    outlet: &Outlet,
    zone: ZoneIndex,
    shelf_t: f64,
    way: &Wedge,
    quotes: &Quotes,
    view: &View,
) -> f64 {
    let facts = view.facts;
    let (home, hub) = (facts.agents.zone[outlet.agent], facts.places.index_zone);
    let hold_in = |zone: ZoneIndex| {
        let expected = quotes.get(zone, outlet.good).expected;
        let worth = anchor(outlet, zone, facts, view.anchors);
        hold_price(outlet, shelf_t, expected, worth, view.rules)
    };
    if zone == home {
        hold_in(home)
    } else if home == hub {
        let margin = 1.0 + facts.goods.list[outlet.good].exporter_margin_share;
        let is_sticky = view.rules.mechanisms.sticky_rent;
        let local = quotes.get(zone, outlet.good);
        way.land(hold_in(home) * margin) + if is_sticky { local.sticky_rent } else { 0.0 }
    } else {
        hold_in(zone).max(way.land(outlet.floor))
    }
}

/// Cuts asks from an origin under licence to what its licences leave, alike for all its sellers.
pub(super) fn limit_to_licences(
    good: GoodIndex,
    zone: ZoneIndex,
    first_ask: usize,
    controls: &Controls,
    allowance: &Allowance,
    view: &View,
    book: &mut Book,
) {
    let facts = view.facts;
    for at in first_ask..book.asks.len() {
        let origin = book.askers[at].origin;
        if book.askers[first_ask..at]
            .iter()
            .any(|asker| asker.origin == origin)
        {
            continue;
        }
        let limit: f64 = (0..facts.places.n_countries())
            .filter(|&country| facts.places.country_zone[country] == zone)
            .map(|country| {
                if country == origin {
                    f64::INFINITY
                } else {
                    allowance.left_t[controls.cell(good, origin, country)]
                }
            })
            .sum();
        if limit.is_infinite() {
            continue;
        }
        let is_here = |asker: &Asker| asker.origin == origin;
        let pairs = || book.asks[first_ask..].iter().zip(&book.askers[first_ask..]);
        let total: f64 = pairs()
            .filter(|(_, asker)| is_here(asker))
            .map(|(ask, _)| ask.available_t)
            .sum();
        let share = if total > 0.0 {
            (limit / total).min(1.0)
        } else {
            0.0
        };
        for (ask, asker) in book.asks[first_ask..]
            .iter_mut()
            .zip(&book.askers[first_ask..])
        {
            if is_here(asker) {
                ask.available_t *= share;
                ask.quantity_t = ask.quantity_t.min(ask.available_t);
            }
        }
    }
}
