//! The file of parameter sets: a sample of what fits history, with where it comes from.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use scenario::{Fault, Scenario};
use serde::Deserialize;

/// Parameter sets with their provenance.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Posterior {
    /// Where the sets come from.
    pub provenance: Provenance,
    /// The sets, the best fit first.
    pub sets: Vec<ParameterSet>,
}

/// How a posterior was made.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// Version of the program.
    pub program: String,
    /// Name of the scenario that was fitted.
    pub scenario: String,
    /// Its hash.
    pub hash: String,
    /// The method in words.
    pub method: String,
    /// Targets that were fitted.
    pub targets: Vec<String>,
    /// Last day of what was fitted; none for all of it.
    pub until: Option<String>,
    /// Seed of the sampler and of the runs.
    pub seed: u64,
    /// Number of runs.
    pub evaluations: u64,
    /// Part of the proposals that were taken.
    pub accepted_share: f64,
    /// Half the sum of squared distances in tolerances, each at most 9: of the best set, and of the defaults.
    pub misfit: (f64, f64),
    /// Ranges by name: lowest, highest, and `linear` or `log`.
    pub priors: BTreeMap<String, (f64, f64, String)>,
}

/// One parameter set.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParameterSet {
    /// Behaviour, the same for all scenarios: values by path.
    pub shared: BTreeMap<String, f64>,
    /// Uncertain facts of the scenario that was fitted: values by path, used in that one only.
    pub facts: BTreeMap<String, f64>,
}

/// Why a posterior could not be read, written or used.
#[derive(Debug, thiserror::Error)]
pub enum PosteriorError {
    /// The file system refused.
    #[error("error: cannot {action} `{}`: {reason}\n  hint: `monazite hindcast --calibrate` writes such a file, `--parameters` names it", path.display())]
    File {
        /// What was tried.
        action: &'static str,
        /// On which file.
        path: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
    /// The text is no posterior, or a path in it leads nowhere.
    #[error(transparent)]
    Content(#[from] Fault),
    /// A posterior without sets.
    #[error("error: {}: there are no parameter sets\n  hint: `monazite hindcast --calibrate` writes some", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
}

impl Posterior {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self, PosteriorError> {
        let text = std::fs::read_to_string(path).map_err(|reason| PosteriorError::File {
            action: "read",
            path: path.to_owned(),
            reason,
        })?;
        let posterior: Self = scenario::read(&text, &path.display().to_string())?;
        if posterior.sets.is_empty() {
            return Err(PosteriorError::Empty {
                path: path.to_owned(),
            });
        }
        Ok(posterior)
    }

    /// Writes a file, so that it is either the old one or the new one.
    pub fn write(&self, path: &Path) -> Result<(), PosteriorError> {
        let refuse = |reason| PosteriorError::File {
            action: "write",
            path: path.to_owned(),
            reason,
        };
        let draft = path.with_extension("ron.draft");
        std::fs::write(&draft, self.text()).map_err(refuse)?;
        std::fs::rename(&draft, path).map_err(refuse)
    }

    /// The set of a replicate: they take turns.
    pub fn set(&self, replicate: u32) -> Option<&ParameterSet> {
        let count = self.sets.len().max(1);
        self.sets.get(replicate as usize % count)
    }

    /// A scenario with a set applied; facts only where they belong.
    pub fn apply(&self, set: &ParameterSet, scenario: &mut Scenario) -> Result<(), PosteriorError> {
        let is_home = scenario.about.name == self.provenance.scenario;
        let facts = set.facts.iter().filter(|_| is_home);
        for (path, value) in set.shared.iter().chain(facts) {
            scenario.set(path, &format!("{value:?}"))?;
        }
        Ok(())
    }

    /// The file as text.
    pub fn text(&self) -> String {
        let about = &self.provenance;
        let mut text = String::from(
            "// Parameter sets that fit history: written by `monazite hindcast --calibrate`, read by `monazite hindcast`.\n(\n",
        );
        // Writing into a String cannot fail.
        let _ = write!(
            text,
            "  provenance: (\n    program: {:?},\n    scenario: {:?},\n    hash: {:?},\n    method: {:?},\n    targets: {:?},\n    until: {},\n    seed: {},\n    evaluations: {},\n    accepted_share: {:?},\n    misfit: {:?},\n    priors: {{\n",
            about.program,
            about.scenario,
            about.hash,
            about.method,
            about.targets,
            about
                .until
                .as_ref()
                .map_or("None".to_owned(), |day| format!("Some({day:?})")),
            about.seed,
            about.evaluations,
            about.accepted_share,
            about.misfit,
        );
        for (name, range) in &about.priors {
            let _ = writeln!(text, "      {name:?}: {range:?},");
        }
        text += "    },\n  ),\n  sets: [\n";
        for set in &self.sets {
            let _ = write!(
                text,
                "    (\n      shared: {},\n      facts: {},\n    ),\n",
                map(&set.shared),
                map(&set.facts)
            );
        }
        text += "  ],\n)\n";
        text
    }
}

fn map(values: &BTreeMap<String, f64>) -> String {
    let entries: Vec<String> = values
        .iter()
        .map(|(path, value)| format!("        {path:?}: {value:?},\n"))
        .collect();
    format!("{{\n{}      }}", entries.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posterior() -> Posterior {
        let values = |path: &str, value| BTreeMap::from([(path.to_owned(), value)]);
        let set = |value| ParameterSet {
            shared: values("behaviour.tension_cover", value),
            facts: values("market.leakage_max_share", 0.125),
        };
        Posterior {
            provenance: Provenance {
                program: "0.1.0".to_owned(),
                scenario: "world".to_owned(),
                hash: "ab".to_owned(),
                method: "by \"hand\"".to_owned(),
                targets: vec!["H2".to_owned()],
                until: Some("2011-12-31".to_owned()),
                seed: 1,
                evaluations: 10,
                accepted_share: 0.25,
                misfit: (1.5, 7.0),
                priors: BTreeMap::from([("a".to_owned(), (1.0, 2.0, "log".to_owned()))]),
            },
            sets: vec![set(1.5), set(2.5)],
        }
    }

    #[test]
    fn file_reads_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("posterior.ron");
        posterior().write(&path).unwrap();
        assert_eq!(Posterior::read(&path).unwrap(), posterior());
    }

    #[test]
    fn sets_take_turns_over_replicates() {
        let posterior = posterior();
        // two sets: replicate 3 takes the second
        assert_eq!(posterior.set(3), posterior.sets.get(1));
    }

    #[test]
    fn facts_stay_where_they_were_fitted() {
        let posterior = posterior();
        let mut home = scenario::read_str(&scenario::starter("world")).unwrap();
        let mut away = scenario::read_str(&scenario::starter("away")).unwrap();
        let leak = away.market.leakage_max_share;
        posterior.apply(&posterior.sets[0], &mut home).unwrap();
        posterior.apply(&posterior.sets[0], &mut away).unwrap();
        assert_eq!(home.get("market.leakage_max_share").unwrap(), "0.125");
        assert!((away.market.leakage_max_share - leak).abs() < 1e-12);
        assert_eq!(away.get("behaviour.tension_cover").unwrap(), "1.5");
    }

    #[test]
    fn unknown_path_is_named() {
        let mut posterior = posterior();
        posterior.sets[0].shared = BTreeMap::from([("behaviour.tension_coverr".to_owned(), 1.0)]);
        let mut home = scenario::read_str(&scenario::starter("world")).unwrap();
        let fault = posterior.apply(&posterior.sets[0], &mut home).unwrap_err();
        assert!(
            fault.to_string().contains("behaviour.tension_coverr"),
            "{fault}"
        );
    }

    #[test]
    fn missing_file_is_told() {
        let fault = Posterior::read("no_such.ron".as_ref()).unwrap_err();
        assert!(
            fault
                .to_string()
                .starts_with("error: cannot read `no_such.ron`"),
            "{fault}"
        );
    }
}
