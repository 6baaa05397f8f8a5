//! Observed export curbs: what a government did, what it knew, and which incidents came before. Three CSV files in a
//! folder; docs/concepts/decide.md names their columns.

use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use units::Date;

use crate::fault::{Fault, Faults, Place};

const PAGE: &str = "docs/concepts/decide.md lists the columns";
/// The file of acts; without it there is no history of curbs.
const ACTS: &str = "control_acts.csv";
const INCIDENTS: &str = "control_incidents.csv";
const STATE: &str = "control_state.csv";

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CurbInstrument {
    /// No curb, or licences that are given as a rule.
    Free,
    /// A duty on exports.
    Duty,
    /// A quota on exports.
    Quota,
    /// Licences that come late and for a part.
    SlowLicences,
    /// No exports.
    Ban,
}

/// Which way a government went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CurbKind {
    /// Harsher than before.
    Strengthen,
    /// Milder than before.
    Relax,
}

/// One act of a government.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ControlAct {
    /// Day on which it was announced.
    pub date: Date,
    /// Who acted.
    pub government: String,
    /// Goods, as a group.
    pub group: String,
    /// Country that was singled out; empty for all.
    pub target: String,
    /// What was done.
    pub instrument: CurbInstrument,
    /// Which way.
    pub kind: CurbKind,
    /// Where it comes from.
    pub source: String,
    /// high, medium or low.
    pub confidence: String,
    /// What to know about it.
    pub note: String,
}

/// Something that moved tension, other than an act.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ControlIncident {
    /// The day.
    pub date: Date,
    /// Whose tension.
    pub government: String,
    /// With whom.
    pub target: String,
    /// By how much, from -1 to 1: an estimate.
    pub size: f64,
    /// Lower end of the estimate.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// What happened.
    pub what: String,
    /// Where the date comes from.
    pub source: String,
    /// high, medium or low, for the date.
    pub confidence: String,
}

/// What a figure of the state is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ControlMeasure {
    /// Product of a target [USD/yr].
    GdpUsdPerYear,
    /// Tension without incidents, from 0 to 1.
    TensionAtRest,
    /// Exports to a target, or to all others [USD/yr].
    ExportsUsdPerYear,
    /// Part of a target's supply that comes from the government's country.
    ImportShare,
    /// Stocks of a target's users and makers [weeks of use].
    CoverWeeks,
    /// Value added of a target that stands still without the goods [USD/yr].
    ValueAtStakeUsdPerYear,
    /// Part of use that can be done without within a year.
    SubstitutableShare,
    /// Use in the government's own country [USD/yr].
    HomeUseUsdPerYear,
    /// Sales of plants abroad that are near a decision [USD/yr].
    ProjectSalesUsdPerYear,
    /// Their margin before capital [USD/yr].
    ProjectMarginUsdPerYear,
    /// Their capital [USD].
    ProjectCapitalUsd,
}

/// One figure of the state, from a day on until the next row of the same kind.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ControlState {
    /// First day.
    pub from: Date,
    /// Goods, as a group; empty for all.
    pub group: String,
    /// Target; empty for all others, or for what has no target.
    pub target: String,
    /// What the figure is.
    pub measure: ControlMeasure,
    /// The figure.
    pub value: f64,
    /// Lower end of its range.
    pub low: Option<f64>,
    /// Upper end of its range.
    pub high: Option<f64>,
    /// Where it comes from, or `estimate`.
    pub source: String,
    /// high, medium or low.
    pub confidence: String,
    /// What to know about it.
    pub note: String,
}

/// Acts, incidents and state, each in the order of its file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ControlHistory {
    /// What was done.
    pub acts: Vec<ControlAct>,
    /// What moved tension before.
    pub incidents: Vec<ControlIncident>,
    /// What was known.
    pub state: Vec<ControlState>,
}

impl ControlHistory {
    /// Reads the three files of a folder; none where it has no file of acts.
    pub fn read(folder: &Path) -> Result<Option<Self>, Faults> {
        if !folder.join(ACTS).is_file() {
            return Ok(None);
        }
        Ok(Some(Self {
            acts: rows(&folder.join(ACTS))?,
            incidents: rows(&folder.join(INCIDENTS))?,
            state: rows(&folder.join(STATE))?,
        }))
    }

    /// The figure that holds on a day: the last row of its kind that has begun.
    pub fn figure(
        &self,
        measure: ControlMeasure,
        group: &str,
        target: &str,
        day: Date,
    ) -> Option<f64> {
        let rows = self.state.iter().filter(|row| {
            row.measure == measure && row.group == group && row.target == target && row.from <= day
        });
        rows.max_by_key(|row| row.from).map(|row| row.value)
    }
}

/// Reads one file and reports every line that is wrong.
fn rows<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, Faults> {
    let file = path.display().to_string();
    let mut reader =
        csv::Reader::from_path(path).map_err(|error| Faults::from(refuse(&file, &error)))?;
    let mut rows = Vec::new();
    let mut faults = Faults::default();
    for row in reader.deserialize() {
        match row {
            Ok(row) => rows.push(row),
            Err(error) => faults.push(refuse(&file, &error)),
        }
    }
    faults.or(rows)
}

fn refuse(file: &str, error: &csv::Error) -> Fault {
    let line = error
        .position()
        .map_or(0, |position| position.line() as usize);
    let message = match error.kind() {
        csv::ErrorKind::Deserialize { err, .. } => err.to_string(),
        csv::ErrorKind::Io(error) => format!("cannot be read: {error}"),
        _ => error.to_string(),
    };
    let mut fault = Fault::of_file(file, &message, PAGE);
    fault.place = Place {
        file: file.to_owned(),
        line,
        column: usize::from(line > 0),
    };
    fault
}
