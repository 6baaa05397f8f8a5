//! A case: who embargoes whom, over which goods, from when.

use std::collections::BTreeMap;

use model::Answer;
use scenario::{CurbWeights, Instrument, Policy, Scenario};
use units::Date;

/// What is asked, in the words of the command line.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The country that stops its exports.
    pub imposer: String,
    /// The country that gets nothing.
    pub target: String,
    /// The material that is embargoed, with all goods that contain it; none for all goods.
    pub material: Option<String>,
    /// Week of the embargo; none for a year after the start.
    pub at: Option<Date>,
    /// Horizons [weeks].
    pub horizons: Vec<u32>,
    /// Part of ordinary purchases that is refused: 1 for a ban.
    pub share: f64,
    /// Answers that are taken away from both forks.
    pub without: Vec<Answer>,
}

/// What is wrong with a question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CaseError {
    /// No such country.
    #[error("`{found}` is no country of the scenario\n  hint: {hint}")]
    Country {
        /// What was asked for.
        found: String,
        /// The nearest name, or all.
        hint: String,
    },
    /// No such material.
    #[error("`{found}` is no material of the scenario\n  hint: {hint}")]
    Material {
        /// What was asked for.
        found: String,
        /// The nearest name, or all.
        hint: String,
    },
    /// Imposer and target are the same.
    #[error(
        "`{country}` is both imposer and target\n  hint: an embargo needs two countries; trade inside one is always free"
    )]
    Same {
        /// The country.
        country: String,
    },
    /// Nobody sells the material.
    #[error(
        "nobody sells `{material}`: no mine digs it and no plant makes a good that is or contains it\n  hint: choose a material with a good, or leave `--material` out for all goods"
    )]
    Unsold {
        /// The material.
        material: String,
    },
    /// The date is not within the clock, or leaves no week.
    #[error("{at} is not within the scenario's clock\n  hint: choose a day from {first} to {last}")]
    Date {
        /// What was asked for.
        at: String,
        /// First day possible.
        first: Date,
        /// Last day possible.
        last: Date,
    },
    /// Horizons are missing or none.
    #[error("a horizon must be at least one week\n  hint: write `--horizons 4,13,26,52,104`")]
    Horizon,
}

/// A question that fits a scenario.
#[derive(Debug, Clone)]
pub struct Case<'a> {
    /// The world.
    pub scenario: &'a Scenario,
    /// Position of the imposer among the scenario's countries.
    pub imposer: usize,
    /// Position of the target.
    pub target: usize,
    /// What is embargoed; none for all goods.
    pub material: Option<String>,
    /// Positions of the goods in scope.
    pub goods: Vec<usize>,
    /// Week of the embargo, counted from the scenario's start.
    pub week: u32,
    /// Monday of that week.
    pub date: Date,
    /// Horizons in rising order [weeks].
    pub horizons: Vec<u32>,
    /// Part of ordinary purchases that is refused.
    pub share: f64,
    /// Answers that are taken away from both forks.
    pub without: Vec<Answer>,
    /// Seed of all replicates.
    pub seed: u64,
    /// Discount rate [per year].
    pub discount_per_year: f64,
    /// Margin of the imposer's exporters.
    pub export_margin_share: f64,
}

/// Weeks after the start at which an embargo begins when no date is given.
const DEFAULT_WEEK: u32 = 52;

impl<'a> Case<'a> {
    /// Fits a question to a scenario that has been checked.
    ///
    /// # Errors
    /// When the scenario has no such countries, goods or weeks.
    pub fn new(scenario: &'a Scenario, question: &Question, seed: u64) -> Result<Self, CaseError> {
        let imposer = country(scenario, &question.imposer)?;
        let target = country(scenario, &question.target)?;
        if imposer == target {
            return Err(CaseError::Same {
                country: question.target.clone(),
            });
        }
        let goods = match &question.material {
            Some(material) => goods_of(scenario, material)?,
            None => (0..scenario.goods.len()).collect(),
        };
        let week = week_of(scenario, question.at)?;
        let mut horizons = question.horizons.clone();
        horizons.sort_unstable();
        horizons.dedup();
        if horizons.first().is_none_or(|first| *first == 0) {
            return Err(CaseError::Horizon);
        }
        let weights = weights(scenario, &question.imposer);
        Ok(Self {
            scenario,
            imposer,
            target,
            material: question.material.clone(),
            goods,
            week,
            date: scenario.clock.start.add_days(week as i32 * 7),
            horizons,
            share: question.share.clamp(0.0, 1.0),
            without: question.without.clone(),
            seed,
            discount_per_year: weights.discount_per_year,
            export_margin_share: weights.export_margin_share,
        })
    }

    /// The longest horizon [weeks].
    pub fn longest(&self) -> u32 {
        self.horizons.last().copied().unwrap_or(1)
    }

    /// Id of the imposer.
    pub fn imposer_id(&self) -> &str {
        &self.scenario.countries[self.imposer].id
    }

    /// Id of the target.
    pub fn target_id(&self) -> &str {
        &self.scenario.countries[self.target].id
    }

    /// Product of a country [USD/yr].
    pub fn gdp_usd(&self, country: usize) -> Option<f64> {
        self.scenario.countries[country].gdp_usd_per_year
    }

    /// Whether any strategic stock may serve the target.
    pub fn has_policy_stocks(&self) -> bool {
        self.scenario.governments.iter().any(|government| {
            government.stockpile.as_ref().is_some_and(|stock| {
                government.country == self.target_id()
                    || stock.allies.iter().any(|ally| ally == self.target_id())
            })
        })
    }

    /// The embargo of some goods as a policy of the coming week: a ban, or licences that refuse a share.
    pub fn embargo(&self, goods: &[usize], date: Date) -> Policy {
        let ids = |good: &usize| self.scenario.goods[*good].id.clone();
        let goods: Vec<String> = goods.iter().map(ids).collect();
        let destinations = vec![self.target_id().to_owned()];
        let instrument = if self.share >= 1.0 {
            Instrument::ExportBan {
                goods,
                destinations,
                hold_in_port: false,
            }
        } else {
            Instrument::ExportLicence {
                goods,
                destinations,
                approval_share: 1.0 - self.share,
                delay_days_mean: 0.0,
                delay_cv: 0.0,
            }
        };
        Policy {
            id: "embargo".to_owned(),
            government: self.imposer_id().to_owned(),
            announced: date,
            effective: date,
            ends: None,
            in_force_at_start: false,
            instrument,
            sources: BTreeMap::new(),
        }
    }
}

/// The nearest of some names, or all of them.
fn hint<'a>(found: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.collect();
    let limit = (found.chars().count() / 3).max(2);
    let near = known
        .iter()
        .map(|name| (strsim::osa_distance(found, name), *name))
        .filter(|(distance, _)| *distance <= limit)
        .min();
    match near {
        Some((_, name)) => format!("did you mean `{name}`?"),
        None => format!("known are {}", known.join(", ")),
    }
}

fn country(scenario: &Scenario, id: &str) -> Result<usize, CaseError> {
    let ids = || scenario.countries.iter().map(|country| country.id.as_str());
    ids()
        .position(|known| known == id)
        .ok_or_else(|| CaseError::Country {
            found: id.to_owned(),
            hint: hint(id, ids()),
        })
}

/// Goods that are a material or contain it; concentrate counts when a mine that sells it digs the element.
fn goods_of(scenario: &Scenario, material: &str) -> Result<Vec<usize>, CaseError> {
    let ids = || scenario.materials.iter().map(|known| known.id.as_str());
    if ids().all(|known| known != material) {
        return Err(CaseError::Material {
            found: material.to_owned(),
            hint: hint(material, ids()),
        });
    }
    let digs = |good: &scenario::Good| {
        good.basket
            && scenario.mines.iter().any(|mine| {
                mine.good == good.id && mine.basket.get(material).is_some_and(|part| *part > 0.0)
            })
    };
    let has = |good: &scenario::Good| {
        good.material == material
            || good.contains.get(material).is_some_and(|part| *part > 0.0)
            || digs(good)
    };
    let goods = scenario.goods.iter().enumerate();
    let found: Vec<usize> = goods
        .filter(|(_, good)| has(good))
        .map(|(at, _)| at)
        .collect();
    if found.is_empty() {
        return Err(CaseError::Unsold {
            material: material.to_owned(),
        });
    }
    Ok(found)
}

fn week_of(scenario: &Scenario, at: Option<Date>) -> Result<u32, CaseError> {
    let clock = &scenario.clock;
    let last_week = clock.weeks.saturating_sub(1);
    let Some(at) = at else {
        return Ok(DEFAULT_WEEK.min(last_week));
    };
    let days = at.days_since(clock.start);
    let week = days.div_euclid(7);
    if days < 0 || week > last_week as i32 {
        return Err(CaseError::Date {
            at: at.to_string(),
            first: clock.start,
            last: clock.start.add_days(last_week as i32 * 7 + 6),
        });
    }
    Ok(week as u32)
}

/// Discount rate and export margin by which a government weighs curbs, or the defaults of one that does not.
fn weights(scenario: &Scenario, imposer: &str) -> CurbWeights {
    let governments = scenario.governments.iter();
    let mut own = governments.filter(|government| government.country == imposer);
    own.find_map(|government| government.curbs.as_ref())
        .map_or_else(CurbWeights::default, |curbs| curbs.weights.clone())
}
