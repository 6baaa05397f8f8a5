//! Sizes that no real chain has, and that no run would end with.

use super::Report;
use crate::value::Value;

const MOST_AGENTS: usize = 20_000;

/// Most items of a section.
const MOST: &[(&str, usize)] = &[
    ("materials", 200),
    ("stages", 50),
    ("goods", 200),
    ("zones", 50),
    ("countries", 300),
    ("routes", 2_500),
    ("recipes", 500),
    ("contracts", 20_000),
    ("relations", 90_000),
    ("policies", 5_000),
    ("governments", 200),
    ("events", 20_000),
    ("observed", 1_000),
];

pub(super) fn check(report: &mut Report<'_>) {
    let scenario = report.scenario;
    let agents = scenario.mines.len() + scenario.refiners.len() + scenario.buyers.len();
    if agents > MOST_AGENTS {
        report.fault(
            "",
            format!("there are {agents} mines, refiners and buyers, allowed are {MOST_AGENTS}"),
            "put small ones of a country together into one with `residual: true`",
        );
    }
    for (meta, value) in scenario.shape().fields() {
        let count = match value.shape() {
            crate::value::Shape::List(items) => items.len(),
            _ => continue,
        };
        let most = MOST.iter().find(|(section, _)| *section == meta.field);
        if let Some((section, most)) = most.filter(|(_, most)| count > *most) {
            report.fault(
                section,
                format!("there are {count} {section}, allowed are {most}"),
                "leave out what the question does not need",
            );
        }
    }
}
