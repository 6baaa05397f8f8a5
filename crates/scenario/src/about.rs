//! What a scenario is about, when it runs, and the nouns that everything else uses.

use std::collections::BTreeMap;

use units::Date;

use crate::parameters::{To, above, within};

parameters! {
    /// What the scenario asks, and where its numbers come from.
    #[section = "about"]
    pub struct About {
        /// Name of the scenario, also of its folder of outputs.
        #[unit = "id", refers = Some(To::Itself)]
        name: String,
        /// The question that the scenario answers, in one sentence.
        #[unit = "text"]
        question: String,
        /// What a reader should know besides.
        #[unit = "text"]
        notes: String = String::new(),
        /// Citations by the short keys that `sources` elsewhere use.
        #[unit = "citation"]
        sources: BTreeMap<String, String> = BTreeMap::new(),
        /// Year in whose prices all money is given.
        #[unit = "year", range = within(1900.0, 2200.0)]
        money_base_year: u16,
        /// Dollars for one unit of each currency, fixed for the whole run.
        #[unit = "USD", range = above(0.0, 1e6)]
        usd_per_currency: BTreeMap<String, f64> = BTreeMap::new(),
        /// Whose supply the three-line answer is about.
        #[unit = "record"]
        focus: Option<Focus> = None,
    }
}

parameters! {
    /// The supply that the answer is about.
    #[section = "about.focus"]
    pub struct Focus {
        /// The country that buys.
        #[unit = "id", refers = Some(To::Country)]
        importer: String,
        /// The country that may curb its exports.
        #[unit = "id", refers = Some(To::Country)]
        origin: String,
        /// The country that supplies instead.
        #[unit = "id", refers = Some(To::Country)]
        alternative: String,
        /// The goods that it is about.
        #[unit = "id", refers = Some(To::Good)]
        goods: Vec<String>,
    }
}

parameters! {
    /// When the scenario runs; a step is a week.
    #[section = "clock"]
    pub struct Clock {
        /// First day of the first week that is recorded.
        #[unit = "date"]
        start: Date,
        /// Number of weeks that are recorded.
        #[unit = "weeks", range = within(1.0, 5218.0)]
        weeks: u32,
        /// Weeks that run before the start, unrecorded, so that stocks and expectations settle; at least one, in which
        /// contracts get their first price, is always run.
        #[unit = "weeks", range = within(0.0, 1040.0)]
        burn_in_weeks: u32 = 0,
        /// Seed of all random draws.
        #[unit = "number"]
        seed: u64 = 1,
    }
}

parameters! {
    /// An element, which no process creates or destroys, or a product made of elements.
    #[section = "materials"]
    pub struct Material {
        /// Name in paths and tables.
        #[unit = "id", refers = Some(To::Itself)]
        id: String,
        /// Name for people.
        #[unit = "text"]
        name: String,
        /// Chemical symbol.
        #[unit = "text"]
        symbol: String = String::new(),
        /// Whether it is conserved; otherwise it is a product, such as a concentrate or a grade of magnet.
        #[unit = "switch"]
        element: bool = true,
    }
}

parameters! {
    /// A stage of the chain.
    #[section = "stages"]
    pub struct Stage {
        /// Name in paths and tables.
        #[unit = "id", refers = Some(To::Itself)]
        id: String,
        /// Name for people.
        #[unit = "text"]
        name: String,
    }
}

parameters! {
    /// A series that was observed, to compare a run with.
    #[section = "observed"]
    pub struct Observed {
        /// Name in paths and tables.
        #[unit = "id", refers = Some(To::Itself)]
        id: String,
        /// CSV file with the series, relative to the scenario; docs/concepts/observed.md names its columns.
        #[unit = "file"]
        file: String,
    }
}

parameters! {
    /// How often the tables are written; prices are always weekly.
    #[section = "record", all_default]
    pub struct Record {
        /// Weeks between two rows of an agent or a flow.
        #[unit = "weeks", range = within(1.0, 52.0)]
        every_weeks: u32 = 4,
    }
}
