//! Strategic stocks: each government that has one holds, buys or releases, good by good.
//!
//! Release as long as somebody whom it serves is short (`scarcity.rs`) and something is in store; else, once a quarter,
//! buy if the gap to the target is worth closing at today's price (`buy.rs`); else hold. How much is released, to whom
//! and at what price: `release.rs` and `allocate.rs`. The utility of an option is what the coming quarter of it is worth:
//!
//! - hold: 0;
//! - buy: tonnes of a quarter x [chance exp(-S/L) (loss - p) - (carry p + p - p_L)], the newsvendor's marginal gain;
//! - release: tonnes of this week x (loss - p).
//!
//! Source: docs/concepts/stockpile.md.

pub(crate) mod allocate;
pub(crate) mod buy;
pub(crate) mod reason;
pub(crate) mod release;
pub(crate) mod rights;
pub(crate) mod scarcity;
pub(crate) mod value;

use crate::anchor::Anchors;
use crate::clock::{Clock, QUARTER_WEEKS, WEEKS_PER_YEAR};
use crate::decide::{Alternative, Choice, Choices};
use crate::depot::{Depot, Depots, Line, Stance};
use crate::facts::Facts;
use crate::goods::GoodIndex;
use crate::govern::Controls;
use crate::govern::tension::Relations;
use crate::journal::{Journal, Note, Role};
use crate::ledger::Ledger;
use crate::lend::bundle;
use crate::need::Web;
use crate::place::ZoneIndex;
use crate::quote::{Quotes, Rules};
use crate::stock::Stocks;
use crate::trade::book::Book;
use crate::trade::ship::{Leg, LicenceTimes, send};
use crate::transit::{Shipment, Transit};
use market::reserve::Threat;

/// Tonnes that are not worth a decision: a hundred grams.
pub(super) const DUST_T: f64 = 1e-4;

bundle! {
    /// What a stock keeper sees.
    pub(crate) struct Sight<'w> {
        pub(crate) facts: &'w Facts,
        pub(crate) rules: &'w Rules,
        pub(crate) anchors: &'w Anchors,
        pub(crate) clock: &'w Clock,
        pub(crate) quotes: &'w Quotes,
        pub(crate) relations: &'w Relations,
    }
}

bundle! {
    /// What moving a stock's goods changes.
    pub(crate) struct Hands<'w> {
        pub(crate) web: &'w mut Web,
        pub(crate) stocks: &'w mut Stocks,
        pub(crate) transit: &'w mut Transit,
        pub(crate) ledger: &'w mut Ledger,
        pub(crate) book: &'w mut Book,
        pub(crate) journal: &'w mut Journal,
        pub(crate) controls: &'w Controls,
        pub(crate) times: &'w LicenceTimes,
    }
}

impl Hands<'_> {
    fn send(&mut self, shipment: Shipment, leg: Leg, facts: &Facts) {
        let (controls, times) = (self.controls, self.times);
        send(shipment, leg, facts, controls, times, self.transit);
    }
}

impl Sight<'_> {
    /// Long view of a price in a zone [USD/t]: what is expected, drawn towards what the good costs in the long run.
    pub(super) fn long_view(&self, zone: ZoneIndex, good: GoodIndex) -> f64 {
        let kind = &self.facts.goods.list[good];
        let cost = kind.long_run_cost.unwrap_or(kind.start_price[zone]) * self.anchors.factor(good);
        let expected = self.quotes.get(zone, good).expected;
        market::expect::long_view(expected, cost, self.rules.behaviour.holding_anchor_weight)
    }

    /// What a depot believes about scarcities of a good, at the prices of its home zone.
    pub(super) fn threat(&self, depot: &Depot, line: &Line, depots: &Depots, web: &Web) -> Threat {
        let home = self.facts.agents.zone[depot.agent];
        Threat {
            chance_per_year: depot.plan.scarcity_chance_per_year,
            weeks: depot.plan.scarcity_weeks,
            loss_usd_per_t: value::mean_loss(depots, line, web),
            price_usd_per_t: self.quotes.get(home, line.good).quote,
            long_view_usd_per_t: self.long_view(home, line.good),
            carry_share_per_year: depot.plan.carry_share_per_year,
        }
    }

    /// Whether a government decides this week.
    pub(super) fn decides(&self, depot: &Depot) -> bool {
        !self.clock.is_burn_in() && self.clock.week >= depot.decides_from
    }

    /// Whether it reviews its purchases: in its first week and every quarter after.
    fn reviews(&self, depot: &Depot) -> bool {
        let first = depot.decides_from.max(0);
        (self.clock.week - first) % i64::from(QUARTER_WEEKS) == 0
    }
}

/// The figures of one good of one depot at the time of a choice.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figures {
    /// In store [t].
    held_t: f64,
    /// Of this, for those who are short now [t].
    reach_t: f64,
    /// Stock that it is told to hold [t].
    target_t: f64,
    /// Missing to the target, what is under way counted [t].
    gap_t: f64,
    /// What a quarter of buying would bring [t].
    quarter_t: f64,
    /// What this week of releasing would give [t].
    release_t: f64,
    /// Beliefs and prices.
    threat: Threat,
    /// Most that is paid [USD/t].
    limit_usd_per_t: f64,
    /// Marginal gain of a tonne more in store [USD/t].
    gain_usd_per_t: f64,
}

/// A release begins only with more in reach than this part of the target: the last crumbs are no release.
const LEAST_RELEASE_SHARE: f64 = 0.01;

/// What to do: release what is there to who is short; buy, when reviewed, what is worth it; else go on, or hold. A price
/// above the limit keeps from beginning to buy; who has begun waits with a bid at the limit.
fn next_stance(now: Stance, is_scarce: bool, is_review: bool, figures: &Figures) -> Stance {
    if is_scarce {
        let least_t = if now == Stance::Release {
            DUST_T
        } else {
            LEAST_RELEASE_SHARE * figures.target_t
        };
        return if figures.reach_t > least_t.max(DUST_T) {
            Stance::Release
        } else {
            Stance::Hold
        };
    }
    if !is_review && now != Stance::Release {
        return now;
    }
    let is_cheap = now == Stance::Buy || figures.threat.price_usd_per_t <= figures.limit_usd_per_t;
    if figures.gap_t > DUST_T && figures.quarter_t > 0.0 && is_cheap && figures.gain_usd_per_t > 0.0
    {
        Stance::Buy
    } else {
        Stance::Hold
    }
}

/// Lets every government choose what to do with each good of its stock.
pub(crate) fn decide_stocks(
    sight: Sight,
    web: &Web,
    stocks: &Stocks,
    ledger: &Ledger,
    depots: &mut Depots,
    choices: &mut Choices,
    journal: &mut Journal,
) {
    for depot_at in 0..depots.list.len() {
        if !sight.decides(&depots.list[depot_at]) {
            continue;
        }
        let is_review = sight.reviews(&depots.list[depot_at]);
        for line_at in 0..depots.list[depot_at].lines.len() {
            let depot = &depots.list[depot_at];
            let line = &depot.lines[line_at];
            let is_scarce = line.members.iter().any(|member| member.is_short);
            if !is_review && !is_scarce && line.stance != Stance::Release {
                continue;
            }
            let figures = look(depot, line, depots, &sight, web, stocks, ledger);
            let next = next_stance(line.stance, is_scarce, is_review, &figures);
            if next == line.stance {
                continue;
            }
            choices
                .0
                .push(choice(depot, line, next, &figures, sight.facts));
            let (agent, was) = (depot.agent, line.stance);
            if let Some(sentence) = sentence(depot, line, was, next, &figures, sight.facts) {
                let role = if was == Stance::Release {
                    Role::Release
                } else {
                    Role::Purchase
                };
                let causes = reason::behind_stance(agent, line.good, next, journal);
                let note = Note::new(role, sentence).of(&[agent]).about(&[line.good]);
                journal.note(note.between(&[depot.country]).because(causes));
            }
            let line = &mut depots.list[depot_at].lines[line_at];
            line.stance = next;
            for member in &mut line.members {
                member.given_t = 0.0;
            }
        }
    }
}

fn look(
    depot: &Depot,
    line: &Line,
    depots: &Depots,
    sight: &Sight,
    web: &Web,
    stocks: &Stocks,
    ledger: &Ledger,
) -> Figures {
    let threat = sight.threat(depot, line, depots, web);
    let held_t = stocks.held_t(depot.agent, line.good);
    let aim_t = buy::aim_t(line.target_t, &threat, line.use_t());
    let gap_t = (aim_t - held_t - line.coming_t).max(0.0);
    let is_solvent = buy::spendable_usd(depot, ledger) > 0.0;
    let rate_t = if is_solvent {
        buy::rate_t(gap_t, line.target_t, depot.plan.fill_weeks)
    } else {
        0.0
    };
    let weeks = if line.use_t() > 0.0 {
        held_t / line.use_t()
    } else {
        0.0
    };
    let claims = release::claims(depot, line, depots, web, sight);
    // What rights give in a quarter counts as if it were in store: an empty stock with rights releases too.
    let rights_t = line.rights_t_per_year / WEEKS_PER_YEAR * f64::from(QUARTER_WEEKS);
    let reach_t = depot.within_reach_t(line, held_t + rights_t);
    Figures {
        held_t,
        reach_t,
        target_t: line.target_t,
        gap_t,
        quarter_t: rate_t * f64::from(QUARTER_WEEKS),
        release_t: release::release_t(reach_t, &claims, &threat, depot.plan.least_release_weeks),
        threat,
        limit_usd_per_t: depot.plan.price_limit_ratio * threat.long_view_usd_per_t,
        gain_usd_per_t: threat.marginal_gain_usd_per_t(weeks),
    }
}

fn choice(depot: &Depot, line: &Line, next: Stance, figures: &Figures, facts: &Facts) -> Choice {
    let beyond = figures.threat.loss_usd_per_t - figures.threat.price_usd_per_t;
    let options = [
        (Stance::Hold, 0.0),
        (Stance::Buy, figures.quarter_t * figures.gain_usd_per_t),
        (Stance::Release, figures.release_t * beyond),
    ];
    let alternative = |(stance, utility_usd): &(Stance, f64)| Alternative {
        name: stance.word().to_owned(),
        utility_usd: *utility_usd,
        chance: if *stance == next { 1.0 } else { 0.0 },
    };
    let highest = line
        .members
        .iter()
        .max_by(|a, b| a.index.total_cmp(&b.index))
        .map_or_else(String::new, |member| {
            format!(
                "highest scarcity index {:.2} in {}; ",
                member.index, facts.places.country_ids[member.country]
            )
        });
    Choice {
        government: depot.country,
        subject: format!("stock of {}", facts.goods.list[line.good].id),
        alternatives: options.iter().map(alternative).collect(),
        chosen: options.iter().position(|(it, _)| *it == next).unwrap_or(0),
        reasons: format!(
            "{highest}{:.1} t held of {:.1} t; {:.2} USD/kg asked, {:.2} at most; a missing tonne costs {:.0} USD",
            figures.held_t,
            line.target_t,
            figures.threat.price_usd_per_t / 1000.0,
            figures.limit_usd_per_t / 1000.0,
            figures.threat.loss_usd_per_t
        ),
    }
}

/// Tonnes in plain words.
pub(super) fn amount(tonnes: f64) -> String {
    if tonnes < 0.95 {
        format!("{:.0} kg", tonnes * 1000.0)
    } else if tonnes < 99.5 {
        format!("{tonnes:.1} t")
    } else {
        format!("{tonnes:.0} t")
    }
}

/// A name in plain words.
pub(super) fn plain(id: &str) -> String {
    id.replace('_', " ")
}

/// What the newspapers say; a release is announced with its first tonnes.
fn sentence(
    depot: &Depot,
    line: &Line,
    was: Stance,
    next: Stance,
    figures: &Figures,
    facts: &Facts,
) -> Option<String> {
    let owner = plain(&facts.places.country_ids[depot.country]);
    let good = plain(&facts.goods.list[line.good].id);
    match (was, next) {
        (Stance::Release, _) => {
            let given = line.members.iter().filter(|member| member.given_t > DUST_T);
            let parts: Vec<String> = given
                .map(|member| {
                    let country = plain(&facts.places.country_ids[member.country]);
                    format!("{} to {country}", amount(member.given_t))
                })
                .collect();
            let given = if parts.is_empty() {
                "nothing".to_owned()
            } else {
                parts.join(", ")
            };
            Some(format!(
                "{owner} ends its release of {good} after {given}: {} are left",
                amount(figures.held_t)
            ))
        }
        (_, Stance::Buy) => Some(format!(
            "{owner} begins to buy {good} for its stock: {} to go, up to {:.2} USD/kg",
            amount(figures.gap_t),
            figures.limit_usd_per_t / 1000.0
        )),
        (Stance::Buy, _) => Some(format!(
            "{owner} stops buying {good} for its stock with {} in store and {} to go",
            amount(figures.held_t),
            amount(figures.gap_t)
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(held_t: f64, gap_t: f64, price: f64) -> Figures {
        Figures {
            held_t,
            reach_t: held_t,
            target_t: 15.0,
            gap_t,
            quarter_t: gap_t / 8.0,
            release_t: 0.0,
            threat: Threat {
                chance_per_year: 0.1,
                weeks: 26.0,
                loss_usd_per_t: 1100.0,
                price_usd_per_t: price,
                long_view_usd_per_t: 100.0,
                carry_share_per_year: 0.03,
            },
            limit_usd_per_t: 110.0,
            gain_usd_per_t: 90.0,
        }
    }

    #[test]
    fn scarcity_releases_what_is_there_and_forbids_buying() {
        let rich = figures(5.0, 10.0, 100.0);
        for now in [Stance::Hold, Stance::Buy, Stance::Release] {
            assert_eq!(next_stance(now, true, true, &rich), Stance::Release);
        }
        let empty = figures(0.0, 10.0, 100.0);
        assert_eq!(next_stance(Stance::Buy, true, true, &empty), Stance::Hold);
        // a hundredth of 15 t is 0.15 t: no release begins with 0.1 t, one that runs gives them too
        let crumbs = figures(0.1, 10.0, 100.0);
        assert_eq!(next_stance(Stance::Hold, true, true, &crumbs), Stance::Hold);
        assert_eq!(
            next_stance(Stance::Release, true, true, &crumbs),
            Stance::Release
        );
    }

    #[test]
    fn calm_buys_at_a_review_below_the_limit_only() {
        let gap = figures(5.0, 10.0, 100.0);
        assert_eq!(next_stance(Stance::Hold, false, true, &gap), Stance::Buy);
        assert_eq!(next_stance(Stance::Hold, false, false, &gap), Stance::Hold);
        // 111 asked, 110 allowed
        let dear = figures(5.0, 10.0, 111.0);
        assert_eq!(next_stance(Stance::Hold, false, true, &dear), Stance::Hold);
        assert_eq!(next_stance(Stance::Buy, false, true, &dear), Stance::Buy);
        let full = figures(15.0, 0.0, 100.0);
        assert_eq!(next_stance(Stance::Buy, false, true, &full), Stance::Hold);
        // the end of a release is a review
        assert_eq!(
            next_stance(Stance::Release, false, false, &gap),
            Stance::Buy
        );
    }
}
