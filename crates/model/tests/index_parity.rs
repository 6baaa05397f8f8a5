//! Nobody sells abroad for less than the index zone would leave, however few buyers there are.

mod common;

use common::{pair, run_weeks};
use scenario::{Buyer, Contract, Scenario};

const WEEKS: u32 = 156;
/// Price of the light oxide at the start [USD/kg].
const START: f64 = 40.0;

/// A zone in glut: the large user abroad takes more than its need under contract and bids for nothing; a small one is all
/// that the spot market has left. At home as much less is used.
fn glut_abroad() -> Scenario {
    let mut world = pair::world(WEEKS);
    let contract: Contract = scenario::read(
        r#"(id: "too_much", seller: "separator", buyer: "abroad_light", good: "light_oxide",
        volume_t_per_year: 500, band_share: 0.0, start: "2026-01-05", end: "2030-01-07")"#,
        "contract",
    )
    .unwrap_or_else(|fault| panic!("{fault}"));
    let small: Buyer = scenario::read(
        r#"(id: "abroad_small", name: "abroad_small", country: "abroad", end_use: "use", good: "light_oxide",
        demand_t_per_year: 1, value_usd_per_kg: 400, spot_share: 1.0)"#,
        "buyer",
    )
    .unwrap_or_else(|fault| panic!("{fault}"));
    let at_home = world
        .buyers
        .iter_mut()
        .find(|buyer| buyer.id == "home_light");
    at_home.expect("a user at home").demand_t_per_year = 400.0;
    world.contracts.push(contract);
    world.buyers.push(small);
    common::assert_fair(&world, "");
    world
}

/// Lowest quote abroad over what the home market leaves a trader there, weeks after the first: expectation of the home
/// quote less freight.
fn lowest_over_parity(world: &Scenario) -> f64 {
    let (_, rows) = run_weeks(world, 1, WEEKS);
    let quotes = |zone: &str| -> Vec<f64> {
        rows.of("prices", &[("material", "light"), ("zone", zone)])
            .map(|row| row.number("quote_usd_per_kg"))
            .collect()
    };
    let (abroad, home) = (quotes("abroad"), quotes("home"));
    assert_eq!(abroad.len(), WEEKS as usize, "one row a week");
    let step = 1.0 - libm::exp(-7.0 / 365.25 / world.behaviour.expectation_fast_years);
    let (mut expected, mut lowest) = (START, f64::INFINITY);
    for (there, here) in abroad.iter().zip(&home) {
        lowest = f64::min(lowest, there / (expected - pair::FREIGHT));
        expected += step * (here - expected);
    }
    lowest
}

#[test]
fn a_glut_abroad_does_not_push_a_quote_below_what_the_index_zone_pays() {
    let with = glut_abroad();
    let mut without = with.clone();
    without.mechanisms.index_parity = false;
    let (with, without) = (lowest_over_parity(&with), lowest_over_parity(&without));
    assert!(with > 1.0 - 1e-6, "{with}");
    assert!(without < 0.7, "without the rule {without}");
}
