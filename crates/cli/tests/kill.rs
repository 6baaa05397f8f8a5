//! A sweep that is killed at twenty moments and started again each time gives the bytes of one that was left alone.
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Instant;

const KILLS: u32 = 20;
const THREADS: u64 = 2;
const RUNS: u64 = 150;
/// 150 runs in at least 32 shards.
const RUNS_PER_SHARD: u64 = 5;

const PLAN: &str = r#"(
  name: "killed",
  base: "world.ron",
  factors: [
    (name: "bids", path: "market.bid_elasticity", over: range(0.6, 1.2)),
    (name: "tension", path: "behaviour.tension_cover", over: range(1.0, 4.0)),
  ],
  design: random(points: 50),
  replicates: 3,
  weeks: 26,
)"#;

fn program(folder: &Path, words: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_monazite"));
    command.args(words.split(' ')).current_dir(folder);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn done(folder: &Path, words: &str) {
    let status = program(folder, words).status().unwrap();
    assert!(status.success(), "{words}: {status}");
}

fn desk() -> tempfile::TempDir {
    let desk = tempfile::tempdir().unwrap();
    done(desk.path(), "new world");
    fs::write(desk.path().join("plan.ron"), PLAN).unwrap();
    desk
}

fn merged(folder: &Path) -> String {
    done(folder, "sweep merge plan.ron");
    fs::read_to_string(folder.join("outputs/killed/merged.csv")).unwrap()
}

/// Files of the sweep with this ending, in all of its folders.
fn files(folder: &Path, is_wanted: &dyn Fn(&str) -> bool) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path, is_wanted));
        } else if is_wanted(&entry.file_name().to_string_lossy()) {
            found.push(path);
        }
    }
    found
}

/// Runs that were begun: the shards that were started, by their list.
fn runs_started(folder: &Path) -> u64 {
    let lists = files(&folder.join("outputs"), &|name| name == "starts.csv");
    let text: String = lists
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let runs = text
        .lines()
        .skip(1)
        .map(|line| line.split(',').nth(1).unwrap());
    runs.map(|cell| cell.parse::<u64>().unwrap()).sum()
}

/// Parts of one that are all over the place, and the same each time.
fn moment(kill: u32) -> f64 {
    // The golden ratio spreads them evenly.
    (f64::from(kill) * 0.618_033_988_749_895).fract()
}

#[test]
fn killed_sweep_ends_with_the_same_bytes_and_repeats_only_what_was_in_flight() {
    let calm = desk();
    done(calm.path(), "sweep plan plan.ron --shard-seconds 1000");
    #[expect(
        clippy::disallowed_methods,
        reason = "moments of the kills follow from how long the sweep takes, its results do not"
    )]
    let start = Instant::now();
    done(calm.path(), "sweep run plan.ron --threads 2");
    let whole = start.elapsed();
    assert_eq!(runs_started(calm.path()), RUNS);

    let desk = desk();
    done(desk.path(), "sweep plan plan.ron --shard-seconds 1000");
    let mut killed = 0;
    for kill in 0..KILLS {
        let mut child = program(desk.path(), "sweep run plan.ron --threads 2")
            .spawn()
            .unwrap();
        // Up to a sixth of the whole: starting takes its share, so that the work lasts for most of the kills.
        sleep(whole.mul_f64(moment(kill) / 6.0));
        let is_over = child.try_wait().unwrap().is_some();
        if !is_over {
            // SIGKILL on Unix.
            child.kill().unwrap();
            killed += 1;
        }
        child.wait().unwrap();
    }
    assert!(killed >= KILLS / 2, "only {killed} were still running");
    let before = files(desk.path(), &|name| name.starts_with("part-")).len() as u64;
    assert!(before > 0, "nothing was made between the kills");
    done(desk.path(), "sweep run plan.ron --threads 2");

    let started = runs_started(desk.path());
    let in_flight = u64::from(killed) * THREADS * RUNS_PER_SHARD;
    assert!(
        started >= RUNS && started <= RUNS + in_flight,
        "{started} runs were begun after {killed} kills, {RUNS} were asked for"
    );
    // A merger that was killed left this.
    let torn = desk.path().join("outputs/killed/.partial-1-0-merged.csv");
    fs::write(torn, "plan_ha").unwrap();
    assert_eq!(merged(desk.path()), merged(calm.path()));
    let left = files(desk.path(), &|name| name.starts_with(".partial-"));
    assert!(left.is_empty(), "{left:?}");
    let left = files(desk.path(), &|name| name.starts_with(".part-"));
    assert!(left.is_empty(), "{left:?}");
}
