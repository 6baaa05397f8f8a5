//! The report of a sweep: which factors matter, by measure. It is made of the analysis itself, not of a folder: an
//! analysis is short and gives the same bytes each time.

use maud::{Markup, html};
use sensitivity::{Finding, Study};

use crate::Brief;
use crate::names;
use crate::number;
use crate::page;
use crate::part::{self, Part};

/// A factor as the plan has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Factor {
    /// Name of its column.
    pub name: String,
    /// Path of the parameter that it sets.
    pub path: String,
    /// Unit of the parameter.
    pub unit: String,
    /// What it takes its values from.
    pub over: String,
    /// What the parameter means.
    pub meaning: String,
}

/// A measure as the plan has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Measured {
    /// Name of its column.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// What it means.
    pub meaning: String,
}

/// An analysed sweep with the words around it.
#[derive(Debug, Clone)]
pub struct Sweep<'a> {
    /// Name of the plan.
    pub name: String,
    /// The question that it answers; may be empty.
    pub question: String,
    /// The design in words.
    pub design: String,
    /// Number of points.
    pub n_points: u64,
    /// Runs at each point.
    pub replicates: u32,
    /// Part of intervals that hold the true value, in 0 to 1.
    pub level_share: f64,
    /// The factors, in the order of the study.
    pub factors: Vec<Factor>,
    /// The measures.
    pub measures: Vec<Measured>,
    /// What the results depend on, by name: version, scenario, hash, seed.
    pub origin: Vec<(String, String)>,
    /// The words around the scenario, with the command that makes the same results.
    pub brief: Brief,
    /// The design with its results.
    pub study: &'a Study,
    /// What the results say, by measure.
    pub findings: &'a [Finding],
}

/// Limits that every sweep has, each a sentence.
const LIMITS: [&str; 3] = [
    "Shares and effects hold for the ranges of this plan: a wider range makes a factor matter more.",
    "Intervals say how far the estimates hang on the points that were drawn, not how far the model is from the world.",
    "A factor that is not in the plan, or a rule that the model does not have, cannot matter here.",
];

impl Sweep<'_> {
    /// The text of `report.html`.
    pub fn text(&self) -> String {
        let title = names::capital(&names::words(&self.name));
        let mut parts: Vec<Part> = part::factors::draw(self);
        parts.push(part::factors::plan(self));
        parts.extend(part::founding::sources(&self.brief));
        parts.push(part::founding::limits_of(&LIMITS, &self.brief.notes));
        parts.push(self.again());
        page::text(&title, &self.head(&title), &parts)
    }

    /// A measure of the plan by name.
    pub(crate) fn measure(&self, name: &str) -> Option<&Measured> {
        self.measures.iter().find(|measured| measured.name == name)
    }

    fn head(&self, title: &str) -> Markup {
        html! {
            header {
                p class="over" { "Monazite: a sweep over parameters" }
                h1 { (title) }
                @if !self.question.is_empty() { p class="question" { (self.question) } }
                ul class="answer" {
                    @for line in part::factors::answers(self) { li { (line) } }
                }
                p class="note" {
                    (number::grouped(&self.n_points.to_string())) " points of " (self.design)
                    @if self.replicates > 1 { ", each the mean of " (self.replicates) " runs that differ only in their random draws" }
                    "; in brackets " (number::percent(self.level_share)) " intervals. A model, not a forecast: what follows if the scenario’s numbers and rules hold."
                }
            }
        }
    }

    fn again(&self) -> Part {
        let body = html! {
            pre { code { (self.brief.command) } }
            dl {
                @for (name, value) in self.origin.iter().filter(|(name, _)| !name.starts_with("factor ")) {
                    dt { (names::capital(&names::words(name))) }
                    dd { @if name.ends_with("hash") { code class="hash" { (value) } } @else { (value) } }
                }
            }
            p class="note" { "Equal entries give the same numbers, on any machine and in any order of the runs." }
        };
        Part::new("again", "To make it again", body)
    }
}
