//! Support for research and recycling in a small world: what is spent stands in the books, and what it buys shows.

mod common;

use common::{Rows, books, pair, run_weeks};
use model::Simulation;
use scenario::{Government, Mine, Refiner, Scenario};

/// Weeks of a run: three decisions of a year each, the last cut short.
const WEEKS: u32 = 130;
/// Weeks over which a year's money is paid.
const YEAR_WEEKS: f64 = 52.0;

const BAN: &str = r#"(id: "ban", government: "home", announced: "2026-01-05", effective: "2026-02-02",
    instrument: ExportBan(goods: ["heavy_oxide"], destinations: []))"#;

/// A government abroad that may spend 0.4 M USD a year, which is much in so small a world.
fn sponsor(fields: &str) -> Government {
    let text = format!(
        r#"(id: "sponsor", country: "abroad", decides_from: "2026-01-05", support: Some((
        budget_usd_per_year: 0.4e6, scarcity_chance_per_year: 1.0, research_scale_usd: 0.4e6, recycling_scale_usd: 0.4e6, {fields})))"#
    );
    scenario::read(&text, "sponsor").unwrap_or_else(|fault| panic!("{fault}"))
}

fn world(policies: &[&str], governments: Vec<Government>) -> Scenario {
    let mut scenario = pair::with_policies(WEEKS, policies);
    scenario.governments = governments;
    common::assert_fair(&scenario, "");
    scenario
}

fn run(scenario: &Scenario) -> (Simulation, Rows) {
    let (simulation, rows) = run_weeks(scenario, 1, WEEKS);
    let (mass, money) = simulation.worst_errors();
    assert!(mass < 1e-9 && money < 1e-9, "{mass:e} {money:e}");
    let faults = books::unreconciled(scenario, &rows);
    assert!(faults.is_empty(), "{faults:?}");
    (simulation, rows)
}

fn sum(rows: &Rows, table: &str, column: &str, facts: &[(&str, &str)]) -> f64 {
    rows.of(table, facts).map(|row| row.number(column)).sum()
}

/// Rows of all tables but those that tell of decisions.
fn without_decisions(rows: &Rows) -> Vec<String> {
    let told = |row: &&common::Row| !["decisions", "events"].contains(&row.table.name);
    let word = |row: &common::Row| format!("{} {:?}", row.table.name, row.cells);
    rows.0.iter().filter(told).map(word).collect()
}

#[test]
fn what_is_spent_leaves_the_budget_and_nothing_else() {
    // Nobody saves in this world and nothing has to be tested, so the money does nothing but go.
    let mut with = world(&[BAN], vec![sponsor("")]);
    with.mechanisms.thrifting = false;
    let mut without = with.clone();
    without.governments.clear();
    let ((paying, rows), (idle, idle_rows)) = (run(&with), run(&without));
    assert!(without_decisions(&rows) == without_decisions(&idle_rows));
    let yearly = books::support_decided(&rows);
    assert_eq!(yearly.len(), 3, "{yearly:?}");
    let first = with.clock.start;
    let due: f64 = yearly
        .iter()
        .map(|(day, usd)| {
            let weeks = f64::from(day.days_since(first)) / 7.0;
            usd * (f64::from(WEEKS) - weeks).min(YEAR_WEEKS) / YEAR_WEEKS
        })
        .sum();
    assert!(due > 0.5e6, "{due}");
    let (left, full) = (paying.country_books_usd(0), idle.country_books_usd(0));
    let is_close = (full - left - due).abs() <= 1e-9 * (full.abs() + due);
    assert!(is_close, "{full} - {left} is not {due}");
}

#[test]
fn where_no_supply_is_under_control_nothing_is_spent() {
    let (_, rows) = run(&world(&[], vec![sponsor("")]));
    let yearly = books::support_decided(&rows);
    assert!(!yearly.is_empty());
    assert!(yearly.iter().all(|(_, usd)| *usd <= 0.0), "{yearly:?}");
    let (_, without) = run(&world(&[], Vec::new()));
    assert!(without_decisions(&rows) == without_decisions(&without));
}

#[test]
fn a_hurdle_out_of_reach_keeps_the_money() {
    let (_, rows) = run(&world(&[BAN], vec![sponsor("hurdle_ratio: 100")]));
    let reasons = rows
        .of("decisions", &[("option", "no support")])
        .find(|row| row.number("is_chosen") > 0.5)
        .map(|row| row.text("reasons").to_owned());
    let reasons = reasons.expect("nothing is chosen");
    assert!(reasons.contains("against a hurdle of 100"), "{reasons}");
}

#[test]
fn research_makes_users_of_a_dear_good_need_less() {
    let needed = |governments: Vec<Government>| {
        let (_, rows) = run(&world(&[BAN], governments));
        sum(&rows, "buyers", "needed_t", &[("buyer", "abroad_heavy")])
    };
    let (without, with) = (
        needed(Vec::new()),
        needed(vec![sponsor("thrift_gain_share: 2")]),
    );
    assert!(with < 0.99 * without, "{with} t, {without} t without");
}

/// A recycler abroad with its separator, which live on what users have thrown away.
fn recyclers(scenario: &mut Scenario) {
    let mine = r#"(id: "yard", name: "yard", country: "abroad", good: "concentrate", basket: {"light": 0.9, "heavy": 0.1},
        capacity_t_per_year: 100, unit_cost_usd_per_kg: 18, scrap: Some((in_use_t: 4000, collected_share: 0.02)))"#;
    let plant = r#"(id: "sorter", name: "sorter", country: "abroad", recipe: "separation",
        capacity_t_per_year: 100, conversion_cost_usd_per_kg: 10, supply_from: {"abroad": 1.0})"#;
    let mine: Mine = scenario::read(mine, "mine").unwrap_or_else(|fault| panic!("{fault}"));
    let plant: Refiner = scenario::read(plant, "plant").unwrap_or_else(|fault| panic!("{fault}"));
    scenario.mines.push(mine);
    scenario.refiners.push(plant);
}

#[test]
fn recyclers_give_more_once_collection_is_paid_for() {
    let dug = |governments: Vec<Government>| {
        let mut scenario = world(&[BAN], governments);
        recyclers(&mut scenario);
        common::assert_fair(&scenario, "");
        let (_, rows) = run(&scenario);
        let paid = books::support_decided(&rows);
        let last = rows.of("mines", &[("mine", "yard")]).last();
        let rate = last.map_or(0.0, |row| row.number("output_t_per_year"));
        (rate, paid.iter().map(|(_, usd)| usd).sum::<f64>())
    };
    let (without, _) = dug(Vec::new());
    let (with, paid) = dug(vec![sponsor("thrift_gain_share: 0, test_cut_share: 0")]);
    assert!(paid > 0.0, "nothing was paid for");
    assert!(with > 1.5 * without, "{with} t/yr, {without} without");
}

#[test]
fn each_year_of_spending_is_a_sentence_with_its_reasons() {
    let (_, rows) = run(&world(&[BAN], vec![sponsor("")]));
    let paid = books::support_decided(&rows);
    let spending = paid.iter().filter(|(_, usd)| *usd > 0.0).count();
    let told: Vec<String> = rows
        .of("events", &[("kind", "policy")])
        .map(|row| row.text("sentence").to_owned())
        .filter(|sentence| sentence.starts_with("abroad spends "))
        .collect();
    assert!(spending > 0 && told.len() == spending, "{told:?}");
    assert!(
        told[0].contains("of loss avoided within 7 years"),
        "{told:?}"
    );
}
