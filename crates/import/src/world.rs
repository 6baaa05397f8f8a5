//! The world while the firm is placed into it: the scenario, what was added and changed, and whose row it came from.

use std::collections::BTreeMap;

use scenario::{Faults, Mine, Opening, Refiner, Scenario, read, write};

use crate::agreement::inputs;
use crate::sheet::Row;

/// A plant or a use that was placed.
#[derive(Clone, Debug)]
pub struct Placed {
    /// Name in paths and tables.
    pub id: String,
    /// Section of the scenario: `mines`, `refiners` or `buyers`.
    pub section: &'static str,
    /// Country.
    pub country: String,
    /// What it makes, or uses.
    pub good: String,
    /// Output, throughput or use in the base year [t/yr]; nil before a plant's start.
    pub base_t_per_year: f64,
    /// Day on which it starts, for plants that do not run at the start.
    pub start: Option<String>,
    /// Whom it displaces, and what is left of that node [t/yr].
    pub displaced: Option<(String, f64)>,
    /// Products, for a use.
    pub products: String,
    /// Value lost with a kilogram that is missing [USD/kg]; nil for plants.
    pub value_usd_per_kg: f64,
}

/// A contract that was placed.
#[derive(Clone, Debug)]
pub struct Settled {
    /// Name in paths and tables.
    pub id: String,
    /// The agent that delivers.
    pub seller: String,
    /// The agent or country that receives.
    pub buyer: String,
    /// The good.
    pub good: String,
    /// How much, in words.
    pub volume: String,
    /// The price clause in words.
    pub price: String,
    /// First and last day.
    pub term: String,
}

/// What is made and used of a good in the base year.
#[derive(Clone, Debug, PartialEq)]
pub struct Balance {
    /// The good.
    pub good: String,
    /// Made before and after [t/yr]; `None` for goods of a separator, which follow from the ore.
    pub made_t_per_year: Option<(f64, f64)>,
    /// Used before and after [t/yr].
    pub used_t_per_year: (f64, f64),
}

/// An item that the variant adds.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) section: &'static str,
    /// One line for people.
    pub(crate) comment: String,
    /// Fields with their values as RON, or a whole record where the name is empty.
    pub(crate) fields: Vec<(&'static str, String)>,
}

impl Item {
    pub(crate) fn record(&self) -> String {
        if let [("", whole)] = self.fields.as_slice() {
            return whole.clone();
        }
        let fields: Vec<String> = self
            .fields
            .iter()
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        format!("({})", fields.join(", "))
    }
}

/// A part of a node that is now the firm's.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    pub(crate) from: String,
    pub(crate) by: String,
    /// Over what the node had in the scenario as it was.
    pub(crate) share: f64,
}

/// See the module.
pub(crate) struct World {
    /// The scenario as it was.
    pub(crate) base: Scenario,
    pub(crate) scenario: Scenario,
    pub(crate) is_on_top: bool,
    pub(crate) items: Vec<Item>,
    /// Paths of values that changed, in order.
    changed: Vec<String>,
    pub(crate) removed: Vec<String>,
    pub(crate) taken: Vec<Taken>,
    pub(crate) placed: Vec<Placed>,
    pub(crate) settled: Vec<Settled>,
    pub(crate) notes: Vec<String>,
    /// The row of each item, by `section.id`.
    pub(crate) rows: BTreeMap<String, Row>,
}

impl World {
    pub(crate) fn new(base: &Scenario, is_on_top: bool) -> Self {
        Self {
            base: base.clone(),
            scenario: base.clone(),
            is_on_top,
            items: Vec::new(),
            changed: Vec::new(),
            removed: Vec::new(),
            taken: Vec::new(),
            placed: Vec::new(),
            settled: Vec::new(),
            notes: Vec::new(),
            rows: BTreeMap::new(),
        }
    }

    /// Adds an item to the scenario and to the variant.
    pub(crate) fn add(&mut self, item: Item, id: &str, row: &Row) -> Result<(), Faults> {
        let text = item.record();
        let file = row.place.file.as_str();
        match item.section {
            "mines" => self.scenario.mines.push(read(&text, file)?),
            "refiners" => self.scenario.refiners.push(read(&text, file)?),
            "buyers" => self.scenario.buyers.push(read(&text, file)?),
            _ => self.scenario.contracts.push(read(&text, file)?),
        }
        self.rows
            .insert(format!("{}.{id}", item.section), row.clone());
        self.items.push(item);
        Ok(())
    }

    /// Remembers that a value differs from the scenario's.
    pub(crate) fn mark(&mut self, path: String) {
        if !self.changed.contains(&path) {
            self.changed.push(path);
        }
    }

    /// Values that changed, as path and RON.
    pub(crate) fn changes(&self) -> Result<Vec<(String, String)>, Faults> {
        let value = |path: &String| Ok((path.clone(), self.scenario.get(path)?));
        self.changed.iter().map(value).collect()
    }
}

/// Output of a mine in the base year [t/yr]; nil where it does not run at the start.
pub(crate) fn mined_t(mine: &Mine) -> f64 {
    if matches!(mine.opening, Opening::Operating) {
        mine.capacity_t_per_year * mine.base_utilisation_share
    } else {
        0.0
    }
}

/// Throughput of a refiner in the base year [t/yr]; nil where it does not run at the start.
pub(crate) fn throughput_t(refiner: &Refiner) -> f64 {
    if matches!(refiner.opening, Opening::Operating) {
        refiner.capacity_t_per_year * refiner.base_utilisation_share
    } else {
        0.0
    }
}

/// Goods that a refiner takes in, with the tonnes for a tonne of throughput.
pub(crate) fn intakes<'a>(scenario: &'a Scenario, recipe: &str) -> Vec<(&'a str, f64)> {
    let found = scenario.recipes.iter().find(|known| known.id == recipe);
    found.map_or_else(Vec::new, |recipe| inputs(&recipe.kind))
}

/// Values with their provenance, as they go into an item.
#[derive(Default)]
pub(crate) struct Fields {
    fields: Vec<(&'static str, String)>,
    sources: BTreeMap<String, String>,
    estimates: BTreeMap<String, (f64, f64)>,
}

/// Where values of the displaced node come from.
pub(crate) type Provenance<'a> = Option<(
    &'a BTreeMap<String, String>,
    &'a BTreeMap<String, (f64, f64)>,
)>;

impl Fields {
    /// A value that needs no source, as RON.
    pub(crate) fn put(&mut self, field: &'static str, text: String) {
        self.fields.push((field, text));
    }

    /// A text that may be left out.
    pub(crate) fn put_text(&mut self, field: &'static str, text: &str) {
        if !text.is_empty() {
            self.put(field, write(text));
        }
    }

    /// A number of the row, else that of the displaced node with its provenance, else the scenario's default.
    pub(crate) fn number(
        &mut self,
        field: &'static str,
        own: Option<f64>,
        inherited: Option<f64>,
        row: &Row,
        provenance: Provenance<'_>,
    ) {
        if let Some(own) = own {
            self.sources.insert(field.to_owned(), row.source());
            self.put(field, write(&own));
        } else if let Some(inherited) = inherited {
            if let Some((sources, estimates)) = provenance {
                self.sources.extend(
                    sources
                        .get(field)
                        .map(|source| (field.to_owned(), source.clone())),
                );
                self.estimates
                    .extend(estimates.get(field).map(|range| (field.to_owned(), *range)));
            }
            self.put(field, write(&inherited));
        }
    }

    pub(crate) fn item(mut self, section: &'static str, comment: String) -> Item {
        if !self.sources.is_empty() {
            let text = write(&self.sources);
            self.put("sources", text);
        }
        if !self.estimates.is_empty() {
            let text = write(&self.estimates);
            self.put("estimates", text);
        }
        Item {
            section,
            comment,
            fields: self.fields,
        }
    }
}
