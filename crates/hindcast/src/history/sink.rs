//! Takes the rows of a run: numbers go to their series, texts become numbers.

use model::{Cell, Sink, TABLES, Table};
use units::Date;

use super::{
    CheapSeries, DAYS_PER_WEEK, FlowKey, FlowSeries, Happening, History, PlantSeries, QuoteSeries,
    UserSeries,
};

/// A tonne counts as cheap up to this much of the index zone's quote as published, so with its tax.
const CHEAP: f64 = 1.1;
const KG_PER_T: f64 = 1000.0;

/// Where the columns stand that are kept, by table; looked up once by name.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    prices: [usize; 6],
    flows: [usize; 8],
    mines: [usize; 5],
    refiners: [usize; 5],
    buyers: [usize; 8],
    events: [usize; 3],
    investments: [usize; 2],
}

impl Columns {
    pub(super) fn new() -> Self {
        Self {
            prices: places(
                "prices",
                [
                    "date",
                    "material",
                    "stage",
                    "zone",
                    "quote_usd_per_kg",
                    "vat_share",
                ],
            ),
            flows: places(
                "flows",
                [
                    "date",
                    "material",
                    "stage",
                    "from_country",
                    "to_country",
                    "kind",
                    "shipped_t",
                    "value_usd",
                ],
            ),
            mines: places(
                "mines",
                ["date", "mine", "country", "output_t_per_year", "state"],
            ),
            refiners: places(
                "refiners",
                [
                    "date",
                    "refiner",
                    "country",
                    "throughput_t_per_year",
                    "state",
                ],
            ),
            buyers: places(
                "buyers",
                [
                    "date", "buyer", "country", "end_use", "material", "stage", "used_t", "lost_t",
                ],
            ),
            events: places("events", ["date", "kind", "sentence"]),
            investments: places("investments", ["date", "project"]),
        }
    }
}

/// A place past the end of every row reads as an empty cell.
pub(crate) fn places<const N: usize>(table: &str, names: [&str; N]) -> [usize; N] {
    let columns = TABLES.iter().find(|known| known.name == table);
    names.map(|name| {
        columns
            .and_then(|table| table.columns.iter().position(|column| column.name == name))
            .unwrap_or(usize::MAX)
    })
}

fn text<'a>(cells: &[Cell<'a>], at: usize) -> &'a str {
    match cells.get(at) {
        Some(Cell::Text(text)) => text,
        _ => "",
    }
}

fn number(cells: &[Cell<'_>], at: usize) -> f64 {
    match cells.get(at) {
        Some(Cell::Number(number)) => *number,
        _ => f64::NAN,
    }
}

fn date(cells: &[Cell<'_>], at: usize) -> Option<Date> {
    match cells.get(at) {
        Some(Cell::Date(date)) => Some(*date),
        _ => None,
    }
}

/// Puts a value at a place in a series, with `gap` for the places that were left out.
fn put(series: &mut Vec<f64>, at: usize, value: f64, gap: f64) {
    if series.len() <= at {
        series.resize(at + 1, gap);
    }
    series[at] = value;
}

impl Sink for History {
    fn wants(&self, table: &'static Table) -> bool {
        table.name != "suppliers"
    }

    fn row(&mut self, table: &'static Table, cells: &[Cell<'_>]) {
        match table.name {
            "prices" => self.take_quote(cells),
            "flows" => self.take_flow(cells),
            "mines" => self.take_plant(cells, self.columns.mines, true),
            "refiners" => self.take_plant(cells, self.columns.refiners, false),
            "buyers" => self.take_user(cells),
            "events" => {
                let [at, kind, sentence] = self.columns.events;
                let (kind, sentence) = (text(cells, kind), text(cells, sentence));
                self.take_happening(date(cells, at), kind, sentence);
            }
            "investments" => {
                let [at, project] = self.columns.investments;
                self.take_happening(date(cells, at), "decision", text(cells, project));
            }
            _ => {}
        }
    }
}

impl History {
    fn take_quote(&mut self, cells: &[Cell<'_>]) {
        let [at, material, stage, zone, quote, vat] = self.columns.prices;
        let (Some(date), quote) = (date(cells, at), number(cells, quote)) else {
            return;
        };
        let week = (date.days_since(self.start) / DAYS_PER_WEEK).max(0) as usize;
        if week >= self.weeks {
            self.weeks = week + 1;
            self.cursor = 0;
        }
        // Concentrates have no quote per kilogram.
        if !quote.is_finite() {
            return;
        }
        let at = self.quote_series([material, stage, zone].map(|at| text(cells, at)));
        let series = &mut self.quotes[at];
        series.vat_share = number(cells, vat);
        put(&mut series.quotes, week, quote, f64::NAN);
        self.cursor = at + 1;
    }

    /// Rows come in the same order every week, so the next series is nearly always the one after the last.
    fn quote_series(&mut self, names: [&str; 3]) -> usize {
        let probable = self.quotes.get(self.cursor).is_some_and(|series| {
            let known = [series.material, series.stage, series.zone];
            known.map(|id| self.names.name(id)) == names
        });
        if probable {
            return self.cursor;
        }
        let [material, stage, zone] = names.map(|name| self.names.id(name));
        let found = self.quotes.iter().position(|series| {
            series.material == material && series.stage == stage && series.zone == zone
        });
        found.unwrap_or_else(|| {
            self.quotes.push(QuoteSeries {
                material,
                stage,
                zone,
                vat_share: 0.0,
                quotes: Vec::new(),
            });
            self.quotes.len() - 1
        })
    }

    /// The recording period whose last week begins on a day.
    fn period(&mut self, monday: Date) -> usize {
        let end = monday.days_since(self.start) + DAYS_PER_WEEK;
        if self.ends.last() != Some(&end) {
            self.ends.push(end);
        }
        self.ends.len() - 1
    }

    fn take_flow(&mut self, cells: &[Cell<'_>]) {
        let [at, material, stage, from, to, kind, tonnes, value] = self.columns.flows;
        let Some(date) = date(cells, at) else { return };
        let period = self.period(date);
        let tonnes = number(cells, tonnes);
        let mut last = self.last_flow;
        for (last, at) in last.iter_mut().zip([material, stage, from, to]) {
            self.names.id_near(text(cells, at), last);
        }
        self.last_flow = last;
        let [material, stage, origin, destination] = last;
        let key = FlowKey {
            material,
            stage,
            origin,
            destination,
            is_leak: text(cells, kind) == "leakage",
        };
        let at = self
            .flows
            .binary_search_by_key(&key, |flow| flow.key)
            .unwrap_or_else(|at| {
                let (tonnes, paid_usd) = (Vec::new(), Vec::new());
                let series = FlowSeries {
                    key,
                    tonnes,
                    paid_usd,
                };
                self.flows.insert(at, series);
                at
            });
        let paid_usd = number(cells, value);
        add(&mut self.flows[at].tonnes, period, tonnes);
        add(&mut self.flows[at].paid_usd, period, paid_usd);
        let price = paid_usd / (tonnes * KG_PER_T);
        self.take_price(key, period, tonnes, price);
    }

    fn take_price(&mut self, key: FlowKey, period: usize, tonnes: f64, price_usd_per_kg: f64) {
        let index_zone = self.index_zone;
        let home = self.quotes.iter().find(|series| {
            series.material == key.material
                && series.stage == key.stage
                && series.zone == index_zone
        });
        let Some(home) = home.and_then(|home| home.quotes.last().copied()) else {
            return;
        };
        let at = self
            .cheap
            .iter()
            .position(|series| series.material == key.material && series.stage == key.stage)
            .unwrap_or_else(|| {
                self.cheap.push(CheapSeries {
                    material: key.material,
                    stage: key.stage,
                    cheap: Vec::new(),
                    all: Vec::new(),
                });
                self.cheap.len() - 1
            });
        let series = &mut self.cheap[at];
        let cheap = if price_usd_per_kg <= CHEAP * home {
            tonnes
        } else {
            0.0
        };
        add(&mut series.cheap, period, cheap);
        add(&mut series.all, period, tonnes);
    }

    fn take_plant(&mut self, cells: &[Cell<'_>], columns: [usize; 5], is_mine: bool) {
        let [at, plant, country, rate, state] = columns;
        let Some(date) = date(cells, at) else { return };
        let period = self.period(date);
        let state = self.names.id(text(cells, state));
        let at = self.plant_series(text(cells, plant), text(cells, country), is_mine);
        self.next_plant = (at + 1) % self.plants.len();
        let series = &mut self.plants[at];
        put(
            &mut series.rate_t_per_year,
            period,
            number(cells, rate),
            0.0,
        );
        series.states.resize(period + 1, state);
    }

    fn plant_series(&mut self, plant: &str, country: &str, is_mine: bool) -> usize {
        let probable = self.plants.get(self.next_plant);
        if probable.is_some_and(|series| self.names.name(series.plant) == plant) {
            return self.next_plant;
        }
        let [plant, country] = [plant, country].map(|name| self.names.id(name));
        let found = self.plants.iter().position(|series| series.plant == plant);
        found.unwrap_or_else(|| {
            self.plants.push(PlantSeries {
                plant,
                country,
                is_mine,
                rate_t_per_year: Vec::new(),
                states: Vec::new(),
            });
            self.plants.len() - 1
        })
    }

    fn take_user(&mut self, cells: &[Cell<'_>]) {
        let [at, user, country, end_use, material, stage, used, lost] = self.columns.buyers;
        let Some(date) = date(cells, at) else { return };
        let period = self.period(date);
        let names = [user, country, end_use, material, stage].map(|at| text(cells, at));
        let at = self.user_series(names);
        self.next_user = (at + 1) % self.users.len();
        let series = &mut self.users[at];
        put(&mut series.used, period, number(cells, used), 0.0);
        put(&mut series.lost, period, number(cells, lost), 0.0);
    }

    fn user_series(&mut self, names: [&str; 5]) -> usize {
        let probable = self.users.get(self.next_user);
        if probable.is_some_and(|series| self.names.name(series.user) == names[0]) {
            return self.next_user;
        }
        let [user, country, end_use, material, stage] = names.map(|name| self.names.id(name));
        let found = self.users.iter().position(|series| series.user == user);
        found.unwrap_or_else(|| {
            self.users.push(UserSeries {
                user,
                country,
                end_use,
                material,
                stage,
                used: Vec::new(),
                lost: Vec::new(),
            });
            self.users.len() - 1
        })
    }

    fn take_happening(&mut self, date: Option<Date>, kind: &str, sentence: &str) {
        if let Some(date) = date {
            self.happenings.push(Happening {
                date,
                kind: kind.to_owned(),
                sentence: sentence.to_owned(),
            });
        }
    }
}

fn add(series: &mut Vec<f64>, at: usize, value: f64) {
    if series.len() <= at {
        series.resize(at + 1, 0.0);
    }
    series[at] += value;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_that_is_kept_exists() {
        let columns = Columns::new();
        let all = columns
            .prices
            .iter()
            .chain(&columns.flows)
            .chain(&columns.mines)
            .chain(&columns.refiners)
            .chain(&columns.buyers)
            .chain(&columns.events)
            .chain(&columns.investments);
        assert!(all.into_iter().all(|at| *at != usize::MAX));
    }
}
