//! `monazite report`: writes the report of results anew.

use std::fmt::Write as _;

use std::path::PathBuf;

use ::report::{Brief, REPORT_FILE};
use output::{Manifest, add_documents};

use crate::hindcast::files;
use crate::screen;

/// Write the report of a folder of results anew
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Folders of results
    #[arg(required = true, value_name = "OUTPUTS")]
    folders: Vec<PathBuf>,
}

pub(crate) fn execute(arguments: &Arguments) -> anyhow::Result<()> {
    for folder in &arguments.folders {
        if files::are_in(folder) {
            files::write_report(folder)?;
        } else {
            let manifest = Manifest::read(folder)?;
            let brief = Brief::read(folder, &manifest)?;
            add_documents(folder, &::report::documents(folder, &manifest, &brief)?)?;
        }
        screen::say(&format!("wrote {}\n", folder.join(REPORT_FILE).display()))?;
    }
    Ok(())
}

/// The command that makes the same results, by the names of the files that were read.
pub(crate) fn command(words: &[&str], manifest: &Manifest) -> String {
    let run = &manifest.run;
    let mut command = format!("monazite {} --seed {}", words.join(" "), run.seed);
    if run.replicates > 1 {
        // Writing to a String cannot fail.
        let _ = write!(command, " --replicates {}", run.replicates);
    }
    for change in &manifest.changes {
        let _ = write!(
            command,
            " --set {}",
            quoted(&format!("{}={}", change.path, change.value))
        );
    }
    command
}

/// A word as a shell takes it.
pub(crate) fn quoted(word: &str) -> String {
    let is_plain = |sign: char| sign.is_alphanumeric() || "_-./=,:+".contains(sign);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use output::Change;

    use super::*;

    #[test]
    fn command_repeats_what_was_set_in_quotes_where_a_shell_needs_them() {
        let change = |path: &str, value: &str| Change {
            path: path.to_owned(),
            value: value.to_owned(),
        };
        let manifest = Manifest::new("a", "1")
            .with_seed(7)
            .with_replicates(3)
            .with_changes(vec![
                change("clock.weeks", "52"),
                change("about.notes", "\"it's\""),
            ]);
        assert_eq!(
            command(&["run", "a.ron"], &manifest),
            r#"monazite run a.ron --seed 7 --replicates 3 --set clock.weeks=52 --set 'about.notes="it'\''s"'"#
        );
    }
}
