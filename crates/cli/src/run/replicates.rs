//! Runs the replicates of a plan on several threads; results do not depend on how many.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use model::{Figure, Simulation, Summary};
use output::{ReplicateSink, RunWriter};
use scenario::Scenario;

use super::plan::Plan;
use crate::progress::Progress;
use crate::threads::Threads;
use crate::{guard, interrupt};

/// What came out of a run.
pub(super) struct Outcome {
    /// Summary of the first replicate, without its figures.
    pub(super) first: Summary,
    /// Figures of each replicate.
    pub(super) figures: Vec<Vec<Figure>>,
    /// Warnings of all replicates, each once.
    pub(super) warnings: Vec<String>,
}

/// Simulates every replicate and gives its tables to `writer`.
///
/// Threads take the next replicate in turn, so that the tables of few replicates wait for an earlier one.
pub(super) fn simulate(
    plan: &Plan,
    writer: &RunWriter,
    progress: &Progress,
    threads: Threads,
) -> anyhow::Result<Outcome> {
    let count = plan.manifest.run.replicates;
    let next = AtomicU32::new(0);
    let is_over = AtomicBool::new(false);
    let results: Mutex<BTreeMap<u32, anyhow::Result<Summary>>> = Mutex::default();
    threads.pool(count)?.broadcast(|_| {
        while !is_over.load(Ordering::Relaxed) {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                break;
            }
            let work = Replicate {
                plan,
                writer,
                progress,
                number,
                is_over: &is_over,
            };
            let result = work.run();
            if result.is_err() {
                is_over.store(true, Ordering::Relaxed);
            }
            let mut results = results.lock().unwrap_or_else(PoisonError::into_inner);
            results.insert(number, result);
        }
    });
    collect(results.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// The outcome in the order of the replicates, or the error of the first that failed.
fn collect(results: BTreeMap<u32, anyhow::Result<Summary>>) -> anyhow::Result<Outcome> {
    let mut summaries = results
        .into_values()
        .collect::<anyhow::Result<Vec<Summary>>>()?;
    let mut warnings: Vec<String> = Vec::new();
    for warning in summaries.iter().flat_map(|summary| &summary.warnings) {
        if !warnings.contains(warning) {
            warnings.push(warning.clone());
        }
    }
    let figures = summaries
        .iter_mut()
        .map(|summary| std::mem::take(&mut summary.figures))
        .collect();
    Ok(Outcome {
        first: summaries.swap_remove(0),
        figures,
        warnings,
    })
}

/// One replicate about to run.
struct Replicate<'a> {
    plan: &'a Plan,
    writer: &'a RunWriter,
    progress: &'a Progress,
    number: u32,
    is_over: &'a AtomicBool,
}

impl Replicate<'_> {
    fn run(&self) -> anyhow::Result<Summary> {
        let mut sink = self.writer.replicate(self.number)?;
        let manifest = &self.plan.manifest;
        let context = format!(
            "\n  during: scenario `{}` (hash {}), seed {}, replicate {}",
            manifest.scenario.name, manifest.scenario.hash, manifest.run.seed, self.number
        );
        let scenario = self.plan.worlds.of_replicate(self.number);
        let summary = guard::catch(&context, || self.weeks(scenario, &mut sink))?;
        self.writer.accept(sink)?;
        Ok(summary)
    }

    fn weeks(&self, scenario: &Scenario, sink: &mut ReplicateSink) -> anyhow::Result<Summary> {
        let seed = self.plan.manifest.run.seed;
        let mut simulation = Simulation::new(scenario, seed, self.number);
        while !simulation.is_finished() {
            interrupt::check()?;
            // After a fault elsewhere or on the disk the rest is in vain; accept() or the other thread says why.
            if sink.has_failed() || self.is_over.load(Ordering::Relaxed) {
                break;
            }
            simulation.step(sink);
            self.progress.week();
        }
        Ok(simulation.summary())
    }
}
