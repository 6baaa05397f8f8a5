//! Rights: a government that helps a plant to its decision may call a part of its output for its stock.

mod common;

use common::{Rows, books, pair, run_weeks};
use scenario::{Government, Refiner, Scenario};

const WEEKS: u32 = 400;

/// Half of what is asked for is licensed, from the first day.
const LICENCE: &str = r#"(id: "licence", government: "home", announced: "2026-01-05", effective: "2026-01-05",
    instrument: ExportLicence(goods: ["heavy_oxide"], destinations: ["abroad"], approval_share: 0.3))"#;

fn read<T: serde::de::DeserializeOwned>(text: &str) -> T {
    scenario::read(text, "test").unwrap_or_else(|fault| panic!("{fault}"))
}

/// A third country in the zone abroad, without users: its stock is for its ally.
const THIRD: &str = r#"(id: "third", name: "third", zone: "abroad")"#;

/// A separator abroad that somebody has to pay for.
fn works() -> Refiner {
    read(
        r#"(id: "works", name: "works", country: "abroad", recipe: "separation", capacity_t_per_year: 300,
        conversion_cost_usd_per_kg: 10, opening: Planned(earliest: "2026-01-05", capital_usd: 1.0e6, build_years: 1.0))"#,
    )
}

fn keeper(capital: &str) -> Government {
    read(&format!(
        r#"(id: "keeper", country: "third", decides_from: "2026-01-05",
        stockpile: Some((target_days: {{"heavy_oxide": 200}}, budget_usd: 1.0e8, allies: ["abroad"], home_share: 0.0)), {capital})"#
    ))
}

fn run(capital: &str) -> (Scenario, Rows) {
    let mut scenario = pair::with_policies(WEEKS, &[LICENCE]);
    scenario.countries.push(read(THIRD));
    scenario.refiners.push(works());
    scenario.governments = vec![keeper(capital)];
    common::assert_fair(&scenario, "");
    let (simulation, rows) = run_weeks(&scenario, 1, WEEKS);
    let (mass, money) = simulation.worst_errors();
    assert!(mass < 1e-9 && money < 1e-9, "{mass:e} {money:e}");
    (scenario, rows)
}

fn rights(rows: &Rows) -> Vec<f64> {
    let own = [("government", "keeper"), ("receiver", "")];
    rows.of("reserves", &own)
        .map(|row| row.number("rights_t_per_year"))
        .collect()
}

#[test]
fn a_backed_plant_gives_rights_by_which_the_stock_is_filled() {
    let (scenario, rows) = run(
        r#"capital: Some((budget_usd: 1.0e8, countries: ["abroad"], hurdle_ratio: 0.0, first_refusal_share: 0.5))"#,
    );
    assert!(
        rights(&rows)[0].abs() < 1e-12,
        "no plant runs in the first week"
    );
    let most = rights(&rows).into_iter().fold(0.0, f64::max);
    assert!(most > 1.0, "{most} t a year");
    // half of what the works make of heavy oxide, which is at most a tenth of 300 t
    assert!(most <= 0.5 * 0.1 * 300.0 + 1e-6, "{most} t a year");
    let called: Vec<String> = rows
        .of("events", &[("kind", "reserve")])
        .map(|row| row.text("sentence").to_owned())
        .filter(|sentence| sentence.contains("calls its right"))
        .collect();
    assert!(!called.is_empty());
    let sent = |facts: &[(&str, &str)]| -> f64 {
        let flows = rows.of("flows", facts);
        flows.map(|row| row.number("shipped_t")).sum()
    };
    let all = sent(&[("to", "keeper_stock")]);
    let by_right = sent(&[
        ("to", "keeper_stock"),
        ("from", "works"),
        ("kind", "contract"),
    ]);
    let fill = 200.0 / 365.25 * pair::HEAVY_ABROAD;
    assert!((all - fill).abs() < 0.1, "{all} of {fill} t");
    // What the market offers cheaply comes besides.
    assert!(by_right > 0.5 * fill, "{by_right} of {fill} t by right");
    let faults = books::unreconciled(&scenario, &rows);
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn without_capital_nobody_has_a_right() {
    let (_, rows) = run("");
    assert!(rights(&rows).into_iter().all(|tonnes| tonnes.abs() < 1e-12));
}
