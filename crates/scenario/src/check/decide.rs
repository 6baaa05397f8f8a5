//! Governments that decide: one to curb a country's exports, curbs that can be told apart, capital that can go somewhere.

use super::Report;
use crate::decide::{Capital, Curbs, Government};

pub(super) fn check(report: &mut Report<'_>) {
    let governments = &report.scenario.governments;
    for (at, government) in governments.iter().enumerate() {
        if let Some(curbs) = &government.curbs {
            alone(report, government, &governments[..at]);
            groups(report, government, curbs);
            targets(report, government, curbs);
        }
        if let Some(capital) = &government.capital {
            countries(report, government, capital);
        }
        if government.support.is_some() {
            one_purse(report, government, &governments[..at]);
        }
    }
}

/// Several stocks may lie in one country, but its exports are curbed by one.
fn alone(report: &mut Report<'_>, government: &Government, before: &[Government]) {
    let is_rival =
        |other: &&Government| other.country == government.country && other.curbs.is_some();
    if let Some(other) = before.iter().find(is_rival) {
        report.fault(
            &format!("governments.{}.curbs", government.id),
            format!(
                "`{}` curbs the exports of {} already",
                other.id, government.country
            ),
            "two would overrule each other; put all groups into one entry",
        );
    }
}

/// Every desk has goods of its own.
fn groups(report: &mut Report<'_>, government: &Government, curbs: &Curbs) {
    let path = format!("governments.{}.curbs.groups", government.id);
    if curbs.groups.iter().all(|group| group.goods.is_empty()) {
        report.fault(
            &path,
            "groups names no goods".to_owned(),
            "name the goods that it may curb, or leave `curbs` out",
        );
    }
    for (at, group) in curbs.groups.iter().enumerate() {
        for good in &group.goods {
            let before = &curbs.groups[..at];
            if let Some(other) = before.iter().find(|other| other.goods.contains(good)) {
                report.fault(
                    &format!("{path}.{}.goods", group.id),
                    format!("`{good}` is in group `{}` too", other.id),
                    "two desks would overrule each other; put each good into one group",
                );
            }
        }
    }
}

fn targets(report: &mut Report<'_>, government: &Government, curbs: &Curbs) {
    if curbs.targets.contains(&government.country) {
        report.fault(
            &format!("governments.{}.curbs.targets", government.id),
            format!(
                "targets names `{}`, which is the country itself",
                government.country
            ),
            "trade inside a country is always free; name others only",
        );
    }
}

fn countries(report: &mut Report<'_>, government: &Government, capital: &Capital) {
    if capital.countries.is_empty() {
        report.fault(
            &format!("governments.{}.capital.countries", government.id),
            "countries is empty, so the money can go nowhere".to_owned(),
            "name the countries whose plants it supports, its own included",
        );
    }
}

/// What is known and collected at home is paid for by one government.
fn one_purse(report: &mut Report<'_>, government: &Government, before: &[Government]) {
    let is_rival =
        |other: &&Government| other.country == government.country && other.support.is_some();
    if let Some(other) = before.iter().find(is_rival) {
        report.fault(
            &format!("governments.{}.support", government.id),
            format!(
                "`{}` supports research and recycling in {} already",
                other.id, government.country
            ),
            "two would count each other's effects as their own; put both budgets into one entry",
        );
    }
}
