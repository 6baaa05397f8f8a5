//! The headline's first year: no quote leaves its start at a bound, what no control touches stays calm while nothing new
//! happens, and the day on which governments begin to decide moves nothing by itself.

mod common;

use common::{Rows, headline, run_weeks, shipped};
use scenario::Scenario;
use units::Date;

/// Weeks of the first year.
const WEEKS: u32 = 52;
/// Weeks over which a move is measured.
const MONTH: usize = 4;

/// Weekly quotes of one good in one zone over the first year [USD/kg]; empty where nobody trades it.
fn quotes(rows: &Rows, material: &str, stage: &str, zone: &str) -> Vec<(Date, f64)> {
    rows.of(
        "prices",
        &[("material", material), ("stage", stage), ("zone", zone)],
    )
    .map(|row| (row.date(), row.number("quote_usd_per_kg")))
    .filter(|(_, quote)| quote.is_finite())
    .collect()
}

/// Smallest and largest quote over the one of four weeks before.
fn moves(quotes: &[(Date, f64)]) -> (f64, f64) {
    let ratios = quotes
        .windows(MONTH + 1)
        .map(|window| window[MONTH].1 / window[0].1);
    ratios.fold((1.0, 1.0), |(least, most), ratio| {
        (least.min(ratio), most.max(ratio))
    })
}

fn first_year(mut scenario: Scenario) -> (Scenario, Rows) {
    scenario.record.every_weeks = 1;
    let rows = run_weeks(&scenario, 1, WEEKS).1;
    (scenario, rows)
}

#[test]
fn no_quote_leaves_its_start_price_at_a_bound() {
    let (scenario, rows) = first_year(shipped("variants/no_new_controls.ron"));
    let mut seen = 0;
    for good in scenario
        .goods
        .iter()
        .filter(|good| good.stage != "concentrate")
    {
        for (zone, start) in &good.start_price_usd_per_kg {
            let Some(&(_, first)) = quotes(&rows, &good.material, &good.stage, zone).first() else {
                continue;
            };
            // The table tells Chinese quotes with value-added tax, start prices are without.
            let vat = if zone == "cn" { 1.13 } else { 1.0 };
            let ratio = first / vat / start;
            seen += 1;
            assert!(
                (0.55..1.5).contains(&ratio),
                "{} in {zone}: {start} at the start, {first} in the first week",
                good.id
            );
        }
    }
    assert!(seen > 50, "{seen} quotes");
}

#[test]
fn without_new_controls_what_needs_no_licence_moves_by_less_than_a_quarter_in_four_weeks() {
    let (scenario, rows) = first_year(shipped("variants/no_new_controls.ron"));
    for (material, stage) in [
        ("ndpr", "oxide"),
        ("lanthanum", "oxide"),
        ("cerium", "oxide"),
        ("ndpr", "metal"),
        ("magnet_standard", "magnet"),
    ] {
        for zone in &scenario.zones {
            let (least, most) = moves(&quotes(&rows, material, stage, &zone.id));
            assert!(
                least > 0.8 && most < 1.25,
                "{material} {stage} in {}: {least} to {most}",
                zone.id
            );
        }
    }
}

/// The licences on Europe and North America once lapsed on that day, since no single act of Beijing's stands for them.
#[test]
fn the_day_on_which_governments_begin_to_decide_moves_no_quote_by_itself() {
    let (scenario, rows) = first_year(headline());
    let governments = scenario.governments.iter();
    let day = governments
        .map(|it| it.decides_from)
        .min()
        .expect("it has governments");
    for (material, stage) in [
        ("dysprosium", "oxide"),
        ("terbium", "oxide"),
        ("dysprosium", "metal"),
    ] {
        for zone in ["eu", "us"] {
            let quotes = quotes(&rows, material, stage, zone);
            let at = quotes
                .iter()
                .position(|(date, _)| *date >= day)
                .expect("the year has that day");
            let (before, after) = (quotes[at - 1].1, quotes[at + MONTH].1);
            assert!(
                after > 0.9 * before,
                "{material} {stage} in {zone}: {before} before, {after} after"
            );
        }
    }
}
