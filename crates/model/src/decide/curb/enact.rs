//! From act to policies: a decided curb uses the same instruments as a dated one.

use super::desk::{Desk, Office};
use super::{Act, Measure, Situation, Weights};
use crate::facts::Facts;
use crate::goods::GoodIndex;
use crate::govern::{Controls, Policies, Policy};
use crate::place::CountryIndex;
use scenario::Instrument;

/// Spread of the wait for a licence over its mean: Monazite design, prior range 0.2 to 0.5.
const DELAY_VARIATION: f64 = 0.3;
/// How much faster than evenly a quota may be used: Monazite design, as in dated quotas.
const QUOTA_PACE: f64 = 1.05;

/// Ends a desk's policies and puts those of another act into force, this week.
pub(super) fn replace(
    office: &Office,
    desk: &mut Desk,
    act: Act,
    exports_t_per_year: f64,
    week: i64,
    facts: &Facts,
    policies: &mut Policies,
) {
    for &at in &desk.policies {
        let policy = &mut policies.0[at];
        policy.ends = policy.ends.min(week);
    }
    desk.policies.clear();
    desk.act = act;
    desk.since = week;
    if let Some(instrument) = instrument(act, desk, &office.weights, exports_t_per_year, facts) {
        desk.acts += 1;
        desk.policies.push(policies.0.len());
        policies.0.push(Policy {
            id: format!("{}_{}_{}", office.id, desk.group, desk.acts),
            government: office.country,
            announced: week,
            effective: week,
            ends: i64::MAX,
            instrument,
        });
    }
}

fn instrument(
    act: Act,
    desk: &Desk,
    weights: &Weights,
    exports_t_per_year: f64,
    facts: &Facts,
) -> Option<Instrument> {
    let ids = desk.goods.iter();
    let goods: Vec<String> = ids.map(|&good| facts.goods.list[good].id.clone()).collect();
    let destinations = act
        .against
        .map(|country| facts.places.country_ids[country].clone())
        .into_iter()
        .collect();
    match act.measure {
        Measure::Free => None,
        Measure::Duty => Some(Instrument::ExportDuty {
            goods,
            duty_share: weights.acts.duty_share,
        }),
        Measure::Quota => Some(Instrument::ExportQuota {
            goods,
            limit_t_per_year: weights.acts.quota_share * exports_t_per_year,
            pace_share: QUOTA_PACE,
        }),
        Measure::SlowLicences => Some(Instrument::ExportLicence {
            goods,
            destinations,
            approval_share: weights.acts.licence_approval_share,
            delay_days_mean: weights.acts.licence_delay_days,
            delay_cv: DELAY_VARIATION,
        }),
        Measure::Ban => Some(Instrument::ExportBan {
            goods,
            destinations,
            hold_in_port: false,
        }),
    }
}

/// A government's dated policies in force about the goods of a desk, by position: what it finds on the day it takes
/// over, and what ends with its first change. Those that were to come are withdrawn.
pub(super) fn inherit(
    government: CountryIndex,
    goods: &[GoodIndex],
    week: i64,
    facts: &Facts,
    policies: &mut Policies,
) -> Vec<usize> {
    let is_about = |instrument: &Instrument| {
        let (Instrument::ExportLicence { goods: scope, .. }
        | Instrument::ExportBan { goods: scope, .. }
        | Instrument::ExportQuota { goods: scope, .. }
        | Instrument::ExportDuty { goods: scope, .. }
        | Instrument::ResaleBan { goods: scope, .. }) = instrument
        else {
            return false;
        };
        scope
            .iter()
            .any(|id| goods.contains(&facts.goods.index(id)))
    };
    let mut inherited = Vec::new();
    for (at, policy) in policies.0.iter_mut().enumerate() {
        let is_over = policy.ends <= week;
        if policy.government != government || is_over || !is_about(&policy.instrument) {
            continue;
        }
        if policy.effective < week {
            inherited.push(at);
        } else {
            (policy.announced, policy.effective, policy.ends) = (i64::MAX, i64::MAX, i64::MAX);
        }
    }
    inherited
}

/// The act whose refusals are nearest to those in force, by exports: `min sum over destinations exports (r - r_act)^2`.
pub(super) fn nearest(
    office: &Office,
    desk: &Desk,
    situation: &Situation,
    controls: &Controls,
) -> Act {
    let distance = |act: Act| -> f64 {
        situation
            .destinations
            .iter()
            .enumerate()
            .map(|(to, destination)| {
                let refused = desk
                    .goods
                    .iter()
                    .map(|&good| 1.0 - controls.passage(good, office.country, to).approval_share)
                    .sum::<f64>()
                    / desk.goods.len().max(1) as f64;
                let gap = refused - act.refused_share(to, &office.weights);
                destination.exports_usd_per_year * gap * gap
            })
            .sum()
    };
    let mut best = (Act::FREE, distance(Act::FREE));
    for act in Act::all(situation) {
        let gap = distance(act);
        if gap < best.1 {
            best = (act, gap);
        }
    }
    best.0
}
