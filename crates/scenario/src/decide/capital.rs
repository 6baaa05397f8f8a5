//! Public capital: what a government puts into plants so that they are decided.

use crate::parameters::{To, above, within};

parameters! {
    /// Money that a government puts into planned plants, at home or with partners, for a right to their output.
    #[section = "governments.capital"]
    pub struct Capital {
        /// Money for equity and loans over the whole run.
        #[unit = "USD", range = within(0.0, 1e12), fact = true]
        budget_usd: f64,
        /// Countries whose plants it supports.
        #[unit = "id", refers = Some(To::Country)]
        countries: Vec<String>,
        /// Goods that it wants; all when empty.
        #[unit = "id", refers = Some(To::Good)]
        goods: Vec<String> = Vec::new(),
        /// Expected loss avoided for a dollar spent, from which it acts.
        #[unit = "ratio", range = within(0.0, 100.0), source = "Monazite design: 1, a dollar back for a dollar"]
        hurdle_ratio: f64 = 1.0,
        /// Scarcities that it expects to begin in a year.
        #[unit = "1/yr", range = within(0.0, 10.0), source = "now_controls_events.csv: two rounds of curbs against Japan in 16 years, 2010 and 2026, make 0.12; prior range 0.05 to 0.5"]
        scarcity_chance_per_year: f64 = 0.12,
        /// How long it expects a scarcity to last.
        #[unit = "weeks", range = within(1.0, 520.0), source = "Monazite design, prior range 8 to 104"]
        scarcity_weeks: f64 = 26.0,
        /// Part of a plant's capital that it pays.
        #[unit = "share", range = within(0.0, 1.0), source = "Monazite design, prior range 0.2 to 0.5"]
        stake_share: f64 = 0.3,
        /// Part of the output on which its users get the first call.
        #[unit = "share", range = within(0.0, 1.0), source = "now_policies.csv: up to 0.65 of Mt Weld's dysprosium and terbium"]
        first_refusal_share: f64 = 0.65,
        /// Whether it also guarantees a floor price to plants that would not be decided otherwise.
        #[unit = "switch"]
        offers_floors: bool = false,
        /// Highest floor, over the long view of the price.
        #[unit = "ratio", range = above(0.0, 10.0), source = "now_policies.csv: 110 USD/kg for MP against 85 long run, 1.3"]
        floor_limit_ratio: f64 = 1.3,
        /// How long a floor lasts.
        #[unit = "weeks", range = within(1.0, 2000.0), source = "now_policies.csv: ten years for MP Materials"]
        floor_weeks: u32 = 522,
        /// Government's part of the price above a floor.
        #[unit = "share", range = within(0.0, 1.0), source = "Monazite design: 0.30 as in the MP Materials agreement"]
        floor_keeper_share: f64 = 0.3,
        /// Trust, both ways, that a commitment to a plant in another country adds.
        #[unit = "index", range = within(0.0, 1.0), source = "Monazite design, judgement; prior range 0 to 0.1"]
        trust_gain: f64 = 0.02,
        /// Least time between two commitments.
        #[unit = "weeks", range = within(1.0, 520.0), source = "Monazite design: a quarter"]
        dwell_weeks: u32 = 13,
    }
}
