//! Research and recycling: money that a government spends every year so that its users need less and get more back.
//!
//! avoided(E) = P sum_g loss_g ( e_g [ d s g x_R d / 2 + n min(q x_R T_g, d) ] + d min(r_g(x_C), e_g) )
//! worth      = tau (avoided(E + money) - avoided(E))
//!
//! e_g is what users at home draw of a good from origins under a known control, loss_g what a missing tonne costs them,
//! P the scarcities that begin in a year and d how long they last. Research x_R speeds saving s up, which over a scarcity
//! comes to half of what it comes to at its end, and shortens the tests T_g of those who then meet a part n; recyclers give
//! r_g more. What is paid for lasts tau. Once a year the government splits its budget so that worth less the hurdle
//! times the money is most.
//!
//! Source: docs/concepts/support.md.

pub(crate) mod look;

pub(crate) use look::decide_support;

use super::capital::avoided_usd_per_year;
use crate::clock::{Clock, WEEKS_PER_YEAR, weekly_step};
use crate::facts::Facts;
use crate::govern::knowhow::{Knowhow, Level, reached_share};
use crate::ledger::{Account, Ledger};
use crate::place::CountryIndex;
use bevy_ecs::prelude::Resource;
use scenario::{Scenario, Support};
use serde::{Deserialize, Serialize};

/// Weeks between two decisions, over which a year's money is paid.
const YEAR_WEEKS: i64 = 52;
/// Parts into which a year's budget may be split.
const PARTS: u32 = 4;

/// Money by what it is for [USD].
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Purse {
    /// Research: saving, substitutes and tests of suppliers.
    pub(crate) research_usd: f64,
    /// Collection and sorting of what is thrown away.
    pub(crate) recycling_usd: f64,
}

impl Purse {
    /// All of it [USD].
    fn sum_usd(self) -> f64 {
        self.research_usd + self.recycling_usd
    }

    /// A part of it.
    fn times(self, share: f64) -> Self {
        Self {
            research_usd: self.research_usd * share,
            recycling_usd: self.recycling_usd * share,
        }
    }

    /// With more in it.
    fn plus(self, more: Self) -> Self {
        Self {
            research_usd: self.research_usd + more.research_usd,
            recycling_usd: self.recycling_usd + more.recycling_usd,
        }
    }

    /// What money that has been spent does.
    fn level(self, plan: &Support) -> Level {
        let known = reached_share(self.research_usd, plan.research_scale_usd);
        Level {
            thrift_gain_share: plan.thrift_gain_share * known,
            test_cut_share: plan.test_cut_share * known,
            collection_share: reached_share(self.recycling_usd, plan.recycling_scale_usd),
            collected_most_share: plan.collected_most_share,
        }
    }
}

/// A good at risk, as a government sees its users' supply.
#[derive(Debug, Clone, Copy)]
struct AtRisk {
    /// Drawn from origins under a known control [t/yr].
    exposed_t_per_year: f64,
    /// What a missing tonne costs [USD/t].
    loss_usd_per_t: f64,
    /// Usual length of a test of a supplier [years].
    test_years: f64,
}

/// A recycler at home.
#[derive(Debug, Clone)]
struct Yard {
    /// Part that it usually collects.
    usual_share: f64,
    /// What it could collect of all that is thrown away [t/yr].
    thrown_away_t_per_year: f64,
    /// What it can process [t/yr].
    capacity_t_per_year: f64,
    /// Goods at risk in a tonne of it, by position [t/t].
    yields: Vec<(usize, f64)>,
}

impl Yard {
    /// Output when collection has moved to a level [t/yr].
    fn output_t_per_year(&self, level: &Level) -> f64 {
        let collected = level.collected(self.usual_share) * self.thrown_away_t_per_year;
        collected.min(self.capacity_t_per_year)
    }
}

/// What a government looks at.
#[derive(Debug, Clone, Default)]
struct View {
    goods: Vec<AtRisk>,
    yards: Vec<Yard>,
    /// Usual fastest saving [1/yr].
    thrift_most_per_year: f64,
}

impl View {
    /// Loss avoided in an ordinary year once money has been spent [USD/yr].
    fn avoided_usd_per_year(&self, spent: Purse, plan: &Support) -> f64 {
        let level = spent.level(plan);
        let chance = plan.scarcity_chance_per_year;
        let lasts_years = plan.scarcity_weeks / WEEKS_PER_YEAR;
        let saved_share =
            (self.thrift_most_per_year * level.thrift_gain_share * lasts_years / 2.0).min(1.0);
        let mut recycled = vec![0.0; self.goods.len()];
        for yard in &self.yards {
            let more = yard.output_t_per_year(&level) - yard.output_t_per_year(&Level::default());
            for &(good, share) in &yard.yields {
                recycled[good] += share * more;
            }
        }
        let of_good = |(good, more_t_per_year): (&AtRisk, &f64)| {
            let sooner_years = (level.test_cut_share * good.test_years).min(lasts_years);
            let saved = lasts_years * saved_share + plan.newcomer_share * sooner_years;
            let scarce_share = chance * lasts_years;
            good.exposed_t_per_year * good.loss_usd_per_t * chance * saved
                + avoided_usd_per_year(
                    *more_t_per_year,
                    good.exposed_t_per_year,
                    scarce_share,
                    good.loss_usd_per_t,
                )
        };
        self.goods.iter().zip(&recycled).map(of_good).sum()
    }

    /// Expected loss avoided by spending more than has been spent [USD].
    fn worth_usd(&self, spent: Purse, more: Purse, plan: &Support) -> f64 {
        let after = self.avoided_usd_per_year(spent.plus(more), plan);
        plan.memory_years * (after - self.avoided_usd_per_year(spent, plan))
    }

    /// Ways to split a year's budget, nothing first; recycling only where somebody recycles.
    fn splits(&self, budget_usd: f64) -> Vec<Purse> {
        let most_recycling = if self.yards.is_empty() { 0 } else { PARTS };
        let part_usd = budget_usd / f64::from(PARTS);
        let mut splits = Vec::new();
        for research in 0..=PARTS {
            for recycling in 0..=(PARTS - research).min(most_recycling) {
                splits.push(Purse {
                    research_usd: f64::from(research) * part_usd,
                    recycling_usd: f64::from(recycling) * part_usd,
                });
            }
        }
        splits
    }
}

/// A government's support for research and recycling.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Programme {
    /// The country that it governs.
    pub(crate) country: CountryIndex,
    /// First week in which it decides, then the next.
    pub(crate) next_week: i64,
    /// What the scenario says about it.
    #[serde(with = "crate::written")]
    pub(crate) plan: Support,
    /// What it spends in the year under way.
    pub(crate) yearly: Purse,
    /// What it has spent, less what is forgotten or worn out.
    pub(crate) lasting: Purse,
    /// Spent so far [USD].
    pub(crate) spent_usd: f64,
}

/// All governments that support research and recycling, in scenario order.
#[derive(Resource, Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Programmes(pub(crate) Vec<Programme>);

impl Programmes {
    /// Programmes of a scenario; none has spent anything yet.
    pub(crate) fn new(scenario: &Scenario, clock: &Clock, facts: &Facts) -> Self {
        let programmes = scenario.governments.iter().filter_map(|government| {
            Some(Programme {
                country: facts.places.country(&government.country),
                next_week: clock.week_of(government.decides_from),
                plan: government.support.clone()?,
                yearly: Purse::default(),
                lasting: Purse::default(),
                spent_usd: 0.0,
            })
        });
        Self(programmes.collect())
    }
}

/// Pays this week's part of what was decided, lets what was paid for wear off, and tells what it does.
pub(crate) fn pay_support(
    clock: &Clock,
    programmes: &mut Programmes,
    knowhow: &mut Knowhow,
    ledger: &mut Ledger,
) {
    if clock.is_burn_in() {
        return;
    }
    for programme in &mut programmes.0 {
        let paid = programme.yearly.times(1.0 / YEAR_WEEKS as f64);
        let kept = 1.0 - weekly_step(programme.plan.memory_years);
        programme.lasting = programme.lasting.times(kept).plus(paid);
        if paid.sum_usd() > 0.0 {
            let government = Account::Government(programme.country);
            ledger.pay(government, Account::Outside, paid.sum_usd());
            programme.spent_usd += paid.sum_usd();
        }
        knowhow.set(programme.country, programme.lasting.level(&programme.plan));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> Support {
        let text = "(budget_usd_per_year: 40e6, scarcity_chance_per_year: 0.1, scarcity_weeks: 52.17857142857143,
            memory_years: 5, research_scale_usd: 50e6, thrift_gain_share: 0.5, test_cut_share: 0.25, newcomer_share: 0.2,
            recycling_scale_usd: 100e6, collected_most_share: 0.2)";
        scenario::read(text, "plan").unwrap_or_else(|fault| panic!("{fault}"))
    }

    fn view() -> View {
        View {
            goods: vec![AtRisk {
                exposed_t_per_year: 100.0,
                loss_usd_per_t: 1e6,
                test_years: 2.0,
            }],
            yards: vec![Yard {
                usual_share: 0.0,
                thrown_away_t_per_year: 1000.0,
                capacity_t_per_year: 60.0,
                yields: vec![(0, 0.5)],
            }],
            thrift_most_per_year: 0.2,
        }
    }

    /// So much money that all that can be had is had.
    const ALL: f64 = 1e12;

    #[test]
    fn research_saves_half_of_its_speed_and_shortens_tests() {
        let spent = Purse {
            research_usd: ALL,
            recycling_usd: 0.0,
        };
        // a scarcity of a year in ten years: saved 0.2 x 0.5 x 1 / 2 = 0.05, tests 0.2 x min(0.25 x 2, 1) = 0.1;
        // 100 t x 1 M x 0.1 x 0.15 = 1.5 M
        let avoided = view().avoided_usd_per_year(spent, &plan());
        assert!((avoided - 1.5e6).abs() < 1e-3, "{avoided}");
    }

    #[test]
    fn recycling_gives_no_more_than_plants_can_take() {
        let spent = Purse {
            research_usd: 0.0,
            recycling_usd: ALL,
        };
        // 0.2 x 1,000 t could be collected, 60 t processed, half of it is the good: 30 t x 1 M x 0.1 = 3 M
        let avoided = view().avoided_usd_per_year(spent, &plan());
        assert!((avoided - 3e6).abs() < 1e-3, "{avoided}");
    }

    #[test]
    fn the_second_budget_is_worth_less_than_the_first() {
        let year = Purse {
            research_usd: 20e6,
            recycling_usd: 20e6,
        };
        let first = view().worth_usd(Purse::default(), year, &plan());
        let second = view().worth_usd(year, year, &plan());
        assert!(0.0 < second && second < first, "{first} {second}");
    }

    #[test]
    fn nothing_exposed_makes_nothing_worth_while() {
        let mut view = view();
        view.goods[0].exposed_t_per_year = 0.0;
        let all = Purse {
            research_usd: ALL,
            recycling_usd: ALL,
        };
        assert!(view.worth_usd(Purse::default(), all, &plan()).abs() < 1e-9);
    }

    #[test]
    fn no_split_exceeds_the_budget_and_recycling_needs_a_recycler() {
        let mut view = view();
        let splits = view.splits(40e6);
        // 5 + 4 + 3 + 2 + 1 ways to give 0 to 4 quarters to each
        assert_eq!(splits.len(), 15);
        assert_eq!(splits[0], Purse::default());
        assert!(splits.iter().all(|split| split.sum_usd() <= 40e6));
        view.yards.clear();
        let splits = view.splits(40e6);
        assert_eq!(splits.len(), 5);
        assert!(splits.iter().all(|split| split.recycling_usd <= 0.0));
    }
}
