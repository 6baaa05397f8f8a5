//! The headline and its variants before the targets L1 to L4.

use std::path::Path;

use anyhow::bail;
use hindcast::{Measured, Report, coercion};
use rayon::prelude::*;

use super::{Arguments, Plan};
use crate::stop::Stop;
use crate::{guard, interrupt};

/// Folder of the worlds that are asked.
const FOLDER: &str = "scenarios";

/// The worlds that are asked, the headline first.
pub(super) struct Worlds([Plan; 4]);

impl Worlds {
    /// The shipped worlds with the headline's parameter sets; none where they are not there.
    pub(super) fn shipped(arguments: &Arguments) -> anyhow::Result<Option<Self>> {
        let paths = coercion::FILES.map(|file| Path::new(FOLDER).join(file));
        if !paths.iter().all(|path| path.is_file()) {
            return Ok(None);
        }
        let mut plans = Vec::new();
        for path in &paths {
            let mut plan = Plan::without_parameters(path, arguments)?;
            plan.parameters = super::parameters(&paths[0], arguments)?;
            plans.push(plan);
        }
        Ok(plans.try_into().ok().map(Self))
    }

    /// The headline.
    pub(super) fn headline(&self) -> &Plan {
        &self.0[0]
    }

    /// Runs all worlds and gathers the figures.
    pub(super) fn replay(&self, arguments: &Arguments) -> anyhow::Result<Report> {
        let runs = arguments.threads.pool(arguments.replicates)?.install(|| {
            (0..arguments.replicates)
                .into_par_iter()
                .with_max_len(1)
                .map(|replicate| self.run(replicate, arguments))
                .collect::<anyhow::Result<Vec<Vec<Vec<Measured>>>>>()
        })?;
        let episode = &self.headline().episode;
        Ok(coercion::report(
            &episode.scenario.about.name,
            &episode.hash,
            &runs,
        ))
    }

    fn run(&self, replicate: u32, arguments: &Arguments) -> anyhow::Result<Vec<Vec<Measured>>> {
        let plans = self.0.iter();
        let worlds = plans
            .map(|plan| plan.scenario(replicate, arguments))
            .collect::<anyhow::Result<Vec<_>>>()?;
        let Ok(worlds) = worlds.try_into() else {
            bail!("there are as many worlds as plans")
        };
        let seed = self.headline().seed;
        let context =
            format!("\n  during: hindcast of L1 to L4, seed {seed}, replicate {replicate}");
        guard::catch(&context, || {
            let goes_on = || interrupt::check().is_ok();
            let figures = coercion::measure(&worlds, seed, replicate, &goes_on)?;
            Ok(figures.ok_or(Stop::Interrupted)?)
        })
    }
}
