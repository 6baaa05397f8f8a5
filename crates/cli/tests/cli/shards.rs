//! Shards of a sweep: lost, cut, in other hands, made one by one or by two processes.

use std::fs::{self, File};
use std::path::PathBuf;

use crate::desk::Desk;
use crate::sweep::{PLAN, changed, desk_with, done, hash_folder, merged, parts, runs_started};

#[test]
fn shards_are_the_same_bytes_for_one_thread_and_two() {
    let bytes = |threads: u32| {
        let desk = desk_with(PLAN);
        done(
            &desk,
            &format!("sweep run plan.ron --quiet --threads {threads}"),
        );
        let read = |name: &String| fs::read(hash_folder(&desk).join(name)).unwrap();
        parts(&desk).iter().map(read).collect::<Vec<_>>()
    };
    let one = bytes(1);
    assert_eq!(one.len(), 12);
    assert!(one == bytes(2));
}

#[test]
fn second_run_makes_nothing_and_a_lost_shard_is_made_alone() {
    let desk = desk_with(PLAN);
    done(&desk, "sweep run plan.ron --quiet");
    let whole = merged(&desk);
    let again = done(&desk, "sweep run plan.ron");
    assert!(again.stdout.starts_with("trial: 0 runs made"), "{again}");
    fs::remove_file(hash_folder(&desk).join("part-000003.parquet")).unwrap();
    assert_eq!(done(&desk, "sweep status plan.ron --missing").stdout, "3\n");
    let refused = desk.run("sweep merge plan.ron");
    assert_eq!(refused.code, 1);
    assert!(
        refused
            .stderr
            .starts_with("error: 1 of 12 shards are missing in "),
        "{refused}"
    );
    done(&desk, "sweep run plan.ron --quiet");
    assert_eq!(runs_started(&desk), 13);
    assert_eq!(merged(&desk), whole);
}

#[test]
fn shard_that_was_cut_is_made_again_and_a_torn_file_is_removed() {
    let desk = desk_with(PLAN);
    done(&desk, "sweep run plan.ron --quiet");
    let whole = merged(&desk);
    let folder = hash_folder(&desk);
    let cut = folder.join("part-000005.parquet");
    let bytes = fs::read(&cut).unwrap();
    fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
    let torn = folder.join(".partial-1-part-000007.parquet");
    fs::write(&torn, &bytes[..9]).unwrap();
    // Shard 2 under the name of shard 1: whole, and not what it should be.
    fs::copy(
        folder.join("part-000002.parquet"),
        folder.join("part-000001.parquet"),
    )
    .unwrap();
    let status = done(&desk, "sweep status plan.ron");
    assert!(
        status.stdout.contains("damaged, to be made again: 1, 5\n"),
        "{status}"
    );
    let said = done(&desk, "sweep run plan.ron");
    assert!(
        said.stderr
            .contains("warning: shard 5 is made again, its file is damaged: "),
        "{said}"
    );
    assert!(!torn.exists());
    assert_eq!(runs_started(&desk), 14);
    assert_eq!(merged(&desk), whole);
}

#[test]
fn shard_by_shard_gives_what_a_run_of_all_gives() {
    let all = desk_with(PLAN);
    done(&all, "sweep run plan.ron --quiet");
    let desk = desk_with(PLAN);
    let early = desk.run("sweep run-shard plan.ron --index 0");
    assert_eq!(early.code, 1);
    assert!(early.stderr.contains("holds no planned sweep"), "{early}");
    done(&desk, "sweep plan plan.ron");
    for index in (0..12).rev() {
        done(&desk, &format!("sweep run-shard plan.ron --index {index}"));
    }
    let again = done(&desk, "sweep run-shard plan.ron --index 4");
    assert_eq!(again.stdout, "shard 4 is there already\n");
    let beyond = desk.run("sweep run-shard plan.ron --index 12");
    assert_eq!(beyond.code, 1);
    assert!(
        beyond
            .stderr
            .starts_with("error: shard 12 is not in the plan, allowed 0 to 11"),
        "{beyond}"
    );
    assert_eq!(merged(&desk), merged(&all));
    assert_eq!(runs_started(&desk), 12);
}

#[test]
fn shard_in_the_hands_of_another_process_is_left_to_it() {
    let desk = desk_with(PLAN);
    done(&desk, "sweep plan plan.ron");
    let folder = hash_folder_or_make(&desk);
    let lock = File::create(folder.join(".part-000002.lock")).unwrap();
    lock.lock().unwrap();
    let one = desk.run("sweep run-shard plan.ron --index 2");
    assert_eq!(one.code, 75, "{one}");
    assert!(
        one.stderr
            .starts_with("error: shard 2 is being run by another process\n"),
        "{one}"
    );
    let all = desk.run("sweep run plan.ron");
    assert_eq!(all.code, 75, "{all}");
    assert_eq!(parts(&desk).len(), 11);
    let status = done(&desk, "sweep status plan.ron --json").stdout;
    assert!(status.contains("\"in_use\": [\n    2\n  ]"), "{status}");
    drop(lock);
    done(&desk, "sweep run plan.ron");
    assert_eq!(runs_started(&desk), 12);
}

/// The folder of the shards, before the first one is there.
fn hash_folder_or_make(desk: &Desk) -> PathBuf {
    let status = done(desk, "sweep status plan.ron --json").stdout;
    let line = status
        .lines()
        .find(|line| line.contains("\"folder\""))
        .unwrap();
    let folder = desk.path(line.split('"').nth(3).unwrap());
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn two_processes_share_the_work_and_make_each_run_once() {
    let plan = changed(PLAN, "grid(levels: 3)", "random(points: 40)");
    let desk = desk_with(&plan);
    done(&desk, "sweep plan plan.ron");
    let start = || {
        desk.command("sweep run plan.ron --threads 1 --quiet")
            .spawn()
            .unwrap()
    };
    for mut child in [start(), start()] {
        let code = child.wait().unwrap().code();
        // Who ends first may leave a shard to the other.
        assert!(matches!(code, Some(0 | 75)), "{code:?}");
    }
    assert_eq!(runs_started(&desk), 80);
    assert_eq!(merged(&desk).lines().count(), 81);
}
