//! `monazite import`: a firm's own plants, contracts and bill of materials, placed into a scenario.

mod answer;

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use ::import::Request;
use anyhow::{Context, bail};

use crate::screen;
use crate::stop::Stop;

/// Place a firm's own plants, contracts and bill of materials into a scenario
///
/// The folder holds facilities.csv and, where there are any, bill_of_materials.csv and contracts.csv. The scenario stays as
/// it is: a variant of it is written. docs/guide/import.md explains every column.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Folder with the tables
    #[arg(value_name = "FOLDER", required_unless_present = "template")]
    folder: Option<PathBuf>,
    /// The scenario that the firm is placed into
    #[arg(
        long,
        value_name = "SCENARIO.ron",
        required_unless_present = "template"
    )]
    into: Option<PathBuf>,
    /// The variant that is written [default: <name>.ron in this folder]
    #[arg(long, value_name = "VARIANT.ron")]
    out: Option<PathBuf>,
    /// Name of the variant [default: that of the scenario and that of the folder]
    #[arg(long)]
    name: Option<String>,
    /// Add everything on top of the base year, instead of making the nodes smaller that it was a part of
    #[arg(long)]
    on_top: bool,
    /// Replace the variant if there is one
    #[arg(long)]
    force: bool,
    /// Write tables to fill in into this folder, and do nothing else
    #[arg(long, value_name = "FOLDER", exclusive = true)]
    template: Option<PathBuf>,
}

pub(crate) fn execute(arguments: &Arguments) -> anyhow::Result<()> {
    match (&arguments.template, &arguments.folder, &arguments.into) {
        (Some(folder), ..) => write_template(folder),
        (None, Some(folder), Some(base)) => import(folder, base, arguments),
        _ => bail!(
            "nothing to import\n  hint: write `monazite import <folder> --into <scenario.ron>`"
        ),
    }
}

fn import(folder: &Path, base: &Path, arguments: &Arguments) -> anyhow::Result<()> {
    let name = match &arguments.name {
        Some(name) if is_id(name) => name.clone(),
        Some(name) => bail!(
            "`{name}` is no name of a scenario, allowed a to z, 0 to 9 and _\n  hint: write `--name my_firm`"
        ),
        None => default_name(base, folder),
    };
    let out = arguments
        .out
        .clone()
        .unwrap_or_else(|| PathBuf::from(format!("{name}.ron")));
    if is_same(&out, base) {
        bail!(
            "`{}` is the scenario itself\n  hint: name another file with `--out`; a variant stands beside its base",
            out.display()
        );
    }
    if out.exists() && !arguments.force {
        bail!(
            "`{}` is there already\n  hint: name another file with `--out`, or replace it with `--force`",
            out.display()
        );
    }
    let request = Request {
        folder,
        base,
        out: &out,
        name: &name,
        is_on_top: arguments.on_top,
    };
    let imported = ::import::import(request).map_err(|faults| {
        screen::tell(faults.to_string().trim_end());
        anyhow::Error::new(Stop::Told)
    })?;
    write_whole(&out, &imported.text)?;
    screen::say(&answer::text(&imported, &request))
}

/// The scenario's file and the firm's folder, joined.
fn default_name(base: &Path, folder: &Path) -> String {
    let stem = |path: &Path| {
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .to_lowercase();
        let letters = name.chars().map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                '_'
            }
        });
        letters.collect::<String>()
    };
    // `.` and `..` have no name of their own.
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    format!("{}_{}", stem(base), stem(&folder))
}

fn is_id(name: &str) -> bool {
    let is_allowed = |sign: u8| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'_';
    !name.is_empty() && name.bytes().all(is_allowed)
}

fn is_same(left: &Path, right: &Path) -> bool {
    match (fs::canonicalize(left), fs::canonicalize(right)) {
        (Ok(left), Ok(right)) => left == right,
        _ => false,
    }
}

/// Writes the file by way of a hidden one beside it, so that it is there as a whole or as it was.
fn write_whole(path: &Path, text: &str) -> anyhow::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let hidden = path.with_file_name(format!(".{name}.{}.partial", std::process::id()));
    let write = || -> io::Result<()> {
        let mut file = File::create(&hidden)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&hidden, path)
    };
    let written = write();
    if written.is_err() {
        // Nobody is left to tell: what cannot be removed stays hidden.
        drop(fs::remove_file(&hidden));
    }
    written.with_context(|| format!("cannot write `{}`", path.display()))
}

fn write_template(folder: &Path) -> anyhow::Result<()> {
    let tables = ::import::templates();
    for (name, _) in &tables {
        let path = folder.join(name);
        if path.exists() {
            bail!(
                "`{}` is there already\n  hint: choose another folder",
                path.display()
            );
        }
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    let mut text = String::new();
    for (name, table) in &tables {
        let path = folder.join(name);
        write_whole(&path, table)?;
        // Writing into a String cannot fail, here and below.
        let _ = writeln!(text, "wrote {}", path.display());
    }
    let _ = writeln!(
        text,
        "fill them in, then: monazite import {} --into <scenario.ron>",
        folder.display()
    );
    screen::say(&text)
}
