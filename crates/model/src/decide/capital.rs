//! Public capital: money that a government puts into planned plants, at home or with partners, so that they are decided.
//!
//! worth = annuity sum_g min(r q_g, e_g) P d loss_g (odds_after - odds_before)
//!
//! r is the part of the output on which its users get the first call, q_g what the plant would give of a good, e_g what its
//! users now draw from origins under a known control, P d the time that scarcities take of a year, loss_g what a missing
//! tonne costs them. A government commits to the plant with the most worth for a dollar, if that passes its hurdle and the
//! budget lasts. Money closes the funding, so the board asks for less; a floor price lifts the margin to where every second
//! board says yes. A stake is paid when the board decides.
//!
//! Source: docs/concepts/capital.md.

pub(crate) mod commit;
pub(crate) mod look;

pub(crate) use commit::commit_capital;
pub(crate) use look::weigh_capital;

use crate::agent::AgentIndex;
use crate::clock::Clock;
use crate::facts::Facts;
use crate::goods::GoodIndex;
use crate::place::CountryIndex;
use bevy_ecs::prelude::Resource;
use scenario::Scenario;
use serde::{Deserialize, Serialize};

/// A plant that a government could support, as it sees it.
#[derive(Debug, Clone)]
pub(super) struct Project {
    /// Chance that the board decides at a meeting, as things are.
    pub(super) odds_now: f64,
    /// The same with the support.
    pub(super) odds_then: f64,
    /// Present value of one unit a year for the plant's life [years].
    pub(super) annuity_years: f64,
    /// Loss avoided in an ordinary year if it runs [USD/yr].
    pub(super) avoided_usd_per_year: f64,
    /// What the support is expected to cost [USD].
    pub(super) cost_usd: f64,
}

impl Project {
    /// Expected loss avoided by the support [USD].
    pub(super) fn worth_usd(&self) -> f64 {
        self.annuity_years * self.avoided_usd_per_year * (self.odds_then - self.odds_now).max(0.0)
    }
}

/// Loss avoided in an ordinary year by the first call on some tonnes of a good [USD/yr].
pub(super) fn avoided_usd_per_year(
    first_call_t_per_year: f64,
    exposed_t_per_year: f64,
    scarce_share: f64,
    loss_usd_per_t: f64,
) -> f64 {
    first_call_t_per_year.min(exposed_t_per_year) * scarce_share * loss_usd_per_t
}

/// Margin that a plant lacks for every second board to say yes [USD/t]: `K (1 + hurdle) / (q annuity) - margin`.
pub(super) fn lacking_usd_per_t(
    capital_usd: f64,
    hurdle: f64,
    yearly_t: f64,
    annuity_years: f64,
    margin_usd_per_t: f64,
) -> f64 {
    (capital_usd * (1.0 + hurdle) / (yearly_t * annuity_years).max(1e-9) - margin_usd_per_t)
        .max(0.0)
}

/// What a government does for a plant.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Support {
    /// The plant.
    pub(crate) agent: AgentIndex,
    /// Equity and loans, paid when the board decides [USD].
    pub(crate) stake_usd: f64,
    /// A floor price: for which good and at what price [USD/t].
    pub(crate) floor: Option<(GoodIndex, f64)>,
    /// What it may call for its stock, and at what price at the plant's gate [USD/t]: the floor, or the long view.
    pub(crate) strikes: Vec<(GoodIndex, f64)>,
}

/// A government's public capital.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Treasury {
    /// Id of the government.
    pub(crate) id: String,
    /// The country that it governs.
    pub(crate) country: CountryIndex,
    /// First week in which it decides.
    pub(crate) from_week: i64,
    /// What the scenario says about it.
    #[serde(with = "crate::written")]
    pub(crate) plan: scenario::Capital,
    /// Promised so far, paid or not [USD].
    pub(crate) promised_usd: f64,
    /// Week of the last promise.
    pub(crate) since: i64,
    /// Plants that it supports.
    pub(crate) supported: Vec<AgentIndex>,
    /// Chosen this week, still to be carried out.
    pub(crate) chosen: Option<Support>,
}

/// All governments with public capital, in scenario order.
#[derive(Resource, Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Treasuries(pub(crate) Vec<Treasury>);

impl Treasuries {
    /// Governments of a scenario with public capital; none has promised any yet.
    pub(crate) fn new(scenario: &Scenario, clock: &Clock, facts: &Facts) -> Self {
        let treasuries = scenario.governments.iter().filter_map(|government| {
            Some(Treasury {
                id: government.id.clone(),
                country: facts.places.country(&government.country),
                from_week: clock.week_of(government.decides_from),
                plan: government.capital.clone()?,
                promised_usd: 0.0,
                since: i64::MIN / 2,
                supported: Vec::new(),
                chosen: None,
            })
        });
        Self(treasuries.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn support_is_worth_the_chance_that_it_adds() {
        let project = Project {
            odds_now: 0.2,
            odds_then: 0.5,
            annuity_years: 6.0,
            avoided_usd_per_year: 10e6,
            cost_usd: 5e6,
        };
        // 6 x 10 M x 0.3 = 18 M
        assert!((project.worth_usd() - 18e6).abs() < 1.0);
    }

    #[test]
    fn no_more_is_avoided_than_what_is_exposed() {
        // 40 t of 100 t are exposed, a twentieth of the time, at 200,000 USD/t: 0.4 M
        assert!((avoided_usd_per_year(100.0, 40.0, 0.05, 2e5) - 4e5).abs() < 1e-6);
    }

    #[test]
    fn the_lacking_margin_brings_a_plant_to_its_hurdle() {
        // capital 100 M, hurdle 0.25, 1,000 t over 5 years' worth: 125 M / 5,000 t = 25,000; 5,000 are there
        assert!((lacking_usd_per_t(100e6, 0.25, 1000.0, 5.0, 5000.0) - 20_000.0).abs() < 1e-6);
        assert!(lacking_usd_per_t(1e6, 0.25, 1000.0, 5.0, 5000.0).abs() < 1e-12);
    }
}
