//! From files to a scenario: reading, variants, and where each value was set.

use std::fs;
use std::path::{Path, PathBuf};

use crate::fault::{Fault, Faults, Place};
use crate::read::read;
use crate::scenario::Scenario;
use crate::spans::Span;
use crate::variant;

/// Largest file that is read.
const MOST_BYTES: u64 = 32 << 20;

/// A scenario with the files that it came from.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The scenario with all changes applied.
    pub scenario: Scenario,
    /// Files that were read, the base first.
    pub files: Vec<PathBuf>,
    /// Paths that were changed by variants and by [`Loaded::set`], with their new values as RON, in order.
    pub changed: Vec<(String, String)>,
    /// Hash of the scenario, see [`Scenario::hash`].
    pub hash: String,
    origins: Vec<Origin>,
}

/// A text that set values of the scenario.
#[derive(Clone, Debug)]
pub(crate) enum Origin {
    Base {
        file: String,
        root: Span,
    },
    Variant {
        file: String,
        root: Span,
    },
    /// A single value, set from outside the files.
    Set {
        path: String,
        value: String,
    },
}

/// Reads a scenario file with the files that it is based on.
///
/// What the scenario says is not checked: that is [`crate::check()`].
pub fn load(path: impl AsRef<Path>) -> Result<Loaded, Faults> {
    let path = path.as_ref();
    let text = read_text(path, &path.display().to_string())?;
    Loaded::from_text(path, &text, &mut Vec::new())
}

/// Reads a scenario from text; `name` stands for the file, and a `base` is looked for beside it.
pub fn load_str(text: &str, name: &str) -> Result<Loaded, Faults> {
    Loaded::from_text(Path::new(name), text, &mut Vec::new())
}

impl Loaded {
    /// A scenario that was made in code: its faults have paths but no places.
    pub fn from_scenario(scenario: Scenario) -> Self {
        Self {
            hash: scenario.hash(),
            scenario,
            files: Vec::new(),
            changed: Vec::new(),
            origins: Vec::new(),
        }
    }

    /// Sets one value; the path is that of [`Scenario::set`].
    pub fn set(&mut self, path: &str, value: &str) -> Result<(), Fault> {
        self.scenario.set(path, value).map_err(|mut fault| {
            fault.place = Place::whole(&format!("--set {path}={value}"));
            fault
        })?;
        self.hash = self.scenario.hash();
        self.changed.push((path.to_owned(), value.to_owned()));
        self.origins.push(Origin::Set {
            path: path.to_owned(),
            value: value.to_owned(),
        });
        Ok(())
    }

    fn from_text(path: &Path, text: &str, chain: &mut Vec<PathBuf>) -> Result<Self, Faults> {
        let file = path.display().to_string();
        refuse_empty(text, &file)?;
        refuse_cycle(path, &file, chain)?;
        let root = Span::scan(text);
        if root.entry("base").is_none() {
            let scenario: Scenario = read(text, &file)?;
            let mut loaded = Self::from_scenario(scenario);
            loaded.files.push(path.to_owned());
            loaded.origins.push(Origin::Base { file, root });
            return Ok(loaded);
        }
        let variant: variant::Variant = read(text, &file)?;
        let base = path.parent().unwrap_or(Path::new("")).join(&variant.base);
        let base_text = read_base(&base, &file, &root)?;
        let mut loaded = Self::from_text(&base, &base_text, chain)?;
        let changed = variant.apply(&mut loaded.scenario, &file, &root)?;
        loaded.changed.extend(changed);
        loaded.files.push(path.to_owned());
        loaded.origins.push(Origin::Variant { file, root });
        loaded.hash = loaded.scenario.hash();
        Ok(loaded)
    }

    /// Where a value was set last; `skip` passes over items of the same name.
    pub(crate) fn place(&self, path: &str, at_key: bool, skip: usize) -> Place {
        let names: Vec<&str> = path.split('.').filter(|name| !name.is_empty()).collect();
        let found = self
            .origins
            .iter()
            .rev()
            .find_map(|origin| origin.place(&names, at_key, skip));
        found.unwrap_or_default()
    }

    /// The scanned files, the base first.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, &Span)> {
        self.origins.iter().filter_map(|origin| match origin {
            Origin::Base { file, root } | Origin::Variant { file, root } => {
                Some((file.as_str(), root))
            }
            Origin::Set { .. } => None,
        })
    }
}

impl Origin {
    fn place(&self, names: &[&str], at_key: bool, skip: usize) -> Option<Place> {
        let at = |file: &str, spot: crate::spans::Spot| Place {
            file: file.to_owned(),
            line: spot.line,
            column: spot.column,
        };
        match self {
            Self::Base { file, root } if names.is_empty() => Some(Place::whole(file)),
            Self::Base { file, root } => Some(at(file, root.find(names, at_key, skip).1)),
            Self::Set { path, value } => {
                is_within(names, path).then(|| Place::whole(&format!("--set {path}={value}")))
            }
            Self::Variant { file, root } => {
                variant::find(root, names, at_key, skip).map(|spot| at(file, spot))
            }
        }
    }
}

/// Whether `names` is the value at `path` or lies inside it.
pub(crate) fn is_within(names: &[&str], path: &str) -> bool {
    let outer: Vec<&str> = path.split('.').collect();
    names.starts_with(&outer)
}

fn refuse_empty(text: &str, file: &str) -> Result<(), Fault> {
    if !text.trim().is_empty() {
        return Ok(());
    }
    Err(Fault::of_file(
        file,
        "the file is empty",
        "`monazite new <name>` writes a scenario to start from",
    ))
}

fn refuse_cycle(path: &Path, file: &str, chain: &mut Vec<PathBuf>) -> Result<(), Fault> {
    let full = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let is_cycle = chain.contains(&full);
    chain.push(full);
    if !is_cycle {
        return Ok(());
    }
    let names: Vec<String> = chain
        .iter()
        .map(|path| {
            let name = path.file_name().unwrap_or(path.as_os_str());
            name.to_string_lossy().into_owned()
        })
        .collect();
    Err(Fault::of_file(
        file,
        &format!("the bases go round in a circle: {}", names.join(" -> ")),
        "one of these files has to be a complete scenario, without `base`",
    ))
}

fn read_base(base: &Path, file: &str, root: &Span) -> Result<String, Fault> {
    read_text(base, &base.display().to_string()).map_err(|fault| {
        let (_, spot) = root.find(&["base"], false, 0);
        Fault {
            place: Place {
                file: file.to_owned(),
                line: spot.line,
                column: spot.column,
            },
            message: format!("base `{}`: {}", base.display(), fault.message),
            hint: "the path of `base` counts from the folder of this file".to_owned(),
            ..fault
        }
    })
}

/// The text of a file, or why it has none; `file` names it in the fault.
pub fn read_text(path: &Path, file: &str) -> Result<String, Fault> {
    let refuse = |message: &str, hint: &str| Err(Fault::of_file(file, message, hint));
    let facts = match fs::metadata(path) {
        Ok(facts) => facts,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return refuse(
                "there is no such file",
                "check the path; it counts from the folder where the program was started",
            );
        }
        Err(error) => {
            return refuse(
                &format!("cannot be opened: {error}"),
                "check its permissions",
            );
        }
    };
    if facts.is_dir() {
        return refuse(
            "this is a folder, not a file",
            "name one `.ron` file inside it",
        );
    }
    if !facts.is_file() {
        return refuse(
            "this is a device or a pipe, not a file",
            "write the scenario into a file first",
        );
    }
    if facts.len() > MOST_BYTES {
        let size = facts.len() >> 20;
        return refuse(
            &format!("the file has {size} MiB, allowed are 32"),
            "keep series in CSV files under `observed`",
        );
    }
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => return refuse(&format!("cannot be read: {error}"), "check its permissions"),
    };
    String::from_utf8(bytes).or_else(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes().iter().take(good).filter(|byte| **byte == b'\n').count();
        refuse(
            &format!("the file is not UTF-8 text: line {line} has a byte that no character begins with or ends"),
            "save it as UTF-8 in your editor",
        )
    })
}
