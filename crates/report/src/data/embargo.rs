//! The leverage table: what an embargo costs each side, by how long it lasts.

use std::ops::ControlFlow;

use output::OutputError;

use super::Folder;

const COLUMNS: [&str; 13] = [
    "date",
    "imposer",
    "target",
    "material",
    "horizon_weeks",
    "target_cost_usd",
    "target_cost_gdp_share",
    "imposer_cost_usd",
    "imposer_cost_gdp_share",
    "unmet_need_share",
    "time_to_survive_weeks",
    "import_share",
    "n",
];

/// One embargo after so many weeks.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Horizon {
    pub(crate) date: String,
    pub(crate) imposer: String,
    pub(crate) target: String,
    pub(crate) material: String,
    pub(crate) weeks: f64,
    pub(crate) target_usd: f64,
    pub(crate) target_gdp_share: Option<f64>,
    pub(crate) imposer_usd: f64,
    pub(crate) imposer_gdp_share: Option<f64>,
    pub(crate) unmet_share: Option<f64>,
    pub(crate) survive_weeks: Option<f64>,
    pub(crate) import_share: Option<f64>,
    pub(crate) replicates: f64,
}

/// Reads the table; it has no column of replicates.
pub(crate) fn read(folder: Folder<'_>) -> Result<Vec<Horizon>, OutputError> {
    let mut horizons = Vec::new();
    folder.rows("leverage", &COLUMNS, |row| {
        let text = |column: usize| row.text(column).to_owned();
        horizons.push(Horizon {
            date: text(0),
            imposer: text(1),
            target: text(2),
            material: text(3),
            weeks: row.number(4).unwrap_or(0.0),
            target_usd: row.number(5).unwrap_or(0.0),
            target_gdp_share: row.number(6),
            imposer_usd: row.number(7).unwrap_or(0.0),
            imposer_gdp_share: row.number(8),
            unmet_share: row.number(9),
            survive_weeks: row.number(10),
            import_share: row.number(11),
            replicates: row.number(12).unwrap_or(0.0),
        });
        ControlFlow::Continue(())
    })?;
    Ok(horizons)
}
