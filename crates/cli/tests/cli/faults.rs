//! Wrong input: exit code 1 or 2, and a text that says what to do.

use std::fs;

use expect_test::{Expect, expect};

use crate::desk::{Desk, names_in};

fn says(words: &str, expected: Expect) {
    expected.assert_eq(&Desk::new().run(words).to_string());
}

#[test]
fn missing_scenario_is_named() {
    says(
        "run absent.ron",
        expect![[r#"
        exit 1
        stdout:
        stderr:
        error: absent.ron: there is no such file
          hint: check the path; it counts from the folder where the program was started
    "#]],
    );
}

#[test]
fn folder_is_no_scenario() {
    says(
        "check .",
        expect![[r#"
        exit 1
        stdout:
        stderr:
        error: .: this is a folder, not a file
          hint: name one `.ron` file inside it
    "#]],
    );
}

#[test]
fn unknown_parameter_gets_the_nearest() {
    says(
        "run world.ron --set market.ask_elastcity=3",
        expect![[r#"
        exit 1
        stdout:
        stderr:
        error: --set market.ask_elastcity=3: unknown path `market.ask_elastcity`
          hint: did you mean `market.ask_elasticity`?
    "#]],
    );
}

#[test]
fn value_of_the_wrong_type_is_shown() {
    says(
        "run world.ron --set clock.weeks=soon",
        expect![[r#"
        exit 1
        stdout:
        stderr:
        error: --set clock.weeks=soon: `soon` cannot stand at `clock.weeks`: expected integer
          hint: a number is written without quotes and units, such as 12.5
    "#]],
    );
}

#[test]
fn value_out_of_range_is_a_fault_of_the_command_line() {
    says(
        "run world.ron --set market.ask_elasticity=-3",
        expect![[r#"
            exit 1
            stdout:
            stderr:
            error: --set market.ask_elasticity=-3: ask_elasticity is -3, allowed 0.1 to 20
              hint: `ask_elasticity` [elasticity]: Rise of an ask's tonnes in per cent for a price rise of one per cent
        "#]],
    );
}

#[test]
fn change_without_a_value_is_a_usage_fault() {
    says(
        "run world.ron --set clock.weeks",
        expect![[r#"
        exit 2
        stdout:
        stderr:
        error: invalid value 'clock.weeks' for '--set <PATH=VALUE>': write it as path=value, such as `market.ask_elasticity=3.0`

        For more information, try '--help'.
    "#]],
    );
}

#[test]
fn unknown_format_is_a_usage_fault() {
    says(
        "run world.ron --format xlsx",
        expect![[r#"
        exit 2
        stdout:
        stderr:
        error: invalid value 'xlsx' for '--format <FORMAT>': `xlsx` is no format of the tables; use `csv` or `parquet`

        For more information, try '--help'.
    "#]],
    );
}

#[test]
fn unknown_command_is_a_usage_fault() {
    says(
        "rum world.ron",
        expect![[r#"
        exit 2
        stdout:
        stderr:
        error: unrecognized subcommand 'rum'

          tip: a similar subcommand exists: 'run'

        Usage: monazite <COMMAND>

        For more information, try '--help'.
    "#]],
    );
}

#[test]
fn unknown_parameter_of_describe_gets_the_nearest() {
    says(
        "describe world.ron clock.week",
        expect![[r#"
        exit 1
        stdout:
        stderr:
        error: unknown path `clock.week`
          hint: did you mean `clock.weeks`?
    "#]],
    );
}

#[test]
fn folder_without_results_cannot_be_compared() {
    says(
        "diff . .",
        expect![[r#"
        exit 1
        stdout:
        stderr:
        error: `.` holds no results: it has no manifest.toml
          hint: name a folder that `monazite run` wrote
    "#]],
    );
}

#[test]
fn scenario_in_place_of_results_cannot_be_compared() {
    says(
        "diff world.ron world.ron",
        expect![[r#"
            exit 1
            stdout:
            stderr:
            error: `world.ron` holds no results: it has no manifest.toml
              hint: name a folder that `monazite run` wrote
        "#]],
    );
}

#[test]
fn name_that_is_no_id_is_refused() {
    says(
        "new My-World",
        expect![[r#"
        exit 1
        stdout:
        stderr:
        error: `My-World` is no name of a scenario, allowed a to z, 0 to 9 and _
          hint: write `monazite new my_world`
    "#]],
    );
}

#[test]
fn new_does_not_replace_a_file() {
    says(
        "new world.ron",
        expect![[r#"
        exit 1
        stdout:
        stderr:
        error: `world.ron` is there already
          hint: choose another name, or remove it first
    "#]],
    );
}

#[test]
fn two_scenarios_of_one_name_are_refused() {
    says(
        "run world.ron world.ron",
        expect![[r#"
        exit 1
        stdout:
        stderr:
        error: two scenarios would write into `outputs/world`: both are named `world`
          hint: run them one after the other with `--out`
    "#]],
    );
}

#[test]
fn fault_in_the_last_scenario_comes_before_the_first_is_run() {
    let desk = Desk::new();
    assert_eq!(desk.run("run world.ron absent.ron").code, 1);
    assert!(!desk.path("outputs").exists());
}

#[test]
fn every_file_is_checked_though_the_first_has_faults() {
    let desk = Desk::new();
    let said = desk.run("check absent.ron world.ron");
    assert_eq!(said.code, 1);
    assert!(said.stdout.starts_with("world.ron: no faults\n"), "{said}");
}

#[test]
fn file_in_the_place_of_the_results_is_refused() {
    says(
        "run world.ron --years 0.1 --out world.ron",
        expect![[r#"
        exit 1
        stdout:
        stderr:
        error: `world.ron` is a file, results need a folder
          hint: choose another folder with `--out`
    "#]],
    );
}

#[cfg(target_os = "linux")]
#[test]
fn unwritable_folder_is_refused_with_a_way_out() {
    let desk = Desk::new();
    // Nobody may make files here, not even a test that runs as root.
    let said = desk.run("run world.ron --years 0.1 --out /proc/results");
    expect![[r#"
        exit 1
        stdout:
        stderr:
        error: cannot create the folder `/proc/results`: No such file or directory (os error 2)
          hint: choose another folder with `--out`
    "#]]
    .assert_eq(&said.to_string());
}

#[test]
fn foreign_files_are_kept() {
    let desk = Desk::new();
    fs::create_dir(desk.path("mine")).unwrap();
    fs::write(desk.path("mine/thesis.docx"), "years of work").unwrap();
    let said = desk.run("run world.ron --years 0.1 --out mine");
    expect![[r#"
        exit 1
        stdout:
        stderr:
        error: `mine` holds files that are no results of a run: thesis.docx
          hint: choose another folder with `--out`; `--force` writes beside them
    "#]]
    .assert_eq(&said.to_string());
    assert_eq!(names_in(&desk.path("mine")), ["thesis.docx"]);
}

#[test]
fn every_fault_of_a_scenario_is_told_and_then_its_sourcing() {
    let desk = Desk::new();
    let text = desk.read("world.ron");
    let text = text.replacen("capacity_t_per_year: ", "capacity_t_per_year: -", 2);
    fs::write(desk.path("world.ron"), text).unwrap();
    let said = desk.run("check world.ron");
    expect![[r#"
        exit 1
        stdout:
        world.ron: has faults
        capacity of mines     0 % sourced, 0 % estimated, 0 % residual, 0 % unmarked
        capacity of refiners  0 % sourced, 0 % estimated, 0 % residual, 100 % unmarked
        use by buyers         0 % sourced, 0 % estimated, 0 % residual, 100 % unmarked
          65 facts            0 % sourced, 0 % estimated, 0 % residual, 100 % unmarked
        stderr:
        error: world.ron:108:34: capacity_t_per_year is -714, allowed above 0 up to 1e7
          hint: `capacity_t_per_year` [t/yr]: Output that it can reach
        error: world.ron:114:34: capacity_t_per_year is -3770, allowed above 0 up to 1e7
          hint: `capacity_t_per_year` [t/yr]: Output that it can reach
    "#]]
    .assert_eq(&said.to_string());
}
