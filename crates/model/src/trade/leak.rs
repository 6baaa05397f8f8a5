//! Leakage: where a control keeps a price gap open, some goods pass the border anyway, through third countries.
//!
//! x = x_max (1 - exp(-[gap - threshold]+ / s)) (1 - E), gap = ln(P_there / (P_here (1 + c) + c0)); x_max is a share of
//! the origin's output. The goods are bought at the origin's price, take eight weeks, and land on a trader's shelf.

use crate::facts::Facts;
use crate::govern::Controls;
use crate::need::Web;
use crate::quote::{Quotes, Rules};
use crate::trade::Deal;
use crate::trade::book::{Bidder, Book};
use market::auction::Bid;
use market::leakage::LeakageRules;
use units::{Mass, Price, Share};

/// USD per tonne of one USD per kilogram.
const PER_KG: f64 = 1000.0;

/// Adds the week's leakage bids for one good in the zone where it leaks from.
pub(super) fn bid_for_leakage(
    good: usize,
    origin_zone: usize,
    web: &Web,
    quotes: &Quotes,
    facts: &Facts,
    controls: &Controls,
    rules: &Rules,
    book: &mut Book,
) {
    if !rules.mechanisms.leakage || facts.goods.list[good].is_basket {
        return;
    }
    let market = &rules.market;
    let leakage = LeakageRules {
        cost_share: market.leakage_cost_share,
        cost: Price::usd_per_kg(market.leakage_cost_usd_per_kg),
        threshold: market.leakage_threshold,
        scale: market.leakage_scale,
    };
    let origin = facts.first_country(origin_zone);
    let here = quotes.get(origin_zone, good).quote;
    let output_t: f64 = web.outlets_of[good]
        .iter()
        .map(|&at| &web.outlets[at])
        .filter(|outlet| facts.agents.zone[outlet.agent] == origin_zone)
        .map(|outlet| outlet.output_t)
        .sum();
    let hurt = |zone: usize| hurt_need_t(good, zone, origin, web, controls, facts);
    let total: f64 = (0..facts.places.n_zones())
        .filter(|&zone| zone != origin_zone)
        .map(hurt)
        .sum();
    for zone in (0..facts.places.n_zones()).filter(|&zone| zone != origin_zone) {
        let part = if total > 0.0 { hurt(zone) / total } else { 0.0 };
        if part <= 0.0 {
            continue;
        }
        let there = quotes.get(zone, good).quote;
        let gap = leakage.gap(Price::usd_per_tonne(there), Price::usd_per_tonne(here));
        let most = Mass::tonnes(market.leakage_max_share * output_t * part);
        let enforcement = Share::clamped(controls.border_enforcement_share[origin]);
        let tonnes = leakage.leaked(gap, most, enforcement).as_tonnes();
        if tonnes > 1e-9 {
            let most = (there - market.leakage_cost_usd_per_kg * PER_KG)
                / (1.0 + market.leakage_cost_share);
            book.bids.push(Bid {
                quantity_t: tonnes,
                price_usd_per_t: here,
                elasticity: market.bid_elasticity,
                ceiling_usd_per_t: most,
                cap_t: tonnes,
                owner: book.bidders.len() as u32,
            });
            let destination = facts.first_country(zone);
            book.bidders.push(Bidder::Trader {
                trader: facts.agents.trader(zone),
                deal: Deal::Leakage,
                destination,
            });
        }
    }
}

/// Need of a zone's countries whose imports from the origin are limited [t per week].
fn hurt_need_t(
    good: usize,
    zone: usize,
    origin: usize,
    web: &Web,
    controls: &Controls,
    facts: &Facts,
) -> f64 {
    let is_limited = |country: usize| {
        let quota = controls
            .export_quotas
            .iter()
            .any(|quota| quota.goods.contains(&good));
        quota || controls.passage(good, origin, country).is_licensed
    };
    web.needs_at[good * facts.places.n_zones() + zone]
        .iter()
        .map(|&at| &web.needs[at])
        .filter(|need| is_limited(need.country))
        .map(|need| need.expected_t)
        .sum()
}
