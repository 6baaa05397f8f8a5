//! Strategic stocks: goods that can lie in a store, allies that are others, an index that can come to rest.

use super::Report;
use crate::decide::{Government, Stockpile};

pub(super) fn check(report: &mut Report<'_>) {
    let scenario = report.scenario;
    for government in &scenario.governments {
        if let Some(stock) = &government.stockpile {
            name(report, government);
            goods(report, government, stock);
            allies(report, government, stock);
            index(report, government, stock);
        }
    }
}

/// The stock is an agent, so no other agent may have its name.
fn name(report: &mut Report<'_>, government: &Government) {
    let id = format!("{}_stock", government.id);
    if report.scenario.agent_ids().any(|agent| agent == id) {
        report.fault(
            &format!("governments.{}.id", government.id),
            format!("its stock would be called `{id}`, which is the name of an agent"),
            "give the agent or the government another id",
        );
    }
}

fn goods(report: &mut Report<'_>, government: &Government, stock: &Stockpile) {
    let scenario = report.scenario;
    let path =
        |field: &str, good: &str| format!("governments.{}.stockpile.{field}.{good}", government.id);
    for id in stock.target_days.keys() {
        let is_basket = |good: &crate::trade::Good| good.id == *id && good.basket;
        if scenario.goods.iter().any(is_basket) {
            report.fault_of_key(
                &path("target_days", id),
                format!("target_days names `{id}`, which is a basket"),
                "a stock holds separated goods; name an oxide, a metal or what is made of them",
            );
        }
    }
    for id in stock.start_days.keys() {
        if !stock.target_days.contains_key(id) {
            report.fault_of_key(
                &path("start_days", id),
                format!("start_days names `{id}`, which has no target"),
                format!("add `\"{id}\": 60` to `target_days`, or take it out here"),
            );
        }
    }
}

fn allies(report: &mut Report<'_>, government: &Government, stock: &Stockpile) {
    let path = format!("governments.{}.stockpile.allies", government.id);
    for (at, ally) in stock.allies.iter().enumerate() {
        if *ally == government.country {
            report.fault(
                &path,
                format!("allies names `{ally}`, which is the country itself"),
                "its own users are served first; name others only",
            );
        }
        if stock.allies[..at].contains(ally) {
            report.fault(
                &path,
                format!("allies names `{ally}` twice"),
                "name each ally once",
            );
        }
    }
}

fn index(report: &mut Report<'_>, government: &Government, stock: &Stockpile) {
    if stock.stop_index > stock.trigger_index {
        report.fault(
            &format!("governments.{}.stockpile.stop_index", government.id),
            format!(
                "stop_index is {}, above trigger_index, which is {}",
                stock.stop_index, stock.trigger_index
            ),
            "a release that stops before it starts never comes; put stop_index below",
        );
    }
}
