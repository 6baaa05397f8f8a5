//! The journal: what happened, in plain sentences, to be written as table `events`.

use crate::agent::AgentIndex;
use bevy_ecs::prelude::Resource;
use educe::Educe;
use serde::{Deserialize, Serialize};

/// What sort of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    /// A policy was announced, took effect or ended.
    Policy,
    /// Tension jumped.
    Tension,
    /// A shock of the scenario.
    Shock,
    /// A project was decided.
    Investment,
    /// A plant opened or grew.
    Opening,
    /// A mine was mothballed or reopened.
    Closing,
    /// A supplier qualified.
    Qualification,
    /// A buyer ran short.
    Shortage,
    /// A strategic stock began or ended to buy or release.
    Reserve,
}

impl Kind {
    /// The word used in tables.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Kind::Policy => "policy",
            Kind::Tension => "tension",
            Kind::Shock => "shock",
            Kind::Investment => "investment",
            Kind::Opening => "opening",
            Kind::Closing => "closing",
            Kind::Qualification => "qualification",
            Kind::Shortage => "shortage",
            Kind::Reserve => "reserve",
        }
    }
}

/// One entry.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// What sort.
    pub(crate) kind: Kind,
    /// Who.
    pub(crate) agents: Vec<AgentIndex>,
    /// In words.
    pub(crate) sentence: String,
}

/// Entries of the current week.
#[derive(Resource, Debug, Educe, Default, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Journal {
    /// Not yet written.
    pub(crate) entries: Vec<Entry>,
    /// Entries written so far: gives each its id.
    pub(crate) written: u64,
    /// Whether the policies in force at the start have been applied.
    pub(crate) policies_applied: bool,
}

impl Journal {
    /// Notes what happened.
    pub(crate) fn note(&mut self, kind: Kind, agents: &[AgentIndex], sentence: String) {
        self.entries.push(Entry {
            kind,
            agents: agents.to_vec(),
            sentence,
        });
    }
}
