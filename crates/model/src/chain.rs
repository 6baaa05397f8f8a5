//! Chains of goods: what a good is made from, stage by stage, and what is made from it.

use crate::facts::Facts;
use crate::goods::GoodIndex;
use crate::need::Web;

/// Part of a basket's worth that makes a separated good one of its main ones.
const MAIN_WORTH_SHARE: f64 = 0.1;

/// A good with all that goes into it: stages between it and each good; none where a good has no part in it.
#[derive(Debug, Clone)]
pub(crate) struct Chain(Vec<Option<usize>>);

impl Chain {
    /// Follows the makers of a good back to the mines.
    pub(crate) fn behind(good: GoodIndex, web: &Web) -> Self {
        let mut steps = vec![None; web.outlets_of.len()];
        steps[good] = Some(0);
        let mut open = vec![good];
        let mut depth = 0;
        while !open.is_empty() {
            depth += 1;
            let mut next = Vec::new();
            for made in open {
                for &outlet in &web.outlets_of[made] {
                    let agent = web.outlets[outlet].agent;
                    let needs = web.needs_of.get(agent).cloned().unwrap_or(0..0);
                    for need in &web.needs[needs] {
                        if steps[need.good].is_none() {
                            steps[need.good] = Some(depth);
                            next.push(need.good);
                        }
                    }
                }
            }
            open = next;
        }
        Self(steps)
    }

    /// Stages to the nearest of some goods.
    pub(crate) fn stages_to(&self, goods: &[GoodIndex]) -> Option<usize> {
        goods.iter().filter_map(|&good| self.0[good]).min()
    }

    /// Whether a country makes the good or something that goes into it.
    pub(crate) fn is_made_in(&self, country: usize, web: &Web, facts: &Facts) -> bool {
        let traders = &facts.agents.traders;
        web.outlets.iter().any(|outlet| {
            self.0[outlet.good].is_some()
                && facts.agents.country[outlet.agent] == country
                && !traders.contains(&outlet.agent)
        })
    }
}

/// The separated goods that make up most of a basket's worth, at the start prices of the index zone.
pub(crate) fn main_goods(basket: &[f64], facts: &Facts) -> Vec<GoodIndex> {
    let goods = &facts.goods;
    let hub = facts.places.index_zone;
    let price = |good: GoodIndex| goods.list[good].start_price[hub];
    let total = goods.basket_value(basket, price);
    let parts = basket.iter().zip(&goods.separated);
    parts
        .filter_map(|(share, good)| good.map(|good| (share * price(good), good)))
        .filter(|(worth, _)| *worth > 0.0 && *worth >= MAIN_WORTH_SHARE * total)
        .map(|(_, good)| good)
        .collect()
}
