//! The rule for export curbs before history: each quarter since 2008 it sees the observed state, and says with what chance
//! it would have been harsher.
//!
//! Nothing is fitted: weights are the catalogue's defaults. Tension comes from dated incidents other than the acts
//! themselves, and only from those before the act; a curb's own echo on resolve and belief follows the observed acts.
//! The score is Brier's, beside that of the base rate, which knows how often curbs came but not when.

mod course;
mod score;

use model::curb::{Act, Measure, Weighed, Weights, weigh};
use scenario::{Behaviour, ControlHistory, CurbActs, CurbEchoes, CurbWeights};
use units::Date;

use course::Course;

/// First and last year that are put before the rule; of the last one three quarters.
const YEARS: (i16, i16) = (2008, 2026);
/// Quarters of the last year that are over.
const LAST_QUARTERS: i8 = 3;
/// Months in a quarter.
const QUARTER_MONTHS: i8 = 3;
/// The government whose acts are on file.
const GOVERNMENT: &str = "china";

/// One group of goods in one quarter.
#[derive(Debug, Clone, PartialEq)]
pub struct Quarter {
    /// The goods.
    pub group: String,
    /// First day.
    pub start: Date,
    /// Chance, by the rule, of a curb harsher than the one in force at the start.
    pub chance: f64,
    /// Whether the government strengthened its curbs in it.
    pub has_act: bool,
    /// What it did first, as instrument and target; empty without an act.
    pub observed: String,
    /// What the rule would most likely have done among harsher curbs.
    pub likeliest: String,
    /// Part of the rule's chance of a harsher curb that is on what was done.
    pub agreement: f64,
    /// Highest tension with a target before the act, or in the quarter without one.
    pub tension: f64,
    /// Best chance of a concession over all curbs.
    pub concession_chance: f64,
}

/// The whole comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Decisions {
    /// All quarters, by group and time.
    pub quarters: Vec<Quarter>,
    /// The figures.
    pub score: Score,
}

/// How well the chances told when curbs came.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// Number of quarters, over all groups.
    pub quarters: usize,
    /// Quarters with a strengthening.
    pub acts: usize,
    /// Their share.
    pub base_rate: f64,
    /// Mean chance in quarters with an act.
    pub chance_with_act: f64,
    /// Mean of the best chance within a quarter of an act.
    pub chance_near_act: f64,
    /// Mean chance in all other quarters.
    pub chance_without_act: f64,
    /// Acts with a chance above a half in the quarter or beside it.
    pub hits: usize,
    /// Quarters with a chance above a half and no act in them or beside them.
    pub false_alarms: usize,
    /// Chance that the rule rates a quarter with an act above one without.
    pub ranking: f64,
    /// Mean distance from an act to the likeliest quarter within a year of it [quarters; minus is too early].
    pub lead_quarters: f64,
    /// Acts whose instrument and target are the rule's likeliest harsher curb.
    pub instrument_hits: usize,
    /// Mean squared error of the chances.
    pub brier: f64,
    /// The same for the base rate.
    pub brier_base: f64,
}

/// Puts the history of curbs before the rule.
pub fn decisions(history: &ControlHistory) -> Decisions {
    let behaviour = Behaviour::default();
    let weights = Weights {
        weights: CurbWeights::default(),
        acts: CurbActs::default(),
        belief_years: behaviour.expectation_slow_years,
    };
    let mut groups: Vec<&str> = Vec::new();
    for act in history
        .acts
        .iter()
        .filter(|act| act.government == GOVERNMENT)
    {
        if !groups.contains(&act.group.as_str()) {
            groups.push(&act.group);
        }
    }
    groups.sort_unstable();
    let mut quarters = Vec::new();
    for group in groups {
        let mut course = Course::new(history, group, &weights, CurbEchoes::default(), &behaviour);
        for (start, end) in calendar() {
            quarters.push(quarter(&mut course, start, end, &weights));
        }
    }
    Decisions {
        score: score::score(&quarters),
        quarters,
    }
}

/// First days of all quarters and of those that follow.
fn calendar() -> Vec<(Date, Date)> {
    let mut starts = Vec::new();
    for year in YEARS.0..=YEARS.1 {
        for at in 0..4 {
            starts.push(Date::new(year, 1 + QUARTER_MONTHS * at, 1));
        }
    }
    let last = starts.len() - (4 - LAST_QUARTERS as usize);
    (0..last).map(|at| (starts[at], starts[at + 1])).collect()
}

fn quarter(course: &mut Course<'_>, start: Date, end: Date, weights: &Weights) -> Quarter {
    let act = course.strengthening(start, end);
    let last = act.map_or(end.add_days(-1), |act| act.date.add_days(-1));
    let situation = course.situation(start, last.max(start));
    let options = weigh(&situation, weights);
    let severity = |act: Act| course::severity(act, &situation, weights);
    let now = severity(situation.current);
    let harsher: Vec<&Weighed> = options
        .iter()
        .filter(|option| severity(option.act) > now + 1e-9)
        .collect();
    // Rounding may lift a sum of shares above one.
    let sum: f64 = harsher.iter().map(|option| option.chance).sum();
    let chance = sum.min(1.0);
    let likeliest = harsher
        .iter()
        .copied()
        .max_by(|one, other| one.chance.total_cmp(&other.chance));
    let done = act.map(course::in_rules_words);
    let on_done = harsher
        .iter()
        .find(|option| Some(option.act) == done)
        .map_or(0.0, |option| option.chance);
    let tension = situation
        .destinations
        .iter()
        .map(|destination| destination.tension)
        .fold(0.0, f64::max);
    let concession_chance = options
        .iter()
        .map(|option| option.terms.concession_chance)
        .fold(0.0, f64::max);
    let found = Quarter {
        group: course.group().to_owned(),
        start,
        chance,
        has_act: act.is_some(),
        observed: done.map_or_else(String::new, |act| act.name(&situation)),
        likeliest: likeliest.map_or_else(String::new, |option| option.act.name(&situation)),
        agreement: if chance > 0.0 { on_done / chance } else { 0.0 },
        tension,
        concession_chance,
    };
    course.pass(end);
    found
}

/// An observed instrument as the rule's measure.
fn measure(instrument: scenario::CurbInstrument) -> Measure {
    use scenario::CurbInstrument as Observed;
    match instrument {
        Observed::Free => Measure::Free,
        Observed::Duty => Measure::Duty,
        Observed::Quota => Measure::Quota,
        Observed::SlowLicences => Measure::SlowLicences,
        Observed::Ban => Measure::Ban,
    }
}
