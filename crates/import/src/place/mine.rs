//! A mine of the firm.

use scenario::{Faults, Mine, write};

use super::donor::{Candidate, Wanted};
use super::{line, missing, opening, placed, scale_estimate, share_sales};
use crate::facility::Facility;
use crate::world::{Fields, Taken, World, mined_t};

pub(super) fn place(world: &mut World, facility: &Facility) -> Result<(), Faults> {
    let row = &facility.row;
    let wanted = Wanted::plant(facility, &facility.good);
    let mines = world.scenario.mines.iter();
    let candidates: Vec<Candidate<'_>> = mines
        .map(|mine| Candidate {
            id: &mine.id,
            country: &mine.country,
            product: &mine.good,
            end_use: "",
            is_residual: mine.residual,
            // A recycler lives on what users threw away, which has no parts.
            base_t: mine.scrap.as_ref().map_or_else(|| mined_t(mine), |_| 0.0),
        })
        .collect();
    let found = wanted.find(&candidates)?;
    let donor = found.map(|at| world.scenario.mines[at].clone());
    let fields = fields(facility, donor.as_ref())?;
    let item = fields.item("mines", line(row));
    world.add(item, &facility.id, row)?;
    let own_t = world.scenario.mines.last().map_or(0.0, mined_t);
    let good = facility.good.clone();
    let mut placed = placed(facility, "mines", good, own_t);
    match found.filter(|_| own_t > 0.0 && !world.is_on_top) {
        Some(at) => placed.displaced = Some(displace(world, at, own_t, &wanted)?),
        None => super::donor_note(world, &placed),
    }
    world.placed.push(placed);
    Ok(())
}

fn fields(facility: &Facility, donor: Option<&Mine>) -> Result<Fields, Faults> {
    let row = &facility.row;
    let mut fields = Fields::default();
    fields.put("id", write(&facility.id));
    fields.put("name", write(&facility.name));
    fields.put("country", write(&facility.country));
    fields.put_text("owner", &facility.owner);
    fields.put("good", write(&facility.good));
    let basket = facility.basket.as_ref().or(donor.map(|mine| &mine.basket));
    let Some(basket) = basket else {
        let hint = "write the share of each element, such as ndpr=0.2 dysprosium=0.01";
        return Err(missing(row, "basket", "mine", hint));
    };
    fields.put("basket", write(basket));
    let provenance = donor.map(|mine| (&mine.sources, &mine.estimates));
    let mut number = |field, own, inherited| fields.number(field, own, inherited, row, provenance);
    let cost = facility
        .cost_usd_per_kg
        .or(donor.map(|mine| mine.unit_cost_usd_per_kg));
    if cost.is_none() {
        let hint = "write the cost of a kilogram at the gate [USD/kg]";
        return Err(missing(row, "cost_usd_per_kg", "mine", hint));
    }
    number(
        "capacity_t_per_year",
        Some(facility.capacity_t_per_year),
        None,
    );
    number(
        "unit_cost_usd_per_kg",
        facility.cost_usd_per_kg,
        donor.map(|mine| mine.unit_cost_usd_per_kg),
    );
    number(
        "base_utilisation_share",
        facility.utilisation_share,
        donor.map(|mine| mine.base_utilisation_share),
    );
    number(
        "fixed_cost_share",
        None,
        donor.map(|mine| mine.fixed_cost_share),
    );
    number(
        "stock_weeks",
        facility.stock_weeks,
        donor.map(|mine| mine.stock_weeks),
    );
    if donor.is_some_and(|mine| mine.quota_bound) {
        fields.put("quota_bound", write(&true));
    }
    // A by-product stays bound by its part of the host product.
    if let Some((donor, host)) = donor.and_then(|mine| Some((mine, mine.host.as_ref()?))) {
        let mut host = host.clone();
        host.flow_t_per_year *= facility.capacity_t_per_year / donor.capacity_t_per_year;
        fields.put("host", format!("Some({})", write(&host)));
    }
    if let Some(opening) = opening(facility) {
        fields.put("opening", opening);
    }
    Ok(fields)
}

/// Takes the firm's output from the node, and from the node's place with its customers.
fn displace(
    world: &mut World,
    at: usize,
    own_t: f64,
    wanted: &Wanted<'_>,
) -> Result<(String, f64), Faults> {
    let donor = &mut world.scenario.mines[at];
    let (before_t, id, good) = (mined_t(donor), donor.id.clone(), donor.good.clone());
    wanted.refuse_more(own_t, &id, before_t)?;
    let factor = 1.0 - own_t / before_t;
    donor.capacity_t_per_year *= factor;
    let has_range = scale_estimate(&mut donor.estimates, "capacity_t_per_year", factor);
    let has_host = donor.host.is_some();
    if let Some(host) = &mut donor.host {
        host.flow_t_per_year *= factor;
    }
    if has_host {
        world.mark(format!("mines.{id}.host.flow_t_per_year"));
    }
    world.mark(format!("mines.{id}.capacity_t_per_year"));
    if has_range {
        world.mark(format!("mines.{id}.estimates.capacity_t_per_year"));
    }
    let base_t = world.base.mines.get(at).map_or(before_t, mined_t);
    world.taken.push(Taken {
        from: id.clone(),
        by: wanted.id.to_owned(),
        share: own_t / base_t,
    });
    share_sales(world, &id, wanted.id, &[good], 1.0 - factor);
    Ok((id, before_t - own_t))
}
