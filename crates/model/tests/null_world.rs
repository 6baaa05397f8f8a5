//! Worlds in which the answer is known beforehand. Plants stand still (no utilisation response, no investment, no
//! expansion), so that what is tested is trade. The figures are printed for the validation page:
//! `cargo test -p monazite-model --test null_world -- --nocapture`.

#![expect(
    clippy::print_stdout,
    reason = "the figures are quoted in the validation page"
)]

mod common;

use common::pair::{FREIGHT, world};
use common::{Rows, deviation, mean, run_weeks};
use scenario::Scenario;

/// Weeks that a null world runs; the last year is looked at.
const WEEKS: u32 = 312;
const LAST_WEEKS: usize = 52;

/// The last year of a column [its unit].
fn last_year(rows: &Rows, table: &str, facts: &[(&str, &str)], column: &str) -> Vec<f64> {
    let all: Vec<f64> = rows
        .of(table, facts)
        .map(|row| row.number(column))
        .collect();
    assert_eq!(all.len(), WEEKS as usize, "one row a week of {facts:?}");
    all[all.len() - LAST_WEEKS..].to_vec()
}

fn quotes(rows: &Rows, material: &str, zone: &str) -> Vec<f64> {
    last_year(
        rows,
        "prices",
        &[("material", material), ("zone", zone)],
        "quote_usd_per_kg",
    )
}

fn still(mut scenario: Scenario) -> Scenario {
    let mechanisms = &mut scenario.mechanisms;
    (
        mechanisms.utilisation_response,
        mechanisms.investment,
        mechanisms.expansion,
    ) = (false, false, false);
    scenario
}

#[test]
fn without_control_or_tax_the_premium_goes_to_freight() {
    let (_, rows) = run_weeks(&still(world(WEEKS)), 1, WEEKS);
    for material in ["light", "heavy"] {
        let (home, abroad) = (
            mean(&quotes(&rows, material, "home")),
            mean(&quotes(&rows, material, "abroad")),
        );
        let gap = abroad - home;
        println!(
            "{material}: home {home:.3}, abroad {abroad:.3}, gap {gap:.3}, freight {FREIGHT:.3} USD/kg"
        );
        // Three per cent of the price, where freight is ten per cent of the light oxide's.
        assert!(
            (gap - FREIGHT).abs() < 0.03 * home,
            "{material}: gap {gap}, freight {FREIGHT}"
        );
    }
}

#[test]
fn constant_demand_gives_constant_quotes() {
    let (_, rows) = run_weeks(&still(world(WEEKS)), 1, WEEKS);
    for (material, zone) in [
        ("light", "home"),
        ("light", "abroad"),
        ("heavy", "home"),
        ("heavy", "abroad"),
    ] {
        let logs: Vec<f64> = quotes(&rows, material, zone)
            .iter()
            .map(|quote| libm::log(*quote))
            .collect();
        println!(
            "{material} {zone}: deviation of the log quote over a year {:.2e}",
            deviation(&logs)
        );
        assert!(
            deviation(&logs) < 0.01,
            "{material} {zone}: {}",
            deviation(&logs)
        );
    }
}

#[test]
fn constant_demand_gives_constant_orders() {
    let (_, rows) = run_weeks(&still(world(WEEKS)), 1, WEEKS);
    for buyer in ["home_light", "home_heavy", "abroad_light", "abroad_heavy"] {
        let received = last_year(&rows, "buyers", &[("buyer", buyer)], "received_t");
        let variation = deviation(&received) / mean(&received);
        println!(
            "{buyer}: {:.4} t a week, variation {variation:.2e}",
            mean(&received)
        );
        assert!(variation < 0.001, "{buyer}: {variation}");
    }
}

/// A start at rest is no shock: from the first week on, no quote moves further than it has moved after years.
#[test]
fn the_start_is_close_to_rest() {
    let (_, rows) = run_weeks(&still(world(WEEKS)), 1, WEEKS);
    for (material, zone) in [
        ("light", "home"),
        ("light", "abroad"),
        ("heavy", "home"),
        ("heavy", "abroad"),
    ] {
        let facts = [("material", material), ("zone", zone)];
        let settled = mean(&quotes(&rows, material, zone));
        for row in rows.of("prices", &facts) {
            let quote = row.number("quote_usd_per_kg");
            assert!(
                (quote / settled - 1.0).abs() < 0.1,
                "{material} {zone}: {quote} on the way to {settled}"
            );
        }
    }
}
