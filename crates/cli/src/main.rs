//! The command line: a thin shell over scenario, model and output.

mod check;
mod classroom;
mod compare;
mod completions;
mod describe;
mod diff;
mod exit;
mod guard;
mod hindcast;
mod import;
mod input;
mod interrupt;
mod leverage;
mod new;
mod progress;
mod report;
mod run;
mod screen;
mod stop;
mod sweep;
mod threads;
mod worlds;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Simulates the geopolitics of critical minerals: governments, miners, refiners and buyers, week by week.
#[derive(Debug, Parser)]
#[command(name = "monazite", version, after_help = EXIT_CODES)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Run(run::Arguments),
    Check(check::Arguments),
    Describe(describe::Arguments),
    New(new::Arguments),
    Import(import::Arguments),
    Compare(compare::Arguments),
    Leverage(leverage::Arguments),
    Sweep(sweep::Arguments),
    Diff(diff::Arguments),
    Hindcast(hindcast::Arguments),
    Report(report::Arguments),
    Classroom(classroom::Arguments),
    Completions(completions::Arguments),
}

const EXIT_CODES: &str = "\
Exit codes: 0 done; 1 the input is wrong; 2 unknown words on the command line; 70 a fault of the program; \
75 try again (a full disk, a shard in use); 130 interrupted.
Results and summaries go to standard output, everything else to standard error.";

fn main() -> ExitCode {
    let line = CommandLine::parse();
    guard::keep_panics_for_the_report();
    exit::report(guard::catch("", || line.command.execute()))
}

impl Command {
    fn execute(&self) -> anyhow::Result<()> {
        match self {
            Self::Run(arguments) => run::execute(arguments),
            Self::Check(arguments) => check::execute(arguments),
            Self::Describe(arguments) => describe::execute(arguments),
            Self::New(arguments) => new::execute(arguments),
            Self::Import(arguments) => import::execute(arguments),
            Self::Compare(arguments) => compare::execute(arguments),
            Self::Leverage(arguments) => leverage::execute(arguments),
            Self::Sweep(arguments) => sweep::execute(arguments),
            Self::Diff(arguments) => diff::execute(arguments),
            Self::Hindcast(arguments) => hindcast::execute(arguments),
            Self::Report(arguments) => report::execute(arguments),
            Self::Classroom(arguments) => classroom::execute(arguments),
            Self::Completions(arguments) => completions::execute(arguments),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn definitions_of_the_command_line_are_consistent() {
        CommandLine::command().debug_assert();
    }
}
