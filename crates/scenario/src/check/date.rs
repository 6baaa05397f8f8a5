//! Dates: in order, and inside the clock.

use units::Date;

use super::Report;
use crate::govern::Policy;

pub(super) fn check(report: &mut Report<'_>) {
    let scenario = report.scenario;
    let start = scenario.clock.start;
    // The range of `weeks` is checked elsewhere; here it only must not overflow.
    let weeks = i32::try_from(scenario.clock.weeks).unwrap_or(i32::MAX);
    let end = start.add_weeks(weeks);
    for event in &scenario.events {
        let path = format!("events.{}.date", event.id);
        inside(report, &path, "the event", event.date, start, end);
    }
    for policy in &scenario.policies {
        in_order(report, policy);
        in_force(report, policy, start, end);
    }
    for contract in &scenario.contracts {
        if contract.end <= contract.start {
            report.fault(
                &format!("contracts.{}.end", contract.id),
                format!(
                    "end is {}, not after start, which is {}",
                    contract.end, contract.start
                ),
                "exchange the two",
            );
        }
    }
}

/// Announced, effective and ends follow each other.
fn in_order(report: &mut Report<'_>, policy: &Policy) {
    let Policy {
        id,
        announced,
        effective,
        ..
    } = policy;
    if announced > effective {
        report.fault(
            &format!("policies.{id}.announced"),
            format!("announced is {announced}, after effective, which is {effective}"),
            "a policy that comes as a surprise has both on the same day",
        );
    }
    if let Some(ends) = policy.ends.filter(|ends| ends <= effective) {
        report.fault(
            &format!("policies.{id}.ends"),
            format!("ends is {ends}, not after effective, which is {effective}"),
            "leave `ends` out if the policy stays",
        );
    }
}

/// A policy takes effect within the clock, or says that it is older.
fn in_force(report: &mut Report<'_>, policy: &Policy, start: Date, end: Date) {
    let effective = policy.effective;
    let path = format!("policies.{}.effective", policy.id);
    if effective >= end {
        report.fault(
            &path,
            format!("the policy takes effect on {effective}, after the clock ends on {end}"),
            "lengthen `clock.weeks`, or take the policy out",
        );
    } else if policy.in_force_at_start && effective > start {
        report.fault(
            &path,
            format!("effective is {effective}, but the policy is in force at the start on {start}"),
            "take `in_force_at_start` out, or give the date since when it is in force",
        );
    } else if !policy.in_force_at_start && effective < start {
        report.fault(
            &path,
            format!("effective is {effective}, before the clock starts on {start}"),
            "set `in_force_at_start: true` for a policy that is older than the clock",
        );
    }
}

fn inside(report: &mut Report<'_>, path: &str, what: &str, date: Date, start: Date, end: Date) {
    if date >= end {
        report.fault(
            path,
            format!("{what} is on {date}, after the clock ends on {end}"),
            "lengthen `clock.weeks`, or take it out",
        );
    } else if date < start {
        report.fault(
            path,
            format!("{what} is on {date}, before the clock starts on {start}"),
            "start the clock earlier, or take it out",
        );
    }
}
