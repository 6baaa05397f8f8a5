//! Support: price floors paid as contracts for difference, and credits on processing cost.

use super::{Controls, Policy};
use crate::agent::Agents;
use crate::facts::Facts;
use crate::goods::GoodIndex;
use crate::ledger::{Account, Ledger};
use crate::need::Web;
use crate::place::CountryIndex;
use scenario::Instrument;
use serde::{Deserialize, Serialize};
use units::{Price, Share};

/// A contract for difference between a government and a plant.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PriceFloor {
    /// Who pays.
    pub(crate) government: CountryIndex,
    /// Whose sales are topped up.
    pub(crate) agent: usize,
    /// For which good.
    pub(crate) good: GoodIndex,
    /// Floor [USD/t].
    pub(crate) strike_usd_per_t: f64,
    /// Share of the excess over the floor that goes back to the government.
    pub(crate) keeper_share: f64,
}

/// Puts a price floor or credit into force.
pub(super) fn enact(policy: &Policy, facts: &Facts, controls: &mut Controls) {
    match &policy.instrument {
        Instrument::PriceFloor {
            facility,
            good,
            strike_usd_per_kg,
            keeper_share,
        } => {
            controls.price_floors.push(PriceFloor {
                government: policy.government,
                agent: facts.agents.index(facility),
                good: facts.goods.index(good),
                strike_usd_per_t: strike_usd_per_kg * 1000.0,
                keeper_share: *keeper_share,
            });
        }
        Instrument::ProductionCredit {
            facilities,
            cost_share,
        } => {
            let chosen: Vec<usize> = if facilities.is_empty() {
                plants_of(&facts.agents, policy.government)
            } else {
                facilities.iter().map(|id| facts.agents.index(id)).collect()
            };
            for agent in chosen {
                let credit = &mut controls.cost_credit_share[agent];
                *credit = credit.max(*cost_share);
            }
        }
        _ => {}
    }
}

fn plants_of(agents: &Agents, country: CountryIndex) -> Vec<usize> {
    (agents.mines.start..agents.refiners.end)
        .filter(|&agent| agents.country[agent] == country)
        .collect()
}

/// Settles the week's contracts for difference: the plant realises max(p, F) - s [p - F]+ per tonne sold.
pub(crate) fn settle_price_floors(controls: &Controls, web: &mut Web, ledger: &mut Ledger) {
    for floor in &controls.price_floors {
        for at in web.outlets_by_agent[floor.agent].clone() {
            let outlet = &mut web.outlets[at];
            if outlet.good != floor.good || outlet.sold_t <= 0.0 {
                continue;
            }
            let price = outlet.takings_usd / outlet.sold_t;
            let top_up = market::contract::cfd_payment(
                Price::usd_per_tonne(floor.strike_usd_per_t),
                Share::clamped(floor.keeper_share),
                Price::usd_per_tonne(price),
            )
            .as_usd_per_tonne();
            let usd = top_up * outlet.sold_t;
            ledger.pay(
                Account::Government(floor.government),
                Account::Agent(floor.agent),
                usd,
            );
            outlet.takings_usd += usd;
        }
    }
}
