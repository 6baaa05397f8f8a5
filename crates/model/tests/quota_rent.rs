//! An export quota over two goods has one rent; a quota for each has two; a slack one has none. Contracts are off, so
//! that every tonne meets the quota, and so is leakage; holders compete, so their asks are not sticky. The figures are printed:
//! `cargo test -p monazite-model --test quota_rent -- --nocapture`.

#![expect(
    clippy::print_stdout,
    reason = "the figures are quoted in the validation page"
)]

mod common;

use common::pair::with_policies;
use common::{Rows, mean, run_weeks};

/// Weeks that a world runs; the last year is looked at.
const WEEKS: u32 = 208;
const LAST_WEEKS: usize = 52;

fn quota(goods: &str, limit_t_per_year: f64) -> String {
    format!(
        r#"(id: "quota_{limit_t_per_year}", government: "home", announced: "2026-01-05", effective: "2026-01-05",
        instrument: ExportQuota(goods: [{goods}], limit_t_per_year: {limit_t_per_year}, pace_share: 1.0))"#
    )
}

fn run(policies: &[String]) -> Rows {
    let texts: Vec<&str> = policies.iter().map(String::as_str).collect();
    let mut scenario = with_policies(WEEKS, &texts);
    let mechanisms = &mut scenario.mechanisms;
    (
        mechanisms.utilisation_response,
        mechanisms.investment,
        mechanisms.expansion,
    ) = (false, false, false);
    (mechanisms.contracts, mechanisms.leakage) = (false, false);
    mechanisms.sticky_rent = false;
    run_weeks(&scenario, 1, WEEKS).1
}

fn gap(rows: &Rows, material: &str) -> f64 {
    let quotes = |zone: &str| -> f64 {
        let facts = [("material", material), ("zone", zone)];
        let all: Vec<f64> = rows
            .of("prices", &facts)
            .map(|row| row.number("quote_usd_per_kg"))
            .collect();
        mean(&all[all.len() - LAST_WEEKS..])
    };
    quotes("abroad") - quotes("home")
}

/// Rents of the light and the heavy oxide: price gap over that of the free world [USD/kg].
fn rents(name: &str, policies: &[String]) -> (f64, f64, Rows) {
    let (free, rows) = (run(&[]), run(policies));
    let rent = |material| gap(&rows, material) - gap(&free, material);
    let (light, heavy) = (rent("light"), rent("heavy"));
    println!("{name}: rent of the light oxide {light:.3}, of the heavy oxide {heavy:.3} USD/kg");
    (light, heavy, rows)
}

/// Exports of a quota year [t]; quota years count from the first week here.
fn exports(rows: &Rows, year: i32) -> f64 {
    let start = rows.0[0].date();
    rows.of(
        "flows",
        &[("from_country", "home"), ("to_country", "abroad")],
    )
    .filter(|row| row.date().days_since(start) / 7 / 52 == year)
    .filter(|row| row.text("stage") == "oxide")
    .map(|row| row.number("shipped_t"))
    .sum()
}

#[test]
fn a_quota_over_two_goods_has_one_rent() {
    // Free exports are about 400 t a year.
    let (light, heavy, rows) = rents(
        "quota of 380 t",
        &[quota(r#""light_oxide", "heavy_oxide""#, 380.0)],
    );
    assert!(light > 5.0, "{light}");
    assert!((light / heavy - 1.0).abs() < 0.10, "{light} and {heavy}");
    for year in 0..4 {
        println!("year {year}: {:.3} t", exports(&rows, year));
        assert!(
            exports(&rows, year) <= 380.0 * (1.0 + 1e-6),
            "{} t in year {year}",
            exports(&rows, year)
        );
    }
    assert!(
        exports(&rows, 3) > 379.0,
        "the quota does not bind: {}",
        exports(&rows, 3)
    );
}

#[test]
fn a_quota_for_each_good_has_a_rent_for_each() {
    // 350 of about 360 t light, 36 of about 40 t heavy: heavy oxide is scarcer.
    let (light, heavy, _) = rents(
        "quotas of 350 t and 36 t",
        &[
            quota(r#""light_oxide""#, 350.0),
            quota(r#""heavy_oxide""#, 36.0),
        ],
    );
    assert!(light > 1.0 && heavy > 2.0 * light, "{light} and {heavy}");
}

#[test]
fn a_slack_quota_leaves_no_rent() {
    let (light, heavy, _) = rents(
        "quota of 800 t",
        &[quota(r#""light_oxide", "heavy_oxide""#, 800.0)],
    );
    // Less than one per cent of the price, which is 40 and 60 USD/kg.
    assert!(
        light.abs() < 0.4 && heavy.abs() < 0.6,
        "{light} and {heavy}"
    );
}

#[test]
fn a_quota_binds_contracts_as_well() {
    let mut scenario = with_policies(WEEKS, &[&quota(r#""light_oxide", "heavy_oxide""#, 380.0)]);
    scenario.mechanisms.leakage = false;
    let rows = run_weeks(&scenario, 1, WEEKS).1;
    for year in 0..4 {
        println!("with contracts, year {year}: {:.3} t", exports(&rows, year));
        assert!(
            exports(&rows, year) <= 380.0 * (1.0 + 1e-6),
            "{} t in year {year}",
            exports(&rows, year)
        );
    }
}
