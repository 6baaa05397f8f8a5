//! Scarcity: how near the users of a country are to standing still for want of a good.
//!
//! Z = max(1 - TTS / TTS_base, shortfall / need), within 0 and 1. TTS, the time to survive, is what users have on hand and
//! under way, without what is held in port, over their need [weeks]; its base is that of the first reported week, and for
//! a country without users then, their wanted cover and lead time. A country is short from Z above the trigger until Z
//! falls below the stop, or as long as its quote has stood above a multiple of the long view for four weeks.

use super::Sight;
use crate::depot::{Depot, Depots, Member};
use crate::facts::Facts;
use crate::goods::GoodIndex;
use crate::need::{Web, stock_behind};
use crate::stock::Stocks;
use crate::transit::{Receiver, Transit};

/// Weeks that a quote has to stand high before it counts as scarcity.
const DEAR_WEEKS: u32 = 4;

/// The index.
fn scarcity_index(survival_weeks: f64, base_weeks: f64, shortfall_share: f64) -> f64 {
    let eroded = if base_weeks > 0.0 {
        1.0 - survival_weeks / base_weeks
    } else {
        0.0
    };
    eroded.max(shortfall_share).clamp(0.0, 1.0)
}

/// Whether a country counts as short, given whether it did last week.
fn is_short(was_short: bool, index: f64, is_dear: bool, trigger: f64, stop: f64) -> bool {
    is_dear || index > if was_short { stop } else { trigger }
}

/// What the users of a country have and need of a good.
#[derive(Debug, Clone, Copy, Default)]
struct Supply {
    position_t: f64,
    need_t: f64,
    planned_t: f64,
    used_t: f64,
    wanted_t: f64,
}

impl Supply {
    fn survival_weeks(&self) -> f64 {
        if self.need_t > 0.0 {
            self.position_t / self.need_t
        } else {
            0.0
        }
    }

    fn usual_weeks(&self) -> f64 {
        if self.need_t > 0.0 {
            self.wanted_t / self.need_t
        } else {
            0.0
        }
    }

    fn shortfall_share(&self) -> f64 {
        if self.planned_t > 0.0 {
            1.0 - (self.used_t / self.planned_t).min(1.0)
        } else {
            0.0
        }
    }
}

fn supply_of(
    country: usize,
    good: GoodIndex,
    facts: &Facts,
    web: &Web,
    stocks: &Stocks,
    held_t: &[f64],
) -> Supply {
    let zone = facts.places.country_zone[country];
    let mut supply = Supply::default();
    for &at in &web.needs_at[good * facts.places.n_zones() + zone] {
        let need = &web.needs[at];
        if need.country == country {
            supply.position_t += stock_behind(need, facts, stocks) + need.pipeline_t - held_t[at];
            supply.need_t += need.expected_t;
            supply.planned_t += need.planned_t;
            supply.used_t += need.used_t;
            supply.wanted_t += (need.cover_weeks + need.lead_weeks) * need.expected_t;
        }
    }
    supply
}

/// Tonnes held in port by need.
fn held_in_port(web: &Web, transit: &Transit) -> Vec<f64> {
    let mut held_t = vec![0.0; web.needs.len()];
    for (_, shipment) in &transit.held {
        if let Receiver::Need(at) = shipment.to {
            held_t[at] += shipment.tonnes;
        }
    }
    held_t
}

/// Looks at the supply of everybody whom a stock serves.
pub(crate) fn watch_scarcity(
    sight: Sight,
    web: &Web,
    stocks: &Stocks,
    transit: &Transit,
    depots: &mut Depots,
) {
    if depots.list.is_empty() || sight.clock.is_burn_in() {
        return;
    }
    let held_t = held_in_port(web, transit);
    for depot in &mut depots.list {
        let Depot { plan, lines, .. } = depot;
        for line in lines {
            let good = line.good;
            for member in &mut line.members {
                let supply = supply_of(member.country, good, sight.facts, web, stocks, &held_t);
                let zone = sight.facts.places.country_zone[member.country];
                let dear = plan.scarcity_price_ratio * sight.long_view(zone, good);
                let is_dear = sight.quotes.get(zone, good).quote > dear;
                observe(member, &supply, is_dear, plan, sight.clock.week == 0);
            }
        }
    }
}

fn observe(
    member: &mut Member,
    supply: &Supply,
    is_dear: bool,
    plan: &scenario::Stockpile,
    is_base: bool,
) {
    if is_base {
        member.base_weeks = supply.survival_weeks();
    } else if member.base_weeks <= 0.0 {
        member.base_weeks = supply.usual_weeks();
    }
    member.index = scarcity_index(
        supply.survival_weeks(),
        if supply.need_t > 0.0 {
            member.base_weeks
        } else {
            0.0
        },
        supply.shortfall_share(),
    );
    member.dear_weeks = if is_dear && supply.need_t > 0.0 {
        member.dear_weeks + 1
    } else {
        0
    };
    member.is_short = is_short(
        member.is_short,
        member.index,
        member.dear_weeks >= DEAR_WEEKS,
        plan.trigger_index,
        plan.stop_index,
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_is_the_worse_of_time_lost_and_use_missed() {
        // 6 of 10 weeks left: 0.4; a tenth missing does not show beside it, seven tenths do
        assert!((scarcity_index(6.0, 10.0, 0.1) - 0.4).abs() < 1e-12);
        assert!((scarcity_index(6.0, 10.0, 0.7) - 0.7).abs() < 1e-12);
        // more than usual is no scarcity, and nobody is short of what nobody needs
        assert!(scarcity_index(12.0, 10.0, 0.0).abs() < 1e-12);
        assert!(scarcity_index(0.0, 0.0, 0.0).abs() < 1e-12);
    }

    #[test]
    fn a_scarcity_begins_above_the_trigger_and_ends_below_the_stop() {
        let mut short = false;
        let seen: Vec<bool> = [0.4, 0.5, 0.51, 0.4, 0.31, 0.3, 0.4, 0.6]
            .map(|index| {
                short = is_short(short, index, false, 0.5, 0.3);
                short
            })
            .to_vec();
        assert_eq!(seen, [false, false, true, true, true, false, false, true]);
        assert!(is_short(false, 0.0, true, 0.5, 0.3));
    }
}
