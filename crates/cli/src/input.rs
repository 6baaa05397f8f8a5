//! Scenarios from files, checked: the one place where commands meet crate `scenario`.

use std::path::Path;

use scenario::Loaded;

use crate::screen;
use crate::stop::Stop;

/// Reads a scenario; what is wrong with its text was printed when this fails.
pub(crate) fn load(path: &Path) -> anyhow::Result<Loaded> {
    scenario::load(path).map_err(|faults| {
        screen::tell(faults.to_string().trim_end());
        Stop::Told.into()
    })
}

/// Prints everything that is wrong with what a scenario says.
pub(crate) fn check(loaded: &Loaded) -> anyhow::Result<()> {
    let faults = scenario::check(loaded);
    for fault in &faults {
        screen::tell(&fault.to_string());
    }
    if faults.is_empty() {
        return Ok(());
    }
    Err(Stop::Told.into())
}
