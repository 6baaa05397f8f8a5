//! Errors as exceptions, with the words of the command line.

use output::OutputError;
use pyo3::create_exception;
use pyo3::exceptions::{PyException, PyValueError};
use pyo3::prelude::*;
use scenario::{Fault, Faults};

create_exception!(
    monazite,
    MonaziteError,
    PyException,
    "Anything that the package raises of its own."
);
create_exception!(
    monazite,
    ScenarioError,
    MonaziteError,
    "The scenario, a path or a value is wrong; the text says where, what was found, what is allowed, and a hint."
);
create_exception!(
    monazite,
    ProgramFault,
    MonaziteError,
    "A fault of the program and not of the input; please report the text."
);

create_exception!(
    monazite,
    TryAgain,
    MonaziteError,
    "Somebody else makes the shard, or the disk is full: what the command line ends with 75 for."
);

/// What is wrong with a file or a folder.
pub(crate) fn of_output(fault: &OutputError) -> PyErr {
    let text = format!("error: {fault}\n  hint: {}", fault.hint());
    if fault.is_temporary() {
        TryAgain::new_err(text)
    } else {
        MonaziteError::new_err(text)
    }
}

/// What is wrong with a scenario.
pub(crate) fn of_faults(faults: &Faults) -> PyErr {
    ScenarioError::new_err(faults.to_string().trim_end().to_owned())
}

/// One thing that is wrong with a scenario.
pub(crate) fn of_fault(fault: &Fault) -> PyErr {
    ScenarioError::new_err(fault.to_string())
}

/// Everything that is wrong with what a scenario says.
pub(crate) fn of_list(faults: &[Fault]) -> PyErr {
    let texts: Vec<String> = faults.iter().map(ToString::to_string).collect();
    ScenarioError::new_err(texts.join("\n"))
}

/// An argument that is not allowed.
pub(crate) fn argument(text: impl Into<String>) -> PyErr {
    PyValueError::new_err(text.into())
}

/// A panic, which is a bug by definition.
pub(crate) fn fault_of_program(what: &str, context: &str) -> PyErr {
    ProgramFault::new_err(format!(
        "error: a fault of the program, not of your input: {what}{context}\n  version: monazite {} on {} {}\n  hint: please report these lines and the scenario file at {}/issues",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        env!("CARGO_PKG_REPOSITORY"),
    ))
}
