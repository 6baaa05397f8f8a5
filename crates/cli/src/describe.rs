//! `monazite describe`: the resolved scenario, or one parameter of it.

use std::path::PathBuf;

use crate::{input, screen};

/// Show the resolved scenario, or the meaning, unit, default, range and source of one parameter
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Scenario file
    #[arg(value_name = "SCENARIO.ron")]
    scenario: PathBuf,
    /// Path of a parameter, such as `market.ask_elasticity` or `mines.mt_weld.capacity_t_per_year`
    path: Option<String>,
}

pub(crate) fn execute(arguments: &Arguments) -> anyhow::Result<()> {
    let loaded = input::load(&arguments.scenario)?;
    let text = match &arguments.path {
        None => scenario::describe(&loaded.scenario),
        Some(path) => scenario::describe_path(&loaded.scenario, path)?,
    };
    screen::say(&format!("{}\n", text.trim_end()))
}
