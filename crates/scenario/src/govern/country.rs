//! Countries, their relations and their dated policies.

use std::collections::BTreeMap;

use units::Date;

use super::Instrument;
use crate::parameters::{To, above, within};

parameters! {
    /// A country and its government.
    #[section = "countries"]
    pub struct Country {
        /// Name in paths and tables.
        #[unit = "id", refers = Some(To::Itself)]
        id: String,
        /// Name for people.
        #[unit = "text"]
        name: String,
        /// Price zone that it belongs to.
        #[unit = "id", refers = Some(To::Zone)]
        zone: String,
        /// Gross domestic product, to put losses beside it.
        #[unit = "USD/yr", range = above(0.0, 1e15), fact = true]
        gdp_usd_per_year: Option<f64> = None,
        /// Where numbers come from, by field: a key of `about.sources` or a citation.
        #[unit = "citation"]
        sources: BTreeMap<String, String> = BTreeMap::new(),
        /// Ranges of the numbers that are estimates, by field.
        #[unit = "as the field"]
        estimates: BTreeMap<String, (f64, f64)> = BTreeMap::new(),
    }
}

parameters! {
    /// What one government thinks of another at the start.
    #[section = "relations"]
    pub struct Relation {
        /// The country that thinks.
        #[unit = "id", refers = Some(To::Country)]
        from: String,
        /// The country that it thinks of.
        #[unit = "id", refers = Some(To::Country)]
        to: String,
        /// Tension, from 0 (none) to 1 (open conflict).
        #[unit = "index", range = within(0.0, 1.0), source = "Monazite design, judgement"]
        tension: f64 = 0.1,
        /// Trust, from 0 (none) to 1 (ally).
        #[unit = "index", range = within(0.0, 1.0), source = "Monazite design, judgement"]
        trust: f64 = 0.5,
    }
}

parameters! {
    /// An instrument with its dates; firms prepare between the announcement and the day it takes effect.
    #[section = "policies"]
    pub struct Policy {
        /// Name in paths and tables.
        #[unit = "id", refers = Some(To::Itself)]
        id: String,
        /// The country whose government decides it.
        #[unit = "id", refers = Some(To::Country)]
        government: String,
        /// Day on which everybody knows.
        #[unit = "date"]
        announced: Date,
        /// First day in force.
        #[unit = "date"]
        effective: Date,
        /// Day on which it ends; never when left out.
        #[unit = "date"]
        ends: Option<Date> = None,
        /// Whether it is older than the clock; `effective` then says since when.
        #[unit = "switch"]
        in_force_at_start: bool = false,
        /// What it does.
        #[unit = "record"]
        instrument: Instrument,
        /// Where it comes from, by field: a key of `about.sources` or a citation.
        #[unit = "citation"]
        sources: BTreeMap<String, String> = BTreeMap::new(),
    }
}
