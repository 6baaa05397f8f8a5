//! Contracts of the firm, and those of its country in which it would share.
//!
//! The model splits a contract with a country evenly over the country's users of the good. A new user would take a part of
//! its own size from nobody: so such a contract is written out, by user, and the firm gets the part of whom it displaces.

use scenario::{Contract, Faults, Scenario, write};

use crate::agreement::Agreement;
use crate::sheet::Row;
use crate::world::{Item, Settled, World, intakes, mined_t, throughput_t};

pub(super) fn place(world: &mut World, agreement: &Agreement) -> Result<(), Faults> {
    let (contract, row) = (&agreement.contract, &agreement.row);
    refuse_shadowed(world, contract, row)?;
    refuse_volume(world, contract, row)?;
    let item = Item {
        section: "contracts",
        comment: format!("{}, line {}", row.table.file, row.place.line),
        fields: fields(contract, row),
    };
    world.add(item, &contract.id, row)?;
    world.settled.push(Settled {
        id: contract.id.clone(),
        seller: contract.seller.clone(),
        buyer: contract.buyer.clone(),
        good: contract.good.clone(),
        volume: volume(contract),
        price: price(contract),
        term: format!("{} to {}", contract.start, contract.end),
    });
    Ok(())
}

/// A pair has one contract at a time, and one with the buyer's country goes before: this one would do nothing beside it.
fn refuse_shadowed(world: &World, contract: &Contract, row: &Row) -> Result<(), Faults> {
    let country = country_of(&world.base, &contract.buyer);
    let mut contracts = world.base.contracts.iter();
    let first = contracts.find(|other| {
        let is_beside = other.start < contract.end && contract.start < other.end;
        let is_buyer =
            (other.buyer == contract.buyer && is_beside) || Some(other.buyer.as_str()) == country;
        other.seller == contract.seller && other.good == contract.good && is_buyer
    });
    match first {
        None => Ok(()),
        Some(other) => Err(row
            .fault(
                "seller",
                format!("the scenario has the contract `{}` of `{}` with `{}` for `{}`, which would go before", other.id, other.seller, other.buyer, other.good),
                "leave this row out and change that contract in the variant".to_owned(),
            )
            .into()),
    }
}

/// Where an agent of the scenario that buys is.
fn country_of<'a>(scenario: &'a Scenario, agent: &str) -> Option<&'a str> {
    let refiners = scenario
        .refiners
        .iter()
        .map(|refiner| (&refiner.id, &refiner.country));
    let buyers = scenario
        .buyers
        .iter()
        .map(|buyer| (&buyer.id, &buyer.country));
    refiners
        .chain(buyers)
        .find(|(id, _)| *id == agent)
        .map(|(_, country)| country.as_str())
}

/// Neither more than the buyer uses nor than the seller can make.
fn refuse_volume(world: &World, contract: &Contract, row: &Row) -> Result<(), Faults> {
    let Some(volume) = contract.volume_t_per_year else {
        return Ok(());
    };
    let earlier = |is_same: &dyn Fn(&Contract) -> bool| -> f64 {
        let contracts = world
            .scenario
            .contracts
            .iter()
            .skip(world.base.contracts.len());
        let same = contracts.filter(|other| other.good == contract.good && is_same(other));
        same.filter_map(|other| other.volume_t_per_year).sum()
    };
    let refuse = |message: String| {
        let hint =
            "correct the volume; contracts of a buyer or seller are counted together".to_owned();
        Err(row.fault("volume_t_per_year", message, hint).into())
    };
    let limits = [
        (
            need_t(world, &contract.buyer, &contract.good),
            &contract.buyer,
            "uses",
            earlier(&|other| other.buyer == contract.buyer),
        ),
        (
            capacity_t(world, &contract.seller, &contract.good),
            &contract.seller,
            "can make",
            earlier(&|other| other.seller == contract.seller),
        ),
    ];
    for (limit, agent, verb, before) in limits {
        if let Some(limit) = limit
            && volume + before > limit * (1.0 + ROUNDING)
        {
            let all = super::donor::round(volume + before);
            return refuse(format!(
                "contracts take {all} t/yr of `{}`, `{agent}` {verb} {} t/yr",
                contract.good,
                super::donor::round(limit)
            ));
        }
    }
    Ok(())
}

const ROUNDING: f64 = 1e-6;

/// What an agent uses of a good in the base year or, where it does not run yet, at ordinary utilisation [t/yr].
fn need_t(world: &World, agent: &str, good: &str) -> Option<f64> {
    let scenario = &world.scenario;
    let refiner = scenario.refiners.iter().find(|refiner| refiner.id == agent);
    let taken = refiner.and_then(|refiner| {
        let intake = intakes(scenario, &refiner.recipe)
            .into_iter()
            .find(|(input, _)| *input == good);
        intake.map(|(_, tonnes)| {
            tonnes * refiner.capacity_t_per_year * refiner.base_utilisation_share
        })
    });
    let buyer = scenario
        .buyers
        .iter()
        .find(|buyer| buyer.id == agent && buyer.good == good);
    taken.or(buyer.map(|buyer| buyer.demand_t_per_year))
}

/// What a mine or a conversion can make [t/yr]; a separator's output follows from its ore.
fn capacity_t(world: &World, agent: &str, good: &str) -> Option<f64> {
    let scenario = &world.scenario;
    let mine = scenario.mines.iter().find(|mine| mine.id == agent);
    let refiner = scenario.refiners.iter().find(|refiner| refiner.id == agent);
    let made = refiner.filter(|refiner| {
        let mut recipes = scenario.recipes.iter().filter(|recipe| recipe.id == refiner.recipe);
        recipes.any(|recipe| matches!(&recipe.kind, scenario::RecipeKind::Conversion { output, .. } if output == good))
    });
    mine.map(|mine| mine.capacity_t_per_year)
        .or(made.map(|refiner| refiner.capacity_t_per_year))
}

fn fields(contract: &Contract, row: &Row) -> Vec<(&'static str, String)> {
    let mut fields = vec![
        ("id", write(&contract.id)),
        ("seller", write(&contract.seller)),
        ("buyer", write(&contract.buyer)),
        ("good", write(&contract.good)),
    ];
    let some = |value: f64| format!("Some({})", write(&value));
    let mut sources = std::collections::BTreeMap::new();
    let facts = [
        ("volume_t_per_year", contract.volume_t_per_year),
        ("share_of_output", contract.share_of_output),
        ("floor_usd_per_kg", contract.floor_usd_per_kg),
        ("cap_usd_per_kg", contract.cap_usd_per_kg),
    ];
    for (field, value) in facts {
        if let Some(value) = value {
            fields.push((field, some(value)));
            sources.insert(field, row.source());
        }
    }
    fields.push(("start", write(&contract.start)));
    fields.push(("end", write(&contract.end)));
    fields.push(("band_share", write(&contract.band_share)));
    if let Some(zone) = &contract.index_zone {
        fields.push(("index_zone", format!("Some({})", write(zone))));
    }
    fields.push((
        "intercept_usd_per_kg",
        write(&contract.intercept_usd_per_kg),
    ));
    fields.push(("slope", write(&contract.slope)));
    fields.push(("priority", write(&contract.priority)));
    fields.push(("sources", write(&sources)));
    fields
}

fn volume(contract: &Contract) -> String {
    match (contract.volume_t_per_year, contract.share_of_output) {
        (Some(tonnes), _) => format!("{tonnes} t/yr"),
        (None, share) => format!("{} % of output", 100.0 * share.unwrap_or(0.0)),
    }
}

fn price(contract: &Contract) -> String {
    if contract.slope <= 0.0 {
        return format!("{} USD/kg, fixed", contract.intercept_usd_per_kg);
    }
    let mut text = "index".to_owned();
    if (contract.slope - 1.0).abs() > f64::EPSILON {
        text = format!("{} x index", contract.slope);
    }
    if contract.intercept_usd_per_kg != 0.0 {
        text = format!("{} + {text}", contract.intercept_usd_per_kg);
    }
    for (word, bound) in [
        ("at least", contract.floor_usd_per_kg),
        ("at most", contract.cap_usd_per_kg),
    ] {
        if let Some(bound) = bound {
            text = format!("{text}, {word} {bound}");
        }
    }
    text
}

/// Writes contracts with a country out by user, where the firm is a user of the good in that country.
pub(super) fn split_those_of_countries(world: &mut World) -> Result<(), Faults> {
    let contracts = world.base.contracts.clone();
    for contract in &contracts {
        let before = users(&world.base, contract);
        let after = users(&world.scenario, contract);
        let newcomers: Vec<&String> = after.iter().filter(|user| !before.contains(user)).collect();
        if before.is_empty() || newcomers.is_empty() {
            continue;
        }
        let Some(row) = newcomers.iter().find_map(|id| row_of(world, id)) else {
            continue;
        };
        let even = 1.0 / before.len() as f64;
        let mut parts: Vec<(String, f64)> =
            before.iter().map(|user| (user.clone(), even)).collect();
        for newcomer in newcomers {
            // Who has a contract of its own with the seller has its part there.
            let has_own = world.settled.iter().any(|own| {
                own.seller == contract.seller && own.buyer == *newcomer && own.good == contract.good
            });
            let taken = world
                .taken
                .iter()
                .find(|taken| taken.by == *newcomer)
                .filter(|_| !has_own);
            let Some((taken, part)) = taken.and_then(|taken| {
                Some((
                    taken,
                    parts.iter_mut().find(|(user, _)| *user == taken.from)?,
                ))
            }) else {
                continue;
            };
            let moved = even * taken.share;
            part.1 -= moved;
            parts.push((newcomer.clone(), moved));
        }
        world.removed.push(format!("contracts.{}", contract.id));
        world
            .scenario
            .contracts
            .retain(|other| other.id != contract.id);
        for (user, part) in &parts {
            let written = Contract {
                id: format!("{}_{user}", contract.id),
                buyer: user.clone(),
                volume_t_per_year: contract.volume_t_per_year.map(|tonnes| tonnes * part),
                share_of_output: contract.share_of_output.map(|share| share * part),
                estimates: scaled(contract, *part),
                ..contract.clone()
            };
            let item = Item {
                section: "contracts",
                comment: format!(
                    "part of `{}`, which was with `{}`",
                    contract.id, contract.buyer
                ),
                fields: vec![("", write(&written))],
            };
            world.add(item, &written.id, &row)?;
        }
        world.notes.push(format!(
            "the contract `{}` with `{}` is written out by user, so that each keeps its part",
            contract.id, contract.buyer
        ));
    }
    Ok(())
}

fn row_of(world: &World, id: &str) -> Option<Row> {
    let row = |section: &str| world.rows.get(&format!("{section}.{id}")).cloned();
    row("refiners").or_else(|| row("buyers"))
}

/// Ranges of the volume, for a part of it.
fn scaled(contract: &Contract, part: f64) -> std::collections::BTreeMap<String, (f64, f64)> {
    let mut estimates = contract.estimates.clone();
    for (field, (low, high)) in &mut estimates {
        if field == "volume_t_per_year" || field == "share_of_output" {
            (*low, *high) = (*low * part, *high * part);
        }
    }
    estimates
}

/// The users of a contract's good in the country that is its buyer; none where the buyer is an agent.
fn users(scenario: &Scenario, contract: &Contract) -> Vec<String> {
    let refiners = scenario.refiners.iter().filter(|refiner| {
        refiner.country == contract.buyer
            && intakes(scenario, &refiner.recipe)
                .iter()
                .any(|(input, _)| *input == contract.good)
    });
    let buyers = scenario.buyers.iter().filter(|buyer| {
        let is_used =
            buyer.good == contract.good || buyer.substitute.as_ref() == Some(&contract.good);
        buyer.country == contract.buyer && is_used
    });
    refiners
        .map(|refiner| refiner.id.clone())
        .chain(buyers.map(|buyer| buyer.id.clone()))
        .collect()
}

/// What a contract moves in the base year [t/yr]; nil where it does not run then or names a country.
pub(super) fn base_year_t(world: &World, contract: &Contract) -> f64 {
    let start = world.scenario.clock.start;
    if contract.start > start || contract.end <= start {
        return 0.0;
    }
    let scenario = &world.scenario;
    let mine = scenario
        .mines
        .iter()
        .find(|mine| mine.id == contract.seller)
        .map(mined_t);
    let refiner = scenario
        .refiners
        .iter()
        .find(|refiner| refiner.id == contract.seller)
        .map(throughput_t);
    let made = mine.or(refiner).unwrap_or(0.0);
    if made <= 0.0 {
        return 0.0;
    }
    let by_share = contract
        .share_of_output
        .filter(|_| capacity_t(world, &contract.seller, &contract.good).is_some());
    contract
        .volume_t_per_year
        .or(by_share.map(|share| share * made))
        .unwrap_or(0.0)
}
