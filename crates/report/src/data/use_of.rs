//! What the importer's final users needed and did not have, by quarter.

use std::collections::BTreeMap;

use output::OutputError;
use units::Date;

use super::Folder;
use super::subject::Subject;

const COLUMNS: [&str; 5] = ["date", "country", "needed_t", "lost_t", "lost_value_usd"];

/// A quarter of a year.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Quarter {
    /// Tonnes wanted.
    pub(crate) needed_t: f64,
    /// Tonnes wanted and not had.
    pub(crate) lost_t: f64,
    /// Value added lost [USD].
    pub(crate) lost_usd: f64,
}

/// Losses of the importer's users by quarter, named by its first day.
#[derive(Debug, Clone, Default)]
pub(crate) struct Use {
    /// Quarters in order.
    pub(crate) quarters: BTreeMap<Date, Quarter>,
}

impl Use {
    /// Reads the losses.
    pub(crate) fn read(folder: Folder<'_>, subject: &Subject) -> Result<Self, OutputError> {
        let mut it = Self::default();
        let Some(importer) = &subject.importer else {
            return Ok(it);
        };
        folder.first_rows("buyers", &COLUMNS, |row| {
            if row.text(1) != importer {
                return;
            }
            let Some(date) = super::date(row.text(0)) else {
                return;
            };
            let month = (date.month() - 1) / 3 * 3 + 1;
            let quarter = Date::new(date.year(), month, 1);
            let sum = it.quarters.entry(quarter).or_default();
            sum.needed_t += row.number(2).unwrap_or(0.0);
            sum.lost_t += row.number(3).unwrap_or(0.0);
            sum.lost_usd += row.number(4).unwrap_or(0.0);
        })?;
        Ok(it)
    }

    /// Value added lost over all quarters [USD].
    pub(crate) fn lost_usd(&self) -> f64 {
        self.quarters.values().map(|quarter| quarter.lost_usd).sum()
    }

    /// Part of the need that was not met.
    pub(crate) fn unmet_share(&self) -> f64 {
        let needed: f64 = self.quarters.values().map(|quarter| quarter.needed_t).sum();
        let lost: f64 = self.quarters.values().map(|quarter| quarter.lost_t).sum();
        if needed > 0.0 { lost / needed } else { 0.0 }
    }
}
