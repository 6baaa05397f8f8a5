//! Orders: need plus a part of the gap between the wanted and the actual inventory position.
//!
//! o = clamp(need + (n* need - stock - pipeline) / tau, 0, 2.5 need), with
//! n* = (cover + lead time) (1 + k_th alarm + k_p trend) - cover (1 - (p / p_0)^-k_s), capped: dear inputs are run down. The gap is closed over tau (10 weeks), since an
//! order that closes it at once swings for ever.

use crate::agent::AgentIndex;
use crate::clock::{Clock, weekly_step};
use crate::facts::Facts;
use crate::govern::Controls;
use crate::govern::tension::Relations;
use crate::need::{Link, Need, Web, stock_behind};
use crate::place::CountryIndex;
use crate::quote::{Quotes, Rules};
use crate::stock::Stocks;
use market::storage::{CoverRule, OrderRule};

/// Alarm of a buyer whose supplier's origin refuses everything, or has announced that it will.
const ALARM_OF_A_BAN: f64 = 0.3;
/// Price over the base year's price between which the wanted stock answers.
const LEAST_DEARNESS: f64 = 0.2;
/// The upper end.
const MOST_DEARNESS: f64 = 10.0;
/// Time over which licences follow a rising need [years].
const LICENSED_NEED_YEARS: f64 = 1.0;
/// Time over which buyers smooth their need [years]: eight weeks.
const NEED_YEARS: f64 = 8.0 / 52.18;

/// Chance that an origin keeps a good from a destination, as a buyer sees it: what a known control refuses, and the
/// alarm between the governments.
pub(crate) fn control_risk(
    good: usize,
    origin: CountryIndex,
    destination: CountryIndex,
    controls: &Controls,
    relations: &Relations,
) -> f64 {
    let known = ALARM_OF_A_BAN * controls.passage(good, origin, destination).threat_share;
    known + relations.alarm(origin, destination)
}

/// Plans the week's orders of everybody with inputs.
pub(crate) fn plan_orders(
    web: &mut Web,
    stocks: &Stocks,
    quotes: &Quotes,
    controls: &Controls,
    relations: &Relations,
    facts: &Facts,
    rules: &Rules,
    clock: &Clock,
) {
    let step = weekly_step(NEED_YEARS);
    let ordering = OrderRule {
        closing_weeks: rules.behaviour.order_weeks,
        most_over_need: rules.behaviour.order_cap,
    };
    let Web { needs, links, .. } = web;
    for need in needs {
        need.expected_t += step * (need.planned_t - need.expected_t);
        let country_of = |agent: AgentIndex| facts.agents.country[agent];
        need.lead_weeks = lead_weeks(&links[need.links.clone()], need, facts, controls);
        let suppliers = links[need.links.clone()].iter();
        let alarm: f64 = suppliers
            .filter(|link| link.weight > 0.0)
            .map(|link| {
                link.weight
                    * control_risk(
                        need.good,
                        country_of(link.supplier),
                        need.country,
                        controls,
                        relations,
                    )
            })
            .sum();
        let is_settling = clock.is_burn_in() || clock.is_first();
        if is_settling {
            need.base_alarm = alarm;
        }
        let rise = need.expected_t - need.licensed_need_t;
        if is_settling || alarm <= 0.0 {
            need.licensed_need_t = need.expected_t;
        } else if rise > 0.0 {
            need.licensed_need_t += weekly_step(LICENSED_NEED_YEARS) * rise;
        }
        let alarm = (alarm - need.base_alarm).max(0.0);
        let cell = quotes.get(need.zone, need.good);
        let dearness =
            (cell.paid_average / cell.base.max(1e-12)).clamp(LEAST_DEARNESS, MOST_DEARNESS);
        need.cover_target_weeks = cover_target(need, alarm, dearness, rules);
        let stock_t = stock_behind(need, facts, stocks);
        let position_t = stock_t + need.pipeline_t;
        need.order_t = ordering.order_t(
            need.expected_t,
            need.cover_target_weeks * need.expected_t,
            position_t,
        );
        (need.contracted_t, need.spot_t, need.reserve_t) = (0.0, 0.0, 0.0);
    }
}

/// Weeks from order to arrival over a need's suppliers: transit and licence.
fn lead_weeks(links: &[Link], need: &Need, facts: &Facts, controls: &Controls) -> f64 {
    links
        .iter()
        .filter(|link| link.weight > 0.0)
        .map(|link| {
            let origin = facts.agents.country[link.supplier];
            let transit = facts
                .places
                .route(facts.agents.zone[link.supplier], need.zone)
                .transit_weeks
                .max(1);
            link.weight
                * (f64::from(transit)
                    + controls
                        .passage(need.good, origin, need.country)
                        .delay_weeks)
        })
        .sum::<f64>()
        .max(1.0)
}

fn cover_target(need: &Need, alarm: f64, dearness: f64, rules: &Rules) -> f64 {
    let behaviour = &rules.behaviour;
    let k_alarm = if rules.mechanisms.tension_cover {
        behaviour.tension_cover
    } else {
        0.0
    };
    let base = need.cover_weeks + need.lead_weeks;
    let rule = CoverRule {
        tension_response: k_alarm,
        most_weeks: behaviour.cover_cap_weeks.max(base),
    };
    // Only stock on hand answers the price; what is under way is the length of the road.
    let answer = libm::pow(dearness, -behaviour.cover_price_elasticity);
    rule.target_weeks(base, alarm) - need.cover_weeks * (1.0 - answer)
}
