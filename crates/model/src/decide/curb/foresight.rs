//! Foresight: what a government that looks ahead asks of imagined worlds, and what it learns.
//!
//! C(act) = mean over m of M imagined worlds of [lost output of the target under the act - lost output under free trade]
//!
//! Both worlds of a pair draw the same luck, which is not the luck of the run; all options share it. A first cut keeps the
//! curb in force and the best options by the cheap estimate; what it drops is not chosen. The worlds are run between
//! two phases of a week by `simulation/imagine.rs`; here is what is asked, what a world is told to believe, and what comes
//! back. Source: docs/concepts/decide.md.

use super::desk::{Desk, Office, Offices};
use super::enact::replace;
use super::gather::Sight;
use super::meet::is_due;
use super::{Act, Weighed, weigh};
use crate::depot::Depots;
use crate::facts::Facts;
use crate::goods::GoodIndex;
use crate::govern::Policies;
use crate::govern::tension::Relations;
use crate::place::CountryIndex;
use crate::stock::{Stocks, Tally};
use bevy_ecs::prelude::Resource;

/// Days in a week.
const DAYS_PER_WEEK: f64 = 7.0;

/// What one desk wants to know before it meets.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// Which government, by position.
    pub(crate) office: usize,
    /// Which of its desks.
    pub(crate) desk: usize,
    /// Curbs to imagine.
    pub(crate) acts: Vec<Act>,
    /// Ordinary exports of its goods, which quotas are a part of [t/yr].
    exports_t_per_year: f64,
    /// Worlds for each.
    pub(crate) worlds: u32,
    /// Weeks that each runs.
    pub(crate) weeks: u32,
    /// What secret stocks are believed to hold [days].
    secret_stock_days: f64,
}

/// What a desk has learned.
#[derive(Debug, Clone)]
pub(crate) struct Vision {
    /// Which government, by position.
    pub(crate) office: usize,
    /// Which of its desks.
    pub(crate) desk: usize,
    /// Worlds for each act.
    pub(crate) worlds: u32,
    /// Weeks that each ran.
    pub(crate) weeks: u32,
    /// Acts that were imagined, each with what it costs every country in the mean [USD].
    pub(crate) costs: Vec<(Act, Vec<f64>)>,
}

impl Vision {
    /// What an act would cost a country [USD]; nothing for free trade, none for what was not imagined.
    pub(crate) fn cost_usd(&self, act: Act, country: CountryIndex) -> Option<f64> {
        if act == Act::FREE {
            return Some(0.0);
        }
        let own = self.costs.iter().find(|(imagined, _)| *imagined == act)?;
        own.1.get(country).copied()
    }
}

/// What is asked and what has come back, from the meeting's eve to the meeting.
#[derive(Resource, Debug, Clone, Default)]
pub(crate) struct Foresight {
    /// Still to be imagined.
    pub(crate) requests: Vec<Request>,
    /// Imagined this week.
    pub(crate) visions: Vec<Vision>,
}

impl Foresight {
    /// What a desk has learned this week.
    pub(super) fn of(&self, office: usize, desk: usize) -> Option<&Vision> {
        let mut visions = self.visions.iter();
        visions.find(|vision| vision.office == office && vision.desk == desk)
    }
}

/// Curbs that pass the first cut: the one in force, and the best others by the cheap estimate; the first of equals.
pub(super) fn first_cut(options: &[Weighed], in_force: Act, most: usize) -> Vec<Act> {
    let mut others: Vec<&Weighed> = options
        .iter()
        .filter(|option| option.act != Act::FREE && option.act != in_force)
        .collect();
    others.sort_by(|one, other| other.utility_usd.total_cmp(&one.utility_usd));
    let curb = Some(in_force).filter(|act| *act != Act::FREE);
    let best = others.iter().take(most).map(|option| option.act);
    curb.into_iter().chain(best).collect()
}

/// Lets every government that looks ahead and meets this week say what it wants to imagine.
pub(crate) fn ask_ahead(
    offices: &Offices,
    relations: &Relations,
    sight: Sight,
    foresight: &mut Foresight,
) {
    foresight.requests.clear();
    foresight.visions.clear();
    if sight.clock.is_burn_in() {
        return;
    }
    for (at, office) in offices.0.iter().enumerate() {
        let Some(plan) = &office.look_ahead else {
            continue;
        };
        for (desk_at, desk) in office.desks.iter().enumerate() {
            let meets = sight.clock.week >= office.from_week && desk.is_open;
            if !meets || !is_due(office, desk, relations, sight.clock).is_due {
                continue;
            }
            let situation = sight.situation(office, desk, relations);
            let options = weigh(&situation, &office.weights);
            foresight.requests.push(Request {
                office: at,
                desk: desk_at,
                acts: first_cut(&options, desk.act, plan.options as usize),
                exports_t_per_year: sight.ordinary_exports_t_per_year(office, desk),
                worlds: plan.worlds,
                weeks: plan.weeks,
                secret_stock_days: plan.secret_stock_days,
            });
        }
    }
}

/// Puts an act of a desk into force in an imagined world, from this week on; what is in force goes on.
pub(crate) fn rehearse(
    request: &Request,
    act: Act,
    week: i64,
    facts: &Facts,
    offices: &mut Offices,
    policies: &mut Policies,
) {
    let office: &mut Office = &mut offices.0[request.office];
    if office.desks[request.desk].act == act {
        return;
    }
    let mut desk: Desk = office.desks[request.desk].clone();
    let exports = request.exports_t_per_year;
    replace(office, &mut desk, act, exports, week, facts, policies);
    office.desks[request.desk] = desk;
}

/// Lets the governments of an imagined world go by the cheap estimate, and the one that imagines it do nothing new.
pub(crate) fn hold_still(request: &Request, offices: &mut Offices) {
    for office in &mut offices.0 {
        office.look_ahead = None;
    }
    offices.0[request.office].from_week = i64::MAX;
}

/// Puts into every secret stock of others what the government believes it to hold; the difference is counted as set aside.
pub(crate) fn believe(
    request: &Request,
    own: CountryIndex,
    facts: &Facts,
    depots: &Depots,
    stocks: &mut Stocks,
    tally: &mut Tally,
) {
    let secret = |depot: &&crate::depot::Depot| !depot.plan.is_published && depot.country != own;
    for depot in depots.list.iter().filter(secret) {
        for line in &depot.lines {
            let good: GoodIndex = line.good;
            let held_t = stocks.held_t(depot.agent, good);
            let gone_t = stocks.take(depot.agent, good, held_t);
            let believed_t = request.secret_stock_days / DAYS_PER_WEEK * line.use_t();
            stocks.add(depot.agent, good, believed_t);
            for (element, content) in facts.goods.list[good].contains.iter().enumerate() {
                tally.set_aside_t[element] += (gone_t - believed_t) * content;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Measure, Terms};
    use super::*;

    fn option(measure: Measure, utility_usd: f64) -> Weighed {
        Weighed {
            act: Act {
                measure,
                against: None,
            },
            terms: Terms {
                concession_usd: 0.0,
                target: None,
                loss_share: 0.0,
                concession_chance: 0.0,
                lost_revenue_usd: 0.0,
                backlash_usd: 0.0,
                norm_usd: 0.0,
                downstream_usd: 0.0,
                switching_usd: 0.0,
            },
            utility_usd,
            chance: 0.0,
        }
    }

    #[test]
    fn the_curb_in_force_and_the_best_others_pass_the_first_cut() {
        let options = [
            option(Measure::Free, 5.0),
            option(Measure::Duty, 1.0),
            option(Measure::Quota, 3.0),
            option(Measure::SlowLicences, 2.0),
            option(Measure::Ban, -9.0),
        ];
        let kinds = |in_force: usize, most: usize| -> Vec<Measure> {
            let acts = first_cut(&options, options[in_force].act, most);
            acts.iter().map(|act| act.measure).collect()
        };
        assert_eq!(kinds(0, 2), [Measure::Quota, Measure::SlowLicences]);
        assert_eq!(kinds(4, 1), [Measure::Ban, Measure::Quota]);
        assert_eq!(kinds(2, 1), [Measure::Quota, Measure::SlowLicences]);
    }

    #[test]
    fn free_trade_costs_nothing_and_what_was_not_imagined_is_unknown() {
        let ban = option(Measure::Ban, 0.0).act;
        let vision = Vision {
            office: 0,
            desk: 0,
            worlds: 3,
            weeks: 26,
            costs: vec![(ban, vec![1e6, 2e6])],
        };
        assert_eq!(vision.cost_usd(Act::FREE, 1), Some(0.0));
        assert_eq!(vision.cost_usd(ban, 1), Some(2e6));
        assert_eq!(vision.cost_usd(option(Measure::Duty, 0.0).act, 1), None);
    }
}
