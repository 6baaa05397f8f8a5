//! `monazite hindcast`: replays past episodes and says how far off the model is.

mod answer;
mod calibrate;
mod coercion;
mod decisions;
pub(crate) mod files;
mod json;

use std::path::{Path, PathBuf};

use anyhow::bail;
use hindcast::{Episode, Outcome, Posterior, Report};
use output::Change;
use rayon::prelude::*;
use units::Date;

use coercion::Worlds;

use crate::stop::Stop;
use crate::threads::Threads;
use crate::{guard, input, interrupt, screen};

/// Episodes that are replayed when none is named.
const SHIPPED: [&str; 2] = [
    "scenarios/rare_earths_2010.ron",
    "scenarios/heavy_rare_earths_2025.ron",
];
/// Parameter sets are looked for beside the scenario under this name.
const POSTERIOR: &str = "fitted/posterior.ron";

/// Replay past episodes and print every target with what was observed, what came out, and pass or fail
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Scenario files [default: the shipped episodes under scenarios/]
    #[arg(value_name = "SCENARIO.ron")]
    scenarios: Vec<PathBuf>,
    /// Print JSON instead of tables
    #[arg(long)]
    json: bool,
    /// Number of runs; each takes the next parameter set and other random streams
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    replicates: u32,
    /// Seed of the random streams [default: the scenario's]
    #[arg(long)]
    seed: Option<u64>,
    /// File of parameter sets, or `none` for the scenario's own parameters [default: fitted/posterior.ron beside the scenario, if there is one]
    #[arg(long, value_name = "FILE|none")]
    parameters: Option<PathBuf>,
    /// Set a parameter to a value after the parameter sets; may be given several times
    #[arg(long, value_name = "PATH=VALUE", value_parser = super::run::change)]
    set: Vec<Change>,
    /// Folder for `series.csv` (every compared series by month) and `targets.csv`, with several scenarios one folder of it each
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Sample parameter sets that fit the first scenario and write them to the file of parameter sets
    #[arg(long)]
    calibrate: bool,
    /// Runs of a calibration, about
    #[arg(long, default_value_t = 8000, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000_000), requires = "calibrate")]
    evaluations: u32,
    /// Parameter sets that a calibration keeps
    #[arg(long, default_value_t = 24, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000), requires = "calibrate")]
    sets: u32,
    /// Calibrate on what was known by this day only
    #[arg(long, value_name = "YYYY-MM-DD", requires = "calibrate")]
    until: Option<Date>,
    #[command(flatten)]
    threads: Threads,
}

pub(crate) fn execute(arguments: &Arguments) -> anyhow::Result<()> {
    interrupt::listen();
    let paths = scenarios(arguments)?;
    if arguments.calibrate {
        return calibrate::execute(arguments, &paths);
    }
    // All are read before the first is run: a fault in the last one should not cost an hour.
    let plans = paths
        .iter()
        .map(|path| Plan::new(path, arguments))
        .collect::<anyhow::Result<Vec<Plan>>>()?;
    // What belongs to no episode is told when none is named.
    let (worlds, decided) = if arguments.scenarios.is_empty() {
        (Worlds::shipped(arguments)?, decisions::shipped()?)
    } else {
        (None, None)
    };
    let mut replays = Vec::new();
    for plan in &plans {
        replays.push((plan, replay(plan, arguments)?));
    }
    if let Some(worlds) = &worlds {
        replays.push((worlds.headline(), worlds.replay(arguments)?));
    }
    if let Some(out) = &arguments.out {
        for (_, report) in &replays {
            let folder = if replays.len() == 1 {
                out.clone()
            } else {
                out.join(&report.scenario)
            };
            files::write(report, &folder)?;
        }
    }
    if arguments.json {
        return screen::say(&json::text(&replays, decided.as_ref(), arguments)?);
    }
    for (at, (plan, report)) in replays.iter().enumerate() {
        if at > 0 {
            screen::say("\n")?;
        }
        screen::say(&answer::in_words(report, plan, arguments))?;
    }
    if let Some(decided) = &decided {
        screen::say("\n")?;
        screen::say(&decisions::in_words(decided))?;
    }
    Ok(())
}

fn scenarios(arguments: &Arguments) -> anyhow::Result<Vec<PathBuf>> {
    if !arguments.scenarios.is_empty() {
        return Ok(arguments.scenarios.clone());
    }
    let shipped: Vec<PathBuf> = SHIPPED
        .iter()
        .map(PathBuf::from)
        .filter(|path| path.is_file())
        .collect();
    if shipped.is_empty() {
        bail!(
            "there is no episode to replay here: neither `{}` exists\n  hint: name a scenario file, or start the program in the folder that holds `scenarios`",
            SHIPPED.join("` nor `")
        );
    }
    Ok(shipped)
}

/// An episode that is ready to run.
struct Plan {
    episode: Episode,
    seed: u64,
    /// Parameter sets with the file that they are from.
    parameters: Option<(PathBuf, Posterior)>,
}

impl Plan {
    fn new(path: &Path, arguments: &Arguments) -> anyhow::Result<Self> {
        let parameters = parameters(path, arguments)?;
        let plan = Self::without_parameters(path, arguments)?;
        let plan = Self { parameters, ..plan };
        if plan.episode.observed() == 0 && !plan.episode.has_targets() {
            bail!(
                "`{}` names no observed series and has no targets: there is nothing to compare it with\n  hint: `observed` in the scenario names CSV files, docs/concepts/observed.md lists their columns",
                path.display()
            );
        }
        // A path in the file of parameters that leads nowhere should not cost the runs before it.
        plan.scenario(0, arguments)?;
        Ok(plan)
    }

    fn without_parameters(path: &Path, arguments: &Arguments) -> anyhow::Result<Self> {
        let mut loaded = input::load(path)?;
        for change in &arguments.set {
            loaded.set(&change.path, &change.value)?;
        }
        input::check(&loaded)?;
        let episode = Episode::new(&loaded).map_err(|faults| {
            screen::tell(faults.to_string().trim_end());
            anyhow::Error::from(Stop::Told)
        })?;
        Ok(Self {
            seed: arguments.seed.unwrap_or(episode.scenario.clock.seed),
            episode,
            parameters: None,
        })
    }

    /// The scenario of a replicate: its parameter set, then the changes of the command line.
    fn scenario(
        &self,
        replicate: u32,
        arguments: &Arguments,
    ) -> anyhow::Result<scenario::Scenario> {
        let set = self.parameters.as_ref().and_then(|(_, posterior)| {
            let set = posterior.set(replicate)?;
            Some((posterior, set))
        });
        let mut scenario = self.episode.with(set)?;
        for change in &arguments.set {
            scenario.set(&change.path, &change.value)?;
        }
        Ok(scenario)
    }
}

/// The file of parameter sets of a scenario, if it is to be used and there is one.
fn parameters(path: &Path, arguments: &Arguments) -> anyhow::Result<Option<(PathBuf, Posterior)>> {
    let file = match &arguments.parameters {
        Some(word) if word.as_os_str() == "none" => return Ok(None),
        Some(file) => file.clone(),
        None => {
            let beside = beside(path);
            if !beside.is_file() {
                return Ok(None);
            }
            beside
        }
    };
    let posterior = Posterior::read(&file)?;
    Ok(Some((file, posterior)))
}

fn beside(path: &Path) -> PathBuf {
    path.parent().unwrap_or(Path::new("")).join(POSTERIOR)
}

/// Runs an episode and gathers its figures; of each run only the figures stay in memory.
fn replay(plan: &Plan, arguments: &Arguments) -> anyhow::Result<Report> {
    let outcomes = arguments.threads.pool(arguments.replicates)?.install(|| {
        (0..arguments.replicates)
            .into_par_iter()
            .map(|replicate| run(plan, replicate, arguments))
            .collect::<anyhow::Result<Vec<Outcome>>>()
    })?;
    Ok(Report::new(&plan.episode, &outcomes))
}

fn run(plan: &Plan, replicate: u32, arguments: &Arguments) -> anyhow::Result<Outcome> {
    let scenario = plan.scenario(replicate, arguments)?;
    let context = format!(
        "\n  during: hindcast of `{}` (hash {}), seed {}, replicate {replicate}",
        scenario.about.name, plan.episode.hash, plan.seed
    );
    guard::catch(&context, || {
        let goes_on = || interrupt::check().is_ok();
        let history = plan
            .episode
            .history(&scenario, plan.seed, replicate, &goes_on);
        let history = history.ok_or(Stop::Interrupted)?;
        Ok(plan.episode.outcome(&history))
    })
}
