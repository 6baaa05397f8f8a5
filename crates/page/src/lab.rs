//! A lab: a world, the levers that a class may move in it, and what the page shows of it.
//!
//! Levers are paths of the scenario with bounds, written in a file of the scenario's name in a folder `labs` beside it. A
//! scenario without such a file gets one lever for each licence, stock and budget that it has.

mod guess;
mod shipped;

use std::fmt::Write as _;
use std::path::Path;

use scenario::{Focus, Loaded, Policy, Scenario};
use serde::{Deserialize, Serialize};

use crate::spec::{MOST_SEED, Refusal, Setting, Spec};

/// A world with its levers.
#[derive(Debug, Clone)]
pub struct Lab {
    /// Name of the world, as in specs.
    pub name: String,
    /// The scenario before any lever is moved.
    pub scenario: Scenario,
    /// Whose supply the page is about.
    pub focus: Focus,
    /// Whether it is one of the small worlds that answer at once.
    pub is_small: bool,
    plan: Plan,
}

/// What a lab file says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Plan {
    #[serde(default)]
    pub(crate) opening: std::collections::BTreeMap<String, Setting>,
    #[serde(default)]
    pub(crate) reserve: Option<String>,
    /// Whether the levers and drivers that are guessed for a scenario without a file come before these.
    #[serde(default)]
    pub(crate) is_guessed_too: bool,
    /// Policies that the scenario does not have. A lever on one of them brings it in when it is moved.
    #[serde(default)]
    pub(crate) offers: Vec<Policy>,
    pub(crate) levers: Vec<Lever>,
    #[serde(default)]
    pub(crate) drivers: Vec<Driver>,
}

/// Something that a class may move.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lever {
    /// Name, also of its texts in the catalogue.
    pub id: String,
    /// What somebody decides, or what is assumed of the world.
    pub panel: Panel,
    /// Who decides it, or what it is about.
    pub actor: String,
    /// Paths of the scenario that it sets.
    pub paths: Vec<String>,
    /// How it moves.
    pub control: Control,
    /// Whether it is folded away behind those that come first.
    #[serde(default)]
    pub is_folded: bool,
}

/// The two panels, which are never mixed: a decision, and an assumption.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Panel {
    /// Somebody decides it.
    Policy,
    /// It is assumed.
    World,
}

/// How a lever moves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Control {
    /// Between two ends.
    Slider {
        /// Lower end.
        min: f64,
        /// Upper end.
        max: f64,
        /// One step of the keyboard.
        step: f64,
        /// Unit of the field.
        unit: Unit,
    },
    /// One of a few.
    Choice(Vec<Choice>),
}

/// Unit of a slider, by which the page writes its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unit {
    /// A part of one, shown in per cent.
    Share,
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Years.
    Years,
    /// Dollars, shown in millions.
    Usd,
    /// An index from 0 to 1.
    Index,
    /// A ratio or a plain number.
    Ratio,
    /// Tonnes a year.
    TonnesPerYear,
    /// Dollars for a kilogram.
    UsdPerKg,
}

/// One of a few, with the value of each path as RON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Name, also of its text.
    pub id: String,
    /// Values, in the order of the lever's paths.
    pub values: Vec<String>,
}

/// Something that can be switched off to see what it did to a price.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Driver {
    pub(crate) id: String,
    pub(crate) off: Vec<(String, String)>,
}

/// What is wrong with a lab.
#[derive(Debug, thiserror::Error)]
pub enum LabError {
    /// The scenario does not say whose supply it is about.
    #[error(
        "`{0}` has no `about.focus`, so the page would not know whose price to show\n  hint: add `focus: (importer: \"..\", origin: \"..\", alternative: \"..\", goods: [\"..\"])` to `about`"
    )]
    NoFocus(String),
    /// The lab file cannot be read.
    #[error("{0}")]
    File(String),
    /// A lever or driver does not fit the scenario.
    #[error("{file}: lever or driver `{id}`: {what}")]
    Unfit {
        /// The lab file.
        file: String,
        /// The lever or driver.
        id: String,
        /// What is wrong.
        what: String,
    },
}

impl Lab {
    /// Fits levers to a scenario that has been checked: those of its file in `labs`, or guessed ones.
    ///
    /// # Errors
    /// When the scenario has no focus, or its lab file does not fit it.
    pub fn of(loaded: &Loaded) -> Result<Self, LabError> {
        let beside = loaded
            .files
            .last()
            .and_then(|file| Some(file.parent()?.join("labs").join(file.file_name()?)));
        let text = beside
            .as_deref()
            .and_then(|file| std::fs::read_to_string(file).ok());
        let file = beside
            .as_deref()
            .unwrap_or(Path::new("labs"))
            .display()
            .to_string();
        let guessed = || guess::plan(&loaded.scenario);
        let plan = match text {
            Some(text) => read_plan(&text, &file)?.after(guessed),
            None => guessed(),
        };
        Self::new(loaded.scenario.clone(), plan, &file, false)
    }

    /// The worlds for lessons, which come with the program.
    pub fn shipped() -> Vec<Self> {
        shipped::labs()
    }

    fn new(scenario: Scenario, plan: Plan, file: &str, is_small: bool) -> Result<Self, LabError> {
        let name = scenario.about.name.clone();
        let Some(focus) = scenario.about.focus.clone() else {
            return Err(LabError::NoFocus(name));
        };
        let lab = Self {
            name,
            scenario,
            focus,
            is_small,
            plan,
        };
        lab.check(file)?;
        Ok(lab)
    }

    /// Every end of every lever can be set, and every driver switched off.
    fn check(&self, file: &str) -> Result<(), LabError> {
        let unfit = |id: &str, what: String| LabError::Unfit {
            file: file.to_owned(),
            id: id.to_owned(),
            what,
        };
        for lever in &self.plan.levers {
            for setting in lever.ends() {
                let mut scenario = self.scenario.clone();
                self.bring_in(lever, &mut scenario);
                lever
                    .set(&mut scenario, &setting)
                    .map_err(|refusal| unfit(&lever.id, refusal.to_string()))?;
            }
        }
        for driver in &self.plan.drivers {
            driver
                .switch_off(&mut self.scenario.clone())
                .map_err(|what| unfit(&driver.id, what))?;
        }
        let opening = Spec {
            world: self.name.clone(),
            seed: 0,
            levers: self.plan.opening.clone(),
        };
        self.scenario(&opening)
            .map_err(|refusal| unfit("opening", refusal.to_string()))?;
        Ok(())
    }

    /// The levers, in the order of the file.
    pub fn levers(&self) -> &[Lever] {
        &self.plan.levers
    }

    /// What the levers stand at when the page opens.
    pub fn opening(&self) -> Spec {
        Spec {
            world: self.name.clone(),
            seed: self.scenario.clock.seed,
            levers: self.plan.opening.clone(),
        }
    }

    /// The government whose stock is shown.
    pub fn reserve(&self) -> Option<&str> {
        self.plan.reserve.as_deref()
    }

    /// What can be switched off, by id.
    pub fn drivers(&self) -> impl Iterator<Item = &str> {
        self.plan.drivers.iter().map(|driver| driver.id.as_str())
    }

    /// Where a lever stands in the scenario as it is written.
    pub fn written(&self, lever: &Lever) -> Setting {
        let text = self.with(lever).get(&lever.paths[0]).unwrap_or_default();
        match &lever.control {
            Control::Slider { .. } => Setting::Number(text.parse().unwrap_or(f64::NAN)),
            Control::Choice(choices) => {
                let is_written = |choice: &&Choice| squeezed(&choice.values[0]) == squeezed(&text);
                let found = choices.iter().find(is_written).or(choices.first());
                Setting::Choice(found.map(|choice| choice.id.clone()).unwrap_or_default())
            }
        }
    }

    /// What the field of a lever means and where its default comes from, as the reference of scenarios has it.
    pub fn meaning(&self, lever: &Lever) -> (String, String) {
        let text = scenario::describe_path(&self.with(lever), &lever.paths[0]).unwrap_or_default();
        let row = |name: &str| {
            let found = text
                .lines()
                .find_map(|line| line.trim_start().strip_prefix(name));
            found.map_or_else(String::new, |rest| rest.trim().to_owned())
        };
        (row("meaning "), row("source "))
    }

    /// The scenario of a spec.
    ///
    /// # Errors
    /// When a lever is unknown or out of its bounds, or the scenario's own rules refuse the values together.
    pub fn scenario(&self, spec: &Spec) -> Result<Scenario, Refusal> {
        let mut scenario = self.set(spec)?;
        if !self.is_small {
            let faults = scenario::check(&Loaded::from_scenario(scenario.clone()));
            if let Some(fault) = faults.first() {
                return Err(Refusal::Scenario(fault.to_string()));
            }
        }
        scenario.clock.seed = spec.seed;
        Ok(scenario)
    }

    fn set(&self, spec: &Spec) -> Result<Scenario, Refusal> {
        if spec.seed > MOST_SEED {
            return Err(Refusal::Seed(spec.seed));
        }
        let mut scenario = self.scenario.clone();
        for (id, setting) in &spec.levers {
            let Some(lever) = self.plan.levers.iter().find(|lever| lever.id == *id) else {
                let known: Vec<&str> = self
                    .plan
                    .levers
                    .iter()
                    .map(|lever| lever.id.as_str())
                    .collect();
                return Err(Refusal::Lever(
                    id.clone(),
                    format!("levers are {}", known.join(", ")),
                ));
            };
            self.bring_in(lever, &mut scenario);
            lever.set(&mut scenario, setting)?;
        }
        Ok(scenario)
    }

    /// Adds the policies of a lever that the scenario does not have.
    fn bring_in(&self, lever: &Lever, scenario: &mut Scenario) {
        for offer in &self.plan.offers {
            let start = format!("policies.{}.", offer.id);
            let is_its = lever.paths.iter().any(|path| path.starts_with(&start));
            if is_its && scenario.policies.iter().all(|it| it.id != offer.id) {
                scenario.policies.push(offer.clone());
            }
        }
    }

    /// The scenario with everything in it that a lever is about.
    fn with(&self, lever: &Lever) -> Scenario {
        let mut scenario = self.scenario.clone();
        self.bring_in(lever, &mut scenario);
        scenario
    }

    /// The scenario of a spec with some drivers switched off, by their places in [`Lab::drivers`].
    pub(crate) fn without(&self, scenario: &Scenario, off: &[usize]) -> Scenario {
        let mut scenario = scenario.clone();
        for driver in off.iter().filter_map(|at| self.plan.drivers.get(*at)) {
            // Every driver was switched off once when the lab was made.
            drop(driver.switch_off(&mut scenario));
        }
        scenario
    }

    /// The spec as a scenario file that runs on the command line, to the same bytes.
    ///
    /// # Errors
    /// As [`Lab::scenario`].
    pub fn file(&self, spec: &Spec) -> Result<String, Refusal> {
        let scenario = self.scenario(spec)?;
        let mut text =
            String::from("// Written by `monazite classroom`. Run it: monazite run <this file>\n");
        for (id, setting) in &spec.levers {
            let value = serde_json::to_string(setting).unwrap_or_default();
            // Writing to a String cannot fail.
            let _ = writeln!(text, "// lever {id}: {value}");
        }
        text += &scenario::write(&scenario);
        text.push('\n');
        Ok(text)
    }
}

/// RON without the blanks, in which two texts of one value differ.
fn squeezed(ron: &str) -> String {
    ron.chars().filter(|sign| !sign.is_whitespace()).collect()
}

fn read_plan(text: &str, file: &str) -> Result<Plan, LabError> {
    scenario::read(text, file).map_err(|fault| LabError::File(fault.to_string()))
}

impl Plan {
    /// This plan, after the guessed one where it asks for it.
    fn after(mut self, guessed: impl FnOnce() -> Self) -> Self {
        if self.is_guessed_too {
            let first = guessed();
            self.levers.splice(0..0, first.levers);
            self.drivers.splice(0..0, first.drivers);
            self.reserve = self.reserve.or(first.reserve);
        }
        self
    }
}

impl Driver {
    fn switch_off(&self, scenario: &mut Scenario) -> Result<(), String> {
        for (path, value) in &self.off {
            scenario
                .set(path, value)
                .map_err(|fault| fault.to_string())?;
        }
        Ok(())
    }
}

impl Lever {
    /// Settings that between them show every kind of value that the lever can write.
    fn ends(&self) -> Vec<Setting> {
        match &self.control {
            Control::Slider { min, max, .. } => vec![Setting::Number(*min), Setting::Number(*max)],
            Control::Choice(choices) => choices
                .iter()
                .map(|choice| Setting::Choice(choice.id.clone()))
                .collect(),
        }
    }

    fn set(&self, scenario: &mut Scenario, setting: &Setting) -> Result<(), Refusal> {
        let values = self.values(setting)?;
        for (path, value) in self.paths.iter().zip(&values) {
            scenario
                .set(path, value)
                .map_err(|fault| Refusal::Scenario(fault.to_string()))?;
        }
        Ok(())
    }

    /// The value of each path, as RON.
    fn values(&self, setting: &Setting) -> Result<Vec<String>, Refusal> {
        let lever = self.id.clone();
        match (&self.control, setting) {
            (Control::Slider { min, max, .. }, Setting::Number(found)) => {
                if !(found.is_finite() && found >= min && found <= max) {
                    return Err(Refusal::Range {
                        lever,
                        found: found.to_string(),
                        least: min.to_string(),
                        most: max.to_string(),
                    });
                }
                Ok(vec![format!("{found:?}"); self.paths.len()])
            }
            (Control::Choice(choices), Setting::Choice(found)) => {
                let choice = choices.iter().find(|choice| choice.id == *found);
                let allowed = || {
                    choices
                        .iter()
                        .map(|choice| choice.id.as_str())
                        .collect::<Vec<_>>()
                        .join(", ")
                };
                choice
                    .map(|choice| choice.values.clone())
                    .ok_or_else(|| Refusal::Choice {
                        lever,
                        found: found.clone(),
                        allowed: allowed(),
                    })
            }
            (Control::Slider { min, max, .. }, Setting::Choice(found)) => Err(Refusal::Range {
                lever,
                found: found.clone(),
                least: min.to_string(),
                most: max.to_string(),
            }),
            (Control::Choice(_), Setting::Number(found)) => Err(Refusal::Choice {
                lever,
                found: found.to_string(),
                allowed: "one of its names".to_owned(),
            }),
        }
    }
}
