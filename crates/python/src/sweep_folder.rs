//! Sweeps: the plan, its shards, and what they say.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use arrow_array::builder::{Float64Builder, StringBuilder, UInt64Builder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use output::{ColumnKind, ColumnOf, INDICES, OutputError, ShardState, Shards, Value};
use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;
use sensitivity::estimate::Options;
use sweep::{Plan, Run, RunOutcome, ShardEnd};

use crate::columns::{Columns, schema};
use crate::error::{MonaziteError, argument, of_faults, of_output};
use crate::table::Table;
use crate::work::{Brake, without_lock, words};

/// Shards of a sweep at least, where it has as many runs.
const FEWEST_SHARDS: u64 = 32;
/// Rows of a shard are in memory until it is written.
const MOST_RUNS_PER_SHARD: u64 = 10_000;

/// A plan of many runs with its folder of results, which the command line and other processes may fill too.
///
/// `monazite.sweep(plan)` runs all of it.
#[pyclass(module = "monazite", frozen)]
pub(crate) struct Sweep {
    plan: Plan,
    shards: Shards,
}

/// Why a shard was not made.
enum Stop {
    Output(OutputError),
    Interrupted,
}

impl From<OutputError> for Stop {
    fn from(fault: OutputError) -> Self {
        Self::Output(fault)
    }
}

impl From<Stop> for PyErr {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Output(fault) => of_output(&fault),
            Stop::Interrupted => PyKeyboardInterrupt::new_err(()),
        }
    }
}

#[pymethods]
impl Sweep {
    /// Read a plan and open its folder; one that was not planned yet is planned now, from the time of a first run.
    ///
    /// Parameters
    /// ----------
    /// plan: the file with the plan.
    /// out: folder of the sweep; by default `outputs/<name of the plan>`.
    /// shard_seconds: seconds of work in a shard, when it is planned.
    #[new]
    #[pyo3(signature = (plan, out = None, *, shard_seconds = 30.0))]
    fn new(
        py: Python<'_>,
        plan: PathBuf,
        out: Option<PathBuf>,
        shard_seconds: f64,
    ) -> PyResult<Self> {
        if !(shard_seconds > 0.0 && shard_seconds <= 86_400.0) {
            return Err(argument(format!(
                "shard_seconds is {shard_seconds}, allowed above 0 up to 86400"
            )));
        }
        let plan = sweep::read_plan(&plan).map_err(|faults| of_faults(&faults))?;
        let folder = out.unwrap_or_else(|| Path::new("outputs").join(&plan.name));
        let context = format!("\n  during: plan `{}`", plan.name);
        let shards = without_lock(py, &context, |_| {
            let length = || -> Result<u64, Stop> { runs_per_shard(&plan, shard_seconds) };
            let columns = plan.columns();
            let shards =
                Shards::open_or_create(&folder, &plan.origin(), &columns, plan.n_runs(), length)?;
            let points = (0..plan.n_points()).map(|point| plan.point_row(point));
            shards
                .write_points(&plan.point_columns(), points)
                .map_err(|fault| of_output(&fault))?;
            Ok(shards)
        })?;
        Ok(Self { plan, shards })
    }

    /// Numbers of the shards that are not there.
    fn missing(&self) -> PyResult<Vec<u64>> {
        let mut missing = Vec::new();
        for shard in 0..self.shards.n_shards() {
            let state = self.shards.state(shard);
            if state.map_err(|fault| of_output(&fault))? != ShardState::Done {
                missing.push(shard);
            }
        }
        Ok(missing)
    }

    /// Make one shard, unless it is there; gives back how many runs were made.
    ///
    /// Raises TryAgain when another process is making it.
    fn run_shard(&self, py: Python<'_>, index: u64) -> PyResult<u64> {
        let count = self.shards.n_shards();
        if index >= count {
            return Err(argument(format!(
                "shard {index} is not in the plan, allowed 0 to {}",
                count - 1
            )));
        }
        without_lock(py, &self.context(), |brake| Ok(self.make(index, brake)?))
    }

    /// Make all shards that are missing, on the threads of this machine; gives back how many runs were made.
    #[pyo3(signature = (threads = None))]
    fn run(&self, py: Python<'_>, threads: Option<usize>) -> PyResult<u64> {
        self.shards.clean_up().map_err(|fault| of_output(&fault))?;
        let missing = self.missing()?;
        without_lock(py, &self.context(), |brake| {
            let pool = ThreadPoolBuilder::new()
                .num_threads(threads.unwrap_or(0))
                .build()
                .map_err(|error| MonaziteError::new_err(error.to_string()))?;
            let made = pool.install(|| {
                let shards = missing.into_par_iter().with_max_len(1);
                shards
                    .map(|shard| self.make(shard, brake))
                    .collect::<Result<Vec<u64>, Stop>>()
            })?;
            Ok(made.into_iter().sum())
        })
    }

    /// Merge all shards into merged.parquet and merged.csv, sorted by point and replicate.
    fn merge(&self, py: Python<'_>) -> PyResult<()> {
        without_lock(py, &self.context(), |_| {
            self.shards.merge().map_err(|fault| of_output(&fault))
        })?;
        Ok(())
    }

    /// The rows that are there, in the order of points and replicates.
    fn table(&self) -> PyResult<Table> {
        let columns = self.plan.columns();
        let rows: Vec<Vec<Value>> = self
            .rows()
            .collect::<Result<_, OutputError>>()
            .map_err(|fault| of_output(&fault))?;
        let batch = batch(&columns, &rows);
        let batch = batch.map_err(|error| MonaziteError::new_err(error.to_string()))?;
        Ok(Table::new(&self.plan.name, batch.schema(), vec![batch]))
    }

    /// Which factors matter, with intervals: the table that `monazite sweep analyse` writes.
    #[pyo3(signature = (*, level_share = 0.9, resamples = 1000))]
    fn indices(&self, py: Python<'_>, level_share: f64, resamples: usize) -> PyResult<Table> {
        if !(level_share > 0.0 && level_share < 1.0) {
            return Err(argument(format!(
                "level_share is {level_share}, allowed above 0 and below 1"
            )));
        }
        let options = Options {
            level_share,
            resamples: resamples.max(2),
            ..Options::default()
        };
        let batches = without_lock(py, &self.context(), |_| {
            let study = self.plan.study(self.rows());
            let study = study.map_err(|fault| of_output(&fault))?;
            let findings = study.findings(&options);
            let findings = findings.map_err(|error| argument(error.to_string()))?;
            let mut columns = Columns::of_one(&INDICES);
            sweep::each_index_row(&study, &findings, |row| {
                model::Sink::row(&mut columns, &INDICES, row);
            });
            let batches = columns.take(None);
            batches.map_err(|error| MonaziteError::new_err(error.to_string()))
        })?;
        Ok(Table::new(INDICES.name, schema(&INDICES, false), batches))
    }

    /// Folder of the sweep.
    #[getter]
    fn folder(&self) -> PathBuf {
        self.shards.folder().to_owned()
    }

    /// Folder of the shards, which DuckDB, Polars and pandas read as it is.
    #[getter]
    fn shards_folder(&self) -> PathBuf {
        self.shards.shards_folder()
    }

    /// Name of the plan.
    #[getter]
    fn name(&self) -> &str {
        &self.plan.name
    }

    /// The question that the plan answers.
    #[getter]
    fn question(&self) -> &str {
        &self.plan.question
    }

    /// Names of the factors.
    #[getter]
    fn factors(&self) -> Vec<String> {
        let factors = self.plan.factors.iter();
        factors.map(|factor| factor.name.clone()).collect()
    }

    /// Names of the measures.
    #[getter]
    fn measures(&self) -> Vec<String> {
        let measures = self.plan.measures.iter();
        measures.map(|measure| measure.name.clone()).collect()
    }

    /// Number of runs.
    #[getter]
    fn n_runs(&self) -> u64 {
        self.plan.n_runs()
    }

    /// Number of shards.
    #[getter]
    fn n_shards(&self) -> u64 {
        self.shards.n_shards()
    }

    /// What is worth a second look in the plan, and no fault.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.plan.warnings.clone()
    }

    fn __repr__(&self) -> String {
        format!(
            "Sweep({:?}, {} runs in {} shards in {})",
            self.plan.name,
            self.n_runs(),
            self.n_shards(),
            self.folder().display()
        )
    }
}

impl Sweep {
    fn context(&self) -> String {
        format!("\n  during: plan `{}`", self.plan.name)
    }

    fn make(&self, shard: u64, brake: &Brake) -> Result<u64, Stop> {
        let end = self
            .plan
            .make_shard(&self.shards, shard, |run| outcome(&self.plan, run, brake))?;
        Ok(match end {
            ShardEnd::WasThere => 0,
            ShardEnd::Made { runs, .. } => runs,
        })
    }

    /// Rows of the shards that are there.
    fn rows(&self) -> impl Iterator<Item = Result<Vec<Value>, OutputError>> + '_ {
        (0..self.shards.n_shards()).flat_map(|shard| {
            let rows = match self.shards.state(shard) {
                Ok(ShardState::Done | ShardState::Short { .. }) => self.shards.rows(shard),
                Ok(ShardState::Missing | ShardState::Damaged { .. }) => Ok(Vec::new()),
                Err(fault) => Err(fault),
            };
            rows.map_or_else(
                |fault| vec![Err(fault)],
                |rows| rows.into_iter().map(Ok).collect(),
            )
        })
    }
}

/// What comes of a run: also a scenario with a fault and a fault of the program are outcomes.
fn outcome(plan: &Plan, run: Run, brake: &Brake) -> Result<RunOutcome, Stop> {
    let scenario = match plan.scenario_at(run.point) {
        Ok(scenario) => scenario,
        Err(faults) => return Ok(RunOutcome::Failed(faults.to_string())),
    };
    let goes_on = || !brake.is_pulled();
    let measured = catch_unwind(AssertUnwindSafe(|| {
        sweep::measures_of_run(&scenario, run.seed, run.replicate, &goes_on)
    }));
    match measured {
        Ok(Some(measured)) => Ok(RunOutcome::Done(measured)),
        Ok(None) => Err(Stop::Interrupted),
        Err(panic) => Ok(RunOutcome::Failed(format!(
            "a fault of the program, not of your input: {}",
            words(panic.as_ref())
        ))),
    }
}

/// Runs that fill so many seconds, from the time of the first.
fn runs_per_shard(plan: &Plan, shard_seconds: f64) -> Result<u64, Stop> {
    #[allow(
        clippy::disallowed_methods,
        reason = "how many runs are in a shard depends on the clock, what they give does not"
    )]
    let start = Instant::now();
    outcome(plan, plan.run(0), &Brake::released())?;
    let by_time = shard_seconds / start.elapsed().as_secs_f64().max(1e-6);
    let most = plan
        .n_runs()
        .div_ceil(FEWEST_SHARDS)
        .min(MOST_RUNS_PER_SHARD);
    #[allow(clippy::cast_sign_loss, reason = "seconds are above zero")]
    let by_time = by_time.round() as u64;
    Ok(by_time.clamp(1, most.max(1)))
}

/// Rows of results as columns.
fn batch(
    columns: &[ColumnOf],
    rows: &[Vec<Value>],
) -> Result<RecordBatch, arrow_schema::ArrowError> {
    let fields: Vec<Field> = columns
        .iter()
        .map(|column| {
            let kind = match column.kind {
                ColumnKind::Whole => DataType::UInt64,
                ColumnKind::Number => DataType::Float64,
                _ => DataType::Utf8,
            };
            Field::new(&column.name, kind, true)
        })
        .collect();
    let arrays = columns.iter().enumerate().map(|(place, column)| {
        let values = rows
            .iter()
            .map(|row| row.get(place).unwrap_or(&Value::Empty));
        array(column.kind, values)
    });
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays.collect())
}

fn array<'a>(kind: ColumnKind, values: impl Iterator<Item = &'a Value>) -> ArrayRef {
    match kind {
        ColumnKind::Number => {
            let mut builder = Float64Builder::new();
            for value in values {
                let number = value.number();
                builder.append_option(number.is_finite().then_some(number));
            }
            Arc::new(builder.finish())
        }
        ColumnKind::Whole => {
            let mut builder = UInt64Builder::new();
            for value in values {
                builder.append_option(match value {
                    Value::Whole(whole) => Some(*whole),
                    _ => None,
                });
            }
            Arc::new(builder.finish())
        }
        _ => {
            let mut builder = StringBuilder::new();
            for value in values {
                match value {
                    Value::Text(text) => builder.append_value(text),
                    Value::Empty => builder.append_null(),
                    other => builder.append_value(other.number().to_string()),
                }
            }
            Arc::new(builder.finish())
        }
    }
}
