//! `monazite sweep run`: makes every shard that is missing, on all processors of this machine.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use output::{OutputError, ShardState};
use sweep::ShardEnd;

use super::opened::{Opened, Place, ShardLength};
use super::shard;
use crate::interrupt;
use crate::progress::Progress;
use crate::screen::{self, grouped};
use crate::stop::Stop;
use crate::threads::Threads;

/// Make every shard that is missing; can be stopped and started again at any time
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    length: ShardLength,
    #[command(flatten)]
    threads: Threads,
    /// Print errors and warnings only
    #[arg(long)]
    quiet: bool,
}

/// What came of all shards.
#[derive(Debug, Default)]
struct Tally {
    runs: u64,
    failed: u64,
    /// Shards that others are making.
    elsewhere: Vec<OutputError>,
}

pub(super) fn execute(arguments: &Arguments) -> anyhow::Result<()> {
    interrupt::listen();
    let opened = arguments.place.open_or_plan(arguments.length)?;
    opened.shards.clean_up()?;
    let missing = missing(&opened)?;
    let tally = make_all(&opened, &missing, arguments).inspect_err(|error| {
        if matches!(error.downcast_ref(), Some(Stop::Interrupted)) {
            screen::tell("note: complete shards are kept, the same command goes on from there");
        }
    })?;
    if let Some(first) = tally.elsewhere.into_iter().next() {
        return Err(first.into());
    }
    if arguments.quiet {
        return Ok(());
    }
    let number = |number: u64| grouped(&number.to_string());
    let failed = if tally.failed == 0 {
        String::new()
    } else {
        format!(
            ", of which {} failed (column `error`)",
            number(tally.failed)
        )
    };
    screen::say(&format!(
        "{}: {} runs made{failed}, all {} shards are there\nin {}: `monazite sweep merge {}` makes one table of them\n",
        opened.plan.name,
        number(tally.runs),
        number(opened.shards.n_shards()),
        opened.shards.shards_folder().display(),
        arguments.place.plan.display(),
    ))
}

/// Shards that are not whole; damaged ones are told.
fn missing(opened: &Opened) -> anyhow::Result<Vec<u64>> {
    let mut missing = Vec::new();
    for shard in 0..opened.shards.n_shards() {
        let state = opened.shards.state(shard)?;
        if let ShardState::Damaged { message } = &state {
            screen::tell(&format!(
                "warning: shard {shard} is made again, its file is damaged: {message}"
            ));
        }
        if state != ShardState::Done {
            missing.push(shard);
        }
    }
    Ok(missing)
}

fn make_all(opened: &Opened, missing: &[u64], arguments: &Arguments) -> anyhow::Result<Tally> {
    let most = missing.len().clamp(1, u32::MAX as usize) as u32;
    let pool = arguments.threads.pool(most)?;
    let runs = runs_left(opened, missing)?;
    if !arguments.quiet {
        screen::tell(&format!(
            "{}: {} runs in {} shards to make, {} at a time",
            opened.plan.name,
            grouped(&runs.to_string()),
            grouped(&missing.len().to_string()),
            pool.current_num_threads(),
        ));
    }
    let weeks = runs * u64::from(opened.plan.weeks_of_run());
    let progress = Progress::of_weeks(&opened.plan.name, weeks, arguments.quiet);
    let work = Work {
        opened,
        missing,
        progress: &progress,
        next: AtomicU64::new(0),
        is_over: AtomicBool::new(false),
        tally: Mutex::default(),
    };
    let ends = pool.broadcast(|_| work.take_shards());
    progress.finish();
    ends.into_iter().collect::<anyhow::Result<()>>()?;
    Ok(work
        .tally
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner))
}

fn runs_left(opened: &Opened, missing: &[u64]) -> anyhow::Result<u64> {
    let mut runs = 0;
    for shard in missing {
        let range = opened.shards.runs(*shard);
        let there = match opened.shards.state(*shard)? {
            ShardState::Short { runs } => runs,
            _ => 0,
        };
        runs += (range.end - range.start).saturating_sub(there);
    }
    Ok(runs)
}

/// What the threads share.
struct Work<'a> {
    opened: &'a Opened,
    missing: &'a [u64],
    progress: &'a Progress,
    next: AtomicU64,
    is_over: AtomicBool,
    tally: Mutex<Tally>,
}

impl Work<'_> {
    /// Makes one shard after the other until none is left, or until a thread met an error.
    fn take_shards(&self) -> anyhow::Result<()> {
        while !self.is_over.load(Ordering::Relaxed) {
            let place = self.next.fetch_add(1, Ordering::Relaxed) as usize;
            let Some(shard) = self.missing.get(place) else {
                break;
            };
            let end = shard::make(self.opened, *shard, self.progress);
            let mut tally = self.tally.lock().unwrap_or_else(PoisonError::into_inner);
            match end {
                Ok(ShardEnd::WasThere) => {}
                Ok(ShardEnd::Made { runs, failed }) => {
                    tally.runs += runs;
                    tally.failed += failed;
                }
                Err(error) => match error.downcast::<OutputError>() {
                    Ok(fault @ OutputError::ShardInUse { .. }) => tally.elsewhere.push(fault),
                    other => {
                        self.is_over.store(true, Ordering::Relaxed);
                        return Err(other.map_or_else(|error| error, Into::into));
                    }
                },
            }
        }
        Ok(())
    }
}
