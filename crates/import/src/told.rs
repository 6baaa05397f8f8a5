//! What is wrong with the resulting scenario, told at the cell that it came from.

use scenario::{Fault, Faults, Loaded, check};

use crate::world::World;

/// Columns by the field that they fill.
const COLUMNS: &[(&str, &str)] = &[
    ("unit_cost_usd_per_kg", "cost_usd_per_kg"),
    ("conversion_cost_usd_per_kg", "cost_usd_per_kg"),
    ("base_utilisation_share", "utilisation_share"),
    ("input_cover_weeks", "cover_weeks"),
    ("output_cover_weeks", "stock_weeks"),
    ("demand_t_per_year", "units_per_year"),
    ("value_usd_per_kg", "value_added_usd_per_unit"),
    ("opening", "start"),
    ("supply", "supply_from"),
];

/// Refuses a world that has faults.
pub(crate) fn refuse(loaded: &Loaded, world: &World) -> Result<(), Faults> {
    let mut faults: Vec<Fault> = check(loaded)
        .into_iter()
        .map(|fault| at_cell(fault, world))
        .collect();
    faults.dedup();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Faults(faults))
    }
}

fn at_cell(fault: Fault, world: &World) -> Fault {
    let mut names = fault.path.split('.');
    let (Some(section), Some(id)) = (names.next(), names.next()) else {
        return fault;
    };
    let Some(row) = world.rows.get(&format!("{section}.{id}")) else {
        return fault;
    };
    let field = names.next().unwrap_or("id");
    let column = COLUMNS
        .iter()
        .find(|(known, _)| *known == field)
        .map_or(field, |(_, column)| column);
    Fault {
        place: row.place_of(column),
        ..fault
    }
}
