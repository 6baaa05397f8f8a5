//! Contracts, policies and events: their parties do what is asked of them.

use super::{Chain, Report};
use crate::govern::{Instrument, Policy};
use crate::nearest;
use crate::trade::Contract;

pub(super) fn check(report: &mut Report<'_>) {
    let scenario = report.scenario;
    let chain = Chain::new(scenario);
    for contract in &scenario.contracts {
        parties(report, &chain, contract);
        terms(report, contract);
    }
    overlaps(report);
    for policy in &scenario.policies {
        instrument(report, &chain, policy);
    }
    for route in scenario
        .routes
        .iter()
        .filter(|route| route.from == route.to)
    {
        report.fault(
            &format!("routes.{}_{}", route.from, route.to),
            format!("the route goes from `{}` to itself", route.from),
            "name two zones; within a zone goods travel free and at once",
        );
    }
    for relation in &scenario.relations {
        if relation.from == relation.to {
            report.fault(
                &format!("relations.{}_{}", relation.from, relation.to),
                format!("the relation is between `{}` and itself", relation.from),
                "name two countries",
            );
        }
    }
}

/// Two parties have one contract for a good at a time; the next one follows when it ends.
fn overlaps(report: &mut Report<'_>) {
    let contracts = &report.scenario.contracts;
    for (at, later) in contracts.iter().enumerate() {
        let is_beside = |other: &&Contract| {
            (&other.seller, &other.buyer, &other.good) == (&later.seller, &later.buyer, &later.good)
                && other.start < later.end
                && later.start < other.end
        };
        if let Some(other) = contracts[..at].iter().find(is_beside) {
            report.fault(
                &format!("contracts.{}", later.id),
                format!(
                    "the contract runs beside `{}` of the same seller, buyer and good, which ends on {}",
                    other.id, other.end
                ),
                "make one contract of the two, or let one start when the other has ended",
            );
        }
    }
}

fn parties(report: &mut Report<'_>, chain: &Chain<'_>, contract: &Contract) {
    let Contract {
        id,
        seller,
        buyer,
        good,
        ..
    } = contract;
    let sales = &chain.sales;
    if sales.iter().any(|(agent, ..)| agent == seller)
        && !sales
            .iter()
            .any(|(agent, _, made)| agent == seller && made == good)
    {
        let makers = sales
            .iter()
            .filter(|(.., made)| made == good)
            .map(|(agent, ..)| *agent);
        report.fault(
            &format!("contracts.{id}.seller"),
            format!("`{seller}` does not make `{good}`"),
            nearest::hint(seller, makers),
        );
    }
    let purchases = &chain.purchases;
    let is_party = |agent: &str, country: &str| agent == buyer || country == buyer;
    if purchases
        .iter()
        .any(|(agent, country, _)| is_party(agent, country))
        && !purchases
            .iter()
            .any(|(agent, country, used)| is_party(agent, country) && used == good)
    {
        let users = purchases
            .iter()
            .filter(|(.., used)| used == good)
            .map(|(agent, ..)| *agent);
        report.fault(
            &format!("contracts.{id}.buyer"),
            format!("`{buyer}` does not use `{good}`"),
            nearest::hint(buyer, users),
        );
    }
}

fn terms(report: &mut Report<'_>, contract: &Contract) {
    let path = format!("contracts.{}", contract.id);
    match (contract.volume_t_per_year, contract.share_of_output) {
        (Some(_), Some(_)) => report.fault(
            &path,
            "the contract has both volume_t_per_year and share_of_output, allowed is one"
                .to_owned(),
            "take one of them out",
        ),
        (None, None) => report.fault(
            &path,
            "the contract has neither volume_t_per_year nor share_of_output".to_owned(),
            "give one of them",
        ),
        _ => {}
    }
    if let (Some(floor), Some(cap)) = (contract.floor_usd_per_kg, contract.cap_usd_per_kg)
        && floor > cap
    {
        report.fault(
            &format!("{path}.floor_usd_per_kg"),
            format!("floor_usd_per_kg is {floor}, above cap_usd_per_kg, which is {cap}"),
            "exchange the two",
        );
    }
    if contract.upside_share > 0.0 && contract.upside_share_above_usd_per_kg.is_none() {
        report.fault(
            &format!("{path}.upside_share"),
            format!(
                "upside_share is {}, but no threshold is given",
                contract.upside_share
            ),
            "give `upside_share_above_usd_per_kg`",
        );
    }
}

fn instrument(report: &mut Report<'_>, chain: &Chain<'_>, policy: &Policy) {
    let path = format!("policies.{}.instrument", policy.id);
    match &policy.instrument {
        Instrument::PriceFloor { facility, good, .. } => {
            let sales = &chain.sales;
            let is_known = sales.iter().any(|(agent, ..)| agent == facility);
            if is_known
                && !sales
                    .iter()
                    .any(|(agent, _, made)| agent == facility && made == good)
            {
                let made = sales
                    .iter()
                    .filter(|(agent, ..)| agent == facility)
                    .map(|(.., good)| *good);
                report.fault(
                    &format!("{path}.good"),
                    format!("`{facility}` does not make `{good}`"),
                    nearest::hint(good, made),
                );
            }
        }
        Instrument::ProductionQuota { .. } => {
            let mut mines = report.scenario.mines.iter();
            if !mines.any(|mine| mine.quota_bound && mine.country == policy.government) {
                report.fault(
                    &path,
                    format!(
                        "no mine of `{}` follows the production quota",
                        policy.government
                    ),
                    "set `quota_bound: true` on the mines that do",
                );
            }
        }
        Instrument::ExportLicence { goods, .. }
        | Instrument::ExportBan { goods, .. }
        | Instrument::ExportQuota { goods, .. }
        | Instrument::ExportDuty { goods, .. }
        | Instrument::ImportDuty { goods, .. }
        | Instrument::PriceFloorTariff { goods, .. }
        | Instrument::ResaleBan { goods, .. } => {
            if goods.is_empty() {
                report.fault(
                    &format!("{path}.goods"),
                    "the instrument names no goods".to_owned(),
                    "list the goods in scope",
                );
            }
        }
        Instrument::BorderEnforcement { .. } | Instrument::ProductionCredit { .. } => {}
    }
}
