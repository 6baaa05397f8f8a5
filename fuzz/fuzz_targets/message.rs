//! A message of the classroom's page is decoded within its bounds or refused; a scenario that it asks for has no fault.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use page::{Ask, Lab, MOST_BYTES, Setting, Spec, decode};
use scenario::Loaded;
use spoiling::{put, spoil};

/// Most levers in a spec, as the decoder has it.
const MOST_LEVERS: usize = 64;
/// Longest name in a message, as the decoder has it [bytes].
const LONGEST_NAME: usize = 64;

static LABS: LazyLock<Vec<Lab>> = LazyLock::new(Lab::shipped);

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    if seed.is_multiple_of(2) {
        fuzzer_mutate(data, size, max_size)
    } else {
        put(&spoil(&data[..size], seed), data, max_size)
    }
});

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let Ok(ask) = decode(&text) else {
        return;
    };
    assert!(text.len() <= MOST_BYTES);
    assert_bounded(&ask);
    let again = serde_json::to_string(&ask).expect("what was read can be written");
    // A message at the limit may grow beyond it when its numbers are written in full.
    if again.len() <= MOST_BYTES {
        // Numbers may differ in the last bit: they are read fast.
        let twin = decode(&again).expect("what was written can be read");
        assert_eq!(twin.id(), ask.id());
        assert!(
            spec(&twin)
                .into_iter()
                .flat_map(names)
                .eq(spec(&ask).into_iter().flat_map(names))
        );
    }
    if let Some(spec) = spec(&ask).filter(|spec| !spec.levers.is_empty()) {
        for lab in LABS.iter().filter(|lab| lab.name == spec.world) {
            if let Ok(scenario) = lab.scenario(spec) {
                let faults = scenario::check(&Loaded::from_scenario(scenario));
                assert!(faults.is_empty(), "{} of {again}", faults[0]);
            }
        }
    }
});

fn spec(ask: &Ask) -> Option<&Spec> {
    match ask {
        Ask::Hello { .. }
        | Ask::Fetch { .. }
        | Ask::Connection { .. }
        | Ask::League { .. }
        | Ask::Conduct { .. } => None,
        Ask::Play { spec, .. }
        | Ask::Why { spec, .. }
        | Ask::Gauge { spec, .. }
        | Ask::Spread { spec, .. }
        | Ask::File { spec, .. }
        | Ask::Keep { spec, .. }
        | Ask::Submit { spec, .. } => Some(spec),
    }
}

fn names(spec: &Spec) -> impl Iterator<Item = &String> {
    std::iter::once(&spec.world).chain(spec.levers.keys())
}

fn assert_bounded(ask: &Ask) {
    let assert_short = |name: &str| assert!(name.len() <= LONGEST_NAME);
    match ask {
        Ask::Hello { code, .. } => assert_short(code.as_deref().unwrap_or_default()),
        Ask::Fetch { code, .. } => assert_short(code),
        Ask::League { lesson, token, .. } | Ask::Submit { lesson, token, .. } => {
            assert_short(lesson);
            assert_short(token.as_deref().unwrap_or_default());
        }
        Ask::Conduct { lesson, .. } => assert_short(lesson),
        Ask::Why { good, zone, .. } => [good, zone].into_iter().for_each(|name| assert_short(name)),
        _ => {}
    }
    let Some(spec) = spec(ask) else {
        return;
    };
    assert_short(&spec.world);
    assert!(spec.levers.len() <= MOST_LEVERS);
    for (lever, setting) in &spec.levers {
        assert_short(lever);
        match setting {
            Setting::Number(number) => assert!(number.is_finite()),
            Setting::Choice(name) => assert_short(name),
        }
    }
}
