//! What a report says that no table holds: the question, the answer, who is called what, how much is sourced.

use std::collections::BTreeMap;
use std::path::Path;

use output::{Document, Manifest, OutputError};
use scenario::{Scenario, Tally, sourcing};
use serde::{Deserialize, Serialize};

/// File name of the brief, beside the report.
pub const BRIEF_FILE: &str = "report.toml";

const OPENING: &str = "# What report.html says that no table holds.\n";

/// The words around the figures of a run. Every part may be missing: a report then says less.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Brief {
    /// What the scenario asks.
    pub question: String,
    /// What a reader should know besides.
    pub notes: String,
    /// The answer, line by line.
    pub answer: Vec<String>,
    /// What to know before quoting a number, sentence by sentence.
    pub warnings: Vec<String>,
    /// The command that makes the same results.
    pub command: String,
    /// The country that buys.
    pub importer: Option<String>,
    /// The country that may curb its exports.
    pub origin: Option<String>,
    /// The country that supplies instead.
    pub alternative: Option<String>,
    /// Goods that the answer is about, the main one first.
    pub focus_goods: Vec<String>,
    /// Price zone that others are measured against.
    pub index_zone: String,
    /// Materials, by id.
    pub materials: BTreeMap<String, String>,
    /// Stages in the order of the chain: id and name.
    pub stages: Vec<(String, String)>,
    /// Goods, by id.
    pub goods: BTreeMap<String, Good>,
    /// Price zones, by id.
    pub zones: BTreeMap<String, String>,
    /// Countries, by id.
    pub countries: BTreeMap<String, Country>,
    /// Agents and keepers of stocks, by id.
    pub agents: BTreeMap<String, String>,
    /// How the facts of the scenario are founded.
    pub founding: Vec<Founding>,
}

/// Something traded.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Good {
    /// Name for people.
    pub name: String,
    /// Its material.
    pub material: String,
    /// Its stage.
    pub stage: String,
    /// What a tonne of it is a tonne of.
    pub basis: String,
}

/// A country.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Country {
    /// Name for people.
    pub name: String,
    /// Its price zone.
    pub zone: String,
}

/// An amount by where it comes from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Founding {
    /// What is counted.
    pub what: String,
    /// Its unit.
    pub unit: String,
    /// With a source.
    pub sourced: f64,
    /// Estimated within a range.
    pub estimated: f64,
    /// Closing a balance.
    pub residual: f64,
    /// With neither.
    pub unmarked: f64,
}

impl Brief {
    /// The brief of a run of `scenario`, without its answer.
    pub fn of(scenario: &Scenario) -> Self {
        let about = &scenario.about;
        let focus = about.focus.as_ref();
        let pairs = |list: Vec<(&String, &String)>| {
            let owned = list
                .into_iter()
                .map(|(id, name)| (id.clone(), name.clone()));
            owned.collect::<Vec<_>>()
        };
        Self {
            question: about.question.clone(),
            notes: about.notes.clone(),
            importer: focus.map(|focus| focus.importer.clone()),
            origin: focus.map(|focus| focus.origin.clone()),
            alternative: focus.map(|focus| focus.alternative.clone()),
            focus_goods: focus.map_or(Vec::new(), |focus| focus.goods.clone()),
            index_zone: index_zone(scenario),
            materials: pairs(
                scenario
                    .materials
                    .iter()
                    .map(|it| (&it.id, &it.name))
                    .collect(),
            )
            .into_iter()
            .collect(),
            stages: pairs(
                scenario
                    .stages
                    .iter()
                    .map(|it| (&it.id, &it.name))
                    .collect(),
            ),
            goods: scenario.goods.iter().map(good).collect(),
            zones: pairs(scenario.zones.iter().map(|it| (&it.id, &it.name)).collect())
                .into_iter()
                .collect(),
            countries: scenario.countries.iter().map(country).collect(),
            agents: agents(scenario),
            founding: founding(scenario),
            ..Self::default()
        }
    }

    /// The same with the answer of a run.
    #[must_use]
    pub fn with_answer(mut self, answer: &[String]) -> Self {
        self.answer = answer.to_vec();
        self
    }

    /// The same with what to know before quoting a number.
    #[must_use]
    pub fn with_warnings(mut self, warnings: &[String]) -> Self {
        self.warnings = warnings.to_vec();
        self
    }

    /// The same with the command that makes the same results.
    #[must_use]
    pub fn with_command(mut self, command: String) -> Self {
        self.command = command;
        self
    }

    /// The brief beside the results in `folder`; an empty one where the results have none.
    ///
    /// # Errors
    /// When the file is listed and cannot be read.
    pub fn read(folder: &Path, manifest: &Manifest) -> Result<Self, OutputError> {
        if manifest.files().all(|file| file != BRIEF_FILE) {
            return Ok(Self::default());
        }
        let path = folder.join(BRIEF_FILE);
        let text = std::fs::read_to_string(&path).map_err(|source| OutputError::File {
            action: "read",
            path: path.clone(),
            source,
        })?;
        toml::from_str(&text).map_err(|error| OutputError::BadManifest {
            path,
            message: error.message().to_owned(),
        })
    }

    /// The brief as a file beside the report.
    pub fn document(&self) -> Document {
        // Text, finite numbers, lists and maps of them: there is nothing that TOML cannot hold.
        let body = toml::to_string(self).unwrap_or_default();
        Document::page(BRIEF_FILE, format!("{OPENING}{body}"))
    }
}

/// The zone that the scenario names, or the last one: markets clear there last.
fn index_zone(scenario: &Scenario) -> String {
    let last = scenario.zones.last().map(|zone| zone.id.clone());
    let named = scenario.market.index_zone.clone();
    named.or(last).unwrap_or_default()
}

fn good(good: &scenario::Good) -> (String, Good) {
    let value = Good {
        name: good.name.clone(),
        material: good.material.clone(),
        stage: good.stage.clone(),
        basis: good.basis.clone(),
    };
    (good.id.clone(), value)
}

fn country(country: &scenario::Country) -> (String, Country) {
    let value = Country {
        name: country.name.clone(),
        zone: country.zone.clone(),
    };
    (country.id.clone(), value)
}

fn agents(scenario: &Scenario) -> BTreeMap<String, String> {
    let mines = scenario.mines.iter().map(|it| (&it.id, &it.name));
    let refiners = scenario.refiners.iter().map(|it| (&it.id, &it.name));
    let buyers = scenario.buyers.iter().map(|it| (&it.id, &it.name));
    let all = mines.chain(refiners).chain(buyers);
    all.map(|(id, name)| (id.clone(), name.clone())).collect()
}

fn founding(scenario: &Scenario) -> Vec<Founding> {
    let sourcing = sourcing(scenario);
    let row = |what: &str, unit: &str, tally: Tally| Founding {
        what: what.to_owned(),
        unit: unit.to_owned(),
        sourced: tally.sourced,
        estimated: tally.estimated,
        residual: tally.residual,
        unmarked: tally.unmarked,
    };
    vec![
        row(
            "numbers that stand for something real",
            "numbers",
            sourcing.parameters,
        ),
        row("capacity of mines", "t a year", sourcing.mines_t_per_year),
        row(
            "capacity of processing plants",
            "t a year",
            sourcing.refiners_t_per_year,
        ),
        row("use by final users", "t a year", sourcing.buyers_t_per_year),
    ]
}
