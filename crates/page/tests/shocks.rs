//! The decks of shocks that a teacher may put on a small world do what their names say, on paired luck.

use std::collections::BTreeMap;
use std::ops::Range;

use page::{Course, Lab, Setting, Spec, Unwatched, play};

const SEEDS: Range<u64> = 1..5;

/// A run of the first world under a deck, with nothing refused by Beijing.
fn course(lab: &Lab, deck: &str, seed: u64) -> Course {
    let levers = BTreeMap::from([("shocks".to_owned(), Setting::Choice(deck.to_owned()))]);
    let spec = Spec {
        world: lab.name.clone(),
        seed,
        levers,
    };
    play(lab, &spec, &mut Unwatched).unwrap()
}

/// Mean price of dysprosium oxide in Japan over months.
fn price(course: &Course, from: &str, to: &str) -> f64 {
    let found = course
        .prices
        .iter()
        .find(|it| it.good == "dysprosium_oxide" && it.zone == "jp");
    let months = course.months.iter().zip(&found.unwrap().usd_per_kg);
    let inside: Vec<f64> = months
        .filter(|(month, _)| (from..to).contains(&month.as_str()))
        .filter_map(|(_, price)| *price)
        .collect();
    inside.iter().sum::<f64>() / inside.len() as f64
}

/// By how much a deck moves the price over months, for each seed.
fn moved(deck: &str, from: &str, to: &str) -> Vec<f64> {
    let lab = &Lab::shipped()[0];
    SEEDS
        .map(|seed| {
            let (with, without) = (course(lab, deck, seed), course(lab, "calm", seed));
            price(&with, from, to) / price(&without, from, to) - 1.0
        })
        .collect()
}

#[test]
fn calm_is_the_world_as_it_is_written() {
    for lab in Lab::shipped() {
        let levers = BTreeMap::from([("shocks".to_owned(), Setting::Choice("calm".to_owned()))]);
        let seed = lab.scenario.clock.seed;
        let spec = Spec {
            world: lab.name.clone(),
            seed,
            levers,
        };
        let calm = lab.scenario(&spec).unwrap();
        assert_eq!(calm.hash(), lab.scenario.hash(), "{}", lab.name);
        let lever = lab.levers().iter().find(|it| it.id == "shocks").unwrap();
        assert_eq!(lab.written(lever), Setting::Choice("calm".to_owned()));
    }
}

#[test]
fn supply_makes_the_metal_dearer_while_plants_stand_still() {
    let found = moved("supply", "2027-06", "2028-06");
    assert!(found.iter().all(|change| *change > 0.25), "{found:?}");
}

#[test]
fn politics_makes_the_metal_dearer_while_firms_build_up_stocks() {
    let found = moved("politics", "2028-04", "2028-07");
    assert!(found.iter().all(|change| *change > 0.15), "{found:?}");
}

#[test]
fn demand_makes_the_metal_dearer_in_the_surge_and_cheaper_in_the_slump() {
    let surge = moved("demand", "2027-06", "2028-06");
    assert!(surge.iter().all(|change| *change > 0.1), "{surge:?}");
    let slump = moved("demand", "2029-09", "2030-12");
    assert!(slump.iter().all(|change| *change < -0.2), "{slump:?}");
}
