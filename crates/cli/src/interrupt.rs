//! Ctrl-C asks a run to stop between two weeks; a second one ends the program at once.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::stop::Stop;

static IS_ASKED: AtomicBool = AtomicBool::new(false);

/// Listens from now on. Where the system does not let us, Ctrl-C ends the program and leaves only hidden files.
pub(crate) fn listen() {
    let _ = ctrlc::set_handler(|| {
        if IS_ASKED.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
}

/// An error once somebody pressed Ctrl-C.
pub(crate) fn check() -> anyhow::Result<()> {
    if IS_ASKED.load(Ordering::Relaxed) {
        return Err(Stop::Interrupted.into());
    }
    Ok(())
}
