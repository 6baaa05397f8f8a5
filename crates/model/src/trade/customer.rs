//! Customers: sellers outside the index zone prefer those who pay well, take what they are offered, and whose government
//! is no risk.
//!
//! ```text
//! rho    = alarm with the customer's government + share that a known control would refuse + (1 - taken)
//! score  = ln(price at the gate) - gamma rho
//! offers : target share ~ market size * exp(beta score), approached slowly, as without this rule (gamma = 0)
//! calls  : when they exceed supply, the higher score is served first; scores within a tenth count as equal
//! ```
//!
//! Alarm is tension above what it was at the start, since the shares of the base year answer that already. `taken` is the
//! seller's own record: what a zone bought of what the seller offered it. Import bans and entity lists are no instruments
//! of the model; their chance is what alarm stands for.

use crate::clock::weekly_step;
use crate::facts::Facts;
use crate::govern::Controls;
use crate::govern::tension::Relations;
use crate::lend::bundle;
use crate::need::{Outlet, Web};
use crate::place::{CountryIndex, ZoneIndex};
use crate::quote::Rules;
use bevy_ecs::prelude::Resource;
use educe::Educe;
use serde::{Deserialize, Serialize};

/// Scores that differ by less count as equal: a tenth of the price.
const SAME_SCORE: f64 = 0.1;

/// Share of what each outlet offered in each zone that was taken, smoothed.
#[derive(Resource, Debug, Educe, Default, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Customers {
    taken_share: Vec<f64>,
    n_zones: usize,
}

impl Customers {
    /// A clean record for all: everything was taken.
    pub(crate) fn new(n_outlets: usize, n_zones: usize) -> Self {
        Self {
            taken_share: vec![1.0; n_outlets * n_zones],
            n_zones,
        }
    }

    /// What a zone took of an outlet's offers.
    fn taken_share(&self, outlet: usize, zone: ZoneIndex) -> f64 {
        self.taken_share[outlet * self.n_zones + zone]
    }

    /// Remembers what a zone took of an offer.
    pub(super) fn remember(
        &mut self,
        (outlet, zone): (usize, ZoneIndex),
        offered_t: f64,
        sold_t: f64,
        years: f64,
    ) {
        let seen = (sold_t / offered_t).clamp(0.0, 1.0);
        let share = &mut self.taken_share[outlet * self.n_zones + zone];
        *share += weekly_step(years) * (seen - *share);
    }
}

/// Unreliability of a customer to a seller, `rho`.
pub(super) fn unreliability(alarm: f64, threat_share: f64, taken_share: f64) -> f64 {
    alarm + threat_share + (1.0 - taken_share)
}

/// A seller with the controls that it meets.
#[derive(Clone, Copy)]
pub(super) struct Seller<'a> {
    /// Position of its outlet.
    pub(super) at: usize,
    /// The outlet.
    pub(super) outlet: &'a Outlet,
    /// Controls in force and announced.
    pub(super) controls: &'a Controls,
}

bundle! {
    /// What sellers know of their customers.
    pub(crate) struct Clients<'w> {
        pub(crate) customers: &'w Customers,
        pub(crate) relations: &'w Relations,
        pub(crate) facts: &'w Facts,
        pub(crate) rules: &'w Rules,
    }
}

impl Clients<'_> {
    /// Whether a seller chooses: those of the index zone follow its government, traders follow the price.
    pub(super) fn is_choosy(&self, outlet: &Outlet) -> bool {
        let agents = &self.facts.agents;
        self.rules.mechanisms.customer_choice
            && agents.zone[outlet.agent] != self.facts.places.index_zone
            && !agents.traders.contains(&outlet.agent)
    }

    fn unreliability_of(&self, seller: &Seller, country: CountryIndex) -> f64 {
        let Seller {
            at,
            outlet,
            controls,
        } = *seller;
        let origin = self.facts.agents.country[outlet.agent];
        let zone = self.facts.places.country_zone[country];
        let passage = controls.passage(outlet.good, origin, country);
        unreliability(
            self.relations.alarm(origin, country),
            passage.threat_share,
            self.customers.taken_share(at, zone),
        )
    }

    /// `exp(-beta gamma rho)` of a zone, over its countries by what they need.
    pub(super) fn appeal(
        &self,
        seller: &Seller,
        zone: ZoneIndex,
        needed_t: &[f64],
        beta: f64,
    ) -> f64 {
        let homes = self.facts.places.country_zone.iter().enumerate();
        let (mut sum, mut total) = (0.0, 0.0);
        for (country, _) in homes.filter(|(_, home)| **home == zone) {
            sum += needed_t[country] * self.unreliability_of(seller, country);
            total += needed_t[country];
        }
        let rho = if total > 0.0 {
            sum / total
        } else {
            self.unreliability_of(seller, self.facts.first_country(zone))
        };
        libm::exp(-beta * self.rules.behaviour.customer_risk_weight * rho)
    }

    /// Rank of a customer when calls exceed supply: its score in steps of a tenth.
    pub(super) fn rank(&self, seller: &Seller, country: CountryIndex, price: f64) -> f64 {
        let weight = self.rules.behaviour.customer_risk_weight;
        rank(price, weight * self.unreliability_of(seller, country))
    }
}

/// `floor(score / 0.1 + 1/2)` of a price at the gate less weighted unreliability.
fn rank(price: f64, weighted_risk: f64) -> f64 {
    let score = libm::log(price.max(1e-9)) - weighted_risk;
    libm::floor(score / SAME_SCORE + 0.5)
}

/// Need of a good by country [t per week].
pub(super) fn needed_by_country(good: usize, web: &Web, facts: &Facts) -> Vec<f64> {
    let mut needed_t = vec![0.0; facts.places.n_countries()];
    let n_zones = facts.places.n_zones();
    for &at in web.needs_at[good * n_zones..(good + 1) * n_zones]
        .iter()
        .flatten()
    {
        needed_t[web.needs[at].country] += web.needs[at].expected_t;
    }
    needed_t
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strained_customer_that_leaves_half_is_less_reliable() {
        // 0.2 + 0.1 + (1 - 0.5) = 0.8
        assert!((unreliability(0.2, 0.1, 0.5) - 0.8).abs() < 1e-12);
    }

    #[test]
    fn a_risk_outweighs_a_small_premium_and_small_differences_count_as_none() {
        // ln 110 - 0.3 = 4.40 < ln 100 = 4.61; ln 100.5 = 4.610 and ln 100 = 4.605 are both 46 tenths
        assert!(rank(110.0, 0.3) < rank(100.0, 0.0));
        assert!((rank(100.5, 0.0) - rank(100.0, 0.0)).abs() < 1e-12);
        assert!(rank(150.0, 0.3) > rank(100.0, 0.0));
    }

    #[test]
    fn the_record_follows_what_is_taken() {
        let mut customers = Customers::new(1, 2);
        // 1 - (1 - e^(-1/52.18)) (1 - 0.5): after one week of a year's memory
        customers.remember((0, 1), 4.0, 2.0, 1.0);
        let due = 1.0 - (1.0 - libm::exp(-7.0 / 365.25)) * 0.5;
        assert!((customers.taken_share(0, 1) - due).abs() < 1e-12);
        assert!((customers.taken_share(0, 0) - 1.0).abs() < 1e-12);
    }
}
