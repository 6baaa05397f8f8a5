//! An episode: a scenario with what was observed, ready to run with many parameter sets.

use model::{Simulation, Sink};
use scenario::{Faults, Loaded, Measure, Scenario};
use units::Date;

use crate::history::{Good, History, Period};
use crate::month::whole_months;
use crate::parameters::{ParameterSet, Posterior, PosteriorError};
use crate::seen::Observations;
use crate::series::{self, Curve, is_month_from};
use crate::target::{Measured, Role, Target, targets};

const DAYS_PER_WEEK: i32 = 7;
/// First month of the monthly series that skill is measured on.
const SKILL_START: Date = Date::new(2013, 1, 1);
/// Shortest series that skill is measured on.
const SKILL_MONTHS: usize = 36;
/// Zone of those series.
const SKILL_ZONE: &str = "cn";
/// How the note of a row says that it is praseodymium, which the model does not tell from neodymium.
const PRASEODYMIUM: &str = "Pr alone";

/// A scenario with its observations and the targets that belong to it.
pub struct Episode {
    /// The scenario.
    pub scenario: Scenario,
    /// Its hash, as in its file.
    pub hash: String,
    pub(crate) seen: Observations,
    pub(crate) targets: Vec<Target>,
    pub(crate) curves: Vec<Curve>,
    pub(crate) monthly: Vec<Monthly>,
}

/// A monthly series of observed quotes without gaps.
#[derive(Debug, Clone)]
pub(crate) struct Monthly {
    pub(crate) name: String,
    material: String,
    stage: String,
    months: Vec<Period>,
    pub(crate) observed: Vec<f64>,
}

/// What one run leaves: small enough to keep one for each of a thousand runs.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Figures, target by target.
    pub(crate) figures: Vec<Vec<Measured>>,
    /// Values of the series to draw.
    pub(crate) curves: Vec<f64>,
    /// Quotes in the months of each monthly series.
    pub(crate) monthly: Vec<Vec<f64>>,
}

impl Episode {
    /// The episode of a scenario that was checked; reads its observed series.
    pub fn new(loaded: &Loaded) -> Result<Self, Faults> {
        let seen = Observations::new(loaded.observations()?);
        let scenario = loaded.scenario.clone();
        let mut targets = targets();
        targets.retain(|target| target.episode == scenario.about.name);
        let curves = series::curves(&scenario, seen.rows());
        Ok(Self {
            hash: loaded.hash.clone(),
            monthly: monthly(&seen),
            scenario,
            seen,
            targets,
            curves,
        })
    }

    /// Whether there is anything to be compared.
    pub fn has_targets(&self) -> bool {
        !self.targets.is_empty()
    }

    /// Whether there is anything that parameters may be fitted to.
    pub fn can_be_fitted(&self) -> bool {
        let mut roles = self.targets.iter().map(|target| target.role);
        roles.any(|role| role == Role::Fitted)
    }

    /// Number of observations that the scenario names.
    pub fn observed(&self) -> usize {
        self.seen.rows().len()
    }

    /// The scenario with a parameter set, recorded every week so that months can be told apart.
    pub fn with(
        &self,
        parameters: Option<(&Posterior, &ParameterSet)>,
    ) -> Result<Scenario, PosteriorError> {
        let mut scenario = self.scenario.clone();
        if let Some((posterior, set)) = parameters {
            posterior.apply(set, &mut scenario)?;
        }
        scenario.record.every_weeks = 1;
        Ok(scenario)
    }

    /// Runs a scenario of the episode; none when `goes_on` says no between two weeks.
    pub fn history(
        &self,
        scenario: &Scenario,
        seed: u64,
        replicate: u32,
        goes_on: &dyn Fn() -> bool,
    ) -> Option<History> {
        let mut history = History::new(scenario);
        let mut simulation = Simulation::new(scenario, seed, replicate);
        listen(&mut simulation, u32::MAX, &mut history, goes_on)?;
        Some(history)
    }

    /// The figures of a run.
    pub fn measure(&self, history: &History) -> Vec<Vec<Measured>> {
        self.targets
            .iter()
            .map(|target| (target.measure)(history, &self.seen))
            .collect()
    }

    /// What a run leaves.
    pub fn outcome(&self, history: &History) -> Outcome {
        let quotes = |series: &Monthly| {
            let good = Good::new(&series.material, &series.stage);
            let quote = |month: &Period| history.quote(good, SKILL_ZONE, *month);
            let months = series.months.iter();
            months
                .map(|month| quote(month).unwrap_or(f64::NAN))
                .collect()
        };
        Outcome {
            figures: self.measure(history),
            curves: series::values(&self.curves, history),
            monthly: self.monthly.iter().map(quotes).collect(),
        }
    }

    /// Weeks that reach past a day, at most those of the clock.
    pub(crate) fn weeks_until(&self, day: Date) -> u32 {
        let weeks = day.days_since(self.scenario.clock.start) / DAYS_PER_WEEK + 1;
        (weeks.max(1) as u32).min(self.scenario.clock.weeks)
    }
}

/// Steps a simulation up to a week, at most to its end; none when `goes_on` says no between two weeks.
pub(crate) fn listen(
    simulation: &mut Simulation,
    weeks: u32,
    sink: &mut dyn Sink,
    goes_on: &dyn Fn() -> bool,
) -> Option<()> {
    while simulation.week() < weeks && !simulation.is_finished() {
        if !goes_on() {
            return None;
        }
        simulation.step(sink);
    }
    Some(())
}

/// Monthly Chinese quotes of the light oxides from 2013 on.
fn monthly(seen: &Observations) -> Vec<Monthly> {
    let series = [
        ("lanthanum", "lanthanum", false),
        ("cerium", "cerium", false),
        ("neodymium", "ndpr", false),
        ("praseodymium", "ndpr", true),
    ];
    let series = series
        .into_iter()
        .filter_map(|(name, material, is_praseodymium)| {
            let rows = || {
                seen.rows().iter().filter(move |row| {
                    row.measure == Measure::QuoteExVat
                        && row.material == material
                        && row.place == SKILL_ZONE
                        && is_month_from(row, SKILL_START)
                        && row.note.contains(PRASEODYMIUM) == is_praseodymium
                        && row.is_scored != is_praseodymium
                })
            };
            let last = rows().map(|row| row.to).max()?;
            let months = whole_months(SKILL_START, last);
            let observed = months.iter().map_while(|month| {
                let found = rows().find(|row| row.from == month.0);
                found.map(|row| row.value)
            });
            let observed: Vec<f64> = observed.collect();
            let stage = rows().next()?.stage.clone();
            let months = months[..observed.len()].to_vec();
            (observed.len() >= SKILL_MONTHS).then(|| Monthly {
                name: name.to_owned(),
                material: material.to_owned(),
                stage,
                months,
                observed,
            })
        });
    series.collect()
}
