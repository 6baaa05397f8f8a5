//! A row of facilities.csv: a mine, a refiner or a place of use.

use std::collections::BTreeMap;

use scenario::{Fault, Recipe, RecipeKind, Scenario, hint_for_unknown};
use units::Date;

use crate::cell::Cells;
use crate::sheet::Row;

/// What a facility does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Mine,
    Refiner,
    Buyer,
}

/// What the row says of whom it was a part of so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Displaces {
    /// Whoever fits by country and good.
    ByItself,
    /// Nobody.
    Nobody,
    /// This one.
    Node(String),
}

/// A facility as written; what is `None` is as in the displaced node, or the scenario's default.
#[derive(Clone, Debug)]
pub(crate) struct Facility {
    pub(crate) row: Row,
    pub(crate) id: String,
    pub(crate) kind: Kind,
    pub(crate) name: String,
    pub(crate) country: String,
    pub(crate) owner: String,
    /// Mine: the concentrate. Others: empty.
    pub(crate) good: String,
    /// Refiner: the recipe. Others: empty.
    pub(crate) recipe: String,
    pub(crate) basket: Option<BTreeMap<String, f64>>,
    /// [t/yr]; nil for buyers.
    pub(crate) capacity_t_per_year: f64,
    pub(crate) cost_usd_per_kg: Option<f64>,
    pub(crate) utilisation_share: Option<f64>,
    pub(crate) cover_weeks: Option<f64>,
    pub(crate) stock_weeks: Option<f64>,
    pub(crate) supply_from: Option<BTreeMap<String, f64>>,
    /// First day, where that is after the start of the scenario.
    pub(crate) start: Option<Date>,
    pub(crate) ramp_years: Option<f64>,
    pub(crate) growth_share_per_year: Option<f64>,
    pub(crate) displaces: Displaces,
}

/// Reads a row; `None` where its kind is not known, which is told.
pub(crate) fn read(row: &Row, scenario: &Scenario, faults: &mut Vec<Fault>) -> Option<Facility> {
    let mut cells = Cells { row, faults };
    let id = cells.id("id");
    if scenario.agent_ids().any(|known| known == id)
        || scenario.countries.iter().any(|country| country.id == id)
    {
        let message = format!("column `id` is `{id}`, which the scenario has already");
        cells.push(
            "id",
            message,
            "give it a name of its own, such as one that begins with the firm".to_owned(),
        );
    }
    cells.needed("kind");
    let kind = match cells.choice("kind", &["mine", "refiner", "buyer"])? {
        "mine" => Kind::Mine,
        "refiner" => Kind::Refiner,
        _ => Kind::Buyer,
    };
    let countries = || scenario.countries.iter().map(|country| country.id.as_str());
    let country = cells.needed_known("country", "country", countries());
    let supply_from = cells.shares("supply_from", "country", countries());
    let displaces = match cells.text("displaces").as_deref() {
        None => Displaces::ByItself,
        Some("none") => Displaces::Nobody,
        Some(node) => Displaces::Node(node.to_owned()),
    };
    let mut facility = Facility {
        row: row.clone(),
        name: cells.text("name").unwrap_or_else(|| id.clone()),
        owner: cells.text("owner").unwrap_or_default(),
        start: cells
            .date("start")
            .filter(|start| *start > scenario.clock.start),
        id,
        kind,
        country,
        supply_from,
        displaces,
        good: String::new(),
        recipe: String::new(),
        basket: None,
        capacity_t_per_year: 0.0,
        cost_usd_per_kg: None,
        utilisation_share: None,
        cover_weeks: None,
        stock_weeks: None,
        ramp_years: None,
        growth_share_per_year: None,
    };
    match kind {
        Kind::Mine => facility.read_mine(&mut cells, scenario),
        Kind::Refiner => facility.read_refiner(&mut cells, scenario),
        Kind::Buyer => facility.read_buyer(&mut cells),
    }
    Some(facility)
}

impl Facility {
    fn read_mine(&mut self, cells: &mut Cells<'_>, scenario: &Scenario) {
        let concentrates = scenario.goods.iter().filter(|good| good.basket);
        let concentrates = concentrates.map(|good| good.id.as_str());
        self.good = cells.needed_known("good", "concentrate", concentrates);
        let elements = scenario
            .materials
            .iter()
            .filter(|material| material.element);
        self.basket = cells.shares(
            "basket",
            "element",
            elements.map(|element| element.id.as_str()),
        );
        self.cost_usd_per_kg = cells.number("cost_usd_per_kg", ("mines", "unit_cost_usd_per_kg"));
        self.stock_weeks = cells.number("stock_weeks", ("mines", "stock_weeks"));
        self.read_plant(cells, "mines");
        cells.unused(
            &[
                "recipe",
                "cover_weeks",
                "supply_from",
                "growth_share_per_year",
            ],
            "a mine buys nothing",
        );
    }

    fn read_refiner(&mut self, cells: &mut Cells<'_>, scenario: &Scenario) {
        self.recipe = recipe(cells, scenario, &self.country).unwrap_or_default();
        self.cost_usd_per_kg = cells.number(
            "cost_usd_per_kg",
            ("refiners", "conversion_cost_usd_per_kg"),
        );
        self.cover_weeks = cells.number("cover_weeks", ("refiners", "input_cover_weeks"));
        self.stock_weeks = cells.number("stock_weeks", ("refiners", "output_cover_weeks"));
        self.read_plant(cells, "refiners");
        cells.unused(
            &["basket", "growth_share_per_year"],
            "a refiner makes what its recipe says, as much as is ordered",
        );
    }

    fn read_plant(&mut self, cells: &mut Cells<'_>, section: &'static str) {
        let capacity = cells.needed_number("capacity_t_per_year", (section, "capacity_t_per_year"));
        self.capacity_t_per_year = capacity.unwrap_or_default();
        self.utilisation_share =
            cells.number("utilisation_share", (section, "base_utilisation_share"));
        self.ramp_years = cells.number("ramp_years", ("opening", "ramp_years"));
        if self.start.is_none() {
            cells.unused(
                &["ramp_years"],
                "the plant runs from the start of the scenario",
            );
        }
    }

    fn read_buyer(&mut self, cells: &mut Cells<'_>) {
        self.cover_weeks = cells.number("cover_weeks", ("buyers", "cover_weeks"));
        self.growth_share_per_year =
            cells.number("growth_share_per_year", ("buyers", "growth_share_per_year"));
        cells.unused(
            &[
                "good",
                "recipe",
                "basket",
                "capacity_t_per_year",
                "utilisation_share",
                "cost_usd_per_kg",
                "stock_weeks",
            ],
            "what a buyer uses stands in bill_of_materials.csv",
        );
        cells.unused(
            &["start", "ramp_years"],
            "a buyer uses the good from the start of the scenario",
        );
    }
}

/// The recipe that the row names, or the one that makes its good.
fn recipe(cells: &mut Cells<'_>, scenario: &Scenario, country: &str) -> Option<String> {
    let known = || scenario.recipes.iter().map(|recipe| recipe.id.as_str());
    let named = cells.known("recipe", "recipe", known());
    let made = scenario.recipes.iter().flat_map(outputs);
    let good = cells.known("good", "good that a recipe makes", made);
    if let Some(named) = &named {
        let recipe = scenario.recipes.iter().find(|recipe| recipe.id == *named)?;
        let made = outputs(recipe);
        if let Some(good) = good.filter(|good| !made.contains(&good.as_str())) {
            let message =
                format!("column `good` is `{good}`, which recipe `{named}` does not make");
            cells.push("good", message, hint_for_unknown(&good, made));
        }
        return Some(named.clone());
    }
    if !cells.row.text("recipe").is_empty() {
        return None;
    }
    let Some(good) = good else {
        if cells.row.text("good").is_empty() {
            let message = "columns `good` and `recipe` are empty".to_owned();
            cells.push("good", message, hint_for_unknown("", known()));
        }
        return None;
    };
    let makers = scenario
        .recipes
        .iter()
        .filter(|recipe| outputs(recipe).contains(&good.as_str()));
    let makers: Vec<&str> = makers.map(|recipe| recipe.id.as_str()).collect();
    let is_used_here = |recipe: &&&str| {
        let mut plants = scenario.refiners.iter();
        plants.any(|plant| plant.recipe == **recipe && plant.country == country)
    };
    let here: Vec<&&str> = makers.iter().filter(is_used_here).collect();
    match (makers.as_slice(), here.as_slice()) {
        ([only], _) => Some((*only).to_owned()),
        (_, [only]) => Some((**only).to_owned()),
        _ => {
            let message = format!(
                "column `recipe` is empty, and {} recipes make `{good}`",
                makers.len()
            );
            cells.push("recipe", message, hint_for_unknown("", makers));
            None
        }
    }
}

/// Goods that a recipe makes.
pub(crate) fn outputs(recipe: &Recipe) -> Vec<&str> {
    match &recipe.kind {
        RecipeKind::Separation { outputs, .. } => outputs.values().map(String::as_str).collect(),
        RecipeKind::Conversion { output, .. } => vec![output],
    }
}
