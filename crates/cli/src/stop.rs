//! Why a command stopped, where that is no ordinary error.

/// What ended a command.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Stop {
    /// Somebody pressed Ctrl-C.
    #[error("interrupted: the unfinished run left no files")]
    Interrupted,
    /// The input is wrong, and every fault was printed already.
    #[error("the input is wrong")]
    Told,
    /// Whoever reads standard output has seen enough.
    #[error("standard output is closed")]
    OutputClosed,
    /// A panic, which is a bug by definition.
    #[error("a fault of the program, not of your input: {what}")]
    ProgramFault {
        /// Message and place of the panic, and what was running.
        what: String,
    },
}
