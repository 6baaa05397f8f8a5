//! What Washington's levers do in the headline world, on the same luck: each moves what its name says.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use page::{Course, Lab, Setting, Spec, Unwatched, play};

/// Ten years: what is decided shows years later.
const WEEKS: u32 = 520;

static LAB: LazyLock<Lab> = LazyLock::new(|| {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/australia_japan.ron");
    let mut loaded = scenario::load(file.to_str().unwrap()).unwrap();
    loaded.scenario.clock.weeks = WEEKS;
    Lab::of(&loaded).unwrap()
});

fn spec(levers: &[(&str, Setting)]) -> Spec {
    let levers = levers.iter().map(|(id, to)| ((*id).to_owned(), to.clone()));
    Spec {
        world: LAB.name.clone(),
        seed: 7,
        levers: levers.collect(),
    }
}

fn run(levers: &[(&str, Setting)]) -> Course {
    play(&LAB, &spec(levers), &mut Unwatched).unwrap()
}

/// Tonnes of magnets between two countries, over the run.
fn magnets_t(course: &Course, from: &str, to: &str) -> f64 {
    let its = course
        .flows
        .iter()
        .filter(|it| it.good.starts_with("magnet_") && it.from == from && it.to == to);
    its.flat_map(|it| it.shipped_t.iter()).sum()
}

fn number(to: f64) -> Setting {
    Setting::Number(to)
}

#[test]
fn a_tariff_on_chinese_magnets_turns_american_buyers_to_others_and_without_an_exemption_to_their_own()
 {
    let free = run(&[]);
    let tariff = run(&[("washington_tariff", number(0.5))]);
    let on_all = run(&[
        ("washington_tariff", number(0.5)),
        ("washington_exempt", Setting::Choice("nobody".to_owned())),
    ]);
    let from = |course: &Course, from: &str| magnets_t(course, from, "united_states");
    let (before, after) = (from(&free, "china"), from(&tariff, "china"));
    assert!(
        after < 0.97 * before,
        "China: {before} t, with the tariff {after} t"
    );
    let (before, after) = (from(&free, "japan"), from(&tariff, "japan"));
    assert!(
        after > 1.1 * before,
        "Japan: {before} t, with the tariff {after} t"
    );
    let (exempt, taxed) = (from(&tariff, "japan"), from(&on_all, "japan"));
    assert!(
        taxed < 0.95 * exempt,
        "Japan: {exempt} t, taxed too {taxed} t"
    );
}

#[test]
fn a_higher_floor_for_mp_separates_more_in_the_united_states() {
    let oxide_t = |strike: f64| -> f64 {
        let course = run(&[("washington_floor", number(strike))]);
        let its = course.flows.iter();
        let own = its.filter(|it| it.good == "ndpr_oxide" && it.from == "united_states");
        own.flat_map(|it| it.shipped_t.clone()).sum()
    };
    let (none, high) = (oxide_t(0.0), oxide_t(250.0));
    assert!(
        high > 1.1 * none,
        "{none} t without a floor, {high} t with 250 USD/kg"
    );
}

#[test]
fn a_larger_target_makes_a_larger_american_stock() {
    let most_t = |days: f64| -> f64 {
        let course = run(&[("washington_stock", number(days))]);
        let its = course
            .reserves
            .iter()
            .filter(|it| it.government == "washington");
        its.flat_map(|it| it.stock_t.iter().flatten())
            .fold(0.0, |most: f64, it| most.max(*it))
    };
    let (none, large) = (most_t(0.0), most_t(180.0));
    assert!(none < 0.01 && large > 0.1, "{none} t and {large} t");
}

#[test]
fn a_world_whose_tariff_is_not_moved_is_the_one_that_is_written() {
    let untouched = LAB.scenario(&spec(&[])).unwrap();
    assert!(
        untouched
            .policies
            .iter()
            .all(|it| it.id != "washington_tariff")
    );
    let lever = |id: &str| LAB.levers().iter().find(|it| it.id == id).unwrap();
    assert_eq!(LAB.written(lever("washington_tariff")), number(0.0));
    assert_eq!(
        LAB.written(lever("washington_exempt")),
        Setting::Choice("allies".to_owned())
    );
    assert_eq!(LAB.written(lever("washington_floor")), number(110.0));
    let (meaning, _) = LAB.meaning(lever("washington_tariff"));
    assert!(meaning.contains("Duty over the value"), "{meaning}");
}

/// Levers of the page that need no file stay beside those of the file.
#[test]
fn levers_that_are_guessed_come_first_and_none_is_there_twice() {
    let ids: BTreeMap<&str, usize> = LAB
        .levers()
        .iter()
        .enumerate()
        .map(|(at, it)| (it.id.as_str(), at))
        .collect();
    assert_eq!(ids.len(), LAB.levers().len());
    assert!(ids["washington_money"] < ids["washington_tariff"]);
    assert!(LAB.levers()[ids["washington_exempt"]].is_folded);
}
