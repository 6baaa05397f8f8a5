//! Sweeps of the starter scenario: plans, shards, resuming, merging, and what is refused.

use std::fs;
use std::path::PathBuf;

use expect_test::expect;

use crate::desk::{Desk, Said, names_in};

/// Six points with two runs each, of a quarter.
pub(crate) const PLAN: &str = r#"(
  name: "trial",
  question: "What do bids and tension do?",
  base: "world.ron",
  factors: [
    (name: "bids", path: "market.bid_elasticity", over: range(0.6, 1.2)),
    (name: "tension", path: "behaviour.tension_cover", over: list([1.0, 2.0])),
  ],
  design: grid(levels: 3),
  replicates: 2,
  weeks: 13,
)"#;

const FOLDER: &str = "outputs/trial";

pub(crate) fn desk_with(plan: &str) -> Desk {
    let desk = Desk::new();
    fs::write(desk.path("plan.ron"), plan).unwrap();
    desk
}

pub(crate) fn changed(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1)
}

/// Runs a command that has to end well.
pub(crate) fn done(desk: &Desk, words: &str) -> Said {
    let said = desk.run(words);
    assert_eq!(said.code, 0, "{words}: {said}");
    said
}

pub(crate) fn hash_folder(desk: &Desk) -> PathBuf {
    let name = names_in(&desk.path(FOLDER))
        .into_iter()
        .find(|name| name.len() == 16 && name.chars().all(|letter| letter.is_ascii_hexdigit()));
    desk.path(FOLDER).join(name.unwrap())
}

pub(crate) fn parts(desk: &Desk) -> Vec<String> {
    let mut names = names_in(&hash_folder(desk));
    names.retain(|name| name.starts_with("part-"));
    names
}

/// Runs that were begun, by the list of starts.
pub(crate) fn runs_started(desk: &Desk) -> u64 {
    let text = desk.read(&format!("{FOLDER}/starts.csv"));
    let runs = text.lines().skip(1).map(|line| line.split(',').nth(1));
    runs.map(|cell| cell.unwrap().parse::<u64>().unwrap()).sum()
}

pub(crate) fn merged(desk: &Desk) -> String {
    done(desk, "sweep merge plan.ron --quiet");
    desk.read(&format!("{FOLDER}/merged.csv"))
}

/// The cells of a column of a table.
fn column(table: &str, name: &str) -> Vec<String> {
    let place = table
        .lines()
        .next()
        .unwrap()
        .split(',')
        .position(|known| known == name);
    let place = place.unwrap_or_else(|| panic!("{name} is not in {table}"));
    let cell = |line: &str| line.split(',').nth(place).unwrap().to_owned();
    table.lines().skip(1).map(cell).collect()
}

#[test]
fn every_run_of_the_grid_is_a_row_in_order() {
    let desk = desk_with(PLAN);
    let said = done(&desk, "sweep run plan.ron");
    assert!(
        said.stdout
            .starts_with("trial: 12 runs made, all 12 shards are there\n"),
        "{said}"
    );
    assert!(
        said.stderr.contains("12 runs in 12 shards to make, "),
        "{said}"
    );
    let table = merged(&desk);
    assert_eq!(column(&table, "point").join(" "), "0 0 1 1 2 2 3 3 4 4 5 5");
    assert_eq!(
        column(&table, "replicate").join(" "),
        "0 1 0 1 0 1 0 1 0 1 0 1"
    );
    assert_eq!(
        column(&table, "bids").join(" "),
        "0.6 0.6 0.6 0.6 0.9 0.9 0.9 0.9 1.2 1.2 1.2 1.2"
    );
    assert_eq!(
        column(&table, "tension").join(" "),
        "1 1 2 2 1 1 2 2 1 1 2 2"
    );
    assert!(
        column(&table, "status")
            .iter()
            .all(|status| status == "done")
    );
    expect![[r#"
        point,row,bids,tension
        0,plain,0.6,1
        1,plain,0.6,2
        2,plain,0.9,1
        3,plain,0.9,2
        4,plain,1.2,1
        5,plain,1.2,2
    "#]]
    .assert_eq(&desk.read("outputs/trial/points.csv"));
    // Readers take the folder of shards as a whole.
    assert!(
        names_in(&hash_folder(&desk))
            .iter()
            .all(|name| name.ends_with(".parquet"))
    );
    // Before these, the lock of the merger and the folder of shards.
    assert_eq!(
        names_in(&desk.path(FOLDER))[2..],
        [
            "merged.csv",
            "merged.parquet",
            "points.csv",
            "points.parquet",
            "starts.csv",
            "sweep.toml"
        ]
    );
}

#[test]
fn row_of_a_sweep_is_what_a_run_with_the_same_inputs_ends_with() {
    let desk = desk_with(PLAN);
    done(&desk, "sweep run plan.ron --quiet");
    let table = merged(&desk);
    done(
        &desk,
        "run world.ron --quiet --years 0.25 --out single --set market.bid_elasticity=0.9 --set behaviour.tension_cover=2.0",
    );
    let summary = desk.read("single/summary.csv");
    let mut compared = 0;
    for line in summary.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        // Run 6 is replicate 0 at point 3; with one replicate the mean is the value.
        assert_eq!(column(&table, cells[0])[6], cells[3], "{line}");
        compared += 1;
    }
    assert!(compared > 10, "{summary}");
}

#[test]
fn longer_plan_keeps_the_runs_of_the_shorter() {
    let of = |points: u32| {
        changed(
            PLAN,
            "grid(levels: 3)",
            &format!("random(points: {points})"),
        )
    };
    let desk = desk_with(&of(3));
    // Shards of one run would never be cut: 33 points with 2 replicates have shards of 3.
    fs::write(desk.path("plan.ron"), of(33)).unwrap();
    done(&desk, "sweep run plan.ron --quiet --shard-seconds 1000");
    assert_eq!(parts(&desk).len(), 22);
    let short = merged(&desk);
    // 35 points have 70 runs: a 23rd shard of 3 and a 24th of 1.
    fs::write(desk.path("plan.ron"), of(35)).unwrap();
    done(&desk, "sweep run plan.ron --quiet");
    let long = merged(&desk);
    assert!(long.starts_with(&short));
    assert_eq!((parts(&desk).len(), runs_started(&desk)), (24, 70));
    // The last shard grows from 1 run to 3.
    fs::write(desk.path("plan.ron"), of(36)).unwrap();
    let status = done(&desk, "sweep status plan.ron");
    assert!(
        status
            .stdout
            .contains("short, since the plan has grown: 23\n"),
        "{status}"
    );
    done(&desk, "sweep run plan.ron --quiet");
    assert_eq!(runs_started(&desk), 72);
    // A shorter plan again takes its own rows only.
    fs::write(desk.path("plan.ron"), of(33)).unwrap();
    assert_eq!(merged(&desk), short);
}

#[test]
fn changed_plan_is_refused_with_both_hashes_and_what_differs() {
    let desk = desk_with(PLAN);
    done(&desk, "sweep plan plan.ron");
    let hash = |desk: &Desk| {
        let said = done(desk, "sweep plan plan.ron --check").stdout;
        said.trim().rsplit(' ').next().unwrap().to_owned()
    };
    let before = hash(&desk);
    let other = changed(PLAN, "range(0.6, 1.2)", "range(0.6, 1.1)");
    fs::write(
        desk.path("plan.ron"),
        changed(&other, "weeks: 13", "weeks: 12"),
    )
    .unwrap();
    let after = hash(&desk);
    let refused = desk.run("sweep run plan.ron");
    assert_eq!(refused.code, 1);
    let text = refused
        .stderr
        .replace(&before, "<before>")
        .replace(&after, "<after>");
    expect![[r#"
        error: `outputs/trial` holds the sweep of another plan: its hash is <before>, that of this plan <after>
          factor 001: `bids: market.bid_elasticity over range(0.6, 1.2)` there, `bids: market.bid_elasticity over range(0.6, 1.1)` here
          weeks: `13` there, `12` here
          hint: choose another folder with `--out`, or restore the plan
    "#]]
    .assert_eq(&text);
}

#[test]
fn run_that_fails_is_a_row_with_its_error() {
    let plan = changed(
        PLAN,
        r#"(name: "bids", path: "market.bid_elasticity", over: range(0.6, 1.2))"#,
        r#"(name: "least", path: "goods.magnet.qualification_months_min", over: list([1.0, 20.0]))"#,
    );
    let plan = changed(
        &plan,
        r#"(name: "tension", path: "behaviour.tension_cover", over: list([1.0, 2.0]))"#,
        r#"(name: "most", path: "goods.magnet.qualification_months_max", over: list([12.0, 24.0]))"#,
    );
    // Each value is fine beside the base's, which allows 6 to 24 months; 20 to 12 is not.
    let plan = changed(
        &plan,
        "  replicates: 2",
        "  set: [(path: \"goods.magnet.qualification_months_max\", value: 24.0)],\n  replicates: 1",
    );
    let desk = desk_with(&plan);
    let said = done(&desk, "sweep run plan.ron");
    assert!(
        said.stdout
            .starts_with("trial: 4 runs made, of which 1 failed (column `error`)"),
        "{said}"
    );
    let table = merged(&desk);
    assert_eq!(column(&table, "status").join(" "), "done done failed done");
    assert!(
        table
            .lines()
            .nth(3)
            .unwrap()
            .contains("qualification_months_min"),
        "{table}"
    );
}

#[test]
fn independent_streams_give_each_point_a_seed_of_its_own() {
    let seeds = |plan: &str| {
        let desk = desk_with(plan);
        done(&desk, "sweep run plan.ron --quiet");
        column(&merged(&desk), "seed")
    };
    let common = seeds(PLAN);
    assert!(common.iter().all(|seed| *seed == common[0]));
    let own = seeds(&changed(
        PLAN,
        "weeks: 13",
        "weeks: 13, streams: independent",
    ));
    for point in 0..6 {
        // Replicates of a point share its seed, and differ by their number.
        assert_eq!(own[2 * point], own[2 * point + 1]);
        assert!(own[..2 * point].iter().all(|seed| *seed != own[2 * point]));
    }
}

#[test]
fn points_made_elsewhere_are_run_as_they_are() {
    let plan = changed(
        PLAN,
        "grid(levels: 3)",
        r#"list(csv: "points_of_salib.csv")"#,
    );
    let desk = desk_with(&plan);
    fs::write(
        desk.path("points_of_salib.csv"),
        "tension,model,bids\n1.25,world,0.7\n1.5,world,0.8000000000000002\n",
    )
    .unwrap();
    let said = done(&desk, "sweep run plan.ron --quiet");
    assert_eq!(
        said.stderr,
        "warning: plan.ron: columns of `points_of_salib.csv` that are no factors are left out: model\n"
    );
    let table = merged(&desk);
    assert_eq!(
        column(&table, "bids").join(" "),
        "0.7 0.7 0.8000000000000002 0.8000000000000002"
    );
    assert_eq!(column(&table, "tension").join(" "), "1.25 1.25 1.5 1.5");
}

#[test]
fn checking_a_plan_writes_nothing() {
    let desk = desk_with(PLAN);
    let said = done(&desk, "sweep plan plan.ron --check");
    assert!(
        said.stdout
            .starts_with("plan.ron: no faults; 6 points, 12 runs, plan hash "),
        "{said}"
    );
    assert!(!desk.path("outputs").exists());
}
