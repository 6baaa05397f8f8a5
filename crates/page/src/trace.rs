//! What led to a price move: a decision, what followed from it, and the price at the end.
//!
//! The decision is read from the causes that the journal of the model keeps with its price news. What followed is read
//! from the run: what arrived, how long stocks lasted, how far the price stood above the origin's. Each step names its
//! rule, which has a sentence and a page in the text catalogue, and its numbers.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::attribution::PriceChange;
use crate::course::{Course, Move, News};
use crate::lab::Lab;

/// Months that a cause may lie back.
const REACH_MONTHS: usize = 13;
/// Months over which arrivals are averaged.
const ARRIVAL_MONTHS: usize = 3;
/// Most news that a trace names before the numbers.
const MOST_NEWS: usize = 2;

/// A trace: what led to a move, first things first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trace {
    /// Month in which the swing began, for the attribution.
    pub from: usize,
    /// Month of the move.
    pub to: usize,
    /// Steps in order; five at most.
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// Rule, by the name of its text.
    pub rule: &'static str,
    /// Month in which it happened.
    pub month: usize,
    /// Numbers and names for the text.
    pub values: BTreeMap<&'static str, Value>,
    /// Where the decision or the rule comes from, if the scenario says so.
    pub source: Option<String>,
}

/// A number or a name in a text.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A number.
    Number(f64),
    /// A name or a sentence.
    Text(String),
}

/// What led to a move of a price; none when the course has no price there.
pub fn trace(lab: &Lab, course: &Course, moved: &Move) -> Option<Trace> {
    let series = course.price(&moved.good, &moved.zone)?;
    let to = moved.month;
    let (before, now) = (
        series.get(to.checked_sub(1)?).copied()??,
        series.get(to).copied()??,
    );
    let from = swing(series, to, moved.change_share > 0.0);
    let mut steps: Vec<Step> = decisions(lab, course, moved);
    let is_importer = lab
        .scenario
        .countries
        .iter()
        .any(|it| it.id == lab.focus.importer && it.zone == moved.zone);
    if is_importer {
        steps.extend(arrivals(course, &moved.good, to));
        steps.extend(cover(lab, course, from, to));
    }
    steps.extend(premium(lab, course, moved, from));
    steps.push(Step {
        rule: "spot",
        month: to,
        values: BTreeMap::from([
            ("from", Value::Number(before)),
            ("to", Value::Number(now)),
            ("change", Value::Number(now / before - 1.0)),
            ("zone", Value::Text(moved.zone.clone())),
        ]),
        source: None,
    });
    Some(Trace { from, to, steps })
}

/// The whole change that a move belongs to.
pub(crate) fn swing_of(course: &Course, moved: &Move) -> Option<PriceChange> {
    let series = course.price(&moved.good, &moved.zone)?;
    let from = swing(series, moved.month, moved.change_share > 0.0);
    Some(PriceChange {
        good: moved.good.clone(),
        zone: moved.zone.clone(),
        from,
        to: moved.month,
    })
}

/// Month from which the price has risen (or fallen) without turning back.
fn swing(series: &[Option<f64>], to: usize, is_rise: bool) -> usize {
    let mut from = to.saturating_sub(1);
    while from > 0 && to - from < REACH_MONTHS {
        let (Some(earlier), Some(later)) = (series[from - 1], series[from]) else {
            break;
        };
        if (is_rise && earlier >= later) || (!is_rise && earlier <= later) {
            break;
        }
        from -= 1;
    }
    from
}

/// What the model's journal names behind the move, else the latest decision before it.
fn decisions(lab: &Lab, course: &Course, moved: &Move) -> Vec<Step> {
    let good = moved.good.replace('_', " ");
    let verb = if moved.change_share > 0.0 {
        "rose"
    } else {
        "fell"
    };
    let told = format!("quote of {good} in {} {verb}", moved.zone);
    let is_near =
        |news: &&News| news.month <= moved.month && moved.month - news.month <= REACH_MONTHS;
    let price_news = course
        .news
        .iter()
        .rev()
        .filter(is_near)
        .find(|news| news.sentence.contains(&told));
    let mut found = price_news
        .map(|news| roots(course, news))
        .unwrap_or_default();
    if found.is_empty() {
        let acts = [
            "policy", "reserve", "opening", "shock", "closing", "tension",
        ];
        let latest = course
            .news
            .iter()
            .rev()
            .filter(is_near)
            .find(|news| acts.contains(&news.kind.as_str()));
        found.extend(latest);
    }
    if found.is_empty() {
        return vec![Step {
            rule: "quiet",
            month: moved.month,
            values: BTreeMap::new(),
            source: None,
        }];
    }
    found.sort_by_key(|news| news.id);
    found.truncate(MOST_NEWS);
    found.into_iter().map(|news| step_of(lab, news)).collect()
}

/// What is no price news among the causes of a price news, and among their causes.
fn roots<'a>(course: &'a Course, news: &News) -> Vec<&'a News> {
    let mut open: Vec<u64> = news.causes.clone();
    let mut seen: Vec<u64> = Vec::new();
    let mut found: Vec<&News> = Vec::new();
    while let Some(id) = open.pop() {
        if seen.contains(&id) {
            continue;
        }
        seen.push(id);
        if let Some(cause) = course.news.iter().find(|it| it.id == id) {
            if cause.kind == "price" {
                open.extend(&cause.causes);
            } else {
                found.push(cause);
            }
        }
    }
    found
}

fn step_of(lab: &Lab, news: &News) -> Step {
    let rule = match news.kind.as_str() {
        "policy" => "policy",
        "reserve" => "reserve",
        "opening" | "investment" | "closing" => "plant",
        "tension" => "tension",
        "shortage" => "shortage",
        _ => "event",
    };
    let policy = lab
        .scenario
        .policies
        .iter()
        .find(|it| news.sentence.contains(&format!("({})", it.id)));
    let key = policy.and_then(|policy| policy.sources.values().next());
    let source = key.map(|key| lab.scenario.about.sources.get(key).unwrap_or(key).clone());
    let values = BTreeMap::from([
        ("sentence", Value::Text(news.sentence.clone())),
        ("date", Value::Text(news.date.clone())),
    ]);
    Step {
        rule,
        month: news.month,
        values,
        source,
    }
}

/// What the importer got over the last months, against the months before.
fn arrivals(course: &Course, good: &str, to: usize) -> Option<Step> {
    let sum = |from: usize, to: usize| -> f64 {
        let of_good = course.supply.iter().filter(|it| it.good == good);
        of_good
            .flat_map(|it| it.shipped_t.get(from..to).unwrap_or_default())
            .sum()
    };
    let end = to + 1;
    let middle = end.checked_sub(ARRIVAL_MONTHS)?;
    let start = middle.checked_sub(2 * ARRIVAL_MONTHS)?;
    let before = sum(start, middle) / (middle - start) as f64;
    let now = sum(middle, end) / ARRIVAL_MONTHS as f64;
    let values = BTreeMap::from([("from", Value::Number(before)), ("to", Value::Number(now))]);
    Some(Step {
        rule: "arrivals",
        month: to,
        values,
        source: None,
    })
}

/// The thinnest stock of inputs among the importer's makers and users.
fn cover(lab: &Lab, course: &Course, from: usize, to: usize) -> Option<Step> {
    let at = |weeks: &[Option<f64>], month: usize| weeks.get(month).copied().flatten();
    let thinnest = course.covers.iter().filter(|it| {
        lab.scenario
            .refiners
            .iter()
            .any(|plant| plant.id == it.agent)
    });
    let thinnest = thinnest.filter_map(|it| Some((it, at(&it.weeks, from)?, at(&it.weeks, to)?)));
    let (cover, before, now) = thinnest.min_by(|left, right| left.2.total_cmp(&right.2))?;
    let values = BTreeMap::from([
        ("agent", Value::Text(cover.name.clone())),
        ("from", Value::Number(before)),
        ("to", Value::Number(now)),
    ]);
    Some(Step {
        rule: "cover",
        month: to,
        values,
        source: None,
    })
}

/// How far the price stands above that of the origin.
fn premium(lab: &Lab, course: &Course, moved: &Move, from: usize) -> Option<Step> {
    let origin = lab
        .scenario
        .countries
        .iter()
        .find(|it| it.id == lab.focus.origin)?;
    if origin.zone == moved.zone {
        return None;
    }
    let here = course.price(&moved.good, &moved.zone)?;
    let there = course.price(&moved.good, &origin.zone)?;
    let ratio = |month: usize| Some(here.get(month).copied()?? / there.get(month).copied()??);
    let values = BTreeMap::from([
        ("from", Value::Number(ratio(from)?)),
        ("to", Value::Number(ratio(moved.month)?)),
    ]);
    Some(Step {
        rule: "premium",
        month: moved.month,
        values,
        source: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::play::{Unwatched, play};
    use crate::spec::Spec;

    #[test]
    fn swing_begins_where_the_price_turned() {
        let series = [100.0, 90.0, 100.0, 130.0].map(Some);
        assert_eq!(swing(&series, 3, true), 1);
        assert_eq!(swing(&[200.0, 150.0, 120.0].map(Some), 2, false), 0);
    }

    #[test]
    fn every_move_of_a_tenth_opens_a_trace_with_numbers_a_rule_and_a_price() {
        let mut moves = 0;
        for lab in Lab::shipped() {
            for seed in 1..5 {
                let spec = Spec {
                    seed,
                    ..lab.opening()
                };
                let course = play(&lab, &spec, &mut Unwatched).unwrap();
                for moved in &course.moves {
                    let trace = trace(&lab, &course, moved).unwrap();
                    assert!((2..=6).contains(&trace.steps.len()), "{moved:?}: {trace:?}");
                    assert_eq!(trace.steps.last().unwrap().rule, "spot");
                    moves += 1;
                }
            }
        }
        assert!(moves > 20, "{moves}");
    }

    #[test]
    fn every_rule_has_a_sentence_and_a_page_in_the_catalogue() {
        let texts: BTreeMap<String, String> =
            serde_json::from_str(include_str!("../web/src/texts/en.json")).unwrap();
        for rule in [
            "policy", "reserve", "plant", "tension", "shortage", "event", "quiet", "arrivals",
            "cover", "premium", "spot",
        ] {
            for text in [format!("trace.{rule}"), format!("rule.{rule}")] {
                assert!(texts.get(&text).is_some_and(|it| !it.is_empty()), "{text}");
            }
        }
    }
}
