//! Export curbs: a government weighs what a curb could win against what it costs, and chooses with some scatter.
//!
//! U(act) = sum over targets theta V p - w_r RevenueLoss - w_b Backlash - Norm + w_d Downstream - Switching, all in USD
//! over the horizon. Chance of an act: exp(U / noise) over the sum of it (quantal response, McKelvey and Palfrey 1995).
//! Each term is a file of its own below; docs/concepts/decide.md has the equations by the names in the code.
//!
//! The rule takes a [`Situation`] and knows nothing of the world, so history can be put before it as well as a run.

mod act;
mod backlash;
pub(crate) mod desk;
mod enact;
mod exposure;
pub(crate) mod foresight;
pub(crate) mod gather;
mod loss;
pub(crate) mod meet;
mod reason;
mod revenue;
mod situation;

pub use act::{Act, Measure};
pub use situation::{Destination, Home, Project, Situation, User};

use crate::clock::WEEKS_PER_YEAR;
use foresight::Vision;
use scenario::{CurbActs, CurbWeights};
use serde::{Deserialize, Serialize};

/// What the rule weighs with: weights, and how hard each kind of curb is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Weights {
    /// What counts how much.
    #[serde(with = "crate::written")]
    pub weights: CurbWeights,
    /// How hard each kind of curb is.
    #[serde(with = "crate::written")]
    pub acts: CurbActs,
    /// Time in which boards and buyers abroad come to count on what they see [years].
    pub belief_years: f64,
}

impl Weights {
    /// The horizon [years].
    pub(crate) fn horizon_years(&self) -> f64 {
        f64::from(self.weights.horizon_weeks) / WEEKS_PER_YEAR
    }
}

/// What speaks for and against one act, each over the horizon.
#[derive(Debug, Clone, PartialEq)]
pub struct Terms {
    /// Worth of concessions times their chance, over all targets [USD].
    pub concession_usd: f64,
    /// The target whose concession is worth most, as position among the destinations.
    pub target: Option<usize>,
    /// Loss of that target, over its product in the same time.
    pub loss_share: f64,
    /// Chance of its concession within the horizon.
    pub concession_chance: f64,
    /// Export margin lost, less rent kept, plus what the home price falls by [USD].
    pub lost_revenue_usd: f64,
    /// Present value of the market lost for good [USD].
    pub backlash_usd: f64,
    /// Price of the broken norm [USD].
    pub norm_usd: f64,
    /// What home users save [USD].
    pub downstream_usd: f64,
    /// Cost of a new or harsher curb [USD].
    pub switching_usd: f64,
}

impl Terms {
    /// U(act) [USD].
    pub fn utility_usd(&self, weights: &CurbWeights) -> f64 {
        self.concession_usd
            - weights.revenue_weight * self.lost_revenue_usd
            - weights.backlash_weight * self.backlash_usd
            - self.norm_usd
            + weights.downstream_weight * self.downstream_usd
            - self.switching_usd
    }
}

/// An act with what speaks for and against it.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    /// What would be done.
    pub act: Act,
    /// Why and why not.
    pub terms: Terms,
    /// Its utility [USD].
    pub utility_usd: f64,
    /// Chance with which it is chosen.
    pub chance: f64,
}

/// Weighs everything that a government could do about a group of goods; free trade comes first.
pub fn weigh(situation: &Situation, weights: &Weights) -> Vec<Weighed> {
    weigh_with(situation, weights, None)
}

/// The same with losses from imagined worlds where there are any; what was not imagined is told and never chosen.
fn weigh_with(situation: &Situation, weights: &Weights, vision: Option<&Vision>) -> Vec<Weighed> {
    let mut options: Vec<Weighed> = Act::all(situation)
        .into_iter()
        .map(|act| {
            let terms = terms(act, situation, weights, vision);
            let utility_usd = terms.utility_usd(&weights.weights);
            Weighed {
                act,
                terms,
                utility_usd,
                chance: 0.0,
            }
        })
        .collect();
    let is_open = |act: Act| vision.is_none_or(|vision| vision.cost_usd(act, 0).is_some());
    let utilities: Vec<f64> = options
        .iter()
        .map(|option| {
            if is_open(option.act) {
                option.utility_usd
            } else {
                f64::NEG_INFINITY
            }
        })
        .collect();
    for (option, chance) in options
        .iter_mut()
        .zip(chances(&utilities, weights.weights.noise_usd))
    {
        option.chance = chance;
    }
    options
}

/// Chooses by one uniform draw in [0, 1): the first option at which the summed chances pass it.
pub fn choose(options: &[Weighed], draw: f64) -> usize {
    let mut sum = 0.0;
    for (at, option) in options.iter().enumerate() {
        sum += option.chance;
        if draw < sum {
            return at;
        }
    }
    options.len().saturating_sub(1)
}

fn terms(act: Act, situation: &Situation, weights: &Weights, vision: Option<&Vision>) -> Terms {
    let refused: Vec<f64> = (0..situation.destinations.len())
        .map(|at| act.refused_share(at, weights))
        .collect();
    let mut terms = Terms {
        concession_usd: 0.0,
        target: None,
        loss_share: 0.0,
        concession_chance: 0.0,
        lost_revenue_usd: revenue::lost_usd(act, situation, &refused, weights),
        backlash_usd: backlash::backlash_usd(situation, &refused, weights),
        norm_usd: weights.weights.norm_cost_usd * act.norm_share(),
        downstream_usd: revenue::home_saving_usd(situation, &refused, weights),
        switching_usd: if is_milder(&refused, situation, weights) {
            0.0
        } else {
            weights.weights.switching_cost_usd
        },
    };
    let mut most = 0.0;
    for (at, destination) in situation.destinations.iter().enumerate() {
        if !destination.is_target {
            continue;
        }
        let imagined = vision.and_then(|vision| {
            let cost_usd = vision.cost_usd(act, at)?;
            Some(loss::share_of_product(cost_usd, destination, vision.weeks))
        });
        let estimated = || loss::loss_share(destination, &refused, &weights.weights);
        let loss_share = imagined.unwrap_or_else(estimated);
        let chance = loss::concession_chance(
            loss_share,
            destination.resolve_share,
            weights.weights.concession_steepness,
        );
        let worth = destination.tension * weights.weights.concession_value_usd * chance;
        terms.concession_usd += worth;
        if worth > most {
            most = worth;
            terms.target = Some(at);
            terms.loss_share = loss_share;
            terms.concession_chance = chance;
        }
    }
    terms
}

/// Whether an act refuses nobody more than the one in force.
fn is_milder(refused: &[f64], situation: &Situation, weights: &Weights) -> bool {
    let now = |at: usize| situation.current.refused_share(at, weights);
    refused
        .iter()
        .enumerate()
        .all(|(at, refused)| *refused <= now(at))
}

/// Chances of a quantal response: exp(U / noise) over the sum.
fn chances(utilities_usd: &[f64], noise_usd: f64) -> Vec<f64> {
    let best = utilities_usd
        .iter()
        .copied()
        .fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = utilities_usd
        .iter()
        .map(|utility| libm::exp((utility - best) / noise_usd))
        .collect();
    let sum: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / sum).collect()
}

#[cfg(test)]
mod tests;
