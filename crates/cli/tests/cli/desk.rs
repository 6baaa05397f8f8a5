//! A folder in which the program is run as a user runs it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A temporary folder with the starter scenario `world.ron` in it.
pub(crate) struct Desk {
    folder: TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let desk = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        assert_eq!(desk.run("new world").code, 0);
        desk
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program with these words, split at spaces, in this folder.
    pub(crate) fn command(&self, words: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_monazite"));
        command
            .args(words.split_whitespace())
            .current_dir(self.folder.path())
            .env_remove("RUST_BACKTRACE");
        command
    }

    pub(crate) fn run(&self, words: &str) -> Said {
        Said::from(self.command(words).output().unwrap())
    }

    /// The bytes of a file of results.
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }
}

/// What the program said, and how it ended.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
}

impl std::fmt::Display for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "exit {}", self.code)?;
        write!(f, "stdout:\n{}stderr:\n{}", self.stdout, self.stderr)
    }
}

/// Names in a folder, hidden ones included, sorted.
pub(crate) fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// A file of parameter sets as a calibration writes it, each set given as `"path": value`.
pub(crate) fn parameter_sets(sets: &[&str]) -> String {
    let sets: Vec<String> = sets
        .iter()
        .map(|set| format!("(shared: {{{set}}}, facts: {{}})"))
        .collect();
    format!(
        "(provenance: (program: \"0\", scenario: \"world\", hash: \"\", method: \"\", targets: [], until: None, seed: 1,
        evaluations: 1, accepted_share: 0.0, misfit: (0.0, 0.0), priors: {{}}),
        sets: [{}])",
        sets.join(", ")
    )
}
