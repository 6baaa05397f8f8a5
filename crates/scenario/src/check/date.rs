//! Dates: in order, and inside the clock.

use units::Date;

use super::Report;

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
        let path = format!("policies.{}", policy.id);
        if policy.announced > policy.effective {
            report.fault(
                &format!("{path}.announced"),
                format!(
                    "announced is {}, after effective, which is {}",
                    policy.announced, policy.effective
                ),
                "a policy that comes as a surprise has both on the same day",
            );
        }
        if let Some(ends) = policy.ends.filter(|ends| *ends <= policy.effective) {
            report.fault(
                &format!("{path}.ends"),
                format!(
                    "ends is {ends}, not after effective, which is {}",
                    policy.effective
                ),
                "leave `ends` out if the policy stays",
            );
        }
        let path = format!("{path}.effective");
        if policy.effective >= end {
            report.fault(
                &path,
                format!(
                    "the policy takes effect on {}, after the clock ends on {end}",
                    policy.effective
                ),
                "lengthen `clock.weeks`, or take the policy out",
            );
        } else if policy.in_force_at_start && policy.effective > start {
            report.fault(
                &path,
                format!("effective is {}, but the policy is said to be in force at the start on {start}", policy.effective),
                "take `in_force_at_start` out, or give the date since when it is in force",
            );
        } else if !policy.in_force_at_start && policy.effective < start {
            report.fault(
                &path,
                format!(
                    "effective is {}, before the clock starts on {start}",
                    policy.effective
                ),
                "set `in_force_at_start: true` for a policy that is older than the clock",
            );
        }
    }
    for contract in report
        .scenario
        .contracts
        .iter()
        .filter(|contract| contract.end <= contract.start)
    {
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
