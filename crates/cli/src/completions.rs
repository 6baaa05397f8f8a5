//! `monazite completions`: what the shell needs to complete our words.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::{CommandLine, screen};

/// Print the completion script of a shell
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The shell
    shell: Shell,
}

pub(crate) fn execute(arguments: &Arguments) -> anyhow::Result<()> {
    let mut script = Vec::new();
    let mut command = CommandLine::command();
    clap_complete::generate(arguments.shell, &mut command, "monazite", &mut script);
    screen::say(&String::from_utf8_lossy(&script))
}
