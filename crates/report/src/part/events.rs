//! What happened, in plain words, with links to what lay behind it.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::Part;
use crate::chart::label;
use crate::data::event::Event;
use crate::names;
use crate::number;
use crate::run::Run;

/// Turning points shown.
const POINTS: usize = 12;
/// Causes shown of an event.
const CAUSES: usize = 2;
const LETTERS: usize = 52;

/// The part; none where nothing happened.
pub(crate) fn draw(run: &Run<'_>) -> Option<Part> {
    let told = &run.events.told;
    if told.is_empty() {
        return None;
    }
    let counts: Vec<String> = run
        .events
        .counts
        .iter()
        .map(|(kind, count)| format!("{} {kind}", number::grouped(&count.to_string())))
        .collect();
    let points = turning_points(told);
    let mut years: BTreeMap<i16, Vec<&Event>> = BTreeMap::new();
    for event in told {
        years.entry(event.date.year()).or_default().push(event);
    }
    let body = html! {
        @if !points.is_empty() {
            p class="finding" { "What most other events on this page go back to, price moves left out" }
            ol class="events" { @for event in points { (item(run, event, false)) } }
        }
        h3 { "Year by year" }
        p class="note" {
            (told.len()) " of " (number::grouped(&run.events.total().to_string())) " events (" (counts.join(", "))
            "): what was decided, opened, ran short or was released, and what lay directly behind it. events.csv has all."
        }
        @for (year, events) in years {
            details class="year" {
                summary { (year) " (" (number::count(events.len(), "event", "events")) ")" }
                ol class="events" { @for event in events { (item(run, event, true)) } }
            }
        }
    };
    Some(Part::new("events", "What happened, and why", body))
}

/// Events that others on the page name most often, in the order of time.
fn turning_points(told: &[Event]) -> Vec<&Event> {
    let mut named: BTreeMap<u64, usize> = BTreeMap::new();
    for cause in told.iter().flat_map(|event| &event.causes) {
        *named.entry(*cause).or_default() += 1;
    }
    let times = |event: &Event| named.get(&event.id).copied().unwrap_or(0);
    let mut points: Vec<&Event> = told
        .iter()
        .filter(|event| times(event) > 1 && event.kind != "price")
        .collect();
    points.sort_by_key(|event| (std::cmp::Reverse(times(event)), event.id));
    points.truncate(POINTS);
    points.sort_by_key(|event| event.id);
    points
}

fn item(run: &Run<'_>, event: &Event, is_anchor: bool) -> Markup {
    let anchor = is_anchor.then(|| format!("e{}", event.id));
    let causes: Vec<&u64> = event.causes.iter().take(CAUSES).collect();
    let more = event.causes.len() - causes.len();
    html! {
        li id=[anchor] {
            @if is_anchor {
                time datetime=(event.date) { (number::day(event.date)) }
            } @else {
                a href=(format!("#e{}", event.id)) { time datetime=(event.date) { (number::day(event.date)) } }
            }
            " " span class=(format!("kind k-{}", kind(&event.kind))) { (event.kind) } " "
            (names::sentence(run.brief, &event.sentence))
            @if !causes.is_empty() {
                span class="causes" {
                    " Behind it: "
                    @for (place, id) in causes.into_iter().enumerate() {
                        @if place > 0 { "; " }
                        (cause(run, *id))
                    }
                    @if more > 0 { "; " (more) " more" }
                    "."
                }
            }
        }
    }
}

/// Only words that the style sheet knows become classes.
fn kind(kind: &str) -> &str {
    if kind.bytes().all(|letter| letter.is_ascii_lowercase()) {
        kind
    } else {
        "other"
    }
}

fn cause(run: &Run<'_>, id: u64) -> Markup {
    let found = run.events.told.binary_search_by_key(&id, |event| event.id);
    let Some(event) = found.ok().and_then(|at| run.events.told.get(at)) else {
        return html! { "event " (id) };
    };
    debug_assert!(run.events.tells(id));
    let words = names::sentence(run.brief, &event.sentence);
    html! {
        a href=(format!("#e{id}")) { (label::cut(&words, LETTERS)) } " (" (number::month(event.date)) ")"
    }
}
