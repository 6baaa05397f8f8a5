//! Licences, bans and end-use certificates: limits by destination, each with its own rent.
//!
//! A licence approves a share `a` of what a destination ordinarily buys (its need times the origin's share before the
//! control) and takes a random time; a ban is `a = 0`. Even at `a = 1` it limits a destination to ordinary purchases. So a hurt buyer cannot raise the limit by ordering more.

use super::{Controls, Policy};
use crate::facts::Facts;
use scenario::Instrument;

/// Days to weeks.
const DAYS_PER_WEEK: f64 = 7.0;

fn scope(instrument: &Instrument) -> Option<(&[String], &[String])> {
    match instrument {
        Instrument::ExportLicence {
            goods,
            destinations,
            ..
        }
        | Instrument::ExportBan {
            goods,
            destinations,
            ..
        }
        | Instrument::ResaleBan {
            goods,
            destinations,
        } => Some((goods, destinations)),
        _ => None,
    }
}

/// Marks passages under a known control, in force or announced: buyers look for cover before it bites, and the more so
/// the less it would let through.
pub(super) fn threaten(policy: &Policy, facts: &Facts, controls: &mut Controls) {
    let refused = match &policy.instrument {
        Instrument::ExportLicence { approval_share, .. } => 1.0 - approval_share,
        Instrument::ExportBan { .. } => 1.0,
        _ => return,
    };
    for_each_passage(policy, facts, controls, |passage| {
        passage.is_threatened = true;
        passage.threat_share = passage.threat_share.max(refused);
    });
}

/// Puts a licence, ban or end-use certificate into force; where several hold, the strictest counts.
pub(super) fn enact(policy: &Policy, facts: &Facts, controls: &mut Controls) {
    match &policy.instrument {
        Instrument::ExportLicence {
            approval_share,
            delay_days_mean,
            delay_cv,
            ..
        } => {
            for_each_passage(policy, facts, controls, |passage| {
                passage.is_licensed = true;
                passage.approval_share = passage.approval_share.min(*approval_share);
                passage.delay_weeks = passage.delay_weeks.max(delay_days_mean / DAYS_PER_WEEK);
                passage.delay_variation = passage.delay_variation.max(*delay_cv);
            });
        }
        Instrument::ExportBan { hold_in_port, .. } => {
            for_each_passage(policy, facts, controls, |passage| {
                passage.is_licensed |= !hold_in_port;
                passage.approval_share = if *hold_in_port {
                    passage.approval_share
                } else {
                    0.0
                };
                passage.holds_in_port |= hold_in_port;
            });
        }
        Instrument::ResaleBan {
            goods,
            destinations,
        } => {
            for good in goods.iter().map(|id| facts.goods.index(id)) {
                for country in countries(destinations, facts) {
                    let zone = facts.places.country_zone[country];
                    controls.resale_barred[good * facts.places.n_zones() + zone] = true;
                }
            }
        }
        _ => {}
    }
}

/// The named countries, or all when none is named.
pub(super) fn countries(ids: &[String], facts: &Facts) -> Vec<usize> {
    if ids.is_empty() {
        (0..facts.places.n_countries()).collect()
    } else {
        ids.iter().map(|id| facts.places.country(id)).collect()
    }
}

fn for_each_passage(
    policy: &Policy,
    facts: &Facts,
    controls: &mut Controls,
    mut change: impl FnMut(&mut super::Passage),
) {
    let Some((goods, destinations)) = scope(&policy.instrument) else {
        return;
    };
    for good in goods.iter().map(|id| facts.goods.index(id)) {
        for destination in countries(destinations, facts) {
            if destination != policy.government {
                let cell = controls.cell(good, policy.government, destination);
                change(&mut controls.passages[cell]);
            }
        }
    }
}
