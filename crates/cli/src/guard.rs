//! Turns a panic into an error that says what to report.

use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, ThreadId};

use crate::stop::Stop;

static PANICS: Mutex<Vec<(ThreadId, String)>> = Mutex::new(Vec::new());

/// Keeps message and place of a panic for [`catch`] instead of printing them; with `RUST_BACKTRACE` also prints them.
pub(crate) fn keep_panics_for_the_report() {
    let print = panic::take_hook();
    let is_verbose = std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0");
    panic::set_hook(Box::new(move |info| {
        let mut panics = PANICS.lock().unwrap_or_else(PoisonError::into_inner);
        panics.push((thread::current().id(), in_words(info)));
        if is_verbose {
            print(info);
        }
    }));
}

/// Runs `work`; a panic in it becomes [`Stop::ProgramFault`] with `context` at the end.
pub(crate) fn catch<T>(
    context: &str,
    work: impl FnOnce() -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    match panic::catch_unwind(AssertUnwindSafe(work)) {
        Ok(result) => result,
        Err(_) => Err(Stop::ProgramFault {
            what: format!("{}{context}", words_of_this_thread()),
        }
        .into()),
    }
}

fn words_of_this_thread() -> String {
    let mut panics = PANICS.lock().unwrap_or_else(PoisonError::into_inner);
    let place = panics
        .iter()
        .position(|(thread, _)| *thread == thread::current().id());
    place.map_or_else(String::new, |place| panics.remove(place).1)
}

fn in_words(info: &PanicHookInfo<'_>) -> String {
    let message = info.payload_as_str().unwrap_or("no message");
    match info.location() {
        Some(place) => format!("{message}\n  at: {}:{}", place.file(), place.line()),
        None => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panic_becomes_a_fault_with_message_place_and_context() {
        keep_panics_for_the_report();
        let work = || -> anyhow::Result<()> { panic!("ledger closes") };
        let error = catch("\n  during: week 7", work).unwrap_err();
        let text = error.to_string();
        assert!(
            text.contains("not of your input: ledger closes\n  at: "),
            "{text}"
        );
        assert!(text.contains("guard.rs:"), "{text}");
        assert!(text.ends_with("\n  during: week 7"), "{text}");
    }

    #[test]
    fn error_passes_through() {
        let error = catch("", || -> anyhow::Result<()> { anyhow::bail!("plain") }).unwrap_err();
        assert_eq!(error.to_string(), "plain");
    }
}
