//! Buyers: the final users, by country and use.

use std::collections::BTreeMap;

use crate::parameters::{To, above, within};

parameters! {
    /// The users of a good in a country for one end use.
    #[section = "buyers"]
    pub struct Buyer {
        /// Name in paths and tables.
        #[unit = "id", refers = Some(To::Itself)]
        id: String,
        /// Name for people.
        #[unit = "text"]
        name: String,
        /// Country where the good is used.
        #[unit = "id", refers = Some(To::Country)]
        country: String,
        /// What the good is used for, such as `vehicles`.
        #[unit = "id", refers = Some(To::Itself)]
        end_use: String,
        /// The good that is used.
        #[unit = "id", refers = Some(To::Good)]
        good: String,
        /// Use in the first year at start prices.
        #[unit = "t/yr", range = above(0.0, 1e8), fact = true]
        demand_t_per_year: f64,
        /// Growth of that use at constant prices.
        #[unit = "share/yr", range = within(-0.5, 0.5), fact = true]
        growth_share_per_year: f64 = 0.0,
        /// Fall of use in per cent for a price rise of one per cent, after the lag.
        #[unit = "elasticity", range = within(0.0, 3.0), source = "now_params.csv `demand_elasticity_short`: 0.2, range 0.05 to 0.4; Monazite design 0.15"]
        price_elasticity: f64 = 0.15,
        /// Least use per unit of end product that designs can get down to, over that of the start.
        #[unit = "share", range = within(0.0, 1.0), source = "hist_demand_trade.csv: Dy content of motor magnets from 8 to 4 %, then 2.5 %; cerium polish up to -40 %"]
        least_intensity_share: f64 = 0.3,
        /// The good that takes the place of what it saves, tonne for tonne, if there is one: a standard magnet for a
        /// heat-resistant one.
        #[unit = "id", refers = Some(To::Good)]
        substitute: Option<String> = None,
        /// Value added that is lost with every kilogram of the good that is missing, and so the highest bid.
        #[unit = "USD/kg", range = above(0.0, 1e8), fact = true]
        value_usd_per_kg: f64,
        /// Stock held and on order, in weeks of use.
        #[unit = "weeks", range = within(0.0, 104.0), fact = true, source = "now_params.csv `inventory_days_auto_magnets`: 40 days, range 30 to 60"]
        cover_weeks: f64 = 8.0,
        /// Part of ordinary orders that goes to the spot market.
        #[unit = "share", range = within(0.0, 1.0), source = "Monazite design, prior range 0.01 to 0.2"]
        spot_share: f64 = 0.1,
        /// Shares of supply by supplying country at the start.
        #[unit = "share", range = within(0.0, 1.0), keys = &[To::Country]]
        supply_from: BTreeMap<String, f64> = BTreeMap::new(),
        /// Shares of a good by named supplier at the start; stands before `supply_from` for that good.
        #[unit = "share", range = within(0.0, 1.0), keys = &[To::Good, To::Plant]]
        supply: BTreeMap<String, BTreeMap<String, f64>> = BTreeMap::new(),
        /// Most that a single origin may supply by the government's rule.
        #[unit = "share", range = within(0.0, 1.0)]
        policy_cap_per_origin_share: Option<f64> = None,
        /// Whether it stands for use that no listed buyer explains.
        #[unit = "switch"]
        residual: bool = false,
        /// Where numbers come from, by field: a key of `about.sources` or a citation.
        #[unit = "citation"]
        sources: BTreeMap<String, String> = BTreeMap::new(),
        /// Ranges of the numbers that are estimates, by field.
        #[unit = "as the field"]
        estimates: BTreeMap<String, (f64, f64)> = BTreeMap::new(),
    }
}
