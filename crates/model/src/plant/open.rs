//! Openings: plants under construction come into production, expansions are added, shocks hit.

use super::{Plant, Plants, Stage};
use crate::agent::AgentIndex;
use crate::clock::Clock;
use crate::facts::Facts;
use crate::journal::{Journal, Matter, Note, Role};
use crate::need::Web;
use crate::rows::Rows;
use bevy_ecs::prelude::Resource;
use scenario::{Effect, Scenario};

/// A dated shock to one plant.
#[derive(Debug, Clone, Copy)]
enum Shock {
    /// Loses a share of capacity for some weeks.
    Outage { lost_share: f64, weeks: i64 },
    /// Gains or loses capacity for good.
    Capacity { share: f64 },
    /// Raises money to run through losses.
    Funding { usd: f64 },
}

impl Shock {
    fn role(self) -> Role {
        match self {
            Shock::Outage { .. } => Role::Outage,
            Shock::Capacity { share } if share < 0.0 => Role::Outage,
            Shock::Capacity { .. } => Role::Gain,
            Shock::Funding { .. } => Role::Funding,
        }
    }
}

/// Dated shocks to plants.
#[derive(Resource, Debug, Clone)]
#[component(immutable)]
pub(crate) struct Shocks(Vec<(i64, AgentIndex, Shock)>);

impl Shocks {
    /// Reads the scenario's events that concern plants.
    pub(crate) fn new(scenario: &Scenario, clock: &Clock, facts: &Facts) -> Self {
        let read = |event: &scenario::Event| {
            let week = clock.week_of(event.date);
            match &event.effect {
                Effect::Outage {
                    agent,
                    lost_share,
                    weeks,
                } => {
                    let shock = Shock::Outage {
                        lost_share: *lost_share,
                        weeks: i64::from(*weeks),
                    };
                    Some((week, facts.agents.index(agent), shock))
                }
                Effect::CapacityChange { agent, share } => Some((
                    week,
                    facts.agents.index(agent),
                    Shock::Capacity { share: *share },
                )),
                Effect::Funding { agent, usd } => Some((
                    week,
                    facts.agents.index(agent),
                    Shock::Funding { usd: *usd },
                )),
                Effect::DemandShift { .. }
                | Effect::LongRunCost { .. }
                | Effect::TensionJump { .. } => None,
            }
        };
        Self(scenario.events.iter().filter_map(read).collect())
    }
}

/// Opens what is due and lets shocks hit, in agent order.
pub(crate) fn open_plants(
    plants: Plants,
    shocks: &Shocks,
    clock: &Clock,
    facts: &Facts,
    web: &Web,
    journal: &mut Journal,
) {
    let mut due: Vec<(AgentIndex, Role, String)> = Vec::new();
    let week = clock.week;
    let name = |agent: AgentIndex| &facts.agents.names[agent];
    for (agent, plant, ()) in plants.into_iter().flat_map(Rows::each) {
        if matches!(plant.stage, Stage::Building { due } if due <= week) {
            plant.stage = Stage::Working;
            plant.opened = week;
            let capacity = plant.capacity_t_per_year;
            let sentence = format!(
                "{} begins production (capacity {capacity:.0} t a year)",
                name(agent)
            );
            due.push((agent, Role::Opening, sentence));
        }
        let added: f64 = plant
            .expansions
            .iter()
            .filter(|(at, _)| *at <= week)
            .map(|(_, added)| added)
            .sum();
        if added > 0.0 {
            plant.capacity_t_per_year += added;
            plant.expansions.retain(|(at, _)| *at > week);
        }
        for &(_, _, shock) in shocks
            .0
            .iter()
            .filter(|(at, struck, _)| *at == week && *struck == agent)
        {
            let sentence = strike(plant, shock, week, name(agent));
            due.push((agent, shock.role(), sentence));
        }
    }
    for (agent, role, sentence) in due {
        let outlets = &web.outlets[web.outlets_by_agent[agent].clone()];
        let goods: Vec<usize> = outlets.iter().map(|outlet| outlet.good).collect();
        let causes = match role {
            Role::Opening => journal.close(Matter::Project(agent)),
            _ => Vec::new(),
        };
        let note = Note::new(role, sentence).of(&[agent]).about(&goods);
        let country = facts.agents.country[agent];
        let id = journal.note(note.between(&[country]).because(causes));
        if role == Role::Funding {
            journal.file(Matter::Backing(agent), &[id]);
        }
    }
}

fn strike(plant: &mut Plant, shock: Shock, week: i64, name: &str) -> String {
    match shock {
        Shock::Outage { lost_share, weeks } => {
            plant.outage = Some((lost_share, week + weeks));
            format!(
                "an outage takes {:.0} % of {name} for {weeks} weeks",
                lost_share * 100.0
            )
        }
        Shock::Funding { usd } => {
            plant.raised_usd += usd;
            plant.purse_usd += usd;
            format!("{name} raises {:.0} M USD", usd / 1e6)
        }
        Shock::Capacity { share } => {
            plant.capacity_t_per_year *= 1.0 + share;
            format!("capacity of {name} changes by {:+.0} %", share * 100.0)
        }
    }
}
