//! Everything that can be wrong with a scenario beyond its syntax; all faults are collected, each with its place.

mod chain;
mod date;
mod deal;
mod decide;
mod file;
mod id;
mod number;
mod provenance;
mod share;
mod size;
mod stockpile;
mod supply;

use std::collections::{BTreeMap, BTreeSet};

use crate::fault::{Fault, Faults};
use crate::load::Loaded;
use crate::refine::RecipeKind;
use crate::scenario::Scenario;

/// Checking stops to collect here.
const MOST_FAULTS: usize = 1000;

/// All faults of a scenario, in the order of the rules, up to a thousand; empty when it can run.
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
    supply::check(&mut report);
    deal::check(&mut report);
    decide::check(&mut report);
    stockpile::check(&mut report);
    date::check(&mut report);
    provenance::check(&mut report);
    file::check(&mut report);
    report.note_if_full();
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

    /// Whether so much is wrong that the rest would not be read.
    fn is_full(&self) -> bool {
        self.faults.len() >= MOST_FAULTS
    }

    fn note_if_full(&mut self) {
        if self.is_full() {
            let place = self.loaded.place("", false, 0);
            let message = format!("there are {MOST_FAULTS} faults or more, the rest is not shown");
            let hint = "correct the first ones and check again".to_owned();
            self.faults
                .push(Fault::of_path("", message, hint).at(place));
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
        if self.is_full() {
            return;
        }
        let place = self.loaded.place(path, at_key, skip);
        self.faults
            .push(Fault::of_path(path, message, hint).at(place));
    }
}

/// `(agent, country, good)`: who makes or uses what, and where.
type Deal<'a> = (&'a str, &'a str, &'a str);

/// Which agents make and use which goods.
struct Chain<'a> {
    recipes: BTreeMap<&'a str, &'a RecipeKind>,
    /// Everything that somebody sells.
    sales: Vec<Deal<'a>>,
    /// Everything that somebody buys.
    purchases: Vec<Deal<'a>>,
}

impl<'a> Chain<'a> {
    fn new(scenario: &'a Scenario) -> Self {
        let recipes = scenario.recipes.iter();
        let recipes = recipes
            .map(|recipe| (recipe.id.as_str(), &recipe.kind))
            .collect();
        let mines = scenario.mines.iter();
        let sales = mines.map(|mine| (mine.id.as_str(), mine.country.as_str(), mine.good.as_str()));
        let buyers = scenario.buyers.iter();
        let purchases = buyers.map(|buyer| {
            (
                buyer.id.as_str(),
                buyer.country.as_str(),
                buyer.good.as_str(),
            )
        });
        let mut chain = Self {
            recipes,
            sales: sales.collect(),
            purchases: purchases.collect(),
        };
        for refiner in &scenario.refiners {
            let (id, country) = (refiner.id.as_str(), refiner.country.as_str());
            let made = chain.outputs(&refiner.recipe).into_iter();
            chain.sales.extend(made.map(|good| (id, country, good)));
            let used = chain.inputs(&refiner.recipe).into_iter();
            chain.purchases.extend(used.map(|good| (id, country, good)));
        }
        chain
    }

    /// Goods that a refiner takes in by its recipe.
    fn inputs(&self, recipe: &str) -> BTreeSet<&'a str> {
        match self.recipes.get(recipe) {
            Some(RecipeKind::Separation { feed, .. }) => feed.iter().map(String::as_str).collect(),
            Some(RecipeKind::Conversion { inputs, .. }) => {
                inputs.keys().map(String::as_str).collect()
            }
            None => BTreeSet::new(),
        }
    }

    /// Goods that a refiner makes by its recipe.
    fn outputs(&self, recipe: &str) -> BTreeSet<&'a str> {
        match self.recipes.get(recipe) {
            Some(RecipeKind::Separation { outputs, .. }) => {
                outputs.values().map(String::as_str).collect()
            }
            Some(RecipeKind::Conversion { output, .. }) => BTreeSet::from([output.as_str()]),
            None => BTreeSet::new(),
        }
    }
}
