//! The same as `scenario` with only those kept that run: most changes then meet the rules of the model, not the checks.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::{Corpus, fuzz_mutator, fuzz_target, fuzzer_mutate};
use spoiling::{Grammar, SCENARIO_FILE, run_if_small};

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(Grammar::of_scenarios);

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    if seed.is_multiple_of(20) {
        fuzzer_mutate(data, size, max_size)
    } else {
        GRAMMAR.mutate(data, size, max_size, seed)
    }
});

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let text = String::from_utf8_lossy(bytes);
    let sound = scenario::load_str(&text, SCENARIO_FILE)
        .ok()
        .filter(|loaded| scenario::check(loaded).is_empty());
    match sound.map(run_if_small) {
        Some(true) => Corpus::Keep,
        _ => Corpus::Reject,
    }
});
