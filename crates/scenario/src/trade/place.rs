//! Price zones and the ways between them.

use std::collections::BTreeMap;

use crate::parameters::{To, within};

parameters! {
    /// A price zone: within it a good has one price.
    #[section = "zones"]
    pub struct Zone {
        /// Name in paths and tables.
        #[unit = "id", refers = Some(To::Itself)]
        id: String,
        /// Name for people.
        #[unit = "text"]
        name: String,
        /// Value-added tax that published quotes include.
        #[unit = "share", range = within(0.0, 1.0)]
        vat_share: f64 = 0.0,
        /// Weeks between two price settings of ordinary supply into the zone, and weeks over which its index is averaged;
        /// as in `market` when left out. Concentrates and named contracts are settled as in `market` everywhere.
        #[unit = "weeks", range = within(1.0, 52.0), fact = true]
        contract_weeks: Option<u32> = None,
        /// Where numbers come from, by field: a key of `about.sources` or a citation.
        #[unit = "citation"]
        sources: BTreeMap<String, String> = BTreeMap::new(),
        /// Ranges of the numbers that are estimates, by field.
        #[unit = "as the field"]
        estimates: BTreeMap<String, (f64, f64)> = BTreeMap::new(),
    }
}

parameters! {
    /// The way from one zone to another.
    #[section = "routes"]
    pub struct Route {
        /// Zone of departure.
        #[unit = "id", refers = Some(To::Zone)]
        from: String,
        /// Zone of arrival.
        #[unit = "id", refers = Some(To::Zone)]
        to: String,
        /// Freight.
        #[unit = "USD/kg", range = within(0.0, 1e3), fact = true]
        freight_usd_per_kg: f64,
        /// Time under way.
        #[unit = "weeks", range = within(0.0, 52.0), fact = true]
        transit_weeks: u32,
        /// Insurance over the value of the goods.
        #[unit = "share", range = within(0.0, 1.0), source = "params_extra.csv `insurance`: 0.3 % of value, range 0.1 to 0.5"]
        insurance_share: f64 = 0.003,
        /// What a trader loses when goods bought in one zone are sold in the other.
        #[unit = "share", range = within(0.0, 1.0), source = "Monazite design, prior range 0.02 to 0.15"]
        resale_cost_share: f64 = 0.05,
        /// Whether goods may be resold this way.
        #[unit = "switch"]
        resale_allowed: bool = true,
        /// Where numbers come from, by field: a key of `about.sources` or a citation.
        #[unit = "citation"]
        sources: BTreeMap<String, String> = BTreeMap::new(),
        /// Ranges of the numbers that are estimates, by field.
        #[unit = "as the field"]
        estimates: BTreeMap<String, (f64, f64)> = BTreeMap::new(),
    }
}
