//! The books of strategic stocks, added up from table `reserves`.

use super::{Row, Rows};
use scenario::Scenario;
use std::collections::BTreeMap;

/// Largest relative error of a sum.
const TOLERANCE: f64 = 1e-9;

/// Budgets and stores that do not add up: budget left = budget - purchases - storing + sales; and store and what is
/// under way = those of the record before + bought - released.
pub(crate) fn unreconciled(scenario: &Scenario, rows: &Rows) -> Vec<String> {
    let mut found = Vec::new();
    for government in &scenario.governments {
        let Some(stockpile) = &government.stockpile else {
            continue;
        };
        let own = [("government", government.id.as_str())];
        let own: Vec<&Row> = rows.of("reserves", &own).collect();
        let sum = |column: &str| -> f64 {
            let numbers = own.iter().map(|row| row.number(column));
            numbers.filter(|number| !number.is_nan()).sum()
        };
        let (cost, sales) = (sum("cost_usd"), sum("sales_usd"));
        let left = (own.iter().rev())
            .map(|row| row.number("budget_left_usd"))
            .find(|number| !number.is_nan())
            .unwrap_or(stockpile.budget_usd);
        let due = stockpile.budget_usd - cost + sales;
        if (left - due).abs() > TOLERANCE * (stockpile.budget_usd + cost + sales) {
            found.push(format!("{}: {left} USD left, {due} due", government.id));
        }
        if own.iter().any(|row| row.number("budget_left_usd") < -1e-3) {
            found.push(format!("{} overspends", government.id));
        }
        found.extend(unbalanced_stores(&government.id, &own));
    }
    found
}

/// Over a whole run, from the end of the first record on: what is there less what was bought, and what was given.
fn unbalanced_stores(id: &str, rows: &[&Row]) -> Vec<String> {
    let first_day = rows.first().map(|row| row.date());
    // By good: at the first record, at the last, bought and released after the first, in tonnes.
    let mut stores: BTreeMap<String, [f64; 4]> = BTreeMap::new();
    for row in rows {
        let good = format!("{} {}", row.text("material"), row.text("stage"));
        let store = stores.entry(good).or_default();
        let is_first = Some(row.date()) == first_day;
        if row.text("receiver").is_empty() {
            let has_t = row.number("stock_t") + row.number("coming_t");
            if is_first {
                store[0] = has_t;
            } else {
                store[2] += row.number("bought_t");
            }
            store[1] = has_t;
        } else if !is_first {
            store[3] += row.number("released_t");
        }
    }
    let is_off = |[first, last, bought, released]: &[f64; 4]| {
        (first + bought - released - last).abs() > TOLERANCE * (first + bought + 1.0)
    };
    let faults = stores.iter().filter(|(_, store)| is_off(store));
    faults
        .map(|(good, store)| format!("{id}, {good}: first, last, bought, released {store:?} t"))
        .collect()
}
