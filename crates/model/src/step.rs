//! THE MAIN LOOP: one week, phase by phase. Everything that happens, in the order in which it happens.
//!
//! The list is the only place where order is stated. Each system lives in the file of the behaviour it stands for.

use crate::{anchor, buy, govern, invariant, mine, plant, quote, refine, settle, trade};
use bevy_ecs::schedule::{IntoScheduleConfigs, Schedule, SingleThreadedExecutor, SystemSet};

/// The phases of a week.
#[derive(SystemSet, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Phase {
    /// Dated shocks hit, plants open.
    Events,
    /// Tension between governments decays and jumps.
    Tension,
    /// Policies take effect or end; governments that decide will do so here.
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
    /// Subsidies are settled, final users are paid, averages are booked.
    Accounts,
    /// Weights, qualification, investment, mothballing.
    Adaptation,
    /// Mass, money and limits are checked.
    Invariants,
}

/// The week as a schedule.
#[expect(clippy::too_many_lines, reason = "the main loop stays on one page")]
pub(crate) fn week() -> Schedule {
    use Phase::{
        Accounts, Adaptation, Arrivals, Consumption, Contracts, Events, Expectations, Governments,
        Invariants, Orders, Production, SpotAbroad, SpotAtIndex, Tension,
    };
    let mut week = Schedule::default();
    // Parallelism is across replicates only: on small worlds the parallel executor costs more than it saves.
    week.set_executor(SingleThreadedExecutor::new());
    week.configure_sets(
        (
            Events,
            Tension,
            Governments,
            Expectations,
            Production,
            Arrivals,
            Consumption,
            Orders,
        )
            .chain(),
    );
    week.configure_sets(
        (
            Orders,
            Contracts,
            SpotAbroad,
            SpotAtIndex,
            Accounts,
            Adaptation,
            Invariants,
        )
            .chain(),
    );
    week.add_systems((anchor::shift_anchors, plant::open::open_plants).in_set(Events));
    week.add_systems(govern::tension::move_tension.in_set(Tension));
    week.add_systems(
        (govern::apply_policies, settle::fix_base_year)
            .chain()
            .in_set(Governments),
    );
    week.add_systems(quote::form_expectations.in_set(Expectations));
    week.add_systems(
        (
            mine::extract::extract_ore,
            refine::separate::separate_feed,
            refine::convert::convert_goods,
        )
            .chain()
            .in_set(Production),
    );
    week.add_systems(
        (trade::ship::unload, trade::shelf::open_books)
            .chain()
            .in_set(Arrivals),
    );
    week.add_systems(buy::demand::use_goods.in_set(Consumption));
    week.add_systems(buy::order::plan_orders.in_set(Orders));
    week.add_systems(
        (
            trade::contract::reset_contract_prices,
            trade::contract::call_suppliers,
            trade::allowance::open_licences,
            govern::quota::open_quotas,
            trade::ship::draw_licence_times,
            trade::contract::deliver_contracts,
        )
            .chain()
            .in_set(Contracts),
    );
    week.add_systems(trade::spot::clear_spot_abroad.in_set(SpotAbroad));
    week.add_systems(trade::spot::clear_spot_at_index.in_set(SpotAtIndex));
    week.add_systems(
        (
            refine::learn::learn_by_doing,
            govern::support::settle_price_floors,
            buy::demand::sell_to_households,
            quote::average_deals,
        )
            .chain()
            .in_set(Accounts),
    );
    week.add_systems(
        (
            trade::shelf::adapt_sellers,
            buy::portfolio::adapt_portfolios,
            buy::qualify::qualify_suppliers,
            mine::close::close_or_reopen,
            plant::remember::remember_entries,
            plant::invest::decide_mines,
            plant::invest::decide_refiners,
            plant::invest::pay_for_decisions,
            trade::shelf::close_books,
        )
            .chain()
            .in_set(Adaptation),
    );
    week.add_systems(invariant::check.in_set(Invariants));
    week
}
