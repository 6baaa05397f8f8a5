//! Carrying out what a government has promised: funding, a floor, the first call on the output, and trust.

use super::{Support, Treasuries, Treasury};
use crate::clock::Clock;
use crate::depot::{Depots, Right};
use crate::facts::Facts;
use crate::govern::tension::Relations;
use crate::govern::{Policies, Policy};
use crate::journal::{Journal, Matter, Note, Reach, Role};
use crate::lend::bundle;
use crate::need::{Qualification, Web};
use crate::plant::{Plants, Stake};
use scenario::Instrument;

/// Tonnes are quoted per kilogram in files.
const KG_PER_T: f64 = 1000.0;

bundle! {
    /// What a promise changes.
    pub(crate) struct Hands<'w> {
        pub(crate) web: &'w mut Web,
        pub(crate) depots: &'w mut Depots,
        pub(crate) policies: &'w mut Policies,
        pub(crate) relations: &'w mut Relations,
        pub(crate) journal: &'w mut Journal,
    }
}

/// Carries out this week's promises.
pub(crate) fn commit_capital(
    mut plants: Plants,
    facts: &Facts,
    clock: &Clock,
    treasuries: &mut Treasuries,
    mut hands: Hands,
) {
    for treasury in &mut treasuries.0 {
        let Some(support) = treasury.chosen.take() else {
            continue;
        };
        let mut kinds = plants.iter_mut();
        if let Some(plant) = kinds.find_map(|rows| rows.get_mut(support.agent)) {
            plant.funded = true;
            plant.offtake_share = plant.offtake_share.max(treasury.plan.first_refusal_share);
            plant.stakes.push(Stake {
                country: treasury.country,
                usd: support.stake_usd,
            });
        }
        reserve_output(treasury, &support, facts, clock, hands.web);
        grant_rights(treasury, &support, &mut hands);
        if let Some((good, strike)) = support.floor {
            hands.policies.0.push(Policy {
                id: format!("{}_floor_{}", treasury.id, facts.agents.ids[support.agent]),
                government: treasury.country,
                announced: clock.week,
                effective: clock.week,
                ends: clock.week + i64::from(treasury.plan.floor_weeks),
                instrument: Instrument::PriceFloor {
                    facility: facts.agents.ids[support.agent].clone(),
                    good: facts.goods.list[good].id.clone(),
                    strike_usd_per_kg: strike / KG_PER_T,
                    keeper_share: treasury.plan.floor_keeper_share,
                },
            });
        }
        let host = facts.agents.country[support.agent];
        hands
            .relations
            .move_trust(treasury.country, host, treasury.plan.trust_gain);
        hands
            .relations
            .move_trust(host, treasury.country, treasury.plan.trust_gain);
        let floor = support.floor.map_or(String::new(), |(good, strike)| {
            format!(
                " and a floor of {:.0} USD/kg for {}",
                strike / KG_PER_T,
                facts.goods.list[good].id
            )
        });
        let sentence = format!(
            "{} promises {:.0} M USD{floor} to {}, for the first call on {:.0} % of its output",
            facts.places.country_ids[treasury.country],
            support.stake_usd / 1e6,
            facts.agents.names[support.agent],
            100.0 * treasury.plan.first_refusal_share
        );
        let causes = hands.journal.recall(Reach::News, |memo| {
            (memo.role == Role::Rise && memo.reaches(treasury.country)).then_some(0)
        });
        let note = Note::new(Role::Investment, sentence).of(&[support.agent]);
        let note = note.between(&[treasury.country, host]).because(causes);
        let id = hands.journal.note(note);
        hands.journal.file(Matter::Backing(support.agent), &[id]);
    }
}

/// Gives the government's users the first call on a part of the output, and lets them test it while the plant is built.
fn reserve_output(
    treasury: &Treasury,
    support: &Support,
    facts: &Facts,
    clock: &Clock,
    web: &mut Web,
) {
    let Web { needs, links, .. } = web;
    let own_t = |good: usize| -> f64 {
        let own = needs.iter();
        own.filter(|need| need.country == treasury.country && need.good == good)
            .map(|need| need.expected_t)
            .sum()
    };
    for link in links.iter_mut() {
        let need = &needs[link.need];
        if link.supplier != support.agent || need.country != treasury.country {
            continue;
        }
        let part = need.expected_t / own_t(need.good).max(1e-9);
        link.first_refusal_share = treasury.plan.first_refusal_share * part;
        if link.qualification == Qualification::None {
            let longest = facts.goods.list[need.good].qualification_weeks.1;
            link.qualification = Qualification::Until(clock.week + longest as i64);
        }
    }
}

/// Gives the government's stock, if it keeps one, the right to call a part of the output at the strike.
fn grant_rights(treasury: &Treasury, support: &Support, hands: &mut Hands) {
    let outlets = hands.web.outlets_by_agent[support.agent].clone();
    for &(good, strike_usd_per_t) in &support.strikes {
        let outlet = outlets
            .clone()
            .find(|at| hands.web.outlets[*at].good == good);
        let own = hands.depots.list.iter_mut();
        let lines = own
            .filter(|depot| depot.country == treasury.country)
            .flat_map(|depot| &mut depot.lines);
        let line = lines.into_iter().find(|line| line.good == good);
        if let (Some(outlet), Some(line)) = (outlet, line) {
            line.rights.push(Right {
                outlet,
                share: treasury.plan.first_refusal_share,
                strike_usd_per_t,
                called: i64::MIN / 2,
            });
        }
    }
}
