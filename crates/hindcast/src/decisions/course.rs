//! The course of one group of goods: what was in force, what the world had come to believe, and what was known.

use model::curb::{Act, Destination, Home, Project, Situation, User, Weights};
use scenario::{Behaviour, ControlAct, ControlHistory, ControlMeasure, CurbEchoes, CurbKind};
use units::Date;

use super::{GOVERNMENT, measure};

/// Those from whom concessions were wanted, then all others.
const TARGETS: [&str; 2] = ["japan", "united_states"];
/// What all others are called.
const OTHERS: &str = "others";
/// Days and weeks in a year.
const DAYS_PER_YEAR: f64 = 365.25;
const WEEKS_PER_YEAR: f64 = DAYS_PER_YEAR / 7.0;
/// Years in a quarter.
const QUARTER_YEARS: f64 = 0.25;
/// Life of a plant [years] and the rate at which its board discounts: cost of capital and risk.
const LIFE_YEARS: f64 = 20.0;

pub(super) struct Course<'a> {
    history: &'a ControlHistory,
    group: &'a str,
    weights: &'a Weights,
    echoes: CurbEchoes,
    behaviour: &'a Behaviour,
    belief_share: f64,
    resolve_gain: [f64; 2],
}

impl<'a> Course<'a> {
    pub(super) fn new(
        history: &'a ControlHistory,
        group: &'a str,
        weights: &'a Weights,
        echoes: CurbEchoes,
        behaviour: &'a Behaviour,
    ) -> Self {
        Self {
            history,
            group,
            weights,
            echoes,
            behaviour,
            belief_share: 0.0,
            resolve_gain: [0.0; 2],
        }
    }

    pub(super) fn group(&self) -> &'a str {
        self.group
    }

    fn acts(&self) -> impl Iterator<Item = &'a ControlAct> {
        let group = self.group;
        self.history
            .acts
            .iter()
            .filter(move |act| act.government == GOVERNMENT && act.group == group)
    }

    /// First strengthening of a period.
    pub(super) fn strengthening(&self, start: Date, end: Date) -> Option<&'a ControlAct> {
        self.acts()
            .filter(|act| act.kind == CurbKind::Strengthen && start <= act.date && act.date < end)
            .min_by_key(|act| act.date)
    }

    /// What is in force on the day before.
    fn in_force(&self, day: Date) -> Act {
        self.acts()
            .filter(|act| act.date < day)
            .max_by_key(|act| act.date)
            .map_or(Act::FREE, in_rules_words)
    }

    /// Lets a quarter pass with what is in force at its end: belief and resolve as in the model.
    pub(super) fn pass(&mut self, end: Date) {
        let act = self.in_force(end);
        let aim = if act == Act::FREE { 0.0 } else { 1.0 };
        let step = |years: f64| 1.0 - libm::exp(-QUARTER_YEARS / years);
        self.belief_share += step(self.weights.belief_years) * (aim - self.belief_share);
        let refused = [0, 1].map(|at| act.refused_share(at, self.weights));
        for at in 0..TARGETS.len() {
            // Both trust each other enough to count as one bloc.
            let pressure = refused[at].max(self.echoes.bloc_share * refused[1 - at]);
            let aim = self.echoes.resolve_rise * pressure;
            self.resolve_gain[at] +=
                step(self.echoes.resolve_years) * (aim - self.resolve_gain[at]);
        }
    }

    /// What was known at the start of a quarter, with the highest tension between two days.
    pub(super) fn situation(&self, start: Date, last: Date) -> Situation {
        let figure = |measure, target: &str| {
            let own = self.history.figure(measure, self.group, target, start);
            own.or_else(|| self.history.figure(measure, "", target, start))
                .unwrap_or(0.0)
        };
        let mut destinations = Vec::new();
        let mut foreign_use = 0.0;
        for (at, id) in TARGETS.iter().copied().chain([OTHERS]).enumerate() {
            let target = if id == OTHERS { "" } else { id };
            let exports = figure(ControlMeasure::ExportsUsdPerYear, target);
            let share = figure(ControlMeasure::ImportShare, target);
            foreign_use += if share > 0.0 { exports / share } else { 0.0 };
            let mut exposure = vec![0.0; TARGETS.len() + 1];
            exposure[at] = share;
            destinations.push(Destination {
                id: id.to_owned(),
                is_target: id != OTHERS,
                tension: self.tension(target, start, last),
                gdp_usd_per_year: figure(ControlMeasure::GdpUsdPerYear, target),
                resolve_share: self.weights.weights.resolve_share
                    * (1.0 + self.resolve_gain.get(at).copied().unwrap_or(0.0)),
                exports_usd_per_year: exports,
                users: vec![User {
                    value_added_usd_per_week: figure(
                        ControlMeasure::ValueAtStakeUsdPerYear,
                        target,
                    ) / WEEKS_PER_YEAR,
                    exposure_share: exposure,
                    private_cover_weeks: figure(ControlMeasure::CoverWeeks, target),
                    published_cover_weeks: 0.0,
                    substitutable_share: figure(ControlMeasure::SubstitutableShare, target),
                }],
            });
        }
        Situation {
            current: self.in_force(start),
            belief_share: self.belief_share,
            destinations,
            foreign_use_usd_per_year: foreign_use,
            home: Home {
                use_usd_per_year: figure(ControlMeasure::HomeUseUsdPerYear, ""),
            },
            projects: vec![Project {
                value_usd_per_year: figure(ControlMeasure::ProjectSalesUsdPerYear, ""),
                margin_usd_per_year: figure(ControlMeasure::ProjectMarginUsdPerYear, ""),
                capital_usd: figure(ControlMeasure::ProjectCapitalUsd, ""),
                annuity_years: self.annuity_years(),
                hurdle: 0.25,
                hazard_per_year: self.behaviour.decision_hazard_per_year,
            }],
        }
    }

    /// `(1 - (1 + r)^-20) / r` at the cost of capital with its premium for risk.
    fn annuity_years(&self) -> f64 {
        let rate = self.behaviour.wacc_per_year + self.behaviour.risk_premium_per_year;
        (1.0 - libm::pow(1.0 + rate, -LIFE_YEARS)) / rate
    }

    /// Highest tension with a target between two days: at the first one, and after each incident.
    fn tension(&self, target: &str, start: Date, last: Date) -> f64 {
        let of_target = |target: &str| {
            let target = target.to_owned();
            self.history.incidents.iter().filter(move |incident| {
                incident.government == GOVERNMENT && incident.target == target
            })
        };
        let days = of_target(target)
            .map(|incident| incident.date)
            .filter(|day| start < *day && *day <= last);
        [start].into_iter().chain(days).fold(0.0, |highest, day| {
            let jumps: f64 = of_target(target)
                .filter(|incident| incident.date <= day)
                .map(|incident| {
                    let years = f64::from(day.days_since(incident.date)) / DAYS_PER_YEAR;
                    incident.size * libm::exp(-years / self.behaviour.tension_reversion_years)
                })
                .sum();
            let rest = self
                .history
                .figure(ControlMeasure::TensionAtRest, "", target, day);
            f64::max(highest, (rest.unwrap_or(0.0) + jumps).clamp(0.0, 1.0))
        })
    }
}

/// An observed act in the rule's words.
pub(super) fn in_rules_words(act: &ControlAct) -> Act {
    Act {
        measure: measure(act.instrument),
        against: TARGETS.iter().position(|target| *target == act.target),
    }
}

/// Harshness of an act: exports refused over exports.
pub(super) fn severity(act: Act, situation: &Situation, weights: &Weights) -> f64 {
    let (mut refused, mut all) = (0.0, 0.0);
    for (at, destination) in situation.destinations.iter().enumerate() {
        refused += destination.exports_usd_per_year * act.refused_share(at, weights);
        all += destination.exports_usd_per_year;
    }
    if all > 0.0 { refused / all } else { 0.0 }
}
