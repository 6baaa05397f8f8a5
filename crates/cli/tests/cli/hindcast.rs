//! Hindcasts of the starter scenario, which has no targets, with and without observed series.

use std::fs;

use expect_test::expect;

use crate::desk::{Desk, names_in, parameter_sets};

const SERIES: &str = "\
measure,material,stage,place,counterpart,from,to,value,low,high,unit,scored,confidence,source,note
quote_ex_vat,dysprosium,oxide,east,,2026-03-01,2026-04-01,240,230,250,USD/kg,yes,high,invented,a test
exports,,magnet,east,,2026-01-01,2026-07-01,900,,,t,yes,high,invented,\"a test, half a year\"
";

/// A desk whose scenario names an observed series and is short.
fn observed() -> Desk {
    let desk = Desk::new();
    let world = desk.read("world.ron");
    let end = world.rfind(')').unwrap();
    let world = format!(
        "{}    observed: [(id: \"seen\", file: \"seen.csv\")],\n)\n",
        &world[..end]
    );
    let world = world.replace("weeks: 208", "weeks: 60");
    fs::write(desk.path("world.ron"), world).unwrap();
    fs::write(desk.path("seen.csv"), SERIES).unwrap();
    desk
}

#[test]
fn scenario_without_anything_to_compare_says_so() {
    let said = Desk::new().run("hindcast world.ron");
    expect![[r#"
        exit 1
        stdout:
        stderr:
        error: `world.ron` names no observed series and has no targets: there is nothing to compare it with
          hint: `observed` in the scenario names CSV files, docs/concepts/observed.md lists their columns
    "#]]
    .assert_eq(&said.to_string());
}

#[test]
fn folder_without_shipped_episodes_says_what_to_do() {
    let said = Desk::new().run("hindcast");
    expect![[r#"
        exit 1
        stdout:
        stderr:
        error: there is no episode to replay here: neither `scenarios/rare_earths_2010.ron` nor `scenarios/heavy_rare_earths_2025.ron` exists
          hint: name a scenario file, or start the program in the folder that holds `scenarios`
    "#]]
    .assert_eq(&said.to_string());
}

#[test]
fn scenario_without_targets_leaves_its_series() {
    let desk = observed();
    let said = desk.run("hindcast world.ron --replicates 2 --out seen");
    expect![[r#"
        exit 0
        stdout:
        world: no targets are defined for it; 2 observations to compare with
        2 runs, seed 1, parameters: those of the scenario

        series.csv and targets.csv in seen
        stderr:
    "#]]
    .assert_eq(&said.to_string());
    assert_eq!(
        names_in(&desk.path("seen")),
        ["report.html", "series.csv", "targets.csv"]
    );
    let series = desk.read("seen/series.csv");
    let header = series.lines().next().unwrap();
    assert_eq!(
        header,
        "measure,material,stage,place,counterpart,date,until,median,low,high,observed,observed_low,observed_high,scored,note"
    );
    let of = |start: &str| {
        series
            .lines()
            .filter(|line| line.starts_with(start))
            .count()
    };
    // 13 whole months from February 2026 to February 2027, and the observation
    assert_eq!(of("quote_ex_vat,dysprosium,oxide,east,,"), 13 + 1);
    let own = series
        .lines()
        .find(|line| line.starts_with("exports,,magnet,east,,2026-01-01,2026-07-01,"))
        .unwrap();
    assert!(
        own.ends_with(",900.000000,,,yes,\"a test, half a year\""),
        "{own}"
    );
}

#[test]
fn json_has_targets_and_skill_even_where_there_are_none() {
    let said = observed().run("hindcast world.ron --replicates 1 --json");
    assert_eq!(said.code, 0, "{said}");
    for part in ["\"targets\": []", "\"skill\": []", "\"observations\": 2"] {
        assert!(said.stdout.contains(part), "{part} is not in {said}");
    }
}

#[test]
fn results_do_not_depend_on_threads() {
    let desk = observed();
    for threads in ["1", "3"] {
        desk.run(&format!(
            "hindcast world.ron --replicates 4 --threads {threads} --out t{threads}"
        ));
    }
    assert_eq!(desk.read("t1/series.csv"), desk.read("t3/series.csv"));
}

#[test]
fn bad_line_of_an_observed_series_is_named() {
    let desk = observed();
    let series = SERIES.replace(",240,", ",many,");
    fs::write(desk.path("seen.csv"), series).unwrap();
    let said = desk.run("hindcast world.ron");
    expect![[r#"
        exit 1
        stdout:
        stderr:
        error: seen.csv:2:1: column `value` is `many`, allowed is a number from 0 up
          hint: a number is written without units and thousands separators, such as 1234.5
    "#]]
    .assert_eq(&said.to_string());
}

#[test]
fn missing_file_of_parameters_is_named() {
    let said = observed().run("hindcast world.ron --parameters none_here.ron");
    assert_eq!(said.code, 1);
    assert!(
        said.stderr
            .starts_with("error: cannot read `none_here.ron`: "),
        "{said}"
    );
}

#[test]
fn path_that_leads_nowhere_in_a_file_of_parameters_is_named() {
    let desk = observed();
    let file = parameter_sets(&["\"behaviour.tension_covr\": 1.0"]);
    fs::create_dir(desk.path("fitted")).unwrap();
    fs::write(desk.path("fitted/posterior.ron"), file).unwrap();
    let said = desk.run("hindcast world.ron");
    expect![[r#"
        exit 1
        stdout:
        stderr:
        error: unknown path `behaviour.tension_covr`
          hint: did you mean `behaviour.tension_cover`?
    "#]]
    .assert_eq(&said.to_string());
}

#[test]
fn calibration_needs_targets() {
    let said = observed().run("hindcast world.ron --calibrate");
    expect![[r#"
        exit 1
        stdout:
        stderr:
        error: `world.ron` has no targets to fit
          hint: parameters are fitted to scenarios/rare_earths_2010.ron and tested on the others
    "#]]
    .assert_eq(&said.to_string());
}
