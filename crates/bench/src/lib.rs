//! Worlds to measure with: the reference market, of any size.
//!
//! A scenario file of a million buyers would be read longer than it runs, so the world is made in memory: patterns in
//! RON ([`PATTERNS`]) are copied for as many materials, plants and buyers as are asked for. All sizes follow the position
//! of an agent by plain arithmetic, so that other programs can build the same world.

pub mod plain;

use scenario::{
    Buyer, Circuit, Effect, Event, Good, Material, Mine, Recipe, RecipeKind, Refiner, Scenario,
};
use std::collections::BTreeMap;

/// Places, rules, and one of each kind as a pattern.
const PATTERNS: &str = include_str!("reference_market.ron");

/// How large a world is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Metals, each with its ore, mines, refiners and buyers.
    pub metals: usize,
    /// Mines of each ore.
    pub mines: usize,
    /// Refiners of each metal.
    pub refiners: usize,
    /// Buyers over all metals; buyer `i` uses metal `i mod metals`.
    pub buyers: usize,
}

impl Size {
    /// One metal, four mines and five refiners: the market of the comparison with other programs.
    #[must_use]
    pub fn reference(buyers: usize) -> Self {
        Self {
            metals: 1,
            mines: 4,
            refiners: 5,
            buyers,
        }
    }

    /// Trade edges: each refiner may buy from each mine of its ore, each buyer from each refiner of its metal.
    #[must_use]
    pub fn edges(self) -> usize {
        self.metals * self.refiners * self.mines + self.buyers * self.refiners
    }
}

/// Recovered from the ore.
const RECOVERED_SHARE: f64 = 0.9;
/// Share of a plant's capacity that an ordinary year needs.
const MINE_UTILISATION: f64 = 0.9;
/// The same for refiners.
const REFINER_UTILISATION: f64 = 0.85;
/// Every so many agents one stands abroad.
const ABROAD_EVERY: usize = 3;

/// The reference market at a size. The first refiner of each metal stands still in the second quarter.
///
/// # Panics
/// When a number of the size is zero.
#[must_use]
pub fn world(size: Size) -> Scenario {
    let numbers = [size.metals, size.mines, size.refiners, size.buyers];
    assert!(
        !numbers.contains(&0),
        "a market needs somebody on each side: {size:?}"
    );
    let mut scenario = match scenario::load_str(PATTERNS, "reference_market.ron") {
        Ok(loaded) => loaded.scenario,
        Err(faults) => unreachable!("the patterns are part of the program: {faults}"),
    };
    let patterns = scenario.clone();
    scenario.materials.clear();
    scenario.goods.clear();
    scenario.recipes.clear();
    scenario.mines.clear();
    scenario.refiners.clear();
    scenario.buyers = (0..size.buyers)
        .map(|at| buyer(at, size, &patterns.buyers[0]))
        .collect();
    for metal in 0..size.metals {
        add_metal(metal, size, &patterns, &mut scenario);
    }
    scenario
}

/// Adds a metal with its ore, its plants and their outage.
fn add_metal(metal: usize, size: Size, patterns: &Scenario, scenario: &mut Scenario) {
    for pattern in &patterns.materials {
        let id = numbered(&pattern.id, metal);
        scenario.materials.push(Material {
            id,
            ..pattern.clone()
        });
    }
    for pattern in &patterns.goods {
        scenario.goods.push(Good {
            id: numbered(&pattern.id, metal),
            material: numbered(&pattern.material, metal),
            ..pattern.clone()
        });
    }
    scenario.recipes.push(separation(metal));
    let used_t: f64 = (metal..size.buyers)
        .step_by(size.metals)
        .map(|at| scenario.buyers[at].demand_t_per_year)
        .sum();
    let dug_t = used_t / RECOVERED_SHARE;
    for at in 0..size.mines {
        scenario.mines.push(Mine {
            id: plant("mine", metal, at),
            country: country(at),
            good: numbered("ore", metal),
            basket: [(numbered("metal", metal), 1.0)].into(),
            capacity_t_per_year: dug_t * part(at, size.mines) / MINE_UTILISATION,
            base_utilisation_share: MINE_UTILISATION,
            unit_cost_usd_per_kg: 30.0 + 2.0 * (at % 5) as f64,
            ..patterns.mines[0].clone()
        });
    }
    for at in 0..size.refiners {
        scenario.refiners.push(Refiner {
            id: plant("refiner", metal, at),
            country: country(at),
            recipe: numbered("separation", metal),
            capacity_t_per_year: dug_t * part(at, size.refiners) / REFINER_UTILISATION,
            base_utilisation_share: REFINER_UTILISATION,
            ..patterns.refiners[0].clone()
        });
    }
    scenario.events.push(Event {
        id: numbered("outage", metal),
        date: scenario.clock.start.add_weeks(13),
        effect: Effect::Outage {
            agent: plant("refiner", metal, 0),
            lost_share: 1.0,
            weeks: 13,
        },
        sources: BTreeMap::new(),
    });
}

fn separation(metal: usize) -> Recipe {
    let element = numbered("metal", metal);
    Recipe {
        id: numbered("separation", metal),
        name: "separation".to_owned(),
        kind: RecipeKind::Separation {
            feed: vec![numbered("ore", metal)],
            outputs: [(element.clone(), numbered("oxide", metal))].into(),
            recovery_share: [(element.clone(), RECOVERED_SHARE)].into(),
            circuits: vec![Circuit {
                id: numbered("circuit", metal),
                elements: vec![element],
            }],
        },
    }
}

/// Sizes repeat every eleven buyers, from half to one and a half times the pattern's.
fn buyer(at: usize, size: Size, pattern: &Buyer) -> Buyer {
    let share = 0.5 + 0.1 * (at / size.metals % 11) as f64;
    Buyer {
        id: format!("buyer_{at}"),
        country: country(at / size.metals),
        good: numbered("oxide", at % size.metals),
        demand_t_per_year: pattern.demand_t_per_year * share,
        ..pattern.clone()
    }
}

/// A plant's part of all output of its good: the first is the smallest, the last three times as large.
fn part(at: usize, of: usize) -> f64 {
    let weight = |at: usize| 1.0 + 2.0 * at as f64 / (of.max(2) - 1) as f64;
    weight(at) / (0..of).map(weight).sum::<f64>()
}

fn country(at: usize) -> String {
    let id = if at.is_multiple_of(ABROAD_EVERY) {
        "abroad"
    } else {
        "home"
    };
    id.to_owned()
}

fn numbered(id: &str, metal: usize) -> String {
    format!("{id}_{metal}")
}

fn plant(kind: &str, metal: usize, at: usize) -> String {
    format!("{kind}_{metal}_{at}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use scenario::Loaded;

    #[test]
    fn a_world_of_any_size_is_a_scenario_without_a_fault() {
        for (metals, mines, refiners, buyers) in [(1, 1, 1, 1), (1, 4, 5, 100), (7, 2, 3, 50)] {
            let size = Size {
                metals,
                mines,
                refiners,
                buyers,
            };
            let faults = scenario::check(&Loaded::from_scenario(world(size)));
            assert!(faults.is_empty(), "{size:?}: {faults:?}");
        }
    }

    #[test]
    fn parts_of_all_plants_make_one() {
        assert!((part(0, 1) - 1.0).abs() < 1e-12);
        // 1 + 2 + 3 = 6
        assert!((part(2, 3) - 0.5).abs() < 1e-12);
    }
}
