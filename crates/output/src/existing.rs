//! What is in the target folder already, and whether this run may replace it.

use std::fs;
use std::io;
use std::path::Path;

use crate::{Change, MANIFEST_FILE, Manifest, OutputError};

const NAMES_SHOWN: usize = 3;

/// Refuses a folder with results of other inputs or with foreign files unless `force`; gives the manifest replaced.
///
/// The same scenario file after an edit is the same scenario: running it again is the ordinary way to work.
pub(crate) fn inspect(
    folder: &Path,
    planned: &Manifest,
    force: bool,
) -> Result<Option<Manifest>, OutputError> {
    if folder.is_file() {
        return Err(OutputError::NotAFolder {
            path: folder.to_owned(),
        });
    }
    let names = names_in(folder)?;
    let present = match Manifest::read_if_present(folder) {
        Err(OutputError::BadManifest { .. }) if force => None,
        other => other?,
    };
    if force {
        return Ok(present);
    }
    if let Some(there) = &present {
        refuse_other_inputs(folder, there, planned)?;
    }
    refuse_foreign_files(folder, &names, present.as_ref())?;
    Ok(present)
}

/// Names in the folder, sorted; hidden ones (a run under way, a desktop's notes) do not count.
fn names_in(folder: &Path) -> Result<Vec<String>, OutputError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(OutputError::file("read the folder", folder)(error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(OutputError::file("read the folder", folder))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.retain(|name| !name.starts_with('.'));
    names.sort();
    Ok(names)
}

fn refuse_other_inputs(
    folder: &Path,
    there: &Manifest,
    here: &Manifest,
) -> Result<(), OutputError> {
    let inputs: [fn(&Manifest) -> String; 7] = [
        |of| format!("scenario `{}`", of.scenario.name),
        |of| {
            format!(
                "the file `{}`",
                of.scenario.files.first().map_or("", String::as_str)
            )
        },
        comparison_in_words,
        question_in_words,
        |of| format!("seed {}", of.run.seed),
        |of| format!("{} replicate(s)", of.run.replicates),
        changes_in_words,
    ];
    match inputs.iter().find(|input| input(there) != input(here)) {
        None => Ok(()),
        Some(input) => Err(OutputError::OtherRun {
            folder: folder.to_owned(),
            there: input(there),
            here: input(here),
        }),
    }
}

fn changes_in_words(of: &Manifest) -> String {
    format!("the scenario {}", list_in_words(&of.changes))
}

fn list_in_words(changes: &[Change]) -> String {
    if changes.is_empty() {
        return "without changes".to_owned();
    }
    let changes: Vec<String> = changes
        .iter()
        .map(|change| format!("`{}={}`", change.path, change.value))
        .collect();
    format!("with {}", changes.join(", "))
}

fn comparison_in_words(of: &Manifest) -> String {
    let Some(other) = &of.compared else {
        return "a run of one scenario".to_owned();
    };
    let changes = if other.changes.is_empty() {
        String::new()
    } else {
        format!(" {}", list_in_words(&other.changes))
    };
    format!("a comparison with `{}`{changes}", other.name)
}

fn question_in_words(of: &Manifest) -> String {
    if of.asked.is_empty() {
        return "no experiment".to_owned();
    }
    let words = of
        .asked
        .iter()
        .map(|(name, value)| format!("{name} {value}"));
    format!(
        "an experiment with {}",
        words.collect::<Vec<_>>().join(", ")
    )
}

fn refuse_foreign_files(
    folder: &Path,
    names: &[String],
    present: Option<&Manifest>,
) -> Result<(), OutputError> {
    let is_known = |name: &String| {
        present.is_some_and(|there| name == MANIFEST_FILE || there.files().any(|file| file == name))
    };
    let foreign: Vec<&str> = names
        .iter()
        .filter(|name| !is_known(name))
        .map(String::as_str)
        .collect();
    if foreign.is_empty() {
        return Ok(());
    }
    let mut files = foreign[..foreign.len().min(NAMES_SHOWN)].join(", ");
    if foreign.len() > NAMES_SHOWN {
        files = format!("{files} and {} more", foreign.len() - NAMES_SHOWN);
    }
    Err(OutputError::ForeignFiles {
        folder: folder.to_owned(),
        files,
    })
}
