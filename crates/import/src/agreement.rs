//! A row of contracts.csv.

use scenario::{Contract, Fault, RecipeKind, Scenario, hint_for_unknown};

use crate::bill::Use;
use crate::cell::Cells;
use crate::facility::{Facility, Kind, outputs};
use crate::sheet::Row;

const SECTION: &str = "contracts";

/// A contract as written.
#[derive(Clone, Debug)]
pub(crate) struct Agreement {
    pub(crate) row: Row,
    pub(crate) contract: Contract,
}

/// What is known when contracts are read.
pub(crate) struct Parties<'a> {
    pub(crate) scenario: &'a Scenario,
    pub(crate) facilities: &'a [Facility],
    pub(crate) uses: &'a [Use],
}

pub(crate) fn read(row: &Row, parties: &Parties<'_>, faults: &mut Vec<Fault>) -> Option<Agreement> {
    let mut cells = Cells { row, faults };
    let scenario = parties.scenario;
    let good = cells.needed_known(
        "good",
        "good",
        scenario.goods.iter().map(|good| good.id.as_str()),
    );
    let seller = cells.needed_known("seller", "mine or refiner", parties.sellers());
    let written = cells.needed_known("buyer", "agent or country", parties.buyers());
    let buyer = parties.buyer_of(&written, &good);
    parties.check(&mut cells, &seller, &buyer, &good);
    let (volume, share) = amount(&mut cells);
    let (start, end) = (cells.needed_date("start"), cells.needed_date("end"));
    if let (Some(start), Some(end)) = (start, end)
        && end <= start
    {
        let message = format!("column `end` is `{end}`, not after `start`, which is {start}");
        cells.push("end", message, "exchange the two".to_owned());
    }
    let fixed = cells.number("fixed_price_usd_per_kg", (SECTION, "cap_usd_per_kg"));
    if fixed.is_some() {
        cells.unused(
            &[
                "index_zone",
                "slope",
                "intercept_usd_per_kg",
                "floor_usd_per_kg",
                "cap_usd_per_kg",
            ],
            "the price is fixed",
        );
    }
    let id = match cells.text("id") {
        Some(_) => cells.id("id"),
        None => format!("{seller}_{buyer}_{good}"),
    };
    parties.refuse_known(&mut cells, &id);
    let zones = scenario.zones.iter().map(|zone| zone.id.as_str());
    let contract = Contract {
        id,
        seller,
        buyer,
        good,
        volume_t_per_year: volume,
        share_of_output: share,
        band_share: cells
            .number("band_share", (SECTION, "band_share"))
            .unwrap_or(0.1),
        index_zone: cells.known("index_zone", "zone", zones),
        intercept_usd_per_kg: fixed
            .or(cells.number("intercept_usd_per_kg", (SECTION, "intercept_usd_per_kg")))
            .unwrap_or(0.0),
        slope: if fixed.is_some() {
            0.0
        } else {
            cells.number("slope", (SECTION, "slope")).unwrap_or(1.0)
        },
        floor_usd_per_kg: cells.number("floor_usd_per_kg", (SECTION, "floor_usd_per_kg")),
        cap_usd_per_kg: cells.number("cap_usd_per_kg", (SECTION, "cap_usd_per_kg")),
        priority: cells.choice("priority", &["yes", "no"]) != Some("no"),
        start: start?,
        end: end?,
        upside_share_above_usd_per_kg: None,
        upside_share: 0.0,
        sources: std::collections::BTreeMap::new(),
        estimates: std::collections::BTreeMap::new(),
    };
    Some(Agreement {
        row: row.clone(),
        contract,
    })
}

/// Volume [t/yr] or share of the seller's output, one of which has to be given.
fn amount(cells: &mut Cells<'_>) -> (Option<f64>, Option<f64>) {
    let volume = cells.number("volume_t_per_year", (SECTION, "volume_t_per_year"));
    let share = cells.number("share_of_output", (SECTION, "share_of_output"));
    let is_given = |column| !cells.row.text(column).is_empty();
    match (is_given("volume_t_per_year"), is_given("share_of_output")) {
        (true, true) => cells.push(
            "share_of_output",
            "the contract has both volume_t_per_year and share_of_output, allowed is one"
                .to_owned(),
            "leave one of them empty".to_owned(),
        ),
        (false, false) => cells.push(
            "volume_t_per_year",
            "the contract has neither volume_t_per_year nor share_of_output".to_owned(),
            "give one of them".to_owned(),
        ),
        _ => {}
    }
    (volume, share)
}

impl Parties<'_> {
    /// The seller makes the good and the buyer uses it; names that are not known were told already.
    fn check(&self, cells: &mut Cells<'_>, seller: &str, buyer: &str, good: &str) {
        if !seller.is_empty() && !good.is_empty() && !self.makes(seller, good) {
            let makers = self.sellers().into_iter();
            let makers: Vec<&str> = makers.filter(|agent| self.makes(agent, good)).collect();
            let message = format!("`{seller}` does not make `{good}`");
            cells.push("seller", message, hint_for_unknown(seller, makers));
        }
        if !buyer.is_empty() && !good.is_empty() && !self.uses(buyer, good) {
            let users = self.buyers().into_iter();
            let users: Vec<&str> = users.filter(|agent| self.uses(agent, good)).collect();
            let message = format!("`{buyer}` does not use `{good}`");
            cells.push("buyer", message, hint_for_unknown(buyer, users));
        }
    }

    fn refuse_known(&self, cells: &mut Cells<'_>, id: &str) {
        let mut contracts = self.scenario.contracts.iter();
        if contracts.any(|contract| contract.id == id) {
            let message = format!("the contract `{id}` is in the scenario already");
            cells.push("id", message, "give it a name of its own".to_owned());
        }
    }

    fn sellers(&self) -> Vec<&str> {
        let own = self
            .facilities
            .iter()
            .filter(|facility| facility.kind != Kind::Buyer);
        let mines = self.scenario.mines.iter().map(|mine| mine.id.as_str());
        let refiners = self
            .scenario
            .refiners
            .iter()
            .map(|refiner| refiner.id.as_str());
        own.map(|facility| facility.id.as_str())
            .chain(mines)
            .chain(refiners)
            .collect()
    }

    fn buyers(&self) -> Vec<&str> {
        let own = self
            .facilities
            .iter()
            .filter(|facility| facility.kind != Kind::Mine);
        let refiners = self
            .scenario
            .refiners
            .iter()
            .map(|refiner| refiner.id.as_str());
        let buyers = self.scenario.buyers.iter().map(|buyer| buyer.id.as_str());
        let countries = self
            .scenario
            .countries
            .iter()
            .map(|country| country.id.as_str());
        let own = own.map(|facility| facility.id.as_str());
        own.chain(refiners).chain(buyers).chain(countries).collect()
    }

    /// The buyer of the scenario that stands for a facility's use of a good.
    fn buyer_of(&self, written: &str, good: &str) -> String {
        let mut uses = self.uses.iter();
        let found = uses.find(|found| found.facility.id == written && found.good == good);
        found.map_or_else(|| written.to_owned(), |found| found.id.clone())
    }

    fn makes(&self, agent: &str, good: &str) -> bool {
        let is_made = |recipe: &str| {
            let mut recipes = self.scenario.recipes.iter();
            recipes.any(|known| known.id == recipe && outputs(known).contains(&good))
        };
        let own = self.facilities.iter().find(|facility| facility.id == agent);
        if let Some(facility) = own {
            // A recipe that could not be read has a fault of its own.
            let is_unread = facility.kind == Kind::Refiner && facility.recipe.is_empty();
            return is_unread || facility.good == good || is_made(&facility.recipe);
        }
        let mut mines = self.scenario.mines.iter();
        let mut refiners = self.scenario.refiners.iter();
        mines.any(|mine| mine.id == agent && mine.good == good)
            || refiners.any(|refiner| refiner.id == agent && is_made(&refiner.recipe))
    }

    fn uses(&self, agent: &str, good: &str) -> bool {
        let is_input = |recipe: &str| {
            let mut recipes = self.scenario.recipes.iter();
            recipes.any(|known| {
                known.id == recipe && inputs(&known.kind).iter().any(|(input, _)| *input == good)
            })
        };
        let mut own = self.uses.iter();
        if own.any(|found| found.id == agent && found.good == good) {
            return true;
        }
        if let Some(facility) = self.facilities.iter().find(|facility| facility.id == agent) {
            let is_unread = facility.kind == Kind::Refiner && facility.recipe.is_empty();
            return is_unread || is_input(&facility.recipe);
        }
        let is_party = |id: &str, country: &str| id == agent || country == agent;
        let mut refiners = self.scenario.refiners.iter();
        let mut buyers = self.scenario.buyers.iter();
        refiners.any(|refiner| is_party(&refiner.id, &refiner.country) && is_input(&refiner.recipe))
            || buyers.any(|buyer| is_party(&buyer.id, &buyer.country) && buyer.good == good)
    }
}

/// Goods that a recipe takes in, with the tonnes for a tonne of throughput; feeds share a separator evenly.
pub(crate) fn inputs(kind: &RecipeKind) -> Vec<(&str, f64)> {
    match kind {
        RecipeKind::Separation { feed, .. } => {
            let share = 1.0 / feed.len().max(1) as f64;
            feed.iter().map(|good| (good.as_str(), share)).collect()
        }
        RecipeKind::Conversion { inputs, .. } => inputs
            .iter()
            .map(|(good, tonnes)| (good.as_str(), *tonnes))
            .collect(),
    }
}
