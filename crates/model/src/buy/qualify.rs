//! Qualification: a new supplier may be ordered from only after months of tests, one at a time per need.
//!
//! A buyer starts a test when its exposure to control risk and its shortfall together pass a threshold, and picks the
//! candidate with the best utility. Goods without a qualification time are open to all.

use super::portfolio::{Judgement, link_utility};
use crate::clock::Clock;
use crate::facts::Facts;
use crate::govern::Controls;
use crate::govern::knowhow::Knowhow;
use crate::govern::tension::Relations;
use crate::journal::{Journal, Matter, Note, Reach, Role};
use crate::need::{Link, Need, Outlet, Qualification, Web};
use crate::quote::{Quotes, Rules};
use crate::random::{Luck, Purpose};

/// Pressure on a buyer to look for others: control risk and shortfall over its suppliers, by weight.
pub(super) fn pressure(weights_risks_fills: impl Iterator<Item = (f64, f64, f64)>) -> f64 {
    weights_risks_fills
        .map(|(weight, risk, fill)| weight * (risk + (1.0 - fill)))
        .sum()
}

/// Ends tests that are over and starts new ones.
pub(crate) fn qualify_suppliers(
    web: &mut Web,
    clock: &Clock,
    luck: &Luck,
    facts: &Facts,
    controls: &Controls,
    relations: &Relations,
    quotes: &Quotes,
    rules: &Rules,
    knowhow: &Knowhow,
    journal: &mut Journal,
) {
    if clock.is_burn_in() || rules.withheld.qualification {
        return;
    }
    let by = Judgement {
        facts,
        controls,
        relations,
        quotes,
        rules,
    };
    let Web {
        needs,
        links,
        outlets,
        ..
    } = web;
    for (at, need) in needs.iter().enumerate() {
        let links = &mut links[need.links.clone()];
        let mut is_testing = false;
        for link in &mut *links {
            match link.qualification {
                Qualification::Until(week) if week <= clock.week => {
                    link.qualification = Qualification::Passed;
                    let causes = journal.close(Matter::Test(at, link.supplier));
                    note_pass(link, need, causes, facts, journal);
                }
                Qualification::Until(_) => is_testing = true,
                _ => {}
            }
        }
        if !rules.mechanisms.qualification {
            // Off means that anybody who makes the good may be ordered from at once.
            for link in links
                .iter_mut()
                .filter(|link| outlets[link.outlet].output_share > 0.0)
            {
                link.qualification = Qualification::Passed;
            }
            continue;
        }
        if is_testing {
            continue;
        }
        let risk_of = |link: &Link| {
            let origin = facts.agents.country[link.supplier];
            super::order::control_risk(need.good, origin, need.country, controls, relations)
        };
        let suppliers = links.iter().filter(|link| link.weight > 0.0);
        let push = pressure(suppliers.map(|link| (link.weight, risk_of(link), link.fill)));
        if push < rules.behaviour.qualification_start_share {
            continue;
        }
        if let Some(best) = best_candidate(links, need, outlets, by) {
            let causes = behind_test(need, links, facts, journal);
            journal.file(Matter::Test(at, links[best].supplier), &causes);
            let link = &mut links[best];
            let usual_weeks = test_weeks(link, need, facts, luck, clock);
            let weeks = (usual_weeks * knowhow.of(need.country).test_length()).max(1.0);
            link.qualification = Qualification::Until(clock.week + weeks as i64);
        }
    }
}

/// Controls on the good by countries that the need is supplied from, tension with them, and its own shortage.
fn behind_test(need: &Need, links: &[Link], facts: &Facts, journal: &Journal) -> Vec<u64> {
    let supplies = |country: &usize| {
        let is_from = |link: &Link| facts.agents.country[link.supplier] == *country;
        links.iter().any(|link| link.weight > 0.0 && is_from(link))
    };
    journal.recall(Reach::Standing, |memo| {
        let is_of_supplier = memo.countries.iter().any(&supplies);
        match memo.role {
            Role::Curb => (memo.reaches(need.country)
                && memo.is_about(&[need.good])
                && memo.countries.first().is_some_and(supplies))
            .then_some(0),
            Role::Shortage => memo.agents.contains(&need.agent).then_some(1),
            Role::Strain => (memo.countries.contains(&need.country) && is_of_supplier).then_some(2),
            _ => None,
        }
    })
}

fn best_candidate(links: &[Link], need: &Need, outlets: &[Outlet], by: Judgement) -> Option<usize> {
    let mut best: Option<(usize, f64)> = None;
    for (at, link) in links.iter().enumerate() {
        let share = outlets[link.outlet].output_share;
        let is_threatened = by
            .controls
            .passage(
                need.good,
                by.facts.agents.country[link.supplier],
                need.country,
            )
            .is_threatened;
        if link.qualification != Qualification::None || share <= 0.0 || is_threatened {
            continue;
        }
        let worth = link_utility(link, need, by) + libm::log(share);
        if best.is_none_or(|(_, record)| worth > record) {
            best = Some((at, worth));
        }
    }
    best.map(|(at, _)| at)
}

/// Length of a test [weeks]: uniform between the good's shortest and longest.
fn test_weeks(link: &Link, need: &Need, facts: &Facts, luck: &Luck, clock: &Clock) -> f64 {
    let (shortest, longest) = facts.goods.list[need.good].qualification_weeks;
    let key = facts.agents.keys[need.agent] ^ facts.agents.keys[link.supplier].rotate_left(17);
    let draw = luck
        .stream(clock.draw_week(), Purpose::Qualification, key)
        .uniform();
    shortest + draw * (longest - shortest)
}

fn note_pass(link: &Link, need: &Need, causes: Vec<u64>, facts: &Facts, journal: &mut Journal) {
    let names = &facts.agents.names;
    let good = &facts.goods.list[need.good].id;
    let sentence = format!(
        "{} qualifies {} for {good}",
        names[need.agent], names[link.supplier]
    );
    let note = Note::new(Role::Qualification, sentence).of(&[need.agent, link.supplier]);
    journal.note(note.about(&[need.good]).because(causes));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pressure_is_the_weighted_sum_of_risk_and_shortfall() {
        // 0.7 * (0.5 + 0.2) + 0.3 * (0 + 0) = 0.49
        let suppliers = [(0.7, 0.5, 0.8), (0.3, 0.0, 1.0)];
        assert!((pressure(suppliers.into_iter()) - 0.49).abs() < 1e-12);
    }
}
