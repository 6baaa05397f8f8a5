//! The report of an analysis: the plan in words for whoever writes the page.

use ::report::{Brief, Factor, Measured, Sweep};
use sensitivity::{Finding, Study};
use sweep::Plan;

use super::Arguments;
use crate::report::quoted;

/// The analysed sweep with the words of its plan.
pub(super) fn of<'a>(
    arguments: &Arguments,
    plan: &Plan,
    study: &'a Study,
    findings: &'a [Finding],
) -> Sweep<'a> {
    let factor = |factor: &sweep::Factor| Factor {
        name: factor.name.clone(),
        path: factor.path.clone(),
        unit: factor.unit.clone(),
        over: factor
            .spread
            .as_ref()
            .map_or(String::new(), ToString::to_string),
        meaning: factor.meaning.clone(),
    };
    let measured = |measure: &sweep::Measure| Measured {
        name: measure.name.clone(),
        unit: measure.unit.clone(),
        meaning: measure.meaning.clone(),
    };
    let path = quoted(&arguments.place.plan.display().to_string());
    let command = format!(
        "monazite sweep run {path}\nmonazite sweep analyse {path}{}",
        options(arguments)
    );
    Sweep {
        name: plan.name.clone(),
        question: plan.question.clone(),
        design: plan.design_in_words(),
        n_points: plan.n_points(),
        replicates: plan.replicates,
        level_share: arguments.level_share,
        factors: plan.factors.iter().map(factor).collect(),
        measures: plan.measures.iter().map(measured).collect(),
        origin: plan.origin().0.into_iter().collect(),
        brief: Brief::of(&plan.base.scenario).with_command(command),
        study,
        findings,
    }
}

/// What was asked of the analysis beside its defaults.
fn options(arguments: &Arguments) -> String {
    let level = format!(
        " --level-share {} --resamples {}",
        arguments.level_share, arguments.resamples
    );
    let measures = arguments.measure.iter();
    let measures = measures.map(|measure| format!(" --measure {}", quoted(measure)));
    std::iter::once(level).chain(measures).collect()
}
