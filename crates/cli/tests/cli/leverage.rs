//! Embargoes in the starter scenario: what is told, what is written, and what is refused.

use std::fs;

use expect_test::expect;

use crate::desk::{Desk, Said, names_in, parameter_sets};

const SHORT: &str =
    "leverage world.ron --imposer east --target west --horizons 4,26 --replicates 2";
const FOLDER: &str = "outputs/leverage_world_east_west";

#[test]
fn embargo_is_told_in_three_lines_and_written_as_a_table() {
    let desk = Desk::new();
    let said = desk.run(SHORT);
    assert_eq!((said.code, said.stderr.as_str()), (0, ""), "{said}");
    let lines: Vec<&str> = said.stdout.lines().collect();
    assert!(lines[0].starts_with("An embargo by East against West on all goods from 2027-01-04 would in 26 weeks cost West "), "{said}");
    assert!(lines[1].starts_with("West lasts "), "{said}");
    assert!(lines[2].starts_with("At the date East supplies "), "{said}");
    assert_eq!(
        names_in(&desk.path(FOLDER)),
        [
            "leverage.csv",
            "manifest.toml",
            "report.html",
            "report.toml"
        ]
    );
    let table = desk.read(&format!("{FOLDER}/leverage.csv"));
    assert_eq!(table.lines().count(), 3, "{table}");
    let manifest = desk.read(&format!("{FOLDER}/manifest.toml"));
    assert!(manifest.contains("[asked]\n"), "{manifest}");
    assert!(manifest.contains("imposer = \"east\""), "{manifest}");
}

#[test]
fn replicates_take_the_parameter_sets_of_a_file_in_turn() {
    let desk = Desk::new();
    let set = "\"behaviour.portfolio_beta\": 2.5";
    fs::write(desk.path("sets.ron"), parameter_sets(&[set])).unwrap();
    let table = |folder: &str, more: &str| {
        let said = desk.run(&format!("{SHORT} --out {folder} {more}"));
        assert_eq!(said.code, 0, "{said}");
        desk.read(&format!("{folder}/leverage.csv"))
    };
    let by_file = table("file", "--parameters sets.ron");
    assert_eq!(by_file, table("set", "--set behaviour.portfolio_beta=2.5"));
    assert_ne!(by_file, table("own", ""));
    // The report says how to get the same again.
    let report = desk.read("file/report.html");
    assert!(report.contains("--parameters sets.ron"), "{report}");
}

#[test]
fn extra_measures_come_with_tables_of_their_own() {
    let desk = Desk::new();
    let said = desk.run(&format!(
        "{SHORT} --material dysprosium --half-life --weakest --json"
    ));
    assert_eq!(said.code, 0, "{said}");
    let json: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(json["curve"].as_array().unwrap().len(), 2);
    assert!(json["stages"].as_array().unwrap().len() == 3, "{said}");
    assert!(json["later_usd"].as_array().unwrap().len() > 1, "{said}");
    assert_eq!(
        names_in(&desk.path(&format!("{FOLDER}_dysprosium"))),
        [
            "leverage.csv",
            "leverage_stages.csv",
            "leverage_years.csv",
            "manifest.toml",
            "report.html",
            "report.toml"
        ]
    );
}

#[test]
fn results_are_the_same_for_any_number_of_threads() {
    let desk = Desk::new();
    let with = |threads: u8, out: &str| {
        let said = desk.run(&format!("{SHORT} --quiet --threads {threads} --out {out}"));
        assert_eq!((said.code, said.stdout.as_str()), (0, ""), "{said}");
        desk.read(&format!("{out}/leverage.csv"))
    };
    assert_eq!(with(1, "one"), with(2, "two"));
}

#[test]
fn another_question_does_not_replace_results_without_a_word() {
    let desk = Desk::new();
    assert_eq!(desk.run(&format!("{SHORT} --quiet --out here")).code, 0);
    let said = desk.run(&format!("{SHORT} --quiet --out here --share 0.5"));
    assert_eq!(said.code, 1, "{said}");
    assert!(
        said.stderr.contains("an experiment with at 2027-01-04"),
        "{said}"
    );
}

#[test]
fn what_does_not_fit_is_refused_with_a_hint() {
    let desk = Desk::new();
    let told = |words: &str| {
        let said = desk.run(&format!("leverage world.ron {words}"));
        assert_eq!(said.code, 1, "{said}");
        said.stderr
    };
    expect![[r#"
        error: `est` is no country of the scenario
          hint: did you mean `east`?
    "#]]
    .assert_eq(&told("--imposer est --target west"));
    expect![[r#"
        error: `west` is both imposer and target
          hint: an embargo needs two countries; trade inside one is always free
    "#]]
    .assert_eq(&told("--imposer west --target west"));
    expect![[r#"
        error: 2040-01-01 is not within the scenario's clock
          hint: choose a day from 2026-01-05 to 2029-12-30
    "#]]
    .assert_eq(&told("--imposer east --target west --at 2040-01-01"));
}

/// What the program says but for its last two lines, which name the seed and the files.
fn told(said: &Said) -> String {
    let lines: Vec<&str> = said.stdout.lines().collect();
    let told = &lines[..lines.len().saturating_sub(2)];
    told.iter()
        .map(|line| line.trim_end().to_owned() + "\n")
        .collect()
}

#[test]
fn answers_taken_away_are_told_and_written_in_their_own_order() {
    let desk = Desk::new();
    let said = desk.run(&format!("{SHORT} --without public_stock,private_stock"));
    assert_eq!((said.code, said.stderr.as_str()), (0, ""), "{said}");
    expect![[r#"
        An embargo by East against West on all goods from 2027-01-04 would in 26 weeks cost West 513.4 M USD (0.013 % of a year's GDP; 498.0 M USD to 528.8 M USD) and bring East 38.3 M USD.
        West lasts 10 weeks without losing output and is not whole again within 26 weeks; in 26 weeks 25.1 % of its need goes unmet.
        At the date East supplies 39 % of what West needs there by value (concentration 0.41); without the largest origin the others and the stocks cover 66 % of a year.
        Taken away from both forks: private_stock, public_stock.

          weeks  target M USD    low   high   of GDP  lost output  dearer inputs  imposer M USD     low    high   ratio  by GDP   unmet
              4         3.042  3.042  3.042  0.000 %            0         0.6187          3.883   3.883   3.883  0.7834   3.525   0.0 %
             26         513.4    498  528.8  0.013 %        379.1          55.51         -38.26  -40.19  -36.34   513.4   2,310  25.1 %

    "#]].assert_eq(&told(&said));
    let manifest = desk.read(&format!("{FOLDER}/manifest.toml"));
    assert!(
        manifest.contains("without = \"private_stock,public_stock\"\n"),
        "{manifest}"
    );
}

#[test]
fn all_stands_for_every_answer_and_leaves_the_target_no_better_off() {
    let desk = Desk::new();
    let cost = |words: &str| {
        let said = desk.run(&format!("{SHORT} --json --force {words}"));
        assert_eq!(said.code, 0, "{said}");
        let json: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
        let bare = json["without"].as_array().unwrap().len();
        (
            bare,
            json["curve"][1]["target_lost_output_usd"].as_f64().unwrap(),
        )
    };
    let ((none, with_answers), (all, without)) = (cost(""), cost("--without all"));
    assert_eq!((none, all), (0, 6));
    assert!(without > with_answers, "{without} {with_answers}");
}

#[test]
fn command_in_the_report_asks_the_same_again() {
    let desk = Desk::new();
    copy_as(&desk, "other", &[]);
    let asked = "--without leakage,substitution --against other.ron --half-life --weakest";
    assert_eq!(desk.run(&format!("{SHORT} {asked} --quiet")).code, 0);
    let report = desk.read(&format!("{FOLDER}/report.toml"));
    let command = report.lines().find_map(|line| {
        let words = line.split_once("monazite leverage ")?.1;
        Some(words.trim_end_matches(['"', '\'']).to_owned())
    });
    let command = command.unwrap_or_else(|| panic!("no command in {report}"));
    let first = desk.read(&format!("{FOLDER}/manifest.toml"));
    // Without `--force` a folder takes only the same question again.
    let said = desk.run(&format!("leverage {command} --quiet"));
    assert_eq!(
        (said.code, said.stderr.as_str()),
        (0, ""),
        "{command}\n{said}"
    );
    assert_eq!(desk.read(&format!("{FOLDER}/manifest.toml")), first);
}

#[test]
fn attribution_takes_answers_away_itself() {
    let desk = Desk::new();
    let said = desk.run(&format!("{SHORT} --without leakage --attribution"));
    assert_eq!((said.code, said.stdout.as_str()), (2, ""), "{said}");
    expect![[r#"
        error: the argument '--without <ANSWER>' cannot be used with '--attribution'

        Usage: monazite leverage --imposer <COUNTRY> --target <COUNTRY> --horizons <HORIZONS> --replicates <REPLICATES> --without <ANSWER> <SCENARIO.ron>

        For more information, try '--help'.
    "#]].assert_eq(&said.stderr);
}

#[test]
fn unknown_answer_is_refused_with_those_that_there_are() {
    let said = Desk::new().run(&format!("{SHORT} --without luck"));
    assert_eq!((said.code, said.stdout.as_str()), (2, ""), "{said}");
    expect![[r#"
        error: invalid value 'luck' for '--without <ANSWER>'
          [possible values: private_stock, public_stock, ally_release, substitution, alternative_supply, leakage, all]

        For more information, try '--help'.
    "#]].assert_eq(&said.stderr);
}

/// The starter scenario under another name, with some texts replaced.
fn copy_as(desk: &Desk, name: &str, changes: &[(&str, &str)]) {
    let mut text = desk.read("world.ron");
    let renamed = format!("name: \"{name}\"");
    for (from, to) in [("name: \"world\"", renamed.as_str())]
        .iter()
        .chain(changes)
    {
        assert!(text.contains(from), "`{from}` is not in the starter");
        text = text.replacen(from, to, 1);
    }
    fs::write(desk.path(&format!("{name}.ron")), text).unwrap();
}

#[test]
fn scenario_against_its_copy_differs_in_no_pair() {
    let desk = Desk::new();
    copy_as(&desk, "other", &[]);
    let said = desk.run(&format!("{SHORT} --against other.ron"));
    assert_eq!((said.code, said.stderr.as_str()), (0, ""), "{said}");
    expect![[r#"
        An embargo by East against West on all goods from 2027-01-04 would in 26 weeks cost West 158.0 M USD (0.004 % of a year's GDP; 87.3 M USD to 228.7 M USD) and East 11.7 M USD.
        West lasts 21 weeks without losing output and is not whole again within 26 weeks; in 26 weeks 3.1 % of its need goes unmet.
        At the date East supplies 39 % of what West needs there by value (concentration 0.41); without the largest origin the others and the stocks cover 66 % of a year.

          weeks  target M USD    low   high   of GDP  lost output  dearer inputs  imposer M USD    low   high   ratio  by GDP  unmet
              4         3.067  3.067  3.067  0.000 %            0         0.5967          3.703  3.703  3.703  0.8284   3.728  0.0 %
             26           158  87.29  228.7  0.004 %        99.85          41.74          11.75  8.998   14.5   13.45   60.52  3.1 %

          weeks  measure                           a            b  b less a  low  high
              4  target_cost_usd           3,067,011    3,067,011         0    0     0  the same in every pair
              4  target_lost_output_usd            0            0         0    0     0  the same in every pair
              4  imposer_cost_usd          3,702,511    3,702,511         0    0     0  the same in every pair
              4  unmet_need_share                  0            0         0    0     0  the same in every pair
             26  target_cost_usd         157,980,643  157,980,643         0    0     0  the same in every pair
             26  target_lost_output_usd   99,848,459   99,848,459         0    0     0  the same in every pair
             26  imposer_cost_usd         11,747,541   11,747,541         0    0     0  the same in every pair
             26  unmet_need_share            0.03144      0.03144         0    0     0  the same in every pair
             26  time_to_survive_weeks            21           21         0    0     0  the same in every pair

    "#]].assert_eq(&told(&said));
    let table = desk.read(&format!("{FOLDER}/leverage_against.csv"));
    let mut lines = table.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let at = |name: &str| header.iter().position(|it| *it == name).unwrap();
    let columns = ["difference", "low", "high"].map(at);
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    // four measures at two horizons, and how long the target lasts
    assert_eq!(rows.len(), 9, "{table}");
    for row in &rows {
        for column in columns {
            assert_eq!(row[column].parse(), Ok(0.0), "{table}");
        }
    }
    let manifest = desk.read(&format!("{FOLDER}/manifest.toml"));
    assert!(
        manifest.contains("[compared]\nname = \"other\"\nhash = \""),
        "{manifest}"
    );
}

#[test]
fn second_scenario_is_asked_what_it_would_be_asked_alone() {
    let desk = Desk::new();
    let dearer = ("value_usd_per_kg: 2000", "value_usd_per_kg: 3000");
    copy_as(&desk, "other", &[dearer]);
    let asked = |words: &str| -> serde_json::Value {
        let said = desk.run(&format!("{words} --json --force"));
        assert_eq!(said.code, 0, "{said}");
        serde_json::from_str(&said.stdout).unwrap()
    };
    let lost = |of: &serde_json::Value| of["curve"][1]["target_lost_output_usd"].as_f64().unwrap();
    let pair = asked(&format!("{SHORT} --against other.ron"));
    let alone = asked(&SHORT.replace("world.ron", "other.ron"));
    let rows = pair["against"].as_array().unwrap();
    let row = rows
        .iter()
        .find(|row| row["horizon_weeks"] == 26 && row["measure"] == "target_lost_output_usd");
    let row = row.unwrap();
    assert_eq!(row["a"], lost(&pair));
    assert_eq!(row["b"], lost(&alone));
    assert!(row["difference"].as_f64().unwrap() > 0.0, "{row}");
}

#[test]
fn pairs_are_the_same_for_any_number_of_threads() {
    let desk = Desk::new();
    copy_as(&desk, "other", &[]);
    let with = |threads: u8, out: &str| {
        let said = desk.run(&format!(
            "{SHORT} --against other.ron --without substitution --quiet --threads {threads} --out {out}"
        ));
        assert_eq!((said.code, said.stdout.as_str()), (0, ""), "{said}");
        ["leverage.csv", "leverage_against.csv"].map(|name| desk.read(&format!("{out}/{name}")))
    };
    assert_eq!(with(1, "one"), with(2, "two"));
}

#[test]
fn scenarios_of_other_weeks_are_refused_before_anything_runs() {
    let desk = Desk::new();
    copy_as(
        &desk,
        "later",
        &[
            ("start: \"2026-01-05\"", "start: \"2026-02-02\""),
            ("burn_in_weeks: 52", "burn_in_weeks: 60"),
        ],
    );
    copy_as(&desk, "short", &[("weeks: 208", "weeks: 100")]);
    let refused = |words: &str| {
        let said = desk.run(&format!("{SHORT} {words}"));
        assert_eq!((said.code, said.stdout.as_str()), (1, ""), "{said}");
        assert!(!desk.path("outputs").exists());
        said.stderr
    };
    expect![[r#"
        error: `world` and `later` cannot be asked about the same embargo, since their weeks are not the same weeks
          start: 2026-01-05 in the first, 2026-02-02 in the second
          burn-in weeks: 52 in the first, 60 in the second
          embargo: 2027-01-04 in the first, 2027-02-01 in the second
          hint: compare variants of one scenario; `--set clock.start=...` and `--set clock.burn_in_weeks=...` set both, `--at` the day of the embargo
    "#]].assert_eq(&refused("--against later.ron"));
    expect![[r#"
        error: `short`: 2028-01-03 is not within the scenario's clock
          hint: choose a day from 2026-01-05 to 2027-12-05
    "#]]
    .assert_eq(&refused("--against short.ron --at 2028-01-03"));
    // A clock that ends elsewhere is no obstacle: forks run as long as the horizons ask.
    let said = desk.run(&format!("{SHORT} --against short.ron --quiet"));
    assert_eq!((said.code, said.stderr.as_str()), (0, ""), "{said}");
}

#[test]
fn scenario_without_the_countries_is_refused_by_name() {
    let desk = Desk::new();
    let text = desk.read("world.ron").replace("\"west\"", "\"far_west\"");
    fs::write(
        desk.path("other.ron"),
        text.replace("name: \"world\"", "name: \"other\""),
    )
    .unwrap();
    let said = desk.run(&format!("{SHORT} --against other.ron"));
    assert_eq!((said.code, said.stdout.as_str()), (1, ""), "{said}");
    expect![[r#"
        error: `other`: `west` is no country of the scenario
          hint: did you mean `east`?
    "#]]
    .assert_eq(&said.stderr);
}
