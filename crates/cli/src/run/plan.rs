//! What a run will do: the scenario with the changes of the command line, checked, and where its results go.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use ::report::Brief;
use anyhow::bail;
use hindcast::Posterior;
use model::Summary;
use output::{Change, Manifest};
use scenario::Scenario;

use super::{Arguments, weeks};
use crate::input;
use crate::report::{command, quoted};

/// A run that is ready to start.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) scenario: Scenario,
    pub(super) folder: PathBuf,
    pub(super) manifest: Manifest,
    parameters: Option<Posterior>,
}

impl Plan {
    /// The scenario of a replicate: as read, or with its parameter set and then the changes of the command line.
    pub(super) fn scenario_of(&self, replicate: u32) -> anyhow::Result<Cow<'_, Scenario>> {
        let Some(posterior) = &self.parameters else {
            return Ok(Cow::Borrowed(&self.scenario));
        };
        let mut scenario = self.scenario.clone();
        if let Some(set) = posterior.set(replicate) {
            posterior.apply(set, &mut scenario)?;
        }
        for change in &self.manifest.changes {
            scenario.set(&change.path, &change.value)?;
        }
        Ok(Cow::Owned(scenario))
    }

    /// What the report says that no table holds.
    pub(super) fn brief(&self, summary: &Summary) -> Brief {
        let files = &self.manifest.scenario.files;
        let main = quoted(files.first().map_or("", String::as_str));
        // The file of parameter sets is read last.
        let sets = files.last().filter(|_| self.parameters.is_some());
        let sets = sets.map(|file| format!("--parameters {}", quoted(file)));
        let words = ["run", &main].into_iter().chain(sets.as_deref());
        let words: Vec<&str> = words.collect();
        Brief::of(&self.scenario)
            .with_answer(&summary.answer)
            .with_warnings(&summary.warnings)
            .with_command(command(&words, &self.manifest))
    }
}

impl Plan {
    /// Weeks of all replicates.
    pub(super) fn weeks_of_all(&self) -> u64 {
        let run = &self.manifest.run;
        u64::from(run.replicates) * u64::from(run.weeks)
    }
}

/// The plan of every scenario on the command line.
pub(super) fn of(arguments: &Arguments) -> anyhow::Result<Vec<Plan>> {
    let mut plans: Vec<Plan> = Vec::new();
    for path in &arguments.scenarios {
        let plan = plan(path, arguments)?;
        if let Some(other) = plans.iter().find(|other| other.folder == plan.folder) {
            bail!(
                "two scenarios would write into `{}`: both are named `{}`\n  hint: run them one after the other with `--out`",
                plan.folder.display(),
                other.manifest.scenario.name
            );
        }
        plans.push(plan);
    }
    Ok(plans)
}

fn plan(path: &Path, arguments: &Arguments) -> anyhow::Result<Plan> {
    let mut loaded = input::load(path)?;
    let mut changes = arguments.set.clone();
    for change in &changes {
        loaded.set(&change.path, &change.value)?;
    }
    input::check(&loaded)?;
    // After the check: a shorter run may well end before the last event.
    if let Some(years) = arguments.years {
        let change = Change {
            path: "clock.weeks".to_owned(),
            value: weeks(years).to_string(),
        };
        loaded.set(&change.path, &change.value)?;
        changes.push(change);
    }
    let scenario = loaded.scenario;
    let seed = arguments.seed.unwrap_or(scenario.clock.seed);
    // Variants list their bases first; the manifest opens with the file that was asked for.
    let read = loaded.files.iter().rev();
    let files: Vec<&PathBuf> = read.chain(&arguments.parameters).collect();
    let posterior = arguments.parameters.as_deref().map(Posterior::read);
    let manifest = Manifest::new(&scenario.about.name, &loaded.hash)
        .with_files(&files)
        .with_changes(changes)
        .with_seed(seed)
        .with_replicates(arguments.replicates)
        .with_weeks(scenario.clock.weeks);
    let plan = Plan {
        folder: folder(&scenario.about.name, arguments),
        parameters: posterior.transpose()?,
        scenario,
        manifest,
    };
    // A path in the file of parameters that leads nowhere should not cost the runs before it.
    plan.scenario_of(0)?;
    Ok(plan)
}

fn folder(name: &str, arguments: &Arguments) -> PathBuf {
    match &arguments.out {
        None => Path::new("outputs").join(name),
        Some(out) if arguments.scenarios.len() == 1 => out.clone(),
        Some(out) => out.join(name),
    }
}
