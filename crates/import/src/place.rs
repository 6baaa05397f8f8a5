//! Placing: each facility becomes an agent, and the node that it was a part of so far becomes smaller by it.

mod buyer;
mod contract;
mod donor;
mod mine;
mod refiner;
mod supplier;

use std::collections::BTreeMap;

use scenario::{Fault, Faults, Opening, write};

use crate::facility::{Facility, Kind};
use crate::firm::Firm;
use crate::sheet::Row;
use crate::world::{Fields, Placed, World};

/// Places everything that a firm has.
pub(crate) fn all(world: &mut World, firm: &Firm) -> Result<(), Faults> {
    let mut faults = Vec::new();
    for facility in &firm.facilities {
        match facility.kind {
            Kind::Mine => gather(mine::place(world, facility), &mut faults),
            Kind::Refiner => gather(refiner::place(world, facility), &mut faults),
            Kind::Buyer => {
                for found in firm
                    .uses
                    .iter()
                    .filter(|found| found.facility.id == facility.id)
                {
                    gather(buyer::place(world, found), &mut faults);
                }
            }
        }
    }
    for agreement in &firm.agreements {
        gather(contract::place(world, agreement), &mut faults);
    }
    if !faults.is_empty() {
        return Err(Faults(faults));
    }
    contract::split_those_of_countries(world)?;
    supplier::share_out(world, firm);
    Ok(())
}

fn gather(outcome: Result<(), Faults>, faults: &mut Vec<Fault>) {
    if let Err(found) = outcome {
        faults.extend(found.0);
    }
}

/// Where a row stands.
fn line(row: &Row) -> String {
    format!("{}, line {}", row.table.file, row.place.line)
}

/// A cell that has to be filled, since nobody is displaced who has it.
fn missing(row: &Row, column: &'static str, kind: &str, hint: &str) -> Faults {
    let message = format!("column `{column}` is empty, and no displaced {kind} has one");
    row.fault(column, message, hint.to_owned()).into()
}

/// A mine or a plant that is placed, before it displaces anybody.
fn placed(facility: &Facility, section: &'static str, good: String, own_t: f64) -> Placed {
    Placed {
        id: facility.id.clone(),
        section,
        country: facility.country.clone(),
        good,
        base_t_per_year: own_t,
        start: facility.start.map(|start| start.to_string()),
        displaced: None,
        products: String::new(),
        value_usd_per_kg: 0.0,
    }
}

/// Shares of countries or suppliers by id.
type Shares = BTreeMap<String, f64>;

/// From whom a node with inputs buys: as its row says, else as the node that it displaces.
fn supply(
    fields: &mut Fields,
    facility: &Facility,
    donor: Option<(&Shares, &BTreeMap<String, Shares>)>,
) {
    if let Some(own) = &facility.supply_from {
        fields.put("supply_from", write(own));
    } else if let Some((countries, suppliers)) = donor {
        if !countries.is_empty() {
            fields.put("supply_from", write(countries));
        }
        if !suppliers.is_empty() {
            fields.put("supply", write(suppliers));
        }
    }
}

/// Says that a node comes on top of what there is, unless that was asked for.
fn donor_note(world: &mut World, placed: &Placed) {
    let is_asked = world.is_on_top || placed.start.is_some();
    if !is_asked {
        world.notes.push(format!(
            "`{}` displaces nobody: its {} t/yr come on top of the base year",
            placed.id,
            donor::round(placed.base_t_per_year)
        ));
    }
}

/// When a plant runs: from the start, or from its day on.
fn opening(facility: &Facility) -> Option<String> {
    let due = facility.start?;
    let ramp_years = facility.ramp_years.unwrap_or(2.0);
    Some(write(&Opening::Building { due, ramp_years }))
}

/// Moves the part `share` of a supplier's place in all statements that name it to a new one.
fn share_sales(world: &mut World, donor: &str, own: &str, goods: &[String], share: f64) {
    let split = |supply: &mut BTreeMap<String, BTreeMap<String, f64>>| {
        let mut split = Vec::new();
        for (good, shares) in supply.iter_mut().filter(|(good, _)| goods.contains(good)) {
            if let Some(held) = shares.get(donor).copied() {
                shares.insert(donor.to_owned(), held * (1.0 - share));
                shares.insert(own.to_owned(), held * share);
                split.push(good.clone());
            }
        }
        split
    };
    let mut marked = Vec::new();
    for refiner in &mut world.scenario.refiners {
        let split = split(&mut refiner.supply);
        marked.extend(
            split
                .into_iter()
                .map(|good| format!("refiners.{}.supply.{good}", refiner.id)),
        );
    }
    for buyer in &mut world.scenario.buyers {
        let split = split(&mut buyer.supply);
        marked.extend(
            split
                .into_iter()
                .map(|good| format!("buyers.{}.supply.{good}", buyer.id)),
        );
    }
    for path in marked {
        world.mark(path);
    }
}

/// An estimate's range scaled with its value, and whether there is one.
fn scale_estimate(estimates: &mut BTreeMap<String, (f64, f64)>, field: &str, factor: f64) -> bool {
    let range = estimates.get_mut(field);
    if let Some((low, high)) = range {
        (*low, *high) = (*low * factor, *high * factor);
        return true;
    }
    false
}
