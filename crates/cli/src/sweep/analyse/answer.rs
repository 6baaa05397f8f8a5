//! What an analysis says to its reader: for each measure the factors, those that matter most first.

use std::fmt::Write;

use sensitivity::{Finding, Study};
use sweep::Plan;

use crate::screen::{aligned, short};

/// Pairs of factors told of each measure at most.
const MOST_PAIRS: usize = 5;

/// The text on standard output.
pub(super) fn in_words(
    plan: &Plan,
    study: &Study,
    findings: &[Finding],
    level_share: f64,
) -> String {
    let mut text = String::new();
    if !plan.question.is_empty() {
        text += &plan.question;
        text.push('\n');
    }
    let replicates = match plan.replicates {
        1 => String::new(),
        many => format!(", each the mean of {many} replicates"),
    };
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "{} points of {}{replicates}; low to high: {} % intervals",
        plan.n_points(),
        plan.design_in_words(),
        short(level_share * 100.0),
    );
    for finding in findings {
        text.push('\n');
        text += &of_finding(study, finding);
    }
    if let Some(finding) = findings.first() {
        text.push('\n');
        text += &meanings(finding);
    }
    text
}

fn of_finding(study: &Study, finding: &Finding) -> String {
    let analysis = &finding.analysis;
    let mut text = format!(
        "{}: mean {}, standard deviation {}; {}\n",
        finding.name,
        short(analysis.mean),
        short(analysis.deviation),
        finding.basis()
    );
    if analysis.is_constant() {
        return text + "  the same at every point: there is nothing to explain\n";
    }
    if let Some(share) = analysis.explained_share {
        let _ = writeln!(
            text,
            "  a straight line in all factors explains {} % of the variance",
            short(share * 100.0)
        );
    }
    let (leading, second) = finding.measures();
    let header = [
        "factor",
        leading.symbol(),
        "low",
        "high",
        second.symbol(),
        "low",
        "high",
        "factor low",
        "factor high",
        "",
    ]
    .map(str::to_owned);
    let rows: Vec<Vec<String>> = finding
        .ranking()
        .into_iter()
        .map(|factor| row(study, finding, factor))
        .collect();
    text += &aligned(&header, &rows);
    text + &pairs(study, finding)
}

fn row(study: &Study, finding: &Finding, factor: usize) -> Vec<String> {
    let (leading, second) = finding.measures();
    let mut cells = vec![study.factors[factor].clone()];
    for measure in [leading, second] {
        let index = finding.analysis.of(measure, factor);
        cells.extend(match index {
            Some(index) => [index.value, index.low, index.high].map(short),
            None => ["-", "-", "-"].map(str::to_owned),
        });
    }
    let swing = finding.swings[factor];
    cells.extend(match swing {
        Some(swing) => [swing.low, swing.high].map(short),
        None => ["-", "-"].map(str::to_owned),
    });
    let words = finding
        .leading(factor)
        .map(|index| index.words(finding.analysis.used));
    cells.push(words.unwrap_or_default());
    cells
}

/// Pairs that make a difference together, the strongest first.
fn pairs(study: &Study, finding: &Finding) -> String {
    let mut text = String::new();
    for (index, other) in finding.analysis.pairs().into_iter().take(MOST_PAIRS) {
        let _ = writeln!(
            text,
            "  {} with {}: {} of the variance beyond what each does alone ({} to {})",
            study.factors[index.factor],
            study.factors[other],
            short(index.value),
            short(index.low),
            short(index.high)
        );
    }
    text
}

/// What the columns mean.
fn meanings(finding: &Finding) -> String {
    let (leading, second) = finding.measures();
    let mut text = String::new();
    for measure in [leading, second] {
        let _ = writeln!(text, "{}: {}", measure.symbol(), measure.meaning());
    }
    text + "factor low, factor high: mean of the measure where the factor is in the lowest and the highest quarter of its range\n"
}
