//! Shares that have to sum to one.

use std::collections::BTreeMap;

use super::Report;

/// Baskets are exact: an element that is lost here would be missing from the mass balance.
const BASKET_TOLERANCE: f64 = 1e-9;
/// Supply shares are read off rounded statistics.
const SUPPLY_TOLERANCE: f64 = 0.005;

pub(super) fn check(report: &mut Report<'_>) {
    let scenario = report.scenario;
    for mine in &scenario.mines {
        let path = format!("mines.{}.basket", mine.id);
        sums_to_one(report, &path, &mine.basket, BASKET_TOLERANCE);
    }
    let refiners = scenario.refiners.iter().map(|refiner| {
        (
            format!("refiners.{}", refiner.id),
            &refiner.supply_from,
            &refiner.supply,
        )
    });
    let buyers = scenario.buyers.iter().map(|buyer| {
        (
            format!("buyers.{}", buyer.id),
            &buyer.supply_from,
            &buyer.supply,
        )
    });
    for (path, supply_from, supply) in refiners.chain(buyers) {
        if !supply_from.is_empty() {
            sums_to_one(
                report,
                &format!("{path}.supply_from"),
                supply_from,
                SUPPLY_TOLERANCE,
            );
        }
        for (good, shares) in supply {
            sums_to_one(
                report,
                &format!("{path}.supply.{good}"),
                shares,
                SUPPLY_TOLERANCE,
            );
        }
    }
}

fn sums_to_one(
    report: &mut Report<'_>,
    path: &str,
    shares: &BTreeMap<String, f64>,
    tolerance: f64,
) {
    let sum: f64 = shares.values().sum();
    if !sum.is_finite() || (sum - 1.0).abs() <= tolerance {
        return;
    }
    let field = path.rsplit('.').next().unwrap_or(path);
    // A part in a million more than the tolerance shows in the last digit printed.
    let shown = (sum * 1e10).round() / 1e10;
    report.fault(
        path,
        format!("the shares of {field} sum to {shown}, allowed is 1"),
        if shares.is_empty() {
            "name each part with its share".to_owned()
        } else {
            format!("the rest is {}", ((1.0 - sum) * 1e10).round() / 1e10)
        },
    );
}
