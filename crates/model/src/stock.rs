//! Stocks: who holds what, what is under way, and where every tonne of every element went.
//!
//! Nothing is created or deleted outside [`Tally`]: initial + mined = held + under way + used + lost + stored.

use crate::agent::AgentIndex;
use crate::goods::{ElementIndex, GoodIndex, Goods};
use crate::need::NeedIndex;
use bevy_ecs::prelude::Resource;
use educe::Educe;
use serde::{Deserialize, Serialize};

/// Tonnes held, by agent.
#[derive(Resource, Debug, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Stocks {
    n_goods: usize,
    n_elements: usize,
    goods_t: Vec<f64>,
    feed_t: Vec<f64>,
    basket_of: Vec<f64>,
}

impl Stocks {
    /// Empty stocks.
    pub(crate) fn new(n_agents: usize, goods: &Goods) -> Self {
        Self {
            n_goods: goods.len(),
            n_elements: goods.n_elements(),
            goods_t: vec![0.0; n_agents * goods.len()],
            feed_t: vec![0.0; n_agents * goods.n_elements()],
            basket_of: vec![0.0; n_agents * goods.n_elements()],
        }
    }

    /// Tonnes of a good that an agent holds for use or sale.
    pub(crate) fn held_t(&self, agent: AgentIndex, good: GoodIndex) -> f64 {
        self.goods_t[agent * self.n_goods + good]
    }

    /// Adds tonnes; a taking that would leave rounding dust below zero empties the stock instead.
    pub(crate) fn add(&mut self, agent: AgentIndex, good: GoodIndex, tonnes: f64) {
        self.goods_t[agent * self.n_goods + good] += tonnes;
    }

    /// Takes up to `tonnes` out and says how much there was.
    pub(crate) fn take(&mut self, agent: AgentIndex, good: GoodIndex, tonnes: f64) -> f64 {
        let stock = &mut self.goods_t[agent * self.n_goods + good];
        let taken = tonnes.min(*stock).max(0.0);
        *stock -= taken;
        taken
    }

    /// A separator's feed by element [t].
    pub(crate) fn feed(&self, agent: AgentIndex) -> &[f64] {
        &self.feed_t[agent * self.n_elements..(agent + 1) * self.n_elements]
    }

    /// A separator's feed by element, to draw from or add to.
    pub(crate) fn feed_mut(&mut self, agent: AgentIndex) -> &mut [f64] {
        &mut self.feed_t[agent * self.n_elements..(agent + 1) * self.n_elements]
    }

    /// Tonnes of feed over all elements.
    pub(crate) fn feed_total_t(&self, agent: AgentIndex) -> f64 {
        self.feed(agent).iter().sum()
    }

    /// Composition of a mine's concentrate (shares that sum to one).
    pub(crate) fn basket_of(&self, mine: AgentIndex) -> &[f64] {
        &self.basket_of[mine * self.n_elements..(mine + 1) * self.n_elements]
    }

    /// Fixes the composition of a mine's concentrate.
    pub(crate) fn set_basket(&mut self, mine: AgentIndex, basket: &[f64]) {
        self.basket_of[mine * self.n_elements..(mine + 1) * self.n_elements]
            .copy_from_slice(basket);
    }

    /// Puts a tonnage of a basket good from `mine` into a separator's feed.
    pub(crate) fn add_feed(&mut self, separator: AgentIndex, mine: AgentIndex, tonnes: f64) {
        for element in 0..self.n_elements {
            let share = self.basket_of[mine * self.n_elements + element];
            self.feed_t[separator * self.n_elements + element] += tonnes * share;
        }
    }

    /// Tonnes of one element in all stocks.
    pub(crate) fn element_t(&self, goods: &Goods, element: ElementIndex) -> f64 {
        let n_agents = self.goods_t.len() / self.n_goods;
        let mut total = 0.0;
        for agent in 0..n_agents {
            for (index, good) in goods.list.iter().enumerate() {
                let tonnes = self.held_t(agent, index);
                total += tonnes
                    * if good.is_basket {
                        self.basket_of(agent)[element]
                    } else {
                        good.contains[element]
                    };
            }
            total += self.feed(agent)[element];
        }
        total
    }

    /// Smallest stock of all; never below rounding dust.
    pub(crate) fn smallest_t(&self) -> f64 {
        self.goods_t
            .iter()
            .chain(&self.feed_t)
            .copied()
            .fold(0.0, f64::min)
    }

    /// All tonnages in order, for state hashes.
    pub(crate) fn tonnes(&self) -> impl Iterator<Item = f64> + '_ {
        self.goods_t.iter().chain(&self.feed_t).copied()
    }
}

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

/// Shipments by week of arrival, and those held at a border.
#[derive(Resource, Debug, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Transit {
    calendar: Vec<Vec<Shipment>>,
    today: usize,
    /// Shipments stopped in port until their control ends, with the control's (good, origin, destination) cell.
    pub(crate) held: Vec<(usize, Shipment)>,
}

impl Transit {
    /// An empty calendar.
    pub(crate) fn new() -> Self {
        Self {
            calendar: vec![Vec::new(); HORIZON_WEEKS],
            today: 0,
            held: Vec::new(),
        }
    }

    /// Sends a shipment that arrives `weeks` from now; at the earliest next week.
    pub(crate) fn send(&mut self, shipment: Shipment, weeks: u32) {
        let ahead = (weeks as usize).clamp(1, HORIZON_WEEKS - 1);
        let slot = (self.today + ahead) % HORIZON_WEEKS;
        self.calendar[slot].push(shipment);
    }

    /// Moves to the next week and hands out what arrives; the buffer goes back with [`Transit::recycle`].
    pub(crate) fn arrivals(&mut self) -> Vec<Shipment> {
        self.today = (self.today + 1) % HORIZON_WEEKS;
        std::mem::take(&mut self.calendar[self.today])
    }

    /// Gives the buffer of [`Transit::arrivals`] back, so that no week allocates anew.
    pub(crate) fn recycle(&mut self, mut buffer: Vec<Shipment>) {
        buffer.clear();
        self.calendar[self.today] = buffer;
    }

    /// Everything under way or held.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Shipment> {
        self.calendar
            .iter()
            .flatten()
            .chain(self.held.iter().map(|(_, shipment)| shipment))
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

/// Where every tonne of every element came from and went [t by element].
#[derive(Resource, Debug, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Tally {
    /// In the world at the first week of burn-in.
    pub(crate) initial_t: Vec<f64>,
    /// Dug out since.
    pub(crate) mined_t: Vec<f64>,
    /// Built into end products.
    pub(crate) used_t: Vec<f64>,
    /// Lost in processing.
    pub(crate) lost_t: Vec<f64>,
    /// Stored at separators without a circuit for the element.
    pub(crate) unseparated_t: Vec<f64>,
    /// Set aside by an experiment that asks what stocks are worth.
    pub(crate) set_aside_t: Vec<f64>,
}

impl Tally {
    /// Nothing yet.
    pub(crate) fn new(n_elements: usize) -> Self {
        let zeros = || vec![0.0; n_elements];
        Self {
            initial_t: zeros(),
            mined_t: zeros(),
            used_t: zeros(),
            lost_t: zeros(),
            unseparated_t: zeros(),
            set_aside_t: zeros(),
        }
    }

    /// Relative error of the mass balance of one element.
    pub(crate) fn relative_error(&self, element: ElementIndex, present_t: f64) -> f64 {
        let came = self.initial_t[element] + self.mined_t[element];
        let went = present_t
            + self.used_t[element]
            + self.lost_t[element]
            + self.unseparated_t[element]
            + self.set_aside_t[element];
        (came - went).abs() / came.max(1.0)
    }
}
