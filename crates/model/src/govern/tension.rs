//! Tension between governments: it jumps with dated events and decays to its mean; buyers build cover on it.
//!
//! d theta = (theta_mean - theta) dt / tau + jumps. Governments that move it by their acts come with decisions.

use crate::clock::{Clock, weekly_step};
use crate::facts::Facts;
use crate::journal::{Journal, Kind};
use crate::place::{CountryIndex, Places};
use crate::quote::Rules;
use bevy_ecs::prelude::{Res, ResMut, Resource};
use educe::Educe;
use scenario::{Effect, Scenario};
use serde::{Deserialize, Serialize};

/// Tension by ordered pair of countries, each in 0..1.
#[derive(Resource, Debug, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Relations {
    tension: Vec<f64>,
    mean: Vec<f64>,
    trust: Vec<f64>,
    n_countries: usize,
    jumps: Vec<(i64, usize, f64)>,
}

/// Tension of a pair that the scenario does not mention.
const UNMENTIONED: (f64, f64) = (0.0, 0.5);

impl Relations {
    /// Reads relations and dated jumps.
    pub(crate) fn new(scenario: &Scenario, clock: &Clock, places: &Places) -> Self {
        let n_countries = places.n_countries();
        let pair = |from: &str, to: &str| places.country(from) * n_countries + places.country(to);
        let mut mean = vec![UNMENTIONED.0; n_countries * n_countries];
        let mut trust = vec![UNMENTIONED.1; n_countries * n_countries];
        for relation in &scenario.relations {
            mean[pair(&relation.from, &relation.to)] = relation.tension;
            trust[pair(&relation.from, &relation.to)] = relation.trust;
        }
        let jumps = scenario
            .events
            .iter()
            .filter_map(|event| match &event.effect {
                Effect::TensionJump { from, to, size } => {
                    Some((clock.week_of(event.date), pair(from, to), *size))
                }
                _ => None,
            })
            .collect();
        Self {
            tension: mean.clone(),
            mean,
            trust,
            n_countries,
            jumps,
        }
    }

    /// Tension above its mean: what is new and alarms buyers.
    pub(crate) fn alarm(&self, from: CountryIndex, to: CountryIndex) -> f64 {
        let at = from * self.n_countries + to;
        (self.tension[at] - self.mean[at]).max(0.0)
    }

    /// Trust of one country in another, for friends-first rationing.
    pub(crate) fn trust(&self, from: CountryIndex, to: CountryIndex) -> f64 {
        if from == to {
            1.0
        } else {
            self.trust[from * self.n_countries + to]
        }
    }
}

/// Lets tension decay and jump.
pub(crate) fn move_tension(
    mut relations: ResMut<Relations>,
    clock: Res<Clock>,
    rules: Res<Rules>,
    facts: Res<Facts>,
    mut journal: ResMut<Journal>,
) {
    let step = weekly_step(rules.behaviour.tension_reversion_years);
    let Relations {
        tension,
        mean,
        jumps,
        n_countries,
        ..
    } = &mut *relations;
    for (value, mean) in tension.iter_mut().zip(mean.iter()) {
        *value += step * (mean - *value);
    }
    for &(_, pair, size) in jumps.iter().filter(|(week, ..)| *week == clock.week) {
        tension[pair] = (tension[pair] + size).clamp(0.0, 1.0);
        let (from, to) = (
            &facts.places.country_ids[pair / *n_countries],
            &facts.places.country_ids[pair % *n_countries],
        );
        journal.note(
            Kind::Tension,
            &[],
            format!("tension of {from} with {to} moves by {size:+.2}"),
        );
    }
}
