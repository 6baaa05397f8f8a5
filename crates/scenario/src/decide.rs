//! Governments that decide during the run: what each may do and what it wants.

mod capital;
mod curb;
mod look_ahead;
mod stockpile;
mod support;

pub use capital::Capital;
pub use curb::{CurbActs, CurbEchoes, CurbGroup, CurbWeights, Curbs};
pub use look_ahead::LookAhead;
pub use stockpile::{Allocation, Pricing, Stockpile};
pub use support::Support;

use std::collections::BTreeMap;

use units::Date;

use crate::parameters::To;

parameters! {
    /// A government that decides during the run; others do what the scenario's policies say.
    #[section = "governments"]
    pub struct Government {
        /// Name in paths and tables.
        #[unit = "id", refers = Some(To::Itself)]
        id: String,
        /// The country that it governs.
        #[unit = "id", refers = Some(To::Country)]
        country: String,
        /// First day on which it decides; until then its dated policies speak for it.
        #[unit = "date"]
        decides_from: Date,
        /// Whether and how it curbs exports.
        #[unit = "record"]
        curbs: Option<Curbs> = None,
        /// The stock that it keeps for itself and its allies.
        #[unit = "record"]
        stockpile: Option<Stockpile> = None,
        /// The money that it puts into plants.
        #[unit = "record"]
        capital: Option<Capital> = None,
        /// The money that it spends on research and recycling at home.
        #[unit = "record"]
        support: Option<Support> = None,
        /// Where numbers come from, by field: a key of `about.sources` or a citation.
        #[unit = "citation"]
        sources: BTreeMap<String, String> = BTreeMap::new(),
        /// Ranges of the numbers that are estimates, by field.
        #[unit = "as the field"]
        estimates: BTreeMap<String, (f64, f64)> = BTreeMap::new(),
    }
}
