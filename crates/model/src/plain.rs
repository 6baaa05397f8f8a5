//! The same week without an entity-component system, kept to measure what that costs: `cargo bench -p monazite-model
//! --bench limit`. Nothing else uses it.
//!
//! Resources are fields, agents a vector for each component, and the systems of `step.rs` are called by hand, one after
//! the other. Nothing is recorded, and no government looks ahead. Tests hold its state to the engine's, byte for byte.

mod week;

use crate::anchor::Anchors;
use crate::buy::Buyer;
use crate::buy::demand::DemandShifts;
use crate::buy::portfolio::Scratch;
use crate::clock::Clock;
use crate::decide::Choices;
use crate::decide::capital::Treasuries;
use crate::decide::curb::desk::Offices;
use crate::decide::curb::foresight::Foresight;
use crate::decide::support::Programmes;
use crate::depot::Depots;
use crate::facts::Facts;
use crate::govern::knowhow::Knowhow;
use crate::govern::tension::Relations;
use crate::govern::{Controls, Policies};
use crate::invariant::Worst;
use crate::journal::Journal;
use crate::ledger::Ledger;
use crate::mine::Mine;
use crate::need::Web;
use crate::plant::Plant;
use crate::plant::invest::Decisions;
use crate::plant::open::Shocks;
use crate::price_watch::PriceWatch;
use crate::quote::{Quotes, Rules};
use crate::random::Luck;
use crate::refine::Refiner;
use crate::stock::{Stocks, Tally};
use crate::trade::allowance::Allowance;
use crate::trade::book::Book;
use crate::trade::contract::Contracts;
use crate::trade::customer::Customers;
use crate::trade::desk::ContractDesk;
use crate::trade::shelf::Shelves;
use crate::trade::ship::LicenceTimes;
use crate::transit::Transit;
use crate::world::state::{Writer, column};
use crate::{report, world};
use scenario::Scenario;

/// The program's state: `fixed`, `state` and `scratch` as in the list of `world/state.rs`.
macro_rules! program {
    (
        fixed: { $($fixed:ident: $Fixed:ty),+ $(,)? },
        state: { $($state:ident: $State:ty),+ $(,)? },
        scratch: { $($scratch:ident: $Scratch:ty),+ $(,)? },
    ) => {
        /// One replicate of a scenario as a plain program.
        pub struct Plain {
            mines: Vec<Mine>,
            mine_plants: Vec<Plant>,
            refiners: Vec<Refiner>,
            refiner_plants: Vec<Plant>,
            buyers: Vec<Buyer>,
            $($fixed: $Fixed,)+
            $($state: $State,)+
            $($scratch: $Scratch,)+
            period_weeks: i64,
        }

        impl Plain {
            /// Before the first week of burn-in.
            fn unsettled(scenario: &Scenario, seed: u64, replicate: u32) -> Self {
                let start = world::build(scenario, seed, replicate);
                let own = |plants: Vec<&Plant>| plants.into_iter().cloned().collect();
                Self {
                    mines: column::<Mine, Mine>(&start).into_iter().cloned().collect(),
                    mine_plants: own(column::<Plant, Mine>(&start)),
                    refiners: column::<Refiner, Refiner>(&start).into_iter().cloned().collect(),
                    refiner_plants: own(column::<Plant, Refiner>(&start)),
                    buyers: column::<Buyer, Buyer>(&start).into_iter().cloned().collect(),
                    $($fixed: start.resource::<$Fixed>().clone(),)+
                    $($state: start.resource::<$State>().clone(),)+
                    $($scratch: <$Scratch>::default(),)+
                    period_weeks: report::period_weeks(scenario),
                }
            }

            /// The bytes with which a checkpoint of the engine in this state ends.
            pub fn state(&self) -> Vec<u8> {
                let mut file = Writer::default();
                file.put(&self.mines);
                file.put(&self.mine_plants);
                file.put(&self.refiners);
                file.put(&self.refiner_plants);
                file.put(&self.buyers);
                $(file.put(&self.$state);)+
                file.into_bytes()
            }
        }
    };
}

program! {
    fixed: { contracts: Contracts, demand_shifts: DemandShifts, facts: Facts, shocks: Shocks },
    state: {
        allowance: Allowance, anchors: Anchors, book: Book, choices: Choices, clock: Clock, controls: Controls,
        customers: Customers, decisions: Decisions, depots: Depots, journal: Journal, knowhow: Knowhow, ledger: Ledger,
        times: LicenceTimes, luck: Luck, offices: Offices, policies: Policies, watch: PriceWatch,
        programmes: Programmes, quotes: Quotes, relations: Relations, rules: Rules, shelves: Shelves, stocks: Stocks,
        tally: Tally, transit: Transit, treasuries: Treasuries, web: Web, worst: Worst,
    },
    scratch: { desk: ContractDesk, foresight: Foresight, scratch: Scratch },
}

impl Plain {
    /// Builds the world and lets it settle for the scenario's burn-in weeks. The scenario must have been checked.
    ///
    /// # Panics
    /// When a government of the scenario looks ahead, which takes forks of an engine.
    pub fn new(scenario: &Scenario, seed: u64, replicate: u32) -> Self {
        let mut program = Self::unsettled(scenario, seed, replicate);
        while program.clock.is_burn_in() {
            program.step();
        }
        program
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::state;
    use crate::{NoSink, Simulation};

    /// Governments of the headline decide from the 48th week on.
    const WEEKS: u32 = 104;

    /// Runs both side by side, burn-in included, and compares all that a checkpoint would hold after each week.
    fn is_held_to_the_engine(scenario: &Scenario, seed: u64) {
        let mut engine = Simulation::unsettled(scenario, seed, 0);
        let mut plain = Plain::unsettled(scenario, seed, 0);
        for week in 0..=scenario.clock.burn_in_weeks + WEEKS {
            let mut file = Writer::default();
            state::save(engine.world(), &mut file);
            let is_same = file.into_bytes() == plain.state();
            assert!(is_same, "seed {seed}: other states after {week} weeks");
            engine.step(&mut NoSink);
            plain.step();
        }
    }

    fn shipped(name: &str) -> Scenario {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scenarios/");
        let loaded = scenario::load_checked(std::path::Path::new(&format!("{folder}{name}.ron")));
        loaded.unwrap_or_else(|faults| panic!("{faults}")).scenario
    }

    #[test]
    fn the_plain_week_gives_the_state_of_the_engine_in_the_starter() {
        let loaded = scenario::load_str(&scenario::starter("starter"), "starter.ron");
        let scenario = loaded.unwrap_or_else(|faults| panic!("{faults}")).scenario;
        for seed in [1, 2] {
            is_held_to_the_engine(&scenario, seed);
        }
    }

    #[test]
    fn the_plain_week_gives_the_state_of_the_engine_in_the_headline() {
        let scenario = shipped("australia_japan");
        for seed in [1, 2] {
            is_held_to_the_engine(&scenario, seed);
        }
    }

    #[test]
    fn the_plain_week_gives_the_state_of_the_engine_where_research_is_paid_for() {
        is_held_to_the_engine(&shipped("variants/japanese_support"), 1);
    }
}
