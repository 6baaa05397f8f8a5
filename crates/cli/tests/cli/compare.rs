//! Comparisons of the starter scenario with itself, with a change, and with what cannot be compared.

use std::fs;

use expect_test::expect;

use crate::desk::{Desk, Said, names_in, parameter_sets};

const SHORT: &str = "compare world.ron world.ron --years 1 --replicates 3";
const FOLDER: &str = "outputs/compare_world_world";

/// The row of a measure in `comparison.csv`.
fn row(desk: &Desk, folder: &str, measure: &str) -> Vec<String> {
    let table = desk.read(&format!("{folder}/comparison.csv"));
    let start = format!("{measure},");
    let line = table.lines().find(|line| line.starts_with(&start));
    let line = line.unwrap_or_else(|| panic!("{measure} is not in {table}"));
    line.split(',').map(str::to_owned).collect()
}

fn number(row: &[String], column: usize) -> f64 {
    row[column].parse().unwrap()
}

fn changed(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from));
    text.replacen(from, to, 1)
}

#[test]
fn same_scenario_twice_differs_in_nothing() {
    let desk = Desk::new();
    let said = desk.run(SHORT);
    assert_eq!((said.code, said.stderr.as_str()), (0, ""), "{said}");
    assert!(
        said.stdout
            .contains("\na and b are the same scenario: all "),
        "{said}"
    );
    let table = desk.read(&format!("{FOLDER}/comparison.csv"));
    assert!(table.lines().count() > 20, "{table}");
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!(
            cells[4..9],
            ["0", "0", "0", "3", "the same in every pair"],
            "{line}"
        );
        assert_eq!(cells[2], cells[3], "{line}");
    }
}

#[test]
fn pairs_take_the_parameter_sets_of_a_file_in_turn() {
    let desk = Desk::new();
    let sets = [
        "\"market.ask_elasticity\": 2.5",
        "\"market.ask_elasticity\": 6.0",
    ];
    fs::write(desk.path("sets.ron"), parameter_sets(&sets)).unwrap();
    let mean = |pairs: u32, more: &str| {
        let said = desk.run(&format!(
            "compare world.ron world.ron --years 1 --replicates {pairs} --out of --force {more}"
        ));
        assert_eq!(said.code, 0, "{said}");
        let row = row(&desk, "of", "dysprosium_oxide_quote_ratio");
        assert_eq!(row[2], row[3], "both sides of a pair have the same set");
        number(&row, 2)
    };
    let (low, high) = (
        "--set market.ask_elasticity=2.5",
        "--set market.ask_elasticity=6.0",
    );
    // The first pair has the first set, the second pair the second, which is twice the mean of two less the first.
    let second = 2.0 * mean(2, high) - mean(1, high);
    let expected = f64::midpoint(mean(1, low), second);
    let found = mean(2, "--parameters sets.ron");
    assert!((found - expected).abs() < 1e-9, "{found} {expected}");
    assert!((found - mean(2, low)).abs() > 1e-6, "{found}");
    // What the command line sets has the last word, and the file that was read is named.
    let set = mean(2, &format!("--parameters sets.ron {low}"));
    assert!((set - mean(2, low)).abs() < 1e-12, "{set}");
    let _ = mean(2, "--parameters sets.ron");
    let manifest = desk.read("of/manifest.toml");
    assert!(manifest.contains("sets.ron"), "{manifest}");
}

#[test]
fn file_without_a_parameter_set_is_refused() {
    let desk = Desk::new();
    fs::write(desk.path("sets.ron"), parameter_sets(&[])).unwrap();
    expect![[r#"
        exit 1
        stdout:
        stderr:
        error: sets.ron: there are no parameter sets
          hint: `monazite hindcast --calibrate` writes some
    "#]]
    .assert_eq(
        &desk
            .run(&format!("{SHORT} --parameters sets.ron"))
            .to_string(),
    );
}

#[test]
fn folder_holds_tables_picture_and_a_manifest_of_both() {
    let desk = Desk::new();
    let said = desk.run(&format!("{SHORT} --set-b mechanisms.leakage=false"));
    assert_eq!(said.code, 0, "{said}");
    assert_eq!(
        names_in(&desk.path(FOLDER)),
        [
            "comparison.csv",
            "comparison.svg",
            "comparison_courses.csv",
            "manifest.toml",
            "report.html",
            "report.toml"
        ]
    );
    let manifest = desk.read(&format!("{FOLDER}/manifest.toml"));
    let compared = &manifest[manifest.find("[compared]").unwrap()..];
    assert!(
        compared.starts_with("[compared]\nname = \"world\"\nhash = \""),
        "{compared}"
    );
    assert!(
        compared.contains("path = \"mechanisms.leakage\""),
        "{compared}"
    );
    assert_eq!(manifest.matches("\nhash = \"").count(), 2, "{manifest}");
    let picture = desk.read(&format!("{FOLDER}/comparison.svg"));
    assert!(
        picture.starts_with("<svg") && picture.ends_with("</svg>\n"),
        "{picture}"
    );
}

#[test]
fn export_ban_costs_the_importer() {
    let desk = Desk::new();
    // The same world with licences granted to nobody instead of to half: more goes missing, and quotes rise.
    let said = desk.run(
        "compare world.ron world.ron --years 3 --replicates 4 --out ban --set-b policies.east_licences.instrument.approval_share=0.0",
    );
    assert_eq!(said.code, 0, "{said}");
    for measure in ["lost_value_usd", "unmet_need_share", "magnet_quote_ratio"] {
        let row = row(&desk, "ban", measure);
        assert!(number(&row, 5) > 0.0, "{row:?}\n{said}");
        assert_eq!(row[8], "higher in b", "{row:?}");
    }
}

#[test]
fn fewer_licences_turn_orders_away_from_the_origin() {
    let desk = Desk::new();
    // Licences for three tenths instead of half; users then look elsewhere, before anything goes missing.
    let said = desk.run(
        "compare world.ron world.ron --replicates 4 --out few --set-b policies.east_licences.instrument.approval_share=0.3",
    );
    assert_eq!(said.code, 0, "{said}");
    for measure in [
        "dysprosium_oxide_origin_last_year_share",
        "magnet_origin_last_year_share",
    ] {
        let row = row(&desk, "few", measure);
        assert!(number(&row, 6) < 0.0, "{row:?}\n{said}");
        assert_eq!(row[8], "lower in b", "{row:?}");
    }
}

#[test]
fn difference_turns_its_sign_with_the_order() {
    let desk = Desk::new();
    let text = desk.read("world.ron");
    let other = changed(&text, "approval_share: 0.5", "approval_share: 0.1");
    fs::write(desk.path("other.ron"), other).unwrap();
    for (a, b) in [("world", "other"), ("other", "world")] {
        let said = desk.run(&format!(
            "compare {a}.ron {b}.ron --years 2 --replicates 3 --out {a}"
        ));
        assert_eq!(said.code, 0, "{said}");
    }
    let there = row(&desk, "world", "magnet_quote_ratio");
    let back = row(&desk, "other", "magnet_quote_ratio");
    assert!(number(&there, 4) > 0.0, "{there:?}");
    // Mean, low and high against mean, high and low.
    for (column, mirrored) in [(4, 4), (5, 6), (6, 5)] {
        let (x, y) = (number(&there, column), number(&back, mirrored));
        assert!((x + y).abs() <= 1e-9 * x.abs(), "{x} {y}");
    }
}

#[test]
fn change_of_one_scenario_is_told_in_a_table() {
    let said = Desk::new().run(
        "compare world.ron world.ron --years 2 --replicates 3 --set-b policies.east_licences.instrument.approval_share=0.1",
    );
    expect![[r#"
        exit 0
        stdout:
        a: world (world.ron)
        b: world (world.ron, policies.east_licences.instrument.approval_share=0.1)
        3 pairs of runs of 104 weeks, seed 1; both runs of a pair draw the same luck

        16 of 24 measures differ: the 90 % interval of their mean difference does not hold zero
        (low to high; of measures whose true difference is zero, one in ten is taken for different by luck)

          measure                                       unit           mean a          mean b         b - a           low          high  verdict
          dysprosium_oxide_origin_first_share           share            0.51            0.51             0             0             0  the same in every pair
          dysprosium_oxide_origin_last_share            share          0.3261          0.1808       -0.1453       -0.1471       -0.1435  lower in b
          dysprosium_oxide_origin_last_year_share       share          0.4031          0.3355      -0.06764      -0.06802      -0.06725  lower in b
          dysprosium_oxide_alternative_last_share       share          0.6739          0.8192        0.1453        0.1435        0.1471  higher in b
          dysprosium_oxide_alternative_last_year_share  share          0.5954          0.6655       0.07004       0.06954       0.07055  higher in b
          dysprosium_oxide_quote_ratio                  ratio           1.553           2.636         1.083         1.035         1.131  higher in b
          dysprosium_oxide_quote_ratio_peak             ratio           3.512           6.636         3.124         3.081         3.167  higher in b
          dysprosium_oxide_contract_share               share          0.7838          0.7308      -0.05301      -0.05677      -0.04925  lower in b
          magnet_origin_first_share                     share             0.5             0.5             0             0             0  the same in every pair
          magnet_origin_last_share                      share          0.3303          0.1661       -0.1642        -0.166       -0.1624  lower in b
          magnet_origin_last_year_share                 share          0.3925          0.3181      -0.07436      -0.07517      -0.07355  lower in b
          magnet_alternative_last_share                 share          0.5385          0.6718        0.1333        0.1322        0.1344  higher in b
          magnet_alternative_last_year_share            share           0.483          0.5463       0.06326       0.06264       0.06388  higher in b
          magnet_quote_ratio                            ratio           1.371            1.89        0.5191        0.5124        0.5259  higher in b
          magnet_quote_ratio_peak                       ratio           2.244           4.198         1.955         1.955         1.955  higher in b
          magnet_contract_share                         share          0.8354          0.7676      -0.06787       -0.0704      -0.06535  lower in b
          lost_value_usd                                USD                 0       1,912,534     1,912,534    -3,672,037     7,497,105  not distinguishable from zero at n = 3
          lost_value_worst_year_usd                     USD                 0       1,912,534     1,912,534    -3,672,037     7,497,105  not distinguishable from zero at n = 3
          lost_value_gdp_share                          share               0        2.399e-7      2.399e-7     -4.606e-7      9.404e-7  not distinguishable from zero at n = 3
          lost_value_worst_year_gdp_share               share               0        4.781e-7      4.781e-7     -9.180e-7      1.874e-6  not distinguishable from zero at n = 3
          produced_value_usd                            USD    13,225,216,684  13,102,369,446  -122,847,238  -132,399,155  -113,295,322  lower in b
          unmet_need_share                              share               0       0.0001186     0.0001186    -0.0002277     0.0004649  not distinguishable from zero at n = 3
          alternative_mined_last_year_t_per_year        t/yr            671.1           673.3         2.261          2.19         2.332  higher in b
          projects_outside_origin_count                 count               0               0             0             0             0  the same in every pair

        in outputs/compare_world_world: comparison.csv, comparison_courses.csv, comparison.svg, report.toml, report.html, manifest.toml
        stderr:
    "#]].assert_eq(&said.to_string());
}

#[test]
fn results_do_not_depend_on_threads() {
    let desk = Desk::new();
    for threads in [1, 2] {
        let said = desk.run(&format!(
            "compare world.ron world.ron --years 2 --replicates 5 --set-b policies.east_licences.instrument.approval_share=0.1 --threads {threads} --out t{threads}"
        ));
        assert_eq!(said.code, 0, "{said}");
    }
    // Luck shows, so that an order of runs other than that of replicates would show too.
    let lost = row(&desk, "t1", "lost_value_usd");
    assert!(number(&lost, 5) < number(&lost, 6), "{lost:?}");
    for name in names_in(&desk.path("t1")) {
        assert_eq!(
            desk.read(&format!("t1/{name}")),
            desk.read(&format!("t2/{name}")),
            "{name}"
        );
    }
}

#[test]
fn json_has_measures_and_courses() {
    let said = Desk::new().run(&format!("{SHORT} --json"));
    assert_eq!(said.code, 0, "{said}");
    for part in [
        "\"is_same_scenario\": true",
        "\"measure\": \"lost_value_usd\"",
        "\"verdict\": \"the same in every pair\"",
        "\"date\": \"2026-01-05\"",
    ] {
        assert!(said.stdout.contains(part), "{part} is not in {said}");
    }
}

/// A comparison of the starter with a copy in which one text is replaced.
fn with_other(from: &str, to: &str) -> Said {
    let desk = Desk::new();
    let text = desk.read("world.ron");
    let text = changed(&text, "name: \"world\"", "name: \"other\"");
    fs::write(desk.path("other.ron"), changed(&text, from, to)).unwrap();
    desk.run("compare world.ron other.ron --replicates 2")
}

#[test]
fn scenarios_about_other_countries_are_refused() {
    let said = with_other(
        "alternative: \"south\", goods: [\"dysprosium_oxide\", \"magnet\"]",
        "alternative: \"west\", goods: [\"magnet\"]",
    );
    expect![[r#"
        exit 1
        stdout:
        stderr:
        error: `world` and `other` cannot be compared, since they differ in what a comparison is about
          alternative: `south` in the first, `west` in the second
          goods: `dysprosium_oxide, magnet` in the first, `magnet` in the second
          hint: compare variants of one scenario; the length can be set for both with `--years`, any other field with `--set` or `--set-b`
    "#]].assert_eq(&said.to_string());
}

#[test]
fn scenarios_of_other_lengths_are_refused() {
    let said = with_other("weeks: 208", "weeks: 60");
    expect![[r#"
        exit 1
        stdout:
        stderr:
        error: `world` and `other` cannot be compared, since they differ in what a comparison is about
          weeks: 208 in the first, 60 in the second
          hint: compare variants of one scenario; the length can be set for both with `--years`, any other field with `--set` or `--set-b`
    "#]].assert_eq(&said.to_string());
}

#[test]
fn scenarios_without_a_focus_are_refused() {
    let desk = Desk::new();
    let text = desk.read("world.ron");
    let start = text.find("focus: (").unwrap();
    let end = start + text[start..].find('\n').unwrap();
    fs::write(
        desk.path("bare.ron"),
        format!("{}{}", &text[..start], &text[end..]),
    )
    .unwrap();
    let said = desk.run("compare bare.ron bare.ron");
    expect![[r#"
        exit 1
        stdout:
        stderr:
        error: neither scenario names a focus, so there is nothing to compare
          hint: `about.focus` says whose supply a scenario is about
    "#]]
    .assert_eq(&said.to_string());
}

#[test]
fn results_of_another_comparison_are_kept_without_force() {
    let desk = Desk::new();
    assert_eq!(desk.run(&format!("{SHORT} --quiet")).code, 0);
    let other = format!("{SHORT} --quiet --set-b behaviour.tension_cover=0.0");
    expect![[r#"
        exit 1
        stdout:
        stderr:
        error: `outputs/compare_world_world` holds the results of a comparison with `world`, this run is a comparison with `world` with `behaviour.tension_cover=0.0`
          hint: choose another folder with `--out`, or replace the results with `--force`
    "#]].assert_eq(&desk.run(&other).to_string());
    assert_eq!(desk.run(&format!("{other} --force")).code, 0);
    expect![[r#"
        exit 1
        stdout:
        stderr:
        error: `outputs/compare_world_world` holds the results of a comparison with `world` with `behaviour.tension_cover=0.0`, this run is a run of one scenario
          hint: choose another folder with `--out`, or replace the results with `--force`
    "#]].assert_eq(
        &desk
            .run(&format!("run world.ron --years 1 --out {FOLDER}"))
            .to_string(),
    );
}

#[test]
fn one_pair_has_no_interval() {
    let desk = Desk::new();
    let said = desk.run(
        "compare world.ron world.ron --years 2 --replicates 1 --set-b policies.east_licences.instrument.approval_share=0.0",
    );
    assert!(said.stdout.contains("\none pair shows no spread"), "{said}");
    let row = row(&desk, FOLDER, "lost_value_usd");
    assert_eq!(
        row[5..9],
        ["", "", "1", "no interval from one pair"],
        "{row:?}"
    );
}
