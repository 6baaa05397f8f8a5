//! A plan with its folder: what every command of a sweep begins with.

use std::path::{Path, PathBuf};

use output::Shards;
use sweep::Plan;

use super::estimate;
use crate::screen;
use crate::stop::Stop;

/// Which plan, and where its results are.
#[derive(Debug, clap::Args)]
pub(super) struct Place {
    /// The plan
    #[arg(value_name = "PLAN.ron")]
    pub(super) plan: PathBuf,
    /// Folder of the sweep [default: outputs/<name of the plan>]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// How long the work of a shard should take.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct ShardLength {
    /// Seconds of work in a shard; counts when the sweep is planned, and is what a stopped process may lose
    #[arg(long, value_name = "SECONDS", default_value_t = 30.0, value_parser = seconds)]
    pub(super) shard_seconds: f64,
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(seconds) if seconds > 0.0 && seconds <= 86_400.0 => Ok(seconds),
        _ => Err("allowed is a number above 0, up to 86400".to_owned()),
    }
}

/// A plan with its folder.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) plan: Plan,
    pub(super) shards: Shards,
}

impl Place {
    /// The plan; its faults were printed when this fails.
    pub(super) fn read(&self) -> anyhow::Result<Plan> {
        let plan = sweep::read_plan(&self.plan).map_err(|faults| {
            screen::tell(faults.to_string().trim_end());
            anyhow::Error::from(Stop::Told)
        })?;
        for warning in &plan.warnings {
            screen::tell(&format!("warning: {}: {warning}", self.plan.display()));
        }
        Ok(plan)
    }

    pub(super) fn folder(&self, plan: &Plan) -> PathBuf {
        let default = || Path::new("outputs").join(&plan.name);
        self.out.clone().unwrap_or_else(default)
    }

    /// The plan with a folder that was planned.
    pub(super) fn open(&self) -> anyhow::Result<Opened> {
        let plan = self.read()?;
        let folder = self.folder(&plan);
        let shards = Shards::open(&folder, &plan.origin(), &plan.columns(), plan.n_runs())?;
        Ok(Opened { plan, shards })
    }

    /// The same, planned now where it was not.
    pub(super) fn open_or_plan(&self, length: ShardLength) -> anyhow::Result<Opened> {
        let plan = self.read()?;
        let folder = self.folder(&plan);
        let shards = Shards::open_or_create(
            &folder,
            &plan.origin(),
            &plan.columns(),
            plan.n_runs(),
            || estimate::runs_per_shard(&plan, length.shard_seconds),
        )?;
        let points = (0..plan.n_points()).map(|point| plan.point_row(point));
        shards.write_points(&plan.point_columns(), points)?;
        Ok(Opened { plan, shards })
    }
}
