//! Forks and checkpoints change nothing: whoever goes on from one gives the rows and the state that the original gives.

mod common;

use common::{Rows, headline, scenarios};
use expect_test::expect;
use model::{NoSink, RestoreError, Simulation};
use scenario::Scenario;
use sha2::Digest;

const SEED: u64 = 3;
/// Weeks that twins are compared over.
const AHEAD: u32 = 26;

fn rare_earths_2010() -> Scenario {
    let path = scenarios().join("rare_earths_2010.ron");
    let loaded = scenario::load_checked(path).unwrap_or_else(|faults| panic!("{faults}"));
    loaded.scenario
}

fn starter() -> Scenario {
    common::checked(&scenario::starter("starter"))
}

/// A simulation after so many weeks that somebody listened to, in the middle of a recording period.
fn after(scenario: &Scenario, weeks: u32) -> Simulation {
    let mut simulation = Simulation::new(scenario, SEED, 0);
    ahead(&mut simulation, weeks);
    simulation
}

/// The rows of the next weeks.
fn ahead(simulation: &mut Simulation, weeks: u32) -> Rows {
    let mut rows = Rows::default();
    for _ in 0..weeks {
        simulation.step(&mut rows);
    }
    rows
}

/// Rows with every digit of every number: what two runs are compared by.
fn exactly(rows: &Rows) -> Vec<String> {
    let word = |row: &common::Row| format!("{} {:?}", row.table.name, row.cells);
    rows.0.iter().map(word).collect()
}

/// Steps both and compares rows, states and summaries.
fn assert_alike(left: &mut Simulation, right: &mut Simulation, weeks: u32) {
    let (left_rows, right_rows) = (ahead(left, weeks), ahead(right, weeks));
    assert!(!left_rows.0.is_empty(), "nothing was compared");
    assert!(exactly(&left_rows) == exactly(&right_rows), "rows differ");
    assert_eq!(left.state_hash(), right.state_hash());
    assert!(left.checkpoint() == right.checkpoint(), "states differ");
    assert_eq!(
        format!("{:?}", left.summary()),
        format!("{:?}", right.summary())
    );
}

#[test]
fn a_fork_goes_on_as_the_original_does() {
    for (scenario, weeks) in [(headline(), [0, 7, 60]), (rare_earths_2010(), [0, 33, 130])] {
        let mut original = Simulation::new(&scenario, SEED, 0);
        for week in weeks {
            let gap = week - original.week().min(week);
            ahead(&mut original, gap);
            let mut twin = original.fork();
            assert_alike(&mut original, &mut twin, AHEAD);
        }
    }
}

#[test]
fn a_fork_of_a_fork_is_a_fork() {
    let original = after(&headline(), 9);
    let mut child = original.fork();
    ahead(&mut child, 5);
    let mut grandchild = child.fork();
    drop(original);
    assert_alike(&mut child, &mut grandchild, AHEAD);
}

#[test]
fn stepping_a_twin_leaves_the_original_alone() {
    let scenario = headline();
    let mut disturbed = after(&scenario, 9);
    let before = disturbed.checkpoint();
    let mut twin = disturbed.fork();
    ahead(&mut twin, AHEAD);
    assert!(twin.checkpoint() != before, "the twin stood still");
    assert!(disturbed.checkpoint() == before, "states differ");
    assert_alike(&mut disturbed, &mut after(&scenario, 9), AHEAD);
}

#[test]
fn a_used_twin_is_overwritten_completely() {
    let mut original = after(&headline(), 9);
    let mut twin = original.fork();
    for weeks in [1, 14, 3] {
        ahead(&mut twin, weeks + 20);
        ahead(&mut original, weeks);
        original.fork_into(&mut twin);
        assert!(original.checkpoint() == twin.checkpoint(), "states differ");
    }
    // Going back: the twin has seen weeks that the original has not.
    ahead(&mut twin, 60);
    original.fork_into(&mut twin);
    assert_alike(&mut original, &mut twin, AHEAD);
}

#[test]
fn a_twin_of_another_family_becomes_a_fork() {
    let mut original = after(&starter(), 70);
    for scenario in [starter(), headline()] {
        let mut stranger = Simulation::new(&scenario, SEED + 1, 5);
        original.fork_into(&mut stranger);
        assert!(
            original.checkpoint() == stranger.checkpoint(),
            "states differ"
        );
    }
    let mut stranger = Simulation::new(&headline(), SEED + 1, 5);
    original.fork_into(&mut stranger);
    assert_alike(&mut original, &mut stranger, AHEAD);
}

#[test]
fn a_fork_is_what_a_replay_from_the_seed_gives() {
    let scenario = rare_earths_2010();
    let mut twin = after(&scenario, 21).fork();
    assert_alike(&mut twin, &mut after(&scenario, 21), AHEAD);
}

#[test]
fn a_run_in_two_parts_gives_the_rows_of_a_run_in_one() {
    for (scenario, weeks) in [(headline(), 37), (rare_earths_2010(), 50), (starter(), 80)] {
        let mut whole = Simulation::new(&scenario, SEED, 2);
        let mut first = Simulation::new(&scenario, SEED, 2);
        let mut rows = ahead(&mut first, weeks);
        let bytes = first.checkpoint();
        drop(first);
        let mut second = restored(&bytes);
        assert!(second.checkpoint() == bytes, "states differ");
        rows.0.extend(ahead(&mut second, weeks).0);
        let whole_rows = ahead(&mut whole, 2 * weeks);
        assert!(exactly(&whole_rows) == exactly(&rows), "rows differ");
        assert_eq!(whole.state_hash(), second.state_hash());
        assert!(whole.checkpoint() == second.checkpoint(), "states differ");
        assert_eq!(whole.worst_errors(), second.worst_errors());
    }
}

#[test]
fn every_shipped_scenario_survives_being_written() {
    for name in ["antimony", "gallium", "heavy_rare_earths_2025"] {
        let path = scenarios().join(format!("{name}.ron"));
        let loaded = scenario::load_checked(path).unwrap_or_else(|faults| panic!("{faults}"));
        assert_eq!(
            scenario::read_str(&scenario::write(&loaded.scenario)).map(|read| read.hash()),
            Ok(loaded.scenario.hash())
        );
        let mut original = after(&loaded.scenario, 3);
        let mut restored = restored(&original.checkpoint());
        assert_alike(&mut original, &mut restored, 4);
    }
}

#[test]
fn the_end_of_the_run_is_in_the_checkpoint() {
    let mut scenario = starter();
    scenario.clock.weeks = 12;
    let mut simulation = Simulation::new(&scenario, SEED, 0);
    while !simulation.is_finished() {
        simulation.step(&mut NoSink);
    }
    let restored = restored(&simulation.checkpoint());
    assert!(restored.is_finished());
    assert_eq!(
        format!("{:?}", restored.summary()),
        format!("{:?}", simulation.summary())
    );
}

fn restored(bytes: &[u8]) -> Simulation {
    Simulation::restore(bytes).unwrap_or_else(|error| panic!("{error}"))
}

fn refused(bytes: &[u8]) -> RestoreError {
    match Simulation::restore(bytes) {
        Ok(_) => panic!("accepted {} bytes", bytes.len()),
        Err(error) => error,
    }
}

#[test]
fn a_flipped_bit_is_refused_wherever_it_is() {
    let bytes = after(&starter(), 5).checkpoint();
    // The whole head bit by bit, then 200 places of the body.
    let head = (0..48 * 8).map(|bit| (bit / 8, bit % 8));
    let body = (0..200).map(|place| (48 + place * (bytes.len() - 48) / 200, place % 8));
    for (byte, bit) in head.chain(body) {
        let mut damaged = bytes.clone();
        damaged[byte] ^= 1 << bit;
        let error = refused(&damaged);
        let is_right = match byte {
            0..8 => error == RestoreError::NotACheckpoint,
            8..16 => matches!(
                error,
                RestoreError::Truncated { .. } | RestoreError::Damaged
            ),
            _ => error == RestoreError::Damaged,
        };
        assert!(is_right, "bit {bit} of byte {byte}: {error}");
    }
}

#[test]
fn a_cut_file_is_refused_wherever_it_ends() {
    let bytes = after(&starter(), 5).checkpoint();
    let places = (0..64).chain((0..200).map(|place| place * bytes.len() / 200));
    for length in places {
        let error = refused(&bytes[..length]);
        let is_right = match length {
            0 => error == RestoreError::NotACheckpoint,
            _ => matches!(error, RestoreError::Truncated { .. }),
        };
        assert!(is_right, "{length} bytes: {error}");
    }
    let longer = [bytes.as_slice(), &[0]].concat();
    assert_eq!(refused(&longer), RestoreError::Damaged);
}

#[test]
fn the_reason_and_the_way_out_are_said() {
    let bytes = after(&starter(), 1).checkpoint();
    let mut damaged = bytes.clone();
    damaged[100] ^= 1;
    let said = [
        refused(b"date,material\n"),
        refused(&bytes[..60]),
        refused(&damaged),
    ]
    .map(|error| {
        format!("{error}\n  hint: {}\n", error.hint()).replace(&bytes.len().to_string(), "N")
    })
    .concat();
    expect![[r"
        this is no checkpoint: it does not begin with `MONAZITE`
          hint: name a file that a simulation wrote as its checkpoint
        the checkpoint is cut short: 60 bytes of N
          hint: copy the file again, or run the scenario again: the same seed leads to the same state
        the checkpoint is damaged: its checksum does not match its content
          hint: copy the file again, or run the scenario again: the same seed leads to the same state
    "]].assert_eq(&said);
}

/// A body that the envelope vouches for, as another program could have written it.
fn sealed(body: &[u8]) -> Vec<u8> {
    let mut bytes = b"MONAZITE".to_vec();
    bytes.extend((body.len() as u64).to_le_bytes());
    bytes.extend(sha2::Sha256::digest(body));
    bytes.extend(body);
    bytes
}

#[test]
fn another_version_and_another_build_are_told_apart_from_damage() {
    let bytes = after(&starter(), 1).checkpoint();
    let body = &bytes[48..];
    assert_eq!(sealed(body), bytes);
    // The body opens with the length of the version and the version itself.
    let mut newer = body.to_vec();
    newer[1] = b'9';
    assert!(matches!(
        refused(&sealed(&newer)),
        RestoreError::OtherVersion { written_by, .. } if written_by.starts_with('9')
    ));
    let (shorter, longer) = (&body[..body.len() - 1], [body, &[0]].concat());
    for other in [shorter, &longer, &[]] {
        assert_eq!(refused(&sealed(other)), RestoreError::OtherBuild);
    }
}
