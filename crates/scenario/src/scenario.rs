//! The scenario as written: every section of the file.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::about::{About, Clock, Material, Observed, Record, Stage};
use crate::behaviour::Behaviour;
use crate::buy::Buyer;
use crate::decide::Government;
use crate::event::Event;
use crate::govern::{Country, Policy, Relation};
use crate::mechanism::Mechanisms;
use crate::mine::Mine;
use crate::refine::{Recipe, Refiner};
use crate::trade::{Contract, Good, Market, Route, Zone};

parameters! {
    /// A scenario file: the world at the start, the rules that apply in it and what happens to it.
    #[section = ""]
    pub struct Scenario {
        /// What the scenario is for.
        #[unit = "section"]
        about: About,
        /// When it runs.
        #[unit = "section"]
        clock: Clock,
        /// Elements and products.
        #[unit = "section"]
        materials: Vec<Material>,
        /// Stages of the chain, from the ground to the user.
        #[unit = "section"]
        stages: Vec<Stage>,
        /// What is traded: a material at a stage.
        #[unit = "section"]
        goods: Vec<Good>,
        /// Price zones; markets clear in this order within a week, so the origin of controls comes last.
        #[unit = "section"]
        zones: Vec<Zone>,
        /// Countries with agents or governments.
        #[unit = "section"]
        countries: Vec<Country>,
        /// Ways between zones; pairs that are not listed cost the default freight.
        #[unit = "section"]
        routes: Vec<Route> = Vec::new(),
        /// What refiners make out of what.
        #[unit = "section"]
        recipes: Vec<Recipe>,
        /// Mines.
        #[unit = "section"]
        mines: Vec<Mine>,
        /// Separators, metal makers and magnet makers.
        #[unit = "section"]
        refiners: Vec<Refiner>,
        /// Final users.
        #[unit = "section"]
        buyers: Vec<Buyer>,
        /// Supply contracts.
        #[unit = "section"]
        contracts: Vec<Contract> = Vec::new(),
        /// Tension and trust between governments; pairs that are not listed have the defaults.
        #[unit = "section"]
        relations: Vec<Relation> = Vec::new(),
        /// Instruments of governments with their dates.
        #[unit = "section"]
        policies: Vec<Policy> = Vec::new(),
        /// Governments that decide during the run.
        #[unit = "section"]
        governments: Vec<Government> = Vec::new(),
        /// What happens without anybody deciding it.
        #[unit = "section"]
        events: Vec<Event> = Vec::new(),
        /// Rules of the market.
        #[unit = "section"]
        market: Market = Market::default(),
        /// Rules of the agents.
        #[unit = "section"]
        behaviour: Behaviour = Behaviour::default(),
        /// Switches of the mechanisms.
        #[unit = "section"]
        mechanisms: Mechanisms = Mechanisms::default(),
        /// Observed series to compare with.
        #[unit = "section"]
        observed: Vec<Observed> = Vec::new(),
        /// What is written down.
        #[unit = "section"]
        record: Record = Record::default(),
    }
}

impl Scenario {
    /// SHA-256 of everything the scenario says, as 64 hexadecimal digits.
    ///
    /// Defaults and order of the sections count, comments and layout do not; so a file and a variant that ends in the same
    /// world have the same hash.
    pub fn hash(&self) -> String {
        let digest = Sha256::digest(crate::read::write(self));
        digest.iter().fold(String::new(), |mut text, byte| {
            // Writing into a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    /// Ids of all agents, in the order mines, refiners, buyers.
    pub fn agent_ids(&self) -> impl Iterator<Item = &str> {
        let mines = self.mines.iter().map(|mine| mine.id.as_str());
        let refiners = self.refiners.iter().map(|refiner| refiner.id.as_str());
        let buyers = self.buyers.iter().map(|buyer| buyer.id.as_str());
        mines.chain(refiners).chain(buyers)
    }
}
