//! The same scenario and seed give the same run, whatever else happens around it.
//!
//! `scenarios/golden/<name>.txt` holds the state after 104 weeks of every shipped scenario. After a change that is
//! meant to move results, `UPDATE_EXPECT=1 cargo test -p monazite-model --test determinism` writes them again, and the
//! change needs a line in CHANGELOG.md. The hashes are those of debug and of release builds alike: `.ci/run` runs this
//! file as a debug build and compares the files of a debug run with those of a release run, byte for byte.

mod common;

use common::{Rows, checked, headline, run_weeks, scenarios};
use expect_test::expect_file;
use model::Simulation;
use scenario::Scenario;
use std::path::PathBuf;

/// Weeks behind a golden hash.
const GOLDEN_WEEKS: u32 = 104;
const SEED: u64 = 1;

#[test]
fn the_same_seed_gives_the_same_rows_and_the_same_state() {
    let scenario = headline();
    let (first, first_rows) = run_weeks(&scenario, SEED, 30);
    let (second, second_rows) = run_weeks(&scenario, SEED, 30);
    assert_eq!(first.state_hash(), second.state_hash());
    assert!(first_rows == second_rows, "rows differ");
}

#[test]
fn another_seed_or_replicate_gives_another_state() {
    // Licences are in force from the first week, so luck matters at once.
    let scenario = headline();
    let hash = |seed, replicate| {
        let mut simulation = Simulation::new(&scenario, seed, replicate);
        for _ in 0..30 {
            simulation.step(&mut Rows::default());
        }
        simulation.state_hash()
    };
    assert_ne!(hash(SEED, 0), hash(SEED + 1, 0));
    assert_ne!(hash(SEED, 0), hash(SEED, 1));
}

#[test]
fn runs_that_take_turns_do_not_touch_each_other() {
    let scenario = starter();
    let (alone, _) = run_weeks(&scenario, SEED, 80);
    let (mut left, mut right) = (
        Simulation::new(&scenario, SEED, 0),
        Simulation::new(&scenario, SEED + 1, 0),
    );
    for _ in 0..80 {
        left.step(&mut Rows::default());
        right.step(&mut Rows::default());
    }
    assert_eq!(left.state_hash(), alone.state_hash());
}

#[test]
fn recording_does_not_change_the_run() {
    let scenario = starter();
    let (recorded, _) = run_weeks(&scenario, SEED, 80);
    let mut silent = Simulation::new(&scenario, SEED, 0);
    for _ in 0..80 {
        silent.step(&mut model::NoSink);
    }
    assert_eq!(silent.state_hash(), recorded.state_hash());
}

/// The starter's licences take a random time from week 56 on. A chain of another element that nobody else needs must
/// change no draw, and so no row, of the others.
#[test]
fn an_unrelated_chain_changes_no_row_of_the_others() {
    let (plain, with_tin) = (starter(), starter_with_tin());
    let (_, plain_rows) = run_weeks(&plain, SEED, 120);
    let (_, tin_rows) = run_weeks(&with_tin, SEED, 120);
    let others = Rows(
        tin_rows
            .0
            .into_iter()
            .filter(|row| !format!("{:?}", row.cells).contains("tin"))
            .collect(),
    );
    assert_eq!(plain_rows.0.len(), others.0.len());
    for (plain, other) in plain_rows.0.iter().zip(&others.0) {
        // Events are numbered through, over all chains, so ids and causes may differ in number.
        let is_event = plain.table.name == "events";
        let cells = usize::from(is_event)..plain.cells.len() - usize::from(is_event);
        assert_eq!(
            plain.cells[cells.clone()],
            other.cells[cells],
            "table {}",
            plain.table.name
        );
    }
    // The test would say nothing if the licences had not bitten.
    let (_, other_luck) = run_weeks(&plain, SEED + 1, 120);
    assert!(
        other_luck != plain_rows,
        "luck does not matter in the starter"
    );
}

#[test]
fn shipped_scenarios_end_in_their_golden_states() {
    for path in shipped() {
        let loaded = scenario::load_checked(&path).unwrap_or_else(|faults| panic!("{faults}"));
        let mut simulation = Simulation::new(&loaded.scenario, SEED, 0);
        for _ in 0..GOLDEN_WEEKS {
            simulation.step(&mut model::NoSink);
        }
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let golden = scenarios().join("golden").join(format!("{name}.txt"));
        let state = simulation.state_hash();
        expect_file![golden].assert_eq(&format!(
            "{state:016x} after {GOLDEN_WEEKS} weeks with seed {SEED}\n"
        ));
    }
}

fn shipped() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(scenarios()).expect("the folder of scenarios is there");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ron"))
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "no scenario is shipped");
    paths
}

fn starter() -> Scenario {
    checked(
        &scenario::starter("starter")
            .replace("events: [", "record: (every_weeks: 1),\n    events: ["),
    )
}

/// The starter with an idle mine, a separator and users of an element of their own, after all others.
fn starter_with_tin() -> Scenario {
    let add = |text: String, section: &str, item: &str| {
        let start = text
            .find(&format!("\n    {section}: ["))
            .expect("the starter has the section");
        let end = start + text[start..].find("\n    ],").expect("the section ends");
        format!("{}\n        {item}{}", &text[..end], &text[end..])
    };
    let text = scenario::starter("starter")
        .replace("events: [", "record: (every_weeks: 1),\n    events: [");
    let text = TIN
        .iter()
        .fold(text, |text, (section, item)| add(text, section, item));
    checked(&text)
}

const TIN: [(&str, &str); 7] = [
    (
        "materials",
        r#"(id: "tin", name: "tin"), (id: "tin_stone", name: "tin stone", element: false),"#,
    ),
    (
        "goods",
        r#"(id: "tin_stone", name: "tin stone", material: "tin_stone", stage: "mined", basis: "t", basket: true,
        start_price_usd_per_kg: {"east": 0.6}),"#,
    ),
    (
        "goods",
        r#"(id: "tin", name: "tin", material: "tin", stage: "metal", basis: "t", start_price_usd_per_kg: {"east": 30}),"#,
    ),
    (
        "recipes",
        r#"(id: "tin", name: "tin", kind: Separation(feed: ["tin_stone"], outputs: {"tin": "tin"},
        recovery_share: {"tin": 0.9}, circuits: [])),"#,
    ),
    (
        "mines",
        r#"(id: "tin_mine", name: "tin mine", country: "south", good: "tin_stone", basket: {"tin": 1.0},
        capacity_t_per_year: 100, unit_cost_usd_per_kg: 10, opening: Idle),"#,
    ),
    (
        "refiners",
        r#"(id: "tin_plant", name: "tin plant", country: "south", recipe: "tin", capacity_t_per_year: 100,
        conversion_cost_usd_per_kg: 5),"#,
    ),
    (
        "buyers",
        r#"(id: "tin_users", name: "tin users", country: "south", end_use: "tins", good: "tin",
        demand_t_per_year: 80, value_usd_per_kg: 200),"#,
    ),
];
