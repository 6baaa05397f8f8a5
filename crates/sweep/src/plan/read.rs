//! From a file to a plan, with all of its faults.

use std::path::Path;

use scenario::{Faults, Loaded, Outline};

use super::check::{self, Checker};
use super::design::{Design, Points};
use super::factor::{ANY, Factor};
use super::spread::Spread;
use super::written::{Written, WrittenFactor, WrittenOver};
use super::{Plan, listed};

const DAYS_PER_YEAR: f64 = 365.25;
const DAYS_PER_WEEK: f64 = 7.0;
const WEEKS_PATH: &str = "clock.weeks";
const SEED_PATH: &str = "clock.seed";
const MOST_WEEKS: u32 = 5218;

/// Reads a plan and the scenario that it runs.
///
/// # Errors
/// All that is wrong with the plan, or with its scenario.
pub fn read_plan(path: &Path) -> Result<Plan, Faults> {
    let file = path.display().to_string();
    let text = scenario::read_text(path, &file)?;
    let written: Written = scenario::read(&text, &file).map_err(|mut fault| {
        if fault.hint.contains("docs/reference/scenario.md") {
            "docs/guide/sweeps.md lists every field of a plan".clone_into(&mut fault.hint);
        }
        fault
    })?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut checker = Checker::new(Outline::scan(&text, &file));
    check::names(&written, &mut checker);
    let base = base(&written, folder, &mut checker)?;
    let factors = factors(&written, &base, &mut checker);
    let weeks = weeks(&written, &mut checker);
    // Beyond this, faults would follow from those that were found.
    checker.finish()?;
    let plan = plan(&written, base, factors, folder, checker)?;
    Ok(Plan { weeks, ..plan })
}

fn plan(
    written: &Written,
    base: Loaded,
    mut factors: Vec<Factor>,
    folder: &Path,
    mut checker: Checker,
) -> Result<Plan, Faults> {
    let design = Design::from(&written.design);
    check::examples(&factors, &base, &mut checker);
    check::sizes(written, &design, &factors, &mut checker);
    let measures = check::measures(written, &base, &mut checker);
    let rows = listed::rows(
        &written.design,
        &factors,
        folder,
        &mut checker,
        &base.scenario,
    );
    check::listed(&rows, &factors, &base, &mut checker);
    checker.finish()?;
    let seed = written.seed.unwrap_or(base.scenario.clock.seed);
    let points = if design == Design::List {
        for (place, factor) in factors.iter_mut().enumerate() {
            let is_number = |row: &Vec<super::FactorValue>| {
                row.get(place)
                    .is_some_and(|value| value.column.number().is_finite())
            };
            factor.is_number = rows.iter().all(is_number);
        }
        Points::Listed(rows)
    } else {
        Points::Cube(design.points(&factors, seed))
    };
    if points.len() == 0 {
        checker.fault(
            &["design"],
            "the design has no points".to_owned(),
            "list at least one",
        );
    }
    checker.finish()?;
    Ok(Plan {
        name: written.name.clone(),
        question: written.question.clone(),
        base,
        weeks: None,
        factors,
        replicates: written.replicates,
        measures,
        seed,
        streams: written.streams,
        warnings: checker.warnings,
        design,
        points,
    })
}

/// The scenario with what is set in every run; its own faults end the reading.
fn base(written: &Written, folder: &Path, checker: &mut Checker) -> Result<Loaded, Faults> {
    let path = folder.join(&written.base);
    if !path.exists() {
        checker.fault(
            &["base"],
            format!("base `{}`: there is no such file", path.display()),
            "the path of `base` counts from the folder of this file",
        );
        checker.finish()?;
    }
    let mut loaded = scenario::load(&path)?;
    for (place, setting) in written.set.iter().enumerate() {
        if let Err(fault) = loaded.set(&setting.path, &setting.value.0) {
            let at = place.to_string();
            checker.fault(&["set", &at], fault.message, &fault.hint);
        }
    }
    let faults = scenario::check(&loaded);
    if !faults.is_empty() {
        let mut all = std::mem::take(&mut checker.faults);
        all.extend(faults);
        return Err(Faults(all));
    }
    Ok(loaded)
}

fn weeks(written: &Written, checker: &mut Checker) -> Option<u32> {
    match (written.weeks, written.years) {
        (Some(_), Some(_)) => {
            checker.fault(
                &["years"],
                "the plan has `weeks` and `years`, allowed is one of both".to_owned(),
                "take one of them out",
            );
            None
        }
        (Some(weeks), None) if !(1..=MOST_WEEKS).contains(&weeks) => {
            checker.fault(
                &["weeks"],
                format!("weeks is {weeks}, allowed 1 to {MOST_WEEKS}"),
                "leave it out to run as long as the scenario says",
            );
            None
        }
        (None, Some(years)) if !(years > 0.0 && years <= 100.0) => {
            checker.fault(
                &["years"],
                format!("years is {years}, allowed above 0 up to 100"),
                "leave it out to run as long as the scenario says",
            );
            None
        }
        (None, Some(years)) => {
            Some((years * DAYS_PER_YEAR / DAYS_PER_WEEK).round().max(1.0) as u32)
        }
        (weeks, None) => weeks,
    }
}

fn factors(written: &Written, base: &Loaded, checker: &mut Checker) -> Vec<Factor> {
    let is_list = matches!(written.design, super::written::WrittenDesign::List { .. });
    let mut factors = Vec::new();
    for (place, factor) in written.factors.iter().enumerate() {
        let at = place.to_string();
        if factor.path == SEED_PATH {
            checker.fault(
                &["factors", &at, "path"],
                format!("`{SEED_PATH}` is no factor: the plan's `seed` takes its place"),
                "ask for `replicates` to see what luck does",
            );
            continue;
        }
        if factor.path == WEEKS_PATH && (written.weeks.is_some() || written.years.is_some()) {
            checker.fault(
                &["factors", &at, "path"],
                format!("`{WEEKS_PATH}` is a factor, and the plan sets it"),
                "take out `weeks` and `years` of the plan",
            );
            continue;
        }
        match self::factor(factor, base) {
            Ok(read) => {
                check::spread(&read, &at, checker);
                if read.spread.is_none() && !is_list {
                    checker.fault(
                        &["factors", &at],
                        format!(
                            "`{}` does not say what it takes its values from",
                            factor.name
                        ),
                        "add `over: range(0.5, 2.0)`; only a `list` can do without",
                    );
                }
                factors.push(read);
            }
            Err(fault) => checker.fault(&["factors", &at, "path"], fault.message, &fault.hint),
        }
    }
    factors
}

fn factor(written: &WrittenFactor, base: &Loaded) -> Result<Factor, scenario::Fault> {
    let lever = base.scenario.lever(&written.path)?;
    let spread = written.over.as_ref().map(Spread::from);
    let is_number = match &spread {
        Some(Spread::List(values)) => values.iter().all(|value| value.0.parse::<f64>().is_ok()),
        _ => true,
    };
    Ok(Factor {
        name: written.name.clone(),
        path: written.path.clone(),
        unit: lever.parameter.unit.to_owned(),
        meaning: lever.parameter.meaning,
        spread,
        allowed: lever.parameter.range.unwrap_or(ANY),
        holds: lever.holds,
        is_number,
    })
}

impl From<&WrittenOver> for Spread {
    fn from(written: &WrittenOver) -> Self {
        match *written {
            WrittenOver::Range(low, high) => Self::Range(low, high),
            WrittenOver::LogRange(low, high) => Self::LogRange(low, high),
            WrittenOver::List(ref values) => Self::List(values.clone()),
            WrittenOver::Normal {
                mean,
                standard_deviation,
            } => Self::Normal(mean, standard_deviation),
            WrittenOver::Triangular { low, mode, high } => Self::Triangular(low, mode, high),
            WrittenOver::Lognormal {
                median,
                log_standard_deviation,
            } => Self::Lognormal(median, log_standard_deviation),
        }
    }
}
