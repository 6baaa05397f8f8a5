//! A use of the firm: what one of its places of use needs of a good.

use scenario::{Buyer, Faults, write};

use super::donor::{Candidate, Wanted};
use super::{line, missing, scale_estimate, supply};
use crate::bill::Use;
use crate::world::{Fields, Placed, Taken, World};

pub(super) fn place(world: &mut World, found: &Use) -> Result<(), Faults> {
    let (row, facility) = (&found.row, &found.facility);
    let wanted = Wanted {
        row,
        facility: &facility.row,
        id: &found.id,
        displaces: &facility.displaces,
        country: &facility.country,
        product: &found.good,
        end_use: found.end_use.as_deref(),
        column: "units_per_year",
    };
    let buyers = world.scenario.buyers.iter();
    let candidates: Vec<Candidate<'_>> = buyers
        .map(|buyer| Candidate {
            id: &buyer.id,
            country: &buyer.country,
            product: &buyer.good,
            end_use: &buyer.end_use,
            is_residual: buyer.residual,
            base_t: buyer.demand_t_per_year,
        })
        .collect();
    let at = wanted.find(&candidates)?;
    let donor = at.map(|at| world.scenario.buyers[at].clone());
    let missing = |column: &'static str, what: &str| {
        let hint = format!("write {what}, or name the buyer whose part it is in `displaces`");
        missing(row, column, "buyer", &hint)
    };
    if found.value_usd_per_kg.is_none() && donor.is_none() {
        return Err(missing(
            "value_added_usd_per_unit",
            "the value added of a unit [USD]",
        ));
    }
    let end_use = found
        .end_use
        .clone()
        .or(donor.as_ref().map(|buyer| buyer.end_use.clone()));
    let Some(end_use) = end_use else {
        return Err(missing("end_use", "an end use, such as vehicles"));
    };
    let item = fields(found, &end_use, donor.as_ref())
        .item("buyers", format!("{}: {}", line(row), found.products));
    world.add(item, &found.id, row)?;
    let mut placed = Placed {
        id: found.id.clone(),
        section: "buyers",
        country: facility.country.clone(),
        good: found.good.clone(),
        base_t_per_year: found.need_t_per_year,
        start: None,
        displaced: None,
        products: found.products.clone(),
        value_usd_per_kg: world
            .scenario
            .buyers
            .last()
            .map_or(0.0, |buyer| buyer.value_usd_per_kg),
    };
    match at.filter(|_| !world.is_on_top) {
        Some(at) => placed.displaced = Some(displace(world, at, found.need_t_per_year, &wanted)?),
        None => super::donor_note(world, &placed),
    }
    world.placed.push(placed);
    Ok(())
}

fn fields(found: &Use, end_use: &str, donor: Option<&Buyer>) -> Fields {
    let (row, facility) = (&found.row, &found.facility);
    let mut fields = Fields::default();
    fields.put("id", write(&found.id));
    let name = if found.id == facility.id {
        facility.name.clone()
    } else {
        format!("{}, {}", facility.name, found.good)
    };
    fields.put("name", write(&name));
    fields.put("country", write(&facility.country));
    fields.put("end_use", write(end_use));
    fields.put("good", write(&found.good));
    let provenance = donor.map(|buyer| (&buyer.sources, &buyer.estimates));
    fields.number(
        "demand_t_per_year",
        Some(found.need_t_per_year),
        None,
        row,
        provenance,
    );
    fields.number(
        "value_usd_per_kg",
        found.value_usd_per_kg,
        donor.map(|buyer| buyer.value_usd_per_kg),
        row,
        provenance,
    );
    let row = &facility.row;
    fields.number(
        "growth_share_per_year",
        facility.growth_share_per_year,
        donor.map(|buyer| buyer.growth_share_per_year),
        row,
        provenance,
    );
    fields.number(
        "price_elasticity",
        None,
        donor.map(|buyer| buyer.price_elasticity),
        row,
        provenance,
    );
    fields.number(
        "least_intensity_share",
        None,
        donor.map(|buyer| buyer.least_intensity_share),
        row,
        provenance,
    );
    fields.number(
        "cover_weeks",
        facility.cover_weeks,
        donor.map(|buyer| buyer.cover_weeks),
        row,
        provenance,
    );
    fields.number(
        "spot_share",
        None,
        donor.map(|buyer| buyer.spot_share),
        row,
        provenance,
    );
    choices(&mut fields, found, donor);
    fields
}

/// What takes the good's place, and from whom it comes.
fn choices(fields: &mut Fields, found: &Use, donor: Option<&Buyer>) {
    let facility = &found.facility;
    let substitute = found
        .substitute
        .as_ref()
        .or(donor.and_then(|buyer| buyer.substitute.as_ref()));
    if let Some(substitute) = substitute {
        fields.put("substitute", format!("Some({})", write(substitute)));
    }
    let donors = donor.map(|buyer| (&buyer.supply_from, &buyer.supply));
    supply(fields, facility, donors);
    if let Some(cap) = donor.and_then(|buyer| buyer.policy_cap_per_origin_share) {
        fields.put(
            "policy_cap_per_origin_share",
            format!("Some({})", write(&cap)),
        );
    }
}

/// Takes the firm's use from the node.
fn displace(
    world: &mut World,
    at: usize,
    own_t: f64,
    wanted: &Wanted<'_>,
) -> Result<(String, f64), Faults> {
    let donor = &mut world.scenario.buyers[at];
    let (before_t, id) = (donor.demand_t_per_year, donor.id.clone());
    wanted.refuse_more(own_t, &id, before_t)?;
    let factor = 1.0 - own_t / before_t;
    donor.demand_t_per_year *= factor;
    let has_range = scale_estimate(&mut donor.estimates, "demand_t_per_year", factor);
    world.mark(format!("buyers.{id}.demand_t_per_year"));
    if has_range {
        world.mark(format!("buyers.{id}.estimates.demand_t_per_year"));
    }
    let base_t = world
        .base
        .buyers
        .get(at)
        .map_or(before_t, |buyer| buyer.demand_t_per_year);
    world.taken.push(Taken {
        from: id.clone(),
        by: wanted.id.to_owned(),
        share: own_t / base_t,
    });
    Ok((id, before_t - own_t))
}
