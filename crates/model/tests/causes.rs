//! Causes of events: what happened can be followed back to what brought it about, by the ids in table `events`.

mod common;

use common::{Row, Rows, pair, run_weeks, scenarios};
use std::collections::BTreeMap;

/// Weeks of a run of the small world.
const WEEKS: u32 = 80;

/// In force from week 30 on.
const BAN: &str = r#"(id: "ban", government: "home", announced: "2026-08-03", effective: "2026-08-03",
    instrument: ExportBan(goods: ["heavy_oxide"], destinations: ["abroad"]))"#;

fn events(rows: &Rows) -> Vec<&Row> {
    rows.of("events", &[]).collect()
}

fn causes(event: &Row) -> Vec<u64> {
    let ids = event.text("causes").split(';');
    ids.filter(|id| !id.is_empty())
        .map(|id| id.parse().expect("causes are numbers"))
        .collect()
}

/// Sentences of an event's causes.
fn reasons<'a>(event: &Row, events: &[&'a Row]) -> Vec<&'a str> {
    let named = |id: &u64| events[*id as usize - 1].text("sentence");
    causes(event).iter().map(named).collect()
}

fn first<'a>(events: &[&'a Row], kind: &str, words: &str) -> &'a Row {
    let is_it = |row: &&&Row| row.text("kind") == kind && row.text("sentence").contains(words);
    let found = events.iter().find(is_it);
    found.unwrap_or_else(|| panic!("no {kind} event says `{words}`"))
}

/// Events are numbered from 1 without a gap, and name only events before them, each once and six at most.
fn assert_traceable(events: &[&Row]) {
    for (at, event) in events.iter().enumerate() {
        let id = at as u64 + 1;
        assert_eq!(event.number("id") as u64, id, "{event:?}");
        let mut named = causes(event);
        assert!(named.len() <= 6, "{event:?}");
        assert!(
            named.iter().all(|cause| (1..id).contains(cause)),
            "{event:?}"
        );
        named.sort_unstable();
        named.dedup();
        assert_eq!(named.len(), causes(event).len(), "{event:?}");
    }
}

#[test]
fn a_price_and_a_shortage_go_back_to_the_ban_behind_them() {
    let (_, rows) = run_weeks(&pair::with_policies(WEEKS, &[BAN]), 1, WEEKS);
    let events = events(&rows);
    assert_traceable(&events);
    let rise = first(&events, "price", "heavy oxide in abroad rose");
    let ban = "home brings into force an export ban on heavy_oxide to abroad (ban)";
    assert!(reasons(rise, &events).contains(&ban), "{rise:?}");
    let shortage = first(&events, "shortage", "heavy_oxide");
    assert!(reasons(shortage, &events).contains(&ban), "{shortage:?}");
    // What is kept at home is no reason for anything to get dearer there.
    let home_rises = events.iter().filter(|event| {
        event.text("kind") == "price" && event.text("sentence").contains("in home rose")
    });
    for event in home_rises {
        assert!(!reasons(event, &events).contains(&ban), "{event:?}");
    }
}

#[test]
fn without_a_ban_no_quote_moves_and_nothing_is_told() {
    let (_, rows) = run_weeks(&pair::world(WEEKS), 1, WEEKS);
    assert!(events(&rows).is_empty(), "{:?}", events(&rows));
}

#[test]
fn a_lifted_ban_is_behind_the_fall_that_follows() {
    let ended = BAN.replace("instrument:", "ends: \"2027-02-01\", instrument:");
    let (_, rows) = run_weeks(&pair::with_policies(WEEKS, &[&ended]), 1, WEEKS);
    let events = events(&rows);
    assert_traceable(&events);
    let lifting = first(&events, "policy", "lifts");
    assert_eq!(reasons(lifting, &events).len(), 1, "{lifting:?}");
    let fall = first(&events, "price", "heavy oxide in abroad fell");
    assert!(
        reasons(fall, &events).contains(&lifting.text("sentence")),
        "{fall:?}"
    );
}

#[test]
fn events_of_the_headline_can_be_followed_back() {
    let loaded = scenario::load_checked(scenarios().join("australia_japan.ron"));
    let scenario = loaded.unwrap_or_else(|faults| panic!("{faults}")).scenario;
    let (_, rows) = run_weeks(&scenario, 1, scenario.clock.weeks);
    let events = events(&rows);
    assert_traceable(&events);
    // The first Japanese price story of dysprosium oxide goes back to the licences of January 2026.
    let story = first(&events, "price", "dysprosium oxide in jp rose");
    let licences = "(china_japan_dual_use_heavies)";
    assert!(
        reasons(story, &events)
            .iter()
            .any(|reason| reason.contains(licences) && reason.contains("brings into force")),
        "{story:?}"
    );
    let mut told: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for event in &events {
        let (all, explained) = told.entry(event.text("kind")).or_default();
        *all += 1;
        *explained += usize::from(!causes(event).is_empty());
    }
    // Less than one price story a week, and three in four have a reason.
    let (prices, explained) = told["price"];
    let weeks = scenario.clock.weeks as usize;
    assert!(prices < weeks && 4 * explained >= 3 * prices, "{told:?}");
    // A user may also run short because it grew: then nothing is to blame.
    assert!(told["shortage"].1 > 0, "{told:?}");
    let plant_of = |row: &Row| row.text("agents").to_owned();
    for opening in events.iter().filter(|row| row.text("kind") == "opening") {
        for id in causes(opening) {
            let decision = events[id as usize - 1];
            assert_eq!(decision.text("kind"), "investment");
            assert_eq!(plant_of(decision), plant_of(opening));
        }
    }
}
