//! A start at rest: base-year flows through the web, stocks at their targets, and goods already under way.
//!
//! Need is pulled from final users up to metals; ore is pushed from mines down to oxides; the two meet at the oxide
//! markets, where prices answer for the difference.

use crate::clock::WEEKS_PER_YEAR;
use crate::depot::Depots;
use crate::facts::Facts;
use crate::govern::Controls;
use crate::need::Web;
use crate::quote::Quotes;
use crate::refine::{Recipe, Separation};
use crate::stock::Stocks;
use crate::trade::landed::wedge;
use crate::transit::{Receiver, Shipment, Transit};
use crate::world::agents::Crew;

/// Rounds of pulling need up the chain; more than any chain has stages.
const ROUNDS: usize = 8;

/// Puts the world at rest at base-year flows.
pub(crate) fn put_at_rest(
    facts: &Facts,
    controls: &Controls,
    crew: &mut Crew,
    web: &mut Web,
    quotes: &mut Quotes,
    stocks: &mut Stocks,
    transit: &mut Transit,
) {
    expect_feed(facts, crew, web, stocks);
    push_ore(facts, crew, web, stocks);
    for _ in 0..ROUNDS {
        pull_need(facts, crew, web);
    }
    split_contracts_by_need(web);
    set_sizes(facts, web, quotes);
    set_prices(facts, controls, web, quotes, stocks);
    fill(facts, controls, web, stocks, transit);
    stock_traders(facts, web, quotes, stocks);
}

/// The feed that each separator expects: its suppliers' baskets by weight.
fn expect_feed(facts: &Facts, crew: &mut Crew, web: &Web, stocks: &Stocks) {
    for (at, (refiner, _)) in crew.refiners.iter_mut().enumerate() {
        let Recipe::Separation(separation) = &mut refiner.recipe else {
            continue;
        };
        let needs = &web.needs[web.needs_of[facts.agents.refiners.start + at].clone()];
        for link in needs.iter().flat_map(|need| &web.links[need.links.clone()]) {
            for (typical, share) in separation
                .typical_feed
                .iter_mut()
                .zip(stocks.basket_of(link.supplier))
            {
                *typical += link.weight * share / needs.len() as f64;
            }
        }
    }
}

/// Ore to feed to oxides.
fn push_ore(facts: &Facts, crew: &Crew, web: &mut Web, stocks: &Stocks) {
    for agent in facts.agents.mines.clone() {
        web.outlets[web.outlets_by_agent[agent].start].output_t = crew.base_throughput_t(agent);
    }
    for agent in facts.agents.refiners.clone() {
        if matches!(
            crew.refiners[agent - facts.agents.refiners.start].0.recipe,
            Recipe::Separation(_)
        ) {
            for need in &mut web.needs[web.needs_of[agent].clone()] {
                need.expected_t = need.intensity * crew.base_throughput_t(agent);
            }
        }
    }
    // Each mine's output goes to its separators in proportion to what they would call.
    let mut called = vec![0.0; web.outlets.len()];
    for link in &web.links {
        called[link.outlet] += link.weight * web.needs[link.need].expected_t;
    }
    for agent in facts.agents.refiners.clone() {
        let Recipe::Separation(separation) =
            &crew.refiners[agent - facts.agents.refiners.start].0.recipe
        else {
            continue;
        };
        let capacity_t = crew
            .plant(agent)
            .map_or(0.0, |plant| plant.capacity_t_per_year)
            / WEEKS_PER_YEAR;
        let mut feed = vec![0.0; facts.goods.n_elements()];
        for at in web.needs_of[agent].clone() {
            let need = &web.needs[at];
            let mut fed = 0.0;
            for link in &web.links[need.links.clone()] {
                let call = link.weight * need.expected_t;
                let part = if called[link.outlet] > 0.0 {
                    call / called[link.outlet]
                } else {
                    0.0
                };
                let tonnes = part * web.outlets[link.outlet].output_t;
                fed += tonnes;
                for (element, share) in stocks.basket_of(link.supplier).iter().enumerate() {
                    feed[element] += tonnes * share;
                }
            }
            web.needs[at].expected_t = fed.min(capacity_t);
        }
        let scale = (capacity_t / feed.iter().sum::<f64>().max(1e-12)).min(1.0);
        for tonnes in &mut feed {
            *tonnes *= scale;
        }
        set_oxide_output(separation, agent, &feed, web);
    }
}

fn set_oxide_output(separation: &Separation, agent: usize, feed: &[f64], web: &mut Web) {
    let mut left: Vec<f64> = separation
        .circuit_capacity_t_per_year
        .iter()
        .map(|capacity| capacity / WEEKS_PER_YEAR)
        .collect();
    for (element, tonnes) in feed.iter().enumerate() {
        let Some(good) = separation.outputs[element] else {
            continue;
        };
        let mut out = tonnes * separation.recovery_share[element];
        if let Some(circuit) = separation.circuit_of[element] {
            out = out.min(left[circuit]);
            left[circuit] -= out;
        }
        for at in web.outlets_by_agent[agent].clone() {
            if web.outlets[at].good == good {
                web.outlets[at].output_t = out;
            }
        }
    }
}

/// One round of pulling need from users to makers.
fn pull_need(facts: &Facts, crew: &Crew, web: &mut Web) {
    for buyer in &crew.buyers {
        web.needs[buyer.need].expected_t = buyer.demand_t_per_year / WEEKS_PER_YEAR;
    }
    let mut called = vec![0.0; web.outlets.len()];
    for link in &web.links {
        called[link.outlet] += link.weight * web.needs[link.need].expected_t;
    }
    for agent in facts.agents.refiners.clone() {
        let (refiner, plant) = &crew.refiners[agent - facts.agents.refiners.start];
        let outlet = web.outlets_by_agent[agent].start;
        if matches!(refiner.recipe, Recipe::Conversion(_)) {
            let capacity_t = if plant.is_working() {
                plant.capacity_t_per_year / WEEKS_PER_YEAR
            } else {
                0.0
            };
            let output_t = called[outlet].min(capacity_t);
            web.outlets[outlet].output_t = output_t;
            for need in &mut web.needs[web.needs_of[agent].clone()] {
                need.expected_t = need.intensity * output_t;
            }
        }
    }
}

/// A contract with a country is split by need.
fn split_contracts_by_need(web: &mut Web) {
    let n_contracts = web
        .links
        .iter()
        .filter_map(|link| link.contract)
        .max()
        .map_or(0, |last| last + 1);
    let mut total = vec![0.0; n_contracts];
    for link in &web.links {
        if let Some(contract) = link.contract {
            total[contract] += web.needs[link.need].expected_t;
        }
    }
    let Web { needs, links, .. } = web;
    for link in links {
        if let Some(contract) = link.contract
            && total[contract] > 0.0
        {
            link.contract_share = needs[link.need].expected_t / total[contract];
        }
    }
}

/// Sizes of spot markets and the sellers' split over them.
fn set_sizes(facts: &Facts, web: &mut Web, quotes: &mut Quotes) {
    for need in &web.needs {
        quotes.get_mut(need.zone, need.good).spot_demand_t += need.spot_share * need.expected_t;
    }
    let Web {
        needs,
        links,
        outlets,
        links_by_outlet,
        ..
    } = web;
    for outlet in outlets {
        let calls = &links_by_outlet[outlet.links.clone()];
        let sales: f64 = calls
            .iter()
            .map(|&at| links[at].weight * needs[links[at].need].expected_t)
            .sum();
        outlet.calls_t = calls
            .iter()
            .map(|&at| links[at].weight * free_part(&needs[links[at].need]))
            .sum::<f64>();
        outlet.sales_t = sales;
        let home = facts.agents.zone[outlet.agent];
        if facts.agents.traders.contains(&outlet.agent) {
            outlet.zone_weights[home] = 1.0;
            continue;
        }
        let size = |zone: usize| quotes.get(zone, outlet.good).spot_demand_t;
        let total: f64 = (0..facts.places.n_zones()).map(size).sum();
        for zone in 0..facts.places.n_zones() {
            outlet.zone_weights[zone] = if total > 0.0 { size(zone) / total } else { 0.0 };
        }
        if total <= 0.0 {
            outlet.zone_weights[home] = 1.0;
        }
    }
}

fn free_part(need: &crate::need::Need) -> f64 {
    need.expected_t * (1.0 - need.spot_share)
}

/// Realised prices of sellers and costs of buyers in the base year.
fn set_prices(facts: &Facts, controls: &Controls, web: &mut Web, quotes: &Quotes, stocks: &Stocks) {
    let hub = facts.places.index_zone;
    for outlet in &mut web.outlets {
        let good = &facts.goods.list[outlet.good];
        let home = facts.agents.zone[outlet.agent];
        let index = quotes.get(hub, outlet.good).quote;
        outlet.realised = if good.is_basket {
            let value = |separated| quotes.get(hub, separated).quote;
            quotes.get(home, outlet.good).quote
                * facts
                    .goods
                    .basket_value(stocks.basket_of(outlet.agent), value)
        } else {
            import_parity(outlet.good, home, index, facts, controls)
        };
        outlet.floor = if good.is_basket {
            0.0
        } else {
            good.ask_floor_share * good.start_price[hub]
        };
    }
    for need in &mut web.needs {
        let good = &facts.goods.list[need.good];
        need.cost = if good.is_basket {
            let links = &web.links[need.links.clone()];
            links
                .iter()
                .map(|link| link.weight * web.outlets[link.outlet].realised)
                .sum()
        } else {
            import_parity(
                need.good,
                need.zone,
                quotes.get(hub, need.good).quote,
                facts,
                controls,
            )
        };
        need.planned_t = need.expected_t;
    }
}

/// What the index good costs in a zone: most tonnes move at that price.
fn import_parity(good: usize, zone: usize, index: f64, facts: &Facts, controls: &Controls) -> f64 {
    let hub = facts.places.index_zone;
    if zone == hub {
        return index;
    }
    let offer = index * (1.0 + facts.goods.list[good].exporter_margin_share);
    wedge(
        good,
        facts.first_country(hub),
        facts.first_country(zone),
        facts,
        controls,
    )
    .land(offer)
}

/// Fills shelves and yards and puts goods under way. Users hold a week more than their cover: the first week's use is
/// taken before the first orders look at the stock.
fn fill(
    facts: &Facts,
    controls: &Controls,
    web: &mut Web,
    stocks: &mut Stocks,
    transit: &mut Transit,
) {
    for outlet in &mut web.outlets {
        if facts.agents.traders.contains(&outlet.agent) {
            continue;
        }
        stocks.add(
            outlet.agent,
            outlet.good,
            outlet.cover_weeks * outlet.output_t,
        );
    }
    for at in 0..web.needs.len() {
        let need = &mut web.needs[at];
        let mut lead = 0.0;
        for link in web.links[need.links.clone()]
            .iter()
            .filter(|link| link.weight > 0.0)
        {
            let (from, to) = (facts.agents.zone[link.supplier], need.zone);
            let origin = facts.agents.country[link.supplier];
            let licence = controls
                .passage(need.good, origin, need.country)
                .delay_weeks as u32;
            let weeks = facts.places.route(from, to).transit_weeks.max(1) + licence;
            let flow_t = link.weight * need.expected_t;
            lead += link.weight * f64::from(weeks);
            let shipment = Shipment {
                to: Receiver::Need(at),
                good: need.good,
                tonnes: flow_t,
                from: link.supplier,
            };
            if facts.goods.list[need.good].is_basket {
                stocks.add_feed(need.agent, link.supplier, (need.cover_weeks + 1.0) * flow_t);
            }
            for week in 1..=weeks {
                transit.send(shipment, week);
                need.pipeline_t += flow_t;
            }
        }
        need.lead_weeks = lead.max(1.0);
        if !facts.goods.list[need.good].is_basket {
            stocks.add(
                need.agent,
                need.good,
                (need.cover_weeks + 1.0) * need.expected_t,
            );
        }
    }
}

/// Traders begin with the stock that they like to hold.
fn stock_traders(facts: &Facts, web: &Web, quotes: &Quotes, stocks: &mut Stocks) {
    for outlet in web
        .outlets
        .iter()
        .filter(|outlet| facts.agents.traders.contains(&outlet.agent))
    {
        let size_t = quotes
            .get(facts.agents.zone[outlet.agent], outlet.good)
            .spot_demand_t;
        stocks.add(outlet.agent, outlet.good, outlet.cover_weeks * size_t);
    }
}

/// Part of its offers with which a seller looks at a home market without users but with a strategic stock.
const FIRST_HOME_SHARE: f64 = 0.05;

/// Sellers at home offer to a strategic stock where the zone has no spot market of users.
pub(crate) fn open_home_markets(facts: &Facts, depots: &Depots, quotes: &Quotes, web: &mut Web) {
    for depot in &depots.list {
        let home = facts.agents.zone[depot.agent];
        let lines = depot.lines.iter();
        for line in lines.filter(|line| quotes.get(home, line.good).spot_demand_t <= 0.0) {
            for at in web.outlets_of[line.good].clone() {
                let outlet = &mut web.outlets[at];
                if facts.agents.zone[outlet.agent] != home || outlet.zone_weights[home] > 0.0 {
                    continue;
                }
                for weight in &mut outlet.zone_weights {
                    *weight *= 1.0 - FIRST_HOME_SHARE;
                }
                outlet.zone_weights[home] = FIRST_HOME_SHARE;
            }
        }
    }
}
