//! One run of a spec, watched: it can be stopped between two months, shows the years that it has, and cannot take the
//! page down.

use std::panic::{AssertUnwindSafe, catch_unwind};

use model::Simulation;
use scenario::Scenario;

use crate::course::Course;
use crate::gather::Gatherer;
use crate::lab::Lab;
use crate::spec::{Refusal, Spec};

/// Why a run has no course.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Ended {
    /// The spec is refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Somebody wanted something newer, or it took too long.
    #[error("stopped in month {month}")]
    Stopped {
        /// Months done.
        month: usize,
    },
    /// A fault of the program.
    #[error("a fault of the program after {month} months, nothing that you did: {what}")]
    Failed {
        /// Months done.
        month: usize,
        /// The fault.
        what: String,
    },
}

/// What a run is told while it goes on.
pub trait Watch {
    /// Asked after each month: whether to go on.
    fn goes_on(&mut self) -> bool {
        true
    }
    /// Asked after each month: whether the months so far are wanted.
    fn wants_a_look(&mut self) -> bool {
        false
    }
    /// The months so far.
    fn look(&mut self, _course: Course) {}
}

/// Watches nothing.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

impl Watch for Unwatched {}

/// Runs a spec to its end.
///
/// # Errors
/// When the spec is refused, the run is stopped, or the model has a fault.
pub fn play(lab: &Lab, spec: &Spec, watch: &mut dyn Watch) -> Result<Course, Ended> {
    let scenario = lab.scenario(spec)?;
    let weeks = scenario.clock.weeks;
    let mut course = play_scenario(lab, &scenario, weeks, watch)?;
    course.scenario_hash = scenario.hash();
    Ok(course)
}

/// Runs the first weeks of a scenario of a lab.
pub(crate) fn play_scenario(
    lab: &Lab,
    scenario: &Scenario,
    weeks: u32,
    watch: &mut dyn Watch,
) -> Result<Course, Ended> {
    let mut gatherer = Gatherer::new(scenario, &lab.focus, lab.reserve());
    let run = catch_unwind(AssertUnwindSafe(|| {
        run(scenario, weeks, &mut gatherer, watch)
    }));
    let month = gatherer.months();
    match run {
        Ok(true) => Ok(gatherer.course()),
        Ok(false) => Err(Ended::Stopped { month }),
        Err(panic) => Err(Ended::Failed {
            month,
            what: in_words(panic.as_ref()),
        }),
    }
}

/// Whether the run came to its end.
fn run(scenario: &Scenario, weeks: u32, gatherer: &mut Gatherer, watch: &mut dyn Watch) -> bool {
    let every = scenario.record.every_weeks.max(1);
    let mut simulation = Simulation::new(scenario, scenario.clock.seed, 0);
    while simulation.week() < weeks {
        let date = simulation.date();
        simulation.step(gatherer);
        if simulation.week().is_multiple_of(every) {
            gatherer.close_month(date.to_string());
            if let Some(country) = gatherer.keeper() {
                gatherer.note_balance(simulation.public_balance_usd(country));
            }
            if !watch.goes_on() {
                return false;
            }
            if watch.wants_a_look() {
                watch.look(gatherer.course());
            }
        }
    }
    true
}

fn in_words(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("no message").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Breaks the run after three months, where a fault of the model would.
    struct Poison(usize);

    impl Watch for Poison {
        fn goes_on(&mut self) -> bool {
            self.0 += 1;
            assert!(self.0 < 3, "stock of lynas became negative");
            true
        }
    }

    #[test]
    fn a_run_that_fails_says_after_which_month_and_why() {
        let lab = &Lab::shipped()[0];
        let what = "stock of lynas became negative".to_owned();
        assert_eq!(
            play(lab, &lab.opening(), &mut Poison(0)).map(|_| ()),
            Err(Ended::Failed { month: 3, what })
        );
    }
}
