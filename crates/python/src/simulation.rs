//! A run in the hand: week by week, with forks.

use std::sync::{Mutex, MutexGuard, PoisonError};

use arrow_array::RecordBatch;
use model::TABLES;
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::{IntoPyDict, PyDict};

use crate::columns::{Columns, schema};
use crate::error::{MonaziteError, argument};
use crate::run::{figures, known};
use crate::scenario_file::Scenario;
use crate::table::Table;
use crate::work::without_lock;

/// One replicate of a scenario that is stepped by hand.
///
/// A fork is a twin in the same state: stepped alike, both give the same rows for ever.
#[pyclass(module = "monazite", frozen)]
pub(crate) struct Simulation {
    state: Mutex<State>,
    scenario: scenario::Scenario,
    tables: Option<Vec<String>>,
    context: String,
}

struct State {
    /// None after a fault of the program, which leaves no state that could be trusted.
    simulation: Option<model::Simulation>,
    /// By table, one batch for each call of `step`.
    rows: Vec<Vec<RecordBatch>>,
}

#[pymethods]
impl Simulation {
    /// Build the world of a scenario and let it settle.
    ///
    /// Parameters
    /// ----------
    /// scenario: the world that the run starts from.
    /// seed: seed of the random streams; by default the scenario's.
    /// replicate: number of the replicate, from 0: which luck of that seed.
    /// tables: names of the tables to keep; by default all. An empty list steps fastest.
    #[new]
    #[pyo3(signature = (scenario, seed = None, replicate = 0, *, tables = None))]
    fn new(
        py: Python<'_>,
        scenario: &Scenario,
        seed: Option<u64>,
        replicate: u32,
        tables: Option<Vec<String>>,
    ) -> PyResult<Self> {
        known(tables.as_deref())?;
        let ready = scenario.ready()?;
        let seed = seed.unwrap_or(ready.clock.seed);
        let context = format!(
            "\n  during: scenario `{}` (hash {}), seed {seed}, replicate {replicate}",
            ready.about.name, scenario.loaded.hash
        );
        let simulation = without_lock(py, &context, |_| {
            Ok(model::Simulation::new(ready, seed, replicate))
        })?;
        Ok(Self {
            state: Mutex::new(State {
                simulation: Some(simulation),
                rows: vec![Vec::new(); TABLES.len()],
            }),
            scenario: ready.clone(),
            tables,
            context,
        })
    }

    /// Simulate so many weeks, also beyond the end of the scenario.
    #[pyo3(signature = (weeks = 1))]
    fn step(&self, py: Python<'_>, weeks: u32) -> PyResult<()> {
        let mut columns = Columns::of(self.tables.as_deref());
        without_lock(py, &self.context, |brake| {
            let mut state = self.state();
            // Taken out, so that a panic leaves nothing half done behind.
            let mut simulation = state.simulation.take().ok_or_else(gone)?;
            for _ in 0..weeks {
                if brake.is_pulled() {
                    break;
                }
                simulation.step(&mut columns);
            }
            let batches = columns.take(None).map_err(in_words)?;
            for (rows, batch) in state.rows.iter_mut().zip(batches) {
                if batch.num_rows() > 0 {
                    rows.push(batch);
                }
            }
            state.simulation = Some(simulation);
            Ok(())
        })
    }

    /// A twin in exactly the same state, with the rows so far.
    fn fork(&self) -> PyResult<Self> {
        let state = self.state();
        let simulation = state.simulation.as_ref().ok_or_else(gone)?;
        Ok(Self {
            state: Mutex::new(State {
                simulation: Some(simulation.fork()),
                rows: state.rows.clone(),
            }),
            scenario: self.scenario.clone(),
            tables: self.tables.clone(),
            context: self.context.clone(),
        })
    }

    /// What can be seen of the world now.
    ///
    /// A dict with `week`, `date`, `is_finished`, `figures` (the numbers of the run so far, by name) and `users` (a dict
    /// for each final user and good in the week just simulated: user, country, wanted_t, used_t, lost_t, lost_usd).
    fn observe<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let state = self.state();
        let simulation = state.simulation.as_ref().ok_or_else(gone)?;
        let seen = PyDict::new(py);
        seen.set_item("week", simulation.week())?;
        let date = py.import("datetime")?.getattr("date")?;
        let text = simulation.date().to_string();
        seen.set_item("date", date.call_method1("fromisoformat", (text,))?)?;
        seen.set_item("is_finished", simulation.is_finished())?;
        let of_run = figures(&simulation.summary().figures);
        seen.set_item("figures", of_run.into_py_dict(py)?)?;
        let mut users = Vec::new();
        if simulation.week() > 0 {
            simulation.observe_users(&mut users);
        }
        let users: Vec<Bound<'py, PyDict>> = users
            .iter()
            .map(|week| self.user(py, week))
            .collect::<PyResult<_>>()?;
        seen.set_item("users", users)?;
        Ok(seen)
    }

    /// The rows of a table so far.
    fn table(&self, name: &str) -> PyResult<Table> {
        let place = TABLES.iter().position(|table| table.name == name);
        let Some(place) = place else {
            let names: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
            return Err(PyKeyError::new_err(format!(
                "there is no table `{name}`, allowed are {}",
                names.join(", ")
            )));
        };
        let rows = self.state().rows[place].clone();
        Ok(Table::new(name, schema(TABLES[place], false), rows))
    }

    /// Weeks simulated since the scenario's start.
    #[getter]
    fn week(&self) -> PyResult<u32> {
        self.look(model::Simulation::week)
    }

    /// Whether all weeks of the scenario are done.
    #[getter]
    fn is_finished(&self) -> PyResult<bool> {
        self.look(model::Simulation::is_finished)
    }

    /// A hash of every stock, balance and quote: equal states have equal hashes.
    #[getter]
    fn state_hash(&self) -> PyResult<u64> {
        self.look(model::Simulation::state_hash)
    }

    fn __repr__(&self) -> PyResult<String> {
        let name = &self.scenario.about.name;
        Ok(format!("Simulation({name:?}, week={})", self.week()?))
    }
}

impl Simulation {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn look<T>(&self, at: impl FnOnce(&model::Simulation) -> T) -> PyResult<T> {
        self.state().simulation.as_ref().map(at).ok_or_else(gone)
    }

    fn user<'py>(&self, py: Python<'py>, week: &model::UserWeek) -> PyResult<Bound<'py, PyDict>> {
        let row = PyDict::new(py);
        row.set_item("user", &self.scenario.buyers[week.user].id)?;
        row.set_item("country", &self.scenario.countries[week.country].id)?;
        row.set_item("wanted_t", week.wanted_t)?;
        row.set_item("used_t", week.used_t)?;
        row.set_item("lost_t", week.lost_t)?;
        row.set_item("lost_usd", week.lost_usd())?;
        Ok(row)
    }
}

fn in_words(error: arrow_schema::ArrowError) -> PyErr {
    MonaziteError::new_err(error.to_string())
}

fn gone() -> PyErr {
    argument("this simulation met a fault of the program and cannot go on")
}
