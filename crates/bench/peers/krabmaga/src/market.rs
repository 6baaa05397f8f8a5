//! The state: goods with their prices, and who sells and needs them (docs/reference_market.md).

use krabmaga::engine::{schedule::Schedule, state::State};
use std::any::Any;

use crate::agents::{Buyer, Desk, Mine, Refiner, Review, Spot};

pub const WEEKS_PER_YEAR: f64 = 365.25 / 7.0;
pub const ABROAD: usize = 0;
pub const HOME: usize = 1;
pub const ORE: usize = 0;
pub const OXIDE: usize = 1;
pub const BURN_IN_WEEKS: i64 = 1;
pub const OUTAGE: std::ops::Range<i64> = 13..26;
pub const TRANSIT: usize = 4;
pub const RECOVERED: f64 = 0.9;
pub const SPOT_SHARE: f64 = 0.1;
pub const COVER_WEEKS: f64 = 8.0;
pub const SHELF_WEEKS: f64 = 16.0;
pub const BID_SLOPE: f64 = 0.98;
pub const ASK_SLOPE: f64 = 5.9;
const QUARTER: usize = 13;
const MINES: usize = 4;
const REFINERS: usize = 5;

/// Parts of gaps that memories close in a week.
#[derive(Clone, Copy)]
pub struct Memory {
    fast: f64,
    reference: f64,
    pub seller: f64,
    pub need: f64,
    pub demand: f64,
    pub reliability: f64,
}

impl Memory {
    fn new() -> Self {
        let of_years = |years: f64| 1.0 - (-1.0 / (WEEKS_PER_YEAR * years)).exp();
        Self {
            fast: of_years(0.15),
            reference: of_years(5.0),
            seller: of_years(0.25),
            need: of_years(8.0 / 52.18),
            demand: of_years(0.3),
            reliability: of_years(0.5),
        }
    }
}

fn zone_of(number: usize) -> usize {
    if number % 3 == 0 { ABROAD } else { HOME }
}

pub fn journey(from: usize, to: usize) -> usize {
    if from == to { 1 } else { TRANSIT }
}

fn parts(count: usize, whole: f64) -> Vec<f64> {
    let size = |at: usize| 1.0 + 2.0 * at as f64 / (count - 1) as f64;
    let total: f64 = (0..count).map(size).sum();
    (0..count).map(|at| whole * size(at) / total).collect()
}

/// What a good costs in a zone.
pub struct Prices {
    pub quote: f64,
    pub paid: f64,
    pub expected: f64,
    pub reference: f64,
    pub base: f64,
    pub contract: f64,
    pub size: f64,
    window: [f64; QUARTER],
    tonnes: f64,
    value: f64,
}

impl Prices {
    fn at(price: f64) -> Self {
        Self {
            quote: price,
            paid: price,
            expected: price,
            reference: price,
            base: price,
            contract: price,
            size: 0.0,
            window: [price; QUARTER],
            tonnes: 0.0,
            value: 0.0,
        }
    }

    pub fn count(&mut self, tonnes: f64, price: f64) {
        self.tonnes += tonnes;
        self.value += tonnes * price;
    }

    fn average(&self) -> f64 {
        self.window.iter().sum::<f64>() / QUARTER as f64
    }
}

/// What an agent sells.
pub struct Shelf {
    pub zone: usize,
    pub weeks: f64,
    pub output: f64,
    pub stock: f64,
    pub last: f64,
    pub wanted: f64,
    pub called: f64,
    pub sold: f64,
    pub spot: f64,
    pub split: [f64; 2],
}

impl Shelf {
    fn new(number: usize, output: f64, weeks: f64) -> Self {
        Self {
            zone: zone_of(number),
            weeks,
            output,
            stock: weeks * output,
            last: weeks * output,
            wanted: 0.0,
            called: 0.0,
            sold: 0.0,
            spot: 0.0,
            split: [0.0; 2],
        }
    }

    pub fn may_leave(&self) -> f64 {
        let stock = self.stock + self.sold;
        let spare = (stock - 0.5 * self.wanted).max(0.0);
        (self.output + spare / SHELF_WEEKS).min(stock)
    }
}

/// A seller whom somebody may order from.
pub struct Link {
    pub weight: f64,
    pub base: f64,
    pub base_utility: f64,
    pub fill: f64,
    pub call: f64,
    pub sent: f64,
}

/// What an agent needs, keeps a stock of and orders.
pub struct Need {
    pub zone: usize,
    pub stock: f64,
    pub planned: f64,
    pub expected: f64,
    pub order: f64,
    pub contracted: f64,
    pub pipeline: f64,
    pub cost: f64,
    pub arrivals: [f64; TRANSIT + 1],
    pub today: usize,
    pub links: Vec<Link>,
}

impl Need {
    pub fn receive_later(&mut self, tonnes: f64, weeks: usize) {
        self.arrivals[(self.today + weeks) % (TRANSIT + 1)] += tonnes;
        self.pipeline += tonnes;
    }

    pub fn pay(&mut self, tonnes: f64, price: f64) {
        self.cost += tonnes / (tonnes + 8.0 * self.expected) * (price - self.cost);
    }
}

/// A good with all who trade it.
pub struct Level {
    freight: f64,
    pub anchor: f64,
    pub is_ore: bool,
    pub memory: Memory,
    pub prices: [Prices; 2],
    pub shelves: Vec<Shelf>,
    pub needs: Vec<Need>,
}

impl Level {
    pub fn freight(&self, from: usize, to: usize) -> f64 {
        if from == to { 0.0 } else { self.freight }
    }

    fn set_contracts(&mut self) {
        let home = self.prices[HOME].average();
        for zone in [ABROAD, HOME] {
            self.prices[zone].contract = if self.is_ore {
                self.prices[zone].average()
            } else {
                home + self.freight(HOME, zone)
            };
        }
    }

    fn learn(&mut self, week: i64) {
        for prices in &mut self.prices {
            prices.window[week.rem_euclid(QUARTER as i64) as usize] = prices.quote;
            prices.expected += self.memory.fast * (prices.quote - prices.expected);
            prices.reference += self.memory.reference * (prices.paid - prices.reference);
            (prices.tonnes, prices.value) = (0.0, 0.0);
        }
        if week.rem_euclid(QUARTER as i64) == 0 {
            self.set_contracts();
        }
    }

    pub fn utility(prices: &Prices, fill: f64) -> f64 {
        let price = prices.contract;
        let missing = 1.0 - fill;
        -(fill * price + missing * price.max(prices.expected)).ln() - missing
    }

    fn fix_base_year(&mut self) {
        for prices in &mut self.prices {
            (prices.reference, prices.base) = (prices.paid, prices.paid);
        }
        for need in &mut self.needs {
            for link in &mut need.links {
                link.base_utility = Self::utility(&self.prices[need.zone], link.fill);
            }
        }
    }

    fn close_week(&mut self) {
        for prices in &mut self.prices {
            if prices.tonnes > 0.0 {
                prices.paid = prices.value / prices.tonnes;
            }
        }
        for at in 0..self.shelves.len() {
            let from = self.shelves[at].zone;
            let own = self.prices[from].expected;
            let pull = [ABROAD, HOME].map(|zone| {
                let net = self.prices[zone].expected - self.freight(from, zone);
                self.prices[zone].size * (net / own).powf(1.5)
            });
            let shelf = &mut self.shelves[at];
            for (share, wanted) in shelf.split.iter_mut().zip(pull) {
                *share += 4.0 / WEEKS_PER_YEAR * (wanted / (pull[0] + pull[1]) - *share);
            }
            shelf.last = shelf.stock;
        }
    }

    fn new(start: [f64; 2], freight: f64, anchor: f64, outputs: &[f64], weeks: f64) -> Self {
        let shelf = |(number, output): (usize, &f64)| Shelf::new(number, *output, weeks);
        let mut level = Self {
            freight,
            anchor,
            is_ore: freight == 0.0,
            memory: Memory::new(),
            prices: start.map(Prices::at),
            shelves: outputs.iter().enumerate().map(shelf).collect(),
            needs: Vec::new(),
        };
        level.set_contracts();
        level
    }

    fn connect(&mut self, needed: &[f64]) {
        let output: f64 = self.shelves.iter().map(|shelf| shelf.output).sum();
        for (number, tonnes) in needed.iter().enumerate() {
            let zone = zone_of(number);
            let link = |shelf: &Shelf| Link {
                weight: shelf.output / output,
                base: shelf.output / output,
                base_utility: 0.0,
                fill: 1.0,
                call: 0.0,
                sent: 0.0,
            };
            let mut need = Need {
                zone,
                stock: (COVER_WEEKS + 1.0) * tonnes,
                planned: *tonnes,
                expected: *tonnes,
                order: 0.0,
                contracted: 0.0,
                pipeline: 0.0,
                cost: self.prices[HOME].quote + self.freight(HOME, zone),
                arrivals: [0.0; TRANSIT + 1],
                today: 0,
                links: self.shelves.iter().map(link).collect(),
            };
            for shelf in &self.shelves {
                for weeks in 1..=journey(shelf.zone, zone) {
                    need.receive_later(shelf.output / output * tonnes, weeks);
                }
            }
            self.prices[zone].size += SPOT_SHARE * tonnes;
            self.needs.push(need);
        }
        let sizes = [self.prices[ABROAD].size, self.prices[HOME].size];
        for shelf in &mut self.shelves {
            shelf.split = sizes.map(|size| size / (sizes[0] + sizes[1]));
        }
    }
}

/// The whole market.
pub struct Market {
    pub week: i64,
    pub levels: [Level; 2],
    digging: Vec<f64>,
    feeds: Vec<f64>,
    demand: Vec<f64>,
    pub mined: f64,
    pub residue: f64,
    pub used: f64,
    pub missed: f64,
}

impl Market {
    pub fn new(buyers: usize) -> Self {
        let size = |number: usize| 100.0 * (0.5 + 0.1 * (number % 11) as f64);
        let demand: Vec<f64> = (0..buyers).map(|at| size(at) / WEEKS_PER_YEAR).collect();
        let whole = demand.iter().sum::<f64>() / RECOVERED;
        let (digging, feeds) = (parts(MINES, whole), parts(REFINERS, whole));
        let oxides: Vec<f64> = feeds.iter().map(|feed| RECOVERED * feed).collect();
        let mut ore = Level::new([0.6, 0.6], 0.0, 0.6, &digging, 8.0);
        let mut oxide = Level::new([105e3, 100e3], 5e3, 100e3, &oxides, 4.0);
        ore.connect(&feeds);
        oxide.connect(&demand);
        Self {
            week: -BURN_IN_WEEKS,
            levels: [ore, oxide],
            digging,
            feeds,
            demand,
            mined: 0.0,
            residue: 0.0,
            used: 0.0,
            missed: 0.0,
        }
    }

    /// Counts from now on.
    pub fn forget(&mut self) {
        (self.mined, self.residue, self.used, self.missed) = (0.0, 0.0, 0.0, 0.0);
    }
}

impl State for Market {
    fn init(&mut self, schedule: &mut Schedule) {
        for (at, output) in self.digging.iter().enumerate() {
            schedule.schedule_repeating(Box::new(Mine::new(at, *output)), 0.0, 0);
        }
        for (at, feed) in self.feeds.iter().enumerate() {
            schedule.schedule_repeating(Box::new(Refiner::new(at, *feed)), 0.0, 1);
        }
        for (at, demand) in self.demand.iter().enumerate() {
            schedule.schedule_repeating(Box::new(Buyer::new(at, *demand)), 0.0, 2);
        }
        for (level, at) in [ORE, OXIDE]
            .into_iter()
            .zip([&self.levels[ORE], &self.levels[OXIDE]])
        {
            for seller in 0..at.shelves.len() {
                let ordering = 3 + seller as i32;
                schedule.schedule_repeating(Box::new(Desk { level, seller }), 0.0, ordering);
            }
            for zone in [ABROAD, HOME] {
                let ordering = 10 + zone as i32;
                schedule.schedule_repeating(Box::new(Spot { level, zone }), 0.0, ordering);
            }
            for user in 0..at.needs.len() {
                schedule.schedule_repeating(Box::new(Review { level, user }), 0.0, 20);
            }
        }
    }

    fn before_step(&mut self, _schedule: &mut Schedule) {
        for level in &mut self.levels {
            if self.week == 0 {
                level.fix_base_year();
            }
            level.learn(self.week);
        }
    }

    fn after_step(&mut self, _schedule: &mut Schedule) {
        self.levels.iter_mut().for_each(Level::close_week);
        self.week += 1;
    }

    fn update(&mut self, _step: u64) {}

    fn reset(&mut self) {
        *self = Self::new(self.demand.len());
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }

    fn as_state(&self) -> &dyn State {
        self
    }

    fn as_state_mut(&mut self) -> &mut dyn State {
        self
    }
}
