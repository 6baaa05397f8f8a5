//! What a run will do: the scenario with the changes of the command line, checked, and where its results go.

use std::path::{Path, PathBuf};

use ::report::Brief;
use anyhow::bail;
use model::Summary;
use output::{Change, Manifest};
use scenario::Scenario;

use super::{Arguments, weeks};
use crate::input;
use crate::report::{command, quoted};
use crate::worlds::Worlds;

/// A run that is ready to start.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) scenario: Scenario,
    pub(super) folder: PathBuf,
    pub(super) manifest: Manifest,
    pub(super) worlds: Worlds,
    sets: Vec<String>,
}

impl Plan {
    /// What the report says that no table holds.
    pub(super) fn brief(&self, summary: &Summary) -> Brief {
        let files = &self.manifest.scenario.files;
        let main = quoted(files.first().map_or("", String::as_str));
        let words = ["run", &main].into_iter();
        let words: Vec<&str> = words.chain(self.sets.iter().map(String::as_str)).collect();
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
    let files: Vec<&PathBuf> = read.chain(arguments.sets.file()).collect();
    let worlds = Worlds::of(&scenario, arguments.sets.file(), &changes)?;
    let manifest = Manifest::new(&scenario.about.name, &loaded.hash)
        .with_files(&files)
        .with_changes(changes)
        .with_seed(seed)
        .with_replicates(arguments.replicates)
        .with_weeks(scenario.clock.weeks);
    Ok(Plan {
        folder: folder(&scenario.about.name, arguments),
        worlds,
        sets: arguments.sets.words(),
        scenario,
        manifest,
    })
}

fn folder(name: &str, arguments: &Arguments) -> PathBuf {
    match &arguments.out {
        None => Path::new("outputs").join(name),
        Some(out) if arguments.scenarios.len() == 1 => out.clone(),
        Some(out) => out.join(name),
    }
}
