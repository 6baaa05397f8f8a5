//! Whole runs: replicates of a scenario, spread over threads.

use arrow_array::RecordBatch;
use model::{Figure, Summary, TABLES};
use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

use crate::columns::Columns;
use crate::error::{MonaziteError, argument};
use crate::result::RunResult;
use crate::scenario_file::Scenario;
use crate::work::{Brake, without_lock};

/// What a replicate leaves behind.
pub(crate) struct Replicate {
    pub(crate) batches: Vec<RecordBatch>,
    pub(crate) summary: Summary,
}

/// Simulate a scenario and keep its tables.
///
/// The values are those of the files that `monazite run` writes for the same scenario, seed and replicates. The lock of
/// Python is free meanwhile, and Ctrl-C ends the run.
///
/// Parameters
/// ----------
/// scenario: the world that the run starts from.
/// seed: seed of the random streams; by default the scenario's.
/// replicates: number of runs that differ only in their random streams; with more than one, tables have a column
///     `replicate`.
/// threads: threads over which replicates are spread; by default one for each processor. Results do not depend on it.
/// tables: names of the tables to keep; by default all, which take about 200 MB of memory for each replicate of the
///     headline's ten years. Name the few that are needed before asking for many replicates; `sweep` keeps none.
/// weeks: weeks to simulate instead of the scenario's; also fewer than its policies and events need.
#[pyfunction]
#[allow(
    clippy::too_many_arguments,
    reason = "they are named where it is called from Python"
)]
#[pyo3(signature = (scenario, seed = None, replicates = 1, *, threads = None, tables = None, weeks = None))]
pub(crate) fn run(
    py: Python<'_>,
    scenario: &Scenario,
    seed: Option<u64>,
    replicates: u32,
    threads: Option<usize>,
    tables: Option<Vec<String>>,
    weeks: Option<u32>,
) -> PyResult<RunResult> {
    if replicates == 0 {
        return Err(argument("replicates is 0, allowed is 1 or more"));
    }
    known(tables.as_deref())?;
    let mut ready = scenario.ready()?.clone();
    // After the check: a shorter run may well end before the last event.
    ready.clock.weeks = weeks.unwrap_or(ready.clock.weeks);
    let seed = seed.unwrap_or(ready.clock.seed);
    let context = format!(
        "\n  during: scenario `{}` (hash {}), seed {seed}",
        ready.about.name, scenario.loaded.hash
    );
    let runs = without_lock(py, &context, |brake| {
        let pool = ThreadPoolBuilder::new()
            .num_threads(threads.unwrap_or(0))
            .build()
            .map_err(|error| MonaziteError::new_err(error.to_string()))?;
        pool.install(|| {
            (0..replicates)
                .into_par_iter()
                .map(|number| {
                    let labelled = (replicates > 1).then_some(number);
                    let columns = Columns::of(tables.as_deref());
                    one(&ready, seed, number, labelled, columns, brake)
                })
                .collect::<PyResult<Vec<Replicate>>>()
        })
    })?;
    Ok(RunResult::new(seed, runs, tables))
}

fn one(
    scenario: &scenario::Scenario,
    seed: u64,
    number: u32,
    labelled: Option<u32>,
    mut columns: Columns,
    brake: &Brake,
) -> PyResult<Replicate> {
    if brake.is_pulled() {
        return Err(PyKeyboardInterrupt::new_err(()));
    }
    let mut simulation = model::Simulation::new(scenario, seed, number);
    while !simulation.is_finished() && !brake.is_pulled() {
        simulation.step(&mut columns);
    }
    let batches = columns.take(labelled);
    Ok(Replicate {
        batches: batches.map_err(|error| MonaziteError::new_err(error.to_string()))?,
        summary: simulation.summary(),
    })
}

/// Refuses names of tables that do not exist.
pub(crate) fn known(tables: Option<&[String]>) -> PyResult<()> {
    let names: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
    for name in tables.unwrap_or_default() {
        if !names.contains(&name.as_str()) {
            return Err(argument(format!(
                "there is no table `{name}`, allowed are {}",
                names.join(", ")
            )));
        }
    }
    Ok(())
}

/// Figures by name.
pub(crate) fn figures(figures: &[Figure]) -> Vec<(String, f64)> {
    let named = figures.iter();
    named
        .map(|figure| (figure.name.clone(), figure.value))
        .collect()
}
