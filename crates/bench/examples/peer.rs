//! Weeks of the reference market in Monazite or in the plain program, for the comparison with other programs
//! (`crates/bench/peers/run.py`): prints results and seconds as JSON.
//!
//! ```sh
//! cargo run --release -p monazite-bench --example peer -- monazite 1000 52   # buyers, weeks
//! cargo run --release -p monazite-bench --example peer -- plain 1000 52
//! ```

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement reads the clock and prints"
)]

use bench::plain::Plain;
use bench::{Size, world};
use model::{Cell, NoSink, Simulation, Sink, Table};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Weeks in a year of 365.25 days.
const WEEKS_PER_YEAR: f64 = 365.25 / 7.0;
/// Kilograms in a tonne.
const KG_PER_T: f64 = 1000.0;
/// Part of the feed that a refiner loses.
const LOST_SHARE: f64 = 0.1;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| arguments.get(at).and_then(|text| text.parse().ok());
    let buyers = number(1).unwrap_or(1000);
    let weeks = number(2).unwrap_or(52);
    let program = arguments.first().map_or("monazite", String::as_str);
    let (results, seconds) = match program {
        "plain" => plain(buyers, weeks),
        _ => monazite(buyers, weeks as u32),
    };
    let results: Vec<String> = results
        .iter()
        .map(|(name, number)| format!("\"{name}\": {number:?}"))
        .collect();
    println!(
        "{{\"program\": \"{program}\", \"version\": \"{}\", \"buyers\": {buyers}, \"weeks\": {weeks}, \
         \"seconds\": {seconds:?}, \"results\": {{{}}}}}",
        env!("CARGO_PKG_VERSION"),
        results.join(", ")
    );
}

fn plain(buyers: usize, weeks: usize) -> (BTreeMap<&'static str, f64>, f64) {
    let mut plain = Plain::new(buyers);
    let start = Instant::now();
    for _ in 0..weeks {
        plain.step();
    }
    let seconds = start.elapsed().as_secs_f64();
    let totals = plain.totals();
    let results = [
        ("quote_oxide_abroad", totals.oxide_quotes[0]),
        ("quote_oxide_home", totals.oxide_quotes[1]),
        ("quote_ore_abroad", totals.ore_quotes[0]),
        ("quote_ore_home", totals.ore_quotes[1]),
        ("used_t", totals.used_t),
        ("missed_t", totals.lost_t),
        ("mined_t", totals.mined_t),
        ("residue_t", totals.residue_t),
        ("stock_t", totals.stock_t),
        ("under_way_t", totals.under_way_t),
        ("weights", totals.weights),
        ("weights_abroad", totals.weights_abroad),
        ("stocks", totals.stocks),
    ];
    (results.into(), seconds)
}

/// Nothing is recorded but the whole at the end, whose writing is not timed.
fn monazite(buyers: usize, weeks: u32) -> (BTreeMap<&'static str, f64>, f64) {
    let mut scenario = world(Size::reference(buyers));
    scenario.clock.weeks = weeks;
    scenario.record.every_weeks = weeks;
    let mut run = Simulation::new(&scenario, 1, 0);
    let start = Instant::now();
    for _ in 1..weeks {
        run.step(&mut NoSink);
    }
    let mut end = End::new(weeks);
    let mut recording = Duration::ZERO;
    let mut last = Instant::now();
    run.step_watched(&mut end, &mut |phase| {
        if phase == "recording" {
            recording = last.elapsed();
        }
        last = Instant::now();
    });
    let seconds = start.elapsed().as_secs_f64() - recording.as_secs_f64();
    (end.results, seconds)
}

/// Adds up the tables of the last week, which count over all weeks.
struct End {
    years: f64,
    /// Refiners' stock of ore over what they need a week, in their order.
    covers: Vec<f64>,
    results: BTreeMap<&'static str, f64>,
}

impl End {
    fn new(weeks: u32) -> Self {
        Self {
            years: f64::from(weeks) / WEEKS_PER_YEAR,
            covers: Vec::new(),
            results: BTreeMap::new(),
        }
    }

    fn add(&mut self, name: &'static str, number: f64) {
        *self.results.entry(name).or_default() += number;
    }

    fn add_price(&mut self, row: &Row) {
        let is_abroad = row.text("zone") == "abroad";
        let name = match (row.text("stage"), is_abroad) {
            ("ore", true) => "quote_ore_abroad",
            ("ore", false) => "quote_ore_home",
            (_, true) => "quote_oxide_abroad",
            (_, false) => "quote_oxide_home",
        };
        let price = if row.text("stage") == "ore" {
            row.number("payable_share")
        } else {
            row.number("quote_usd_per_kg") * KG_PER_T
        };
        self.add(name, price);
    }

    fn add_buyer(&mut self, row: &Row) {
        let stock_t = row.number("stock_t");
        self.add("used_t", row.number("used_t"));
        self.add("missed_t", row.number("lost_t"));
        self.add("stock_t", stock_t);
        self.add("stocks", stock_t * key(row.text("buyer")));
    }

    fn add_supplier(&mut self, row: &Row) {
        let agent = row.text("agent");
        let is_abroad = row.text("origin") == "abroad";
        if agent.starts_with("buyer") && is_abroad {
            self.add("weights_abroad", row.number("order_share") * key(agent));
        } else if agent.starts_with("refiner") && is_abroad {
            // Every refiner has one row of suppliers abroad.
            let cover = self.covers[position(agent)];
            self.add("stock_t", cover * row.number("need_t_per_week"));
        }
    }
}

impl Sink for End {
    fn row(&mut self, table: &'static Table, cells: &[Cell<'_>]) {
        let row = Row { table, cells };
        match table.name {
            "prices" => self.add_price(&row),
            "mines" => {
                let mined_t = row.number("output_t_per_year") * self.years;
                self.add("mined_t", mined_t);
                self.add("stock_t", row.number("stock_t"));
            }
            "refiners" => {
                let fed_t = row.number("throughput_t_per_year") * self.years;
                self.add("residue_t", fed_t * LOST_SHARE);
                self.add("stock_t", row.number("output_stock_t"));
                self.covers.push(row.number("input_cover_weeks"));
            }
            "buyers" => self.add_buyer(&row),
            "suppliers" => self.add_supplier(&row),
            _ => {}
        }
    }

    fn wants(&self, table: &'static Table) -> bool {
        table.name != "flows"
    }
}

/// A row with the names of its columns.
struct Row<'a> {
    table: &'static Table,
    cells: &'a [Cell<'a>],
}

impl<'a> Row<'a> {
    fn cell(&self, name: &str) -> Cell<'a> {
        let mut columns = self.table.columns.iter();
        let at = columns.position(|column| column.name == name);
        self.cells[at.unwrap_or_else(|| panic!("{} has no {name}", self.table.name))]
    }

    fn number(&self, name: &str) -> f64 {
        match self.cell(name) {
            Cell::Number(number) => number,
            other => panic!("{name} is {other}"),
        }
    }

    fn text(&self, name: &str) -> &'a str {
        match self.cell(name) {
            Cell::Text(text) => text,
            other => panic!("{name} is {other}"),
        }
    }
}

/// The number at the end of an id.
fn position(id: &str) -> usize {
    let digits = id.rsplit('_').next().and_then(|text| text.parse().ok());
    digits.unwrap_or_else(|| panic!("{id} has no number"))
}

/// How often a buyer counts in sums that tell buyers apart.
fn key(buyer: &str) -> f64 {
    (1 + position(buyer) % 7) as f64
}
