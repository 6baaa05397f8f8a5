//! `sweep.toml`: which plan a folder belongs to, and how many runs are in a shard.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::join::digest;
use crate::{OutputError, whole_file};

const LEDGER_FILE: &str = "sweep.toml";
const OPENING: &str =
    "# What is run here, and how many runs are in a shard. Written once; every machine reads it.\n";

/// Everything that makes the results of a run: by name, as text.
///
/// The number of points is no part of it, where the points of a longer design begin with those of a shorter one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin(pub BTreeMap<String, String>);

impl Origin {
    /// The hash of all of it: SHA-256, hexadecimal.
    pub fn hash(&self) -> String {
        let lines: Vec<String> = self
            .0
            .iter()
            .map(|(name, value)| format!("{name} = {value:?}\n"))
            .collect();
        digest(lines.concat().as_bytes())
    }
}

/// The ledger of a sweep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// Hash of the plan without its number of points.
    pub plan_hash: String,
    /// Runs in a shard.
    pub runs_per_shard: u64,
    /// What the hash is of.
    pub plan: BTreeMap<String, String>,
}

impl Ledger {
    pub(super) fn read_if_present(folder: &Path) -> Result<Option<Self>, OutputError> {
        let path = folder.join(LEDGER_FILE);
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other.map_err(OutputError::file("read", &path))?,
        };
        let bad = |message: String| OutputError::BadLedger {
            path: path.clone(),
            message,
        };
        let ledger: Self =
            toml::from_str(&text).map_err(|error| bad(error.message().to_owned()))?;
        let hash = Origin(ledger.plan.clone()).hash();
        if hash != ledger.plan_hash {
            return Err(bad(format!(
                "plan_hash is `{}`, what stands under `plan` has `{hash}`",
                ledger.plan_hash
            )));
        }
        if ledger.runs_per_shard == 0 {
            return Err(bad("runs_per_shard is 0, allowed is 1 or more".to_owned()));
        }
        Ok(Some(ledger))
    }

    /// Writes the ledger, or reads that of somebody who was quicker.
    pub(super) fn create(
        folder: &Path,
        origin: &Origin,
        runs_per_shard: u64,
    ) -> Result<Self, OutputError> {
        let ledger = Self {
            plan_hash: origin.hash(),
            runs_per_shard: runs_per_shard.max(1),
            plan: origin.0.clone(),
        };
        let path = folder.join(LEDGER_FILE);
        // Text and numbers can always be written as TOML.
        let text = OPENING.to_owned() + &toml::to_string(&ledger).unwrap_or_default();
        if whole_file::write_first(&path, text.as_bytes())? {
            return Ok(ledger);
        }
        Self::read_if_present(folder)?.ok_or_else(|| OutputError::NotPlanned {
            folder: folder.to_owned(),
        })
    }

    /// Refuses a plan that is not the one of this ledger, saying what differs.
    pub(super) fn refuse_other(&self, folder: &Path, origin: &Origin) -> Result<(), OutputError> {
        let hash = origin.hash();
        if hash == self.plan_hash {
            return Ok(());
        }
        let names: std::collections::BTreeSet<&String> =
            self.plan.keys().chain(origin.0.keys()).collect();
        let text = |of: &BTreeMap<String, String>, name: &String| {
            of.get(name)
                .map_or("nothing".to_owned(), |value| format!("`{value}`"))
        };
        let differences = names
            .into_iter()
            .map(|name| (name, text(&self.plan, name), text(&origin.0, name)))
            .filter(|(_, there, here)| there != here)
            .map(|(name, there, here)| format!("{name}: {there} there, {here} here"))
            .collect();
        Err(OutputError::OtherPlan {
            folder: folder.to_owned(),
            there: self.plan_hash.clone(),
            here: hash,
            differences,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(seed: &str) -> Origin {
        let entries = [("design", "sobol"), ("seed", seed)];
        Origin(
            entries
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
        )
    }

    #[test]
    fn ledger_of_the_quicker_one_counts() {
        let folder = tempfile::tempdir().unwrap();
        let first = Ledger::create(folder.path(), &origin("1"), 7).unwrap();
        let second = Ledger::create(folder.path(), &origin("1"), 3).unwrap();
        assert_eq!((first.runs_per_shard, &second), (7, &first));
    }

    #[test]
    fn other_plan_is_refused_with_both_hashes_and_what_differs() {
        let folder = Path::new("outputs/small");
        let ledger = Ledger {
            plan_hash: origin("1").hash(),
            runs_per_shard: 1,
            plan: origin("1").0,
        };
        assert!(ledger.refuse_other(folder, &origin("1")).is_ok());
        let text = ledger
            .refuse_other(folder, &origin("2"))
            .unwrap_err()
            .to_string();
        assert!(text.contains(&origin("1").hash()), "{text}");
        assert!(text.contains(&origin("2").hash()), "{text}");
        assert!(text.ends_with("seed: `1` there, `2` here"), "{text}");
    }

    #[test]
    fn ledger_that_somebody_edited_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        Ledger::create(folder.path(), &origin("1"), 7).unwrap();
        let path = folder.path().join(LEDGER_FILE);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replace("seed = \"1\"", "seed = \"2\"")).unwrap();
        let refused = Ledger::read_if_present(folder.path());
        assert!(matches!(refused, Err(OutputError::BadLedger { .. })));
    }
}
