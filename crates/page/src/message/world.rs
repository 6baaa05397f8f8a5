//! A world as it is told to a page: its names, its levers and where the scenario has them.

use serde::Serialize;

use crate::lab::Lever;
use crate::spec::{Setting, Spec};

/// A world as the page shows it.
#[derive(Debug, Clone, Serialize)]
pub struct WorldCard {
    /// Name.
    pub name: String,
    /// Its question.
    pub question: String,
    /// What a reader should know.
    pub notes: String,
    /// Hash of the scenario with no lever moved.
    pub hash: String,
    /// Citations by key.
    pub sources: std::collections::BTreeMap<String, String>,
    /// First day.
    pub start: String,
    /// Length [weeks].
    pub weeks: u32,
    /// Country that buys.
    pub importer: String,
    /// Country that may curb its exports.
    pub origin: String,
    /// Country that supplies instead.
    pub alternative: String,
    /// Goods in focus.
    pub goods: Vec<Named>,
    /// Countries.
    pub countries: Vec<Named>,
    /// Zones.
    pub zones: Vec<Named>,
    /// Zone of the importer.
    pub importer_zone: String,
    /// Zone of the origin.
    pub origin_zone: String,
    /// Government whose stock is shown.
    pub reserve: Option<String>,
    /// Levers.
    pub levers: Vec<LeverCard>,
    /// What can be switched off.
    pub drivers: Vec<String>,
    /// The run that the page opens with.
    pub opening: Spec,
    /// Whether it answers at once.
    pub is_small: bool,
}

/// An id with its name for people.
#[derive(Debug, Clone, Serialize)]
pub struct Named {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
}

/// A lever with where the scenario has it.
#[derive(Debug, Clone, Serialize)]
pub struct LeverCard {
    /// The lever.
    #[serde(flatten)]
    pub lever: Lever,
    /// Where the scenario has it.
    pub written: Setting,
    /// What the field means, from the reference of scenarios.
    pub meaning: String,
    /// Where the default or the written value comes from.
    pub source: String,
}
