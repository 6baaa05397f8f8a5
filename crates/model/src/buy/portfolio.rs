//! The supplier portfolio: orders move towards cheaper, more reliable and safer suppliers, within what is qualified.
//!
//! w*_k ~ base_k exp(beta (U_k - U_k0)), U_k = -ln cost_k - gamma rho_k, rho_k = (1 - fill_k) + w_th risk_k;
//! cost_k = fill_k landed_k + (1 - fill_k) max(landed_k, quote): what does not come has to be bought on the market;
//! w += chi dt (w* - w). `base_k` is relationship capital: the start is at rest, and a newcomer enters with its share
//! of capacity.

use crate::clock::{Clock, weekly_step};
use crate::facts::Facts;
use crate::govern::Controls;
use crate::govern::tension::Relations;
use crate::need::{Link, Need, Outlet, Qualification, Web};
use crate::quote::{Quotes, Rules};
use crate::trade::landed::landed_price;
use bevy_ecs::prelude::Resource;
use market::portfolio::{adapt, cap_groups, supplier_utility, target_shares};
use units::{Share, Span};

/// Utility of a supplier: landed price and unreliability, `-ln landed - gamma rho`.
pub(crate) fn utility(
    landed: f64,
    fill: f64,
    risk: f64,
    reliability_weight: f64,
    risk_weight: f64,
) -> f64 {
    supplier_utility(
        landed,
        (1.0 - fill) + risk_weight * risk,
        reliability_weight,
    )
}

/// What an order costs a tonne when the part that does not come is bought at the buyer's own market: an empty promise is
/// never cheaper than the market.
///
/// ```text
/// landed 100, a quarter comes, quote 500: 0.25 * 100 + 0.75 * 500 = 400
/// ```
fn cost_of_order(landed: f64, fill: f64, quote: f64) -> f64 {
    fill * landed + (1.0 - fill) * landed.max(quote)
}

/// What suppliers are judged by.
#[derive(Clone, Copy)]
pub(crate) struct Judgement<'a> {
    /// Places and agents.
    pub(crate) facts: &'a Facts,
    /// What governments forbid.
    pub(crate) controls: &'a Controls,
    /// Tension between governments.
    pub(crate) relations: &'a Relations,
    /// What goods cost on the market.
    pub(crate) quotes: &'a Quotes,
    /// Parameters.
    pub(crate) rules: &'a Rules,
}

/// Utility of a link now.
pub(crate) fn link_utility(link: &Link, need: &Need, by: Judgement) -> f64 {
    let Judgement {
        facts,
        controls,
        relations,
        quotes,
        rules,
    } = by;
    let origin = facts.agents.country[link.supplier];
    let landed = landed_price(need.good, origin, need.country, link.price, facts, controls);
    let quote = quotes
        .get(facts.agents.zone[need.agent], need.good)
        .expected;
    let risk = super::order::control_risk(need.good, origin, need.country, controls, relations);
    let behaviour = &rules.behaviour;
    utility(
        cost_of_order(landed, link.fill, quote).max(1e-9),
        link.fill,
        risk,
        behaviour.reliability_weight,
        behaviour.control_risk_weight,
    )
}

/// Scratch space for the shares of one need, kept so that no week allocates.
#[derive(Resource, Debug, Clone, Default)]
pub(crate) struct Scratch {
    /// What a supplier would have at equal utility; nil for those who may not be ordered from.
    bases: Vec<f64>,
    utilities: Vec<f64>,
    origins: Vec<u32>,
    targets: Vec<f64>,
    shares: Vec<f64>,
}

/// Moves weights towards their targets and remembers how reliable each supplier was.
pub(crate) fn adapt_portfolios(
    web: &mut Web,
    facts: &Facts,
    clock: &Clock,
    controls: &Controls,
    relations: &Relations,
    quotes: &Quotes,
    rules: &Rules,
    scratch: &mut Scratch,
) {
    let behaviour = &rules.behaviour;
    let by = Judgement {
        facts,
        controls,
        relations,
        quotes,
        rules,
    };
    let memory = Memory {
        fill_step: weekly_step(behaviour.reliability_years),
        reference_step: weekly_step(REFERENCE_YEARS),
    };
    let Web {
        needs,
        links,
        outlets,
        ..
    } = web;
    for need in needs.iter() {
        let links = &mut links[need.links.clone()];
        memory.update(links, need, outlets, facts, controls);
        if !rules.mechanisms.portfolio || clock.is_burn_in() {
            continue;
        }
        scratch.load(links, |link| {
            link_utility(link, need, by) - link.base_utility
        });
        let Scratch {
            bases,
            utilities,
            origins,
            targets,
            shares,
        } = scratch;
        if !bases.iter().any(|base| *base > 0.0) {
            continue;
        }
        target_shares(bases, utilities, behaviour.portfolio_beta, targets);
        if let Some(cap) = need.cap_per_origin_share {
            origins.clear();
            origins.extend(
                links
                    .iter()
                    .map(|link| facts.agents.country[link.supplier] as u32),
            );
            cap_groups(targets, origins, Share::clamped(cap));
        }
        adapt(
            shares,
            targets,
            behaviour.portfolio_speed_per_year,
            Span::WEEK,
        );
        for (link, share) in links.iter_mut().zip(shares.iter()) {
            link.weight = *share;
        }
    }
}

impl Scratch {
    /// Reads a need's links: who may be ordered from, how attractive, and with what share now.
    fn load(&mut self, links: &[Link], utility: impl Fn(&Link) -> f64) {
        self.bases.clear();
        self.utilities.clear();
        for link in links {
            let is_eligible = link.qualification == Qualification::Passed && link.base > 0.0;
            let (base, utility) = if is_eligible {
                (link.base, utility(link))
            } else {
                (0.0, 0.0)
            };
            self.bases.push(base);
            self.utilities.push(utility);
        }
        self.shares.clear();
        self.shares.extend(links.iter().map(|link| link.weight));
        self.targets.clear();
        self.targets.resize(links.len(), 0.0);
    }
}

/// Time over which the share before a control is remembered [years].
const REFERENCE_YEARS: f64 = 1.0;

/// How fast buyers learn how reliable suppliers are, and how fast they forget what was usual.
struct Memory {
    fill_step: f64,
    reference_step: f64,
}

impl Memory {
    /// Remembers how reliable each supplier was, what its share was while trade was free, and how big newcomers grew.
    fn update(
        &self,
        links: &mut [Link],
        need: &Need,
        outlets: &[Outlet],
        facts: &Facts,
        controls: &Controls,
    ) {
        for link in links {
            if link.call_t > 0.0 {
                link.fill += self.fill_step * ((link.sent_t / link.call_t).min(1.0) - link.fill);
            }
            let origin = facts.agents.country[link.supplier];
            if !controls
                .passage(need.good, origin, need.country)
                .is_threatened
            {
                link.reference_weight +=
                    self.reference_step * (link.weight - link.reference_weight);
            }
            if link.is_newcomer {
                let outlet = &outlets[link.outlet];
                let first_call =
                    link.first_refusal_share * outlet.output_t / need.expected_t.max(1e-9);
                link.base = outlet.output_share.max(first_call.min(1.0));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn supplier_that_delivers_costs_its_price() {
        assert!((cost_of_order(100.0, 1.0, 500.0) - 100.0).abs() < 1e-9);
    }

    #[test]
    fn supplier_that_never_delivers_costs_what_the_market_asks() {
        assert!((cost_of_order(100.0, 0.0, 500.0) - 500.0).abs() < 1e-9);
        // and none that is dearer than the market is made cheaper by not delivering
        assert!((cost_of_order(100.0, 0.0, 80.0) - 100.0).abs() < 1e-9);
    }
}
