//! The report beside a run, and written anew.

use std::fs;

use expect_test::expect;

use crate::desk::Desk;

#[test]
fn run_writes_a_report_and_says_where() {
    let desk = Desk::new();
    let said = desk.run("run world.ron --years 0.25");
    assert!(
        said.stdout.contains("report: outputs/world/report.html\n"),
        "{said}"
    );
    let page = desk.read("outputs/world/report.html");
    assert!(
        page.contains("monazite run world.ron --seed 1 --set clock.weeks=13"),
        "{page}"
    );
}

#[test]
fn report_is_written_anew_with_the_same_bytes() {
    let desk = Desk::new();
    desk.run("run world.ron --years 0.25 --quiet");
    let (page, manifest) = (
        desk.read("outputs/world/report.html"),
        desk.read("outputs/world/manifest.toml"),
    );
    fs::remove_file(desk.path("outputs/world/report.html")).unwrap();
    let said = desk.run("report outputs/world");
    assert_eq!(
        (said.code, said.stdout.as_str()),
        (0, "wrote outputs/world/report.html\n"),
        "{said}"
    );
    assert_eq!(desk.read("outputs/world/report.html"), page);
    assert_eq!(desk.read("outputs/world/manifest.toml"), manifest);
}

#[test]
fn a_folder_without_results_is_refused_with_a_way_on() {
    let desk = Desk::new();
    fs::create_dir(desk.path("empty")).unwrap();
    expect![[r#"
        exit 1
        stdout:
        stderr:
        error: `empty` holds no results: it has no manifest.toml
          hint: name a folder that `monazite run` wrote
    "#]]
    .assert_eq(&desk.run("report empty").to_string());
}

#[test]
fn a_table_that_is_gone_is_named() {
    let desk = Desk::new();
    desk.run("run world.ron --years 0.25 --quiet");
    fs::remove_file(desk.path("outputs/world/prices.csv")).unwrap();
    let said = desk.run("report outputs/world");
    assert_eq!(said.code, 1, "{said}");
    assert!(
        said.stderr
            .starts_with("error: cannot read `outputs/world/prices.csv`"),
        "{said}"
    );
}

#[test]
fn comparison_has_a_report() {
    let desk = Desk::new();
    let said = desk.run("compare world.ron world.ron --set-b market.ask_elasticity=2.0 --years 0.5 --replicates 2 --out pair --quiet");
    assert_eq!(said.code, 0, "{said}");
    assert!(
        desk.read("pair/report.html")
            .contains("<section id=\"comparison\"")
    );
}
