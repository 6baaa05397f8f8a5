//! Tension and trust between governments: tension jumps with dated events and with what governments do to each other,
//! scatters, and decays to its mean; buyers build cover on it.
//!
//! d theta = (theta_mean - theta) dt / tau + sigma dW + jumps, within 0 and 1. Trust moves by acts only.

use crate::clock::{Clock, WEEKS_PER_YEAR, weekly_step};
use crate::facts::Facts;
use crate::journal::{Journal, Note, Role};
use crate::place::{CountryIndex, Places};
use crate::quote::Rules;
use crate::random::{Luck, Normal, Purpose, id_key};
use bevy_ecs::prelude::Resource;
use educe::Educe;
use rand_distr::Distribution;
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

    /// Tension of one country with another.
    pub(crate) fn tension(&self, from: CountryIndex, to: CountryIndex) -> f64 {
        self.tension[from * self.n_countries + to]
    }

    /// Whether a pair stands as one that the scenario does not mention.
    pub(crate) fn is_unmentioned(&self, from: CountryIndex, to: CountryIndex) -> bool {
        let at = from * self.n_countries + to;
        self.mean[at].to_bits() == UNMENTIONED.0.to_bits()
            && self.tension[at].to_bits() == UNMENTIONED.0.to_bits()
            && self.trust[at].to_bits() == UNMENTIONED.1.to_bits()
    }

    /// Moves the tension of a pair, both ways, and keeps it within 0 and 1.
    pub(crate) fn move_tension(&mut self, one: CountryIndex, other: CountryIndex, size: f64) {
        if one == other {
            return;
        }
        for at in [
            one * self.n_countries + other,
            other * self.n_countries + one,
        ] {
            self.tension[at] = (self.tension[at] + size).clamp(0.0, 1.0);
        }
    }

    /// Moves what one country trusts another by, and keeps it within 0 and 1.
    pub(crate) fn move_trust(&mut self, from: CountryIndex, to: CountryIndex, size: f64) {
        if from != to {
            let trust = &mut self.trust[from * self.n_countries + to];
            *trust = (*trust + size).clamp(0.0, 1.0);
        }
    }

    /// Lets trust of both countries in each other grow for a week of help: dT = g (1 - T) dt.
    pub(crate) fn grow_trust(&mut self, one: CountryIndex, other: CountryIndex, per_year: f64) {
        let step = per_year / WEEKS_PER_YEAR;
        for (from, to) in [(one, other), (other, one)] {
            let missing = 1.0 - self.trust(from, to);
            self.move_trust(from, to, step * missing);
        }
    }

    /// Lets chance move the pairs that the scenario mentions, both ways alike: sigma sqrt(dt) z.
    fn scatter(&mut self, noise: f64, luck: &Luck, facts: &Facts, week: u32) {
        let sigma = noise * libm::sqrt(1.0 / WEEKS_PER_YEAR);
        for one in 0..self.n_countries {
            for other in one + 1..self.n_countries {
                if self.mean[one * self.n_countries + other] > 0.0 {
                    let ids = &facts.places.country_ids;
                    let key = id_key(&ids[one]) ^ id_key(&ids[other]).rotate_left(17);
                    let mut stream = luck.stream(week, Purpose::TensionNoise, key);
                    self.move_tension(one, other, sigma * Normal.sample(&mut stream));
                }
            }
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

/// Lets tension decay, scatter and jump.
pub(crate) fn move_tension(
    relations: &mut Relations,
    clock: &Clock,
    rules: &Rules,
    facts: &Facts,
    luck: &Luck,
    journal: &mut Journal,
) {
    let step = weekly_step(rules.behaviour.tension_reversion_years);
    let Relations { tension, mean, .. } = relations;
    for (value, mean) in tension.iter_mut().zip(mean.iter()) {
        *value += step * (mean - *value);
    }
    let noise = rules.behaviour.tension_noise;
    if noise > 0.0 && !clock.is_burn_in() {
        relations.scatter(noise, luck, facts, clock.draw_week());
    }
    let Relations {
        tension,
        jumps,
        n_countries,
        ..
    } = relations;
    for &(_, pair, size) in jumps.iter().filter(|(week, ..)| *week == clock.week) {
        tension[pair] = (tension[pair] + size).clamp(0.0, 1.0);
        let (from, to) = (pair / *n_countries, pair % *n_countries);
        let ids = &facts.places.country_ids;
        let sentence = format!(
            "tension of {} with {} moves by {size:+.2}",
            ids[from], ids[to]
        );
        let role = if size > 0.0 { Role::Strain } else { Role::Thaw };
        journal.note(Note::new(role, sentence).between(&[from, to]));
    }
}
