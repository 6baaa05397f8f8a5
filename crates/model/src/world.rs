//! From scenario to world: entities in scenario order, resources, and a start at rest.

pub(crate) mod agents;
pub(crate) mod links;
pub(crate) mod rest;
pub(crate) mod state;

use crate::agent::Idx;
use crate::anchor::Anchors;
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
use crate::need::Web;
use crate::plant::open::Shocks;
use crate::price_watch::PriceWatch;
use crate::quote::{Quotes, Rules};
use crate::random::Luck;
use crate::stock::{Stocks, Tally};
use crate::trade::allowance::Allowance;
use crate::trade::book::Book;
use crate::trade::contract::Contracts;
use crate::trade::customer::Customers;
use crate::trade::desk::ContractDesk;
use crate::trade::shelf::Shelves;
use crate::trade::ship::LicenceTimes;
use crate::transit::Transit;
use bevy_ecs::prelude::World;
use scenario::Scenario;

/// Builds the world of one replicate.
pub(crate) fn build(scenario: &Scenario, seed: u64, replicate: u32) -> World {
    let facts = Facts::new(scenario);
    let clock = Clock::new(
        scenario.clock.start,
        scenario.clock.weeks,
        scenario.clock.burn_in_weeks,
    );
    let rules = Rules {
        behaviour: scenario.behaviour.clone(),
        market: scenario.market.clone(),
        mechanisms: scenario.mechanisms.clone(),
        withheld: crate::answer::Withheld::default(),
    };
    let contracts = Contracts::new(scenario, &clock, &facts);
    let mut quotes = Quotes::new(&facts.goods, &facts.places, scenario.market.index_weeks);
    let mut stocks = Stocks::new(&facts);
    let mut crew = agents::Crew::new(scenario, &clock, &facts, &mut stocks);
    let mut web = Web::default();
    links::weave(scenario, &facts, &mut crew, &mut web);
    stocks.make_places(&web, &facts);
    web.find_places(&stocks);
    let mut transit = Transit::new(&web.needs, &facts.goods);
    let policies = Policies::new(scenario, &clock, &facts.places);
    let mut controls = Controls::new(
        &facts.goods,
        &facts.places,
        &facts.agents,
        scenario.market.border_enforcement_share,
    );
    controls.enact_known(
        &policies,
        clock.week,
        &facts,
        scenario.market.border_enforcement_share,
    );
    rest::put_at_rest(
        &facts,
        &controls,
        &mut crew,
        &mut web,
        &mut quotes,
        &mut stocks,
        &mut transit,
    );
    let depots = Depots::new(scenario, &clock, &facts, &web, &mut stocks);
    rest::open_home_markets(&facts, &depots, &quotes, &mut web);
    let tally = first_count(scenario, &facts, &stocks, &transit);
    let mut world = World::new();
    add_empty_books(&mut world, &facts);
    add_deciders(&mut world, scenario, &clock, &facts);
    spawn(&mut world, crew);
    world.insert_resource(controls);
    world.insert_resource(policies);
    world.insert_resource(Relations::new(scenario, &clock, &facts.places));
    world.insert_resource(Shocks::new(scenario, &clock, &facts));
    world.insert_resource(Anchors::new(scenario, &clock, &facts));
    world.insert_resource(DemandShifts::new(scenario, &clock, &facts));
    world.insert_resource(Ledger::new(facts.agents.len(), facts.places.n_countries()));
    world.insert_resource(Shelves(
        web.outlets
            .iter()
            .map(|outlet| stocks.at_t(outlet.place))
            .collect(),
    ));
    world.insert_resource(Customers::new(web.outlets.len(), facts.places.n_zones()));
    world.insert_resource(Luck::new(seed, replicate));
    world.insert_resource(depots);
    world.insert_resource(contracts);
    world.insert_resource(web);
    world.insert_resource(quotes);
    world.insert_resource(stocks);
    world.insert_resource(transit);
    world.insert_resource(tally);
    world.insert_resource(rules);
    world.insert_resource(clock);
    world.insert_resource(facts);
    world
}

/// What is filled from the first week on.
fn add_empty_books(world: &mut World, facts: &Facts) {
    world.insert_resource(Journal::default());
    world.insert_resource(PriceWatch::default());
    world.insert_resource(Book::new(facts));
    world.insert_resource(Allowance::default());
    world.insert_resource(ContractDesk::default());
    world.insert_resource(LicenceTimes::default());
    world.insert_resource(Scratch::default());
    world.insert_resource(crate::plant::invest::Decisions::default());
    world.insert_resource(Worst::default());
}

/// What governments that decide remember, see of each other and write down.
fn add_deciders(world: &mut World, scenario: &Scenario, clock: &Clock, facts: &Facts) {
    world.insert_resource(Choices::default());
    world.insert_resource(Foresight::default());
    world.insert_resource(Offices::new(scenario, clock, facts));
    world.insert_resource(Treasuries::new(scenario, clock, facts));
    world.insert_resource(Knowhow::new(facts.places.n_countries()));
    world.insert_resource(Programmes::new(scenario, clock, facts));
}

/// What is in the world at the first week: in stocks, under way, and built into what recyclers will live on.
fn first_count(scenario: &Scenario, facts: &Facts, stocks: &Stocks, transit: &Transit) -> Tally {
    let mut tally = Tally::new(facts.goods.n_elements());
    for element in 0..facts.goods.n_elements() {
        tally.initial_t[element] = stocks.element_t(&facts.goods, element)
            + transit.element_t(&facts.goods, stocks, element);
    }
    for (agent, mine) in scenario.mines.iter().enumerate() {
        let built_in_t = mine.scrap.as_ref().map_or(0.0, |scrap| scrap.in_use_t);
        for (element, share) in stocks.basket_of(agent).iter().enumerate() {
            tally.initial_t[element] += built_in_t * share;
            tally.used_t[element] += built_in_t * share;
        }
    }
    tally
}

fn spawn(world: &mut World, crew: agents::Crew) {
    let mut next = 0;
    let mut idx = || {
        next += 1;
        Idx(next - 1)
    };
    for (mine, plant) in crew.mines {
        world.spawn((idx(), mine, plant));
    }
    for (refiner, plant) in crew.refiners {
        world.spawn((idx(), refiner, plant));
    }
    for buyer in crew.buyers {
        world.spawn((idx(), buyer));
    }
}
