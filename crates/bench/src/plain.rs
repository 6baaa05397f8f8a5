//! The reference market as a plain program: columns of numbers and loops, no engine, nothing recorded.
//!
//! It follows `docs/reference_market.md` line by line and calls the rules of crate `market`. That it gives the results of
//! the model is a test; so it shows that the specification is complete, and what the engine costs.

mod adapt;
mod level;
mod order;
mod rules;
mod spot;
mod start;

use level::Level;
use rules::{
    BURN_IN_WEEKS, DEMAND_ELASTICITY, DEMAND_YEARS, MINE_UTILISATION, RECOVERED_SHARE,
    REFINER_UTILISATION, WEEKS_PER_YEAR,
};
use spot::Book;
use std::ops::Range;

/// Weeks in which the first refiner stands still.
const OUTAGE: Range<i64> = 13..26;

/// The reference market.
#[derive(Debug, Clone)]
pub struct Plain {
    week: i64,
    ore: Level,
    oxide: Level,
    demand_t: Vec<f64>,
    price_ratio: Vec<f64>,
    used_t: Vec<f64>,
    lost_t: Vec<f64>,
    mined_t: Vec<f64>,
    separated_t: Vec<f64>,
    residue_t: f64,
    book: Book,
}

/// What other programs are compared by, since week 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Totals {
    /// Quotes of oxide abroad and at home [USD/t].
    pub oxide_quotes: [f64; 2],
    /// Quotes of ore abroad and at home (payable share).
    pub ore_quotes: [f64; 2],
    /// Used by buyers [t].
    pub used_t: f64,
    /// Wanted by buyers and not had [t].
    pub lost_t: f64,
    /// Dug [t].
    pub mined_t: f64,
    /// Lost in separation [t].
    pub residue_t: f64,
    /// On shelves and in stocks [t].
    pub stock_t: f64,
    /// Under way [t].
    pub under_way_t: f64,
    /// Sum of weights of buyers' links, each times (1 + user mod 7) (1 + seller).
    pub weights: f64,
    /// The same of links to sellers abroad, without the factor for the seller.
    pub weights_abroad: f64,
    /// Sum of buyers' stocks, each times (1 + user mod 7) [t].
    pub stocks: f64,
}

impl Plain {
    /// A market with so many buyers, settled, at the start of week 0.
    #[must_use]
    pub fn new(buyers: usize) -> Self {
        let demand_t = start::demand_t(buyers);
        let (ore, oxide) = start::levels(&demand_t);
        let zeros = |count: usize| vec![0.0; count];
        let mut plain = Self {
            week: -BURN_IN_WEEKS,
            price_ratio: vec![1.0; buyers],
            used_t: zeros(buyers),
            lost_t: zeros(buyers),
            mined_t: zeros(ore.sellers.len()),
            separated_t: zeros(oxide.sellers.len()),
            residue_t: 0.0,
            demand_t,
            ore,
            oxide,
            book: Book::default(),
        };
        plain.each(|level| level.set_contract_prices(0));
        while plain.week < 0 {
            plain.step();
        }
        plain.residue_t = 0.0;
        for column in [&mut plain.used_t, &mut plain.lost_t, &mut plain.mined_t] {
            column.fill(0.0);
        }
        plain
    }

    /// One week.
    pub fn step(&mut self) {
        let is_settling = self.week < 0;
        if self.week == 0 {
            self.each(Level::fix_base_year);
        }
        let week = self.week;
        self.each(|level| level.learn_prices(week));
        self.dig();
        self.separate();
        self.each(Level::unload);
        self.each(Level::open_books);
        self.use_oxide();
        self.each(Level::plan_orders);
        self.each(|level| level.set_contract_prices(week));
        self.each(Level::deliver);
        for zone in [rules::ABROAD, rules::HOME] {
            self.ore.trade_spot(zone, is_settling, &mut self.book);
            self.oxide.trade_spot(zone, is_settling, &mut self.book);
        }
        self.each(Level::average_deals);
        self.each(Level::adapt_sellers);
        self.each(Level::remember_deliveries);
        if !is_settling {
            self.each(Level::adapt_portfolios);
        }
        self.week += 1;
    }

    /// Does something on both levels, ore first.
    fn each(&mut self, act: impl Fn(&mut Level)) {
        act(&mut self.ore);
        act(&mut self.oxide);
    }

    fn dig(&mut self) {
        let mines = &mut self.ore.sellers;
        for at in 0..mines.len() {
            let wanted_t = mines.shelf_weeks * mines.output_t[at];
            let brake = (3.0 * wanted_t - mines.shelf_t[at]) / (2.0 * wanted_t);
            let dug_t = mines.capacity_t_per_year[at] / WEEKS_PER_YEAR
                * MINE_UTILISATION
                * brake.clamp(0.0, 1.0);
            mines.shelf_t[at] += dug_t;
            self.mined_t[at] += dug_t;
        }
    }

    fn separate(&mut self) {
        let (yards, refiners) = (&mut self.ore.users, &mut self.oxide.sellers);
        for at in 0..refiners.len() {
            let planned_t = if at == 0 && OUTAGE.contains(&self.week) {
                0.0
            } else {
                refiners.capacity_t_per_year[at] / WEEKS_PER_YEAR * REFINER_UTILISATION
            };
            let feed_t = planned_t.min(yards.stock_t[at]);
            yards.planned_t[at] = planned_t;
            yards.stock_t[at] -= feed_t;
            refiners.shelf_t[at] += feed_t * RECOVERED_SHARE;
            self.separated_t[at] = feed_t;
            self.residue_t += feed_t * (1.0 - RECOVERED_SHARE);
        }
    }

    fn use_oxide(&mut self) {
        let users = &mut self.oxide.users;
        let memory = rules::step(DEMAND_YEARS);
        for at in 0..users.len() {
            let prices = &self.oxide.prices[users.zone[at]];
            let ratio = &mut self.price_ratio[at];
            *ratio += memory * (prices.paid / prices.reference - *ratio);
            let wanted_t = self.demand_t[at] * libm::pow(*ratio, -DEMAND_ELASTICITY);
            let used_t = wanted_t.min(users.stock_t[at]);
            users.planned_t[at] = wanted_t;
            users.stock_t[at] -= used_t;
            self.used_t[at] += used_t;
            self.lost_t[at] += wanted_t - used_t;
        }
    }

    /// Totals since week 0.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let quotes = |level: &Level| [level.prices[0].quote, level.prices[1].quote];
        let held = |level: &Level| -> f64 {
            level
                .sellers
                .shelf_t
                .iter()
                .chain(&level.users.stock_t)
                .sum()
        };
        let under_way = |level: &Level| -> f64 { level.users.pipeline_t.iter().sum() };
        let users = &self.oxide.users;
        let key = |user: usize| (1 + user % 7) as f64;
        let row = users.len();
        let weights = self.oxide.links.weight.iter().enumerate();
        let stocks = users.stock_t.iter().enumerate();
        Totals {
            oxide_quotes: quotes(&self.oxide),
            ore_quotes: quotes(&self.ore),
            used_t: self.used_t.iter().sum(),
            lost_t: self.lost_t.iter().sum(),
            mined_t: self.mined_t.iter().sum(),
            residue_t: self.residue_t,
            stock_t: held(&self.ore) + held(&self.oxide),
            under_way_t: under_way(&self.ore) + under_way(&self.oxide),
            weights: weights
                .map(|(at, weight)| weight * key(at % row) * (1 + at / row) as f64)
                .sum(),
            weights_abroad: (0..self.oxide.sellers.len())
                .filter(|&seller| self.oxide.sellers.zone[seller] == rules::ABROAD)
                .flat_map(|seller| (0..row).map(move |user| (seller, user)))
                .map(|(seller, user)| self.oxide.links.weight[seller * row + user] * key(user))
                .sum(),
            stocks: stocks.map(|(user, stock_t)| stock_t * key(user)).sum(),
        }
    }

    /// Quotes of oxide and of ore, abroad and at home.
    #[must_use]
    pub fn quotes(&self) -> [f64; 4] {
        let of = |level: &Level, zone: usize| level.prices[zone].quote;
        [
            of(&self.oxide, 0),
            of(&self.oxide, 1),
            of(&self.ore, 0),
            of(&self.ore, 1),
        ]
    }

    /// What oxide cost over all deliveries of last week, abroad and at home [USD/t].
    #[must_use]
    pub fn paid(&self) -> [f64; 2] {
        [self.oxide.prices[0].paid, self.oxide.prices[1].paid]
    }

    /// What agents hold, used, missed, made and ordered in the week before, for tests.
    #[must_use]
    pub fn state(&self) -> State<'_> {
        State {
            shelves_t: [&self.ore.sellers.shelf_t, &self.oxide.sellers.shelf_t],
            stocks_t: [&self.ore.users.stock_t, &self.oxide.users.stock_t],
            needs_t: [&self.ore.users.expected_t, &self.oxide.users.expected_t],
            weights: [&self.ore.links.weight, &self.oxide.links.weight],
            sent_t: [&self.ore.links.sent_t, &self.oxide.links.sent_t],
            used_t: &self.used_t,
            lost_t: &self.lost_t,
            mined_t: &self.mined_t,
            separated_t: &self.separated_t,
        }
    }
}

/// Columns of the market: first those of ore (mines and refiners), then those of oxide (refiners and buyers). Links are
/// at `seller * users + user`.
#[derive(Debug, Clone, Copy)]
pub struct State<'a> {
    /// On the shelves of those who sell [t].
    pub shelves_t: [&'a [f64]; 2],
    /// With those who need it [t].
    pub stocks_t: [&'a [f64]; 2],
    /// Smoothed needs [t per week].
    pub needs_t: [&'a [f64]; 2],
    /// Weights of links.
    pub weights: [&'a [f64]; 2],
    /// Sent under contract in the last week [t].
    pub sent_t: [&'a [f64]; 2],
    /// Used by buyers since week 0 [t].
    pub used_t: &'a [f64],
    /// Wanted by buyers and not had since week 0 [t].
    pub lost_t: &'a [f64],
    /// Dug by mines since week 0 [t].
    pub mined_t: &'a [f64],
    /// Fed by refiners in the last week [t].
    pub separated_t: &'a [f64],
}
