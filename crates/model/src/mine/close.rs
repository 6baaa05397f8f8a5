//! Mothballing: a mine closes when it loses more than care would cost and has run through what it raised, and reopens
//! when the margin pays for the restart. The gap between the two is the hysteresis.
//!
//! purse += flow, within 0 and the money raised: what it earns beyond is its owners'. A mine with a separator of its own
//! counts both books as one: an integrated company does not live on what one half of it charges the other.

use super::Mine;
use crate::agent::AgentIndex;
use crate::chain::main_goods;
use crate::clock::{Clock, WEEKS_PER_YEAR, weekly_step};
use crate::facts::Facts;
use crate::goods::GoodIndex;
use crate::journal::{Journal, Note, Reach, Role};
use crate::plant::{Plant, Stage};
use crate::quote::Rules;
use crate::rows::{Except, Rows};
use crate::stock::Stocks;

/// What a mine weighs, per week [USD].
#[derive(Debug, Clone, Copy)]
pub(super) struct Books {
    /// Smoothed margin times output at base use.
    pub(super) margin_usd: f64,
    /// Fixed cost of running.
    pub(super) running_usd: f64,
    /// Fixed cost of care and maintenance.
    pub(super) care_usd: f64,
    /// Yearly return asked on the cost of restarting, per week.
    pub(super) restart_usd: f64,
}

/// Close when the smoothed loss exceeds what closing saves.
pub(super) fn wants_to_close(books: Books) -> bool {
    books.margin_usd < -(books.running_usd - books.care_usd)
}

/// What is left of the money raised after a week [USD].
pub(super) fn purse_after(purse_usd: f64, raised_usd: f64, flow_usd: f64) -> f64 {
    (purse_usd + flow_usd).clamp(0.0, raised_usd)
}

/// Reopen when the margin pays for the restart and the difference in fixed cost.
pub(super) fn wants_to_reopen(books: Books) -> bool {
    books.margin_usd > books.restart_usd + (books.running_usd - books.care_usd)
}

/// Closes and reopens mines, each with its own separator; state mines under a quota never close.
pub(crate) fn close_or_reopen(
    mines: Rows<&[Mine], &mut [Plant]>,
    mut separators: Rows<&mut [Plant], Except<Mine>>,
    rules: &Rules,
    clock: &Clock,
    facts: &Facts,
    stocks: &Stocks,
    journal: &mut Journal,
) {
    if !rules.mechanisms.mothball {
        return;
    }
    let behaviour = &rules.behaviour;
    let step = weekly_step(f64::from(behaviour.mothball_weeks) / WEEKS_PER_YEAR);
    for (agent, mine, plant) in mines.each() {
        let mut own = mine.separator.and_then(|at| separators.get_mut(at));
        let (mut flow_usd, mut running_usd, mut year_cost_usd) = week_books(plant);
        if let Some(separator) = &own {
            let (flow, running, year) = week_books(separator);
            flow_usd += flow;
            running_usd += running;
            year_cost_usd += year;
        }
        plant.cash_usd += step * (flow_usd - plant.cash_usd);
        if plant.stage == Stage::Working {
            plant.purse_usd = purse_after(plant.purse_usd, plant.raised_usd, flow_usd);
        }
        let restart_capital = behaviour.restart_cost_share * year_cost_usd;
        let books = Books {
            margin_usd: if plant.stage == Stage::Idle {
                flow_usd
            } else {
                plant.cash_usd
            },
            running_usd,
            care_usd: behaviour.care_cost_share * running_usd,
            restart_usd: (behaviour.discount_per_year + DEPRECIATION_PER_YEAR) * restart_capital
                / WEEKS_PER_YEAR,
        };
        let name = &facts.agents.names[agent];
        if clock.is_burn_in() || mine.is_quota_bound {
            continue;
        }
        if plant.stage == Stage::Working && plant.purse_usd <= 0.0 && wants_to_close(books) {
            stop(plant);
            if let Some(separator) = &mut own {
                stop(separator);
            }
            let sentence = format!(
                "{name} is mothballed: it loses {:.1} M USD a year",
                -books.margin_usd * WEEKS_PER_YEAR / 1e6
            );
            let goods = main_goods(stocks.basket_of(agent), facts);
            note(Role::Closing, sentence, agent, mine, &goods, journal);
        } else if plant.stage == Stage::Idle && wants_to_reopen(books) {
            restart(plant, clock.week);
            if let Some(separator) = &mut own {
                restart(separator, clock.week);
            }
            let goods = main_goods(stocks.basket_of(agent), facts);
            let sentence = format!("{name} reopens");
            note(Role::Reopening, sentence, agent, mine, &goods, journal);
        }
    }
}

/// Notes a closing with the falls of what the mine's ore is worth behind it, or a reopening with the rises and the closing.
fn note(
    role: Role,
    sentence: String,
    agent: AgentIndex,
    mine: &Mine,
    oxides: &[GoodIndex],
    journal: &mut Journal,
) {
    let mover = if role == Role::Closing {
        Role::Fall
    } else {
        Role::Rise
    };
    let causes = journal.recall(Reach::News, |memo| {
        let is_price = memo.role == mover && memo.is_about(oxides);
        let is_end = memo.role == Role::Closing && memo.agents.contains(&agent);
        (is_price || (is_end && role == Role::Reopening)).then_some(0)
    });
    let note = Note::new(role, sentence).of(&[agent]).about(&[mine.good]);
    journal.note(note.between(&[mine.country]).because(causes));
}

/// Part of the cost of a restart that is written off in a year: ten years.
const DEPRECIATION_PER_YEAR: f64 = 0.1;

/// Of a week at base use: margin, fixed cost, and the year's whole cost [USD].
fn week_books(plant: &Plant) -> (f64, f64, f64) {
    let base_t = plant.capacity_t_per_year * plant.base_utilisation / WEEKS_PER_YEAR;
    let cost_usd = plant.unit_cost_usd_per_t * base_t;
    (
        plant.margin * base_t,
        plant.fixed_cost_share * cost_usd,
        cost_usd * WEEKS_PER_YEAR,
    )
}

fn stop(plant: &mut Plant) {
    plant.stage = Stage::Idle;
    plant.throughput_t = 0.0;
}

fn restart(plant: &mut Plant, week: i64) {
    plant.stage = Stage::Working;
    plant.utilisation = plant.base_utilisation;
    plant.opened = week;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn books(margin_usd: f64) -> Books {
        Books {
            margin_usd,
            running_usd: 100.0,
            care_usd: 20.0,
            restart_usd: 30.0,
        }
    }

    #[test]
    fn money_raised_is_run_through_and_never_hoarded() {
        // 10 - 4 = 6; 2 - 4 is empty; 9 + 4 is at most what was raised
        assert!((purse_after(10.0, 10.0, -4.0) - 6.0).abs() < 1e-12);
        assert!(purse_after(2.0, 10.0, -4.0).abs() < 1e-12);
        assert!((purse_after(9.0, 10.0, 4.0) - 10.0).abs() < 1e-12);
    }

    #[test]
    fn closing_and_reopening_leave_a_band_in_which_nothing_changes() {
        // closes below -(100 - 20) = -80, reopens above 30 + 80 = 110
        assert!(wants_to_close(books(-81.0)) && !wants_to_close(books(-79.0)));
        assert!(wants_to_reopen(books(111.0)) && !wants_to_reopen(books(109.0)));
    }
}
