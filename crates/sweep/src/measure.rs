//! What is measured of a run: numbers at its end and courses over time.

use model::{Course, Figure, Simulation, Summary};
use scenario::Scenario;

/// Something that every run has a number for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Stable name in `snake_case`, with the unit as a suffix.
    pub name: String,
    /// Unit in words.
    pub unit: String,
    /// What it means.
    pub meaning: String,
}

impl From<&Figure> for Measure {
    fn from(figure: &Figure) -> Self {
        Self {
            name: figure.name.clone(),
            unit: figure.unit.clone(),
            meaning: figure.meaning.clone(),
        }
    }
}

impl From<&Course> for Measure {
    fn from(course: &Course) -> Self {
        Self {
            name: course.name.clone(),
            unit: course.unit.clone(),
            meaning: course.meaning.clone(),
        }
    }
}

/// What is kept of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Numbers at the end.
    pub figures: Vec<Figure>,
    /// Numbers over time.
    pub courses: Vec<Course>,
}

impl From<Summary> for Outcome {
    fn from(summary: Summary) -> Self {
        Self {
            figures: summary.figures,
            courses: summary.courses,
        }
    }
}

/// The measures that a run of the scenario ends with, found by running its first week; none where it has no focus.
pub(crate) fn measures_of(scenario: &Scenario) -> Vec<Measure> {
    let mut short = scenario.clone();
    short.clock.weeks = 1;
    short.clock.burn_in_weeks = 0;
    let summary = model::run(&short, short.clock.seed, 0, &mut model::NoSink);
    summary.figures.iter().map(Measure::from).collect()
}

/// Simulates one replicate without tables; `goes_on` is asked before each week, and none comes back when it says no.
pub fn measures_of_run(
    scenario: &Scenario,
    seed: u64,
    replicate: u32,
    goes_on: &dyn Fn() -> bool,
) -> Option<Outcome> {
    let mut simulation = Simulation::new(scenario, seed, replicate);
    while !simulation.is_finished() {
        if !goes_on() {
            return None;
        }
        simulation.step(&mut model::NoSink);
    }
    Some(Outcome::from(simulation.summary()))
}
