//! Export curbs as decisions: what a government can close, against whom, and what it weighs.

use crate::parameters::{To, above, within};

parameters! {
    /// What a government that curbs exports weighs: chance of a concession against revenue, lost market and norms.
    #[section = "governments.curbs"]
    pub struct Curbs {
        /// Groups of goods that are curbed together.
        #[unit = "record"]
        groups: Vec<CurbGroup>,
        /// Countries that it may single out.
        #[unit = "id", refers = Some(To::Country)]
        targets: Vec<String>,
        /// What a concession is worth to it at full tension.
        #[unit = "USD", range = within(0.0, 1e13), source = "Monazite design, judgement"]
        concession_value_usd: f64 = 2.0e10,
        /// Annual loss of a target, over its annual product, at which every second target concedes.
        #[unit = "share", range = above(0.0, 1.0), source = "Monazite design, judgement"]
        resolve_share: f64 = 0.005,
        /// Weight of lost export margin.
        #[unit = "ratio", range = within(0.0, 100.0), source = "Monazite design: 1, a dollar is a dollar"]
        revenue_weight: f64 = 1.0,
        /// Weight of the market that is lost for good to supply abroad and to thrift.
        #[unit = "ratio", range = within(0.0, 100.0), source = "Monazite design: 1"]
        backlash_weight: f64 = 1.0,
        /// Price of breaking a norm with a full ban; milder acts cost less.
        #[unit = "USD", range = within(0.0, 1e13), source = "Monazite design, judgement"]
        norm_cost_usd: f64 = 1.0e9,
        /// Weight of the gain of home users from cheaper inputs.
        #[unit = "ratio", range = within(0.0, 100.0), source = "Monazite design: 1; Pothen and Fink 2015"]
        downstream_weight: f64 = 1.0,
        /// Utility by which choices scatter.
        #[unit = "USD", range = above(0.0, 1e13), source = "Monazite design, judgement"]
        noise_usd: f64 = 5.0e8,
        /// Shortest time between two changes of a group's curb.
        #[unit = "weeks", range = within(1.0, 520.0), source = "Monazite design: a quarter"]
        dwell_weeks: u32 = 13,
        /// Time over which consequences count.
        #[unit = "weeks", range = within(4.0, 520.0), source = "Monazite design: a year"]
        horizon_weeks: u32 = 52,
    }
}

parameters! {
    /// Goods that are curbed together.
    #[section = "governments.curbs.groups"]
    pub struct CurbGroup {
        /// Name in paths and tables.
        #[unit = "id", refers = Some(To::Itself)]
        id: String,
        /// The goods.
        #[unit = "id", refers = Some(To::Good)]
        goods: Vec<String>,
    }
}
