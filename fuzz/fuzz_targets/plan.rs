//! A plan of a sweep is read and checked with its scenario, and its first and last points are made; nothing runs.

#![no_main]

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use libfuzzer_sys::{Corpus, fuzz_mutator, fuzz_target, fuzzer_mutate};
use spoiling::Grammar;
use sweep::Plan;

/// The scenario that plans find beside them.
const BASE: &str = include_str!("../../scenarios/teaching/one_metal.ron");
/// The table that they find there.
const POINTS: &str = "bid_elasticity,tension_cover,case\n0.6,1,a\n1.0,2.0,b\n";
/// Whole numbers between these are left out: the plan has no fault, and its points take seconds.
const SLOW: std::ops::RangeInclusive<u64> = 501..=5_000_000;
/// Most points whose places are all asked for.
const MOST_POINTS: u64 = 1000;

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(Grammar::of_plans);

/// The file of the plan, in a folder with its scenario and its table.
static FILE: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("monazite_plan_{}", std::process::id()));
    let write = |name: &str, text: &str| fs::write(folder.join(name), text);
    fs::create_dir_all(&folder)
        .and_then(|()| write("one_metal.ron", BASE))
        .and_then(|()| write("points.csv", POINTS))
        .expect("a folder for the plan can be written");
    folder.join("plan.ron")
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    if seed.is_multiple_of(3) {
        fuzzer_mutate(data, size, max_size)
    } else {
        GRAMMAR.mutate(data, size, max_size, seed)
    }
});

fuzz_target!(|bytes: &[u8]| -> Corpus {
    if is_slow(bytes) {
        return Corpus::Reject;
    }
    fs::write(&*FILE, bytes).expect("the plan can be written");
    match sweep::read_plan(&FILE) {
        Ok(plan) => use_plan(&plan),
        Err(faults) => {
            assert!(faults.0.iter().all(|fault| !fault.to_string().is_empty()));
            assert!(!faults.0.is_empty());
        }
    }
    Corpus::Keep
});

fn is_slow(bytes: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte == b'.';
    bytes
        .split(|byte| !is_part(byte))
        .filter_map(|word| std::str::from_utf8(word).ok())
        .map(|word| word.replace('_', ""))
        .filter_map(|word| match word.strip_prefix("0x") {
            Some(digits) => u64::from_str_radix(digits, 16).ok(),
            None => word.parse().ok(),
        })
        .any(|number| SLOW.contains(&number))
}

/// What `monazite sweep plan` asks of a plan.
fn use_plan(plan: &Plan) {
    assert!(!plan.design_in_words().is_empty());
    assert!(!plan.origin().hash().is_empty());
    let n_columns = plan.point_columns().len();
    assert!(plan.columns().len() > 1);
    let n_points = plan.n_points();
    if n_points <= MOST_POINTS {
        assert_eq!(plan.cube().len() as u64, n_points);
    }
    for point in [0, n_points / 2, n_points - 1] {
        assert_eq!(plan.values(point).len(), plan.factors.len());
        assert_eq!(plan.point_row(point).len(), n_columns);
        drop(plan.label(point));
        drop(plan.scenario_at(point));
    }
    let last = plan.run(plan.n_runs() - 1);
    assert_eq!(last.point, n_points - 1);
}
