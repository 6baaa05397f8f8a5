//! THE MAIN LOOP: one week, phase by phase. Everything that happens, in the order in which it happens.
//!
//! The list is where order is stated; `plain/week.rs`, which only measurements use, is held to it by a test. Each system
//! lives in the file of the behaviour it stands for.

use crate::lend::lend;
use crate::{
    anchor, buy, decide, govern, invariant, mine, plant, price_watch, quote, refine, settle, trade,
};
use bevy_ecs::schedule::{IntoScheduleConfigs, Schedule, ScheduleConfigs, SingleThreadedExecutor};
use bevy_ecs::system::ScheduleSystem;

/// Systems one after the other.
macro_rules! in_turn {
    ($($system:path),+ $(,)?) => {
        ($(lend($system),)+).chain()
    };
}

/// The phases of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Dated shocks hit, plants open.
    Events,
    /// Tension between governments decays, scatters and jumps.
    Tension,
    /// Governments that look ahead say what they want to imagine; the worlds are run when the phase is over.
    Foresight,
    /// Governments decide on curbs; policies take effect or end; governments decide on their strategic stocks, on
    /// public capital and on research and recycling.
    Governments,
    /// Agents learn from last week's prices.
    Expectations,
    /// Mines dig; separators and makers process what they have.
    Production,
    /// Shipments arrive.
    Arrivals,
    /// Final users use, and miss what is not there.
    Consumption,
    /// Everybody with inputs plans orders.
    Orders,
    /// Calls under contracts are made, licensed and delivered.
    Contracts,
    /// Spot markets outside the index zone clear, with export limits.
    SpotAbroad,
    /// Leakage and the spot market of the index zone, from which exports are gone.
    SpotAtIndex,
    /// Strategic stocks pay for storing and release to those who are short.
    Reserves,
    /// Subsidies are settled, final users are paid, averages are booked, quotes that moved are told.
    Accounts,
    /// Weights, qualification, investment, mothballing.
    Adaptation,
    /// Mass, money and limits are checked.
    Invariants,
}

impl Phase {
    /// All phases, in order.
    const ALL: [Self; 16] = [
        Self::Events,
        Self::Tension,
        Self::Foresight,
        Self::Governments,
        Self::Expectations,
        Self::Production,
        Self::Arrivals,
        Self::Consumption,
        Self::Orders,
        Self::Contracts,
        Self::SpotAbroad,
        Self::SpotAtIndex,
        Self::Reserves,
        Self::Accounts,
        Self::Adaptation,
        Self::Invariants,
    ];

    /// Its name, for measurements.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Tension => "tension",
            Self::Foresight => "foresight",
            Self::Governments => "governments",
            Self::Expectations => "expectations",
            Self::Production => "production",
            Self::Arrivals => "arrivals",
            Self::Consumption => "consumption",
            Self::Orders => "orders",
            Self::Contracts => "contracts",
            Self::SpotAbroad => "spot abroad",
            Self::SpotAtIndex => "spot at the index",
            Self::Reserves => "reserves",
            Self::Accounts => "accounts",
            Self::Adaptation => "adaptation",
            Self::Invariants => "invariants",
        }
    }

    /// What happens in it, in order.
    fn systems(self) -> ScheduleConfigs<ScheduleSystem> {
        match self {
            Self::Events => in_turn![anchor::shift_anchors, plant::open::open_plants],
            Self::Tension => in_turn![govern::tension::move_tension],
            Self::Foresight => in_turn![decide::curb::foresight::ask_ahead],
            Self::Governments => in_turn![
                decide::curb::meet::decide_curbs,
                govern::apply_policies,
                settle::fix_base_year,
                decide::stockpile::value::weigh_losses,
                decide::stockpile::scarcity::watch_scarcity,
                decide::stockpile::decide_stocks,
                decide::capital::weigh_capital,
                decide::capital::commit_capital,
                decide::support::decide_support,
                decide::support::pay_support,
            ],
            Self::Expectations => in_turn![quote::form_expectations],
            Self::Production => in_turn![
                mine::extract::extract_ore,
                refine::separate::separate_feed,
                refine::convert::convert_goods,
            ],
            Self::Arrivals => in_turn![trade::ship::unload, trade::shelf::open_books],
            Self::Consumption => in_turn![buy::demand::use_goods],
            Self::Orders => in_turn![
                buy::order::plan_orders,
                decide::stockpile::buy::plan_purchases,
            ],
            Self::Contracts => in_turn![
                trade::contract::reset_contract_prices,
                trade::contract::call_suppliers,
                trade::allowance::open_licences,
                govern::quota::open_quotas,
                trade::ship::draw_licence_times,
                decide::stockpile::rights::call_rights,
                trade::contract::deliver_contracts,
            ],
            Self::SpotAbroad => in_turn![trade::spot::clear_spot_abroad],
            Self::SpotAtIndex => in_turn![trade::spot::clear_spot_at_index],
            Self::Reserves => in_turn![
                decide::stockpile::release::store_stocks,
                decide::stockpile::release::release_stocks,
                decide::stockpile::release::thank_for_releases,
            ],
            Self::Accounts => in_turn![
                govern::support::settle_price_floors,
                buy::demand::sell_to_households,
                quote::average_deals,
                price_watch::watch_prices,
            ],
            Self::Adaptation => in_turn![
                trade::shelf::adapt_sellers,
                buy::portfolio::adapt_portfolios,
                buy::qualify::qualify_suppliers,
                mine::close::close_or_reopen,
                plant::invest::decide_mines,
                plant::invest::decide_refiners,
                plant::invest::pay_for_decisions,
                trade::shelf::close_books,
            ],
            Self::Invariants => in_turn![invariant::check],
        }
    }
}

/// The week: one schedule for each phase, run one after the other.
pub(crate) fn week() -> Vec<(Phase, Schedule)> {
    let schedule = |phase: Phase| {
        let mut schedule = Schedule::default();
        // Parallelism is across replicates only: on small worlds the parallel executor costs more than it saves.
        schedule.set_executor(SingleThreadedExecutor::new());
        schedule.add_systems(phase.systems());
        (phase, schedule)
    };
    Phase::ALL.into_iter().map(schedule).collect()
}
