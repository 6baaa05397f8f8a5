//! Monazite from Python: the same engine as the command line, without files in between.
//!
//! ```text
//! Scenario --run--> Result --table--> Table --Arrow C stream--> pandas, Polars, DuckDB, pyarrow
//!     \--> Simulation: step, fork, observe
//! ```
//!
//! A thin shell, as the command line is: what another program would need belongs into the crates below.

use pyo3::prelude::*;

mod columns;
mod error;
mod result;
mod run;
mod scenario_file;
mod simulation;
mod sweep_folder;
mod table;
mod work;

/// The compiled part of the package `monazite`.
#[pymodule(name = "_native")]
mod native {
    #[pymodule_export]
    use crate::error::{MonaziteError, ProgramFault, ScenarioError, TryAgain};
    #[pymodule_export]
    use crate::result::RunResult;
    #[pymodule_export]
    use crate::run::run;
    #[pymodule_export]
    use crate::scenario_file::Scenario;
    #[pymodule_export]
    use crate::simulation::Simulation;
    #[pymodule_export]
    use crate::sweep_folder::Sweep;
    #[pymodule_export]
    use crate::table::Table;

    use super::{Bound, PyModule, PyModuleMethods, PyResult};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
