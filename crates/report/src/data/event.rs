//! What happened, with what lay behind it.

use std::collections::{BTreeMap, BTreeSet};

use output::OutputError;
use units::Date;

use super::Folder;

const COLUMNS: [&str; 5] = ["id", "date", "kind", "sentence", "causes"];
/// Kinds that are told whatever they led to.
const TOLD: [&str; 8] = [
    "policy",
    "tension",
    "shock",
    "investment",
    "opening",
    "closing",
    "shortage",
    "reserve",
];
/// Events of these kinds on the page at most; a page is for reading.
const MOST: usize = 300;

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Event {
    pub(crate) id: u64,
    pub(crate) date: Date,
    pub(crate) kind: String,
    pub(crate) sentence: String,
    /// Earlier events behind it, the nearest first.
    pub(crate) causes: Vec<u64>,
}

/// Events on the page, and how many there were of each kind.
#[derive(Debug, Clone, Default)]
pub(crate) struct Events {
    pub(crate) told: Vec<Event>,
    pub(crate) counts: BTreeMap<String, usize>,
}

impl Events {
    /// Reads events, and keeps what was decided or went wrong and what lay directly behind that.
    pub(crate) fn read(folder: Folder<'_>) -> Result<Self, OutputError> {
        let mut all: Vec<Event> = Vec::new();
        let mut events = Self::default();
        folder.first_rows("events", &COLUMNS, |row| {
            let (Ok(id), Some(date)) = (row.text(0).parse(), super::date(row.text(1))) else {
                return;
            };
            let kind = row.text(2).to_owned();
            *events.counts.entry(kind.clone()).or_default() += 1;
            all.push(Event {
                id,
                date,
                kind,
                sentence: row.text(3).to_owned(),
                causes: row
                    .text(4)
                    .split(';')
                    .filter_map(|id| id.parse().ok())
                    .collect(),
            });
        })?;
        let main: Vec<&Event> = all
            .iter()
            .filter(|event| TOLD.contains(&event.kind.as_str()))
            .take(MOST)
            .collect();
        let mut shown: BTreeSet<u64> = main.iter().map(|event| event.id).collect();
        for event in main {
            shown.extend(event.causes.iter().take(2));
        }
        all.retain(|event| shown.contains(&event.id));
        events.told = all;
        Ok(events)
    }

    /// How many happened.
    pub(crate) fn total(&self) -> usize {
        self.counts.values().sum()
    }

    /// Whether an event is on the page.
    pub(crate) fn tells(&self, id: u64) -> bool {
        self.told
            .binary_search_by_key(&id, |event| event.id)
            .is_ok()
    }
}
