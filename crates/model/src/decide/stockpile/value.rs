//! What a missing tonne costs: the value that final users lose, carried up the chain to whoever needs the input.
//!
//! A final user loses its value per tonne. A maker's input is worth its cost and, over the input's share, all that the
//! maker's customers would lose beyond what its output costs to make: `loss_in = cost + [loss_out - cost_out]+ / a`, with
//! `loss_out` the mean over those who call on it, by their calls. It takes the other inputs as given and nobody as able
//! to buy the output elsewhere: an upper bound, of the kind that a ministry counts with.

use crate::clock::Clock;
use crate::depot::{Depots, Line};
use crate::facts::Facts;
use crate::need::{Need, Web};

/// Rounds of carrying values up; more than any chain has stages.
const ROUNDS: usize = 8;

/// Loss per tonne of an input [USD/t].
fn loss_of_input(cost: f64, loss_out: f64, cost_out: f64, intensity: f64) -> f64 {
    cost + (loss_out - cost_out).max(0.0) / intensity.max(1e-12)
}

/// Finds the losses once a quarter, if anybody keeps a stock.
pub(crate) fn weigh_losses(clock: &Clock, facts: &Facts, web: &Web, depots: &mut Depots) {
    if depots.list.is_empty() || !clock.is_quarter() {
        return;
    }
    let mut loss: Vec<f64> = web.needs.iter().map(|need| need.ceiling).collect();
    for _ in 0..ROUNDS {
        for agent in facts.agents.refiners.clone() {
            carry_up(agent, facts, web, &mut loss);
        }
    }
    depots.loss_usd_per_t = loss;
}

/// One maker: from those who call on its output to its inputs. Separators share a feed over many goods and are left out.
fn carry_up(agent: usize, facts: &Facts, web: &Web, loss: &mut [f64]) {
    let needs = web.needs_of[agent].clone();
    let is_maker = |need: &Need| !facts.goods.list[need.good].is_basket;
    if !web.needs[needs.clone()].iter().all(is_maker) {
        return;
    }
    let outlet = &web.outlets[web.outlets_by_agent[agent].start];
    let (mut calls_t, mut lost) = (0.0, 0.0);
    for &at in &web.links_by_outlet[outlet.links.clone()] {
        let link = &web.links[at];
        let call_t = link.weight * web.needs[link.need].expected_t;
        calls_t += call_t;
        lost += call_t * loss[link.need];
    }
    if calls_t <= 0.0 {
        return;
    }
    for at in needs {
        let need = &web.needs[at];
        loss[at] = loss_of_input(need.cost, lost / calls_t, outlet.floor, need.intensity);
    }
}

/// Mean loss per tonne over all whom a depot serves, by their use [USD/t].
pub(super) fn mean_loss(depots: &Depots, line: &Line, web: &Web) -> f64 {
    let (mut lost, mut use_t) = (0.0, 0.0);
    for (need, loss) in web.needs.iter().zip(&depots.loss_usd_per_t) {
        let is_served = need.good == line.good
            && (line.members.iter()).any(|member| member.country == need.country);
        if is_served {
            lost += need.expected_t * loss;
            use_t += need.expected_t;
        }
    }
    if use_t > 0.0 { lost / use_t } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_little_of_an_input_carries_the_loss_of_much_output() {
        // 2 % of the output: 300 + (1000 - 100) / 0.02 = 45,300
        assert!((loss_of_input(300.0, 1000.0, 100.0, 0.02) - 45_300.0).abs() < 1e-6);
        // output that is worth less than it costs loses nothing beyond the input
        assert!((loss_of_input(300.0, 50.0, 100.0, 0.02) - 300.0).abs() < 1e-12);
    }
}
