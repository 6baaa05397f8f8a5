//! Predation memory: boards remember prices that fell after somebody had entered, and ask more of the next project.
//!
//! D += (1 - exp(-dt / tau)) (fall - D), fall = [1 - sum_i w_i p_i / sum_i w_i p_i(entry)]+ over what the plant would
//! sell, p(entry) being the price in its zone when a new plant last opened there. Source: docs/concepts/mine.md.

use super::{Plant, Stage};
use crate::agent::{AgentIndex, Idx};
use crate::clock::{Clock, QUARTER_WEEKS, WEEKS_PER_YEAR};
use crate::facts::Facts;
use crate::goods::GoodIndex;
use crate::need::Web;
use crate::quote::{Quotes, Rules};
use crate::stock::Stocks;
use bevy_ecs::prelude::{Query, Res, ResMut, Resource};
use educe::Educe;
use serde::{Deserialize, Serialize};

/// Prices when somebody last entered, by zone and good [USD/t]; nil where nobody has.
#[derive(Resource, Debug, Educe, Default, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Entries {
    price_at_entry: Vec<f64>,
}

/// Memory after a quarter in which the price stood at `now` against `then` at the last entry.
pub(super) fn remembered(memory: f64, now: f64, then: f64, memory_years: f64) -> f64 {
    let fall = if then > 0.0 {
        (1.0 - now / then).max(0.0)
    } else {
        0.0
    };
    let quarter_years = f64::from(QUARTER_WEEKS) / WEEKS_PER_YEAR;
    memory + (1.0 - libm::exp(-quarter_years / memory_years)) * (fall - memory)
}

/// What a plant sells, as goods and weights: oxides in a mine's basket, else its outlets.
fn products<'a>(
    agent: AgentIndex,
    web: &'a Web,
    stocks: &'a Stocks,
    facts: &'a Facts,
) -> impl Iterator<Item = (GoodIndex, f64)> + 'a {
    let outlets = &web.outlets[web.outlets_by_agent[agent].clone()];
    let basket = outlets
        .iter()
        .any(|outlet| facts.goods.list[outlet.good].is_basket)
        .then(|| stocks.basket_of(agent));
    let oxides = basket
        .into_iter()
        .flat_map(|shares| shares.iter().zip(&facts.goods.separated))
        .filter_map(|(share, good)| good.filter(|_| *share > 0.0).map(|good| (good, *share)));
    let made = outlets
        .iter()
        .map(|outlet| outlet.good)
        .filter(|&good| !facts.goods.list[good].is_basket)
        .map(|good| (good, 1.0));
    oxides.chain(made)
}

/// Notes entries outside the index zone and lets boards of planned plants remember, once a quarter.
pub(crate) fn remember_entries(
    mut plants: Query<(&Idx, &mut Plant)>,
    clock: Res<Clock>,
    rules: Res<Rules>,
    facts: Res<Facts>,
    web: Res<Web>,
    stocks: Res<Stocks>,
    quotes: Res<Quotes>,
    mut entries: ResMut<Entries>,
) {
    if !rules.mechanisms.predation_memory || !clock.is_quarter() {
        return;
    }
    let n_goods = facts.goods.len();
    let n_cells = facts.places.n_zones() * n_goods;
    entries.price_at_entry.resize(n_cells, 0.0);
    let since = clock.week - i64::from(QUARTER_WEEKS);
    for (idx, plant) in &plants {
        let zone = facts.agents.zone[idx.at()];
        let has_entered = plant.is_working() && plant.opened > since && plant.opened <= clock.week;
        if has_entered && zone != facts.places.index_zone {
            for (good, _) in products(idx.at(), &web, &stocks, &facts) {
                entries.price_at_entry[zone * n_goods + good] = quotes.get(zone, good).paid_slow;
            }
        }
    }
    for (idx, mut plant) in &mut plants {
        if !matches!(plant.stage, Stage::Planned { .. }) {
            continue;
        }
        let zone = facts.agents.zone[idx.at()];
        let (mut now, mut then) = (0.0, 0.0);
        for (good, weight) in products(idx.at(), &web, &stocks, &facts) {
            let entry = entries.price_at_entry[zone * n_goods + good];
            if entry > 0.0 {
                now += weight * quotes.get(zone, good).paid_slow;
                then += weight * entry;
            }
        }
        let years = rules.behaviour.predation_memory_years;
        plant.predation_memory = remembered(plant.predation_memory, now, then, years);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fall_after_an_entry_is_remembered_for_years() {
        // fall 1 - 40 / 100 = 0.6; a quarter of 5 years' memory: 1 - exp(-0.24914 / 5) = 0.04861; 0.6 * 0.04861 = 0.02916
        assert!((remembered(0.0, 40.0, 100.0, 5.0) - 0.02916).abs() < 1e-4);
        // without an entry, or with a price that rose, memory fades: 0.5 * exp(-0.04983) = 0.4757
        assert!((remembered(0.5, 40.0, 0.0, 5.0) - 0.4757).abs() < 1e-4);
        assert!((remembered(0.5, 140.0, 100.0, 5.0) - 0.4757).abs() < 1e-4);
    }
}
