//! Where demand and supply meet: a bracketed Newton search in log price.
//!
//! `ln D - ln S` is a straight line in log price wherever no schedule bends or ends, so Newton's step usually lands. A
//! bracket keeps it honest: a step that leaves it is replaced by the middle edge inside it or by its midpoint.

use super::curve::{Amount, Side};

/// Furthest log price from the last quote: a factor of a million.
const SEARCH_LIMIT: f64 = 13.815_510_557_964_274;
/// Sums this close are equal; a sum of hundreds of terms is not known better.
const BALANCED: f64 = 1e-13;
/// A bracket in log price this narrow is a price.
const TOLERANCE: f64 = 1e-10;
/// A Newton step this short is not worth taking.
const SHORT_STEP: f64 = 1e-11;
/// Rounds with Newton steps; afterwards halving, which needs 37 rounds from one end to the other.
const NEWTON_ROUNDS: u32 = 12;
const MOST_ROUNDS: u32 = 58;

/// Demand and supply at one price.
#[derive(Clone, Copy, Debug)]
pub(super) struct Balance {
    pub(super) demand: Amount,
    pub(super) supply: Amount,
}

/// The price found, as the log of its ratio to the last quote.
pub(super) struct Solution {
    pub(super) log_price: f64,
    pub(super) balance: Balance,
    pub(super) evaluations: u32,
}

impl Balance {
    fn at(demand: &Side, supply: &Side, log_price: f64) -> Self {
        Self {
            demand: demand.at(log_price),
            supply: supply.at(-log_price),
        }
    }

    /// Even just above this price more is wanted than offered.
    fn is_below_solution(&self) -> bool {
        self.demand.sure_t > self.supply.all_t * (1.0 + BALANCED)
    }

    /// Even just below this price less is wanted than offered.
    fn is_above_solution(&self) -> bool {
        self.demand.all_t < self.supply.sure_t * (1.0 - BALANCED)
    }

    /// `ln(D/S)` on the side where the solution lies.
    fn gap(&self) -> f64 {
        if self.is_below_solution() {
            libm::log(self.demand.sure_t / self.supply.all_t)
        } else {
            libm::log(self.demand.all_t / self.supply.sure_t)
        }
    }

    fn newton_step(&self) -> f64 {
        let elasticities =
            self.demand.slope / self.demand.all_t + self.supply.slope / self.supply.all_t;
        self.gap() / elasticities
    }

    /// Whether prices just below balance as well: nothing bends here, and nobody is needed who stands at an edge.
    fn balances_below(&self) -> bool {
        let bends = self.demand.slope > 0.0 || self.supply.slope > 0.0;
        !bends && self.demand.all_t <= self.supply.sure_t * (1.0 + BALANCED)
    }
}

/// Finds the balancing price nearest to the last quote.
pub(super) fn solve(demand: &Side, supply: &Side, edges: &mut Vec<f64>) -> Solution {
    let start = Balance::at(demand, supply, 0.0);
    if start.is_below_solution() {
        return climb(demand, supply, start, edges);
    }
    if start.is_above_solution() {
        // Falling prices are rising prices in the mirror, where supply plays demand.
        let mirrored = Balance {
            demand: start.supply,
            supply: start.demand,
        };
        let found = climb(supply, demand, mirrored, edges);
        return Solution {
            log_price: -found.log_price,
            balance: Balance {
                demand: found.balance.supply,
                supply: found.balance.demand,
            },
            ..found
        };
    }
    Solution {
        log_price: 0.0,
        balance: start,
        evaluations: 1,
    }
}

#[derive(Clone, Copy)]
struct Probe {
    point: f64,
    balance: Balance,
}

/// The first balancing point above 0, where demand is known to exceed supply.
fn climb(demand: &Side, supply: &Side, start: Balance, edges: &mut Vec<f64>) -> Solution {
    let mut evaluations = 1;
    let mut look = |point: f64| {
        evaluations += 1;
        Probe {
            point,
            balance: Balance::at(demand, supply, point),
        }
    };
    let mut low = Probe {
        point: 0.0,
        balance: start,
    };
    let mut high = look(demand.last_edge().min(SEARCH_LIMIT));
    let mut found = high;
    for round in 0..MOST_ROUNDS {
        if found.balance.is_below_solution() {
            low = found;
        } else if found.balance.is_above_solution() {
            high = found;
        } else {
            if found.balance.balances_below() {
                found = look(flat_start(demand, supply, found.point));
            }
            break;
        }
        gather_edges(demand, supply, low.point, high.point, edges);
        let is_narrow = edges.is_empty() && high.point - low.point <= TOLERANCE;
        if is_narrow || found.balance.newton_step().abs() <= SHORT_STEP {
            break;
        }
        found = look(next_point(round, &low, &high, edges));
    }
    Solution {
        log_price: found.point,
        balance: found.balance,
        evaluations,
    }
}

/// Collects the edges strictly inside the bracket.
fn gather_edges(demand: &Side, supply: &Side, low: f64, high: f64, edges: &mut Vec<f64>) {
    edges.clear();
    let all = demand.edges().chain(supply.edges().map(|edge| -edge));
    edges.extend(all.filter(|edge| low < *edge && *edge < high));
}

fn next_point(round: u32, low: &Probe, high: &Probe, edges: &mut [f64]) -> f64 {
    let is_low_nearer = low.balance.gap().abs() <= high.balance.gap().abs();
    let nearer = if is_low_nearer { low } else { high };
    let newton = nearer.point + nearer.balance.newton_step();
    let is_inside = low.point < newton && newton < high.point;
    // A step over an edge rests on slopes that end there: every other time the edge is tried first.
    let is_over = |edge: &f64| (nearer.point < *edge) == (*edge < newton);
    let is_turn_of_newton = round.is_multiple_of(2) || !edges.iter().any(is_over);
    if is_inside && is_turn_of_newton && round < NEWTON_ROUNDS {
        newton
    } else if edges.is_empty() {
        f64::midpoint(low.point, high.point)
    } else {
        let middle = edges.len() / 2;
        *edges.select_nth_unstable_by(middle, f64::total_cmp).1
    }
}

/// The lower end of the stretch of balancing prices below a point: there somebody sells less, or somebody else buys.
fn flat_start(demand: &Side, supply: &Side, point: f64) -> f64 {
    let sellers = supply
        .bends_beyond(-point)
        .map(|bend| -bend)
        .filter(|bend| *bend <= point);
    let buyers = demand.edges().filter(|edge| *edge < point);
    sellers.chain(buyers).fold(0.0, f64::max)
}
