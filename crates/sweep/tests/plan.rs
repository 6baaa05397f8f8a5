//! What makes two plans the same, and what a plan says about its runs.

use std::collections::BTreeMap;
use std::fs;

use sweep::{Plan, read_plan};
use tempfile::TempDir;

const PLAN: &str = r#"(
  name: "trial",
  base: "world.ron",
  factors: [
    (name: "bids", path: "market.bid_elasticity", over: range(0.6, 1.2)),
    (name: "tension", path: "behaviour.tension_cover", over: triangular(low: -1.0, mode: 1.0, high: 3.0)),
  ],
  design: saltelli(base_points: 4),
  weeks: 13,
)"#;
const DESIGN: &str = "saltelli(base_points: 4)";

fn desk() -> TempDir {
    let desk = tempfile::tempdir().unwrap();
    fs::write(desk.path().join("world.ron"), scenario::starter("world")).unwrap();
    desk
}

fn plan(text: &str) -> Plan {
    let desk = desk();
    let path = desk.path().join("plan.ron");
    fs::write(&path, text).unwrap();
    read_plan(&path).unwrap_or_else(|faults| panic!("{faults}"))
}

fn with(from: &str, to: &str) -> Plan {
    assert!(PLAN.contains(from), "{from}");
    plan(&PLAN.replacen(from, to, 1))
}

/// What differs between the origins of two plans.
fn differences(one: &Plan, other: &Plan) -> Vec<String> {
    let (one, other): (BTreeMap<_, _>, BTreeMap<_, _>) = (one.origin().0, other.origin().0);
    let differing = one
        .iter()
        .filter(|(name, value)| other.get(*name) != Some(*value));
    differing.map(|(name, _)| name.clone()).collect()
}

#[test]
fn design_that_may_grow_keeps_its_hash_and_its_first_points() {
    for (short, long) in [
        (DESIGN, "saltelli(base_points: 8)"),
        ("sobol(points: 4)", "sobol(points: 8)"),
        ("random(points: 4)", "random(points: 9)"),
        ("morris(trajectories: 2)", "morris(trajectories: 5)"),
    ] {
        let (short, long) = (with(DESIGN, short), with(DESIGN, long));
        assert_eq!(short.origin().hash(), long.origin().hash());
        assert!(short.n_points() < long.n_points());
        for point in 0..short.n_points() {
            assert_eq!(short.point_row(point), long.point_row(point));
        }
    }
}

#[test]
fn whatever_else_changes_a_run_changes_the_hash() {
    let original = plan(PLAN);
    for (from, to, name) in [
        ("range(0.6, 1.2)", "range(0.6, 1.3)", "factor 001"),
        ("weeks: 13", "weeks: 14", "weeks"),
        ("weeks: 13", "weeks: 13, seed: 9", "seed"),
        ("weeks: 13", "weeks: 13, replicates: 2", "replicates"),
        ("weeks: 13", "weeks: 13, streams: independent", "streams"),
        (
            "weeks: 13",
            "weeks: 13, measures: [\"lost_value_usd\"]",
            "measures",
        ),
        (
            "weeks: 13",
            "weeks: 13, set: [(path: \"mechanisms.leakage\", value: false)]",
            "scenario_hash",
        ),
        (
            DESIGN,
            "saltelli(base_points: 4, second_order: true)",
            "design",
        ),
        (DESIGN, "latin_hypercube(points: 4)", "design"),
        (DESIGN, "list(rows: [[1.0, 2.0]])", "design"),
    ] {
        let other = with(from, to);
        assert_eq!(differences(&original, &other), [name], "{to}");
        assert_ne!(original.origin().hash(), other.origin().hash());
    }
    let list = |rows: &str| with(DESIGN, &format!("list(rows: {rows})"));
    assert_eq!(
        differences(&list("[[1.0, 2.0]]"), &list("[[1.0, 2.5]]")),
        ["design"]
    );
    // The name says what it is for, and changes no run.
    let renamed = with("\"trial\"", "\"test\"");
    assert_eq!(renamed.origin().hash(), original.origin().hash());
}

#[test]
fn distribution_is_cut_to_what_the_catalogue_allows() {
    let plan = plan(PLAN);
    // tension_cover allows 0 to 10; an eighth of the triangle from -1 to 3 lies below 0.
    let values: Vec<f64> = (0..plan.n_points())
        .map(|point| plan.values(point)[1].column.number())
        .collect();
    assert!(
        values.iter().all(|value| (0.0..=3.0).contains(value)),
        "{values:?}"
    );
    // A:1 is at one half in each factor: p = 1/8 + 7/8 x 1/2 = 9/16, and the value 3 - sqrt(4 x 2 x (1 - p)).
    let middle = 3.0 - 3.5_f64.sqrt();
    assert!((values[4] - middle).abs() < 1e-9, "{values:?}");
}

#[test]
fn runs_are_numbered_point_by_point() {
    let plan = with("weeks: 13", "weeks: 13, replicates: 3, seed: 5");
    assert_eq!((plan.n_points(), plan.n_runs()), (16, 48));
    let run = plan.run(7);
    assert_eq!((run.point, run.replicate, run.seed), (2, 1, 5));
    assert_eq!(plan.label(2), "AB:0:1");
}

#[test]
fn scenario_at_a_point_has_its_values_and_the_length_of_the_plan() {
    let plan = plan(PLAN);
    let scenario = plan.scenario_at(4).unwrap();
    assert_eq!(scenario.get("market.bid_elasticity").unwrap(), "0.9");
    assert_eq!(scenario.clock.weeks, 13);
    // The scenario itself is not changed.
    assert_eq!(plan.base.scenario.clock.weeks, 208);
}
