//! The books of strategic stocks, added up from table `reserves`, and of yearly support, from table `decisions`.

use super::{Row, Rows};
use scenario::Scenario;
use std::collections::BTreeMap;
use units::Date;

/// Largest relative error of a sum.
const TOLERANCE: f64 = 1e-9;

/// Budgets and stores that do not add up: budget left = budget - purchases - storing + sales; and store and what is
/// under way = those of the record before + bought - released.
pub(crate) fn unreconciled(scenario: &Scenario, rows: &Rows) -> Vec<String> {
    let mut found = Vec::new();
    for government in &scenario.governments {
        if let Some(support) = &government.support {
            let yearly = decided(
                rows,
                &[
                    ("subject", "research and recycling"),
                    ("government", &government.country),
                ],
            );
            found.extend(beyond_budget(support.budget_usd_per_year, &yearly));
        }
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

/// What governments with support decided to spend within a year, by day [USD].
pub(crate) fn support_decided(rows: &Rows) -> Vec<(Date, f64)> {
    decided(rows, &[("subject", "research and recycling")])
}

fn decided(rows: &Rows, facts: &[(&str, &str)]) -> Vec<(Date, f64)> {
    let chosen = rows
        .of("decisions", facts)
        .filter(|row| row.number("is_chosen") > 0.5);
    chosen
        .map(|row| (row.date(), money_in(row.text("option"))))
        .collect()
}

/// All the millions that a text names [USD].
fn money_in(text: &str) -> f64 {
    let words: Vec<&str> = text.split(' ').collect();
    let millions = words.windows(2).filter(|pair| pair[1] == "M");
    millions
        .filter_map(|pair| pair[0].parse::<f64>().ok())
        .sum::<f64>()
        * 1e6
}

/// Years in which more was decided than the budget allows, and decisions that follow within a year of another.
fn beyond_budget(budget_usd: f64, yearly: &[(Date, f64)]) -> Vec<String> {
    let too_much = yearly
        .iter()
        .filter(|(_, usd)| *usd > budget_usd * (1.0 + TOLERANCE))
        .map(|(day, usd)| format!("{usd} USD decided on {day} of {budget_usd} USD a year"));
    let too_soon = yearly
        .windows(2)
        .filter(|pair| pair[1].0.days_since(pair[0].0) < 364)
        .map(|pair| format!("decided on {} and again on {}", pair[0].0, pair[1].0));
    too_much.chain(too_soon).collect()
}
