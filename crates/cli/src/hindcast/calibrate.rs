//! `monazite hindcast --calibrate`: samples parameter sets and writes them.

use std::path::PathBuf;

use anyhow::bail;
use hindcast::calibrate::{Plan as Calibration, calibrate};

use super::{Arguments, Plan, beside};
use crate::stop::Stop;
use crate::{interrupt, screen};

/// Runs between two lines about how far a calibration is.
const EVERY_RUNS: usize = 50;

pub(super) fn execute(arguments: &Arguments, paths: &[PathBuf]) -> anyhow::Result<()> {
    let Some(path) = paths.first() else {
        return Ok(());
    };
    let plan = Plan::without_parameters(path, arguments)?;
    if !plan.episode.can_be_fitted() {
        bail!(
            "`{}` has no targets to fit\n  hint: parameters are fitted to scenarios/rare_earths_2010.ron and tested on the others",
            path.display()
        );
    }
    let file = match &arguments.parameters {
        Some(word) if word.as_os_str() == "none" => {
            bail!("`--calibrate` writes a file of parameter sets: `--parameters none` names none")
        }
        Some(file) => file.clone(),
        None => beside(path),
    };
    let evaluations = arguments.evaluations as usize;
    let progress = |done: usize, lowest: f64| {
        if !done.is_multiple_of(EVERY_RUNS) {
            return;
        }
        screen::tell(&format!(
            "{done} of about {evaluations} runs, lowest misfit {lowest:.2}"
        ));
    };
    let goes_on = || interrupt::check().is_ok();
    let calibration = Calibration {
        evaluations,
        seed: plan.seed,
        sets: arguments.sets as usize,
        until: arguments.until,
        program: env!("CARGO_PKG_VERSION"),
        progress: &progress,
        goes_on: &goes_on,
    };
    // The sampler's walkers are the runs; there are always more of them than threads.
    let posterior = arguments
        .threads
        .pool(arguments.evaluations)?
        .install(|| calibrate(&plan.episode, &calibration))?;
    let posterior = posterior.ok_or(Stop::Interrupted)?;
    posterior.write(&file)?;
    let about = &posterior.provenance;
    screen::say(&format!(
        "{} parameter sets in {}: misfit {:.2} for the best, {:.2} for the scenario's own; {} runs, {:.0} % of proposals taken\n",
        posterior.sets.len(),
        file.display(),
        about.misfit.0,
        about.misfit.1,
        about.evaluations,
        100.0 * about.accepted_share,
    ))
}
