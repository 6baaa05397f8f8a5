//! Shipping: what is sold leaves the seller at once and arrives after transit and licence; what a control holds
//! waits in port, counts as ordered, and moves on when the control ends.

use crate::clock::{Clock, weeks};
use crate::depot::Depots;
use crate::facts::Facts;
use crate::govern::Controls;
use crate::need::{Need, Web};
use crate::place::CountryIndex;
use crate::random::{Gamma, Luck, Purpose, id_key};
use crate::stock::Stocks;
use crate::transit::{Receiver, Shipment, Transit};
use bevy_ecs::prelude::Resource;
use educe::Educe;
use rand_distr::Distribution;
use serde::{Deserialize, Serialize};

/// Weeks over which a port queue empties once its control ends.
const QUEUE_WEEKS: u32 = 4;

/// Licence times drawn this week, by (good, origin, destination): one draw for all who apply.
#[derive(Resource, Debug, Educe, Default, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct LicenceTimes {
    weeks: Vec<u32>,
}

impl LicenceTimes {
    /// Time a licence applied for this week takes [weeks].
    pub(crate) fn get(&self, cell: usize) -> u32 {
        self.weeks.get(cell).copied().unwrap_or(0)
    }
}

/// Draws the week's licence times.
pub(crate) fn draw_licence_times(
    controls: &Controls,
    clock: &Clock,
    luck: &Luck,
    facts: &Facts,
    times: &mut LicenceTimes,
) {
    times.weeks.clear();
    times.weeks.resize(controls.n_cells(), 0);
    let id_of = |country: CountryIndex| id_key(&facts.places.country_ids[country]);
    for (cell, passage) in controls.passages().iter().enumerate() {
        if passage.delay_weeks <= 0.0 {
            continue;
        }
        let gamma = Gamma {
            mean: passage.delay_weeks,
            variation: passage.delay_variation,
        };
        // Keyed by names, so that a country or good more in the file shifts nobody's luck.
        let (good, origin, destination) = controls.behind(cell);
        let key = id_key(&facts.goods.list[good].id)
            ^ id_of(origin).rotate_left(21)
            ^ id_of(destination).rotate_left(42);
        let mut stream = luck.stream(clock.draw_week(), Purpose::LicenceDelay, key);
        times.weeks[cell] = weeks(gamma.sample(&mut stream)).as_weeks() as u32;
    }
}

/// Where a shipment comes from and goes to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Leg {
    /// Where it leaves.
    pub(crate) origin: CountryIndex,
    /// Where it enters.
    pub(crate) destination: CountryIndex,
    /// Weeks beyond the ordinary transit, as for leakage through a third country.
    pub(crate) detour_weeks: Option<u32>,
}

/// Sends a shipment on its way.
pub(crate) fn send(
    shipment: Shipment,
    leg: Leg,
    facts: &Facts,
    controls: &Controls,
    times: &LicenceTimes,
    transit: &mut Transit,
) {
    let places = &facts.places;
    let route = places.route(
        places.country_zone[leg.origin],
        places.country_zone[leg.destination],
    );
    if let Some(weeks) = leg.detour_weeks {
        transit.send(shipment, weeks);
        return;
    }
    let cell = controls.cell(shipment.good, leg.origin, leg.destination);
    if controls
        .passage(shipment.good, leg.origin, leg.destination)
        .holds_in_port
    {
        transit.held.push((cell, shipment));
    } else {
        let licence = if leg.origin == leg.destination {
            0
        } else {
            times.get(cell)
        };
        transit.send(shipment, route.transit_weeks + licence);
    }
}

/// Unloads what arrives, and lets held shipments go whose control has ended.
pub(crate) fn unload(
    transit: &mut Transit,
    controls: &Controls,
    web: &mut Web,
    stocks: &mut Stocks,
    depots: &mut Depots,
) {
    for need in &mut web.needs {
        need.received_t = 0.0;
    }
    let arrived = transit.arrivals();
    for (need, &tonnes) in web.needs.iter_mut().zip(&arrived.by_need_t) {
        if tonnes > 0.0 {
            need.receive(tonnes);
            stocks.add_at(need.place, tonnes);
        }
    }
    for shipment in &arrived.parcels {
        match shipment.to {
            Receiver::Need(at) => {
                let need = &mut web.needs[at];
                need.receive(shipment.tonnes);
                stocks.add_feed(need.agent, shipment.from, shipment.tonnes);
            }
            Receiver::Trader(trader) => {
                stocks.add(trader, shipment.good, shipment.tonnes);
                web.trader_outlet_mut(trader, shipment.good).coming_t -= shipment.tonnes;
            }
            Receiver::Depot(depot) => {
                stocks.add(depot, shipment.good, shipment.tonnes);
                if let Some(line) = depots.line_of(depot, shipment.good) {
                    line.coming_t -= shipment.tonnes;
                }
            }
        }
    }
    transit.recycle(arrived);
    release_held(transit, controls);
}

impl Need {
    /// Takes in what was under way.
    fn receive(&mut self, tonnes: f64) {
        self.pipeline_t -= tonnes;
        self.received_t += tonnes;
    }
}

fn release_held(transit: &mut Transit, controls: &Controls) {
    if transit.held.is_empty() {
        return;
    }
    let held = std::mem::take(&mut transit.held);
    for (cell, shipment) in held {
        if controls.passage_at(cell).holds_in_port {
            transit.held.push((cell, shipment));
            continue;
        }
        let part = Shipment {
            tonnes: shipment.tonnes / f64::from(QUEUE_WEEKS),
            ..shipment
        };
        for week in 1..=QUEUE_WEEKS {
            transit.send(part, week);
        }
    }
}
