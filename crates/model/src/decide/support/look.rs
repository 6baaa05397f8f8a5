//! What a government sees of its users' supply and of its recyclers, and how it splits its budget.

use super::{AtRisk, PARTS, Programme, Programmes, Purse, View, YEAR_WEEKS, Yard};
use crate::clock::WEEKS_PER_YEAR;
use crate::decide::exposure::exposure;
use crate::decide::{Alternative, Choice, Choices};
use crate::depot::Depots;
use crate::goods::GoodIndex;
use crate::journal::{Journal, Note, Reach, Role};
use crate::lend::bundle;
use crate::mine::extract::scrap_ceiling;
use crate::mine::{Mine, Scrap};
use crate::plant::Plant;
use crate::plant::invest::Outlook;
use crate::quote::Rules;
use crate::rows::Rows;
use crate::stock::{Stocks, Tally};
use scenario::Support;

const MILLION: f64 = 1e6;

bundle! {
    /// What governments see of users and recyclers at home.
    pub(crate) struct Home<'w> {
        pub(crate) outlook: Outlook<'w>,
        pub(crate) depots: &'w Depots,
        pub(crate) rules: &'w Rules,
        pub(crate) stocks: &'w Stocks,
        pub(crate) tally: &'w Tally,
        pub(crate) mines: Rows<&'w [Mine], &'w [Plant]>,
    }
}

/// Lets every government with such a budget split it once a year.
pub(crate) fn decide_support(
    home: Home,
    programmes: &mut Programmes,
    choices: &mut Choices,
    journal: &mut Journal,
) {
    let clock = home.outlook.clock();
    if !clock.is_quarter() {
        return;
    }
    let week = clock.week;
    for programme in programmes.0.iter_mut().filter(|it| it.next_week <= week) {
        let view = home.view(programme);
        let splits = view.splits(programme.plan.budget_usd_per_year);
        let utilities: Vec<f64> = splits
            .iter()
            .map(|split| utility_usd(&view, programme.lasting, *split, &programme.plan))
            .collect();
        let best = best(&utilities);
        programme.yearly = splits[best];
        programme.next_week = week + YEAR_WEEKS;
        let reasons = reasons(&view, programme);
        if programme.yearly.sum_usd() > 0.0 {
            home.note(programme, &reasons, journal);
        }
        choices.0.push(Choice {
            government: programme.country,
            subject: "research and recycling".to_owned(),
            alternatives: splits
                .iter()
                .zip(&utilities)
                .enumerate()
                .map(|(at, (split, utility_usd))| Alternative {
                    name: words(*split),
                    utility_usd: *utility_usd,
                    chance: f64::from(u8::from(at == best)),
                })
                .collect(),
            chosen: best,
            reasons,
        });
    }
}

/// Worth of a split less the hurdle times the money [USD].
fn utility_usd(view: &View, spent: Purse, split: Purse, plan: &Support) -> f64 {
    view.worth_usd(spent, split, plan) - plan.hurdle_ratio * split.sum_usd()
}

/// The highest; the first of equals, and nothing comes first.
fn best(utilities: &[f64]) -> usize {
    let mut best = 0;
    for (at, utility) in utilities.iter().enumerate() {
        if *utility > utilities[best] {
            best = at;
        }
    }
    best
}

/// A split in words.
fn words(split: Purse) -> String {
    if split.sum_usd() <= 0.0 {
        return "no support".to_owned();
    }
    format!(
        "{:.1} M USD for research and {:.1} M USD for recycling",
        split.research_usd / MILLION,
        split.recycling_usd / MILLION
    )
}

/// The figures behind the choice: of what is spent, or of the least that could be.
fn reasons(view: &View, programme: &Programme) -> String {
    let plan = &programme.plan;
    let spends = programme.yearly.sum_usd() > 0.0;
    let split = if spends {
        programme.yearly
    } else {
        Purse {
            research_usd: plan.budget_usd_per_year / f64::from(PARTS),
            recycling_usd: 0.0,
        }
    };
    let worth = view.worth_usd(programme.lasting, split, plan);
    let level = programme.lasting.level(plan);
    format!(
        "{} {:.1} M USD of loss avoided within {} years, {:.2} for a dollar against a hurdle of {}; so far saving is {:.0} % faster, tests {:.0} % shorter, {:.1} M USD were spent",
        if spends {
            "expects"
        } else {
            "the first quarter of the budget for research would bring"
        },
        worth / MILLION,
        plan.memory_years,
        worth / split.sum_usd().max(1.0),
        plan.hurdle_ratio,
        100.0 * level.thrift_gain_share,
        100.0 * level.test_cut_share,
        programme.spent_usd / MILLION
    )
}

impl Home<'_> {
    fn view(&self, programme: &Programme) -> View {
        let facts = self.outlook.facts();
        let wanted = &programme.plan.goods;
        let goods: Vec<GoodIndex> = (0..facts.goods.len())
            .filter(|good| !facts.goods.list[*good].is_basket)
            .filter(|good| wanted.is_empty() || wanted.contains(&facts.goods.list[*good].id))
            .collect();
        let at_risk = |&good: &GoodIndex| {
            let home = std::iter::once(programme.country);
            let (exposed, loss) = exposure(&self.outlook, self.depots, home, good);
            let (shortest, longest) = facts.goods.list[good].qualification_weeks;
            AtRisk {
                exposed_t_per_year: exposed,
                loss_usd_per_t: loss,
                test_years: f64::midpoint(shortest, longest) / WEEKS_PER_YEAR,
            }
        };
        let mines = self.mines.iter();
        let yards = mines
            .filter(|(_, mine, _)| mine.country == programme.country)
            .filter_map(|(agent, mine, plant)| Some((agent, mine.scrap?, plant)));
        View {
            goods: goods.iter().map(at_risk).collect(),
            yards: yards
                .map(|(agent, scrap, plant)| self.yard(agent, scrap, plant, &goods))
                .collect(),
            thrift_most_per_year: self.rules.behaviour.thrift_most_per_year,
        }
    }

    fn yard(&self, agent: usize, scrap: Scrap, plant: &Plant, goods: &[GoodIndex]) -> Yard {
        let everything = Scrap {
            collected_share: 1.0,
            ..scrap
        };
        let thrown_away =
            scrap_ceiling(everything, self.stocks.basket_of(agent), &self.tally.used_t);
        let week = self.outlook.clock().week;
        let yields = self.outlook.mine_yields(agent);
        Yard {
            usual_share: scrap.collected_share,
            thrown_away_t_per_year: thrown_away.as_tonnes_per_year(),
            capacity_t_per_year: plant.possible_t(week) * plant.base_utilisation * WEEKS_PER_YEAR,
            yields: yields
                .into_iter()
                .filter_map(|(good, share)| {
                    let at = goods.iter().position(|wanted| *wanted == good)?;
                    Some((at, share))
                })
                .collect(),
        }
    }

    fn note(&self, programme: &Programme, reasons: &str, journal: &mut Journal) {
        let facts = self.outlook.facts();
        let country = programme.country;
        let causes = journal.recall(Reach::Standing, |memo| {
            (memo.role == Role::Curb && memo.reaches(country)).then_some(0)
        });
        let sentence = format!(
            "{} spends {} within a year ({reasons})",
            facts.places.country_ids[country],
            words(programme.yearly)
        );
        let note = Note::new(Role::Support, sentence).between(&[country]);
        journal.note(note.because(causes));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_chosen_where_nothing_pays() {
        assert_eq!(best(&[0.0, -1.0, 0.0]), 0);
        assert_eq!(best(&[0.0, 2.0, 3.0, 3.0]), 2);
    }
}
