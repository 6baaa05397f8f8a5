//! What governments chose, where a choice differs from the one before.

use std::collections::BTreeMap;

use output::OutputError;
use units::Date;

use super::Folder;

const COLUMNS: [&str; 8] = [
    "date",
    "government",
    "subject",
    "option",
    "utility_usd",
    "chance_share",
    "is_chosen",
    "reasons",
];

/// What an option begins with that puts public money into a plant.
pub(crate) const SUPPORT: &str = "support ";

/// A choice.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Choice {
    pub(crate) date: Date,
    /// Whose government.
    pub(crate) government: String,
    /// About what.
    pub(crate) subject: String,
    /// What it chose.
    pub(crate) option: String,
    /// Chance with which it chose that.
    pub(crate) chance_share: f64,
    /// Figures behind it.
    pub(crate) reasons: String,
    /// Options that it had.
    pub(crate) options: usize,
}

/// Reads all choices, and gives how many there were and those that differ from the last of the same kind.
pub(crate) fn read(folder: Folder<'_>) -> Result<(usize, Vec<Choice>), OutputError> {
    let mut all: Vec<Choice> = Vec::new();
    let mut options: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    folder.first_rows("decisions", &COLUMNS, |row| {
        let key = [0, 1, 2].map(|column| row.text(column).to_owned());
        let [day, government, subject] = key;
        *options
            .entry((day, government.clone(), subject.clone()))
            .or_default() += 1;
        let Some(date) = super::date(row.text(0)).filter(|_| row.text(6) == "1") else {
            return;
        };
        all.push(Choice {
            date,
            government,
            subject,
            option: row.text(3).to_owned(),
            chance_share: row.number(5).unwrap_or(0.0),
            reasons: row.text(7).to_owned(),
            options: 0,
        });
    })?;
    let count = all.len();
    let mut last: BTreeMap<(String, String), String> = BTreeMap::new();
    all.retain_mut(|choice| {
        let day = choice.date.to_string();
        let key = (choice.government.clone(), choice.subject.clone());
        let had = options.get(&(day, key.0.clone(), key.1.clone()));
        choice.options = had.copied().unwrap_or(1);
        let before = last.insert(key, choice.option.clone());
        before.as_ref() != Some(&choice.option)
    });
    Ok((count, all))
}
