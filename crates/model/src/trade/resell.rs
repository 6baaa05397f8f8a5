//! Resale: traders buy in one zone for another when the gap pays freight, insurance and the cost of reselling; that
//! is how a curb on one country alone is softened, unless an end-use certificate bars it. Out of the index zone go exporters'
//! own offers alone. Traders also restock.

use crate::facts::Facts;
use crate::govern::Controls;
use crate::need::{Outlet, Web};
use crate::quote::{Quotes, Rules};
use crate::stock::Stocks;
use crate::trade::Deal;
use crate::trade::book::{Bidder, Book};
use crate::trade::floor::SMALLEST_DEAL_T;
use market::auction::Bid;

/// Weeks over which a trader restocks.
const RESTOCK_WEEKS: f64 = 8.0;
/// Traders restock a little below what they expect the price to be.
const RESTOCK_DISCOUNT: f64 = 0.05;
/// Weeks of a market's need that a trader may have under way for each unit of gap.
const POSITION_WEEKS: f64 = 1.0;
/// Largest price gap that speeds up resale further.
const WIDEST_GAP: f64 = 2.0;

/// Tonnes that a trader wants to move this week: a share of the other market's size, growing with the gap.
pub(super) fn resale_t(size_t: f64, gap: f64, speed_share: f64) -> f64 {
    speed_share * size_t * gap.clamp(0.0, WIDEST_GAP)
}

/// Most that a trader has on the shelf and under way: its ordinary shelf, and a part of the market's quarterly need that
/// grows with the gap. Without it goods bought in a scarce month all arrive in the next and drown the market.
pub(super) fn most_position_t(wanted_t: f64, size_t: f64, gap: f64) -> f64 {
    wanted_t + POSITION_WEEKS * size_t * gap.clamp(0.0, WIDEST_GAP)
}

/// Adds traders' bids for one good in one zone.
pub(super) fn bid_for_resale(
    good: usize,
    zone: usize,
    web: &Web,
    quotes: &Quotes,
    stocks: &Stocks,
    facts: &Facts,
    controls: &Controls,
    rules: &Rules,
    book: &mut Book,
) {
    let places = &facts.places;
    if facts.goods.list[good].is_basket {
        return;
    }
    restock(good, zone, web, quotes, stocks, facts, rules, book);
    let hub = places.index_zone;
    if !rules.mechanisms.resale || zone == hub || controls.is_resale_barred(good, zone) {
        return;
    }
    // What traders expect, not last week's quote: one good month moves no ships, and a quote that their own bids have
    // raised would send them home again the week after.
    let here = quotes.get(zone, good).expected;
    for other in (0..places.n_zones()).filter(|&other| other != zone) {
        let route = places.route(zone, other);
        if !route.resale_allowed {
            continue;
        }
        let there = quotes.get(other, good).expected;
        let factor = 1.0 + route.resale_cost_share + route.insurance_share;
        let landed = here * factor + route.freight_usd_per_t;
        let size_t: f64 = web.needs_at[good * places.n_zones() + other]
            .iter()
            .map(|&at| web.needs[at].expected_t)
            .sum();
        let gap = there / landed - 1.0;
        let trader = facts.agents.trader(other);
        let outlet = &web.outlets[web.trader_outlet(trader, good)];
        let position_t = stocks.held_t(trader, good) + outlet.coming_t;
        let room_t = most_position_t(outlet.wanted_t, size_t, gap) - position_t;
        let tonnes = resale_t(size_t, gap, rules.market.resale_speed_share_per_week).min(room_t);
        if tonnes > SMALLEST_DEAL_T {
            book.bids.push(Bid {
                quantity_t: tonnes,
                price_usd_per_t: here,
                elasticity: rules.market.ask_elasticity,
                ceiling_usd_per_t: (there - route.freight_usd_per_t) / factor,
                cap_t: tonnes,
                owner: book.bidders.len() as u32,
            });
            let destination = facts.first_country(other);
            book.bidders.push(Bidder::Trader {
                trader,
                deal: Deal::Resale,
                destination,
            });
        }
    }
}

/// What a trader lacks of its ordinary shelf [t], with what is on its way to it.
fn missing_t(outlet: &Outlet, stocks: &Stocks) -> f64 {
    outlet.wanted_t - stocks.at_t(outlet.place) - outlet.coming_t
}

/// Least that a zone's trader sells for at home while it restocks [USD/t]: what it expects, above what it pays itself.
/// Who both bid and asked at one price would trade with himself and hold the quote where it stands. Nil while it lacks
/// nothing.
pub(super) fn least_while_restocking(outlet: &Outlet, expected: f64, stocks: &Stocks) -> f64 {
    if missing_t(outlet, stocks) > SMALLEST_DEAL_T {
        expected
    } else {
        0.0
    }
}

fn restock(
    good: usize,
    zone: usize,
    web: &Web,
    quotes: &Quotes,
    stocks: &Stocks,
    facts: &Facts,
    rules: &Rules,
    book: &mut Book,
) {
    let trader = facts.agents.trader(zone);
    let outlet = &web.outlets[web.trader_outlet(trader, good)];
    let expected = quotes.get(zone, good).expected;
    let missing_t = missing_t(outlet, stocks);
    if missing_t <= SMALLEST_DEAL_T {
        return;
    }
    let most = expected * (1.0 - RESTOCK_DISCOUNT);
    let quantity_t = missing_t / RESTOCK_WEEKS;
    book.bids.push(Bid {
        quantity_t,
        price_usd_per_t: most,
        elasticity: rules.market.ask_elasticity,
        ceiling_usd_per_t: most,
        cap_t: quantity_t,
        owner: book.bidders.len() as u32,
    });
    book.bidders.push(Bidder::Trader {
        trader,
        deal: Deal::Spot,
        destination: facts.first_country(zone),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resale_grows_with_the_gap_and_never_turns_round() {
        // a tenth of 100 t at a gap of 50 %: 5 t
        assert!((resale_t(100.0, 0.5, 0.1) - 5.0).abs() < 1e-12);
        assert!(resale_t(100.0, -0.5, 0.1).abs() < 1e-12);
        assert!((resale_t(100.0, 50.0, 0.1) - 20.0).abs() < 1e-12);
    }
}
