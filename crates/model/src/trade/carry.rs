//! Carrying on: what traders pay for moving goods between zones or past a border, and which way they go.

use crate::agent::AgentIndex;
use crate::ledger::{Account, Ledger};
use crate::place::{CountryIndex, ZoneIndex};
use crate::trade::Deal;
use crate::trade::book::Market;
use crate::trade::floor::View;
use crate::trade::ship::Leg;

/// USD per tonne of one USD per kilogram.
const PER_KG: f64 = 1000.0;

/// Pays carriers, resellers and smugglers for the way from the market to the trader's zone.
pub(super) fn pay_carriers(
    trader: AgentIndex,
    kind: Deal,
    tonnes: f64,
    price: f64,
    (market, destination): (&Market, CountryIndex),
    view: &View,
    ledger: &mut Ledger,
) {
    let places = &view.facts.places;
    let rules = &view.rules.market;
    let usd_per_t = match kind {
        Deal::Resale => {
            let route = places.route(market.zone, places.country_zone[destination]);
            price * (route.resale_cost_share + route.insurance_share) + route.freight_usd_per_t
        }
        Deal::Leakage => price * rules.leakage_cost_share + rules.leakage_cost_usd_per_kg * PER_KG,
        Deal::Spot | Deal::Contract | Deal::Reserve => return,
    };
    ledger.pay(Account::Agent(trader), Account::Outside, usd_per_t * tonnes);
}

/// The way a deal's goods take: straight, on from the market's zone, or through a third country.
pub(super) fn leg(
    kind: Deal,
    origin: CountryIndex,
    market_zone: ZoneIndex,
    destination: CountryIndex,
    view: &View,
) -> Leg {
    let facts = view.facts;
    let detour_weeks = match kind {
        Deal::Leakage => Some(view.rules.market.leakage_transit_weeks),
        Deal::Resale => Some(
            facts
                .places
                .route(market_zone, facts.places.country_zone[destination])
                .transit_weeks,
        ),
        Deal::Spot | Deal::Contract | Deal::Reserve => None,
    };
    Leg {
        origin,
        destination,
        detour_weeks,
    }
}
