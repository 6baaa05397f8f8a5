//! What identifies a run on the page: a world, a seed and the levers that were moved.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Largest seed: every whole number up to it survives a trip through JSON numbers.
pub const MOST_SEED: u64 = 1 << 53;

/// A run: equal specs give equal runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// Name of the world.
    pub world: String,
    /// Seed of the random streams.
    pub seed: u64,
    /// Levers that do not stand where the scenario has them, by id.
    #[serde(default)]
    pub levers: BTreeMap<String, Setting>,
}

/// Where a lever stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Setting {
    /// A slider, in the unit of the scenario's field.
    Number(f64),
    /// One of a list.
    Choice(String),
}

/// Why a spec is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The world is not on the page.
    #[error("there is no world `{0}`\n  hint: {1}")]
    World(String, String),
    /// No such lever.
    #[error("the world has no lever `{0}`\n  hint: {1}")]
    Lever(String, String),
    /// A slider out of its range.
    #[error("lever `{lever}` is {found}, allowed {least} to {most}")]
    Range {
        /// The lever.
        lever: String,
        /// What was asked.
        found: String,
        /// Lower end.
        least: String,
        /// Upper end.
        most: String,
    },
    /// Not one of the choices.
    #[error("lever `{lever}` is `{found}`, allowed {allowed}")]
    Choice {
        /// The lever.
        lever: String,
        /// What was asked.
        found: String,
        /// The choices.
        allowed: String,
    },
    /// Nothing is kept under a code.
    #[error(
        "nothing is kept under the code `{0}`\n  hint: codes have eight letters and live until the page is closed at the teacher's machine"
    )]
    Code(String),
    /// The seed is too large.
    #[error("seed is {0}, allowed 0 to 9007199254740992")]
    Seed(u64),
    /// The scenario refuses the values together.
    #[error("{0}")]
    Scenario(String),
}

impl Spec {
    /// The canonical text, by which runs are told apart.
    pub fn key(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_does_not_depend_on_the_order_of_levers() {
        let one = r#"{"world":"w","seed":7,"levers":{"a":1.0,"b":"x"}}"#;
        let two = r#"{"levers":{"b":"x","a":1},"seed":7,"world":"w"}"#;
        let read = |text: &str| serde_json::from_str::<Spec>(text).unwrap().key();
        assert_eq!(read(one), read(two));
    }

    #[test]
    fn unknown_fields_are_refused() {
        let text = r#"{"world":"w","seed":7,"levers":{},"path":"/etc/passwd"}"#;
        assert!(serde_json::from_str::<Spec>(text).is_err());
    }
}
