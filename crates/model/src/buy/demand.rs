//! Final demand and use: D = D0 (1 + g)^t a (p / p_ref)^-eps on the price of the elements inside, then use from stock,
//! slowed before the stock runs out.
//!
//! p is smoothed over a third of a year against a reference that follows over five, so the short-run answer fades; what
//! stays is `a`, use per unit of end product, which thrifting lowers (`thrift.rs`). What is wanted and not had is lost
//! output, valued at the user's value per kg. A user with a substitute buys it for what it saves, tonne for tonne.

use super::Buyer;
use crate::anchor::Ramp;
use crate::chain::Chain;
use crate::clock::{Clock, WEEKS_PER_YEAR, weekly_step};
use crate::facts::Facts;
use crate::goods::{Good, GoodIndex};
use crate::govern::knowhow::Knowhow;
use crate::journal::{Journal, Note, Reach, Role};
use crate::need::{Need, Web};
use crate::place::CountryIndex;
use crate::plant::run::throughput_t;
use crate::quote::{Quotes, Rules};
use crate::rows::Rows;
use crate::stock::{Stocks, Tally};
use bevy_ecs::prelude::Resource;
use scenario::{Effect, Scenario};
use units::{Mass, MassRate, Span};

/// Shortage, as a share of need, that is worth an event.
const NOTEWORTHY_SHORTAGE: f64 = 0.05;
/// Weeks of stock below which precaution looks, at most: long covers are insurance, not a reason to stop early.
const PRECAUTION_WEEKS: f64 = 4.0;

/// Demand of a week: `D0 (1 + g)^t answer dt`.
///
/// ```text
/// 365.25 t/yr, no growth, answer 1: 7 t a week
/// ```
pub(super) fn demand(rate: MassRate, growth_share_per_year: f64, years: f64, answer: f64) -> Mass {
    rate * Span::WEEK * (libm::pow(1.0 + growth_share_per_year, years) * answer)
}

/// Answer of demand to the price ratio: `r^-eps`.
pub(super) fn answer(ratio: f64, elasticity: f64) -> f64 {
    libm::pow(ratio.max(1e-6), -elasticity)
}

/// Dated demand shifts.
#[derive(Resource, Debug, Clone)]
#[component(immutable)]
pub(crate) struct DemandShifts(Vec<(usize, Ramp)>);

impl DemandShifts {
    /// Reads the scenario's events that concern buyers.
    pub(crate) fn new(scenario: &Scenario, clock: &Clock, facts: &Facts) -> Self {
        let read = |event: &scenario::Event| match &event.effect {
            Effect::DemandShift {
                buyer,
                share,
                over_weeks,
            } => Some((
                facts.agents.index(buyer),
                Ramp {
                    starts: clock.week_of(event.date),
                    over_weeks: *over_weeks,
                    share: *share,
                },
            )),
            _ => None,
        };
        Self(scenario.events.iter().filter_map(read).collect())
    }
}

/// Price of the elements inside a good over its slow reference.
fn element_price_ratio(
    good: &Good,
    index: usize,
    zone: usize,
    facts: &Facts,
    quotes: &Quotes,
) -> f64 {
    let (mut now, mut reference) = (0.0, 0.0);
    for (element, content) in good.contains.iter().enumerate() {
        if *content > 0.0 {
            let priced = facts.goods.separated[element].unwrap_or(index);
            let cell = quotes.get(zone, priced);
            now += content * cell.paid_average;
            reference += content * cell.reference;
        }
    }
    if reference > 0.0 {
        now / reference
    } else {
        1.0
    }
}

/// Lets buyers want, use and miss.
pub(crate) fn use_goods(
    buyers: Rows<&mut [Buyer]>,
    clock: &Clock,
    rules: &Rules,
    facts: &Facts,
    quotes: &Quotes,
    shifts: &DemandShifts,
    knowhow: &Knowhow,
    web: &mut Web,
    stocks: &mut Stocks,
    tally: &mut Tally,
    journal: &mut Journal,
) {
    let step = weekly_step(rules.behaviour.demand_lag_years);
    let years = clock.week.max(0) as f64 / WEEKS_PER_YEAR;
    let precaution = if rules.mechanisms.precaution {
        rules.behaviour.precaution_share
    } else {
        0.0
    };
    for (agent, buyer, ()) in buyers.each() {
        for (_, ramp) in shifts.0.iter().filter(|(user, _)| *user == agent) {
            buyer.shift *= ramp.factor_in(clock.week);
        }
        let (good, zone) = {
            let need = &web.needs[buyer.need];
            (need.good, need.zone)
        };
        let ratio = element_price_ratio(&facts.goods.list[good], good, zone, facts, quotes);
        if rules.mechanisms.price_elasticity {
            buyer.price_ratio += step * (ratio - buyer.price_ratio);
        }
        if rules.mechanisms.thrifting && !clock.is_burn_in() {
            let least = buyer.least_intensity_share;
            let speed = knowhow.of(facts.agents.country[agent]).thrift_speed();
            buyer.savings = buyer
                .savings
                .after_week(ratio, speed, least, &rules.behaviour);
        }
        let rate = MassRate::tonnes_per_year(buyer.demand_t_per_year * buyer.shift);
        let reply = answer(buyer.price_ratio, buyer.price_elasticity);
        let wanted = demand(rate, buyer.growth_share_per_year, years, reply).as_tonnes();
        let kept = buyer.savings.intensity();
        let kept_t = wanted * kept;
        let mut user = User {
            precaution,
            facts,
            stocks,
            tally,
        };
        let mut used_t = user.take(&mut web.needs[buyer.need], kept_t);
        let mut wanted_t = kept_t;
        if let Some(at) = buyer.substitute {
            used_t += user.take(&mut web.needs[at], wanted - kept_t);
            wanted_t = wanted;
        }
        book_shortage(buyer, wanted_t, used_t);
        if buyer.short_weeks == 4 && !clock.is_burn_in() {
            let name = &facts.agents.names[agent];
            let share = 100.0 * buyer.lost_t / buyer.wanted_t;
            let sentence = format!(
                "{name} has run short of {} for four weeks: {share:.0} % missing",
                facts.goods.list[good].id
            );
            let country = facts.agents.country[agent];
            let causes = behind_shortage(good, country, web, journal);
            let note = Note::new(Role::Shortage, sentence).of(&[agent]);
            journal.note(note.about(&[good]).between(&[country]).because(causes));
        }
    }
}

/// Curbs, outages and closings along the chain behind a good that a country's users miss.
fn behind_shortage(
    good: GoodIndex,
    country: CountryIndex,
    web: &Web,
    journal: &Journal,
) -> Vec<u64> {
    let chain = Chain::behind(good, web);
    journal.recall(Reach::Standing, |memo| {
        let stages = chain.stages_to(&memo.goods);
        match memo.role {
            Role::Curb => stages.filter(|_| memo.reaches(country)),
            Role::Outage | Role::Closing => stages,
            _ => None,
        }
    })
}

/// A user at its stocks.
struct User<'a> {
    precaution: f64,
    facts: &'a Facts,
    stocks: &'a mut Stocks,
    tally: &'a mut Tally,
}

impl User<'_> {
    /// Uses what a need wants as far as stock and precaution allow, and says how much that was [t].
    fn take(&mut self, need: &mut Need, wanted_t: f64) -> f64 {
        let stock_t = self.stocks.at_t(need.place);
        let guard_t = need.cover_weeks.min(PRECAUTION_WEEKS) * need.expected_t;
        let used_t = throughput_t(wanted_t, stock_t, guard_t, self.precaution);
        need.planned_t = wanted_t;
        need.used_t = self.stocks.take_at(need.place, used_t);
        let good = &self.facts.goods.list[need.good];
        for (element, content) in good.contains.iter().enumerate() {
            self.tally.used_t[element] += need.used_t * content;
        }
        need.used_t
    }
}

fn book_shortage(buyer: &mut Buyer, wanted_t: f64, used_t: f64) {
    buyer.wanted_t = wanted_t;
    buyer.used_t = used_t;
    buyer.lost_t = (wanted_t - used_t).max(0.0);
    let is_short = buyer.lost_t > NOTEWORTHY_SHORTAGE * wanted_t;
    buyer.short_weeks = if is_short { buyer.short_weeks + 1 } else { 0 };
}

/// Final users pay for what they use with what households pay them: their margin is the value they add.
pub(crate) fn sell_to_households(facts: &Facts, web: &Web, ledger: &mut crate::ledger::Ledger) {
    use crate::ledger::Account;
    for agent in facts.agents.buyers.clone() {
        for at in web.needs_of[agent].clone() {
            let need = &web.needs[at];
            let cost = need.cost * need.used_t;
            ledger.pay(Account::Outside, Account::Agent(agent), cost);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tonnes(growth: f64, years: f64, ratio: f64, elasticity: f64) -> f64 {
        demand(
            MassRate::tonnes_per_year(365.25),
            growth,
            years,
            answer(ratio, elasticity),
        )
        .as_tonnes()
    }

    #[test]
    fn demand_is_rate_times_a_week_at_the_reference_price() {
        assert!((tonnes(0.0, 3.0, 1.0, 0.15) - 7.0).abs() < 1e-9);
    }

    #[test]
    fn demand_grows_by_years_and_falls_with_price() {
        // 7 * 1.1^2 = 8.47
        assert!((tonnes(0.1, 2.0, 1.0, 0.15) - 8.47).abs() < 1e-9);
        // price times ten at elasticity 0.15: 7 * 10^-0.15 = 4.956
        assert!((tonnes(0.0, 0.0, 10.0, 0.15) - 4.9557).abs() < 1e-3);
    }
}
