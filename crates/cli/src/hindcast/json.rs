//! A hindcast as JSON.

use hindcast::decisions::Decisions;
use hindcast::skill::Comparison;
use hindcast::{FigureScore, Report, Score};
use serde_json::{Value, json};

use super::{Arguments, Plan, answer, decisions};

/// One object over all episodes: `targets` and `skill` in order, `episodes` with what was run, `decisions` about curbs.
pub(super) fn text(
    replays: &[(&Plan, Report)],
    decided: Option<&Decisions>,
    arguments: &Arguments,
) -> anyhow::Result<String> {
    let mut targets: Vec<Value> = Vec::new();
    let mut skill: Vec<Value> = Vec::new();
    let mut episodes: Vec<Value> = Vec::new();
    for (plan, report) in replays {
        let scenario = report.scenario.as_str();
        targets.extend(report.scores.iter().map(|score| target(score, scenario)));
        skill.extend(report.skill.iter().map(|skill| {
            json!({
                "scenario": scenario,
                "series": skill.series,
                "horizon_months": skill.horizon_months,
                "n": skill.n,
                "mse": skill.model_mse,
                "random_walk": comparison(&skill.walk),
                "ar1": skill.autoregression.as_ref().map(comparison),
            })
        }));
        let (passed, scored) = report.passed();
        episodes.push(json!({
            "scenario": scenario,
            "hash": report.hash,
            "seed": plan.seed,
            "replicates": report.runs,
            "parameters": plan.parameters.as_ref().map(|(file, _)| file.display().to_string()),
            "parameter_sets": plan.parameters.as_ref().map_or(0, |(_, posterior)| posterior.sets.len()),
            "fitted_until": plan.parameters.as_ref().and_then(|(_, posterior)| posterior.provenance.until.clone()),
            "set": arguments.set.iter().map(|change| format!("{}={}", change.path, change.value)).collect::<Vec<_>>(),
            "observations": report.observed,
            "passed": passed,
            "scored": scored,
        }));
    }
    let all = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "episodes": episodes,
        "targets": targets,
        "skill": skill,
        "decisions": decided.map(decisions::json),
    });
    Ok(serde_json::to_string_pretty(&all)? + "\n")
}

/// A target; its first figure stands for it.
fn target(score: &Score, scenario: &str) -> Value {
    let first = score.figures.first();
    let band = first.and_then(|figure| figure.band);
    json!({
        "id": score.id,
        "scenario": scenario,
        "what": score.what,
        "tolerance": score.tolerance,
        "figure": first.map(|figure| figure.name.clone()),
        "unit": first.map(|figure| figure.unit),
        "observed": first.and_then(|figure| figure.observed),
        "median": band.map(|band| band[0]),
        "low": band.map(|band| band[1]),
        "high": band.map(|band| band[2]),
        "pass": score.passes,
        "fitted": score.is_fitted,
        "scored": score.is_scored,
        "basis": answer::basis(score.role),
        "figures": score.figures.iter().map(figure).collect::<Vec<_>>(),
    })
}

fn figure(figure: &FigureScore) -> Value {
    json!({
        "name": figure.name,
        "unit": figure.unit,
        "observed": figure.observed,
        "median": figure.band.map(|band| band[0]),
        "low": figure.band.map(|band| band[1]),
        "high": figure.band.map(|band| band[2]),
        "runs": figure.runs,
        "pass": figure.passes,
    })
}

fn comparison(comparison: &Comparison) -> Value {
    json!({
        "mse": comparison.other_mse,
        "diebold_mariano": comparison.statistic,
        "p": comparison.p_value,
    })
}
