//! The plain program gives the results of the model, week by week, agent by agent.

use bench::plain::{Plain, State};
use bench::{Size, world};
use model::{Cell, Simulation, Sink, Table};
use std::collections::BTreeMap;

/// Largest relative difference.
const TOLERANCE: f64 = 1e-9;
/// Differences of amounts below this are rounding [t].
const DUST_T: f64 = 1e-12;
/// Weeks in a year of 365.25 days.
const WEEKS_PER_YEAR: f64 = 365.25 / 7.0;
/// Kilograms in a tonne.
const KG_PER_T: f64 = 1000.0;

/// Numbers of a week by name.
#[derive(Default)]
struct Week(BTreeMap<String, f64>);

impl Sink for Week {
    fn row(&mut self, table: &'static Table, cells: &[Cell<'_>]) {
        let at = |name: &str| {
            let column = table.columns.iter().position(|column| column.name == name);
            cells[column.unwrap_or_else(|| panic!("{} has no {name}", table.name))]
        };
        let number = |name: &str| match at(name) {
            Cell::Number(number) => number,
            other => panic!("{name} is {other}"),
        };
        let mut put = |name: String, number: f64| *self.0.entry(name).or_default() += number;
        match table.name {
            "prices" if at("payable_share") == Cell::Empty => {
                put(
                    format!("oxide quote {}", at("zone")),
                    number("quote_usd_per_kg") * KG_PER_T,
                );
                put(
                    format!("oxide paid {}", at("zone")),
                    number("vwap_all_usd_per_kg") * KG_PER_T,
                );
            }
            "prices" => put(format!("ore quote {}", at("zone")), number("payable_share")),
            "mines" => {
                put(format!("shelf {}", at("mine")), number("stock_t"));
                put(
                    format!("made {}", at("mine")),
                    number("output_t_per_year") / WEEKS_PER_YEAR,
                );
            }
            "refiners" => {
                put(format!("shelf {}", at("refiner")), number("output_stock_t"));
                put(
                    format!("cover {}", at("refiner")),
                    number("input_cover_weeks"),
                );
                put(
                    format!("made {}", at("refiner")),
                    number("throughput_t_per_year") / WEEKS_PER_YEAR,
                );
            }
            "buyers" => {
                put(format!("stock {}", at("buyer")), number("stock_t"));
                put(format!("used {}", at("buyer")), number("used_t"));
                put(format!("lost {}", at("buyer")), number("lost_t"));
            }
            "suppliers" => {
                put(
                    format!("weight {} {}", at("agent"), at("origin")),
                    number("order_share"),
                );
                put(
                    format!("need {} {}", at("agent"), at("origin")),
                    number("need_t_per_week"),
                );
            }
            "flows" if at("kind") == Cell::Text("contract") => {
                put(
                    format!("sent {} {}", at("from"), at("to")),
                    number("shipped_t"),
                );
            }
            _ => {}
        }
    }
}

/// The same numbers of the plain program; `before` has its sums of a week ago.
fn plain_week(plain: &Plain, before: &Sums) -> Week {
    let mut week = Week::default();
    let mut put = |name: String, number: f64| *week.0.entry(name).or_default() += number;
    let state = plain.state();
    for (zone, name) in ["abroad", "home"].into_iter().enumerate() {
        put(format!("oxide quote {name}"), plain.quotes()[zone]);
        put(format!("ore quote {name}"), plain.quotes()[2 + zone]);
        put(format!("oxide paid {name}"), plain.paid()[zone]);
    }
    for (at, shelf_t) in state.shelves_t[0].iter().enumerate() {
        put(format!("shelf mine_0_{at}"), *shelf_t);
        put(
            format!("made mine_0_{at}"),
            state.mined_t[at] - before.mined_t[at],
        );
    }
    for (at, shelf_t) in state.shelves_t[1].iter().enumerate() {
        put(format!("shelf refiner_0_{at}"), *shelf_t);
        put(format!("made refiner_0_{at}"), state.separated_t[at]);
        put(
            format!("cover refiner_0_{at}"),
            state.stocks_t[0][at] / state.needs_t[0][at],
        );
    }
    for (at, stock_t) in state.stocks_t[1].iter().enumerate() {
        put(format!("stock buyer_{at}"), *stock_t);
        put(
            format!("used buyer_{at}"),
            state.used_t[at] - before.used_t[at],
        );
        put(
            format!("lost buyer_{at}"),
            state.lost_t[at] - before.lost_t[at],
        );
    }
    put_links(&state, &mut put);
    week
}

/// Weights by origin, needs beside them as the model tells them, and what was sent on each link.
fn put_links(state: &State, put: &mut impl FnMut(String, f64)) {
    let names = [("mine_0", "refiner_0"), ("refiner_0", "buyer")];
    for (level, (seller, user)) in names.into_iter().enumerate() {
        let row = state.stocks_t[level].len();
        let links = state.weights[level].iter().zip(state.sent_t[level]);
        for (at, (weight, sent_t)) in links.enumerate() {
            let (from, to) = (at / row, at % row);
            let origin = if from.is_multiple_of(3) {
                "abroad"
            } else {
                "home"
            };
            put(format!("weight {user}_{to} {origin}"), *weight);
            put(format!("sent {seller}_{from} {user}_{to}"), *sent_t);
            // The first two sellers are the first of either zone.
            if from < 2 {
                put(
                    format!("need {user}_{to} {origin}"),
                    state.needs_t[level][to],
                );
            }
        }
    }
}

/// Sums since week 0 as they stood a week ago.
struct Sums {
    used_t: Vec<f64>,
    lost_t: Vec<f64>,
    mined_t: Vec<f64>,
}

impl Sums {
    fn of(plain: &Plain) -> Self {
        let state = plain.state();
        Self {
            used_t: state.used_t.to_vec(),
            lost_t: state.lost_t.to_vec(),
            mined_t: state.mined_t.to_vec(),
        }
    }
}

/// Largest relative difference between two weeks, with its name.
fn difference(model: &Week, plain: &Week) -> (f64, String) {
    let mut worst = (0.0, String::new());
    for (name, number) in &model.0 {
        let other = plain.0.get(name).copied();
        let other = other.unwrap_or_else(|| panic!("the plain program has no {name}"));
        let gap = (number - other).abs() / number.abs().max(DUST_T / TOLERANCE);
        if gap > worst.0 {
            worst = (gap, format!("{name}: {number} and {other}"));
        }
    }
    worst
}

fn compare(buyers: usize) {
    let mut scenario = world(Size::reference(buyers));
    scenario.record.every_weeks = 1;
    let mut simulation = Simulation::new(&scenario, 1, 0);
    let mut plain = Plain::new(buyers);
    for week in 0..52 {
        let before = Sums::of(&plain);
        let mut seen = Week::default();
        simulation.step(&mut seen);
        plain.step();
        let (gap, what) = difference(&seen, &plain_week(&plain, &before));
        assert!(
            gap <= TOLERANCE,
            "{buyers} buyers, week {week}: {gap:e}, {what}"
        );
        // Of each buyer stock, use, loss, weights and needs by origin, and what at least four refiners sent.
        let compared = seen.0.len();
        assert!(compared > 10 * buyers, "only {compared} numbers compared");
    }
}

#[test]
fn a_hundred_buyers_fare_alike() {
    compare(100);
}

#[test]
fn a_thousand_buyers_fare_alike() {
    compare(1000);
}
