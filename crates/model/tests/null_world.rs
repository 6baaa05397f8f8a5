//! Worlds in which the answer is known beforehand: a price gap without a reason closes, constant demand orders
//! constantly, a quota has one rent and a slack one has none. The figures are printed for docs/validation.md:
//! `cargo test -p monazite-model --test null_world -- --nocapture`.

mod common;

use common::pair::{FREIGHT, HEAVY_ABROAD, LIGHT_ABROAD, with_policies, world};
use common::{Rows, deviation, mean, run_weeks};
use scenario::Scenario;

/// Weeks that a null world runs; the last year is looked at.
const WEEKS: u32 = 208;
const LAST_WEEKS: usize = 52;

/// Quotes of the last year [USD/kg].
fn quotes(rows: &Rows, material: &str, zone: &str) -> Vec<f64> {
    let facts = [("material", material), ("zone", zone)];
    let all: Vec<f64> = rows.of("prices", &facts).map(|row| row.number("quote_usd_per_kg")).collect();
    all[all.len() - LAST_WEEKS..].to_vec()
}

/// Mean price gap between the zones over the last year, less freight [USD/kg].
fn extra(rows: &Rows, material: &str) -> f64 {
    mean(&quotes(rows, material, "abroad")) - mean(&quotes(rows, material, "home")) - FREIGHT
}

/// Shipments of a good abroad in a week of the last year, on average [t].
fn exports(rows: &Rows, material: &str) -> f64 {
    let facts = [("material", material), ("from_country", "home"), ("to_country", "abroad")];
    let end = rows.0.last().expect("a run has rows").date();
    let since = end.add_weeks(-(LAST_WEEKS as i32));
    rows.of("flows", &facts).filter(|row| row.date() > since).map(|row| row.number("shipped_t")).sum::<f64>() / LAST_WEEKS as f64
}

fn show(what: &str, rows: &Rows) {
    for material in ["light", "heavy"] {
        println!(
            "{what}, {material}: home {:.3}, abroad {:.3}, extra {:.3} USD/kg, exports {:.4} t a week",
            mean(&quotes(rows, material, "home")),
            mean(&quotes(rows, material, "abroad")),
            extra(rows, material),
            exports(rows, material)
        );
    }
}

#[test]
fn explore() {
    let (_, rows) = run_weeks(&world(WEEKS), 1, WEEKS);
    show("free", &rows);
    for m in ["light", "heavy"] { for z in ["home", "abroad"] {
        let logs: Vec<f64> = quotes(&rows, m, z).iter().map(|p| libm::log(*p)).collect();
        println!("{m} {z} sd {:.6}", deviation(&logs));
    } }
    for buyer in ["home_light", "home_heavy", "abroad_light", "abroad_heavy"] {
        let r: Vec<f64> = rows.of("buyers", &[("buyer", buyer)]).map(|row| row.number("received_t")).collect();
        let r = &r[r.len() - 52..];
        println!("{buyer} received mean {:.4} cv {:.6}", mean(r), deviation(r) / mean(r));
    }
    let spot = |mut s: Scenario| { s.mechanisms.contracts = false; s };
    let q = |limit: f64| format!(r#"(id: "q", government: "home", announced: "2026-01-05", effective: "2026-01-05", instrument: ExportQuota(goods: ["light_oxide", "heavy_oxide"], limit_t_per_year: {limit}, pace_share: 1.0))"#);
    for limit in [320.0, 800.0] {
        for contracts in [true, false] {
            let s = with_policies(WEEKS, &[&q(limit)]);
            let (_, rows) = run_weeks(&if contracts { s } else { spot(s) }, 1, WEEKS);
            show(&format!("quota {limit} contracts {contracts}"), &rows);
        }
    }
    let l = |good: &str, a: f64| format!(r#"(id: "l_{good}", government: "home", announced: "2026-01-05", effective: "2026-01-05", instrument: ExportLicence(goods: ["{good}"], destinations: ["abroad"], approval_share: {a}, delay_days_mean: 0.0))"#);
    for contracts in [true, false] {
        let s = with_policies(WEEKS, &[&l("light_oxide", 0.8), &l("heavy_oxide", 0.8)]);
        let (_, rows) = run_weeks(&if contracts { s } else { spot(s) }, 1, WEEKS);
        show(&format!("licences 0.8 contracts {contracts}"), &rows);
    }
    println!("{HEAVY_ABROAD} {LIGHT_ABROAD}");
}
