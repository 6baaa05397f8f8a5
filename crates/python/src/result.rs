//! What a run leaves behind.

use model::TABLES;
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::{IntoPyDict, PyDict};

use crate::columns::schema;
use crate::run::{Replicate, figures};
use crate::table::Table;

/// Tables, figures and answer of a run.
#[pyclass(module = "monazite", name = "Result", frozen)]
pub(crate) struct RunResult {
    seed: u64,
    runs: Vec<Replicate>,
    kept: Option<Vec<String>>,
}

impl RunResult {
    pub(crate) fn new(seed: u64, runs: Vec<Replicate>, kept: Option<Vec<String>>) -> Self {
        Self { seed, runs, kept }
    }
}

#[pymethods]
impl RunResult {
    /// A table by name, such as `prices`; `table_names` lists them.
    fn table(&self, name: &str) -> PyResult<Table> {
        let names = self.table_names();
        let place = TABLES.iter().position(|table| table.name == name);
        let Some(place) = place.filter(|_| names.contains(&name)) else {
            return Err(PyKeyError::new_err(format!(
                "there is no table `{name}`, allowed are {}",
                names.join(", ")
            )));
        };
        let batches = self.runs.iter().map(|run| run.batches[place].clone());
        let schema = schema(TABLES[place], self.runs.len() > 1);
        Ok(Table::new(name, schema, batches.collect()))
    }

    /// Names of the tables that were kept.
    #[getter]
    fn table_names(&self) -> Vec<&'static str> {
        let is_kept = |name: &str| {
            let kept = self.kept.as_ref();
            kept.is_none_or(|kept| kept.iter().any(|one| one == name))
        };
        let names = TABLES.iter().map(|table| table.name);
        names.filter(|name| is_kept(name)).collect()
    }

    /// The numbers that each replicate ends with, by name; units are suffixes.
    #[getter]
    fn figures<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let of = |run: &Replicate| figures(&run.summary.figures).into_py_dict(py);
        self.runs.iter().map(of).collect()
    }

    /// Three lines that answer the scenario's question, from the first replicate.
    #[getter]
    fn answer(&self) -> String {
        self.runs[0].summary.answer.join("\n")
    }

    /// What a careful reader should know, from all replicates.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for warning in self.runs.iter().flat_map(|run| &run.summary.warnings) {
            if !all.contains(warning) {
                all.push(warning.clone());
            }
        }
        all
    }

    /// Seed of the random streams.
    #[getter]
    fn seed(&self) -> u64 {
        self.seed
    }

    /// Number of replicates.
    #[getter]
    fn replicates(&self) -> usize {
        self.runs.len()
    }

    fn __repr__(&self) -> String {
        format!(
            "Result(seed={}, replicates={}, tables: {})",
            self.seed,
            self.runs.len(),
            self.table_names().join(", ")
        )
    }
}
