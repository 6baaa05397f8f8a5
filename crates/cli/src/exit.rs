//! How a command ends: the exit code and the last words on standard error.

use std::process::ExitCode;

use output::OutputError;

use crate::screen;
use crate::stop::Stop;

const WRONG_INPUT: u8 = 1;
const PROGRAM_FAULT: u8 = 70;
const TRY_AGAIN: u8 = 75;
const INTERRUPTED: u8 = 130;

/// Prints the last words of a command and gives its exit code.
pub(crate) fn report(outcome: anyhow::Result<()>) -> ExitCode {
    let Err(error) = outcome else {
        return ExitCode::SUCCESS;
    };
    let (code, words) = last_words(&error);
    if !words.is_empty() {
        screen::tell(&words);
    }
    ExitCode::from(code)
}

fn last_words(error: &anyhow::Error) -> (u8, String) {
    if let Some(stop) = error.downcast_ref::<Stop>() {
        return match stop {
            Stop::OutputClosed => (0, String::new()),
            Stop::Told => (WRONG_INPUT, String::new()),
            Stop::Interrupted => (INTERRUPTED, stop.to_string()),
            Stop::ProgramFault { .. } => (PROGRAM_FAULT, report_this(stop)),
        };
    }
    if let Some(fault) = error.downcast_ref::<OutputError>() {
        let code = if fault.is_temporary() {
            TRY_AGAIN
        } else {
            WRONG_INPUT
        };
        return (code, format!("error: {fault}\n  hint: {}", fault.hint()));
    }
    // Faults of a scenario bring their own `error:` and `hint:`.
    let text = format!("{error:#}");
    if text.starts_with("error:") {
        return (WRONG_INPUT, text.trim_end().to_owned());
    }
    (WRONG_INPUT, format!("error: {text}"))
}

fn report_this(stop: &Stop) -> String {
    format!(
        "error: {stop}\n  version: monazite {} on {} {}\n  hint: please report these lines and the scenario file at {}/issues",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        env!("CARGO_PKG_REPOSITORY"),
    )
}

#[cfg(test)]
#[allow(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes its texts with hashes"
)]
mod tests {
    use std::io;

    use expect_test::expect;
    use rstest::rstest;

    use super::*;

    fn refused(kind: io::ErrorKind) -> anyhow::Error {
        anyhow::Error::new(OutputError::File {
            action: "write",
            path: "results/prices.csv".into(),
            source: io::Error::from(kind),
        })
    }

    #[rstest]
    #[case(Stop::Interrupted.into(), 130)]
    #[case(Stop::Told.into(), 1)]
    #[case(Stop::OutputClosed.into(), 0)]
    #[case(Stop::ProgramFault { what: String::new() }.into(), 70)]
    #[case(refused(io::ErrorKind::StorageFull), 75)]
    #[case(refused(io::ErrorKind::PermissionDenied), 1)]
    #[case(anyhow::anyhow!("anything else"), 1)]
    fn every_end_has_its_exit_code(#[case] error: anyhow::Error, #[case] code: u8) {
        assert_eq!(last_words(&error).0, code);
    }

    #[test]
    fn full_disk_is_told_with_a_way_out() {
        let words = last_words(&refused(io::ErrorKind::StorageFull)).1;
        expect![[r#"
            error: cannot write `results/prices.csv`: no storage space
              hint: free some space or choose another disk with `--out`; nothing was left behind"#]]
        .assert_eq(&words);
    }

    #[test]
    fn hint_of_a_scenario_fault_is_not_wrapped_in_another_error() {
        let error = anyhow::anyhow!("error: a.ron:1:1: wrong\n  hint: right it\n");
        assert_eq!(
            last_words(&error).1,
            "error: a.ron:1:1: wrong\n  hint: right it"
        );
    }
}
