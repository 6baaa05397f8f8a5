//! The history of export curbs before the rule. The figures are printed:
//! `cargo test -p monazite-hindcast --test decisions -- --nocapture`.

#![expect(
    clippy::print_stdout,
    reason = "the figures are quoted in the page about decisions"
)]

use hindcast::decisions::{Decisions, decisions};
use scenario::{ControlHistory, CurbKind};
use std::path::Path;
use units::Date;

fn history() -> ControlHistory {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/observed");
    ControlHistory::read(&folder)
        .expect("the files are well formed")
        .expect("there is a file of acts")
}

fn strengthenings(history: &ControlHistory) -> usize {
    let start = Date::new(2008, 1, 1);
    let mut quarters: Vec<(String, i16, i8)> = history
        .acts
        .iter()
        .filter(|act| act.kind == CurbKind::Strengthen && act.date >= start)
        .map(|act| {
            (
                act.group.clone(),
                act.date.year(),
                (act.date.month() - 1) / 3,
            )
        })
        .collect();
    quarters.sort();
    quarters.dedup();
    quarters.len()
}

#[test]
fn every_act_is_put_before_the_rule_once() {
    let history = history();
    let Decisions { quarters, score } = decisions(&history);
    // 18 years of 4 quarters and 3 of 2026, for each of 6 groups
    assert_eq!((score.quarters, quarters.len()), (75 * 6, 75 * 6));
    assert_eq!(score.acts, strengthenings(&history));
    for quarter in &quarters {
        assert!((0.0..=1.0).contains(&quarter.chance), "{quarter:?}");
    }
    println!("{score:#?}");
    for quarter in quarters.iter().filter(|quarter| quarter.has_act) {
        println!(
            "{} {} observed {}, likeliest {}: chance {:.2}, of it on the observed {:.2}, tension {:.2}, concession {:.2}",
            quarter.start,
            quarter.group,
            quarter.observed,
            quarter.likeliest,
            quarter.chance,
            quarter.agreement,
            quarter.tension,
            quarter.concession_chance
        );
    }
}

#[test]
fn acts_move_no_tension_and_later_incidents_move_no_earlier_chance() {
    let whole = decisions(&history());
    let day = Date::new(2012, 1, 1);
    let mut known = history();
    known.incidents.retain(|incident| incident.date < day);
    let before = |decisions: &Decisions| -> Vec<f64> {
        decisions
            .quarters
            .iter()
            .filter(|quarter| quarter.start < day)
            .map(|quarter| quarter.chance)
            .collect()
    };
    assert_eq!(before(&whole), before(&decisions(&known)));
    let mut other = history();
    other.acts.retain(|act| act.group == "tungsten");
    let of_tungsten = |decisions: &Decisions| -> Vec<f64> {
        let mine = decisions.quarters.iter();
        mine.filter(|quarter| quarter.group == "tungsten")
            .map(|quarter| quarter.tension)
            .collect()
    };
    assert_eq!(of_tungsten(&whole), of_tungsten(&decisions(&other)));
}

#[test]
fn incidents_before_an_act_raise_its_chance() {
    let whole = decisions(&history());
    let mut calm = history();
    calm.incidents.clear();
    let calm = decisions(&calm);
    let mean = |decisions: &Decisions| decisions.score.chance_with_act;
    assert!(mean(&whole) > mean(&calm));
}
