//! A separator, metal maker or magnet maker of the firm.

use scenario::{Faults, Recipe, Refiner, write};

use super::donor::{Candidate, Wanted};
use super::{line, missing, opening, placed, scale_estimate, share_sales, supply};
use crate::facility::{Facility, outputs};
use crate::world::{Fields, Taken, World, throughput_t};

pub(super) fn place(world: &mut World, facility: &Facility) -> Result<(), Faults> {
    let row = &facility.row;
    let wanted = Wanted::plant(facility, &facility.recipe);
    let refiners = world.scenario.refiners.iter();
    let candidates: Vec<Candidate<'_>> = refiners
        .map(|refiner| Candidate {
            id: &refiner.id,
            country: &refiner.country,
            product: &refiner.recipe,
            end_use: "",
            is_residual: refiner.residual,
            base_t: throughput_t(refiner),
        })
        .collect();
    let found = wanted.find(&candidates)?;
    let donor = found.map(|at| world.scenario.refiners[at].clone());
    if facility.cost_usd_per_kg.is_none() && donor.is_none() {
        let hint = "write the cost of processing a kilogram, without inputs [USD/kg]";
        return Err(missing(row, "cost_usd_per_kg", "plant", hint));
    }
    let item = fields(facility, donor.as_ref()).item("refiners", line(row));
    world.add(item, &facility.id, row)?;
    let own_t = world.scenario.refiners.last().map_or(0.0, throughput_t);
    let good = goods_of(world, &facility.recipe).join(", ");
    let mut placed = placed(facility, "refiners", good, own_t);
    match found.filter(|_| own_t > 0.0 && !world.is_on_top) {
        Some(at) => placed.displaced = Some(displace(world, at, own_t, &wanted)?),
        None => super::donor_note(world, &placed),
    }
    world.placed.push(placed);
    Ok(())
}

fn goods_of(world: &World, recipe: &str) -> Vec<String> {
    let found = world.base.recipes.iter().find(|known| known.id == recipe);
    let made = found.map_or_else(Vec::new, |recipe: &Recipe| outputs(recipe));
    made.into_iter().map(str::to_owned).collect()
}

fn fields(facility: &Facility, donor: Option<&Refiner>) -> Fields {
    let row = &facility.row;
    let mut fields = Fields::default();
    fields.put("id", write(&facility.id));
    fields.put("name", write(&facility.name));
    fields.put("country", write(&facility.country));
    fields.put_text("owner", &facility.owner);
    fields.put("recipe", write(&facility.recipe));
    let provenance = donor.map(|plant| (&plant.sources, &plant.estimates));
    let mut number = |field, own, inherited| fields.number(field, own, inherited, row, provenance);
    number(
        "capacity_t_per_year",
        Some(facility.capacity_t_per_year),
        None,
    );
    number(
        "conversion_cost_usd_per_kg",
        facility.cost_usd_per_kg,
        donor.map(|plant| plant.conversion_cost_usd_per_kg),
    );
    number(
        "base_utilisation_share",
        facility.utilisation_share,
        donor.map(|plant| plant.base_utilisation_share),
    );
    number(
        "input_cover_weeks",
        facility.cover_weeks,
        donor.map(|plant| plant.input_cover_weeks),
    );
    number(
        "output_cover_weeks",
        facility.stock_weeks,
        donor.map(|plant| plant.output_cover_weeks),
    );
    number("spot_share", None, donor.map(|plant| plant.spot_share));
    if let Some(donor) = donor.filter(|donor| !donor.circuit_capacity_t_per_year.is_empty()) {
        let part = facility.capacity_t_per_year / donor.capacity_t_per_year;
        let circuits = donor.circuit_capacity_t_per_year.iter();
        let circuits: std::collections::BTreeMap<&str, f64> = circuits
            .map(|(id, tonnes)| (id.as_str(), tonnes * part))
            .collect();
        fields.put("circuit_capacity_t_per_year", write(&circuits));
    }
    let donors = donor.map(|plant| (&plant.supply_from, &plant.supply));
    supply(&mut fields, facility, donors);
    if let Some(opening) = opening(facility) {
        fields.put("opening", opening);
    }
    fields
}

/// Takes the firm's throughput from the node, and from the node's place with its customers.
fn displace(
    world: &mut World,
    at: usize,
    own_t: f64,
    wanted: &Wanted<'_>,
) -> Result<(String, f64), Faults> {
    let donor = &mut world.scenario.refiners[at];
    let (before_t, id, recipe) = (throughput_t(donor), donor.id.clone(), donor.recipe.clone());
    wanted.refuse_more(own_t, &id, before_t)?;
    let factor = 1.0 - own_t / before_t;
    donor.capacity_t_per_year *= factor;
    let has_range = scale_estimate(&mut donor.estimates, "capacity_t_per_year", factor);
    let mut paths = vec![format!("refiners.{id}.capacity_t_per_year")];
    for (circuit, tonnes) in &mut donor.circuit_capacity_t_per_year {
        *tonnes *= factor;
        paths.push(format!(
            "refiners.{id}.circuit_capacity_t_per_year.{circuit}"
        ));
    }
    for (field, range) in &mut donor.estimates {
        if field.starts_with("circuit_capacity_t_per_year") {
            *range = (range.0 * factor, range.1 * factor);
            paths.push(format!("refiners.{id}.estimates"));
        }
    }
    if has_range {
        paths.push(format!("refiners.{id}.estimates"));
    }
    for path in paths {
        world.mark(path);
    }
    let base_t = world.base.refiners.get(at).map_or(before_t, throughput_t);
    world.taken.push(Taken {
        from: id.clone(),
        by: wanted.id.to_owned(),
        share: own_t / base_t,
    });
    let goods = goods_of(world, &recipe);
    share_sales(world, &id, wanted.id, &goods, 1.0 - factor);
    Ok((id, before_t - own_t))
}
