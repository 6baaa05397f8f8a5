//! `monazite new`: a commented starter scenario that runs.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::screen;

/// Write a commented starter scenario that runs
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Name of the scenario, such as `my_world`; a folder before it and `.ron` after it are welcome
    name: PathBuf,
}

pub(crate) fn execute(arguments: &Arguments) -> anyhow::Result<()> {
    let path = with_extension(&arguments.name);
    let name = path
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or("");
    if !is_id(name) {
        bail!(
            "`{name}` is no name of a scenario, allowed a to z, 0 to 9 and _\n  hint: write `monazite new my_world`"
        );
    }
    let mut file = match File::create_new(&path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => bail!(
            "`{}` is there already\n  hint: choose another name, or remove it first",
            path.display()
        ),
        other => other.with_context(|| format!("cannot write `{}`", path.display()))?,
    };
    file.write_all(scenario::starter(name).as_bytes())
        .with_context(|| format!("cannot write `{}`", path.display()))?;
    screen::say(&format!(
        "wrote {path}\nrun it with: monazite run {path}\n",
        path = path.display()
    ))
}

fn with_extension(name: &Path) -> PathBuf {
    if name.extension().is_some_and(|extension| extension == "ron") {
        return name.to_owned();
    }
    let mut name = name.as_os_str().to_owned();
    name.push(".ron");
    name.into()
}

fn is_id(name: &str) -> bool {
    let is_allowed = |sign: u8| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'_';
    !name.is_empty() && name.bytes().all(is_allowed)
}
