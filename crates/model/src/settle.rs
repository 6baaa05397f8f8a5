//! The end of burn-in: what the world has settled to becomes the base year that rules compare with.
//!
//! Margins become reference margins, present utilities the utilities at which portfolios rest, and prices paid the
//! reference of final demand: so the first reported week is at rest whatever controls were in force.

use crate::buy::portfolio::{Judgement, link_utility};
use crate::clock::Clock;
use crate::facts::Facts;
use crate::govern::Controls;
use crate::govern::tension::Relations;
use crate::need::Web;
use crate::plant::Plants;
use crate::quote::{Quotes, Rules};
use crate::rows::Rows;

/// Share of unit cost taken as the reference margin of a plant that did not run in the base year.
const NEW_PLANT_MARGIN_SHARE: f64 = 0.3;

/// Fixes the base year in the first reported week.
pub(crate) fn fix_base_year(
    clock: &Clock,
    plants: Plants,
    web: &mut Web,
    quotes: &mut Quotes,
    facts: &Facts,
    controls: &Controls,
    relations: &Relations,
    rules: &Rules,
) {
    if clock.week != 0 {
        return;
    }
    for (_, plant, ()) in plants.into_iter().flat_map(Rows::each) {
        plant.margin_reference = if plant.is_working() {
            plant.margin
        } else {
            NEW_PLANT_MARGIN_SHARE * plant.unit_cost_usd_per_t
        };
    }
    quotes.rest_demand();
    let by = Judgement {
        facts,
        controls,
        relations,
        quotes,
        rules,
    };
    let Web { needs, links, .. } = web;
    for need in needs.iter() {
        let links = &mut links[need.links.clone()];
        let mut known = 0.0;
        for link in links.iter_mut() {
            link.base_utility = link_utility(link, need, by);
            known += link.weight * link.base_utility;
        }
        // A newcomer is measured against what the need has now.
        for link in links.iter_mut().filter(|link| link.is_newcomer) {
            link.base_utility = known;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{NoSink, Simulation};

    #[test]
    fn without_burn_in_the_base_year_is_fixed_on_prices_of_a_first_week() {
        let loaded = scenario::load_str(&scenario::starter("starter"), "starter.ron");
        let mut scenario = loaded.unwrap_or_else(|faults| panic!("{faults}")).scenario;
        let after = |scenario: &scenario::Scenario| {
            let mut simulation = Simulation::new(scenario, 1, 0);
            for _ in 0..26 {
                simulation.step(&mut NoSink);
            }
            simulation
        };
        scenario.clock.burn_in_weeks = 0;
        let without = after(&scenario);
        scenario.clock.burn_in_weeks = 1;
        assert_eq!(without.state_hash(), after(&scenario).state_hash());
        // -ln of a price in USD a tonne, or of a payable share; at a price of nil a supplier would look better than any,
        // and be judged by that ever after.
        let links = &without.world().resource::<Web>().links;
        assert!(links.iter().all(|link| link.base_utility < 1.0));
    }
}
