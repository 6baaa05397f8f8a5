//! Named contracts: one follows another, and country contracts are shared.

mod common;

use common::{pair, run_weeks};
use scenario::Scenario;

/// Weeks of the run; the second contract begins in its middle.
const WEEKS: u32 = 104;

fn contract(id: &str, tonnes_per_year: f64, start: &str, end: &str) -> scenario::Contract {
    let text = format!(
        r#"(id: "{id}", seller: "separator", buyer: "abroad_heavy", good: "heavy_oxide",
        volume_t_per_year: {tonnes_per_year}, band_share: 0.0, start: "{start}", end: "{end}")"#
    );
    scenario::read(&text, "test").unwrap_or_else(|fault| panic!("{fault}"))
}

/// Tonnes called by contract in the weeks from `first` to `last`, by the year.
fn tonnes_per_year(contracts: Vec<scenario::Contract>, first: u32, last: u32) -> f64 {
    let mut world = pair::world(WEEKS);
    world.contracts = contracts;
    common::assert_fair(&world, "");
    let (_, rows) = run_weeks(&world, 1, WEEKS);
    let sent = rows.of("flows", &[("kind", "contract"), ("to", "abroad_heavy")]);
    let weeks = first..=last;
    let sent: f64 = sent
        .filter(|row| {
            let week = row.date().days_since(world.clock.start) / 7;
            u32::try_from(week).is_ok_and(|week| weeks.contains(&week))
        })
        .map(|row| row.number("shipped_t"))
        .sum();
    sent / f64::from(last - first + 1) * 365.25 / 7.0
}

#[test]
fn the_next_contract_of_two_parties_follows_the_first_in_any_order_of_the_file() {
    let first = || contract("first", 10.0, "2025-01-06", "2027-01-04");
    let second = || contract("second", 30.0, "2027-01-04", "2030-01-07");
    // Without a band the volume is exactly what is called: 10 t a year, then 30 t.
    for contracts in [vec![first(), second()], vec![second(), first()]] {
        let early = tonnes_per_year(contracts.clone(), 10, 45);
        let late = tonnes_per_year(contracts, 60, 100);
        assert!((early - 10.0).abs() < 0.01, "{early}");
        assert!((late - 30.0).abs() < 0.03, "{late}");
    }
}

/// Weeks in which the contract price of a good in a zone was another than the week before.
fn weeks_of_new_prices(world: &Scenario, zone: &str) -> Vec<i32> {
    let (_, rows) = run_weeks(world, 1, WEEKS);
    let prices: Vec<(i32, f64)> = rows
        .of("prices", &[("material", "light"), ("zone", zone)])
        .map(|row| {
            let week = row.date().days_since(world.clock.start) / 7;
            (week, row.number("contract_usd_per_kg"))
        })
        .collect();
    let pairs = prices.windows(2);
    let changed = pairs.filter(|pair| pair[0].1.to_bits() != pair[1].1.to_bits());
    changed.map(|pair| pair[1].0).collect()
}

#[test]
fn ordinary_supply_is_priced_as_often_as_the_buyers_zone_does_it() {
    let mut world = pair::world(WEEKS);
    let home = world.zones.iter_mut().find(|zone| zone.id == "home");
    home.expect("zone home").contract_weeks = Some(4);
    for (zone, weeks) in [("home", 4), ("abroad", 13)] {
        let new = weeks_of_new_prices(&world, zone);
        assert!(new.len() > 5, "{zone}: {new:?}");
        assert!(new.iter().all(|week| week % weeks == 0), "{zone}: {new:?}");
    }
}
