//! A scenario is read and checked as `monazite check` does it; a small one without fault runs for some weeks.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use spoiling::{Grammar, SCENARIO_FILE, run_if_small};

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(Grammar::of_scenarios);

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    if seed.is_multiple_of(5) {
        fuzzer_mutate(data, size, max_size)
    } else {
        GRAMMAR.mutate(data, size, max_size, seed)
    }
});

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let loaded = match scenario::load_str(&text, SCENARIO_FILE) {
        Ok(loaded) => loaded,
        Err(faults) => {
            assert!(!faults.0.is_empty() && !faults.to_string().is_empty());
            return;
        }
    };
    assert!(!scenario::sourcing(&loaded.scenario).to_string().is_empty());
    let faults = scenario::check(&loaded);
    assert!(faults.iter().all(|fault| !fault.hint.is_empty()));
    if faults.is_empty() {
        run_if_small(loaded);
    }
});
