//! Agents from the scenario: mines, processing plants, buyers, as components not yet in a world.

use crate::buy::Buyer;
use crate::buy::thrift::Savings;
use crate::clock::{Clock, WEEKS_PER_YEAR};
use crate::facts::Facts;
use crate::goods::Goods;
use crate::mine::{Host, Mine, Scrap};
use crate::place::position;
use crate::plant::Plant;
use crate::refine::{Conversion, Recipe, Refiner, Separation};
use crate::stock::Stocks;
use scenario::{RecipeKind, Scenario};

/// USD per tonne of one USD per kilogram.
const PER_KG: f64 = 1000.0;

/// All agents but traders, in scenario order.
#[derive(Debug)]
pub(crate) struct Crew {
    /// Mines.
    pub(crate) mines: Vec<(Mine, Plant)>,
    /// Separators, metal makers, magnet makers.
    pub(crate) refiners: Vec<(Refiner, Plant)>,
    /// Final users.
    pub(crate) buyers: Vec<Buyer>,
}

impl Crew {
    /// Reads all agents; baskets of mines go to the stocks.
    pub(crate) fn new(
        scenario: &Scenario,
        clock: &Clock,
        facts: &Facts,
        stocks: &mut Stocks,
    ) -> Self {
        for (agent, mine) in scenario.mines.iter().enumerate() {
            let mut basket = vec![0.0; facts.goods.n_elements()];
            for (element, share) in &mine.basket {
                basket[position(&facts.goods.element_ids, element)] = *share;
            }
            stocks.set_basket(agent, &basket);
        }
        Self {
            mines: scenario
                .mines
                .iter()
                .map(|mine| read_mine(mine, scenario, clock, facts))
                .collect(),
            refiners: scenario
                .refiners
                .iter()
                .map(|refiner| read_refiner(refiner, scenario, clock, facts))
                .collect(),
            buyers: scenario
                .buyers
                .iter()
                .map(|buyer| read_buyer(buyer, scenario.market.lost_output_multiplier))
                .collect(),
        }
    }

    /// The plant of an agent, if it is one.
    pub(crate) fn plant(&self, agent: usize) -> Option<&Plant> {
        let n_mines = self.mines.len();
        if agent < n_mines {
            Some(&self.mines[agent].1)
        } else {
            self.refiners.get(agent - n_mines).map(|(_, plant)| plant)
        }
    }

    /// Throughput of a working plant in the base year [t per week]; nil for others.
    pub(crate) fn base_throughput_t(&self, agent: usize) -> f64 {
        self.plant(agent)
            .filter(|plant| plant.is_working())
            .map_or(0.0, |plant| {
                plant.capacity_t_per_year * plant.base_utilisation / WEEKS_PER_YEAR
            })
    }
}

fn read_mine(
    mine: &scenario::Mine,
    scenario: &Scenario,
    clock: &Clock,
    facts: &Facts,
) -> (Mine, Plant) {
    let mut plant = Plant::new(
        &mine.opening,
        mine.capacity_t_per_year,
        mine.base_utilisation_share,
        clock,
    );
    plant.unit_cost_usd_per_t = mine.unit_cost_usd_per_kg * PER_KG;
    plant.fixed_cost_share = mine.fixed_cost_share;
    let component = Mine {
        good: facts.goods.index(&mine.good),
        country: facts.places.country(&mine.country),
        is_quota_bound: mine.quota_bound,
        quota_share: quota_share(mine, scenario),
        host: mine.host.as_ref().map(|host| Host {
            ceiling_t_per_year: host.flow_t_per_year
                * host.content_share
                * host.recovered_max_share,
            growth_share_per_year: host.growth_share_per_year,
        }),
        separator: mine.separator.as_ref().map(|id| facts.agents.index(id)),
        scrap: mine.scrap.as_ref().map(|scrap| Scrap {
            life_years: scrap.life_years,
            collected_share: scrap.collected_share,
        }),
        stock_weeks: mine.stock_weeks,
    };
    (component, plant)
}

/// A mine's part of its country's quota-bound output in the base year; nil for mines outside the quota.
fn quota_share(mine: &scenario::Mine, scenario: &Scenario) -> f64 {
    let output = |mine: &scenario::Mine| mine.capacity_t_per_year * mine.base_utilisation_share;
    let is_bound = |other: &&scenario::Mine| {
        other.quota_bound
            && other.country == mine.country
            && matches!(other.opening, scenario::Opening::Operating)
    };
    let total: f64 = scenario.mines.iter().filter(is_bound).map(output).sum();
    if mine.quota_bound && total > 0.0 {
        output(mine) / total
    } else {
        0.0
    }
}

fn read_refiner(
    refiner: &scenario::Refiner,
    scenario: &Scenario,
    clock: &Clock,
    facts: &Facts,
) -> (Refiner, Plant) {
    let mut plant = Plant::new(
        &refiner.opening,
        refiner.capacity_t_per_year,
        refiner.base_utilisation_share,
        clock,
    );
    plant.unit_cost_usd_per_t = refiner.conversion_cost_usd_per_kg * PER_KG;
    plant.fixed_cost_share = FIXED_SHARE_OF_PROCESSING;
    let recipe = scenario
        .recipes
        .iter()
        .find(|recipe| recipe.id == refiner.recipe)
        .unwrap_or_else(|| panic!("unchecked scenario: no recipe `{}`", refiner.recipe));
    let recipe = match &recipe.kind {
        RecipeKind::Separation {
            outputs,
            recovery_share,
            circuits,
            ..
        } => Recipe::Separation(read_separation(
            refiner,
            outputs,
            recovery_share,
            circuits,
            &facts.goods,
        )),
        RecipeKind::Conversion { inputs, output } => {
            Recipe::Conversion(read_conversion(inputs, output, &facts.goods))
        }
    };
    let component = Refiner {
        recipe,
        output_cover_weeks: refiner.output_cover_weeks,
        country: facts.places.country(&refiner.country),
    };
    (component, plant)
}

/// Part of processing cost that runs at any throughput: labour and upkeep, estimated.
const FIXED_SHARE_OF_PROCESSING: f64 = 0.4;

fn read_separation(
    refiner: &scenario::Refiner,
    outputs: &std::collections::BTreeMap<String, String>,
    recovery_share: &std::collections::BTreeMap<String, f64>,
    circuits: &[scenario::Circuit],
    goods: &Goods,
) -> Separation {
    let of_element = |element: &String| {
        circuits
            .iter()
            .position(|circuit| circuit.elements.contains(element))
    };
    let capacity = |circuit: &scenario::Circuit| {
        refiner
            .circuit_capacity_t_per_year
            .get(&circuit.id)
            .copied()
            .unwrap_or(f64::INFINITY)
    };
    Separation {
        outputs: goods
            .element_ids
            .iter()
            .map(|id| outputs.get(id).map(|good| goods.index(good)))
            .collect(),
        recovery_share: goods
            .element_ids
            .iter()
            .map(|id| recovery_share.get(id).copied().unwrap_or(0.0))
            .collect(),
        circuit_of: goods.element_ids.iter().map(of_element).collect(),
        circuit_capacity_t_per_year: circuits.iter().map(capacity).collect(),
        typical_feed: vec![0.0; goods.n_elements()],
        value_usd_per_t: 0.0,
    }
}

fn read_conversion(
    inputs: &std::collections::BTreeMap<String, f64>,
    output: &str,
    goods: &Goods,
) -> Conversion {
    let output = goods.index(output);
    let mut loss: Vec<f64> = goods.list[output]
        .contains
        .iter()
        .map(|content| -content)
        .collect();
    for (input, tonnes) in inputs {
        for (element, content) in goods.list[goods.index(input)].contains.iter().enumerate() {
            loss[element] += tonnes * content;
        }
    }
    Conversion {
        output,
        loss,
        planned_t: 0.0,
    }
}

fn read_buyer(buyer: &scenario::Buyer, lost_output_multiplier: f64) -> Buyer {
    Buyer {
        need: 0,
        demand_t_per_year: buyer.demand_t_per_year,
        growth_share_per_year: buyer.growth_share_per_year,
        price_elasticity: buyer.price_elasticity,
        least_intensity_share: buyer.least_intensity_share,
        value_usd_per_t: buyer.value_usd_per_kg * PER_KG,
        loss_usd_per_t: buyer.value_usd_per_kg * PER_KG * lost_output_multiplier,
        shift: 1.0,
        price_ratio: 1.0,
        substitute: None,
        savings: Savings::default(),
        wanted_t: 0.0,
        used_t: 0.0,
        lost_t: 0.0,
        short_weeks: 0,
    }
}
