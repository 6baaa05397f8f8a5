//! What a hindcast says to its reader: one line per target, its figures, skill, and where parameters came from.

use std::fmt::Write;

use hindcast::{FigureScore, Report, Role, Score, skill::Comparison};

use super::{Arguments, Plan};
use crate::screen::{aligned, short};

/// The text on standard output.
pub(super) fn in_words(report: &Report, plan: &Plan, arguments: &Arguments) -> String {
    let (passed, scored) = report.passed();
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = if scored == 0 {
        writeln!(
            text,
            "{}: no targets are defined for it; {} observations to compare with",
            report.scenario, report.observed
        )
    } else {
        writeln!(
            text,
            "{}: {passed} of {scored} scored targets pass",
            report.scenario
        )
    };
    let runs = if report.runs == 1 { "run" } else { "runs" };
    let _ = writeln!(
        text,
        "{} {runs}, seed {}, parameters: {}",
        report.runs,
        plan.seed,
        source(plan)
    );
    if !report.scores.is_empty() {
        text += &targets_in_words(&report.scores);
        text += &figures_in_words(&report.scores);
    }
    if !report.skill.is_empty() {
        text += &skill_in_words(report);
    }
    if let Some(out) = &arguments.out {
        let _ = writeln!(text, "\nseries.csv and targets.csv in {}", out.display());
    }
    text
}

fn source(plan: &Plan) -> String {
    match &plan.parameters {
        None => "those of the scenario".to_owned(),
        Some((file, posterior)) => {
            let until = posterior
                .provenance
                .until
                .as_ref()
                .map_or(String::new(), |day| format!(", fitted to {day}"));
            format!("{} sets of {}{until}", posterior.sets.len(), file.display())
        }
    }
}

fn targets_in_words(scores: &[Score]) -> String {
    let header = ["id", "target", "tolerance", "verdict", "basis"].map(str::to_owned);
    let rows: Vec<Vec<String>> = scores
        .iter()
        .map(|score| {
            vec![
                score.id.to_owned(),
                score.what.to_owned(),
                score.tolerance.to_owned(),
                verdict(score.passes, score.role).to_owned(),
                basis(score.role).to_owned(),
            ]
        })
        .collect();
    format!("\nTargets\n{}", aligned(&header, &rows))
}

fn verdict(passes: Option<bool>, role: Role) -> &'static str {
    match (role, passes) {
        (Role::Input | Role::Context, _) | (_, None) => "-",
        (_, Some(true)) => "pass",
        (_, Some(false)) => "FAIL",
    }
}

/// How a target counts, in a word.
pub(super) fn basis(role: Role) -> &'static str {
    match role {
        Role::Input => "input",
        Role::Fitted => "fitted",
        Role::Tested => "tested",
        Role::Calibration => "calibration",
        Role::Context => "not scored",
    }
}

fn figures_in_words(scores: &[Score]) -> String {
    let header = [
        "id", "figure", "unit", "observed", "median", "5 %", "95 %", "verdict",
    ]
    .map(str::to_owned);
    let rows: Vec<Vec<String>> = scores
        .iter()
        .flat_map(|score| {
            let row = |figure| figure_row(score, figure);
            score.figures.iter().map(row)
        })
        .collect();
    format!("\nFigures\n{}", aligned(&header, &rows))
}

fn figure_row(score: &Score, figure: &FigureScore) -> Vec<String> {
    let number = |value: Option<f64>| value.map_or("-".to_owned(), short);
    let band = |at: usize| number(figure.band.map(|band| band[at]));
    vec![
        score.id.to_owned(),
        figure.name.clone(),
        figure.unit.to_owned(),
        number(figure.observed),
        band(0),
        band(1),
        band(2),
        if figure.rule.is_some() {
            verdict(figure.passes, score.role).to_owned()
        } else {
            String::new()
        },
    ]
}

fn skill_in_words(report: &Report) -> String {
    let header = [
        "series",
        "months",
        "n",
        "model",
        "no change",
        "DM",
        "p",
        "AR(1)",
        "DM",
        "p",
    ]
    .map(str::to_owned);
    let rows: Vec<Vec<String>> = report
        .skill
        .iter()
        .map(|skill| {
            let mut row = vec![
                skill.series.clone(),
                skill.horizon_months.to_string(),
                skill.n.to_string(),
                short(skill.model_mse),
            ];
            row.extend(comparison_in_words(Some(&skill.walk)));
            row.extend(comparison_in_words(skill.autoregression.as_ref()));
            row
        })
        .collect();
    format!(
        "\nSkill: mean squared errors of log price changes; DM below 0 where the model is better\n{}",
        aligned(&header, &rows)
    )
}

fn comparison_in_words(comparison: Option<&Comparison>) -> [String; 3] {
    comparison.map_or(["-", "-", "-"].map(str::to_owned), |comparison| {
        [
            short(comparison.other_mse),
            format!("{:.2}", comparison.statistic),
            format!("{:.3}", comparison.p_value),
        ]
    })
}
