//! What a government sees when it decides on a curb.

use super::Act;

/// Everything that counts for one group of goods.
#[derive(Debug, Clone, PartialEq)]
pub struct Situation {
    /// What is in force.
    pub current: Act,
    /// How far boards and buyers abroad count on a curb that lasts, from 0 to 1.
    pub belief_share: f64,
    /// Where the goods go.
    pub destinations: Vec<Destination>,
    /// Use abroad, whoever supplies it [USD a year, at ordinary prices].
    pub foreign_use_usd_per_year: f64,
    /// The market at home.
    pub home: Home,
    /// Plants abroad that a higher price could bring.
    pub projects: Vec<Project>,
}

/// A country that buys.
#[derive(Debug, Clone, PartialEq)]
pub struct Destination {
    /// Its id.
    pub id: String,
    /// Whether a concession is wanted from it; it then may be singled out.
    pub is_target: bool,
    /// Tension with it, from 0 to 1.
    pub tension: f64,
    /// Its product [USD a year]; nil when unknown, and then it is never expected to concede.
    pub gdp_usd_per_year: f64,
    /// Loss over product at which it concedes in every second case, with what coercion has added.
    pub resolve_share: f64,
    /// What it ordinarily buys from the imposer [USD a year].
    pub exports_usd_per_year: f64,
    /// Its final users of what is made with the goods.
    pub users: Vec<User>,
}

/// A final user, or many alike.
#[derive(Debug, Clone, PartialEq)]
pub struct User {
    /// Value added that stands still without the goods [USD a week].
    pub value_added_usd_per_week: f64,
    /// Part of its supply that crosses the imposer's border into each destination, by position; makers abroad included.
    pub exposure_share: Vec<f64>,
    /// Cover that the imposer can see along its chain: private stocks and what is under way [weeks of use].
    pub private_cover_weeks: f64,
    /// Cover in public stocks that are published, its country's and its allies' [weeks of use]. Hidden stocks are in
    /// no figure here.
    pub published_cover_weeks: f64,
    /// Part of its use that it can do without within the horizon.
    pub substitutable_share: f64,
}

/// The market at home.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Home {
    /// Use at home [USD a year].
    pub use_usd_per_year: f64,
}

/// A plant abroad that is planned or mothballed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Project {
    /// What it would sell of the group, less what it would buy of it [USD a year], at prices without a curb.
    pub value_usd_per_year: f64,
    /// What it would earn before capital [USD a year], at prices without a curb.
    pub margin_usd_per_year: f64,
    /// Capital with its usual overrun [USD].
    pub capital_usd: f64,
    /// Present value of one unit a year for its life, as its board reckons [years].
    pub annuity_years: f64,
    /// Net present value over capital at which half of such boards say yes.
    pub hurdle: f64,
    /// How often boards decide that find it good enough [1/year].
    pub hazard_per_year: f64,
}
