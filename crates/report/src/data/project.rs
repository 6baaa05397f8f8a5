//! Plants decided in the run: when, when they produce, and with whose money.

use output::OutputError;
use units::Date;

use super::Folder;
use super::choice::{Choice, SUPPORT};

const COLUMNS: [&str; 8] = [
    "date",
    "project",
    "country",
    "decision",
    "capacity_t_per_year",
    "npv_over_capital",
    "capital_usd",
    "first_output_date",
];
const PUBLIC_CAPITAL: &str = "public capital";

/// A new plant that somebody decided to build.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Project {
    /// Which.
    pub(crate) id: String,
    /// Where.
    pub(crate) country: String,
    /// Day of the decision.
    pub(crate) decided: Date,
    /// Day of the first output.
    pub(crate) first_output: Date,
    /// Capacity decided [t/yr].
    pub(crate) capacity_t_per_year: f64,
    /// Capital paid by the sponsors [USD].
    pub(crate) capital_usd: f64,
    /// Net present value expected over capital.
    pub(crate) npv_over_capital: f64,
    /// Governments that had promised money to it.
    pub(crate) backers: Vec<String>,
}

/// New plants in the order of their decisions, and how many expansions there were besides.
#[derive(Debug, Clone, Default)]
pub(crate) struct Projects {
    pub(crate) list: Vec<Project>,
    pub(crate) expansions: usize,
    /// Promises to plants that were not decided by the end: day, government, plant.
    pub(crate) waiting: Vec<(Date, String, String)>,
}

impl Projects {
    /// Reads decisions to build, and takes who backed them from the choices of governments.
    pub(crate) fn read(folder: Folder<'_>, choices: &[Choice]) -> Result<Self, OutputError> {
        let mut projects = Self::default();
        folder.first_rows("investments", &COLUMNS, |row| {
            if row.text(3) != "project" {
                projects.expansions += 1;
                return;
            }
            let (Some(decided), Some(first_output)) =
                (super::date(row.text(0)), super::date(row.text(7)))
            else {
                return;
            };
            let number = |column: usize| row.number(column).unwrap_or(0.0);
            projects.list.push(Project {
                id: row.text(1).to_owned(),
                country: row.text(2).to_owned(),
                decided,
                first_output,
                capacity_t_per_year: number(4),
                npv_over_capital: number(5),
                capital_usd: number(6),
                backers: Vec::new(),
            });
        })?;
        for choice in choices.iter().filter(|it| it.subject == PUBLIC_CAPITAL) {
            if let Some(plant) = choice.option.strip_prefix(SUPPORT) {
                projects.back(choice, plant);
            }
        }
        Ok(projects)
    }

    fn back(&mut self, choice: &Choice, plant: &str) {
        let mut list = self.list.iter_mut();
        match list.find(|project| project.id == plant && project.decided >= choice.date) {
            Some(project) => project.backers.push(choice.government.clone()),
            None => self
                .waiting
                .push((choice.date, choice.government.clone(), plant.to_owned())),
        }
    }
}
