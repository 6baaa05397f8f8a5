//! What a comparison will do: both scenarios with the changes of the command line, checked against each other.

use std::path::{Path, PathBuf};

use ::report::Brief;
use anyhow::bail;
use output::{Change, Compared, Manifest};
use scenario::{Loaded, Scenario};
use sweep::Side;

use super::Arguments;
use crate::input;
use crate::report::{command, quoted};
use crate::run::weeks;
use crate::worlds::Worlds;

/// A comparison that is ready to start.
#[derive(Debug)]
pub(super) struct Plan {
    first: Loaded,
    second: Loaded,
    worlds: [Worlds; 2],
    sets: Vec<String>,
    pub(super) folder: PathBuf,
    pub(super) manifest: Manifest,
}

impl Plan {
    pub(super) fn side(&self, side: Side) -> &Loaded {
        match side {
            Side::A => &self.first,
            Side::B => &self.second,
        }
    }

    /// The worlds that the replicates of a side take in turn; both sides of a pair have the same parameter set.
    pub(super) fn worlds(&self, side: Side) -> &Worlds {
        let [first, second] = &self.worlds;
        match side {
            Side::A => first,
            Side::B => second,
        }
    }

    /// What the report says that no table holds.
    pub(super) fn brief(&self) -> Brief {
        let manifest = &self.manifest;
        let file = |files: &[String]| quoted(files.first().map_or("", String::as_str));
        let other = manifest.compared.as_ref();
        let second = other.map_or(String::new(), |other| file(&other.files));
        let own = other.into_iter().flat_map(|other| &other.changes);
        let own: Vec<String> = own
            .map(|change| {
                let change = format!("{}={}", change.path, change.value);
                format!(" --set-b {}", quoted(&change))
            })
            .collect();
        let first = file(&manifest.scenario.files);
        let words = ["compare", &first, &second].into_iter();
        let words: Vec<&str> = words.chain(self.sets.iter().map(String::as_str)).collect();
        Brief::of(&self.second.scenario).with_command(command(&words, manifest) + &own.concat())
    }

    fn name(&self, side: Side) -> &str {
        &self.side(side).scenario.about.name
    }

    /// Both names, for a progress bar.
    pub(super) fn names(&self) -> String {
        format!("{} and {}", self.name(Side::A), self.name(Side::B))
    }

    /// Whether both sides are the same scenario after all changes.
    pub(super) fn is_same(&self) -> bool {
        self.first.hash == self.second.hash
    }

    /// What one side is, on one line: its name, its file and what was set in it alone.
    pub(super) fn in_words(&self, side: Side) -> String {
        let files = match (side, &self.manifest.compared) {
            (Side::A, _) | (_, None) => &self.manifest.scenario.files,
            (Side::B, Some(compared)) => &compared.files,
        };
        let mut origin: Vec<String> = files.first().cloned().into_iter().collect();
        if side == Side::B {
            origin.extend(self.own_changes());
        }
        format!("{} ({})", self.name(side), origin.join(", "))
    }

    /// The heading of the picture.
    pub(super) fn title(&self) -> String {
        let own = self.own_changes().join(", ");
        let own = if own.is_empty() {
            own
        } else {
            format!(" with {own}")
        };
        format!(
            "{}{own} (b) less {} (a)",
            self.name(Side::B),
            self.name(Side::A)
        )
    }

    /// What was set in the second scenario alone.
    fn own_changes(&self) -> Vec<String> {
        let compared = self.manifest.compared.as_ref();
        let changes = compared.iter().flat_map(|compared| &compared.changes);
        changes
            .map(|change| format!("{}={}", change.path, change.value))
            .collect()
    }
}

/// The plan of the command line.
pub(super) fn of(arguments: &Arguments) -> anyhow::Result<Plan> {
    let both = changes(arguments);
    let first = load(&arguments.first, &[&arguments.set], arguments)?;
    let second = load(
        &arguments.second,
        &[&arguments.set, &arguments.set_b],
        arguments,
    )?;
    refuse_unlike(&first.scenario, &second.scenario)?;
    let (a, b) = (&first.scenario.about.name, &second.scenario.about.name);
    let compared = Compared::new(b, &second.hash)
        .with_files(&files(&second))
        .with_changes(arguments.set_b.clone());
    let own = [&both[..], &arguments.set_b].concat();
    let worlds = [
        Worlds::of(&first.scenario, arguments.sets.file(), &both)?,
        Worlds::of(&second.scenario, arguments.sets.file(), &own)?,
    ];
    let read = files(&first).into_iter().chain(arguments.sets.file());
    let manifest = Manifest::new(a, &first.hash)
        .with_files(&read.collect::<Vec<_>>())
        .with_compared(compared)
        .with_changes(both)
        .with_seed(arguments.seed.unwrap_or(first.scenario.clock.seed))
        .with_replicates(arguments.replicates)
        .with_weeks(first.scenario.clock.weeks);
    let default = || Path::new("outputs").join(format!("compare_{a}_{b}"));
    Ok(Plan {
        folder: arguments.out.clone().unwrap_or_else(default),
        first,
        second,
        worlds,
        sets: arguments.sets.words(),
        manifest,
    })
}

/// Variants list their bases first; the manifest opens with the file that was asked for.
fn files(loaded: &Loaded) -> Vec<&PathBuf> {
    loaded.files.iter().rev().collect()
}

/// What is changed in both, the length of the run last.
fn changes(arguments: &Arguments) -> Vec<Change> {
    let length = arguments.years.map(|years| Change {
        path: "clock.weeks".to_owned(),
        value: weeks(years).to_string(),
    });
    arguments.set.iter().cloned().chain(length).collect()
}

fn load(path: &Path, changes: &[&Vec<Change>], arguments: &Arguments) -> anyhow::Result<Loaded> {
    let mut loaded = input::load(path)?;
    for change in changes.iter().copied().flatten() {
        loaded.set(&change.path, &change.value)?;
    }
    input::check(&loaded)?;
    // After the check: a shorter run may well end before the last event.
    if let Some(years) = arguments.years {
        loaded.set("clock.weeks", &weeks(years).to_string())?;
    }
    Ok(loaded)
}

/// Refuses scenarios whose measures mean different things, or whose weeks are different weeks.
fn refuse_unlike(first: &Scenario, second: &Scenario) -> anyhow::Result<()> {
    if first.about.focus.is_none() && second.about.focus.is_none() {
        bail!(
            "neither scenario names a focus, so there is nothing to compare\n  hint: `about.focus` says whose supply a scenario is about"
        );
    }
    let differs: Vec<String> = traits(first)
        .into_iter()
        .zip(traits(second))
        .filter(|((_, a), (_, b))| a != b)
        .map(|((what, a), (_, b))| format!("\n  {what}: {a} in the first, {b} in the second"))
        .collect();
    if differs.is_empty() {
        return Ok(());
    }
    bail!(
        "`{}` and `{}` cannot be compared, since they differ in what a comparison is about{}\n  hint: compare variants of one scenario; the length can be set for both with `--years`, any other field with `--set` or `--set-b`",
        first.about.name,
        second.about.name,
        differs.concat()
    );
}

/// What two scenarios must have in common.
fn traits(scenario: &Scenario) -> Vec<(&'static str, String)> {
    let focus = scenario.about.focus.as_ref();
    let word = |word: Option<&String>| word.map_or("none".to_owned(), |word| format!("`{word}`"));
    let goods = focus.map_or("none".to_owned(), |focus| {
        format!("`{}`", focus.goods.join(", "))
    });
    let clock = &scenario.clock;
    vec![
        ("importer", word(focus.map(|focus| &focus.importer))),
        ("origin", word(focus.map(|focus| &focus.origin))),
        ("alternative", word(focus.map(|focus| &focus.alternative))),
        ("goods", goods),
        ("start", clock.start.to_string()),
        ("weeks", clock.weeks.to_string()),
        ("burn-in weeks", clock.burn_in_weeks.to_string()),
    ]
}
