//! When goods that were sold leave and arrive: transit between zones, and ports that are closed.
//!
//! Tables tell when goods were sold; customs count them when they pass. The model lets goods that a control holds go
//! over four weeks after its end, without further transit, and this file repeats that rule (`trade/ship.rs` there).

use scenario::{Instrument, Scenario};

use super::{Days, FlowKey};
use crate::names::{Id, Names};

const DAYS_PER_WEEK: i32 = 7;
/// Weeks over which a port queue empties.
const QUEUE_WEEKS: i32 = 4;

/// Which end of the voyage counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    Departure,
    Arrival,
}

/// A control that holds goods in port.
#[derive(Debug, Clone)]
struct Hold {
    origin: Id,
    /// Countries in scope; all when empty.
    destinations: Vec<Id>,
    /// Goods in scope, as material and stage.
    goods: Vec<(Id, Id)>,
    days: Days,
}

/// Transit times and closed ports of a scenario.
#[derive(Debug, Clone)]
pub(super) struct Voyages {
    /// Zone of each country.
    zones: Vec<(Id, Id)>,
    /// Transit between two zones [weeks].
    transits: Vec<((Id, Id), i32)>,
    default_weeks: i32,
    leakage_weeks: i32,
    holds: Vec<Hold>,
}

impl Voyages {
    pub(super) fn new(scenario: &Scenario, names: &mut Names) -> Self {
        let zones = scenario
            .countries
            .iter()
            .map(|country| (names.id(&country.id), names.id(&country.zone)))
            .collect();
        let transits = scenario
            .routes
            .iter()
            .map(|route| {
                let pair = (names.id(&route.from), names.id(&route.to));
                (pair, route.transit_weeks as i32)
            })
            .collect();
        Self {
            zones,
            transits,
            default_weeks: scenario.market.default_transit_weeks as i32,
            leakage_weeks: scenario.market.leakage_transit_weeks as i32,
            holds: holds(scenario, names),
        }
    }

    /// The course of a flow, for all its sales.
    pub(super) fn course(&self, key: FlowKey, day: Day) -> Course {
        if key.is_leak {
            return Course {
                shift: self.leakage_weeks * DAYS_PER_WEEK,
                holds: Vec::new(),
            };
        }
        let shift = match day {
            Day::Departure => 0,
            Day::Arrival => self.transit_weeks(key) * DAYS_PER_WEEK,
        };
        let holds = self.holds.iter().filter(|hold| hold.concerns(key));
        let holds = holds.map(|hold| hold.days).collect();
        Course { shift, holds }
    }

    fn transit_weeks(&self, key: FlowKey) -> i32 {
        let zone = |country| {
            let found = self.zones.iter().find(|(known, _)| *known == country);
            found.map(|(_, zone)| *zone)
        };
        let (Some(from), Some(to)) = (zone(key.origin), zone(key.destination)) else {
            return self.default_weeks;
        };
        if from == to {
            return 1;
        }
        let found = self.transits.iter().find(|(pair, _)| *pair == (from, to));
        found.map_or(self.default_weeks, |(_, weeks)| *weeks).max(1)
    }
}

impl Hold {
    fn concerns(&self, key: FlowKey) -> bool {
        self.origin == key.origin
            && (self.destinations.is_empty() || self.destinations.contains(&key.destination))
            && self.goods.contains(&(key.material, key.stage))
    }
}

/// How the sales of one flow move.
#[derive(Debug, Clone)]
pub(super) struct Course {
    /// Days from sale to departure or arrival.
    shift: i32,
    /// Days on which sales are held in port.
    holds: Vec<Days>,
}

impl Course {
    /// When goods that were sold evenly over some days leave or arrive; the middle day decides whether a port was open.
    pub(super) fn moved(&self, sold: Days) -> Days {
        let middle = i32::midpoint(sold.0, sold.1);
        let held = self
            .holds
            .iter()
            .find(|hold| middle >= hold.0 && middle < hold.1);
        match held {
            Some(hold) => {
                let first = hold.1 + DAYS_PER_WEEK;
                (first, first + QUEUE_WEEKS * DAYS_PER_WEEK)
            }
            None => (sold.0 + self.shift, sold.1 + self.shift),
        }
    }

    /// Most days from a sale to the end of its movement.
    pub(super) fn longest(&self) -> i32 {
        let waits = self
            .holds
            .iter()
            .map(|hold| hold.1 - hold.0 + (2 + QUEUE_WEEKS) * DAYS_PER_WEEK);
        waits.fold(self.shift, i32::max)
    }
}

fn holds(scenario: &Scenario, names: &mut Names) -> Vec<Hold> {
    let start = scenario.clock.start;
    let mut holds = Vec::new();
    for policy in &scenario.policies {
        let Instrument::ExportBan {
            goods,
            destinations,
            hold_in_port: true,
        } = &policy.instrument
        else {
            continue;
        };
        // A control without an end keeps what it holds.
        let Some(ends) = policy.ends else { continue };
        let in_scope = scenario
            .goods
            .iter()
            .filter(|good| goods.contains(&good.id))
            .map(|good| (names.id(&good.material), names.id(&good.stage)))
            .collect();
        holds.push(Hold {
            origin: names.id(&policy.government),
            destinations: destinations.iter().map(|id| names.id(id)).collect(),
            goods: in_scope,
            days: (policy.effective.days_since(start), ends.days_since(start)),
        });
    }
    holds
}
