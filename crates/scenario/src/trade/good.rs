//! Goods: a material at a stage, with its price at the start.

use std::collections::BTreeMap;

use crate::parameters::{To, above, within};

parameters! {
    /// Something that is traded.
    #[section = "goods"]
    pub struct Good {
        /// Name in paths and tables.
        #[unit = "id", refers = Some(To::Itself)]
        id: String,
        /// Name for people.
        #[unit = "text"]
        name: String,
        /// What it is made of.
        #[unit = "id", refers = Some(To::Material)]
        material: String,
        /// Stage of the chain.
        #[unit = "id", refers = Some(To::Stage)]
        stage: String,
        /// What a tonne of it is a tonne of, such as `REO` or `magnet`.
        #[unit = "text"]
        basis: String,
        /// Tonnes of each element in a tonne; an element's own good contains 1.0 of it when left out.
        #[unit = "t/t", range = within(0.0, 2.0), keys = &[To::Element], fact = true]
        contains: BTreeMap<String, f64> = BTreeMap::new(),
        /// Whether its composition comes from the mine, as for a concentrate.
        #[unit = "switch"]
        basket: bool = false,
        /// Price at the start by zone, ex VAT; for a basket good the payable share (0 to 1.5) of the value of the oxides in it.
        #[unit = "USD/kg", range = above(0.0, 1e7), keys = &[To::Zone], fact = true]
        start_price_usd_per_kg: BTreeMap<String, f64>,
        /// What it costs to make in the long run, the anchor of the long view.
        #[unit = "USD/kg", range = above(0.0, 1e7), fact = true]
        long_run_cost_usd_per_kg: Option<f64> = None,
        /// Highest price known for it, with or without VAT: quotes above it are marked in the summary. Nothing reads it in a run.
        #[unit = "USD/kg", range = above(0.0, 1e7), fact = true]
        highest_observed_usd_per_kg: Option<f64> = None,
        /// Lowest price at which it is offered, as a share of the start price.
        #[unit = "share", range = within(0.0, 1.0), source = "Monazite design: a quarter of the base price for joint products"]
        ask_floor_share: f64 = 0.25,
        /// Shortest time in which a new supplier is qualified; drawn per supplier.
        #[unit = "months", range = within(0.0, 120.0), fact = true, source = "Monazite design for oxides; now_params.csv `qualification_time` for magnets: 12 to 36 months"]
        qualification_months_min: f64 = 3.0,
        /// Longest time in which a new supplier is qualified; drawn per supplier.
        #[unit = "months", range = within(0.0, 120.0), fact = true, source = "Monazite design for oxides; now_params.csv `qualification_time` for magnets: 12 to 36 months"]
        qualification_months_max: f64 = 6.0,
        /// Part of the value that an exporter gets back from the value-added tax.
        #[unit = "share", range = within(0.0, 1.0)]
        vat_refund_share: f64 = 0.0,
        /// Exporter's margin over the domestic price under controls.
        #[unit = "share", range = within(0.0, 2.0), source = "Monazite design: light about 0.10, heavy about 0.28"]
        exporter_margin_share: f64 = 0.0,
        /// Where numbers come from, by field: a key of `about.sources` or a citation.
        #[unit = "citation"]
        sources: BTreeMap<String, String> = BTreeMap::new(),
        /// Ranges of the numbers that are estimates, by field.
        #[unit = "as the field"]
        estimates: BTreeMap<String, (f64, f64)> = BTreeMap::new(),
    }
}
