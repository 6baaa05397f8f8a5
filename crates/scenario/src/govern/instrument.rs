//! What a government can do to trade and to plants.

use crate::parameters::{To, within};

choices! {
    /// What a policy does.
    #[section = "policies.instrument"]
    pub enum Instrument {
        /// Exports need a licence: some applications are approved, all wait.
        ExportLicence {
            /// Goods in scope.
            #[unit = "id", refers = Some(To::Good)]
            goods: Vec<String>,
            /// Countries in scope; all when empty.
            #[unit = "id", refers = Some(To::Country)]
            destinations: Vec<String> = Vec::new(),
            /// Part of applications that is approved.
            #[unit = "share", range = within(0.0, 1.0)]
            approval_share: f64,
            /// Average wait for the decision.
            #[unit = "days", range = within(0.0, 1000.0), source = "now_params.csv `licence_processing_time`: 45 to 90 days, middle 67"]
            delay_days_mean: f64 = 67.0,
            /// Standard deviation of the wait over its mean.
            #[unit = "ratio", range = within(0.0, 3.0), source = "Monazite design, prior range 0.2 to 0.5"]
            delay_cv: f64 = 0.3,
        },
        /// No exports.
        ExportBan {
            /// Goods in scope.
            #[unit = "id", refers = Some(To::Good)]
            goods: Vec<String>,
            /// Countries in scope; all when empty.
            #[unit = "id", refers = Some(To::Country)]
            destinations: Vec<String> = Vec::new(),
            /// Whether shipments wait in port until the end; otherwise orders are cancelled.
            #[unit = "switch"]
            hold_in_port: bool = false,
        },
        /// A yearly tonnage over all goods in scope together.
        ExportQuota {
            /// Goods in scope.
            #[unit = "id", refers = Some(To::Good)]
            goods: Vec<String>,
            /// Tonnes that may leave in a year.
            #[unit = "t/yr", range = within(0.0, 1e8)]
            limit_t_per_year: f64,
            /// How much faster than evenly the rest of the year's quota may be used.
            #[unit = "ratio", range = within(0.5, 3.0), source = "Monazite design: 1.05; a faster pace makes a spike at the end of a batch"]
            pace_share: f64 = 1.05,
        },
        /// A duty on exports.
        ExportDuty {
            /// Goods in scope.
            #[unit = "id", refers = Some(To::Good)]
            goods: Vec<String>,
            /// Duty over the value.
            #[unit = "share", range = within(0.0, 5.0)]
            duty_share: f64,
        },
        /// A duty on imports.
        ImportDuty {
            /// Goods in scope.
            #[unit = "id", refers = Some(To::Good)]
            goods: Vec<String>,
            /// Countries of origin in scope; all when empty.
            #[unit = "id", refers = Some(To::Country)]
            origins: Vec<String> = Vec::new(),
            /// Duty over the value.
            #[unit = "share", range = within(0.0, 5.0)]
            duty_share: f64,
        },
        /// A duty that lifts the price of imports to a floor.
        PriceFloorTariff {
            /// Goods in scope.
            #[unit = "id", refers = Some(To::Good)]
            goods: Vec<String>,
            /// Countries of origin in scope; all when empty.
            #[unit = "id", refers = Some(To::Country)]
            origins: Vec<String> = Vec::new(),
            /// The floor.
            #[unit = "USD/kg", range = within(0.0, 1e7)]
            floor_usd_per_kg: f64,
        },
        /// A yearly tonnage over the government's quota-bound mines.
        ProductionQuota {
            /// Tonnes that may be mined in the first year.
            #[unit = "t/yr", range = within(0.0, 1e8)]
            limit_t_per_year: f64,
            /// Growth of the quota.
            #[unit = "share/yr", range = within(-0.5, 0.5)]
            growth_share_per_year: f64 = 0.0,
        },
        /// An end-use certificate: no resale out of the destination zones.
        ResaleBan {
            /// Goods in scope.
            #[unit = "id", refers = Some(To::Good)]
            goods: Vec<String>,
            /// Countries in scope; all when empty.
            #[unit = "id", refers = Some(To::Country)]
            destinations: Vec<String> = Vec::new(),
        },
        /// How much of the leakage the border stops.
        BorderEnforcement {
            /// Part of the leakage that is stopped.
            #[unit = "share", range = within(0.0, 1.0)]
            border_share: f64,
        },
        /// A contract for difference that the government pays.
        PriceFloor {
            /// The plant that is paid.
            #[unit = "id", refers = Some(To::Plant)]
            facility: String,
            /// The good whose price counts.
            #[unit = "id", refers = Some(To::Good)]
            good: String,
            /// The price that the plant is sure of.
            #[unit = "USD/kg", range = within(0.0, 1e7)]
            strike_usd_per_kg: f64,
            /// Government's part of the price above the strike.
            #[unit = "share", range = within(0.0, 1.0), source = "Monazite design: 0.30 as in the MP Materials agreement"]
            keeper_share: f64 = 0.3,
        },
        /// The government pays a part of the cost of production.
        ProductionCredit {
            /// Plants that are paid; all of the country when empty.
            #[unit = "id", refers = Some(To::Plant)]
            facilities: Vec<String> = Vec::new(),
            /// Part of the cost that is paid.
            #[unit = "share", range = within(0.0, 1.0)]
            cost_share: f64,
        },
    }
}
