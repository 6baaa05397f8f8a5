//! The directory of agents: who they are and where, by dense index.
//!
//! Order: mines, refiners, buyers, one trader per zone, then the strategic stocks of governments. The index is the identity of an agent inside a run;
//! `Entity` is never stored, printed or used as a seed.

use crate::place::{CountryIndex, Places, ZoneIndex};
use crate::random::id_key;
use bevy_ecs::prelude::Component;
use scenario::Scenario;
use std::ops::Range;

/// Dense index of an agent.
pub(crate) type AgentIndex = usize;

/// The index as a component: the only identity that systems use.
#[derive(Component, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Idx(pub(crate) u32);

impl Idx {
    /// As an array position.
    pub(crate) fn at(self) -> AgentIndex {
        self.0 as usize
    }
}

/// Who is who.
#[derive(Debug, Clone)]
pub(crate) struct Agents {
    /// Id in the scenario; traders are called `<zone>_trader`, strategic stocks `<government>_stock`.
    pub(crate) ids: Vec<String>,
    /// Full name for sentences.
    pub(crate) names: Vec<String>,
    /// Key for random streams.
    pub(crate) keys: Vec<u64>,
    /// Home country; traders have none and carry the first country of their zone.
    pub(crate) country: Vec<CountryIndex>,
    /// Home zone.
    pub(crate) zone: Vec<ZoneIndex>,
    /// Mines' indices.
    pub(crate) mines: Range<AgentIndex>,
    /// Refiners' indices: separators, metal makers, magnet makers.
    pub(crate) refiners: Range<AgentIndex>,
    /// Buyers' indices.
    pub(crate) buyers: Range<AgentIndex>,
    /// Traders' indices, one per zone in zone order.
    pub(crate) traders: Range<AgentIndex>,
    /// Strategic stocks' indices, in the order of the governments that have one.
    pub(crate) depots: Range<AgentIndex>,
}

impl Agents {
    /// Lists the agents of a scenario.
    pub(crate) fn new(scenario: &Scenario, places: &Places) -> Self {
        let listed = (scenario
            .mines
            .iter()
            .map(|mine| (&mine.id, &mine.name, &mine.country)))
        .chain(
            scenario
                .refiners
                .iter()
                .map(|refiner| (&refiner.id, &refiner.name, &refiner.country)),
        )
        .chain(
            scenario
                .buyers
                .iter()
                .map(|buyer| (&buyer.id, &buyer.name, &buyer.country)),
        );
        let (mut ids, mut names, mut country, mut zone) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (id, name, home) in listed {
            ids.push(id.clone());
            names.push(if name.is_empty() {
                id.clone()
            } else {
                name.clone()
            });
            country.push(places.country(home));
            zone.push(places.country_zone[places.country(home)]);
        }
        let n_listed = ids.len();
        for (at, zone_id) in places.zone_ids.iter().enumerate() {
            ids.push(format!("{zone_id}_trader"));
            names.push(format!("traders in zone {zone_id}"));
            country.push(
                places
                    .country_zone
                    .iter()
                    .position(|&zone| zone == at)
                    .unwrap_or(0),
            );
            zone.push(at);
        }
        let n_traded = ids.len();
        let with_stock = (scenario.governments.iter()).filter(|it| it.stockpile.is_some());
        for government in with_stock {
            let home = places.country(&government.country);
            ids.push(format!("{}_stock", government.id));
            names.push(format!("the strategic stock of {}", government.country));
            country.push(home);
            zone.push(places.country_zone[home]);
        }
        let n_mines = scenario.mines.len();
        let n_made = n_mines + scenario.refiners.len();
        Self {
            keys: ids.iter().map(|id| id_key(id)).collect(),
            mines: 0..n_mines,
            refiners: n_mines..n_made,
            buyers: n_made..n_listed,
            traders: n_listed..n_traded,
            depots: n_traded..ids.len(),
            ids,
            names,
            country,
            zone,
        }
    }

    /// Number of agents.
    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    /// The trader of a zone.
    pub(crate) fn trader(&self, zone: ZoneIndex) -> AgentIndex {
        self.traders.start + zone
    }

    /// Index of an agent id that the scenario's checks have confirmed.
    pub(crate) fn index(&self, id: &str) -> AgentIndex {
        crate::place::position(&self.ids, id)
    }
}
