//! Investment: boards decide planned plants and expansions once a quarter.
//!
//! NPV = sum over years after the build of margin(p_L) per tonne, discounted at WACC + risk, less capital with its
//! usual overrun. Chance of deciding in a quarter: 1 - exp(-h0 dt logistic(k (NPV/K - hurdle))). The long view mixes
//! what is paid now with perceived long-run cost: ln p_L = (1 - w) ln p_e + w ln C.

pub(crate) mod outlook;
pub(crate) mod prospect;

pub(crate) use outlook::Outlook;

use super::{Plant, Stage, Stake};
use crate::chain::main_goods;
use crate::clock::{Clock, QUARTER_WEEKS, WEEKS_PER_YEAR};
use crate::facts::Facts;
use crate::journal::{Journal, Matter, Note, Reach, Role};
use crate::ledger::Ledger;
use crate::mine::Mine;
use crate::need::Web;
use crate::random::{Gamma, LogNormal, Purpose};
use crate::refine::{Recipe, Refiner};
use crate::rows::Rows;
use crate::stock::Stocks;
use bevy_ecs::prelude::Resource;
use educe::Educe;
use rand_distr::Distribution;
use serde::{Deserialize, Serialize};

/// Years over which a plant is expected to earn.
const LIFE_YEARS: f64 = 20.0;
/// Steepness of the decision in NPV over capital.
const DECISION_STEEPNESS: f64 = 4.0;
/// NPV over capital at which half the boards of a funded project say yes.
const HURDLE: f64 = 0.25;
/// Further hurdle of a project whose money is not there yet.
const UNFUNDED_HURDLE: f64 = 0.5;
/// Capital per yearly tonne of a mine or separator, in years of unit cost, where the scenario states none: estimate.
const ORE_CAPITAL_YEARS: f64 = 3.0;
/// Part of a metal or magnet maker's unit cost that pays for its capital: tolls are quoted so.
const CAPITAL_IN_TOLL_SHARE: f64 = 0.25;
/// The same for metal and magnet makers, whose cost is mostly labour and power.
const MAKER_CAPITAL_YEARS: f64 = 1.0;
/// Use of capacity that boards plan for.
const PLANNED_UTILISATION: f64 = 0.85;
/// Expansions smaller than this part of capacity are not started.
const NOTEWORTHY_EXPANSION: f64 = 0.002;
/// Lowest rate at which a board discounts.
const LEAST_RATE: f64 = 0.01;
/// Boards meet four times a year.
const QUARTERS_PER_YEAR: f64 = 4.0;

/// What is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Built {
    /// A new plant.
    Project,
    /// More of a working one.
    Expansion,
}

impl Built {
    /// The word used in tables.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Built::Project => "project",
            Built::Expansion => "expansion",
        }
    }
}

/// A decision to build, for table `investments`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Decision {
    /// Whose.
    pub(crate) agent: usize,
    /// New plant or expansion.
    pub(crate) kind: Built,
    /// Capacity decided [t/yr].
    pub(crate) capacity_t_per_year: f64,
    /// Expected net present value over capital.
    pub(crate) npv_over_capital: f64,
    /// Expected margin [USD/t].
    pub(crate) margin_usd_per_t: f64,
    /// Capital with overrun [USD].
    pub(crate) capital_usd: f64,
    /// Weeks to first output.
    pub(crate) lead_weeks: i64,
    /// Public money in it, paid now.
    pub(crate) stakes: Vec<Stake>,
}

/// Decisions of the week.
#[derive(Resource, Debug, Educe, Default, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Decisions(pub(crate) Vec<Decision>);

/// Present value of one unit a year for the plant's life, beginning after the build: `sum beta^k`.
pub(super) fn annuity(build_years: f64, rate: f64) -> f64 {
    let beta = 1.0 / (1.0 + rate);
    let first = libm::pow(beta, build_years);
    first * (1.0 - libm::pow(beta, LIFE_YEARS)) / rate
}

/// Chance that a board decides within a quarter.
pub(super) fn decision_chance(npv_over_capital: f64, hurdle: f64, hazard_per_year: f64) -> f64 {
    1.0 - libm::exp(
        -hazard_per_year * odds(npv_over_capital, hurdle) * f64::from(QUARTER_WEEKS)
            / WEEKS_PER_YEAR,
    )
}

/// Share of boards that find an offer good enough.
fn odds(npv_over_capital: f64, hurdle: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-DECISION_STEEPNESS * (npv_over_capital - hurdle)))
}

/// Capital of a planned plant before overruns, estimated where the scenario states none [USD].
fn capital_of(plant: &Plant, capital_years: f64) -> f64 {
    if plant.capital_usd > 0.0 {
        plant.capital_usd
    } else {
        (plant.capacity_t_per_year * plant.unit_cost_usd_per_t * capital_years).max(1.0)
    }
}

impl Outlook<'_> {
    /// What a board weighs: expected net present value over expected capital.
    fn weigh(&self, plant: &Plant, offer: Offer) -> f64 {
        let yearly = offer.margin_usd_per_t * offer.added_t_per_year * plant.base_utilisation;
        yearly * annuity(offer.build_years, self.rate(plant)) / offer.capital_usd - 1.0
    }

    /// Rate at which a board discounts.
    fn rate(&self, plant: &Plant) -> f64 {
        let behaviour = &self.rules.behaviour;
        let rate = behaviour.wacc_per_year + behaviour.risk_premium_per_year
            - behaviour.offtake_weight * plant.offtake_share;
        rate.max(LEAST_RATE)
    }

    /// Decides a planned plant by a draw each quarter.
    fn decide_project(&self, agent: usize, plant: &mut Plant, terms: Terms) -> Option<Decision> {
        let behaviour = &self.rules.behaviour;
        if !matches!(plant.stage, Stage::Planned { earliest } if earliest <= self.clock.week)
            || !self.rules.mechanisms.investment
        {
            return None;
        }
        let added = plant.capacity_t_per_year;
        let capital = capital_of(plant, terms.capital_years);
        let ratio = self.weigh(
            plant,
            Offer {
                margin_usd_per_t: terms.margin_usd_per_t,
                added_t_per_year: added,
                build_years: plant.build_years,
                capital_usd: capital * (1.0 + behaviour.overrun_mean_share),
            },
        );
        let hurdle = if plant.funded {
            HURDLE
        } else {
            HURDLE + UNFUNDED_HURDLE
        };
        let chance = decision_chance(ratio, hurdle, behaviour.decision_hazard_per_year);
        if self.stream(agent, Purpose::InvestmentDecision).uniform() >= chance {
            return None;
        }
        let delay = Gamma {
            mean: plant.build_years,
            variation: behaviour.delay_cv,
        };
        let years = delay.sample(&mut self.stream(agent, Purpose::BuildTime));
        let overrun = LogNormal {
            mean: 1.0 + behaviour.overrun_mean_share,
            sigma: behaviour.overrun_sigma,
        };
        let factor = overrun
            .sample(&mut self.stream(agent, Purpose::Overrun))
            .max(1.0);
        let lead_weeks = ((years * WEEKS_PER_YEAR) as i64).max(1);
        plant.stage = Stage::Building {
            due: self.clock.week + lead_weeks,
        };
        Some(Decision {
            agent,
            kind: Built::Project,
            capacity_t_per_year: added,
            npv_over_capital: ratio,
            margin_usd_per_t: terms.margin_usd_per_t,
            capital_usd: capital * factor,
            lead_weeks,
            stakes: std::mem::take(&mut plant.stakes),
        })
    }

    /// Expands a plant a little each quarter towards what it expects to need when the expansion is built:
    /// `min(gap, K s / 4) logistic(k (NPV/K - hurdle))`, `gap = q (1 + g)^L / u - K - coming`. A node that stands for
    /// many plants grows smoothly so, instead of by one great draw.
    fn decide_expansion(&self, agent: usize, plant: &mut Plant, terms: Terms) -> Option<Decision> {
        let behaviour = &self.rules.behaviour;
        let room = plant.capacity_t_per_year + plant.coming_t_per_year();
        let growth = libm::pow(
            1.0 + behaviour.growth_outlook_per_year,
            terms.expansion_years,
        );
        let gap = plant.throughput_t * WEEKS_PER_YEAR * growth / PLANNED_UTILISATION - room;
        if !plant.is_working() || !self.rules.mechanisms.expansion || gap <= 0.0 {
            return None;
        }
        let most =
            gap.min(plant.capacity_t_per_year * behaviour.expansion_step_share / QUARTERS_PER_YEAR);
        let unit_capital = (plant.unit_cost_usd_per_t * terms.capital_years).max(1e-6);
        let ratio = self.weigh(
            plant,
            Offer {
                margin_usd_per_t: terms.margin_usd_per_t,
                added_t_per_year: most,
                build_years: terms.expansion_years,
                capital_usd: most * unit_capital,
            },
        );
        let added = most * odds(ratio, HURDLE);
        if added < NOTEWORTHY_EXPANSION * plant.capacity_t_per_year {
            return None;
        }
        let lead_weeks = ((terms.expansion_years * WEEKS_PER_YEAR) as i64).max(1);
        plant.expansions.push((self.clock.week + lead_weeks, added));
        Some(Decision {
            agent,
            kind: Built::Expansion,
            capacity_t_per_year: added,
            npv_over_capital: ratio,
            margin_usd_per_t: terms.margin_usd_per_t,
            capital_usd: added * unit_capital,
            lead_weeks,
            stakes: Vec::new(),
        })
    }
}

/// What a plant's board knows of its own business.
#[derive(Debug, Clone, Copy)]
struct Terms {
    margin_usd_per_t: f64,
    expansion_years: f64,
    capital_years: f64,
}

/// One thing that could be built.
#[derive(Debug, Clone, Copy)]
struct Offer {
    margin_usd_per_t: f64,
    added_t_per_year: f64,
    build_years: f64,
    capital_usd: f64,
}

/// Mines' boards decide. State mines under a quota follow the quota instead.
pub(crate) fn decide_mines(
    mines: Rows<&[Mine], &mut [Plant]>,
    outlook: Outlook,
    decisions: &mut Decisions,
) {
    if !outlook.clock.is_quarter() {
        return;
    }
    for (agent, mine, plant) in mines.each() {
        if !(mine.is_quota_bound && plant.is_working()) {
            let margin = outlook.mine_margin(agent, mine, plant);
            let terms = Terms {
                margin_usd_per_t: margin,
                expansion_years: outlook.rules.behaviour.expansion_build_years,
                capital_years: ORE_CAPITAL_YEARS,
            };
            decisions
                .0
                .extend(outlook.decide_project(agent, plant, terms));
            decisions
                .0
                .extend(outlook.decide_expansion(agent, plant, terms));
        }
    }
}

/// Processors' boards decide.
pub(crate) fn decide_refiners(
    refiners: Rows<&[Refiner], &mut [Plant]>,
    outlook: Outlook,
    decisions: &mut Decisions,
) {
    if !outlook.clock.is_quarter() {
        return;
    }
    for (agent, refiner, plant) in refiners.each() {
        let margin = outlook.refiner_margin(agent, refiner, plant);
        let behaviour = &outlook.rules.behaviour;
        let (expansion_years, capital_years) = match refiner.recipe {
            Recipe::Separation(_) => (behaviour.expansion_build_years, ORE_CAPITAL_YEARS),
            Recipe::Conversion(_) => (
                behaviour.processing_expansion_build_years,
                MAKER_CAPITAL_YEARS,
            ),
        };
        let terms = Terms {
            margin_usd_per_t: margin,
            expansion_years,
            capital_years,
        };
        decisions
            .0
            .extend(outlook.decide_project(agent, plant, terms));
        decisions
            .0
            .extend(outlook.decide_expansion(agent, plant, terms));
    }
}

/// Pays for what was decided and puts it in the journal. Capital is paid at decision: the world keeps no loan books.
pub(crate) fn pay_for_decisions(
    decisions: &Decisions,
    facts: &Facts,
    clock: &Clock,
    web: &Web,
    stocks: &Stocks,
    ledger: &mut Ledger,
    journal: &mut Journal,
) {
    for decision in &decisions.0 {
        ledger.invest(decision.agent, decision.capital_usd);
        for stake in &decision.stakes {
            ledger.take_stake(stake.country, decision.agent, stake.usd);
        }
        let name = &facts.agents.names[decision.agent];
        let due = clock.date_of(clock.week + decision.lead_weeks);
        if decision.kind == Built::Expansion {
            continue;
        }
        let sentence = format!(
            "{name} decides to build {:.0} t a year for {:.0} M USD, first output {due}",
            decision.capacity_t_per_year,
            decision.capital_usd / 1e6,
        );
        let outlets = &web.outlets[web.outlets_by_agent[decision.agent].clone()];
        let mut goods: Vec<usize> = outlets.iter().map(|outlet| outlet.good).collect();
        if facts.agents.mines.contains(&decision.agent) {
            goods.extend(main_goods(stocks.basket_of(decision.agent), facts));
        }
        let mut causes = journal.filed(Matter::Backing(decision.agent)).to_vec();
        causes.extend(journal.recall(Reach::News, |memo| {
            (memo.role == Role::Rise && memo.is_about(&goods)).then_some(0)
        }));
        let note = Note::new(Role::Investment, sentence).of(&[decision.agent]);
        let country = facts.agents.country[decision.agent];
        let note = note.about(&goods).between(&[country]).because(causes);
        let id = journal.note(note);
        journal.file(Matter::Project(decision.agent), &[id]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annuity_of_a_built_plant_is_the_textbook_one() {
        // (1 - 1.1^-20) / 0.1 = 8.5136
        assert!((annuity(0.0, 0.1) - 8.5136).abs() < 1e-3);
        // three years of waiting: 8.5136 / 1.331 = 6.396
        assert!((annuity(3.0, 0.1) - 6.396).abs() < 1e-3);
    }

    #[test]
    fn half_the_boards_decide_at_the_hurdle() {
        // 1 - exp(-0.8 * 0.5 * 13 / 52.18) = 0.0949
        assert!((decision_chance(0.25, 0.25, 0.8) - 0.0949).abs() < 1e-3);
        assert!(decision_chance(-5.0, 0.25, 0.8) < 1e-6);
    }
}
