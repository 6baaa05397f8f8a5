//! Figures over many runs: medians, bands, pass or fail.

use scenario::{Measure, Observation};
use units::Date;

use crate::episode::{Episode, Outcome};
use crate::month::months_between;
use crate::quantile::{band, quantile};
use crate::series::{self, CurvePoint, is_month_from};
use crate::skill::{Skill, pooled, skill};
use crate::target::{Measured, Role, Rule};

/// Horizons of the skill figures [months].
const HORIZONS: [usize; 2] = [6, 12];

/// One figure over all runs.
#[derive(Debug, Clone)]
pub struct FigureScore {
    /// What it is.
    pub name: String,
    /// Its unit.
    pub unit: &'static str,
    /// What was observed.
    pub observed: Option<f64>,
    /// Median, 5 % and 95 % quantile over the runs that have it; none where most runs lack it.
    pub band: Option<[f64; 3]>,
    /// Runs that have it.
    pub runs: usize,
    /// When it passes; none where it is only shown.
    pub rule: Option<Rule>,
    /// Whether its median passes; none where it is only shown.
    pub passes: Option<bool>,
    /// First day after all that it rests on.
    pub last: Option<Date>,
}

/// One target over all runs.
#[derive(Debug, Clone)]
pub struct Score {
    /// Short name, such as `H3`.
    pub id: &'static str,
    /// What it is about.
    pub what: &'static str,
    /// When it passes.
    pub tolerance: &'static str,
    /// How it counts.
    pub role: Role,
    /// Whether it counts as passed or failed.
    pub is_scored: bool,
    /// Whether parameters were fitted to it.
    pub is_fitted: bool,
    /// Whether all judged figures pass; none where none is judged.
    pub passes: Option<bool>,
    /// Its figures; the first one stands for it.
    pub figures: Vec<FigureScore>,
}

impl Score {
    /// Gathers the figures of a target over runs, in their order.
    pub(crate) fn new(
        id: &'static str,
        what: &'static str,
        tolerance: &'static str,
        role: Role,
        runs: &[&[Measured]],
    ) -> Self {
        let figures = figures(runs);
        let judged: Vec<bool> = figures.iter().filter_map(|figure| figure.passes).collect();
        Self {
            id,
            what,
            tolerance,
            role,
            is_scored: role.is_scored(),
            is_fitted: role.is_fitted(),
            passes: (!judged.is_empty()).then(|| judged.iter().all(|passes| *passes)),
            figures,
        }
    }
}

/// All runs of an episode.
#[derive(Debug, Clone)]
pub struct Report {
    /// Name of the scenario.
    pub scenario: String,
    /// Hash of the scenario.
    pub hash: String,
    /// Number of runs.
    pub runs: usize,
    /// Number of observations.
    pub observed: usize,
    /// Targets in order.
    pub scores: Vec<Score>,
    /// Forecast skill.
    pub skill: Vec<Skill>,
    /// Series to draw.
    pub curves: Vec<CurvePoint>,
}

impl Report {
    /// Gathers runs, in their order.
    pub fn new(episode: &Episode, outcomes: &[Outcome]) -> Self {
        let scores = episode.targets.iter().enumerate().map(|(at, target)| {
            let runs: Vec<&[Measured]> = outcomes
                .iter()
                .map(|outcome| outcome.figures[at].as_slice())
                .collect();
            Score::new(target.id, target.what, target.tolerance, target.role, &runs)
        });
        let curves: Vec<&[f64]> = outcomes
            .iter()
            .map(|outcome| outcome.curves.as_slice())
            .collect();
        let curves = series::points(&episode.curves, &curves);
        let mut skill = skills(episode, outcomes);
        skill.extend(year_ends(&curves));
        Self {
            scenario: episode.scenario.about.name.clone(),
            hash: episode.hash.clone(),
            runs: outcomes.len(),
            observed: episode.observed(),
            scores: scores.collect(),
            skill,
            curves,
        }
    }

    /// Scored targets that pass, and scored targets.
    pub fn passed(&self) -> (usize, usize) {
        let scored = || self.scores.iter().filter(|score| score.is_scored);
        let passed = scored().filter(|score| score.passes == Some(true));
        (passed.count(), scored().count())
    }
}

/// Each figure over runs; every run has the same figures in the same order.
fn figures(runs: &[&[Measured]]) -> Vec<FigureScore> {
    let Some(first) = runs.first() else {
        return Vec::new();
    };
    first
        .iter()
        .enumerate()
        .map(|(at, figure)| {
            let values: Vec<f64> = runs
                .iter()
                .filter_map(|run| run.get(at)?.modelled)
                .filter(|value| value.is_finite())
                .collect();
            // What most runs lack did not happen in the median run.
            let band = band(&values).filter(|_| 2 * values.len() > runs.len());
            let passes = |rule: Rule| {
                band.is_some_and(|[median, ..]| rule.passes(figure.observed.unwrap_or(0.0), median))
            };
            FigureScore {
                name: figure.name.clone(),
                unit: figure.unit,
                observed: figure.observed,
                band,
                runs: values.len(),
                rule: figure.rule,
                passes: figure.rule.map(passes),
                last: figure.last,
            }
        })
        .collect()
}

/// Skill of the median path on each monthly series.
fn skills(episode: &Episode, outcomes: &[Outcome]) -> Vec<Skill> {
    let mut skills = Vec::new();
    for (at, series) in episode.monthly.iter().enumerate() {
        let median = |month: usize| {
            let values: Vec<f64> = outcomes
                .iter()
                .filter_map(|outcome| outcome.monthly[at].get(month).copied())
                .collect();
            quantile(&values, 0.5).unwrap_or(f64::NAN)
        };
        let path: Vec<f64> = (0..series.observed.len()).map(median).collect();
        for horizon in HORIZONS {
            skills.extend(skill(&series.name, &series.observed, &path, horizon));
        }
    }
    skills
}

/// Skill over the changes between scored quotes of two Decembers abroad, all goods together.
fn year_ends(points: &[CurvePoint]) -> Option<Skill> {
    const MONTHS: usize = 12;
    let decembers: Vec<&CurvePoint> = points.iter().filter(|point| is_december(point)).collect();
    let mut changes = Vec::new();
    for from in &decembers {
        let year_later = |to: &&&CurvePoint| {
            to.names == from.names && months_between(from.period.0, to.period.0) == MONTHS as i32
        };
        let Some(to) = decembers.iter().find(year_later) else {
            continue;
        };
        changes.extend(log_change(from, to));
    }
    pooled("year ends abroad, all oxides", &changes, MONTHS)
}

fn is_december(point: &CurvePoint) -> bool {
    let abroad = point.measure == Measure::QuoteExVat && point.names[2] == "row";
    let is_scored = |row: &Observation| row.is_scored && is_month_from(row, row.from);
    abroad && point.period.0.month() == 12 && point.observed.as_ref().is_some_and(is_scored)
}

/// Observed and modelled log change; none where a quote is missing.
fn log_change(from: &CurvePoint, to: &CurvePoint) -> Option<(f64, f64)> {
    let observed = to.observed.as_ref()?.value / from.observed.as_ref()?.value;
    let modelled = to.band?[0] / from.band?[0];
    (observed > 0.0 && modelled > 0.0).then(|| (libm::log(observed), libm::log(modelled)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(modelled: Option<f64>) -> Vec<Measured> {
        vec![Measured::judged(
            "x",
            "t",
            Some(10.0),
            modelled,
            Rule::Within(2.0),
        )]
    }

    fn scored(runs: &[Option<f64>]) -> FigureScore {
        let runs: Vec<Vec<Measured>> = runs.iter().map(|modelled| run(*modelled)).collect();
        let runs: Vec<&[Measured]> = runs.iter().map(Vec::as_slice).collect();
        figures(&runs).remove(0)
    }

    #[test]
    fn median_decides() {
        // one run far off; the median is 11
        let figure = scored(&[Some(10.0), Some(11.0), Some(30.0)]);
        assert_eq!(figure.passes, Some(true));
        assert_eq!(figure.band.map(|[median, ..]| median), Some(11.0));
    }

    #[test]
    fn what_most_runs_lack_fails() {
        let figure = scored(&[Some(10.0), None, None]);
        assert_eq!(
            (figure.passes, figure.band, figure.runs),
            (Some(false), None, 1)
        );
    }
}
