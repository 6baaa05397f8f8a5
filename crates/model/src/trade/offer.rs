//! Bids and asks: what a buyer wants and a seller offers in a zone's auction this week.
//!
//! An ordinary bidder goes by what it pays on average and lets a dear market pass; the emptier its stock, the larger the
//! urgent part that goes by the market itself. A seller offers what keeps its shelf, split over zones beforehand.

use crate::goods::GoodIndex;
use crate::govern::Controls;
use crate::need::{Need, Outlet, stock_behind};
use crate::place::ZoneIndex;
use crate::quote::Quotes;
use crate::stock::Stocks;
use crate::trade::allowance::Allowance;
use crate::trade::book::{Asker, Bidder, Book};
use crate::trade::contract::contained_value;
use crate::trade::floor::{SMALLEST_DEAL_T, View};
use crate::trade::landed::{Wedge, wedge};
use crate::trade::shelf::{anchor, hold_price, offer_t, releasable_t};
use market::auction::{Ask, Bid};

/// Weeks of stock below which a buyer turns urgent, at most.
const URGENT_WEEKS: f64 = 4.0;
/// Widest log gap to export parity that pulls at home.
const WIDEST_PULL: f64 = 2.0;
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
    let stock_t = stock_behind(need, &view.facts, stocks);
    let urgent = if guard_t > 0.0 {
        (1.0 - stock_t / guard_t).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let seen = quotes.get(need.zone, need.good);
    let ceiling = need
        .ceiling
        .min(seen.quote * libm::exp(market.bid_escalation_per_week));
    // An ordinary bidder goes by what it pays on average, mostly under contract, and lets a dear market pass; an urgent
    // one goes by the market.
    let usual = if view.facts.goods.list[need.good].is_basket {
        seen.expected
    } else {
        need.cost
    };
    let dear = seen.expected.min(ceiling.max(1e-9));
    let parts = [
        Part {
            quantity_t: wanted_t * (1.0 - urgent),
            price: usual,
            ceiling: ceiling.min(usual * market.reservation_ratio),
            elasticity: market.bid_elasticity,
            bargain: BARGAIN_SHARE,
        },
        Part {
            quantity_t: wanted_t * urgent,
            price: dear,
            ceiling,
            elasticity: market.bid_elasticity * market.urgent_elasticity_share,
            bargain: 1.0,
        },
    ];
    for part in parts {
        if part.quantity_t > SMALLEST_DEAL_T {
            book.bids.push(part.bid(book.bidders.len()));
            book.bidders.push(Bidder::Need(at));
        }
    }
}

/// The ordinary or the urgent part of what a buyer wants.
struct Part {
    quantity_t: f64,
    price: f64,
    ceiling: f64,
    elasticity: f64,
    bargain: f64,
}

impl Part {
    fn bid(&self, owner: usize) -> Bid {
        Bid {
            quantity_t: self.quantity_t,
            price_usd_per_t: self.price,
            elasticity: self.elasticity,
            ceiling_usd_per_t: self.ceiling,
            cap_t: self.quantity_t * self.bargain,
            owner: owner as u32,
        }
    }
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
    let shelf_t = stocks.held_t(outlet.agent, outlet.good);
    // What contracts and other zones took this week counts towards what may leave.
    let available_t = (releasable_t(outlet, shelf_t + outlet.sold_t) - outlet.sold_t)
        .clamp(0.0, shelf_t)
        * weight;
    if available_t <= SMALLEST_DEAL_T {
        return;
    }
    let facts = &view.facts;
    let origin = facts.agents.country[outlet.agent];
    let way = wedge(
        outlet.good,
        origin,
        facts.first_country(zone),
        facts,
        controls,
    );
    let value = contained_value(outlet.good, zone, outlet.agent, facts, quotes, stocks).max(1e-9);
    let floor = way.land(outlet.floor) / value;
    let hold = hold_in_zone(outlet, zone, shelf_t, &way, quotes, controls, view);
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
    controls: &Controls,
    view: &View,
) -> f64 {
    let facts = &view.facts;
    let (home, hub) = (facts.agents.zone[outlet.agent], facts.places.index_zone);
    let expected = quotes.get(home, outlet.good).expected;
    let at_home = hold_price(
        outlet,
        shelf_t,
        expected,
        anchor(outlet, home, facts, &view.anchors),
        &view.rules,
    );
    let local = quotes.get(zone, outlet.good);
    if zone == home {
        at_home * parity_pull(outlet, home, quotes, controls, view)
    } else if home == hub {
        let margin = 1.0 + facts.goods.list[outlet.good].exporter_margin_share;
        let is_sticky = view.rules.mechanisms.sticky_rent;
        way.land(at_home * margin) + if is_sticky { local.sticky_rent } else { 0.0 }
    } else {
        let there = anchor(outlet, zone, facts, &view.anchors);
        hold_price(outlet, shelf_t, local.expected, there, &view.rules).max(way.land(outlet.floor))
    }
}

/// Sellers at home look at what exports earn where nobody refuses them: `exp(pull * mean_z ln(net_z / home))`, the mean
/// over zones abroad by their part of the seller's offers. A quota can be bought from another exporter, a licence not.
fn parity_pull(
    outlet: &Outlet,
    home: ZoneIndex,
    quotes: &Quotes,
    controls: &Controls,
    view: &View,
) -> f64 {
    if !view.rules.mechanisms.parity_pull || home != view.facts.places.index_zone {
        return 1.0;
    }
    let origin = view.facts.agents.country[outlet.agent];
    let own = quotes.get(home, outlet.good).expected.max(1e-9);
    let (mut gap, mut abroad) = (0.0, 0.0);
    for (zone, weight) in outlet.zone_weights.iter().enumerate() {
        let destination = view.facts.first_country(zone);
        let is_licensed = controls
            .passage(outlet.good, origin, destination)
            .is_licensed;
        if zone != home && *weight > 0.0 && !is_licensed {
            let way = wedge(outlet.good, origin, destination, &view.facts, controls);
            let net = way.gate(quotes.get(zone, outlet.good).expected).max(1e-9);
            gap += weight * libm::log(net / own);
            abroad += weight;
        }
    }
    if abroad <= 0.0 {
        return 1.0;
    }
    libm::exp(
        view.rules.market.export_parity_pull * (gap / abroad).clamp(-WIDEST_PULL, WIDEST_PULL),
    )
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
    let facts = &view.facts;
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
