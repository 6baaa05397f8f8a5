//! Governments that decide: what they weighed, what they chose, and why.
//!
//! Each behaviour writes its choice here, with the utility of every option, and acts through policies, stocks and money
//! as anybody else; nothing downstream knows that a government stands behind it.

pub(crate) mod capital;
pub mod curb;
mod exposure;
pub(crate) mod stockpile;
pub(crate) mod support;

use crate::place::CountryIndex;
use bevy_ecs::prelude::Resource;
use serde::{Deserialize, Serialize};

/// One option of a choice.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Alternative {
    /// What would be done, in words.
    pub(crate) name: String,
    /// Its utility to the government [USD].
    pub(crate) utility_usd: f64,
    /// Chance with which it is chosen.
    pub(crate) chance: f64,
}

/// One choice, for table `decisions`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Choice {
    /// Who chooses.
    pub(crate) government: CountryIndex,
    /// About what, such as `curb heavy` or `release dysprosium_oxide`.
    pub(crate) subject: String,
    /// Everything that was weighed.
    pub(crate) alternatives: Vec<Alternative>,
    /// Position of the chosen one.
    pub(crate) chosen: usize,
    /// The figures behind it, in words.
    pub(crate) reasons: String,
}

/// Choices of the week.
#[derive(Resource, Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Choices(pub(crate) Vec<Choice>);
