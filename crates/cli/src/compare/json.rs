//! A comparison as JSON.

use serde_json::{Value, json};
use sweep::{Comparison, Difference, Measure, Side};

use super::Plan;

/// One object: what was run, `measures` at the end, and `courses` by quarter.
pub(super) fn text(plan: &Plan, comparison: &Comparison) -> anyhow::Result<String> {
    let run = &plan.manifest.run;
    let measures = comparison.rows.iter().map(|row| {
        let mut object = object(&row.measure);
        add(&mut object, &row.difference);
        object["verdict"] = json!(row.difference.verdict.to_string());
        object
    });
    let courses = comparison.courses.iter().map(|course| {
        let points = course.points.iter().map(|point| {
            let mut object = json!({"date": point.date.to_string()});
            add(&mut object, &point.difference);
            object
        });
        let mut object = object(&course.measure);
        object["points"] = points.collect::<Vec<Value>>().into();
        object
    });
    let all = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "a": side(plan, Side::A),
        "b": side(plan, Side::B),
        "seed": run.seed,
        "replicates": run.replicates,
        "weeks": run.weeks,
        "level_share": sweep::LEVEL_SHARE,
        "is_same_scenario": plan.is_same(),
        "measures": measures.collect::<Vec<Value>>(),
        "courses": courses.collect::<Vec<Value>>(),
    });
    Ok(serde_json::to_string_pretty(&all)? + "\n")
}

fn side(plan: &Plan, side: Side) -> Value {
    let loaded = plan.side(side);
    let changed: Vec<String> = loaded
        .changed
        .iter()
        .map(|(path, value)| format!("{path}={value}"))
        .collect();
    json!({"scenario": loaded.scenario.about.name, "hash": loaded.hash, "changed": changed})
}

fn object(measure: &Measure) -> Value {
    json!({"measure": measure.name, "unit": measure.unit, "meaning": measure.meaning})
}

fn add(object: &mut Value, difference: &Difference) {
    let interval = difference.interval;
    object["mean_a"] = json!(difference.mean_a);
    object["mean_b"] = json!(difference.mean_b);
    object["difference"] = json!(difference.mean);
    object["low"] = json!(interval.map(|interval| interval.low));
    object["high"] = json!(interval.map(|interval| interval.high));
    object["n"] = json!(difference.n);
}
