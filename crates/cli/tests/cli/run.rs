//! Runs of the starter scenario, from the command line to the files.

use std::fs;

use expect_test::expect;

use crate::desk::{Desk, Said, names_in};

const SHORT: &str = "run world.ron --years 0.25";

/// Standard error without what the model says of the run.
fn without_warnings(said: &Said) -> String {
    let lines = said.stderr.split_inclusive('\n');
    lines
        .filter(|line| !line.starts_with("warning: ") && !line.starts_with("note: Mass"))
        .collect()
}

#[test]
fn run_writes_tables_and_says_where() {
    let desk = Desk::new();
    let said = desk.run(SHORT);
    assert_eq!(
        (said.code, without_warnings(&said).as_str()),
        (0, ""),
        "{said}"
    );
    let names = names_in(&desk.path("outputs/world"));
    for name in ["manifest.toml", "prices.csv", "summary.csv"] {
        assert!(
            names.iter().any(|known| known == name),
            "{name} is not in {names:?}"
        );
    }
    assert!(names.iter().all(|name| !name.starts_with('.')), "{names:?}");
    let last = said.stdout.lines().last().unwrap();
    assert!(
        last.starts_with("tables in outputs/world: prices.csv ("),
        "{last}"
    );
    assert!(last.ends_with(", manifest.toml"), "{last}");
}

#[test]
fn answer_comes_first() {
    let said = Desk::new().run(SHORT);
    let lines: Vec<&str> = said.stdout.lines().take(4).collect();
    assert!(lines[..3].iter().all(|line| !line.is_empty()), "{said}");
    assert_eq!(lines[3], "", "{said}");
}

#[test]
fn quotes_above_anything_known_are_marked_and_explained() {
    let desk = Desk::new();
    let usual = desk.run(SHORT);
    assert!(!usual.stdout.contains('*'), "{usual}");
    assert!(!usual.stderr.contains("warning: "), "{usual}");
    let dear = desk.run(&format!(
        "{SHORT} --set goods.dysprosium_oxide.highest_observed_usd_per_kg=Some(1.0) --out dear"
    ));
    let row = dear
        .stdout
        .lines()
        .find(|line| line.trim_start().starts_with("dysprosium_oxide"));
    assert!(row.is_some_and(|row| row.contains('*')), "{dear}");
    assert!(
        dear.stderr.contains("warning: At the end dysprosium oxide is quoted above 1 USD/kg, the highest price known (*)."),
        "{dear}"
    );
    assert!(
        desk.read("dear/report.html")
            .contains("is quoted above 1 USD/kg")
    );
}

#[test]
fn quiet_run_says_nothing_and_writes_the_same() {
    let desk = Desk::new();
    let said = desk.run(&format!("{SHORT} --quiet --out quiet"));
    assert_eq!((said.code, said.stdout.as_str()), (0, ""), "{said}");
    desk.run(&format!("{SHORT} --out loud"));
    for name in names_in(&desk.path("loud")) {
        assert_eq!(
            desk.read(&format!("quiet/{name}")),
            desk.read(&format!("loud/{name}")),
            "{name}"
        );
    }
}

#[test]
fn results_do_not_depend_on_threads() {
    let desk = Desk::new();
    for threads in [1, 4] {
        let said = desk.run(&format!(
            "{SHORT} --replicates 5 --threads {threads} --out t{threads}"
        ));
        assert_eq!(said.code, 0, "{said}");
    }
    let names = names_in(&desk.path("t1"));
    assert_eq!(names, names_in(&desk.path("t4")));
    for name in names {
        assert_eq!(
            desk.read(&format!("t1/{name}")),
            desk.read(&format!("t4/{name}")),
            "{name}"
        );
    }
    assert!(desk.read("t1/prices.csv").starts_with("replicate,date,"));
    let said = desk.run("diff t1 t4");
    assert_eq!(said.stdout, "inputs: the same\n\ntables: all the same\n");
}

#[test]
fn first_replicate_is_the_run_without_replicates() {
    let desk = Desk::new();
    desk.run(&format!("{SHORT} --out one"));
    desk.run(&format!("{SHORT} --replicates 2 --out two"));
    let one = desk.read("one/prices.csv");
    let two = desk.read("two/prices.csv");
    let first: Vec<&str> = two
        .lines()
        .filter_map(|line| line.strip_prefix("0,"))
        .collect();
    assert!(!first.is_empty());
    assert_eq!(first, one.lines().skip(1).collect::<Vec<_>>());
}

#[test]
fn results_of_another_seed_are_kept_without_force() {
    let desk = Desk::new();
    assert_eq!(desk.run(SHORT).code, 0);
    let before = desk.read("outputs/world/manifest.toml");
    let said = desk.run(&format!("{SHORT} --seed 99"));
    expect![[r#"
        exit 1
        stdout:
        stderr:
        error: `outputs/world` holds the results of seed 1, this run is seed 99
          hint: choose another folder with `--out`, or replace the results with `--force`
    "#]]
    .assert_eq(&said.to_string());
    assert_eq!(desk.read("outputs/world/manifest.toml"), before);
    assert_eq!(desk.run(&format!("{SHORT} --seed 99 --force")).code, 0);
    assert!(
        desk.read("outputs/world/manifest.toml")
            .contains("seed = 99\n")
    );
}

#[test]
fn edited_scenario_replaces_its_results_with_a_note() {
    let desk = Desk::new();
    assert_eq!(desk.run(SHORT).code, 0);
    assert_eq!(without_warnings(&desk.run(SHORT)), "");
    let text = desk.read("world.ron");
    fs::write(
        desk.path("world.ron"),
        text.replacen("question: \"", "question: \"Again: ", 1),
    )
    .unwrap();
    let said = desk.run(SHORT);
    assert_eq!(said.code, 0, "{said}");
    expect![[r#"
        note: replaces the results of another version of the scenario in `outputs/world`
    "#]]
    .assert_eq(&without_warnings(&said));
}

#[test]
fn changes_are_in_the_manifest() {
    let desk = Desk::new();
    let said = desk.run("run world.ron --years 0.25 --set market.ask_elasticity=3.0 --seed 7");
    assert_eq!(said.code, 0, "{said}");
    let manifest = desk.read("outputs/world/manifest.toml");
    let changes =
        &manifest[manifest.find("[[changes]]").unwrap()..manifest.find("[[tables]]").unwrap()];
    expect![[r#"
        [[changes]]
        path = "market.ask_elasticity"
        value = "3.0"

        [[changes]]
        path = "clock.weeks"
        value = "13"

    "#]]
    .assert_eq(changes);
}

#[test]
fn several_scenarios_run_in_turn() {
    let desk = Desk::new();
    desk.run("new other");
    let said = desk.run("run world.ron other.ron --years 0.25 --out both");
    assert_eq!(said.code, 0, "{said}");
    assert_eq!(names_in(&desk.path("both")), ["other", "world"]);
}

#[test]
fn diff_shows_inputs_first() {
    let desk = Desk::new();
    desk.run(&format!("{SHORT} --out a"));
    desk.run("run world.ron --years 0.5 --out b");
    let said = desk.run("diff a b");
    assert_eq!(said.code, 0, "{said}");
    let lines: Vec<&str> = said.stdout.lines().collect();
    assert!(lines[0].starts_with("  inputs"), "{said}");
    // 0.25 years are 13 weeks, 0.5 years 26.
    assert!(said.stdout.contains("weeks          13"), "{said}");
    assert!(said.stdout.contains("prices: "), "{said}");
    assert!(said.stdout.contains("only in the second"), "{said}");
}

#[test]
fn starter_scenario_checks_clean() {
    let said = Desk::new().run("check world.ron");
    expect![[r#"
        exit 0
        stdout:
        world.ron: no faults
        capacity of mines     0 % sourced, 0 % estimated, 0 % residual, 100 % unmarked
        capacity of refiners  0 % sourced, 0 % estimated, 0 % residual, 100 % unmarked
        use by buyers         0 % sourced, 0 % estimated, 0 % residual, 100 % unmarked
          65 facts            0 % sourced, 0 % estimated, 0 % residual, 100 % unmarked
        stderr:
    "#]]
    .assert_eq(&said.to_string());
}

#[test]
fn parameter_is_described() {
    let said = Desk::new().run("describe world.ron market.ask_elasticity");
    expect![[r#"
        exit 0
        stdout:
        market.ask_elasticity = 5.2
          meaning   Rise of an ask's tonnes in per cent for a price rise of one per cent.
          holds     number
          unit      elasticity
          default   5.2
          allowed   0.1 to 20
          source    Monazite design, prior range 2.5 to 4.5; fitted to 2007-2018 within 2.5 to 6
          informed  H2, H3, H4, H5, H6, H7, H8, H9, H10, H12, H13, H14
        stderr:
    "#]]
    .assert_eq(&said.to_string());
}

#[test]
fn completions_know_the_commands() {
    let said = Desk::new().run("completions bash");
    assert_eq!(said.code, 0);
    assert!(said.stdout.contains("--replicates"));
}

#[test]
fn closed_output_is_no_error() {
    use std::process::Stdio;

    let desk = Desk::new();
    let mut command = desk.command("completions bash");
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), output.stderr.as_slice()),
        (Some(0), [].as_slice())
    );
}

#[test]
fn described_scenario_opens_with_its_name() {
    let said = Desk::new().run("describe world.ron");
    assert_eq!(said.code, 0, "{said}");
    assert!(
        said.stdout.lines().next().unwrap().contains("world"),
        "{said}"
    );
}

#[test]
fn tables_as_parquet_compare_equal_to_those_as_text() {
    let desk = Desk::new();
    desk.run(&format!("{SHORT} --quiet --replicates 2 --out text"));
    let said = desk.run(&format!(
        "{SHORT} --quiet --replicates 2 --out binary --format parquet"
    ));
    assert_eq!(said.code, 0, "{said}");
    let names = names_in(&desk.path("binary"));
    assert!(names.contains(&"prices.parquet".to_owned()), "{names:?}");
    assert!(names.iter().all(|name| !name.contains(".csv")), "{names:?}");
    let said = desk.run("diff text binary");
    assert_eq!(said.stdout, "inputs: the same\n\ntables: all the same\n");
    // Back to text: no table of the other format stays behind.
    desk.run(&format!("{SHORT} --quiet --replicates 2 --out binary"));
    assert_eq!(names_in(&desk.path("binary")), names_in(&desk.path("text")));
}

#[test]
fn two_scenarios_have_a_folder_each() {
    let desk = Desk::new();
    assert_eq!(desk.run("new other").code, 0);
    let said = desk.run("run world.ron other.ron --years 0.25 --out both");
    assert_eq!(said.code, 0, "{said}");
    for name in ["world", "other"] {
        let manifest = desk.read(&format!("both/{name}/manifest.toml"));
        assert!(
            manifest.contains(&format!("name = \"{name}\"")),
            "{manifest}"
        );
        assert!(
            said.stdout.contains(&format!("tables in both/{name}: ")),
            "{said}"
        );
    }
}
