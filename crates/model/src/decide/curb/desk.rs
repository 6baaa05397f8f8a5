//! Desks: what a government that curbs exports remembers between its meetings.

use super::{Act, Weights};
use crate::clock::{Clock, weekly_step};
use crate::facts::Facts;
use crate::goods::GoodIndex;
use crate::govern::tension::Relations;
use crate::place::CountryIndex;
use crate::random::id_key;
use bevy_ecs::prelude::Resource;
use scenario::{CurbEchoes, LookAhead, Scenario};
use serde::{Deserialize, Serialize};

/// All governments that curb exports, in scenario order.
#[derive(Resource, Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Offices(pub(crate) Vec<Office>);

/// One government.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Office {
    /// Id in the scenario.
    pub(crate) id: String,
    /// Country that it governs.
    pub(crate) country: CountryIndex,
    /// First week in which it decides.
    pub(crate) from_week: i64,
    /// Countries that it wants concessions from.
    pub(crate) targets: Vec<CountryIndex>,
    /// What it weighs with.
    pub(crate) weights: Weights,
    /// Worlds that it imagines before it acts; the cheap estimate when none.
    #[serde(with = "crate::written")]
    pub(crate) look_ahead: Option<LookAhead>,
    /// What its curbs do to others.
    #[serde(with = "crate::written")]
    pub(crate) echoes: CurbEchoes,
    /// Product of every country [USD/yr]; nil when unknown.
    pub(crate) gdp_usd_per_year: Vec<f64>,
    /// Rise of every country's resolve by its coercion, over the start.
    pub(crate) resolve_gain: Vec<f64>,
    /// One desk for each group of goods.
    pub(crate) desks: Vec<Desk>,
}

/// One group of goods of a government.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Desk {
    /// Id of the group.
    pub(crate) group: String,
    /// The goods.
    pub(crate) goods: Vec<GoodIndex>,
    /// Key of its draws.
    pub(crate) key: u64,
    /// Whether it has taken over from dated policies.
    pub(crate) is_open: bool,
    /// What is in force; targets by country.
    pub(crate) act: Act,
    /// Week of the last change.
    pub(crate) since: i64,
    /// Its policies in force, as positions in the list of policies.
    pub(crate) policies: Vec<usize>,
    /// Acts so far: numbers its policies.
    pub(crate) acts: u32,
    /// How far boards and buyers abroad count on a lasting curb.
    pub(crate) belief_share: f64,
    /// Whether a target's tension stood above the alert last week.
    pub(crate) was_alert: bool,
}

impl Offices {
    /// Governments of a scenario that curb exports; none has decided yet.
    pub(crate) fn new(scenario: &Scenario, clock: &Clock, facts: &Facts) -> Self {
        let n_countries = facts.places.n_countries();
        let gdp: Vec<f64> = scenario
            .countries
            .iter()
            .map(|country| country.gdp_usd_per_year.unwrap_or(0.0))
            .collect();
        let offices = scenario.governments.iter().filter_map(|government| {
            let curbs = government.curbs.as_ref()?;
            let desk = |group: &scenario::CurbGroup| Desk {
                group: group.id.clone(),
                goods: group.goods.iter().map(|id| facts.goods.index(id)).collect(),
                key: id_key(&government.id) ^ id_key(&group.id).rotate_left(17),
                is_open: false,
                act: Act::FREE,
                since: i64::MIN / 2,
                policies: Vec::new(),
                acts: 0,
                belief_share: 0.0,
                was_alert: false,
            };
            Some(Office {
                id: government.id.clone(),
                country: facts.places.country(&government.country),
                from_week: clock.week_of(government.decides_from),
                targets: curbs
                    .targets
                    .iter()
                    .map(|id| facts.places.country(id))
                    .collect(),
                weights: Weights {
                    weights: curbs.weights.clone(),
                    acts: curbs.acts.clone(),
                    belief_years: scenario.behaviour.expectation_slow_years,
                },
                look_ahead: curbs.look_ahead.clone(),
                echoes: curbs.echoes.clone(),
                gdp_usd_per_year: gdp.clone(),
                resolve_gain: vec![0.0; n_countries],
                desks: curbs.groups.iter().map(desk).collect(),
            })
        });
        Self(offices.collect())
    }
}

impl Office {
    /// Lets a week pass: belief in curbs and the resolve of the coerced and of their blocs.
    ///
    /// b += (1 - exp(-dt / tau)) (1 - b) under a curb, towards 0 without; the same for resolve, towards `resolve_rise` times
    /// the hardest refusal.
    pub(crate) fn pass_week(&mut self, relations: &Relations) {
        let step = weekly_step(self.weights.belief_years);
        for desk in &mut self.desks {
            let aim = if desk.act == Act::FREE { 0.0 } else { 1.0 };
            desk.belief_share += step * (aim - desk.belief_share);
        }
        let step = weekly_step(self.echoes.resolve_years);
        for country in 0..self.resolve_gain.len() {
            let pressure = self.pressure(country, relations);
            let gain = &mut self.resolve_gain[country];
            *gain += step * (self.echoes.resolve_rise * pressure - *gain);
        }
    }

    /// Hardest refusal that a country suffers, or a part of what a target suffers that it trusts.
    fn pressure(&self, country: CountryIndex, relations: &Relations) -> f64 {
        let own = self.refused_share(country);
        let of_friends = self
            .targets
            .iter()
            .filter(|&&target| {
                target != country && relations.trust(country, target) >= self.echoes.bloc_trust
            })
            .map(|&target| self.echoes.bloc_share * self.refused_share(target))
            .fold(0.0, f64::max);
        if country == self.country {
            0.0
        } else {
            own.max(of_friends)
        }
    }

    fn refused_share(&self, country: CountryIndex) -> f64 {
        self.desks
            .iter()
            .map(|desk| desk.act.refused_share(country, &self.weights))
            .fold(0.0, f64::max)
    }
}
