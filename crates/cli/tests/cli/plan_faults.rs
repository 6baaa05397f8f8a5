//! Faults of plans: each with its place, what was found, what is allowed, and a hint.

use expect_test::{Expect, expect};
use rstest::rstest;

use crate::sweep::{PLAN, changed, desk_with, done};

#[rstest]
#[case::unknown_path("market.bid_elasticity", "market.bid_elasticty", expect![[r#"
    error: plan.ron:6:27: unknown path `market.bid_elasticty`
      hint: did you mean `market.bid_elasticity`?
"#]])]
#[case::empty_range("range(0.6, 1.2)", "range(1.2, 0.6)", expect![[""]])]
#[case::range_outside("range(0.6, 1.2)", "range(-1.0, 1.2)", expect![[""]])]
#[case::unknown_measure("weeks: 13", "weeks: 13, measures: [\"lost_value_us\"]", expect![[""]])]
#[case::no_measure("weeks: 13", "weeks: 13, measures: []", expect![[""]])]
#[case::two_of_a_name("\"tension\"", "\"bids\"", expect![[""]])]
#[case::two_of_a_path("behaviour.tension_cover", "market.bid_elasticity", expect![[""]])]
#[case::column_of_every_result("\"tension\"", "\"seed\"", expect![[""]])]
#[case::wrong_type("list([1.0, 2.0])", "list([1.0, \"two\"])", expect![[""]])]
#[case::value_outside("list([1.0, 2.0])", "list([1.0, -2.0])", expect![[""]])]
#[case::no_number("behaviour.tension_cover", "mechanisms.leakage", expect![[""]])]
#[case::too_many_points("grid(levels: 3)", "grid(levels: 100000000)", expect![[""]])]
#[case::too_many_runs("replicates: 2", "replicates: 100000", expect![[""]])]
#[case::no_points("grid(levels: 3)", "sobol(points: 0)", expect![[""]])]
#[case::no_replicates("replicates: 2", "replicates: 0", expect![[""]])]
#[case::unknown_field("replicates: 2", "replicate: 2", expect![[""]])]
#[case::unknown_design("grid(levels: 3)", "gird(levels: 3)", expect![[""]])]
#[case::no_base("world.ron", "word.ron", expect![[""]])]
#[case::weeks_and_years("weeks: 13", "weeks: 13, years: 1.0", expect![[""]])]
#[case::seed_as_factor("market.bid_elasticity", "clock.seed", expect![[""]])]
#[case::short_row("grid(levels: 3)", "list(rows: [[0.7, 1.0], [0.8]])", expect![[""]])]
#[case::no_csv("grid(levels: 3)", "list(csv: \"none.csv\")", expect![[""]])]
#[case::distribution_outside("range(0.6, 1.2)", "triangular(low: -3.0, mode: -2.0, high: -1.0)", expect![[""]])]
#[case::several_at_once("(name: \"bids\", path: \"market.bid_elasticity\"", "(name: \"Bids\", path: \"market.bid\"", expect![[""]])]
fn fault_of_a_plan_has_a_place_and_a_hint(
    #[case] from: &str,
    #[case] to: &str,
    #[case] expected: Expect,
) {
    let desk = desk_with(&changed(PLAN, from, to));
    let said = desk.run("sweep plan plan.ron");
    assert_eq!((said.code, said.stdout.as_str()), (1, ""), "{said}");
    expected.assert_eq(&said.stderr);
    assert!(!desk.path("outputs").exists());
}

#[test]
fn number_of_sobol_points_that_is_no_power_of_two_is_warned_of() {
    let desk = desk_with(&changed(
        PLAN,
        "grid(levels: 3)",
        "saltelli(base_points: 12)",
    ));
    let said = done(&desk, "sweep plan plan.ron --check");
    expect![[r#"
        warning: plan.ron: 12 is no power of 2: Sobol's points are evenly spread at 8 or 16 only
    "#]]
    .assert_eq(&said.stderr);
    // 12 (2 + 2) points.
    assert!(said.stdout.contains("48 points, 96 runs"), "{said}");
}
