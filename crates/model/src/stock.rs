//! Stocks: who holds what, and where every tonne of every element went; what is under way is in `transit.rs`.
//!
//! Nothing is created or deleted outside [`Tally`]: initial + mined = held + under way + used + lost + stored.

use crate::agent::AgentIndex;
use crate::facts::Facts;
use crate::goods::{ElementIndex, GoodIndex, Goods};
use crate::need::Web;
use bevy_ecs::prelude::Resource;
use educe::Educe;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Where the stock of one good of one agent stands, for those who look there every week.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place(u32);

/// Tonnes held, by agent: a row for each with the goods that it needs or makes, and no others.
#[derive(Resource, Debug, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Stocks {
    n_goods: usize,
    n_elements: usize,
    /// First place of each agent's row, and one past the last.
    rows: Vec<u32>,
    /// What each place holds.
    goods: Vec<u32>,
    tonnes: Vec<f64>,
    /// Feed of mines and refiners by element [t].
    feed_t: Vec<f64>,
    /// Composition of what mines dig, by element.
    basket_of: Vec<f64>,
}

impl Stocks {
    /// Empty stocks without a place for any good.
    pub(crate) fn new(facts: &Facts) -> Self {
        let n_elements = facts.goods.n_elements();
        Self {
            n_goods: facts.goods.len(),
            n_elements,
            rows: vec![0; facts.agents.len() + 1],
            goods: Vec::new(),
            tonnes: Vec::new(),
            feed_t: vec![0.0; facts.agents.refiners.end * n_elements],
            basket_of: vec![0.0; facts.agents.mines.end * n_elements],
        }
    }

    /// Makes a place for everything that agents need or make; traders and strategic stocks may hold any good.
    pub(crate) fn make_places(&mut self, web: &Web, facts: &Facts) {
        for agent in 0..facts.agents.len() {
            let first = self.goods.len();
            if agent >= facts.agents.traders.start {
                self.goods.extend(0..self.n_goods as u32);
            } else {
                let needed = web.needs[web.needs_of[agent].clone()].iter();
                let made = web.outlets[web.outlets_by_agent[agent].clone()].iter();
                let own = needed.map(|it| it.good).chain(made.map(|it| it.good));
                self.goods.extend(own.map(|good| good as u32));
                self.goods[first..].sort_unstable();
                let mut row = self.goods.split_off(first);
                row.dedup();
                self.goods.extend(row);
            }
            self.rows[agent + 1] = self.goods.len() as u32;
        }
        self.tonnes = vec![0.0; self.goods.len()];
    }

    fn row(&self, agent: AgentIndex) -> Range<usize> {
        self.rows[agent] as usize..self.rows[agent + 1] as usize
    }

    /// Place of a good with an agent, if it has one.
    fn find(&self, agent: AgentIndex, good: GoodIndex) -> Option<Place> {
        let row = self.row(agent);
        // Whoever may hold any good has its places in the order of goods.
        if row.len() == self.n_goods {
            return Some(Place((row.start + good) as u32));
        }
        let is_it = |place: &usize| self.goods[*place] as usize == good;
        row.into_iter().find(is_it).map(|place| Place(place as u32))
    }

    /// Place of a good that an agent needs or makes.
    ///
    /// # Panics
    /// When it does neither.
    pub(crate) fn place(&self, agent: AgentIndex, good: GoodIndex) -> Place {
        let place = self.find(agent, good);
        place.expect("an agent holds only what it needs or makes")
    }

    /// Tonnes of a good that an agent holds for use or sale.
    pub(crate) fn held_t(&self, agent: AgentIndex, good: GoodIndex) -> f64 {
        self.find(agent, good).map_or(0.0, |place| self.at_t(place))
    }

    /// Tonnes at a place.
    pub(crate) fn at_t(&self, place: Place) -> f64 {
        self.tonnes[place.0 as usize]
    }

    /// Everything that an agent may hold: goods and tonnes.
    pub(crate) fn holdings(&self, agent: AgentIndex) -> impl Iterator<Item = (GoodIndex, f64)> {
        let row = self.row(agent);
        let goods = self.goods[row.clone()].iter().map(|&good| good as usize);
        goods.zip(self.tonnes[row].iter().copied())
    }

    /// Adds tonnes.
    ///
    /// # Panics
    /// When the agent neither needs nor makes the good.
    pub(crate) fn add(&mut self, agent: AgentIndex, good: GoodIndex, tonnes: f64) {
        self.add_at(self.place(agent, good), tonnes);
    }

    /// Adds tonnes at a place.
    pub(crate) fn add_at(&mut self, place: Place, tonnes: f64) {
        self.tonnes[place.0 as usize] += tonnes;
    }

    /// Takes up to `tonnes` out and says how much there was.
    pub(crate) fn take(&mut self, agent: AgentIndex, good: GoodIndex, tonnes: f64) -> f64 {
        let place = self.find(agent, good);
        place.map_or(0.0, |place| self.take_at(place, tonnes))
    }

    /// The same at a place.
    pub(crate) fn take_at(&mut self, place: Place, tonnes: f64) -> f64 {
        let stock = &mut self.tonnes[place.0 as usize];
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

    /// Composition of a mine's concentrate (shares that sum to one); empty for others.
    pub(crate) fn basket_of(&self, mine: AgentIndex) -> &[f64] {
        let row = mine * self.n_elements..(mine + 1) * self.n_elements;
        self.basket_of.get(row).unwrap_or_default()
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
        let n_agents = self.rows.len() - 1;
        let mut total = 0.0;
        for agent in 0..n_agents {
            for (good, tonnes) in self.holdings(agent) {
                let good = &goods.list[good];
                let content = if good.is_basket {
                    // Separators have a place for concentrate too, but keep it as feed.
                    self.basket_of(agent).get(element).copied().unwrap_or(0.0)
                } else {
                    good.contains[element]
                };
                total += tonnes * content;
            }
        }
        let feeds = self.feed_t.iter().skip(element).step_by(self.n_elements);
        total + feeds.sum::<f64>()
    }

    /// Smallest stock of all; never below rounding dust.
    pub(crate) fn smallest_t(&self) -> f64 {
        self.tonnes().fold(0.0, f64::min)
    }

    /// All tonnages in order, for state hashes.
    pub(crate) fn tonnes(&self) -> impl Iterator<Item = f64> + '_ {
        self.tonnes.iter().chain(&self.feed_t).copied()
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
