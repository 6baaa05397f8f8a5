//! What becomes of the rows of a sweep before its factors are weighed.

use std::convert::Infallible;
use std::fs;

use output::Value;
use sensitivity::Study;
use sweep::{Plan, read_plan};

const PLAN: &str = r#"(
  name: "trial",
  base: "world.ron",
  factors: [
    (name: "bids", path: "market.bid_elasticity"),
    (name: "leakage", path: "mechanisms.leakage"),
  ],
  design: list(rows: [[0.6, true], [1.2, false], [0.9, true]]),
  replicates: 2,
  measures: ["lost_value_usd"],
  weeks: 13,
)"#;

fn plan() -> Plan {
    let desk = tempfile::tempdir().unwrap();
    fs::write(desk.path().join("world.ron"), scenario::starter("world")).unwrap();
    let path = desk.path().join("plan.ron");
    fs::write(&path, PLAN).unwrap();
    read_plan(&path).unwrap_or_else(|faults| panic!("{faults}"))
}

/// A row of results with a value of the measure, or a failed one.
fn row(plan: &Plan, point: u64, replicate: u64, value: Option<f64>) -> Vec<Value> {
    plan.columns()
        .iter()
        .map(|column| match column.name.as_str() {
            "point" => Value::Whole(point),
            "replicate" => Value::Whole(replicate),
            "lost_value_usd" => value.map_or(Value::Empty, Value::Number),
            _ => Value::Empty,
        })
        .collect()
}

fn study(plan: &Plan, rows: Vec<Vec<Value>>) -> Study {
    let rows = rows.into_iter().map(Ok::<_, Infallible>);
    plan.study(rows).unwrap_or_else(|never| match never {})
}

#[test]
fn value_of_a_point_is_the_mean_of_all_its_replicates_or_none() {
    let plan = plan();
    let rows = vec![
        // Out of order: 2 and 4 make 3.
        row(&plan, 0, 1, Some(4.0)),
        row(&plan, 0, 0, Some(2.0)),
        // A replicate has failed.
        row(&plan, 1, 0, Some(5.0)),
        row(&plan, 1, 1, None),
        // A replicate is missing.
        row(&plan, 2, 0, Some(7.0)),
    ];
    let values = &study(&plan, rows).measured[0].values;
    assert!((values[0] - 3.0).abs() < 1e-12);
    assert!(values[1].is_nan() && values[2].is_nan());
}

#[test]
#[expect(
    clippy::float_cmp,
    reason = "ends of a range are scaled to 0 and 1 exactly"
)]
fn listed_points_are_scaled_factor_by_factor() {
    let plan = plan();
    let study = study(&plan, Vec::new());
    let at: Vec<&[f64]> = study
        .points
        .iter()
        .map(|point| point.at.as_slice())
        .collect();
    // 0.6 to 1.2 with 0.9 in the middle; false before true.
    assert!((at[2][0] - 0.5).abs() < 1e-12);
    assert_eq!([at[0][0], at[0][1]], [0.0, 1.0]);
    assert_eq!([at[1][0], at[1][1]], [1.0, 0.0]);
}
