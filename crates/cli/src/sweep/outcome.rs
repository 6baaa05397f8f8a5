//! One run of a sweep and what comes of it.

use sweep::{Plan, Run, RunOutcome};

use crate::progress::Progress;
use crate::stop::Stop;
use crate::{guard, interrupt};

/// What comes of a run: also a scenario with a fault and a fault of the program are outcomes. Only Ctrl-C is an error.
pub(super) fn outcome(plan: &Plan, run: Run, progress: &Progress) -> anyhow::Result<RunOutcome> {
    let scenario = match plan.scenario_at(run.point) {
        Ok(scenario) => scenario,
        Err(faults) => {
            progress.weeks(plan.weeks_of_run());
            return Ok(RunOutcome::Failed(faults.to_string()));
        }
    };
    let goes_on = || {
        progress.week();
        interrupt::check().is_ok()
    };
    let measured = guard::catch("", || {
        let measured = sweep::measures_of_run(&scenario, run.seed, run.replicate, &goes_on);
        Ok(measured.ok_or(Stop::Interrupted)?)
    });
    match measured {
        Ok(measured) => Ok(RunOutcome::Done(measured)),
        Err(error) => match error.downcast_ref() {
            Some(fault @ Stop::ProgramFault { .. }) => Ok(RunOutcome::Failed(fault.to_string())),
            _ => Err(error),
        },
    }
}
