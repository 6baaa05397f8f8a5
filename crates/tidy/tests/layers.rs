//! Which module of crate `model` may name which.
//!
//! Without such a rule "a module per domain" decays into mutual imports. A module of the model is one of:
//!
//! - **noun**: what domains share (goods, places, stocks, needs, quotes ...). Names nouns only.
//! - **meeting place**: `trade` and `plant`, where domains meet; and `govern`, whose policy all obey. Names nouns and
//!   meeting places.
//! - **domain**: `mine`, `refine`, `buy`, `decide`. Names nouns, meeting places and itself; never another domain.
//! - **reader**: `report` and `invariant`. Names anything, and is named by assembly only.
//! - **assembly**: `lib`, `simulation`, `world`, `settle`, `step`, `plain`. Names anything.

use tidy::code::{before_tests, crate_paths};
use tidy::tree::files_like;

const SOURCE: &str = "crates/model/src/";
const MEETING_PLACES: &[&str] = &["trade", "plant", "govern"];
const DOMAINS: &[&str] = &["mine", "refine", "buy", "decide"];
const READERS: &[&str] = &["report", "invariant"];
const ASSEMBLY: &[&str] = &["lib", "step", "plain", "world", "simulation", "settle"];

/// What a file may name beyond its layer, and why.
const PERMITS: &[(&str, &str, &str)] = &[
    (
        "plant/invest.rs",
        "mine::Mine",
        "a board must know what its mine sells",
    ),
    (
        "plant/invest.rs",
        "refine",
        "a board must know what its plant makes of what",
    ),
    (
        "plant/invest/outlook.rs",
        "mine::Mine",
        "a board must know what its mine sells",
    ),
    (
        "plant/invest/outlook.rs",
        "refine",
        "a board must know what its plant makes of what",
    ),
    (
        "plant/invest/prospect.rs",
        "mine::Mine",
        "what a mine could earn is asked by others than its board too",
    ),
    (
        "plant/invest/prospect.rs",
        "refine",
        "what a plant could earn is asked by others than its board too",
    ),
    (
        "decide/curb/gather.rs",
        "buy::Buyer",
        "a government reckons with what users abroad would lose",
    ),
    (
        "decide/curb/gather.rs",
        "mine::Mine",
        "a government reckons with the mines that its curbs would bring",
    ),
    (
        "decide/capital/look.rs",
        "mine::Mine",
        "a government that supports mines must know what they dig",
    ),
    (
        "decide/capital/look.rs",
        "refine",
        "a government that supports plants must know what they make of what",
    ),
    (
        "decide/support/look.rs",
        "mine",
        "a government that supports recyclers must know what they could collect",
    ),
    (
        "decide/curb/gather.rs",
        "refine::Refiner",
        "a government reckons with the plants that its curbs would bring",
    ),
];

#[derive(Clone, Copy, Debug, PartialEq)]
enum Layer {
    Noun,
    MeetingPlace,
    Domain,
    Reader,
    Assembly,
}

fn layer(module: &str) -> Layer {
    let is_in = |list: &[&str]| list.contains(&module);
    match () {
        () if is_in(MEETING_PLACES) => Layer::MeetingPlace,
        () if is_in(DOMAINS) => Layer::Domain,
        () if is_in(READERS) => Layer::Reader,
        () if is_in(ASSEMBLY) => Layer::Assembly,
        () => Layer::Noun,
    }
}

fn may_name(from: &str, to: &str) -> bool {
    if from == to || layer(to) == Layer::Noun {
        return true;
    }
    match layer(from) {
        Layer::Noun => false,
        Layer::MeetingPlace | Layer::Domain => layer(to) == Layer::MeetingPlace,
        Layer::Reader => layer(to) != Layer::Assembly,
        Layer::Assembly => true,
    }
}

fn is_permitted(file: &str, path: &str) -> bool {
    let permit =
        |(known, named, _): &(&str, &str, &str)| file.ends_with(known) && path.starts_with(named);
    PERMITS.iter().any(permit)
}

/// `mine` of `crates/model/src/mine.rs` and of `crates/model/src/mine/extract.rs`.
fn module(path: &str) -> &str {
    let path = path.strip_prefix(SOURCE).unwrap_or(path);
    path.split(['/', '.']).next().unwrap_or_default()
}

#[test]
fn modules_of_the_model_name_only_what_their_layer_may() {
    let sources = files_like(SOURCE, ".rs");
    // A name that is no module is an item that the root hands on, such as `Simulation`.
    let modules: Vec<&str> = sources.iter().map(|file| module(&file.path)).collect();
    let mut faults = Vec::new();
    for file in &sources {
        let from = module(&file.path);
        for path in crate_paths(before_tests(&file.text)) {
            let to = path.split("::").next().unwrap_or_default();
            if modules.contains(&to) && !may_name(from, to) && !is_permitted(&file.path, &path) {
                let (from, to) = (
                    format!("{from} ({:?})", layer(from)),
                    format!("{:?}", layer(to)),
                );
                faults.push(format!(
                    "{}: {from} may not name `crate::{path}` ({to})",
                    file.path
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_domain_may_name_nouns_and_meeting_places_but_no_other_domain() {
    assert!(may_name("mine", "stock") && may_name("mine", "trade") && may_name("mine", "govern"));
    assert!(
        !may_name("mine", "refine") && !may_name("refine", "mine") && !may_name("trade", "buy")
    );
    assert!(
        !may_name("stock", "trade") && !may_name("buy", "report") && !may_name("report", "step")
    );
    assert!(may_name("report", "mine") && may_name("step", "report"));
}

#[test]
fn the_engine_does_not_show_in_the_public_interface_of_the_model() {
    for name in ["lib", "simulation", "summary", "table"] {
        for file in files_like(&format!("{SOURCE}{name}.rs"), ".rs") {
            let shown = file
                .text
                .lines()
                .filter(|line| line.trim_start().starts_with("pub "));
            for line in shown {
                let is_engine =
                    line.contains("bevy") || line.contains(" World") || line.contains("Schedule");
                assert!(!is_engine, "{}: {line}", file.path);
            }
        }
    }
}

#[test]
fn permits_are_still_needed() {
    for (file, path, reason) in PERMITS {
        let names = |source: &tidy::tree::File| {
            crate_paths(&source.text)
                .iter()
                .any(|named| named.starts_with(path))
        };
        let is_needed = files_like(SOURCE, file).iter().any(names);
        assert!(is_needed, "{file} no longer names `{path}` (was: {reason})");
    }
}
