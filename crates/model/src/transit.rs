//! What is under way: tonnes by week of arrival, and shipments that a border holds.
//!
//! Most of what moves is a separated good on its way to somebody who needs it. Such tonnes are alike whoever sent them,
//! so a week of arrivals is one row with a place for each need; a large world has some rows under way and not millions
//! of parcels. Only concentrates, whose composition is their mine's, and goods for traders and strategic stocks travel as
//! parcels.

use crate::agent::AgentIndex;
use crate::goods::{ElementIndex, GoodIndex, Goods};
use crate::need::{Need, NeedIndex};
use crate::stock::Stocks;
use bevy_ecs::prelude::Resource;
use educe::Educe;
use serde::{Deserialize, Serialize};

/// Who gets a shipment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Receiver {
    /// The stock behind a need.
    Need(NeedIndex),
    /// A trader's shelf.
    Trader(AgentIndex),
    /// A strategic stock.
    Depot(AgentIndex),
}

/// Tonnes under way.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Shipment {
    /// Who gets it.
    pub(crate) to: Receiver,
    /// What it is.
    pub(crate) good: GoodIndex,
    /// How much [t].
    pub(crate) tonnes: f64,
    /// Who sent it; decides the composition of a basket good.
    pub(crate) from: AgentIndex,
}

/// Longest journey or licence that the calendar can hold [weeks].
const HORIZON_WEEKS: usize = 256;

/// What arrives in one week.
#[derive(Debug, Educe, Default, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Arrivals {
    /// Separated goods by need [t]; empty as long as nothing comes.
    pub(crate) by_need_t: Vec<f64>,
    /// Concentrates, and goods for traders and strategic stocks.
    pub(crate) parcels: Vec<Shipment>,
}

/// Arrivals by week, and shipments held at a border.
#[derive(Resource, Debug, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Transit {
    calendar: Vec<Arrivals>,
    today: usize,
    /// Good of each need, and whether it travels as a parcel.
    needed: Vec<(GoodIndex, bool)>,
    /// Shipments stopped in port until their control ends, with the control's (good, origin, destination) cell.
    pub(crate) held: Vec<(usize, Shipment)>,
    /// Empty weeks whose memory the next ones take.
    #[serde(skip)]
    spare: Vec<Arrivals>,
}

impl Transit {
    /// An empty calendar for those who need something.
    pub(crate) fn new(needs: &[Need], goods: &Goods) -> Self {
        let needed = |need: &Need| (need.good, goods.list[need.good].is_basket);
        Self {
            calendar: (0..HORIZON_WEEKS).map(|_| Arrivals::default()).collect(),
            today: 0,
            needed: needs.iter().map(needed).collect(),
            held: Vec::new(),
            spare: Vec::new(),
        }
    }

    /// Sends a shipment that arrives `weeks` from now; at the earliest next week.
    pub(crate) fn send(&mut self, shipment: Shipment, weeks: u32) {
        let ahead = (weeks as usize).clamp(1, HORIZON_WEEKS - 1);
        let week = &mut self.calendar[(self.today + ahead) % HORIZON_WEEKS];
        match shipment.to {
            Receiver::Need(need) if !self.needed[need].1 => {
                if week.by_need_t.is_empty() {
                    if week.parcels.is_empty()
                        && let Some(spare) = self.spare.pop()
                    {
                        *week = spare;
                    }
                    week.by_need_t.resize(self.needed.len(), 0.0);
                }
                week.by_need_t[need] += shipment.tonnes;
            }
            _ => week.parcels.push(shipment),
        }
    }

    /// Moves to the next week and hands out what arrives; the memory goes back with [`Transit::recycle`].
    pub(crate) fn arrivals(&mut self) -> Arrivals {
        self.today = (self.today + 1) % HORIZON_WEEKS;
        std::mem::take(&mut self.calendar[self.today])
    }

    /// Gives the memory of [`Transit::arrivals`] back, so that no week allocates anew.
    pub(crate) fn recycle(&mut self, mut week: Arrivals) {
        week.by_need_t.clear();
        week.parcels.clear();
        self.spare.push(week);
    }

    /// Everything under way or held. Who sent a separated good is not kept: agent 0 stands there.
    pub(crate) fn all(&self) -> impl Iterator<Item = Shipment> {
        let to_need = |(need, &tonnes): (NeedIndex, &f64)| Shipment {
            to: Receiver::Need(need),
            good: self.needed[need].0,
            tonnes,
            from: 0,
        };
        let is_there = |shipment: &Shipment| shipment.tonnes != 0.0;
        let under_way = self.calendar.iter().flat_map(move |week| {
            let rows = week.by_need_t.iter().enumerate().map(to_need);
            rows.filter(is_there).chain(week.parcels.iter().copied())
        });
        under_way.chain(self.held.iter().map(|(_, shipment)| *shipment))
    }

    /// Tonnes of one element under way or held.
    pub(crate) fn element_t(&self, goods: &Goods, stocks: &Stocks, element: ElementIndex) -> f64 {
        self.all()
            .map(|shipment| {
                let good = &goods.list[shipment.good];
                let content = if good.is_basket {
                    stocks.basket_of(shipment.from)[element]
                } else {
                    good.contains[element]
                };
                shipment.tonnes * content
            })
            .sum()
    }
}
