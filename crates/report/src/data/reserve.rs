//! Strategic stocks over time.

use std::collections::BTreeMap;

use output::OutputError;
use units::Date;

use super::Folder;

const COLUMNS: [&str; 9] = [
    "date",
    "country",
    "material",
    "stage",
    "receiver",
    "stock_t",
    "target_t",
    "bought_t",
    "released_t",
];

/// One good of one stock.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stock {
    /// Whose it is.
    pub(crate) country: String,
    /// Of what.
    pub(crate) material: String,
    /// At which stage.
    pub(crate) stage: String,
    /// By day: in store, to be held, bought and released [t].
    pub(crate) days: BTreeMap<Date, Day>,
    /// Released by receiver [t].
    pub(crate) receivers: BTreeMap<String, f64>,
}

/// A recording period of a stock.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Day {
    pub(crate) stock_t: f64,
    pub(crate) target_t: f64,
    pub(crate) bought_t: f64,
    pub(crate) released_t: f64,
}

impl Stock {
    /// Released over the run [t].
    pub(crate) fn released_t(&self) -> f64 {
        self.days.values().map(|day| day.released_t).sum()
    }

    /// Bought over the run [t].
    pub(crate) fn bought_t(&self) -> f64 {
        self.days.values().map(|day| day.bought_t).sum()
    }
}

/// Reads all stocks, in the order of the table.
pub(crate) fn read(folder: Folder<'_>) -> Result<Vec<Stock>, OutputError> {
    let mut stocks: Vec<Stock> = Vec::new();
    folder.first_rows("reserves", &COLUMNS, |row| {
        let Some(date) = super::date(row.text(0)) else {
            return;
        };
        let (country, material, stage) = (row.text(1), row.text(2), row.text(3));
        let is_it = |stock: &Stock| {
            stock.country == country && stock.material == material && stock.stage == stage
        };
        let place = stocks.iter().position(is_it).unwrap_or_else(|| {
            stocks.push(Stock {
                country: country.to_owned(),
                material: material.to_owned(),
                stage: stage.to_owned(),
                ..Stock::default()
            });
            stocks.len() - 1
        });
        let stock = &mut stocks[place];
        let day = stock.days.entry(date).or_default();
        let receiver = row.text(4);
        if receiver.is_empty() {
            day.stock_t = row.number(5).unwrap_or(0.0);
            day.target_t = row.number(6).unwrap_or(0.0);
            day.bought_t = row.number(7).unwrap_or(0.0);
        } else {
            let released = row.number(8).unwrap_or(0.0);
            day.released_t += released;
            *stock.receivers.entry(receiver.to_owned()).or_default() += released;
        }
    })?;
    for stock in &mut stocks {
        stock.days = by_quarter(&stock.days);
    }
    Ok(stocks)
}

/// Periods of a quarter of the calendar as one, on the last of their days: levels at its end, sums of what moved.
fn by_quarter(days: &BTreeMap<Date, Day>) -> BTreeMap<Date, Day> {
    let mut quarters: BTreeMap<(i16, i8), (Date, Day)> = BTreeMap::new();
    for (date, day) in days {
        let key = (date.year(), (date.month() - 1) / 3);
        let (last, sum) = quarters.entry(key).or_insert((*date, Day::default()));
        *last = *date;
        *sum = Day {
            bought_t: sum.bought_t + day.bought_t,
            released_t: sum.released_t + day.released_t,
            ..*day
        };
    }
    quarters.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_ends_at_its_last_level_and_adds_what_was_released() {
        let day = |stock_t: f64, released_t: f64| Day {
            stock_t,
            released_t,
            ..Day::default()
        };
        let days = BTreeMap::from([
            (Date::new(2026, 1, 26), day(10.0, 1.0)),
            (Date::new(2026, 3, 23), day(7.0, 2.0)),
            (Date::new(2026, 4, 20), day(7.0, 0.0)),
        ]);
        let quarters: Vec<(Date, Day)> = by_quarter(&days).into_iter().collect();
        assert_eq!(quarters[0], (Date::new(2026, 3, 23), day(7.0, 3.0)));
        assert_eq!(quarters[1], (Date::new(2026, 4, 20), day(7.0, 0.0)));
    }
}
