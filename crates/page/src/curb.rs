//! Which flows a control binds, and when: from the policies of the scenario and from what governments choose in the run.

use scenario::{Instrument, Scenario};
use serde::Serialize;
use units::Date;

/// A control of exports over some months.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Curb {
    /// Country that curbs.
    pub from: String,
    /// Country that it is aimed at; nothing for all.
    pub to: Option<String>,
    /// Good.
    pub good: String,
    /// What it is, by the name of its text.
    pub kind: &'static str,
    /// First month in force, from 0.
    pub first_month: usize,
    /// First month no longer in force; nothing while it lasts.
    pub end_month: Option<usize>,
}

/// Controls that the scenario has dated; months have `every` weeks.
pub(crate) fn written(scenario: &Scenario, every: u32) -> Vec<Curb> {
    let mut found = Vec::new();
    for policy in &scenario.policies {
        let Some((kind, goods, targets)) = control(&policy.instrument) else {
            continue;
        };
        let month = |date: Date| month_of(scenario.clock.start, date, every);
        let first_month = if policy.in_force_at_start {
            0
        } else {
            month(policy.effective)
        };
        let targets: Vec<Option<String>> = match targets {
            [] => vec![None],
            some => some.iter().cloned().map(Some).collect(),
        };
        for good in goods {
            found.extend(targets.iter().map(|to| Curb {
                from: policy.government.clone(),
                to: to.clone(),
                good: good.clone(),
                kind,
                first_month,
                end_month: policy.ends.map(month),
            }));
        }
    }
    found
}

/// Kind, goods and destinations of an instrument that holds exports back.
fn control(instrument: &Instrument) -> Option<(&'static str, &[String], &[String])> {
    match instrument {
        Instrument::ExportLicence {
            goods,
            destinations,
            approval_share,
            delay_days_mean,
            ..
        } => (*approval_share < 1.0 || *delay_days_mean > 0.0).then_some((
            "licences",
            goods,
            destinations,
        )),
        Instrument::ExportBan {
            goods,
            destinations,
            ..
        } => Some(("ban", goods, destinations)),
        Instrument::ExportQuota { goods, .. } => Some(("quota", goods, &[])),
        Instrument::ExportDuty {
            goods, duty_share, ..
        } => (*duty_share > 0.0).then_some(("duty", goods, &[])),
        _ => None,
    }
}

fn month_of(start: Date, date: Date, every: u32) -> usize {
    (date.days_since(start).max(0) / (7 * every as i32)) as usize
}

/// A choice of table `decisions`, such as `curb oxide` and `ban on japan`: it takes the place of the one before.
pub(crate) fn chosen(
    list: &mut Vec<Curb>,
    scenario: &Scenario,
    country: &str,
    subject: &str,
    option: &str,
    month: usize,
) {
    let Some(group) = subject.strip_prefix("curb ") else {
        return;
    };
    let groups = scenario
        .governments
        .iter()
        .filter(|it| it.country == country)
        .filter_map(|it| it.curbs.as_ref())
        .flat_map(|curbs| &curbs.groups);
    let Some(group) = groups.into_iter().find(|it| it.id == group) else {
        return;
    };
    let now = in_force(option);
    for good in &group.goods {
        let same = |it: &Curb| now.as_ref() == Some(&(it.kind, it.to.clone()));
        let mut goes_on = false;
        for curb in list.iter_mut() {
            let is_it = curb.from == country && curb.good == *good;
            let lasts = curb.end_month.is_none_or(|end| end > month);
            if is_it && lasts && curb.first_month <= month {
                if same(curb) {
                    goes_on = true;
                } else {
                    curb.end_month = Some(month);
                }
            }
        }
        if let (Some((kind, to)), false) = (&now, goes_on) {
            list.push(Curb {
                from: country.to_owned(),
                to: to.clone(),
                good: good.clone(),
                kind,
                first_month: month,
                end_month: None,
            });
        }
    }
}

/// Kind and target of a chosen act; nothing for free trade.
fn in_force(option: &str) -> Option<(&'static str, Option<String>)> {
    let (what, target) = option.split_once(" on ")?;
    let kind = match what {
        "ban" => "ban",
        "slow licences" => "licences",
        "quota" => "quota",
        "duty" => "duty",
        _ => return None,
    };
    Some((kind, (target != "all").then(|| target.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::Lab;
    use crate::play::{Unwatched, play};
    use crate::spec::{Setting, Spec};

    fn course(world: &str, levers: &[(&str, f64)]) -> crate::course::Course {
        let labs = Lab::shipped();
        let lab = labs.iter().find(|lab| lab.name == world).unwrap();
        let levers = levers
            .iter()
            .map(|(id, value)| ((*id).to_owned(), Setting::Number(*value)))
            .collect();
        let spec = Spec {
            levers,
            ..lab.opening()
        };
        play(lab, &spec, &mut Unwatched).unwrap()
    }

    #[test]
    fn licences_that_refuse_nothing_are_no_curb() {
        assert!(course("one_metal", &[("licences", 1.0)]).curbs.is_empty());
        let curbs = course("one_metal", &[("licences", 0.5)]).curbs;
        assert!(!curbs.is_empty());
        // In force from 6 July 2026: 182 days or 6.5 months of four weeks after 5 January.
        assert!(
            curbs
                .iter()
                .all(|it| it.kind == "licences" && it.first_month == 6)
        );
    }

    #[test]
    fn choices_of_a_government_take_each_others_place() {
        let labs = Lab::shipped();
        let scenario = &labs
            .iter()
            .find(|it| it.name == "three_capitals")
            .unwrap()
            .scenario;
        let mut list = Vec::new();
        let mut choose = |option: &str, month: usize| {
            chosen(&mut list, scenario, "china", "curb oxide", option, month);
        };
        choose("ban on japan", 3);
        choose("ban on japan", 6);
        choose("quota on all", 9);
        choose("free", 12);
        let told: Vec<_> = list
            .iter()
            .map(|it| (it.kind, it.to.as_deref(), it.first_month, it.end_month))
            .collect();
        assert_eq!(
            told,
            [
                ("ban", Some("japan"), 3, Some(9)),
                ("quota", None, 9, Some(12))
            ]
        );
    }

    #[test]
    fn a_government_that_chooses_in_the_run_is_seen() {
        let curbs = course("three_capitals", &[]).curbs;
        let words: Vec<_> = curbs.iter().map(|it| (it.kind, it.first_month)).collect();
        assert!(
            curbs
                .iter()
                .any(|it| it.first_month > 6 && it.from == "china"),
            "{words:?}"
        );
    }
}
