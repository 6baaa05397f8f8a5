//! A government that decides on curbs, in a world of two countries: what it chooses binds, it ends what was dated, it
//! chooses nothing in calm, and a run repeats itself.

mod common;

use common::pair::with_policies;
use common::{Rows, run_weeks};
use scenario::{Government, Scenario};
use units::Date;

/// Weeks that a world runs.
const WEEKS: u32 = 130;
/// A year after the start.
const DECIDES_FROM: &str = "2027-01-04";
/// A quarter, in days.
const QUARTER_DAYS: i32 = 91;

/// Home decides on both oxides after a year; a concession is worth far more than all that abroad buys.
fn world(tension: f64, policies: &[&str]) -> Scenario {
    let mut scenario = with_policies(WEEKS, policies);
    let text = format!(
        r#"(id: "capital", country: "home", decides_from: "{DECIDES_FROM}", curbs: (
        groups: [(id: "oxides", goods: ["light_oxide", "heavy_oxide"])], targets: ["abroad"],
        weights: (concession_value_usd: 1e9, resolve_share: 0.02, norm_cost_usd: 1e6, noise_usd: 1e6, switching_cost_usd: 1e6)))"#
    );
    let government: Government =
        scenario::read(&text, "government").unwrap_or_else(|fault| panic!("{fault}"));
    scenario.governments.push(government);
    for relation in &mut scenario.relations {
        relation.tension = tension;
    }
    for country in &mut scenario.countries {
        // Users abroad add 160 M USD a year.
        country.gdp_usd_per_year = Some(1e9);
    }
    scenario.mechanisms.leakage = false;
    common::assert_fair(&scenario, &text);
    scenario
}

fn chosen(rows: &Rows) -> Vec<(Date, String)> {
    rows.of("decisions", &[("government", "home")])
        .filter(|row| row.number("is_chosen") > 0.5)
        .map(|row| (row.date(), row.text("option").to_owned()))
        .collect()
}

/// Tonnes sent abroad from a day on, for so many days.
fn shipped_t(rows: &Rows, from: Date, days: i32) -> f64 {
    rows.of(
        "flows",
        &[("from_country", "home"), ("to_country", "abroad")],
    )
    .filter(|row| (0..days).contains(&row.date().days_since(from)))
    .map(|row| row.number("shipped_t"))
    .sum()
}

#[test]
fn a_decided_ban_stops_what_it_bans() {
    let (_, rows) = run_weeks(&world(0.8, &[]), 1, WEEKS);
    let chosen = chosen(&rows);
    let (day, option) = chosen.first().expect("it decides");
    assert!(option.starts_with("ban on"), "{chosen:?}");
    assert!(day.days_since(Date::parse(DECIDES_FROM).unwrap()) >= 0);
    let before = shipped_t(&rows, day.add_days(-QUARTER_DAYS), QUARTER_DAYS);
    let during = shipped_t(&rows, *day, QUARTER_DAYS);
    // about 400 t a year before
    assert!(
        before > 60.0 && during < 0.01 * before,
        "{before} t, then {during} t"
    );
    let reasons = rows
        .of("decisions", &[("government", "home")])
        .find(|row| row.number("is_chosen") > 0.5)
        .map(|row| row.text("reasons").to_owned())
        .unwrap_or_default();
    for word in [
        "tension 0.8",
        "loss of abroad",
        "chance of concession",
        "backlash",
    ] {
        assert!(reasons.contains(word), "{reasons}");
    }
}

/// Its own quotas stir tension, of which a later ban may make use; a choice is a draw, so twelve runs are counted.
#[test]
fn in_calm_no_ban_comes_first_and_few_come_at_all() {
    let choices = |tension: f64, seed: u64| chosen(&run_weeks(&world(tension, &[]), seed, WEEKS).1);
    let is_ban = |(_, option): &(Date, String)| option.starts_with("ban");
    let bans = |tension: f64| -> usize {
        let runs = (1..=12).map(|seed| choices(tension, seed));
        runs.map(|run| run.iter().filter(|choice| is_ban(choice)).count())
            .sum()
    };
    for seed in 1..=12 {
        let calm = choices(0.0, seed);
        assert!(!calm.first().is_some_and(is_ban), "seed {seed}: {calm:?}");
    }
    let (calm, tense) = (bans(0.0), bans(0.8));
    assert!(4 * calm < tense, "{calm} bans in calm, {tense} in tension");
}

#[test]
fn dated_policies_about_its_goods_end_when_it_decides() {
    let ban = r#"(id: "dated", government: "home", announced: "2026-07-06", effective: "2026-07-06",
        instrument: ExportBan(goods: ["light_oxide", "heavy_oxide"], destinations: ["abroad"]))"#;
    let (_, rows) = run_weeks(&world(0.0, &[ban]), 1, WEEKS);
    let takes_over = Date::parse(DECIDES_FROM).unwrap();
    let during = shipped_t(&rows, takes_over.add_days(-QUARTER_DAYS), QUARTER_DAYS);
    assert!(during < 1.0, "{during}");
    let says = |text: &str| {
        rows.of("events", &[])
            .any(|row| row.text("sentence").contains(text))
    };
    // the ban is the nearest act, and without tension it is lifted at the next meeting
    assert!(says("comes nearest to ban"));
    let year_later = takes_over.add_days(4 * QUARTER_DAYS);
    assert!(shipped_t(&rows, year_later, QUARTER_DAYS) > 40.0);
}

#[test]
fn a_run_with_decisions_repeats_itself() {
    let world = world(0.8, &[]);
    let (one, rows) = run_weeks(&world, 7, WEEKS);
    let (other, others) = run_weeks(&world, 7, WEEKS);
    assert_eq!(one.state_hash(), other.state_hash());
    assert!(rows == others);
}
