//! A government that imagines what its curbs would do: what it imagines is its own belief, and leaves the world alone.

mod common;

use common::pair::with_policies;
use common::{Rows, run_weeks};
use scenario::{Government, Scenario};

/// Weeks that a world runs.
const WEEKS: u32 = 80;

/// What home weighs by: nobody ever curbs, however much there is to win.
const NEVER: &str = "switching_cost_usd: 1e12";
/// The same for a government that takes what it can get.
const KEEN: &str = "switching_cost_usd: 1e6";
/// Imagined worlds of two thirds of a year, for every act.
const AHEAD: &str = "look_ahead: Some((worlds: 2, weeks: 35, options: 20)),";

fn government(text: &str) -> Government {
    scenario::read(text, "government").unwrap_or_else(|fault| panic!("{fault}"))
}

/// Home decides on both oxides after half a year; a concession is worth far more than all that abroad buys.
fn world(look_ahead: &str, weights: &str, others: Vec<Government>) -> Scenario {
    let mut scenario = with_policies(WEEKS, &[]);
    scenario.governments = others;
    scenario.governments.push(government(&format!(
        r#"(id: "capital", country: "home", decides_from: "2026-06-29", curbs: (
        groups: [(id: "oxides", goods: ["light_oxide", "heavy_oxide"])], targets: ["abroad"], {look_ahead}
        acts: (duty_share: 0.0),
        weights: (concession_value_usd: 1e9, resolve_share: 0.02, norm_cost_usd: 1e6, noise_usd: 1e6, {weights})))"#
    )));
    for relation in &mut scenario.relations {
        relation.tension = 0.8;
    }
    for country in &mut scenario.countries {
        // Users abroad add 160 M USD a year.
        country.gdp_usd_per_year = Some(1e9);
    }
    scenario.mechanisms.leakage = false;
    common::assert_fair(&scenario, look_ahead);
    scenario
}

/// A stock of heavy oxide abroad that never buys.
fn keeper(fields: &str) -> Government {
    government(&format!(
        r#"(id: "keeper", country: "abroad", decides_from: "2026-01-05", stockpile: Some((
        target_days: {{"heavy_oxide": 300}}, budget_usd: 1.0e7, price_limit_ratio: 0.01, {fields})))"#
    ))
}

fn run(scenario: &Scenario) -> Rows {
    let (simulation, rows) = run_weeks(scenario, 1, WEEKS);
    let (mass, money) = simulation.worst_errors();
    assert!(mass < 1e-9 && money < 1e-9, "{mass:e} {money:e}");
    rows
}

/// Options of home with their utilities, date by date.
fn weighed(rows: &Rows) -> Vec<String> {
    rows.of("decisions", &[("government", "home")])
        .map(|row| {
            let utility = row.number("utility_usd");
            format!("{} {} {utility:?}", row.date(), row.text("option"))
        })
        .collect()
}

/// Rows of all tables but those that tell of decisions.
fn without_decisions(rows: &Rows) -> Vec<String> {
    let told = |row: &&common::Row| !["decisions", "events"].contains(&row.table.name);
    let word = |row: &common::Row| format!("{} {:?}", row.table.name, row.cells);
    rows.0.iter().filter(told).map(word).collect()
}

#[test]
fn a_run_with_foresight_repeats_itself() {
    let world = world(AHEAD, KEEN, Vec::new());
    let (one, rows) = run_weeks(&world, 7, WEEKS);
    let (other, others) = run_weeks(&world, 7, WEEKS);
    assert_eq!(one.state_hash(), other.state_hash());
    assert!(one.checkpoint() == other.checkpoint());
    assert!(rows == others);
}

#[test]
fn imagining_leaves_the_world_and_its_luck_alone() {
    let (ahead, rows) = run_weeks(&world(AHEAD, NEVER, Vec::new()), 1, WEEKS);
    let (cheap, cheap_rows) = run_weeks(&world("", NEVER, Vec::new()), 1, WEEKS);
    assert!(
        weighed(&rows) != weighed(&cheap_rows),
        "nothing was imagined"
    );
    assert!(without_decisions(&rows) == without_decisions(&cheap_rows));
    assert_eq!(ahead.state_hash(), cheap.state_hash());
}

#[test]
fn a_curb_is_chosen_for_what_it_costs_in_imagined_worlds() {
    let rows = run(&world(AHEAD, KEEN, Vec::new()));
    let mut reasons = rows
        .of("decisions", &[("government", "home")])
        .filter(|row| row.number("is_chosen") > 0.5 && row.text("option").starts_with("ban"))
        .map(|row| row.text("reasons").to_owned());
    let reason = reasons.next().expect("it bans");
    assert!(
        reason.contains("loss of abroad") && !reason.contains("loss of abroad 0.00 %"),
        "{reason}"
    );
    assert!(
        reason.ends_with("losses are the mean of 2 imagined worlds over 35 weeks"),
        "{reason}"
    );
}

#[test]
fn an_act_that_does_nothing_costs_nothing() {
    let rows = run(&world(AHEAD, NEVER, Vec::new()));
    let utilities: Vec<f64> = rows
        .of("decisions", &[("option", "duty on all")])
        .map(|row| row.number("utility_usd"))
        .collect();
    assert!(!utilities.is_empty(), "{:?}", weighed(&rows));
    // A duty of nil wins nothing and loses nothing: what is left is 0.3 of the norm, and no switching.
    for utility in utilities {
        assert!((utility + 0.3e6).abs() < 1e-6, "{utility}");
    }
}

#[test]
fn a_secret_stock_does_not_enter_what_is_imagined() {
    let seen = |fields: &str| {
        let rows = run(&world(AHEAD, NEVER, vec![keeper(fields)]));
        weighed(&rows)
    };
    let secret = |days: u32| {
        seen(&format!(
            r#"start_days: {{"heavy_oxide": {days}}}, is_published: false"#
        ))
    };
    let (empty, full) = (secret(0), secret(300));
    assert!(!empty.is_empty());
    assert_eq!(empty, full);
    let published = seen(r#"start_days: {"heavy_oxide": 300}"#);
    assert!(published != full, "a published stock is seen");
}

#[test]
fn a_belief_about_secret_stocks_makes_curbs_look_weaker() {
    let worth_of_ban = |days: u32| -> f64 {
        let ahead = format!(
            "look_ahead: Some((worlds: 1, weeks: 35, options: 20, secret_stock_days: {days})),"
        );
        let stock = keeper(r#"start_days: {"heavy_oxide": 300}, is_published: false"#);
        let rows = run(&world(&ahead, NEVER, vec![stock]));
        let bans = rows.of("decisions", &[("option", "ban on abroad")]);
        bans.map(|row| row.number("utility_usd")).sum()
    };
    let (none, much) = (worth_of_ban(0), worth_of_ban(300));
    assert!(much < none, "{much} {none}");
}

#[test]
fn only_what_passes_the_first_cut_is_chosen() {
    let one = "look_ahead: Some((worlds: 1, weeks: 26, options: 1)),";
    let rows = run(&world(one, KEEN, Vec::new()));
    let mut open = std::collections::BTreeMap::new();
    for row in rows.of("decisions", &[("government", "home")]) {
        let is_open = row.number("chance_share") > 0.0;
        *open.entry(row.date()).or_insert(0) += u32::from(is_open);
    }
    // Free trade, the curb in force and one more.
    assert!(!open.is_empty());
    assert!(open.values().all(|count| *count <= 3), "{open:?}");
}
