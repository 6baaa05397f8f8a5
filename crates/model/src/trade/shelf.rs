//! The shelf: how sellers split what they have over zones and what they ask for it.
//!
//! A seller offers, at its hold price, what keeps its shelf at the wanted stock: output less contract calls plus a
//! part of the gap. It asks more when the shelf is low and less when it is full. Its offers move to the zones that
//! leave it most, and with `customer_choice` away from those whose government or record is a risk (`customer.rs`).

use crate::anchor::Anchors;
use crate::clock::WEEKS_PER_YEAR;
use crate::facts::Facts;
use crate::govern::Controls;
use crate::need::{Outlet, Web};
use crate::quote::{Quotes, Rules};
use crate::stock::Stocks;
use crate::trade::customer::{Clients, Seller, needed_by_country};
use crate::trade::landed::wedge;
use bevy_ecs::prelude::Resource;
use educe::Educe;
use serde::{Deserialize, Serialize};

/// Weeks over which sellers bring the shelf back to the wanted stock.
const SHELF_WEEKS: f64 = 16.0;
/// Least part of the shelf that is offered in a week.
const LEAST_OFFER_SHARE: f64 = 0.01;
/// Sellers' averages of output, calls and sales [years]: a quarter.
pub(crate) const SELLER_YEARS: f64 = 0.25;
/// How strongly offers move to zones that pay more.
const ZONE_BETA: f64 = 1.5;

/// Tonnes offered at the hold price this week.
pub(crate) fn offer_t(output_t: f64, calls_t: f64, shelf_t: f64, wanted_t: f64) -> f64 {
    let surplus = output_t - calls_t + (shelf_t - wanted_t) / SHELF_WEEKS;
    surplus
        .max(LEAST_OFFER_SHARE * shelf_t)
        .min(shelf_t)
        .max(0.0)
}

/// Part of the wanted shelf that sellers keep for work in hand.
const WORKING_SHARE: f64 = 0.5;

/// Tonnes that may leave a shelf in a week: output, and what lies above working stock over some weeks. A run on a
/// seller empties its shelf slowly, so that the price has time to answer.
pub(crate) fn releasable_t(outlet: &Outlet, shelf_t: f64) -> f64 {
    let spare_t = (shelf_t - WORKING_SHARE * outlet.wanted_t).max(0.0);
    (outlet.output_t + spare_t / SHELF_WEEKS)
        .min(shelf_t)
        .max(0.0)
}

/// Price at which a seller would rather hold than sell [USD/t; payable share for baskets]: what it expects, drawn
/// towards what the good is worth in the long run, and lower the fuller the shelf.
pub(crate) fn hold_price(
    outlet: &Outlet,
    shelf_t: f64,
    expected: f64,
    anchor: f64,
    rules: &Rules,
) -> f64 {
    let worth = market::expect::long_view(expected, anchor, rules.behaviour.holding_anchor_weight);
    market::storage::hold_price(
        worth,
        shelf_t / outlet.wanted_t.max(1e-9),
        rules.market.stock_price_response,
    )
}

/// What a maker counts in the long run on top of what making the good anew would cost, as part of it.
const MAKER_MARGIN_SHARE: f64 = 0.05;

/// What a good is worth in the long run in a zone, as its seller sees it: for makers what making it anew would cost; for
/// others the price of the base year in the index zone and the cost of supply from elsewhere abroad. Nil where nothing is
/// known.
pub(crate) fn anchor(outlet: &Outlet, zone: usize, facts: &Facts, anchors: &Anchors) -> f64 {
    let good = &facts.goods.list[outlet.good];
    let hub = facts.places.index_zone;
    if good.is_basket {
        good.start_price[zone]
    } else if good.is_made && !facts.agents.traders.contains(&outlet.agent) {
        outlet.replacement_cost * (1.0 + MAKER_MARGIN_SHARE)
    } else if zone == hub {
        good.start_price[hub] * anchors.factor(outlet.good)
    } else {
        let dearer = |cost: f64| cost.max(good.start_price[hub]);
        good.long_run_cost.map_or(0.0, dearer) * anchors.factor(outlet.good)
    }
}

/// Moves sellers' averages and the split of their offers over zones; closes the week's books of each outlet.
pub(crate) fn adapt_sellers(
    web: &mut Web,
    quotes: &Quotes,
    controls: &Controls,
    stocks: &Stocks,
    clients: Clients,
) {
    let (rules, facts) = (clients.rules, clients.facts);
    let step = crate::clock::weekly_step(SELLER_YEARS);
    let realised_step = crate::clock::weekly_step(rules.behaviour.expectation_fast_years);
    let speed = (rules.behaviour.seller_speed_per_year / WEEKS_PER_YEAR).min(1.0);
    // Without choice of customers nobody asks who needs what.
    let needed_t: Vec<Vec<f64>> = if rules.mechanisms.customer_choice {
        let goods = 0..facts.goods.len();
        goods
            .map(|good| needed_by_country(good, web, facts))
            .collect()
    } else {
        Vec::new()
    };
    let Web {
        outlets,
        outlets_of,
        ..
    } = web;
    for (at, outlet) in outlets.iter_mut().enumerate() {
        outlet.calls_t += step * (outlet.called_t - outlet.calls_t);
        outlet.sales_t += step * (outlet.sold_t - outlet.sales_t);
        if outlet.sold_t > 1e-9 {
            outlet.realised +=
                realised_step * (outlet.takings_usd / outlet.sold_t - outlet.realised);
        } else {
            // Nothing sold: the seller looks at its home market instead.
            let seen = home_price(outlet, facts, quotes, stocks);
            outlet.realised += realised_step * 0.1 * (seen - outlet.realised);
        }
        let mut appeal = [1.0; MAX_ZONES];
        if clients.is_choosy(outlet) {
            let seller = Seller {
                at,
                outlet,
                controls,
            };
            for (zone, appeal) in appeal.iter_mut().enumerate().take(facts.places.n_zones()) {
                *appeal = clients.appeal(&seller, zone, &needed_t[outlet.good], ZONE_BETA);
            }
        }
        shift_zones(outlet, speed, quotes, facts, controls, &appeal);
    }
    for good in outlets_of.iter() {
        let total: f64 = good.iter().map(|&at| outlets[at].output_t).sum();
        for &at in good {
            outlets[at].output_share = if total > 0.0 {
                outlets[at].output_t / total
            } else {
                0.0
            };
        }
    }
}

fn home_price(outlet: &Outlet, facts: &Facts, quotes: &Quotes, stocks: &Stocks) -> f64 {
    let zone = facts.agents.zone[outlet.agent];
    let quote = quotes.get(zone, outlet.good).quote;
    if facts.goods.list[outlet.good].is_basket {
        let value = |good| quotes.get(zone, good).expected;
        quote
            * facts
                .goods
                .basket_value(stocks.basket_of(outlet.agent), value)
    } else {
        quote
    }
}

fn shift_zones(
    outlet: &mut Outlet,
    speed: f64,
    quotes: &Quotes,
    facts: &Facts,
    controls: &Controls,
    appeal: &[f64; MAX_ZONES],
) {
    let home = facts.agents.zone[outlet.agent];
    let origin = facts.agents.country[outlet.agent];
    let own = quotes.get(home, outlet.good).expected.max(1e-9);
    let mut total = 0.0;
    let mut targets = [0.0; MAX_ZONES];
    for (zone, target) in targets
        .iter_mut()
        .enumerate()
        .take(outlet.zone_weights.len())
    {
        if outlet.zone_weights[zone] <= 0.0 {
            continue;
        }
        let cell = quotes.get(zone, outlet.good);
        let destination = facts.first_country(zone);
        let net = wedge(outlet.good, origin, destination, facts, controls)
            .gate(cell.expected)
            .max(1e-9);
        let approved = controls
            .passage(outlet.good, origin, destination)
            .approval_share;
        let pull = to_zone_beta(net / own) * appeal[zone];
        *target = (cell.spot_demand_t * approved).max(1e-9) * pull;
        total += *target;
    }
    for (weight, target) in outlet.zone_weights.iter_mut().zip(targets) {
        if *weight > 0.0 {
            *weight += speed * (target / total - *weight);
        }
    }
}

/// `r^ZONE_BETA`, for the exponent of one and a half: a general power took a twenty-fifth of a run.
fn to_zone_beta(ratio: f64) -> f64 {
    ratio * libm::sqrt(ratio)
}

/// Most zones that a scenario may have; crate `scenario` refuses more.
pub(crate) const MAX_ZONES: usize = 64;

/// Shelves of all outlets at the end of last week [t]: what came since is output.
#[derive(Resource, Debug, Educe, Default, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Shelves(pub(crate) Vec<f64>);

/// Opens the week's books: output is what came onto the shelf since last week.
pub(crate) fn open_books(
    web: &mut Web,
    produced: &Shelves,
    stocks: &Stocks,
    quotes: &Quotes,
    facts: &Facts,
) {
    let step = crate::clock::weekly_step(SELLER_YEARS);
    for (at, outlet) in web.outlets.iter_mut().enumerate() {
        let came_t = stocks.at_t(outlet.place) - produced.0[at];
        outlet.output_t += step * (came_t - outlet.output_t);
        let size_t = if facts.agents.traders.contains(&outlet.agent) {
            quotes
                .get(facts.agents.zone[outlet.agent], outlet.good)
                .spot_demand_t
        } else {
            outlet.output_t
        };
        outlet.wanted_t = outlet.cover_weeks * size_t;
        (
            outlet.sold_t,
            outlet.spot_t,
            outlet.called_t,
            outlet.takings_usd,
        ) = (0.0, 0.0, 0.0, 0.0);
    }
}

/// Remembers the shelves at the end of the week.
pub(crate) fn close_books(web: &Web, shelves: &mut Shelves, stocks: &Stocks) {
    for (at, outlet) in web.outlets.iter().enumerate() {
        shelves.0[at] = stocks.at_t(outlet.place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pull_of_a_zone_is_its_ratio_to_the_power_zone_beta() {
        assert!((to_zone_beta(4.0) - libm::pow(4.0, ZONE_BETA)).abs() < 1e-12); // 8
    }

    #[test]
    fn a_shelf_at_its_target_offers_what_contracts_leave() {
        // 10 t made, 9 t called, shelf 40 t wanted 40 t: 1 t
        assert!((offer_t(10.0, 9.0, 40.0, 40.0) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_full_shelf_offers_more_and_an_empty_one_next_to_nothing() {
        // 1 + (56 - 40) / 16 = 2
        assert!((offer_t(10.0, 9.0, 56.0, 40.0) - 2.0).abs() < 1e-12);
        // 1 + (16 - 40) / 16 = -0.5: a hundredth of the shelf
        assert!((offer_t(10.0, 9.0, 16.0, 40.0) - 0.16).abs() < 1e-12);
        assert!(offer_t(0.0, 0.0, 0.0, 0.0).abs() < 1e-12);
    }
}
