//! `monazite check`: every fault of a scenario, then how much of it is sourced.

use std::path::{Path, PathBuf};

use crate::stop::Stop;
use crate::{input, screen};

/// Say everything that is wrong with a scenario, and how much of it is sourced
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Scenario files
    #[arg(required = true, value_name = "SCENARIO.ron")]
    scenarios: Vec<PathBuf>,
}

pub(crate) fn execute(arguments: &Arguments) -> anyhow::Result<()> {
    let mut is_clean = true;
    for path in &arguments.scenarios {
        match check(path) {
            Ok(text) => screen::say(&text)?,
            // Told already; the next file may have faults of its own.
            Err(error) if matches!(error.downcast_ref(), Some(Stop::Told)) => is_clean = false,
            Err(error) => return Err(error),
        }
    }
    if is_clean {
        Ok(())
    } else {
        Err(Stop::Told.into())
    }
}

/// What to say of a scenario; its faults go to standard error.
fn check(path: &Path) -> anyhow::Result<String> {
    let loaded = input::load(path)?;
    let sourcing = scenario::sourcing(&loaded.scenario);
    let faults = input::check(&loaded);
    let verdict = if faults.is_ok() {
        "no faults"
    } else {
        "has faults"
    };
    let text = format!("{}: {verdict}\n{sourcing}", path.display());
    let text = format!("{}\n", text.trim_end());
    if faults.is_err() {
        screen::say(&text)?;
    }
    faults.map(|()| text)
}
