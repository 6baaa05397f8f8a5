//! Long work outside Python's lock, that Ctrl-C ends and whose panics become exceptions.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use pyo3::prelude::*;

use crate::error::fault_of_program;

/// How often Python may say that somebody pressed Ctrl-C.
const PATIENCE: Duration = Duration::from_millis(50);

/// Whether work should go on.
pub(crate) struct Brake(AtomicBool);

impl Brake {
    /// A brake that nobody pulls.
    pub(crate) const fn released() -> Self {
        Self(AtomicBool::new(false))
    }

    /// Whether somebody pressed Ctrl-C.
    pub(crate) fn is_pulled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Runs `work` on a thread of its own and without Python's lock.
///
/// Work that finds the brake pulled should end soon; what it gives back is then dropped. `context` says in a report of
/// a panic what was running.
pub(crate) fn without_lock<T: Send>(
    py: Python<'_>,
    context: &str,
    work: impl FnOnce(&Brake) -> PyResult<T> + Send,
) -> PyResult<T> {
    let brake = Brake::released();
    let (outcome, interrupt) = py.detach(|| {
        thread::scope(|scope| {
            let (done, wait) = channel();
            let brake = &brake;
            let worker = scope.spawn(move || {
                let outcome = catch_unwind(AssertUnwindSafe(|| work(brake)));
                // Nobody waits any more only if the other side panicked.
                let _ = done.send(());
                outcome
            });
            let mut interrupt = Ok(());
            while wait.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                if interrupt.is_ok() {
                    interrupt = signals();
                    brake.0.store(interrupt.is_err(), Ordering::Relaxed);
                }
            }
            (worker.join(), interrupt)
        })
    });
    interrupt?;
    match outcome {
        Ok(Ok(result)) => result,
        Ok(Err(panic)) | Err(panic) => Err(fault_of_program(&words(panic.as_ref()), context)),
    }
}

/// The error that Python raises when somebody pressed Ctrl-C.
#[allow(
    clippy::redundant_closure_for_method_calls,
    reason = "the method itself is not general enough in its lifetime"
)]
fn signals() -> PyResult<()> {
    Python::attach(|py| py.check_signals())
}

pub(crate) fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("no message").to_owned()
}
