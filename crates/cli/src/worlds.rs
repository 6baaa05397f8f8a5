//! The worlds that replicates take in turn: the scenario as read, or one for each parameter set of a file.

use std::path::{Path, PathBuf};

use hindcast::Posterior;
use output::Change;
use scenario::Scenario;

use crate::report::quoted;

/// Where parameter sets come from.
#[derive(Debug, clap::Args)]
pub(crate) struct ParameterSets {
    /// File of parameter sets, such as scenarios/fitted/posterior.ron: each replicate takes the next set
    #[arg(long, value_name = "FILE")]
    parameters: Option<PathBuf>,
}

impl ParameterSets {
    /// The file, where one was named.
    pub(crate) fn file(&self) -> Option<&PathBuf> {
        self.parameters.as_ref()
    }

    /// The words of the command line that name the file.
    pub(crate) fn words(&self) -> Vec<String> {
        let words = |file: &PathBuf| ["--parameters".to_owned(), quoted(&file.to_string_lossy())];
        self.parameters.iter().flat_map(words).collect()
    }
}

/// One scenario, or one for each parameter set.
#[derive(Debug)]
pub(crate) struct Worlds(Vec<Scenario>);

impl Worlds {
    /// A scenario as it is, or with each set of a file and then the changes of the command line, which have the last word.
    ///
    /// All are made before the first run: a path that leads nowhere should not cost the runs before it.
    pub(crate) fn of(
        scenario: &Scenario,
        sets: Option<&PathBuf>,
        changes: &[Change],
    ) -> anyhow::Result<Self> {
        let Some(file) = sets.map(PathBuf::as_path) else {
            return Ok(Self(vec![scenario.clone()]));
        };
        let posterior = Posterior::read(file)?;
        let with = |set| -> anyhow::Result<Scenario> {
            let mut scenario = scenario.clone();
            posterior.apply(set, &mut scenario)?;
            for change in changes {
                scenario.set(&change.path, &change.value)?;
            }
            Ok(scenario)
        };
        let worlds: Vec<Scenario> = posterior.sets.iter().map(with).collect::<Result<_, _>>()?;
        refuse_none(&worlds, file)?;
        Ok(Self(worlds))
    }

    /// All of them, in the order in which replicates take them.
    pub(crate) fn all(&self) -> &[Scenario] {
        &self.0
    }

    /// The world of a replicate.
    pub(crate) fn of_replicate(&self, replicate: u32) -> &Scenario {
        &self.0[replicate as usize % self.0.len()]
    }
}

fn refuse_none(worlds: &[Scenario], file: &Path) -> anyhow::Result<()> {
    anyhow::ensure!(
        !worlds.is_empty(),
        "`{}` holds no parameter set\n  hint: `monazite hindcast --calibrate` writes such a file",
        file.display()
    );
    Ok(())
}
