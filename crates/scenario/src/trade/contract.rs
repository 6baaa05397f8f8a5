//! Supply contracts: volume and price over years.

use std::collections::BTreeMap;

use units::Date;

use crate::parameters::{To, above, within};

parameters! {
    /// A contract: price = `intercept` + `slope` x index, between floor and cap.
    #[section = "contracts"]
    pub struct Contract {
        /// Name in paths and tables.
        #[unit = "id", refers = Some(To::Itself)]
        id: String,
        /// The agent that delivers.
        #[unit = "id", refers = Some(To::Plant)]
        seller: String,
        /// The agent that receives, or a country whose users of the good share the volume.
        #[unit = "id", refers = Some(To::AgentOrCountry)]
        buyer: String,
        /// The good.
        #[unit = "id", refers = Some(To::Good)]
        good: String,
        /// Volume; either this or `share_of_output`.
        #[unit = "t/yr", range = above(0.0, 1e7), fact = true]
        volume_t_per_year: Option<f64> = None,
        /// Share of the seller's output; either this or `volume_t_per_year`.
        #[unit = "share", range = above(0.0, 1.0), fact = true]
        share_of_output: Option<f64> = None,
        /// How far the buyer may call more or less than the volume.
        #[unit = "share", range = within(0.0, 1.0), source = "Monazite design, prior range 0.05 to 0.2"]
        band_share: f64 = 0.1,
        /// First day.
        #[unit = "date"]
        start: Date,
        /// Last day.
        #[unit = "date"]
        end: Date,
        /// Zone whose price is the index; the market's index zone when left out.
        #[unit = "id", refers = Some(To::Zone)]
        index_zone: Option<String> = None,
        /// What is added to the index.
        #[unit = "USD/kg", range = within(-1e5, 1e5)]
        intercept_usd_per_kg: f64 = 0.0,
        /// What the index is multiplied by.
        #[unit = "ratio", range = within(0.0, 5.0)]
        slope: f64 = 1.0,
        /// Lowest price.
        #[unit = "USD/kg", range = within(0.0, 1e7), fact = true]
        floor_usd_per_kg: Option<f64> = None,
        /// Highest price.
        #[unit = "USD/kg", range = within(0.0, 1e7), fact = true]
        cap_usd_per_kg: Option<f64> = None,
        /// Price above which the buyer gets a rebate.
        #[unit = "USD/kg", range = within(0.0, 1e7)]
        upside_share_above_usd_per_kg: Option<f64> = None,
        /// Part of the price above the threshold that the buyer gets back.
        #[unit = "share", range = within(0.0, 1.0)]
        upside_share: f64 = 0.0,
        /// Whether it is served before ordinary orders.
        #[unit = "switch"]
        priority: bool = true,
        /// Where numbers come from, by field: a key of `about.sources` or a citation.
        #[unit = "citation"]
        sources: BTreeMap<String, String> = BTreeMap::new(),
        /// Ranges of the numbers that are estimates, by field.
        #[unit = "as the field"]
        estimates: BTreeMap<String, (f64, f64)> = BTreeMap::new(),
    }
}
