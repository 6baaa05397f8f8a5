//! Suppliers at the start: they sell what they should supply.

use std::collections::{BTreeMap, BTreeSet};

use super::{Chain, Report};
use crate::nearest;

/// What an agent uses, and from whom at the start.
struct Needs<'a> {
    path: String,
    inputs: BTreeSet<&'a str>,
    supply_from: &'a BTreeMap<String, f64>,
    supply: &'a BTreeMap<String, BTreeMap<String, f64>>,
}

pub(super) fn check(report: &mut Report<'_>) {
    let scenario = report.scenario;
    let chain = Chain::new(scenario);
    let sales = &chain.sales;
    let refiners = scenario.refiners.iter().map(|refiner| Needs {
        path: format!("refiners.{}", refiner.id),
        inputs: chain.inputs(&refiner.recipe),
        supply_from: &refiner.supply_from,
        supply: &refiner.supply,
    });
    let buyers = scenario.buyers.iter().map(|buyer| Needs {
        path: format!("buyers.{}", buyer.id),
        inputs: BTreeSet::from([buyer.good.as_str()]),
        supply_from: &buyer.supply_from,
        supply: &buyer.supply,
    });
    let countries = sales
        .iter()
        .map(|(_, country, good)| (*country, *good))
        .collect();
    let agents = sales
        .iter()
        .map(|(agent, _, good)| (*agent, *good))
        .collect();
    for needs in refiners.chain(buyers) {
        by_country(report, &needs, &countries);
        by_name(report, &needs, &agents);
    }
}

/// A country in `supply_from` sells one at least of the goods that no finer statement covers.
fn by_country(report: &mut Report<'_>, needs: &Needs<'_>, sold: &BTreeSet<(&str, &str)>) {
    let left: Vec<&str> = needs
        .inputs
        .iter()
        .copied()
        .filter(|good| !needs.supply.contains_key(*good))
        .collect();
    let sellers: BTreeSet<&str> = sold
        .iter()
        .filter(|(_, good)| left.contains(good))
        .map(|(country, _)| *country)
        .collect();
    if sellers.is_empty() {
        // Either all is said by name, or nobody sells the good at all, which has a fault of its own.
        return;
    }
    for country in needs.supply_from.keys() {
        if !sellers.contains(country.as_str()) {
            report.fault_of_key(
                &format!("{}.supply_from.{country}", needs.path),
                format!(
                    "supply_from names `{country}`, where nobody sells `{}`",
                    left.join("` or `")
                ),
                format!(
                    "sold in: {}",
                    sellers.iter().copied().collect::<Vec<_>>().join(", ")
                ),
            );
        }
    }
}

/// An agent in `supply` sells the good that it stands under.
fn by_name(report: &mut Report<'_>, needs: &Needs<'_>, sold: &BTreeSet<(&str, &str)>) {
    for (good, shares) in needs.supply {
        let path = format!("{}.supply.{good}", needs.path);
        if !needs.inputs.contains(good.as_str()) {
            report.fault_of_key(
                &path,
                format!("supply names `{good}`, which is not used here"),
                nearest::hint(good, needs.inputs.iter().copied()),
            );
            continue;
        }
        for agent in shares.keys() {
            if sold.contains(&(agent.as_str(), good.as_str())) {
                continue;
            }
            let makers = sold.iter().filter(|(_, made)| made == good);
            report.fault_of_key(
                &format!("{path}.{agent}"),
                format!("supply names `{agent}`, which does not sell `{good}`"),
                nearest::hint(agent, makers.map(|(agent, _)| *agent)),
            );
        }
    }
}
