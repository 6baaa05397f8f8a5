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
    Ok(stocks)
}
