//! docs/reference/cli.md keeps step with the command line. `UPDATE_EXPECT=1` writes it anew.

use std::path::Path;
use std::process::Command;

const OPENING: &str = "\
# Command line

Generated from the definitions in crates/cli: do not edit by hand.
";

const COMMANDS: [&str; 13] = [
    "run",
    "check",
    "describe",
    "new",
    "import",
    "compare",
    "leverage",
    "sweep",
    "diff",
    "hindcast",
    "report",
    "classroom",
    "completions",
];

const COMMANDS_OF_SWEEP: [&str; 6] = ["plan", "run", "run-shard", "status", "merge", "analyse"];

fn help(words: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_monazite"))
        .args(words)
        .arg("--help")
        .output()
        .unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    // On Windows the program has another file name.
    text.replace("monazite.exe", "monazite")
}

#[test]
fn command_line_reference_is_up_to_date() {
    let mut page = format!("{OPENING}\n```text\n{}```\n", help(&[]));
    for command in COMMANDS {
        let section = format!(
            "\n## monazite {command}\n\n```text\n{}```\n",
            help(&[command])
        );
        page.push_str(&section);
        if command != "sweep" {
            continue;
        }
        for verb in COMMANDS_OF_SWEEP {
            let text = help(&[command, verb]);
            let section = format!("\n### monazite {command} {verb}\n\n```text\n{text}```\n");
            page.push_str(&section);
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/cli.md");
    expect_test::expect_file![path].assert_eq(&page);
}

#[test]
fn every_command_has_its_section() {
    assert_eq!(listed_in(&help(&[])), COMMANDS);
    assert_eq!(listed_in(&help(&["sweep"])), COMMANDS_OF_SWEEP);
}

/// The commands that an overview names.
fn listed_in(overview: &str) -> Vec<&str> {
    overview
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .filter(|command| *command != "help")
        .collect()
}
