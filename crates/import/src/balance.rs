//! What is made and used in the base year, before and after.

use std::collections::BTreeSet;

use scenario::Scenario;

use crate::book::Book;
use crate::facility::outputs;
use crate::world::{Balance, World, intakes, throughput_t};

/// What is made and used of each good that the firm touches, before and after.
pub(crate) fn balance(before: &Scenario, after: &Scenario, world: &World) -> Vec<Balance> {
    let mut touched: BTreeSet<&str> = world
        .settled
        .iter()
        .map(|settled| settled.good.as_str())
        .collect();
    for placed in &world.placed {
        touched.extend(placed.good.split(", "));
        if let Some(refiner) = after
            .refiners
            .iter()
            .find(|refiner| refiner.id == placed.id)
        {
            touched.extend(
                intakes(after, &refiner.recipe)
                    .iter()
                    .map(|(good, _)| *good),
            );
        }
    }
    // In the order of the scenario, which is that of the chain.
    let goods = after
        .goods
        .iter()
        .map(|good| good.id.as_str())
        .filter(|good| touched.contains(good));
    let balance = goods.map(|good| Balance {
        good: good.to_owned(),
        made_t_per_year: made_t(before, good).zip(made_t(after, good)),
        used_t_per_year: (used_t(before, good), used_t(after, good)),
    });
    balance.collect()
}

fn made_t(scenario: &Scenario, good: &str) -> Option<f64> {
    let is_separated = scenario.recipes.iter().any(|recipe| {
        matches!(recipe.kind, scenario::RecipeKind::Separation { .. })
            && outputs(recipe).contains(&good)
    });
    (!is_separated).then(|| Book::new(scenario, good).made_t())
}

fn used_t(scenario: &Scenario, good: &str) -> f64 {
    let refiners = scenario.refiners.iter().flat_map(|refiner| {
        let rates = intakes(scenario, &refiner.recipe)
            .into_iter()
            .filter(|(input, _)| *input == good);
        rates
            .map(|(_, rate)| rate * throughput_t(refiner))
            .collect::<Vec<f64>>()
    });
    let buyers = scenario.buyers.iter().filter(|buyer| buyer.good == good);
    refiners
        .chain(buyers.map(|buyer| buyer.demand_t_per_year))
        .sum()
}
