//! The world of a scenario without fault, kept so small that a run takes a few milliseconds.

use model::{NoSink, Simulation};
use scenario::{Loaded, Scenario};

/// Most weeks before the start.
const MOST_BURN_IN_WEEKS: u32 = 4;
/// Most weeks that are simulated.
const MOST_WEEKS: u32 = 40;
/// Most agents of a world that is built.
const MOST_AGENTS: usize = 60;
/// Most zones, goods, contracts, policies and events of such a world, each.
const MOST_ITEMS: usize = 100;
/// Most weeks, worlds and options of a government that looks ahead.
const MOST_IMAGINED: u32 = 2;

/// Runs a small scenario without fault for some weeks and says whether it did; a larger one is left alone.
pub fn run_if_small(mut loaded: Loaded) -> bool {
    let is_run = is_small(&loaded.scenario) && shorten(&mut loaded);
    if is_run {
        simulate(&loaded.scenario);
    }
    is_run
}

fn is_small(scenario: &Scenario) -> bool {
    let agents = scenario.mines.len() + scenario.refiners.len() + scenario.buyers.len();
    let most_items = [
        scenario.zones.len(),
        scenario.goods.len(),
        scenario.contracts.len(),
        scenario.policies.len(),
        scenario.events.len(),
    ];
    agents <= MOST_AGENTS && most_items.into_iter().all(|items| items <= MOST_ITEMS)
}

/// Leaves some weeks of the run, and says whether the scenario is still without fault.
fn shorten(loaded: &mut Loaded) -> bool {
    let scenario = &mut loaded.scenario;
    let clock = &mut scenario.clock;
    clock.weeks = clock.weeks.min(MOST_WEEKS);
    clock.burn_in_weeks = clock.burn_in_weeks.min(MOST_BURN_IN_WEEKS);
    let curbs = scenario
        .governments
        .iter_mut()
        .filter_map(|it| it.curbs.as_mut());
    for look_ahead in curbs.filter_map(|curbs| curbs.look_ahead.as_mut()) {
        look_ahead.weeks = look_ahead.weeks.min(MOST_IMAGINED);
        look_ahead.worlds = look_ahead.worlds.min(MOST_IMAGINED);
        look_ahead.options = look_ahead.options.min(MOST_IMAGINED);
    }
    scenario::check(loaded).is_empty()
}

fn simulate(scenario: &Scenario) {
    let mut simulation = Simulation::new(scenario, scenario.clock.seed, 0);
    while !simulation.is_finished() {
        simulation.step(&mut NoSink);
    }
    drop(simulation.summary());
}
