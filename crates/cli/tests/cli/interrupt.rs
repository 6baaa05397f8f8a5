//! Ctrl-C in the middle of a run.

use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::desk::{Desk, Said, names_in};

const TRIES: u32 = 600;
const PAUSE: Duration = Duration::from_millis(50);

/// Waits until the program has begun to write.
fn wait_for_rows(desk: &Desk) {
    let has_begun = || {
        let folder = desk.path("results");
        folder.is_dir()
            && names_in(&folder)
                .iter()
                .any(|name| name.starts_with(".partial-"))
    };
    for _ in 0..TRIES {
        if has_begun() {
            return;
        }
        sleep(PAUSE);
    }
    panic!("the run did not begin");
}

#[test]
fn interrupted_run_leaves_no_files() {
    let desk = Desk::new();
    // More than any machine does in the time of this test.
    let words = "run world.ron --years 50 --replicates 5000 --out results";
    let child = desk
        .command(words)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    wait_for_rows(&desk);
    let signal = Command::new("kill")
        .arg("-INT")
        .arg(child.id().to_string())
        .status();
    assert!(signal.unwrap().success());
    let said = Said::from(child.wait_with_output().unwrap());
    assert_eq!(said.code, 130, "{said}");
    assert_eq!(said.stdout, "");
    assert_eq!(
        said.stderr,
        "interrupted: the unfinished run left no files\n"
    );
    assert!(!desk.path("results").exists());
}
