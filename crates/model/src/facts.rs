//! What never changes during a run: goods, places and the directory of agents.

use crate::agent::Agents;
use crate::goods::Goods;
use crate::place::Places;
use bevy_ecs::prelude::Resource;
use scenario::Scenario;

/// Goods, places and who is who.
#[derive(Resource, Debug, Clone)]
#[component(immutable)]
pub(crate) struct Facts {
    /// Goods and elements.
    pub(crate) goods: Goods,
    /// Countries, zones and routes.
    pub(crate) places: Places,
    /// Who is who.
    pub(crate) agents: Agents,
    zone_country: Vec<usize>,
}

impl Facts {
    /// Reads goods, places and agents.
    pub(crate) fn new(scenario: &Scenario) -> Self {
        let places = Places::new(scenario);
        let goods = Goods::new(scenario, &places);
        let agents = Agents::new(scenario, &places);
        let first = |zone| {
            places
                .country_zone
                .iter()
                .position(|&home| home == zone)
                .unwrap_or(0)
        };
        let zone_country = (0..places.n_zones()).map(first).collect();
        Self {
            goods,
            places,
            agents,
            zone_country,
        }
    }

    /// The country that stands for a zone where a price needs one: the first listed.
    pub(crate) fn first_country(&self, zone: usize) -> usize {
        self.zone_country[zone]
    }
}
