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
    /// Rows of weeks that are over, whose memory the next ones take.
    #[serde(skip)]
    spare_rows: Vec<Vec<f64>>,
    /// The same for parcels.
    #[serde(skip)]
    spare_parcels: Vec<Vec<Shipment>>,
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
            spare_rows: Vec::new(),
            spare_parcels: Vec::new(),
        }
    }

    /// Sends a shipment that arrives `weeks` from now; at the earliest next week.
    pub(crate) fn send(&mut self, shipment: Shipment, weeks: u32) {
        let ahead = (weeks as usize).clamp(1, HORIZON_WEEKS - 1);
        let week = &mut self.calendar[(self.today + ahead) % HORIZON_WEEKS];
        match shipment.to {
            Receiver::Need(need) if !self.needed[need].1 => {
                if week.by_need_t.is_empty() {
                    week.by_need_t = self.spare_rows.pop().unwrap_or_default();
                    week.by_need_t.resize(self.needed.len(), 0.0);
                }
                week.by_need_t[need] += shipment.tonnes;
            }
            _ => {
                if week.parcels.is_empty() {
                    week.parcels = self.spare_parcels.pop().unwrap_or_default();
                }
                week.parcels.push(shipment);
            }
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
        // A week without a row or without parcels has no memory to give.
        if week.by_need_t.capacity() > 0 {
            self.spare_rows.push(week.by_need_t);
        }
        if week.parcels.capacity() > 0 {
            self.spare_parcels.push(week.parcels);
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_of_past_weeks_is_used_again_whatever_came_first() {
        let mut transit = Transit {
            calendar: (0..HORIZON_WEEKS).map(|_| Arrivals::default()).collect(),
            today: 0,
            needed: vec![(0, false), (1, true)],
            held: Vec::new(),
            spare_rows: Vec::new(),
            spare_parcels: Vec::new(),
        };
        let shipment = |need| Shipment {
            to: Receiver::Need(need),
            good: need,
            tonnes: 1.0,
            from: 0,
        };
        for _ in 0..100 {
            // the parcel of concentrate first, then the row
            transit.send(shipment(1), 3);
            transit.send(shipment(0), 3);
            let week = transit.arrivals();
            transit.recycle(week);
        }
        // three weeks are under way at once, so no more than those were ever made
        assert!(transit.spare_rows.len() <= 1 && transit.spare_parcels.len() <= 1);
        assert!((transit.all().map(|it| it.tonnes).sum::<f64>() - 4.0).abs() < 1e-12);
    }
}
