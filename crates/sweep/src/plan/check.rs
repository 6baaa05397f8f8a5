//! What can be wrong with a plan; all faults are collected, each with its place.

use scenario::{Fault, Faults, Loaded, Outline, hint_for_unknown};

use super::design::{Design, MOST_POINTS};
use super::factor::Factor;
use super::row::RESERVED_COLUMNS;
use super::value::Value;
use super::written::{Written, WrittenDesign};
use crate::Measure;
use crate::measure::measures_of;

/// Most replicates of a point.
const MOST_REPLICATES: u32 = 100_000;
/// Most runs of a plan.
const MOST_RUNS: u64 = 10_000_000;
/// Most columns of Sobol's sequence.
const MOST_FACTORS: usize = sensitivity::design::MAX_SOBOL_COLUMNS / 2;
/// Listed points that are tried on the scenario before the first run.
const POINTS_TRIED: usize = 100;

/// Faults and warnings of a plan as they are found.
pub(super) struct Checker {
    outline: Outline,
    pub(super) faults: Vec<Fault>,
    pub(super) warnings: Vec<String>,
}

impl Checker {
    pub(super) fn new(outline: Outline) -> Self {
        Self {
            outline,
            faults: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// A fault of the value at these names of fields and numbers of items.
    pub(super) fn fault(&mut self, at: &[&str], message: String, hint: &str) {
        self.faults.push(Fault {
            place: self.outline.place(at),
            path: at.join("."),
            message,
            hint: hint.to_owned(),
        });
    }

    pub(super) fn warn(&mut self, message: String) {
        self.warnings.push(message);
    }

    pub(super) fn finish(&mut self) -> Result<(), Faults> {
        if self.faults.is_empty() {
            return Ok(());
        }
        Err(Faults(std::mem::take(&mut self.faults)))
    }
}

/// Whether a text is an id.
fn is_id(text: &str) -> bool {
    let is_letter =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    !text.is_empty() && text.chars().all(is_letter)
}

/// The name of the plan and of its factors.
pub(super) fn names(written: &Written, checker: &mut Checker) {
    let hint = "allowed are a to z, 0 to 9 and _";
    if !is_id(&written.name) {
        checker.fault(
            &["name"],
            format!("`{}` is no name of a plan", written.name),
            hint,
        );
    }
    for (place, factor) in written.factors.iter().enumerate() {
        let at = place.to_string();
        let name = &factor.name;
        if !is_id(name) {
            checker.fault(
                &["factors", &at, "name"],
                format!("`{name}` is no name of a factor"),
                hint,
            );
        }
        if RESERVED_COLUMNS.contains(&name.as_str()) {
            checker.fault(
                &["factors", &at, "name"],
                format!("`{name}` is the name of a column of every result"),
                "give the factor another name",
            );
        }
        let before = &written.factors[..place];
        if before.iter().any(|other| other.name == *name) {
            checker.fault(
                &["factors", &at, "name"],
                format!("`{name}` is the name of two factors"),
                "give each factor its own name",
            );
        }
        if before.iter().any(|other| other.path == factor.path) {
            checker.fault(
                &["factors", &at, "path"],
                format!("two factors set `{}`", factor.path),
                "take one of them out: the last one would count",
            );
        }
    }
    if written.factors.is_empty() {
        checker.fault(
            &["factors"],
            "the plan has no factors".to_owned(),
            "name at least one: `factors: [(name: \"asks\", path: \"market.ask_elasticity\", over: range(2.0, 4.0))]`",
        );
    }
}

/// The values that a factor names, by themselves and against the catalogue.
pub(super) fn spread(factor: &Factor, at: &str, checker: &mut Checker) {
    let Some(spread) = &factor.spread else {
        return;
    };
    let place = ["factors", at, "over"];
    if let Some((message, hint)) = spread.fault() {
        checker.fault(&place, message, hint);
        return;
    }
    let path = &factor.path;
    if spread.levels().is_none() && factor.holds == scenario::Holds::Other {
        checker.fault(
            &place,
            format!("`{path}` holds no number, found `{spread}`"),
            "list its values: `list([true, false])`",
        );
        return;
    }
    let allowed = factor.allowed;
    if let Some((low, high)) = spread.ends()
        && !(allowed.allows(low) && allowed.allows(high))
        && matches!(
            spread,
            super::Spread::Range(..) | super::Spread::LogRange(..)
        )
    {
        checker.fault(
            &place,
            format!("`{path}` over {spread}, allowed {allowed}"),
            &format!(
                "[{}]: {}",
                factor.unit,
                factor.meaning.trim_end_matches('.')
            ),
        );
    } else if !spread.meets(allowed) {
        checker.fault(
            &place,
            format!("{spread} has no values that `{path}` allows: {allowed}"),
            &format!(
                "[{}]: {}",
                factor.unit,
                factor.meaning.trim_end_matches('.')
            ),
        );
    }
}

/// Sets the examples of each factor in turn: what the scenario says then has to be without fault, too.
pub(super) fn examples(factors: &[Factor], base: &Loaded, checker: &mut Checker) {
    for (place, factor) in factors.iter().enumerate() {
        for value in factor.examples() {
            if let Some(fault) = fault_with(&[(factor, &value)], base) {
                let at = place.to_string();
                checker.fault(
                    &["factors", &at, "over"],
                    format!("{}={}: {}", factor.path, value.ron, fault.message),
                    &fault.hint,
                );
            }
        }
    }
}

/// The same with the first of the points that a plan lists.
pub(super) fn listed(
    rows: &[Vec<Value>],
    factors: &[Factor],
    base: &Loaded,
    checker: &mut Checker,
) {
    for (place, row) in rows.iter().take(POINTS_TRIED).enumerate() {
        let settings: Vec<(&Factor, &Value)> = factors.iter().zip(row).collect();
        if let Some(fault) = fault_with(&settings, base) {
            let at = place.to_string();
            checker.fault(
                &["design", "rows", &at],
                format!("point {place}: {}", fault.message),
                &fault.hint,
            );
        }
    }
}

/// The first fault of the scenario with these values.
fn fault_with(settings: &[(&Factor, &Value)], base: &Loaded) -> Option<Fault> {
    let faults = super::scenario_with(settings, base).err()?;
    faults.0.into_iter().next()
}

/// How long the design is, and how many runs that makes.
pub(super) fn sizes(written: &Written, design: &Design, factors: &[Factor], checker: &mut Checker) {
    if factors.len() > MOST_FACTORS {
        checker.fault(
            &["factors"],
            format!("{} factors, allowed are {MOST_FACTORS}", factors.len()),
            "screen them in groups first",
        );
        return;
    }
    if let Some((name, 0)) = design.size() {
        checker.fault(
            &["design", name],
            format!("{name} is 0, allowed is 1 or more"),
            "points need a number",
        );
    }
    if let WrittenDesign::Morris { levels, .. } = written.design
        && levels < 2
    {
        checker.fault(
            &["design", "levels"],
            format!("levels is {levels}, allowed is 2 or more"),
            "4 is common",
        );
    }
    let points = design.count(factors);
    if points.is_none_or(|points| points > MOST_POINTS) {
        let found = points.map_or("more than 2^64".to_owned(), |points| points.to_string());
        checker.fault(
            &["design"],
            format!("{found} points, allowed are {MOST_POINTS}"),
            "fewer levels, points or factors: `morris` and `sobol` need the fewest",
        );
    }
    let replicates = written.replicates;
    if replicates == 0 || replicates > MOST_REPLICATES {
        checker.fault(
            &["replicates"],
            format!("replicates is {replicates}, allowed 1 to {MOST_REPLICATES}"),
            "1 will do where points share their luck",
        );
    }
    let runs = points.unwrap_or(0).saturating_mul(u64::from(replicates));
    if runs > MOST_RUNS && points.is_some_and(|points| points <= MOST_POINTS) {
        checker.fault(
            &["replicates"],
            format!("{runs} runs, allowed are {MOST_RUNS}"),
            "fewer points or replicates",
        );
    }
    if let Some((size, next)) = design.unbalanced() {
        checker.warn(format!(
            "{size} is no power of 2: Sobol's points are evenly spread at {} or {next} only",
            next / 2
        ));
    }
}

/// The measures that are kept.
pub(super) fn measures(written: &Written, base: &Loaded, checker: &mut Checker) -> Vec<Measure> {
    let known = measures_of(&base.scenario);
    if known.is_empty() {
        checker.fault(
            &["base"],
            format!("runs of `{}` have no measures", written.base),
            "give the scenario an `about.focus`: whose supply of what the measures are about",
        );
        return known;
    }
    let Some(wanted) = &written.measures else {
        return clashing(known, written, checker);
    };
    if wanted.is_empty() {
        checker.fault(
            &["measures"],
            "the plan keeps no measure".to_owned(),
            "leave out `measures` to keep all",
        );
    }
    let mut kept: Vec<Measure> = Vec::new();
    for (place, name) in wanted.iter().enumerate() {
        let at = place.to_string();
        match known.iter().find(|measure| measure.name == *name) {
            None => checker.fault(
                &["measures", &at],
                format!("unknown measure `{name}`"),
                &hint_for_unknown(name, known.iter().map(|measure| measure.name.as_str())),
            ),
            Some(measure) if kept.contains(measure) => checker.fault(
                &["measures", &at],
                format!("`{name}` is named twice"),
                "name each measure once",
            ),
            Some(measure) => kept.push(measure.clone()),
        }
    }
    clashing(kept, written, checker)
}

/// A factor cannot have the name of a measure: both are columns.
fn clashing(measures: Vec<Measure>, written: &Written, checker: &mut Checker) -> Vec<Measure> {
    for (place, factor) in written.factors.iter().enumerate() {
        if measures.iter().any(|measure| measure.name == factor.name) {
            let at = place.to_string();
            checker.fault(
                &["factors", &at, "name"],
                format!("`{}` is the name of a measure", factor.name),
                "give the factor another name",
            );
        }
    }
    measures
}
