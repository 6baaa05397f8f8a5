//! Weaving the web: needs, outlets, and the links between them with the weights of the base year.

use crate::agent::AgentIndex;
use crate::facts::Facts;
use crate::goods::GoodIndex;
use crate::need::{Link, Need, Outlet, Qualification, Web};
use crate::refine::Recipe;
use crate::stock::Place;
use crate::world::agents::Crew;
use scenario::{RecipeKind, Scenario};
use std::collections::BTreeMap;

/// Builds needs, outlets, links and the lists that find them.
pub(crate) fn weave(scenario: &Scenario, facts: &Facts, crew: &mut Crew, web: &mut Web) {
    make_outlets(scenario, facts, crew, web);
    make_needs(scenario, facts, crew, web);
    let sources = Sources::new(scenario);
    for at in 0..web.needs.len() {
        let first = web.links.len();
        link_need(at, &sources, scenario, facts, crew, web);
        web.needs[at].links = first..web.links.len();
    }
    group(facts, web);
    share_contracts(scenario, web);
}

fn make_outlets(scenario: &Scenario, facts: &Facts, crew: &Crew, web: &mut Web) {
    web.outlets_of = vec![Vec::new(); facts.goods.len()];
    for agent in 0..facts.agents.len() {
        let first = web.outlets.len();
        let (goods, cover_weeks) = products(agent, scenario, facts, crew);
        for good in goods {
            web.outlets_of[good].push(web.outlets.len());
            web.outlets.push(Outlet {
                agent,
                good,
                place: Place::default(),
                output_t: 0.0,
                output_share: 0.0,
                calls_t: 0.0,
                sales_t: 0.0,
                sold_t: 0.0,
                spot_t: 0.0,
                called_t: 0.0,
                takings_usd: 0.0,
                realised: 0.0,
                cover_weeks,
                wanted_t: 0.0,
                coming_t: 0.0,
                floor: 0.0,
                replacement_cost: 0.0,
                zone_weights: vec![0.0; facts.places.n_zones()],
                links: 0..0,
            });
        }
        web.outlets_by_agent.push(first..web.outlets.len());
    }
}

/// What an agent sells, and how many weeks of it it likes to hold.
fn products(
    agent: AgentIndex,
    scenario: &Scenario,
    facts: &Facts,
    crew: &Crew,
) -> (Vec<GoodIndex>, f64) {
    let agents = &facts.agents;
    if agents.mines.contains(&agent) {
        let (mine, _) = &crew.mines[agent];
        (vec![mine.good], mine.stock_weeks)
    } else if agents.refiners.contains(&agent) {
        let (refiner, _) = &crew.refiners[agent - agents.refiners.start];
        let goods = match &refiner.recipe {
            Recipe::Separation(separation) => {
                separation.outputs.iter().flatten().copied().collect()
            }
            Recipe::Conversion(conversion) => vec![conversion.output],
        };
        (goods, refiner.output_cover_weeks)
    } else if agents.traders.contains(&agent) {
        let goods = (0..facts.goods.len())
            .filter(|&good| !facts.goods.list[good].is_basket)
            .collect();
        (goods, scenario.market.trader_cover_weeks)
    } else {
        (Vec::new(), 0.0)
    }
}

fn make_needs(scenario: &Scenario, facts: &Facts, crew: &mut Crew, web: &mut Web) {
    web.needs_at = vec![Vec::new(); facts.goods.len() * facts.places.n_zones()];
    for agent in 0..facts.agents.len() {
        let first = web.needs.len();
        if facts.agents.refiners.contains(&agent) {
            let refiner = &scenario.refiners[agent - facts.agents.refiners.start];
            for (good, intensity) in inputs(refiner, scenario, facts) {
                let mut need = new_need(agent, good, intensity, facts);
                need.cover_weeks = refiner.input_cover_weeks;
                need.spot_share = refiner.spot_share;
                web.needs.push(need);
            }
        } else if facts.agents.buyers.contains(&agent) {
            let at = agent - facts.agents.buyers.start;
            let buyer = &scenario.buyers[at];
            let mut need = new_need(agent, facts.goods.index(&buyer.good), 1.0, facts);
            need.cover_weeks = buyer.cover_weeks;
            need.spot_share = buyer.spot_share;
            need.ceiling = crew.buyers[at].value_usd_per_t;
            need.cap_per_origin_share = buyer.policy_cap_per_origin_share;
            crew.buyers[at].need = web.needs.len();
            if let Some(substitute) = &buyer.substitute {
                crew.buyers[at].substitute = Some(web.needs.len() + 1);
                let good = facts.goods.index(substitute);
                web.needs.push(need.clone());
                web.needs.push(Need { good, ..need });
            } else {
                web.needs.push(need);
            }
        }
        web.needs_of.push(first..web.needs.len());
    }
    for (at, need) in web.needs.iter().enumerate() {
        web.needs_at[need.good * facts.places.n_zones() + need.zone].push(at);
    }
}

/// Inputs of a plant: goods and tonnes per tonne of throughput. Feeds of a separator share its throughput evenly.
fn inputs(
    refiner: &scenario::Refiner,
    scenario: &Scenario,
    facts: &Facts,
) -> Vec<(GoodIndex, f64)> {
    let recipe = scenario
        .recipes
        .iter()
        .find(|recipe| recipe.id == refiner.recipe);
    match recipe.map(|recipe| &recipe.kind) {
        Some(RecipeKind::Separation { feed, .. }) => {
            let share = 1.0 / feed.len() as f64;
            feed.iter()
                .map(|good| (facts.goods.index(good), share))
                .collect()
        }
        Some(RecipeKind::Conversion { inputs, .. }) => inputs
            .iter()
            .map(|(good, tonnes)| (facts.goods.index(good), *tonnes))
            .collect(),
        None => Vec::new(),
    }
}

fn new_need(agent: AgentIndex, good: GoodIndex, intensity: f64, facts: &Facts) -> Need {
    Need {
        agent,
        good,
        place: Place::default(),
        country: facts.agents.country[agent],
        zone: facts.agents.zone[agent],
        intensity,
        cover_weeks: 0.0,
        lead_weeks: 1.0,
        spot_share: 0.0,
        planned_t: 0.0,
        expected_t: 0.0,
        licensed_need_t: 0.0,
        used_t: 0.0,
        ceiling: 0.0,
        cost: 0.0,
        pipeline_t: 0.0,
        cover_target_weeks: 0.0,
        order_t: 0.0,
        contracted_t: 0.0,
        spot_t: 0.0,
        reserve_t: 0.0,
        received_t: 0.0,
        base_alarm: 0.0,
        links: 0..0,
        cap_per_origin_share: None,
    }
}

/// Initial supply shares as the scenario states them, by agent id.
struct Sources<'a> {
    by_agent: BTreeMap<&'a str, (&'a Shares, &'a BTreeMap<String, Shares>)>,
}

/// Shares by id.
type Shares = BTreeMap<String, f64>;

impl<'a> Sources<'a> {
    fn new(scenario: &'a Scenario) -> Self {
        let refiners = scenario
            .refiners
            .iter()
            .map(|it| (it.id.as_str(), (&it.supply_from, &it.supply)));
        let buyers = scenario
            .buyers
            .iter()
            .map(|it| (it.id.as_str(), (&it.supply_from, &it.supply)));
        Self {
            by_agent: refiners.chain(buyers).collect(),
        }
    }

    /// Weight of every candidate before it is scaled to one: a named share, a country's share split by capacity, or
    /// capacity alone.
    fn weights(
        &self,
        need: &Need,
        candidates: &[(usize, AgentIndex, f64)],
        facts: &Facts,
    ) -> Vec<f64> {
        let agents = &facts.agents;
        let Some((by_country, by_name)) = self.by_agent.get(agents.ids[need.agent].as_str()) else {
            return candidates.iter().map(|(_, _, size)| *size).collect();
        };
        if let Some(named) = by_name.get(&facts.goods.list[need.good].id) {
            let share = |agent: AgentIndex| named.get(&agents.ids[agent]).copied().unwrap_or(0.0);
            let weights: Vec<f64> = candidates
                .iter()
                .map(|(_, agent, _)| share(*agent))
                .collect();
            if weights.iter().sum::<f64>() > 0.0 {
                return weights;
            }
        }
        let mut weights = vec![0.0; candidates.len()];
        for (country, share) in *by_country {
            let country = facts.places.country(country);
            let is_here = |agent: AgentIndex| agents.country[agent] == country;
            let size: f64 = candidates
                .iter()
                .filter(|(_, agent, _)| is_here(*agent))
                .map(|(_, _, size)| size)
                .sum();
            for (weight, (_, agent, own)) in weights.iter_mut().zip(candidates) {
                if is_here(*agent) && size > 0.0 {
                    *weight += share * own / size;
                }
            }
        }
        if weights.iter().sum::<f64>() > 0.0 {
            weights
        } else {
            candidates.iter().map(|(_, _, size)| *size).collect()
        }
    }
}

fn link_need(
    at: usize,
    sources: &Sources,
    scenario: &Scenario,
    facts: &Facts,
    crew: &Crew,
    web: &mut Web,
) {
    let need = &web.needs[at];
    let candidates: Vec<(usize, AgentIndex, f64)> = web.outlets_of[need.good]
        .iter()
        .map(|&outlet| (outlet, web.outlets[outlet].agent))
        .filter(|(_, agent)| !facts.agents.traders.contains(agent) && *agent != need.agent)
        .map(|(outlet, agent)| (outlet, agent, crew.base_throughput_t(agent)))
        .collect();
    let weights = sources.weights(need, &candidates, facts);
    let total: f64 = weights.iter().sum();
    let is_open_to_all = facts.goods.list[need.good].qualification_weeks.1 <= 0.0;
    for ((outlet, agent, _), weight) in candidates.into_iter().zip(weights) {
        let weight = if total > 0.0 { weight / total } else { 0.0 };
        let is_known = weight > 0.0 || is_open_to_all;
        web.links.push(Link {
            need: at,
            supplier: agent,
            outlet,
            is_newcomer: weight <= 0.0,
            weight,
            base: weight,
            base_utility: 0.0,
            reference_weight: weight,
            qualification: if is_known {
                Qualification::Passed
            } else {
                Qualification::None
            },
            fill: 1.0,
            price: 0.0,
            call_t: 0.0,
            firm_t: 0.0,
            first_refusal_share: 0.0,
            sent_t: 0.0,
            contract: named_contract(agent, &web.needs[at], scenario, facts),
            contract_share: 0.0,
            recorded_t: 0.0,
            recorded_usd: 0.0,
        });
    }
}

/// The scenario's first contract between a seller and a need, by agent or by the buyer's country; those that follow hang
/// on it ([`crate::trade::contract::Terms::next`]).
fn named_contract(
    seller: AgentIndex,
    need: &Need,
    scenario: &Scenario,
    facts: &Facts,
) -> Option<usize> {
    let good = &facts.goods.list[need.good].id;
    let agents = &facts.agents;
    let country = &facts.places.country_ids[need.country];
    let between = |contract: &&scenario::Contract| {
        contract.seller == agents.ids[seller]
            && contract.good == *good
            && (contract.buyer == agents.ids[need.agent] || contract.buyer == *country)
    };
    let listed = scenario.contracts.iter().find(between)?;
    let same_buyer =
        |(_, other): &(usize, &scenario::Contract)| between(other) && other.buyer == listed.buyer;
    let all = scenario.contracts.iter().enumerate().filter(same_buyer);
    all.min_by_key(|(_, other)| other.start).map(|(at, _)| at)
}

/// Groups links by outlet.
fn group(facts: &Facts, web: &mut Web) {
    debug_assert_eq!(web.outlets_by_agent.len(), facts.agents.len());
    let mut by_outlet: Vec<Vec<usize>> = vec![Vec::new(); web.outlets.len()];
    for (at, link) in web.links.iter().enumerate() {
        by_outlet[link.outlet].push(at);
    }
    for (outlet, links) in web.outlets.iter_mut().zip(by_outlet) {
        let first = web.links_by_outlet.len();
        web.links_by_outlet.extend(links);
        outlet.links = first..web.links_by_outlet.len();
    }
}

/// Splits a contract with a country over that country's needs; a party to a contract counts as qualified.
fn share_contracts(scenario: &Scenario, web: &mut Web) {
    for contract in 0..scenario.contracts.len() {
        let parties: Vec<usize> = (0..web.links.len())
            .filter(|&at| web.links[at].contract == Some(contract))
            .collect();
        for &at in &parties {
            web.links[at].contract_share = 1.0 / parties.len() as f64;
            web.links[at].qualification = Qualification::Passed;
        }
    }
}
