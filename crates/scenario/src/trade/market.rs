//! Rules of the market that hold for every good.

use crate::parameters::{FITTED, FITTED_AND_R3, To, above, within};

choices! {
    /// Who gets the tonnes when there are too few.
    #[section = "market.rationing", default = ProRata]
    pub enum Rationing {
        /// Everybody the same part of the order.
        ProRata,
        /// The highest value of use first.
        ByValue,
        /// The seller's most trusted countries first.
        FriendsFirst,
    }
}

parameters! {
    /// Price formation, contracts, leakage and resale.
    #[section = "market", all_default]
    pub struct Market {
        /// Zone whose price contracts are indexed to; the last zone when left out.
        #[unit = "id", refers = Some(To::Zone)]
        index_zone: Option<String> = None,
        /// Freight between zones without a route.
        #[unit = "USD/kg", range = within(0.0, 1e3), source = "params_extra.csv `freight`, China to Europe or US: 0.3, range 0.1 to 0.8"]
        default_freight_usd_per_kg: f64 = 0.3,
        /// Time under way between zones without a route.
        #[unit = "weeks", range = within(0.0, 52.0), source = "Monazite design, prior range 4 to 8"]
        default_transit_weeks: u32 = 6,
        /// Who gets the tonnes when there are too few.
        #[unit = "choice"]
        rationing: Rationing = Rationing::ProRata,
        /// What the economy loses for each dollar of value added that a final user loses: other inputs and stages that wait
        /// for it. Bears on lost output as it is told, never on bids nor on what governments weigh.
        #[unit = "ratio", range = within(0.1, 20.0), source = "1 counts the user alone; the headline has 2.4, calibrated to a cost of 0.43 % of product for a year of embargo without answers (Nomura), 8.2 for 1.3 % (Daiwa)", informed_by = &["L1"]]
        lost_output_multiplier: f64 = 1.0,
        /// Fall of a bid's tonnes in per cent for a price rise of one per cent.
        #[unit = "elasticity", range = within(0.1, 5.0), source = "Monazite design, prior range 0.6 to 1.2; fitted to 2007-2018 within 0.6 to 1.2", informed_by = FITTED]
        bid_elasticity: f64 = 1.0,
        /// Rise of an ask's tonnes in per cent for a price rise of one per cent.
        #[unit = "elasticity", range = within(0.1, 20.0), source = "Monazite design, prior range 2.5 to 4.5; fitted to 2007-2018 within 2.5 to 6", informed_by = FITTED]
        ask_elasticity: f64 = 5.2,
        /// Fall of the hold price in per cent for one per cent of stock above target.
        #[unit = "elasticity", range = within(0.0, 3.0), source = "Monazite design, prior range 0.2 to 0.6; fitted to 2007-2018 within 0.1 to 0.6", informed_by = FITTED]
        stock_price_response: f64 = 0.45,
        /// Price over what a buyer usually pays above which it buys nothing that is not urgent.
        #[unit = "ratio", range = within(1.0, 100.0), source = "Monazite design, prior range 1.5 to 4: who has stock waits; fitted to 2007-2018 within 1.5 to 4", informed_by = FITTED_AND_R3]
        reservation_ratio: f64 = 3.9,
        /// How far above last week's quote anybody bids at most, in logs.
        #[unit = "1/week", range = within(0.01, 2.0), source = "Monazite design, prior range 0.05 to 0.35: the European dysprosium quote of April 2025 tripled in about four weeks, 0.32 a week; fitted to 2007-2018 within 0.05 to 0.35", informed_by = FITTED_AND_R3]
        bid_escalation_per_week: f64 = 0.16,
        /// Fastest weekly drift of a quote when nothing is traded.
        #[unit = "share/week", range = within(0.0, 0.5), source = "Monazite design, prior range 0.05 to 0.35", informed_by = &["R3"]]
        quote_drift_per_week: f64 = 0.1,
        /// Weeks between two price settings of a contract.
        #[unit = "weeks", range = within(1.0, 260.0), source = "Monazite design: quarterly"]
        contract_reset_weeks: u32 = 13,
        /// Weeks over which the index of a contract is averaged.
        #[unit = "weeks", range = within(1.0, 260.0), source = "Monazite design: quarterly"]
        index_weeks: u32 = 13,
        /// Part of the gap to the full rent that licence holders' asks close in a week.
        #[unit = "share/week", range = within(0.0, 1.0), source = "Monazite design, prior range 0.1 to 0.3; fitted to 2007-2018 within 0.05 to 0.3", informed_by = FITTED]
        rent_rise_per_week: f64 = 0.14,
        /// Time in which the asked rent decays without scarcity.
        #[unit = "years", range = within(0.05, 5.0), source = "Monazite design, prior range 0.4 to 0.7; fitted to 2007-2018 within 0.2 to 0.9", informed_by = FITTED]
        rent_decay_years: f64 = 0.54,
        /// Cost of smuggling over the value of the goods.
        #[unit = "share", range = within(0.0, 5.0), source = "Monazite design, prior range 0.05 to 0.3"]
        leakage_cost_share: f64 = 0.1,
        /// Cost of smuggling a kilogram.
        #[unit = "USD/kg", range = within(0.0, 1e3), source = "Monazite design, prior range 0.2 to 2"]
        leakage_cost_usd_per_kg: f64 = 0.5,
        /// Relative price gap above which smuggling begins.
        #[unit = "ratio", range = within(0.0, 2.0), source = "Monazite design, prior range 0 to 0.3"]
        leakage_threshold: f64 = 0.1,
        /// Relative price gap beyond the threshold that brings 63 % of the possible flow.
        #[unit = "ratio", range = above(0.0, 5.0), source = "Monazite design, prior range 0.2 to 1; fitted to 2007-2018 within 0.2 to 1", informed_by = FITTED]
        leakage_scale: f64 = 0.28,
        /// Largest part of the origin's output of a good that can leak.
        #[unit = "share", range = within(0.0, 1.0), source = "Monazite design, prior range 0.02 to 0.3; 0.15 fits 2010, when a fifth of exports was smuggled (params_extra.csv `smuggling_ratio`), 0.05 the years since tracing began"]
        leakage_max_share: f64 = 0.05,
        /// Time that smuggled goods are under way.
        #[unit = "weeks", range = within(0.0, 52.0), source = "Monazite design, prior range 4 to 12"]
        leakage_transit_weeks: u32 = 8,
        /// Part of the leakage that the border stops when no policy says otherwise.
        #[unit = "share", range = within(0.0, 1.0), source = "Monazite design, prior range 0.1 to 0.6"]
        border_enforcement_share: f64 = 0.33,
        /// Part of a profitable resale that traders carry out in a week.
        #[unit = "share/week", range = within(0.0, 1.0), source = "Monazite design, prior range 0.05 to 0.3"]
        resale_speed_share_per_week: f64 = 0.1,
        /// Stock of the trader of a zone, in weeks of the zone's use.
        #[unit = "weeks", range = within(0.0, 52.0), source = "Monazite design, prior range 2 to 8"]
        trader_cover_weeks: f64 = 4.0,
    }
}
