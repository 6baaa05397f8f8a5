//! Scenarios: read, change, look up.

use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyInt, PyString};
use scenario::Loaded;

use crate::error::{argument, of_fault, of_faults, of_list};

/// A scenario: the world that a run starts from.
///
/// Read one with `Scenario.load`, change it with `set`, and hand it to `run`, `Simulation` or `copy.deepcopy`.
#[pyclass(module = "monazite")]
#[derive(Clone)]
pub(crate) struct Scenario {
    pub(crate) loaded: Loaded,
}

#[pymethods]
impl Scenario {
    /// Read a scenario file, with the files that it is based on, and check it.
    ///
    /// Raises ScenarioError with every fault and its place, as `monazite check` prints them.
    #[staticmethod]
    fn load(path: PathBuf) -> PyResult<Self> {
        let loaded = scenario::load(path).map_err(|faults| of_faults(&faults))?;
        checked(loaded)
    }

    /// Read a scenario from text; `name` stands for the file in messages.
    #[staticmethod]
    #[pyo3(signature = (text, name = "scenario.ron"))]
    fn parse(text: &str, name: &str) -> PyResult<Self> {
        let loaded = scenario::load_str(text, name).map_err(|faults| of_faults(&faults))?;
        checked(loaded)
    }

    /// A small world that runs: the one that `monazite new` writes.
    #[staticmethod]
    #[pyo3(signature = (name = "first"))]
    fn starter(name: &str) -> PyResult<Self> {
        Self::parse(&scenario::starter(name), &format!("{name}.ron"))
    }

    /// The scenario with all changes as the text of a file.
    fn text(&self) -> String {
        scenario::write(&self.loaded.scenario)
    }

    /// Set one value and give the scenario back, so that calls can be chained.
    ///
    /// `path` is `section.field` or `section.id.field`, as in `--set`. A str is RON text, as in the file (`"0.15"`,
    /// `"true"`); numbers and bools are written as such. What the scenario then says is checked when it is run.
    fn set<'py>(
        mut slf: PyRefMut<'py, Self>,
        path: &str,
        value: &Bound<'py, PyAny>,
    ) -> PyResult<PyRefMut<'py, Self>> {
        let text = ron_text(value)?;
        slf.loaded
            .set(path, &text)
            .map_err(|fault| of_fault(&fault))?;
        Ok(slf)
    }

    /// The value at a path, as RON text.
    fn get(&self, path: &str) -> PyResult<String> {
        let value = self.loaded.scenario.get(path);
        value.map_err(|fault| of_fault(&fault))
    }

    /// What a parameter means, or without a path the scenario as a whole, as `monazite describe` says it.
    #[pyo3(signature = (path = None))]
    fn describe(&self, path: Option<&str>) -> PyResult<String> {
        match path {
            None => Ok(scenario::describe(&self.loaded.scenario)),
            Some(path) => scenario::describe_path(&self.loaded.scenario, path)
                .map_err(|fault| of_fault(&fault)),
        }
    }

    /// Everything that differs from another scenario: (path, value here, value there).
    fn diff(&self, other: &Self) -> Vec<(String, String, String)> {
        scenario::diff(&self.loaded.scenario, &other.loaded.scenario)
    }

    /// Name of the scenario.
    #[getter]
    fn name(&self) -> &str {
        &self.loaded.scenario.about.name
    }

    /// The question that the scenario asks.
    #[getter]
    fn question(&self) -> &str {
        &self.loaded.scenario.about.question
    }

    /// Weeks that a run simulates.
    #[getter]
    fn weeks(&self) -> u32 {
        self.loaded.scenario.clock.weeks
    }

    /// Hash of the scenario with all changes: equal scenarios have equal hashes.
    #[getter]
    fn hash(&self) -> &str {
        &self.loaded.hash
    }

    fn __copy__(&self) -> Self {
        self.clone()
    }

    fn __deepcopy__(&self, _memo: &Bound<'_, PyAny>) -> Self {
        self.clone()
    }

    /// Pickled as its full text, so that it can be sent to another process.
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String, String))> {
        let this = slf.borrow();
        let text = scenario::write(&this.loaded.scenario);
        let name = format!("{}.ron", this.name());
        Ok((slf.get_type().getattr("parse")?, (text, name)))
    }

    fn __repr__(&self) -> String {
        let letters = self.loaded.hash.len().min(12);
        format!(
            "Scenario({:?}, weeks={}, hash={})",
            self.name(),
            self.weeks(),
            &self.loaded.hash[..letters]
        )
    }
}

impl Scenario {
    /// The scenario, if it says nothing wrong.
    pub(crate) fn ready(&self) -> PyResult<&scenario::Scenario> {
        let faults = scenario::check(&self.loaded);
        if faults.is_empty() {
            return Ok(&self.loaded.scenario);
        }
        Err(of_list(&faults))
    }
}

fn checked(loaded: Loaded) -> PyResult<Scenario> {
    let scenario = Scenario { loaded };
    scenario.ready()?;
    Ok(scenario)
}

/// A Python value as RON: text as it is, numbers with every digit.
fn ron_text(value: &Bound<'_, PyAny>) -> PyResult<String> {
    // A bool is an int for Python, so it comes first.
    if value.is_instance_of::<PyBool>() {
        return Ok(value.extract::<bool>()?.to_string());
    }
    if value.is_instance_of::<PyString>() {
        return value.extract();
    }
    // Whole numbers of NumPy too.
    if value.is_instance_of::<PyInt>() || value.hasattr("__index__")? {
        return Ok(value.call_method0("__index__")?.str()?.to_string());
    }
    if value.is_instance_of::<PyFloat>() || value.hasattr("__float__")? {
        // `{:?}` keeps the point that tells a float from an integer.
        return Ok(format!("{:?}", value.extract::<f64>()?));
    }
    Err(argument(format!(
        "{} cannot be set, allowed are str (RON text), int, float and bool",
        value.repr()?
    )))
}
