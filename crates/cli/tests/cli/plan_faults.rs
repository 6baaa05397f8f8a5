//! Faults of plans: each with its place, what was found, what is allowed, and a hint.

use expect_test::{Expect, expect};
use rstest::rstest;

use crate::sweep::{PLAN, changed, desk_with, done};

#[rstest]
#[case::unknown_path("market.bid_elasticity", "market.bid_elasticty", expect![[r#"
    error: plan.ron:6:26: unknown path `market.bid_elasticty`
      hint: did you mean `market.bid_elasticity`?
"#]])]
#[case::empty_range("range(0.6, 1.2)", "range(1.2, 0.6)", expect![[r#"
    error: plan.ron:6:57: range(1.2, 0.6) holds no values
      hint: allowed are a low end and a higher one: `range(0.5, 2.0)`
"#]])]
#[case::range_outside("range(0.6, 1.2)", "range(-1.0, 1.2)", expect![[r#"
    error: plan.ron:6:57: `market.bid_elasticity` over range(-1, 1.2), allowed 0.1 to 5
      hint: [elasticity]: Fall of a bid's tonnes in per cent for a price rise of one per cent
"#]])]
#[case::unknown_measure("weeks: 13", "weeks: 13, measures: [\"lost_value_us\"]", expect![[r#"
    error: plan.ron:11:25: unknown measure `lost_value_us`
      hint: did you mean `lost_value_usd`?
"#]])]
#[case::no_measure("weeks: 13", "weeks: 13, measures: []", expect![[r#"
    error: plan.ron:11:24: the plan keeps no measure
      hint: leave out `measures` to keep all
"#]])]
#[case::two_of_a_name("\"tension\"", "\"bids\"", expect![[r#"
    error: plan.ron:7:12: `bids` is the name of two factors
      hint: give each factor its own name
"#]])]
#[case::two_of_a_path("behaviour.tension_cover", "market.bid_elasticity", expect![[r#"
    error: plan.ron:7:29: two factors set `market.bid_elasticity`
      hint: take one of them out: the last one would count
"#]])]
#[case::column_of_every_result("\"tension\"", "\"seed\"", expect![[r#"
    error: plan.ron:7:12: `seed` is the name of a column of every result
      hint: give the factor another name
"#]])]
#[case::wrong_type("list([1.0, 2.0])", "list([1.0, \"two\"])", expect![[r#"
    error: plan.ron:7:62: behaviour.tension_cover="two": `"two"` cannot stand at `behaviour.tension_cover`: expected a number
      hint: a number is written without quotes and units, such as 12.5
"#]])]
#[case::value_outside("list([1.0, 2.0])", "list([1.0, -2.0])", expect![[r#"
    error: plan.ron:7:62: behaviour.tension_cover=-2.0: tension_cover is -2, allowed 0 to 10
      hint: `tension_cover` [ratio]: Rise of target cover for each unit of tension
"#]])]
#[case::no_number("market.bid_elasticity", "mechanisms.leakage", expect![[r#"
    error: plan.ron:6:54: `mechanisms.leakage` holds no number, found `range(0.6, 1.2)`
      hint: list its values: `list([true, false])`
"#]])]
#[case::too_many_points("grid(levels: 3)", "grid(levels: 100000000)", expect![[r#"
    error: plan.ron:9:11: 200000000 points, allowed are 5000000
      hint: fewer levels, points or factors: `morris` and `sobol` need the fewest
"#]])]
#[case::too_many_replicates("replicates: 2", "replicates: 100001", expect![[r#"
    error: plan.ron:10:15: replicates is 100001, allowed 1 to 100000
      hint: 1 will do where points share their luck
"#]])]
#[case::too_many_runs("grid(levels: 3),\n  replicates: 2", "grid(levels: 100),\n  replicates: 60000", expect![[r#"
    error: plan.ron:10:15: 12000000 runs, allowed are 10000000
      hint: fewer points or replicates
"#]])]
#[case::no_points("grid(levels: 3)", "sobol(points: 0)", expect![[r#"
    error: plan.ron:9:25: points is 0, allowed is 1 or more
      hint: points need a number
"#]])]
#[case::no_replicates("replicates: 2", "replicates: 0", expect![[r#"
    error: plan.ron:10:15: replicates is 0, allowed 1 to 100000
      hint: 1 will do where points share their luck
"#]])]
#[case::unknown_field("replicates: 2", "replicate: 2", expect![[r#"
    error: plan.ron:10:3: unknown field `replicate` of `Plan`
      hint: did you mean `replicates`?
"#]])]
#[case::unknown_design("grid(levels: 3)", "gird(levels: 3)", expect![[r#"
    error: plan.ron:9:11: unknown variant `gird` of `design`
      hint: did you mean `grid`?
"#]])]
#[case::no_base("world.ron", "word.ron", expect![[r#"
    error: plan.ron:4:9: base `word.ron`: there is no such file
      hint: the path of `base` counts from the folder of this file
"#]])]
#[case::weeks_and_years("weeks: 13", "weeks: 13, years: 1.0", expect![[r#"
    error: plan.ron:11:21: the plan has `weeks` and `years`, allowed is one of both
      hint: take one of them out
"#]])]
#[case::seed_as_factor("market.bid_elasticity", "clock.seed", expect![[r#"
    error: plan.ron:6:26: `clock.seed` is no factor: the plan's `seed` takes its place
      hint: ask for `replicates` to see what luck does
"#]])]
#[case::short_row("grid(levels: 3)", "list(rows: [[0.7, 1.0], [0.8]])", expect![[r#"
    error: plan.ron:9:35: the row has 1 of 2 values
      hint: each row has one value for each factor, in their order
"#]])]
#[case::no_csv("grid(levels: 3)", "list(csv: \"none.csv\")", expect![[r#"
    error: plan.ron:9:21: cannot read `none.csv`: No such file or directory (os error 2)
      hint: the path counts from the folder of the plan; the table has a header with the names of the factors
"#]])]
#[case::distribution_outside("range(0.6, 1.2)", "triangular(low: -3.0, mode: -2.0, high: -1.0)", expect![[r#"
    error: plan.ron:6:57: triangular(low: -3, mode: -2, high: -1) has no values that `market.bid_elasticity` allows: 0.1 to 5
      hint: [elasticity]: Fall of a bid's tonnes in per cent for a price rise of one per cent
"#]])]
#[case::several_at_once("(name: \"bids\", path: \"market.bid_elasticity\"", "(name: \"Bids\", path: \"market.bid\"", expect![[r#"
    error: plan.ron:6:12: `Bids` is no name of a factor
      hint: allowed are a to z, 0 to 9 and _
    error: plan.ron:6:26: unknown path `market.bid`
      hint: known are `index_zone`, `default_freight_usd_per_kg`, `default_transit_weeks`, `rationing`, `lost_output_multiplier`, `bid_elasticity`, `ask_elasticity`, `stock_price_response`, 16 more
"#]])]
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
