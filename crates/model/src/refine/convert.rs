//! Conversion: metal and magnet makers produce what is ordered, as far as capacity and inputs allow.
//!
//! Y = min(sales + (cover - shelf) / tau, K dt, min_i S_i / a_i), slowed before an input runs out.

use super::{Conversion, Recipe, Refiner};
use crate::clock::Clock;
use crate::facts::Facts;
use crate::govern::Controls;
use crate::ledger::Ledger;
use crate::need::{Need, Web};
use crate::plant::Plant;
use crate::plant::run::{pay_for_work, throughput_t, update_margin};
use crate::quote::{Quotes, Rules};
use crate::rows::Rows;
use crate::stock::{Stocks, Tally};

/// Weeks over which a maker brings its shelf back to the wanted stock.
const SHELF_WEEKS: f64 = 13.0;

/// Most that a maker produces over its orders.
const MOST_EAGER: f64 = 1.5;

/// Output that a maker plans [t per week]: what it sells plus a part of the gap on its shelf, within capacity.
pub(super) fn planned_output_t(
    sales_t: f64,
    shelf_t: f64,
    cover_weeks: f64,
    capacity_t: f64,
) -> f64 {
    (sales_t + (cover_weeks * sales_t - shelf_t) / SHELF_WEEKS).clamp(0.0, capacity_t)
}

/// How much more than its orders a maker produces when it earns more than in the base year: `exp(e gain)`, up to half.
///
/// `gain` is the margin less the margin of the base year, over unit cost with inputs.
pub(super) fn eagerness(gain: f64, elasticity: f64) -> f64 {
    libm::exp(elasticity * gain).clamp(1.0, MOST_EAGER)
}

/// Runs all metal and magnet makers.
pub(crate) fn convert_goods(
    refiners: Rows<&mut [Refiner], &mut [Plant]>,
    clock: &Clock,
    controls: &Controls,
    rules: &Rules,
    quotes: &Quotes,
    facts: &Facts,
    web: &mut Web,
    stocks: &mut Stocks,
    tally: &mut Tally,
    ledger: &mut Ledger,
) {
    for (agent, refiner, plant) in refiners.each() {
        let (country, cover) = (refiner.country, refiner.output_cover_weeks);
        let Recipe::Conversion(conversion) = &mut refiner.recipe else {
            continue;
        };
        let needs = &mut web.needs[web.needs_of[agent].clone()];
        let outlet = &mut web.outlets[web.outlets_by_agent[agent].start];
        let input_cost: f64 = needs.iter().map(|need| need.intensity * need.cost).sum();
        let credit = controls.cost_credit_share[agent];
        let work_cost = plant.unit_cost_usd_per_t * (1.0 - credit);
        outlet.floor = input_cost + work_cost;
        let inputs = needs.iter().map(|need| {
            let expected = quotes.get(need.zone, need.good).expected;
            (need.intensity, need.cost, expected)
        });
        outlet.replacement_cost = replacement_cost(inputs) + work_cost;
        update_margin(plant, (outlet.realised, input_cost), credit, rules, clock);
        let earns = outlet
            .realised
            .max(quotes.get(facts.agents.zone[agent], outlet.good).quote);
        set_ceilings(needs, earns - outlet.floor);

        let capacity_t = plant.possible_t(clock.week);
        let shelf_t = stocks.at_t(outlet.place);
        // Last week's calls count at once: whoever waits to see them in an average answers a shortage with a year's delay.
        let push = if rules.mechanisms.utilisation_response && !clock.is_burn_in() {
            let gain = (plant.margin - plant.margin_reference) / outlet.floor.max(1e-9);
            eagerness(gain, rules.behaviour.utilisation_elasticity)
        } else {
            1.0
        };
        let demand_t = outlet.sales_t.max(outlet.calls_t).max(outlet.called_t) * push;
        let plan_t = planned_output_t(demand_t, shelf_t, cover, capacity_t);
        let precaution = if rules.mechanisms.precaution {
            rules.behaviour.precaution_share
        } else {
            0.0
        };
        let output_t = within_inputs(needs, plan_t, precaution, stocks);
        conversion.planned_t = plan_t;
        plant.throughput_t = output_t;
        plant.utilisation = if capacity_t > 0.0 {
            output_t / capacity_t
        } else {
            0.0
        };
        for need in &mut *needs {
            need.planned_t = need.intensity * plan_t;
            need.used_t = stocks.take_at(need.place, need.intensity * output_t);
        }
        make(conversion, agent, output_t, stocks, tally);
        pay_for_work(plant, agent, credit, country, rules, ledger);
    }
}

/// One input of a tonne: tonnes of it, what it costs on average and what its quote is expected to be [USD/t].
type Input = (f64, f64, f64);

/// What the inputs of a tonne would cost to buy anew [USD/t]: each at what it costs on average or, where dearer, at the
/// quote that is expected. A tonne sold is a tonne of inputs gone, whatever was once paid for them.
fn replacement_cost(inputs: impl Iterator<Item = Input>) -> f64 {
    inputs
        .map(|(intensity, cost, expected)| intensity * cost.max(expected))
        .sum()
}

/// The most a maker pays for an input: what it costs now plus the whole margin, spread over the input's share.
fn set_ceilings(needs: &mut [Need], margin_usd_per_t: f64) {
    for need in needs {
        need.ceiling = (need.cost + margin_usd_per_t / need.intensity).max(0.0);
    }
}

/// Output that the scarcest input allows [t].
fn within_inputs(needs: &[Need], plan_t: f64, precaution: f64, stocks: &Stocks) -> f64 {
    needs.iter().fold(plan_t, |least, need| {
        let wanted_t = need.cover_weeks.min(8.0) * need.expected_t;
        let used_t = throughput_t(
            need.intensity * plan_t,
            stocks.at_t(need.place),
            wanted_t,
            precaution,
        );
        least.min(used_t / need.intensity)
    })
}

fn make(
    conversion: &Conversion,
    agent: usize,
    output_t: f64,
    stocks: &mut Stocks,
    tally: &mut Tally,
) {
    stocks.add(agent, conversion.output, output_t);
    for (element, loss) in conversion.loss.iter().enumerate() {
        tally.lost_t[element] += loss * output_t;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_maker_with_the_wanted_shelf_makes_what_it_sells() {
        assert!((planned_output_t(10.0, 40.0, 4.0, 100.0) - 10.0).abs() < 1e-12);
    }

    #[test]
    fn inputs_count_at_their_quote_where_it_is_above_what_they_cost_on_average() {
        // 1.2 x 1000 + 0.5 x 50
        let inputs = [(1.2, 280.0, 1000.0), (0.5, 50.0, 40.0)];
        assert!((replacement_cost(inputs.into_iter()) - 1225.0).abs() < 1e-9);
    }

    #[test]
    fn a_maker_produces_more_when_the_market_pays_more_than_cost() {
        assert!((eagerness(-0.1, 0.6) - 1.0).abs() < 1e-12);
        // exp(0.6 * 0.2) = 1.1275
        assert!((eagerness(0.2, 0.6) - 1.1275).abs() < 1e-4);
        assert!((eagerness(9.0, 0.6) - 1.5).abs() < 1e-12);
    }

    #[test]
    fn an_empty_shelf_is_filled_over_a_quarter() {
        // 10 + (49 - 10) / 13 = 13
        assert!((planned_output_t(10.0, 10.0, 4.9, 100.0) - 13.0).abs() < 1e-12);
        assert!((planned_output_t(10.0, 10.0, 4.9, 12.0) - 12.0).abs() < 1e-12);
        assert!(planned_output_t(10.0, 1000.0, 4.0, 100.0).abs() < 1e-12);
    }
}
