//! Places: countries, price zones, and what it costs and takes to ship between zones.

use scenario::Scenario;

/// Dense index of a country, in scenario order.
pub(crate) type CountryIndex = usize;
/// Dense index of a price zone, in scenario order, which is also the order in which markets clear.
pub(crate) type ZoneIndex = usize;

/// What stands between two zones.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Route {
    /// Freight [USD/t].
    pub(crate) freight_usd_per_t: f64,
    /// Insurance as a share of value.
    pub(crate) insurance_share: f64,
    /// Cost of reselling as a share of value.
    pub(crate) resale_cost_share: f64,
    /// Whether goods may be resold along the route.
    pub(crate) resale_allowed: bool,
    /// Weeks under way.
    pub(crate) transit_weeks: u32,
}

/// How often supply is priced, and by what.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PriceSetting {
    /// Weeks between two settings.
    pub(crate) reset_weeks: u32,
    /// Weeks over which the index is averaged.
    pub(crate) index_weeks: u32,
}

impl PriceSetting {
    /// Whether prices are set in a week.
    pub(crate) fn is_due(self, week: i64) -> bool {
        week.rem_euclid(i64::from(self.reset_weeks.max(1))) == 0
    }
}

/// Countries and zones by dense index.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    /// Ids of the countries.
    pub(crate) country_ids: Vec<String>,
    /// Zone of each country.
    pub(crate) country_zone: Vec<ZoneIndex>,
    /// Ids of the zones.
    pub(crate) zone_ids: Vec<String>,
    /// Value-added tax of each zone.
    pub(crate) vat_share: Vec<f64>,
    /// How often ordinary supply into each zone is priced.
    pub(crate) price_setting: Vec<PriceSetting>,
    /// The zone whose price contracts are indexed to.
    pub(crate) index_zone: ZoneIndex,
    routes: Vec<Route>,
}

impl Places {
    /// Reads countries, zones and routes; unlisted routes take the market's defaults.
    pub(crate) fn new(scenario: &Scenario) -> Self {
        let zone_ids: Vec<String> = scenario.zones.iter().map(|zone| zone.id.clone()).collect();
        let zone_of = |id: &str| position(&zone_ids, id);
        let count = zone_ids.len();
        let market = &scenario.market;
        let transit = scenario.mechanisms.transit;
        let abroad = Route {
            freight_usd_per_t: market.default_freight_usd_per_kg * 1000.0,
            insurance_share: 0.003,
            resale_cost_share: 0.05,
            resale_allowed: true,
            transit_weeks: if transit {
                market.default_transit_weeks
            } else {
                0
            },
        };
        let home = Route {
            freight_usd_per_t: 0.0,
            insurance_share: 0.0,
            resale_cost_share: 0.0,
            resale_allowed: false,
            transit_weeks: 0,
        };
        let mut routes: Vec<Route> = (0..count * count)
            .map(|at| {
                if at / count == at % count {
                    home
                } else {
                    abroad
                }
            })
            .collect();
        for route in &scenario.routes {
            routes[zone_of(&route.from) * count + zone_of(&route.to)] = Route {
                freight_usd_per_t: route.freight_usd_per_kg * 1000.0,
                insurance_share: route.insurance_share,
                resale_cost_share: route.resale_cost_share,
                resale_allowed: route.resale_allowed,
                transit_weeks: if transit { route.transit_weeks } else { 0 },
            };
        }
        let index_zone = market.index_zone.as_deref().map_or(count - 1, zone_of);
        Self {
            country_ids: scenario
                .countries
                .iter()
                .map(|country| country.id.clone())
                .collect(),
            country_zone: scenario
                .countries
                .iter()
                .map(|country| zone_of(&country.zone))
                .collect(),
            vat_share: scenario.zones.iter().map(|zone| zone.vat_share).collect(),
            price_setting: scenario
                .zones
                .iter()
                .map(|zone| PriceSetting {
                    reset_weeks: zone.contract_weeks.unwrap_or(market.contract_reset_weeks),
                    index_weeks: zone.contract_weeks.unwrap_or(market.index_weeks),
                })
                .collect(),
            zone_ids,
            index_zone,
            routes,
        }
    }

    /// Number of zones.
    pub(crate) fn n_zones(&self) -> usize {
        self.zone_ids.len()
    }

    /// Number of countries.
    pub(crate) fn n_countries(&self) -> usize {
        self.country_ids.len()
    }

    /// The route from one zone to another.
    pub(crate) fn route(&self, from: ZoneIndex, to: ZoneIndex) -> &Route {
        &self.routes[from * self.n_zones() + to]
    }

    /// Index of a country id that the scenario's checks have confirmed.
    pub(crate) fn country(&self, id: &str) -> CountryIndex {
        position(&self.country_ids, id)
    }

    /// Index of a zone id that the scenario's checks have confirmed.
    pub(crate) fn zone(&self, id: &str) -> ZoneIndex {
        position(&self.zone_ids, id)
    }
}

/// Position of an id in a list.
///
/// # Panics
/// When the id is missing, which the checks of crate `scenario` rule out.
pub(crate) fn position(ids: &[String], id: &str) -> usize {
    ids.iter()
        .position(|known| known == id)
        .unwrap_or_else(|| panic!("unchecked scenario: no id `{id}`"))
}
