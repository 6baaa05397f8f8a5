//! The report of a run: everything it shows, gathered once.

use output::{Manifest, OutputError};

use crate::Brief;
use crate::data::Folder;
use crate::data::choice::{self, Choice};
use crate::data::event::Events;
use crate::data::flow::Flows;
use crate::data::price::Prices;
use crate::data::project::Projects;
use crate::data::reserve::{self, Stock};
use crate::data::subject::Subject;
use crate::data::supply::Supply;
use crate::data::use_of::Use;
use crate::names;

/// What a run's report is made of.
#[derive(Debug)]
pub(crate) struct Run<'a> {
    pub(crate) manifest: &'a Manifest,
    pub(crate) brief: &'a Brief,
    pub(crate) subject: Subject,
    pub(crate) flows: Flows,
    pub(crate) prices: Prices,
    pub(crate) supply: Supply,
    pub(crate) losses: Use,
    pub(crate) stocks: Vec<Stock>,
    /// Choices that differ from the one before, and how many there were in all.
    pub(crate) choices: (usize, Vec<Choice>),
    pub(crate) projects: Projects,
    pub(crate) events: Events,
}

impl<'a> Run<'a> {
    /// Reads the tables.
    pub(crate) fn read(folder: Folder<'a>, brief: &'a Brief) -> Result<Self, OutputError> {
        let main = brief.focus_goods.first().and_then(|id| brief.goods.get(id));
        let flows = Flows::read(folder, main.map(|good| good.material.as_str()))?;
        let subject = Subject::of(brief, &flows);
        let choices = choice::read(folder)?;
        Ok(Self {
            prices: Prices::read(folder, &subject)?,
            supply: Supply::read(folder, &subject)?,
            losses: Use::read(folder, &subject)?,
            stocks: reserve::read(folder)?,
            projects: Projects::read(folder, &choices.1)?,
            events: Events::read(folder)?,
            manifest: folder.manifest,
            brief,
            subject,
            flows,
            choices,
        })
    }

    /// The name of the country that buys.
    pub(crate) fn importer(&self) -> Option<String> {
        let id = self.subject.importer.as_ref()?;
        Some(names::country(self.brief, id))
    }

    /// The name of the country that it depends on.
    pub(crate) fn origin(&self) -> Option<String> {
        let id = self.subject.origin.as_ref()?;
        Some(names::country(self.brief, id))
    }

    /// The name of a good in a sentence.
    pub(crate) fn good(&self, place: usize) -> String {
        let good = self.subject.goods.get(place);
        good.map_or(String::new(), |good| {
            names::small(names::in_short(&names::good(self.brief, &good.id)))
        })
    }

    /// The price zone of the importer, where it has one that differs from the index zone.
    pub(crate) fn zone(&self) -> Option<&str> {
        let id = self.subject.importer.as_ref()?;
        let zone = self.brief.countries.get(id)?.zone.as_str();
        (zone != self.index_zone()).then_some(zone)
    }

    /// The zone that others are measured against.
    pub(crate) fn index_zone(&self) -> &str {
        if !self.brief.index_zone.is_empty() {
            return &self.brief.index_zone;
        }
        let mut zones = self
            .prices
            .goods
            .iter()
            .filter_map(|good| good.zones.last());
        zones.next().map_or("", String::as_str)
    }
}
