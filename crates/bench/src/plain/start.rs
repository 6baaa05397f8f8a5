//! The start: capacities, stocks and goods under way at which the flows of the base year balance.

use super::level::{Good, Level, Links, Prices, Sellers, Users};
use super::rules::{
    ABROAD, COVER_WEEKS, HOME, MINE_SHELF_WEEKS, MINE_UTILISATION, RECOVERED_SHARE,
    REFINER_SHELF_WEEKS, REFINER_UTILISATION, SPOT_SHARE, WEEKS_PER_YEAR, journey_weeks,
};

/// Mines.
const MINES: usize = 4;
/// Refiners.
const REFINERS: usize = 5;

const ORE: Good = Good {
    freight: 0.0,
    anchor: 0.6,
    is_ore: true,
};

const OXIDE: Good = Good {
    freight: 5_000.0,
    anchor: 100_000.0,
    is_ore: false,
};

/// Use of every buyer at start prices [t per week].
pub(super) fn demand_t(buyers: usize) -> Vec<f64> {
    let size = |at: usize| 100.0 * (0.5 + 0.1 * (at % 11) as f64);
    (0..buyers).map(|at| size(at) / WEEKS_PER_YEAR).collect()
}

/// Ore and oxide at the start, for buyers of some size.
pub(super) fn levels(demand_t: &[f64]) -> (Level, Level) {
    let ore_t = demand_t.iter().sum::<f64>() / RECOVERED_SHARE;
    let mines = parts(MINES, ore_t);
    let feeds = parts(REFINERS, ore_t);
    let oxides: Vec<f64> = feeds.iter().map(|feed| feed * RECOVERED_SHARE).collect();
    let mut ore = level(
        ORE,
        [0.6, 0.6],
        sellers(&mines, MINE_SHELF_WEEKS),
        users(&feeds),
    );
    let mut oxide = level(
        OXIDE,
        [105_000.0, 100_000.0],
        sellers(&oxides, REFINER_SHELF_WEEKS),
        users(demand_t),
    );
    ore.sellers.capacity_t_per_year = rated(&mines, MINE_UTILISATION);
    oxide.sellers.capacity_t_per_year = rated(&feeds, REFINER_UTILISATION);
    for level in [&mut ore, &mut oxide] {
        set_going(level);
    }
    (ore, oxide)
}

/// The whole over so many plants, of which the last is three times as large as the first.
fn parts(count: usize, whole_t: f64) -> Vec<f64> {
    let weight = |at: usize| 1.0 + 2.0 * at as f64 / (count - 1) as f64;
    let total: f64 = (0..count).map(weight).sum();
    (0..count).map(|at| whole_t * weight(at) / total).collect()
}

fn rated(throughput_t: &[f64], utilisation: f64) -> Vec<f64> {
    let year = |week_t: &f64| week_t * WEEKS_PER_YEAR / utilisation;
    throughput_t.iter().map(year).collect()
}

/// Every third stands abroad.
fn zones(count: usize) -> Vec<usize> {
    let zone = |at: usize| if at.is_multiple_of(3) { ABROAD } else { HOME };
    (0..count).map(zone).collect()
}

fn sellers(output_t: &[f64], shelf_weeks: f64) -> Sellers {
    let zeros = || vec![0.0; output_t.len()];
    let shelf_t: Vec<f64> = output_t.iter().map(|week| shelf_weeks * week).collect();
    Sellers {
        zone: zones(output_t.len()),
        capacity_t_per_year: zeros(),
        closed_t: shelf_t.clone(),
        shelf_t,
        wanted_t: zeros(),
        output_t: output_t.to_vec(),
        called_t: zeros(),
        sold_t: zeros(),
        spot_t: zeros(),
        split: vec![[0.0; 2]; output_t.len()],
        shelf_weeks,
    }
}

fn users(need_t: &[f64]) -> Users {
    let zeros = || vec![0.0; need_t.len()];
    Users {
        zone: zones(need_t.len()),
        // A week more than the cover: the first week's use is taken before the first orders look at the stock.
        stock_t: need_t
            .iter()
            .map(|week| (COVER_WEEKS + 1.0) * week)
            .collect(),
        planned_t: need_t.to_vec(),
        expected_t: need_t.to_vec(),
        order_t: zeros(),
        contracted_t: zeros(),
        pipeline_t: zeros(),
        cost: zeros(),
        arrivals_t: std::array::from_fn(|_| zeros()),
        today: 0,
    }
}

fn level(good: Good, start: [f64; 2], sellers: Sellers, users: Users) -> Level {
    let links = sellers.len() * users.len();
    let total: f64 = sellers.output_t.iter().sum();
    let share = |at: usize| sellers.output_t[at / users.len()] / total;
    let weight: Vec<f64> = (0..links).map(share).collect();
    Level {
        good,
        prices: start.map(Prices::at),
        links: Links {
            base: weight.clone(),
            weight,
            base_utility: vec![0.0; links],
            fill: vec![1.0; links],
            call_t: vec![0.0; links],
            sent_t: vec![0.0; links],
        },
        sellers,
        users,
        contract: [0.0; 2],
    }
}

/// Sizes of the spot markets, the split of offers, prices paid and earned, and goods under way.
fn set_going(level: &mut Level) {
    let Level {
        good,
        prices,
        sellers,
        users,
        links,
        ..
    } = level;
    for (&zone, need_t) in users.zone.iter().zip(&users.expected_t) {
        prices[zone].size_t += SPOT_SHARE * need_t;
    }
    let total = prices[ABROAD].size_t + prices[HOME].size_t;
    sellers
        .split
        .fill([prices[ABROAD].size_t / total, prices[HOME].size_t / total]);
    let index = prices[HOME].quote;
    let at_index = users.zone.iter().map(|&zone| good.land(index, HOME, zone));
    users.cost = at_index.collect();
    for seller in 0..sellers.len() {
        for user in 0..users.len() {
            let flow_t = links.weight[seller * users.len() + user] * users.expected_t[user];
            for week in 1..=journey_weeks(sellers.zone[seller], users.zone[user]) {
                users.send(user, flow_t, week);
            }
        }
    }
}
