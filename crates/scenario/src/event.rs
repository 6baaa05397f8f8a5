//! Events: what happens without anybody in the model deciding it.

use std::collections::BTreeMap;

use units::Date;

use crate::parameters::{To, within};

parameters! {
    /// Something that happens on a day.
    #[section = "events"]
    pub struct Event {
        /// Name in paths and tables.
        #[unit = "id", refers = Some(To::Itself)]
        id: String,
        /// The day.
        #[unit = "date"]
        date: Date,
        /// What happens.
        #[unit = "record"]
        effect: Effect,
        /// Where it comes from, by field: a key of `about.sources` or a citation.
        #[unit = "citation"]
        sources: BTreeMap<String, String> = BTreeMap::new(),
    }
}

choices! {
    /// What an event does.
    #[section = "events.effect"]
    pub enum Effect {
        /// A plant loses capacity for a while.
        Outage {
            /// The mine or refiner.
            #[unit = "id", refers = Some(To::Plant)]
            agent: String,
            /// Part of capacity that is lost.
            #[unit = "share", range = within(0.0, 1.0)]
            lost_share: f64,
            /// How long.
            #[unit = "weeks", range = within(1.0, 520.0)]
            weeks: u32,
        },
        /// A buyer's demand changes for good.
        DemandShift {
            /// The buyer.
            #[unit = "id", refers = Some(To::Buyer)]
            buyer: String,
            /// Change over the demand before.
            #[unit = "share", range = within(-0.99, 10.0)]
            share: f64,
            /// Time over which it changes, evenly in logs.
            #[unit = "weeks", range = within(1.0, 520.0)]
            over_weeks: u32 = 1,
        },
        /// What sellers and boards take for the long-run cost of a good changes for good: rules for the environment,
        /// taxes on resources, consolidation.
        LongRunCost {
            /// The good.
            #[unit = "id", refers = Some(To::Good)]
            good: String,
            /// Change over the cost before.
            #[unit = "share", range = within(-0.99, 10.0)]
            share: f64,
            /// Time over which it changes, evenly in logs.
            #[unit = "weeks", range = within(1.0, 520.0)]
            over_weeks: u32 = 1,
        },
        /// A mine raises money: it runs through losses until that money is gone.
        Funding {
            /// The mine.
            #[unit = "id", refers = Some(To::Plant)]
            agent: String,
            /// The money.
            #[unit = "USD", range = within(0.0, 1e12)]
            usd: f64,
        },
        /// Tension between two governments changes at once and decays afterwards.
        TensionJump {
            /// The country that thinks.
            #[unit = "id", refers = Some(To::Country)]
            from: String,
            /// The country that it thinks of.
            #[unit = "id", refers = Some(To::Country)]
            to: String,
            /// Size of the jump.
            #[unit = "index", range = within(-1.0, 1.0)]
            size: f64,
        },
        /// A plant's capacity changes for good.
        CapacityChange {
            /// The mine or refiner.
            #[unit = "id", refers = Some(To::Plant)]
            agent: String,
            /// Change over the capacity before.
            #[unit = "share", range = within(-1.0, 10.0)]
            share: f64,
        },
    }
}
