//! Embargoes in the starter scenario: what is told, what is written, and what is refused.

use expect_test::expect;

use crate::desk::{Desk, names_in};

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
