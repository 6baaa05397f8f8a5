//! Who acts in a week, in the order of the schedule: mines, refiners, buyers, sellers at the contract desk, the spot
//! markets, and at last everybody who reviews suppliers.

use krabmaga::engine::{agent::Agent, state::State};

use crate::market::{
    ABROAD, ASK_SLOPE, BID_SLOPE, COVER_WEEKS, HOME, Level, Link, Market, Need, ORE, OUTAGE, OXIDE,
    Prices, RECOVERED, SHELF_WEEKS, SPOT_SHARE, Shelf, TRANSIT, WEEKS_PER_YEAR, journey,
};

fn market(state: &mut dyn State) -> &mut Market {
    state
        .as_any_mut()
        .downcast_mut::<Market>()
        .expect("the state is the market")
}

impl Need {
    fn unload(&mut self) {
        self.today = (self.today + 1) % (TRANSIT + 1);
        let tonnes = std::mem::take(&mut self.arrivals[self.today]);
        self.stock += tonnes;
        self.pipeline -= tonnes;
    }

    fn place_order(&mut self, prices: &Prices, shelves: &[Shelf], memory: f64) {
        self.expected += memory * (self.planned - self.expected);
        let roads = self.links.iter().zip(shelves);
        let lead: f64 = roads
            .map(|(link, shelf)| link.weight * journey(shelf.zone, self.zone) as f64)
            .sum();
        let weeks = COVER_WEEKS * (prices.paid / prices.base).powf(-0.76) + lead;
        let gap = weeks * self.expected - self.stock - self.pipeline;
        self.order = (self.expected + gap / 10.0).clamp(0.0, 2.5 * self.expected);
        self.contracted = 0.0;
        for link in &mut self.links {
            link.call = (1.0 - SPOT_SHARE) * self.order * link.weight;
        }
    }
}

/// Digs ore, slower when its shelf is full.
#[derive(Clone, Copy)]
pub struct Mine {
    number: usize,
    full_output: f64,
}

impl Mine {
    pub fn new(number: usize, full_output: f64) -> Self {
        Self {
            number,
            full_output,
        }
    }
}

impl Agent for Mine {
    fn step(&mut self, state: &mut dyn State) {
        let market = market(state);
        let shelf = &mut market.levels[ORE].shelves[self.number];
        let wanted = shelf.weeks * shelf.output;
        let brake = ((3.0 * wanted - shelf.stock) / (2.0 * wanted)).clamp(0.0, 1.0);
        shelf.stock += self.full_output * brake;
        market.mined += self.full_output * brake;
    }
}

/// Makes oxide out of ore, and orders ore.
#[derive(Clone, Copy)]
pub struct Refiner {
    number: usize,
    full_feed: f64,
}

impl Refiner {
    pub fn new(number: usize, full_feed: f64) -> Self {
        Self { number, full_feed }
    }
}

impl Agent for Refiner {
    fn step(&mut self, state: &mut dyn State) {
        let market = market(state);
        let [ore, oxide] = &mut market.levels;
        let need = &mut ore.needs[self.number];
        let is_out = self.number == 0 && OUTAGE.contains(&market.week);
        need.planned = if is_out { 0.0 } else { self.full_feed };
        let feed = need.planned.min(need.stock);
        need.stock -= feed;
        oxide.shelves[self.number].stock += RECOVERED * feed;
        market.residue += (1.0 - RECOVERED) * feed;
        need.unload();
        need.place_order(&ore.prices[need.zone], &ore.shelves, ore.memory.need);
    }
}

/// Uses oxide, and orders it.
#[derive(Clone, Copy)]
pub struct Buyer {
    number: usize,
    demand: f64,
    price_ratio: f64,
}

impl Buyer {
    pub fn new(number: usize, demand: f64) -> Self {
        Self {
            number,
            demand,
            price_ratio: 1.0,
        }
    }
}

impl Agent for Buyer {
    fn step(&mut self, state: &mut dyn State) {
        let market = market(state);
        let level = &mut market.levels[OXIDE];
        let need = &mut level.needs[self.number];
        let prices = &level.prices[need.zone];
        need.unload();
        self.price_ratio +=
            level.memory.demand * (prices.paid / prices.reference - self.price_ratio);
        need.planned = self.demand * self.price_ratio.powf(-0.15);
        let used = need.planned.min(need.stock);
        need.stock -= used;
        market.used += used;
        market.missed += need.planned - used;
        need.place_order(prices, &level.shelves, level.memory.need);
    }
}

/// A seller who opens the week's books and delivers what is called.
#[derive(Clone, Copy)]
pub struct Desk {
    pub level: usize,
    pub seller: usize,
}

impl Agent for Desk {
    fn step(&mut self, state: &mut dyn State) {
        let Level {
            prices,
            shelves,
            needs,
            memory,
            ..
        } = &mut market(state).levels[self.level];
        let shelf = &mut shelves[self.seller];
        shelf.output += memory.seller * (shelf.stock - shelf.last - shelf.output);
        shelf.wanted = shelf.weeks * shelf.output;
        (shelf.sold, shelf.spot) = (0.0, 0.0);
        shelf.called = needs.iter().map(|need| need.links[self.seller].call).sum();
        let free = shelf.may_leave();
        let share = if shelf.called > free {
            free / shelf.called
        } else {
            1.0
        };
        for need in needs {
            let link = &mut need.links[self.seller];
            link.sent = link.call * share;
            let tonnes = link.sent;
            let prices = &mut prices[need.zone];
            need.receive_later(tonnes, journey(shelf.zone, need.zone));
            need.pay(tonnes, prices.contract);
            need.contracted += tonnes;
            prices.count(tonnes, prices.contract);
            shelf.stock -= tonnes;
            shelf.sold += tonnes;
        }
    }
}

/// The spot market of a good in a zone.
#[derive(Clone, Copy)]
pub struct Spot {
    pub level: usize,
    pub zone: usize,
}

/// What a seller offers: `min(most, tonnes (x / price)^5.9)`.
struct Ask {
    tonnes: f64,
    most: f64,
    price: f64,
}

impl Ask {
    fn at(&self, price: f64) -> f64 {
        self.most
            .min(self.tonnes * (price / self.price).powf(ASK_SLOPE))
    }
}

impl Level {
    fn ask(&self, shelf: &Shelf, zone: usize) -> Ask {
        let weight = if zone == HOME && shelf.zone == HOME {
            1.0
        } else {
            shelf.split[zone]
        };
        let most = weight * (shelf.may_leave() - shelf.sold).min(shelf.stock).max(0.0);
        let stock = shelf.stock + shelf.spot;
        let surplus = shelf.output - shelf.called + (stock - shelf.wanted) / SHELF_WEEKS;
        let kept = surplus.max(0.01 * stock).min(stock);
        let is_export = shelf.zone == HOME && zone == ABROAD;
        let expected = self.prices[if is_export { HOME } else { zone }].expected;
        let fullness = (shelf.stock / shelf.wanted).clamp(0.2, 5.0);
        let hold = (expected * self.anchor).sqrt() * fullness.powf(-0.23);
        Ask {
            tonnes: most.min(weight * (kept - shelf.spot).max(0.0)),
            most,
            price: hold
                + if is_export {
                    self.freight(HOME, ABROAD)
                } else {
                    0.0
                },
        }
    }

    fn usual(&self, need: &Need) -> f64 {
        if self.is_ore {
            self.prices[need.zone].expected
        } else {
            need.cost
        }
    }
}

/// Price at which asks add up to bids of `scale price^-0.98`, by halving in logs.
fn spot_price(asks: &[Ask], scale: f64, last: f64) -> f64 {
    let is_short = |price: f64| {
        scale * price.powf(-BID_SLOPE) > asks.iter().map(|ask| ask.at(price)).sum::<f64>()
    };
    let (mut low, mut high) = (last.ln() - 1.0, last.ln() + 1.0);
    while is_short(high.exp()) {
        high += 1.0;
    }
    while !is_short(low.exp()) {
        low -= 1.0;
    }
    loop {
        let middle = 0.5 * (low + high);
        if !(low < middle && middle < high) {
            return middle.exp();
        }
        if is_short(middle.exp()) {
            low = middle;
        } else {
            high = middle;
        }
    }
}

impl Agent for Spot {
    fn step(&mut self, state: &mut dyn State) {
        let market = market(state);
        let (zone, is_settling) = (self.zone, market.week < 0);
        let level = &mut market.levels[self.level];
        let asks: Vec<Ask> = level
            .shelves
            .iter()
            .map(|shelf| level.ask(shelf, zone))
            .collect();
        let bid = |need: &Need| (need.order - need.contracted).max(0.0);
        let here = || level.needs.iter().filter(|need| need.zone == zone);
        let wanted: f64 = here().map(bid).sum();
        let offered: f64 = asks.iter().map(|ask| ask.most).sum();
        let last = level.prices[zone].quote;
        // While the market is settling, the longer side is cut in proportion.
        let slope = if is_settling { 0.0 } else { BID_SLOPE };
        let (price, factor, sold): (f64, f64, Vec<f64>) = if is_settling {
            let traded = wanted.min(offered);
            let sold = asks.iter().map(|ask| ask.most * traded / offered);
            (last, traded / wanted, sold.collect())
        } else {
            let scale = here()
                .map(|need| bid(need) * level.usual(need).powf(BID_SLOPE))
                .sum();
            let price = spot_price(&asks, scale, last);
            let sold = asks.iter().map(|ask| ask.at(price));
            (price, price.powf(-BID_SLOPE), sold.collect())
        };
        let traded: f64 = sold.iter().sum();
        for at in 0..level.needs.len() {
            let need = &level.needs[at];
            let tonnes = bid(need);
            if need.zone != zone || tonnes <= 0.0 {
                continue;
            }
            let bought = tonnes * level.usual(need).powf(slope) * factor;
            let need = &mut level.needs[at];
            for (shelf, part) in level.shelves.iter().zip(&sold) {
                need.receive_later(bought * part / traded, journey(shelf.zone, zone));
            }
            need.pay(bought, price);
            level.prices[zone].count(bought, price);
        }
        for (shelf, tonnes) in level.shelves.iter_mut().zip(sold) {
            shelf.stock -= tonnes;
            shelf.sold += tonnes;
            shelf.spot += tonnes;
        }
        let prices = &mut level.prices[zone];
        prices.quote = price;
        prices.size += level.memory.seller * (wanted - prices.size);
    }
}

/// Somebody who looks back on the week's deliveries and moves orders to better suppliers.
#[derive(Clone, Copy)]
pub struct Review {
    pub level: usize,
    pub user: usize,
}

impl Agent for Review {
    fn step(&mut self, state: &mut dyn State) {
        let market = market(state);
        let level = &mut market.levels[self.level];
        let need = &mut level.needs[self.user];
        for link in &mut need.links {
            if link.call > 0.0 {
                link.fill +=
                    level.memory.reliability * ((link.sent / link.call).min(1.0) - link.fill);
            }
        }
        if market.week < 0 {
            return;
        }
        let prices = &level.prices[need.zone];
        let wanted = |link: &Link| {
            link.base * (6.1 * (Level::utility(prices, link.fill) - link.base_utility)).exp()
        };
        let targets: Vec<f64> = need.links.iter().map(wanted).collect();
        let total: f64 = targets.iter().sum();
        for (link, target) in need.links.iter_mut().zip(targets) {
            link.weight += 1.8 / WEEKS_PER_YEAR * (target / total - link.weight);
        }
    }
}
