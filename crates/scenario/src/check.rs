//! Everything that can be wrong with a scenario beyond its syntax; all faults are collected, each with its place.

mod chain;
mod date;
mod deal;
mod file;
mod id;
mod number;
mod provenance;
mod share;
mod size;

use std::collections::BTreeSet;

use crate::fault::{Fault, Faults};
use crate::load::Loaded;
use crate::scenario::Scenario;

/// All faults of a scenario, in the order of the rules; empty when it can run.
pub fn check(loaded: &Loaded) -> Vec<Fault> {
    let mut report = Report::new(loaded);
    size::check(&mut report);
    if !report.faults.is_empty() {
        // Looking further into something of absurd size would only take time.
        return report.faults;
    }
    number::check(&mut report);
    id::check(&mut report);
    share::check(&mut report);
    chain::check(&mut report);
    deal::check(&mut report);
    date::check(&mut report);
    provenance::check(&mut report);
    file::check(&mut report);
    report.faults
}

/// Loads a scenario and checks it: what a program does before it runs one.
pub fn load_checked(path: impl AsRef<std::path::Path>) -> Result<Loaded, Faults> {
    let loaded = crate::load::load(path)?;
    let faults = check(&loaded);
    Faults(faults).or(loaded)
}

/// The scenario under check, and what was found so far.
struct Report<'a> {
    loaded: &'a Loaded,
    scenario: &'a Scenario,
    faults: Vec<Fault>,
}

impl<'a> Report<'a> {
    fn new(loaded: &'a Loaded) -> Self {
        Self {
            loaded,
            scenario: &loaded.scenario,
            faults: Vec::new(),
        }
    }

    /// A fault of the value at `path`.
    fn fault(&mut self, path: &str, message: String, hint: impl Into<String>) {
        self.fault_at(path, false, 0, message, hint.into());
    }

    /// A fault of the map key that ends `path`.
    fn fault_of_key(&mut self, path: &str, message: String, hint: impl Into<String>) {
        self.fault_at(path, true, 0, message, hint.into());
    }

    /// A fault of the item of that name after `skip` others of the same name.
    fn fault_at(&mut self, path: &str, at_key: bool, skip: usize, message: String, hint: String) {
        let place = self.loaded.place(path, at_key, skip);
        self.faults
            .push(Fault::of_path(path, message, hint).at(place));
    }
}

/// Which agents make and use which goods.
struct Chain<'a> {
    scenario: &'a Scenario,
}

impl<'a> Chain<'a> {
    fn new(scenario: &'a Scenario) -> Self {
        Self { scenario }
    }

    /// Goods that a refiner takes in by its recipe.
    fn inputs(&self, recipe: &str) -> BTreeSet<&'a str> {
        let kind = self.kind(recipe);
        match kind {
            Some(crate::RecipeKind::Separation { feed, .. }) => {
                feed.iter().map(String::as_str).collect()
            }
            Some(crate::RecipeKind::Conversion { inputs, .. }) => {
                inputs.keys().map(String::as_str).collect()
            }
            None => BTreeSet::new(),
        }
    }

    /// Goods that a refiner makes by its recipe.
    fn outputs(&self, recipe: &str) -> BTreeSet<&'a str> {
        let kind = self.kind(recipe);
        match kind {
            Some(crate::RecipeKind::Separation { outputs, .. }) => {
                outputs.values().map(String::as_str).collect()
            }
            Some(crate::RecipeKind::Conversion { output, .. }) => BTreeSet::from([output.as_str()]),
            None => BTreeSet::new(),
        }
    }

    fn kind(&self, recipe: &str) -> Option<&'a crate::RecipeKind> {
        let found = self
            .scenario
            .recipes
            .iter()
            .find(|known| known.id == recipe);
        found.map(|recipe| &recipe.kind)
    }

    /// `(agent, country, good)` for everything that somebody sells.
    fn sales(&self) -> Vec<(&'a str, &'a str, &'a str)> {
        let mines = self.scenario.mines.iter();
        let mut sales: Vec<_> = mines
            .map(|mine| (mine.id.as_str(), mine.country.as_str(), mine.good.as_str()))
            .collect();
        for refiner in &self.scenario.refiners {
            let goods = self.outputs(&refiner.recipe).into_iter();
            sales.extend(goods.map(|good| (refiner.id.as_str(), refiner.country.as_str(), good)));
        }
        sales
    }

    /// `(agent, country, good)` for everything that somebody buys.
    fn purchases(&self) -> Vec<(&'a str, &'a str, &'a str)> {
        let buyers = self.scenario.buyers.iter();
        let mut purchases: Vec<_> = buyers
            .map(|buyer| {
                (
                    buyer.id.as_str(),
                    buyer.country.as_str(),
                    buyer.good.as_str(),
                )
            })
            .collect();
        for refiner in &self.scenario.refiners {
            let goods = self.inputs(&refiner.recipe).into_iter();
            purchases
                .extend(goods.map(|good| (refiner.id.as_str(), refiner.country.as_str(), good)));
        }
        purchases
    }
}
