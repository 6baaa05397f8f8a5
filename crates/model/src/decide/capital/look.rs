//! What a government sees of planned plants, and which it chooses.

use super::{Project, Support, Treasuries, Treasury, avoided_usd_per_year, lacking_usd_per_t};
use crate::clock::WEEKS_PER_YEAR;
use crate::decide::exposure::exposure;
use crate::decide::{Alternative, Choice, Choices};
use crate::depot::Depots;
use crate::goods::GoodIndex;
use crate::lend::bundle;
use crate::mine::Mine;
use crate::plant::Plant;
use crate::plant::invest::Outlook;
use crate::plant::invest::prospect::Prospect;
use crate::refine::{Recipe, Refiner};
use crate::rows::Rows;

/// A plant under consideration.
struct Candidate {
    support: Support,
    project: Project,
}

bundle! {
    /// Planned plants by index: mines and processors.
    pub(crate) struct Plans<'w> {
        pub(crate) outlook: Outlook<'w>,
        pub(crate) depots: &'w Depots,
        pub(crate) mines: Rows<&'w [Mine], &'w [Plant]>,
        pub(crate) refiners: Rows<&'w [Refiner], &'w [Plant]>,
    }
}

/// Lets every government with public capital weigh the plants that it could support.
pub(crate) fn weigh_capital(plans: Plans, treasuries: &mut Treasuries, choices: &mut Choices) {
    let clock = plans.outlook.clock();
    if clock.is_burn_in() || !clock.is_quarter() {
        return;
    }
    for treasury in &mut treasuries.0 {
        let is_early = clock.week < treasury.from_week;
        if is_early || clock.week - treasury.since < i64::from(treasury.plan.dwell_weeks) {
            continue;
        }
        let candidates = plans.candidates(treasury);
        if candidates.is_empty() {
            continue;
        }
        let best = best(&candidates, treasury);
        choices.0.push(plans.choice(treasury, &candidates, best));
        if let Some(at) = best {
            let candidate = &candidates[at];
            treasury.promised_usd += candidate.project.cost_usd;
            treasury.since = clock.week;
            treasury.supported.push(candidate.support.agent);
            treasury.chosen = Some(candidate.support.clone());
        }
    }
}

/// The candidate with the most worth for a dollar that passes the hurdle and the budget; the first of equals.
fn best(candidates: &[Candidate], treasury: &Treasury) -> Option<usize> {
    let left_usd = treasury.plan.budget_usd - treasury.promised_usd;
    let ratio =
        |candidate: &Candidate| candidate.project.worth_usd() / candidate.project.cost_usd.max(1.0);
    let mut best: Option<usize> = None;
    for (at, candidate) in candidates.iter().enumerate() {
        let is_open = candidate.project.cost_usd <= left_usd
            && ratio(candidate) >= treasury.plan.hurdle_ratio;
        if is_open && best.is_none_or(|record| ratio(candidate) > ratio(&candidates[record])) {
            best = Some(at);
        }
    }
    best
}

impl Plans<'_> {
    fn candidates(&self, treasury: &Treasury) -> Vec<Candidate> {
        let before = self.outlook.clock().week + 1;
        let mut candidates = Vec::new();
        for (agent, mine, plant) in self.mines.iter() {
            if plant.is_planned() && self.is_open(treasury, agent) {
                let prospect = self.outlook.mine_prospect(agent, mine, plant, before);
                let yields = self.outlook.mine_yields(agent);
                candidates.extend(self.weigh(treasury, agent, plant, prospect, &yields));
            }
        }
        for (agent, refiner, plant) in self.refiners.iter() {
            if plant.is_planned() && self.is_open(treasury, agent) {
                let prospect = self.outlook.refiner_prospect(agent, refiner, plant, before);
                let yields = refiner_yields(refiner);
                candidates.extend(self.weigh(treasury, agent, plant, prospect, &yields));
            }
        }
        candidates
    }

    fn is_open(&self, treasury: &Treasury, agent: usize) -> bool {
        let facts = self.outlook.facts();
        let home = &facts.places.country_ids[facts.agents.country[agent]];
        treasury.plan.countries.contains(home) && !treasury.supported.contains(&agent)
    }

    fn weigh(
        &self,
        treasury: &Treasury,
        agent: usize,
        plant: &Plant,
        prospect: Option<Prospect>,
        yields: &[(GoodIndex, f64)],
    ) -> Option<Candidate> {
        let prospect = prospect?;
        let plan = &treasury.plan;
        let facts = self.outlook.facts();
        let is_wanted = |good: GoodIndex| {
            plan.goods.is_empty() || plan.goods.contains(&facts.goods.list[good].id)
        };
        let scarce_share = plan.scarcity_chance_per_year * plan.scarcity_weeks / WEEKS_PER_YEAR;
        let mut avoided = 0.0;
        for &(good, share) in yields.iter().filter(|(good, _)| is_wanted(*good)) {
            let first_call = plan.first_refusal_share * share * prospect.throughput_t_per_year;
            let (exposed, loss) = self.exposure(treasury, good);
            avoided += avoided_usd_per_year(first_call, exposed, scarce_share, loss);
        }
        let hurdle = prospect.funded_hurdle(plant);
        let lacking = lacking_usd_per_t(
            prospect.capital_usd,
            hurdle,
            prospect.throughput_t_per_year,
            prospect.annuity_years,
            prospect.margin_usd_per_t,
        );
        let floor = if plan.offers_floors && lacking > 0.0 {
            self.floor(treasury, agent, yields, lacking)
        } else {
            None
        };
        let lifted = prospect.margin_usd_per_t + if floor.is_some() { lacking } else { 0.0 };
        let stake_usd = plan.stake_share * prospect.capital_usd;
        // A floor is expected to pay what is lacking now for a year of output: prices come back, or the plant is not needed.
        let paid_usd = if floor.is_some() {
            lacking * prospect.throughput_t_per_year
        } else {
            0.0
        };
        let project = Project {
            odds_now: prospect.odds_at(prospect.margin_usd_per_t, prospect.hurdle),
            odds_then: prospect.odds_at(lifted, hurdle),
            annuity_years: prospect.annuity_years,
            avoided_usd_per_year: avoided,
            cost_usd: stake_usd + paid_usd,
        };
        (avoided > 0.0).then_some(Candidate {
            support: Support {
                agent,
                stake_usd,
                floor,
                strikes: self.strikes(treasury, agent, yields, floor),
            },
            project,
        })
    }

    /// What the government may call for its stock: goods that it wants and the plant sells, at the floor where there is
    /// one, else at the long view of the day.
    fn strikes(
        &self,
        treasury: &Treasury,
        agent: usize,
        yields: &[(GoodIndex, f64)],
        floor: Option<(GoodIndex, f64)>,
    ) -> Vec<(GoodIndex, f64)> {
        let facts = self.outlook.facts();
        let wanted = &treasury.plan.goods;
        let strike = |good: GoodIndex| match floor {
            Some((floored, strike)) if floored == good => strike,
            _ => self.outlook.market_view(facts.agents.zone[agent], good),
        };
        let goods = yields.iter().map(|(good, _)| *good);
        goods
            .filter(|good| wanted.is_empty() || wanted.contains(&facts.goods.list[*good].id))
            .filter(|good| self.sells(agent, *good))
            .map(|good| (good, strike(good)))
            .collect()
    }

    fn sells(&self, agent: usize, good: GoodIndex) -> bool {
        let outlets = self.outlook.outlets_of(agent);
        outlets.iter().any(|outlet| outlet.good == good)
    }

    /// A floor for the good that brings most, if it stays below the limit.
    fn floor(
        &self,
        treasury: &Treasury,
        agent: usize,
        yields: &[(GoodIndex, f64)],
        lacking_usd_per_t: f64,
    ) -> Option<(GoodIndex, f64)> {
        let facts = self.outlook.facts();
        let home = facts.agents.zone[agent];
        let worth =
            |&(good, share): &(GoodIndex, f64)| share * self.outlook.market_view(home, good);
        let main = yields
            .iter()
            .filter(|(good, _)| self.sells(agent, *good))
            .max_by(|one, other| worth(one).total_cmp(&worth(other)))?;
        let view = self.outlook.market_view(home, main.0);
        let strike = view + lacking_usd_per_t / main.1.max(1e-9);
        (strike <= treasury.plan.floor_limit_ratio * view).then_some((main.0, strike))
    }

    /// What users at home, and those of allies whom the government's stock serves, draw of a good from origins under a
    /// known control [t/yr], and what a missing tonne costs.
    fn exposure(&self, treasury: &Treasury, good: GoodIndex) -> (f64, f64) {
        let allies = self.depots.allies_of(treasury.country, good);
        let countries = std::iter::once(treasury.country).chain(allies);
        exposure(&self.outlook, self.depots, countries, good)
    }

    fn choice(&self, treasury: &Treasury, candidates: &[Candidate], best: Option<usize>) -> Choice {
        let ids = &self.outlook.facts().agents.ids;
        let mut alternatives = vec![Alternative {
            name: "no new support".to_owned(),
            utility_usd: 0.0,
            chance: f64::from(u8::from(best.is_none())),
        }];
        for (at, candidate) in candidates.iter().enumerate() {
            alternatives.push(Alternative {
                name: format!("support {}", ids[candidate.support.agent]),
                utility_usd: candidate.project.worth_usd() - candidate.project.cost_usd,
                chance: f64::from(u8::from(best == Some(at))),
            });
        }
        let left = (treasury.plan.budget_usd - treasury.promised_usd) / 1e6;
        let reasons = match best {
            None => format!(
                "no plant passes {} dollars of loss avoided for a dollar within the {left:.0} M USD that are left",
                treasury.plan.hurdle_ratio
            ),
            Some(at) => {
                let project = &candidates[at].project;
                format!(
                    "{:.0} M USD bring the odds of a decision from {:.2} to {:.2}; first call on its output avoids {:.1} M USD a year, {:.0} M USD over its life; {left:.0} M USD were left",
                    project.cost_usd / 1e6,
                    project.odds_now,
                    project.odds_then,
                    project.avoided_usd_per_year / 1e6,
                    project.worth_usd() / 1e6,
                )
            }
        };
        Choice {
            government: treasury.country,
            subject: "public capital".to_owned(),
            alternatives,
            chosen: best.map_or(0, |at| at + 1),
            reasons,
        }
    }
}

/// Goods that a tonne of throughput gives [t/t].
fn refiner_yields(refiner: &Refiner) -> Vec<(GoodIndex, f64)> {
    match &refiner.recipe {
        Recipe::Separation(separation) => (0..separation.outputs.len())
            .filter_map(|element| {
                let share = separation.typical_feed[element] * separation.recovery_share[element];
                separation.outputs[element].map(|good| (good, share))
            })
            .filter(|(_, share)| *share > 0.0)
            .collect(),
        Recipe::Conversion(conversion) => vec![(conversion.output, 1.0)],
    }
}
