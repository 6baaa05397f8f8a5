//! Rows of bill_of_materials.csv, and what a facility uses of a good by them.
//!
//! use = sum over products of units x kg_per_unit x content_share; value = value added of all units over that use: what is
//! lost with every kilogram that is missing, as the unit cannot be made without it.

use scenario::{Fault, Range, Scenario};

use crate::cell::{Cells, range_of};
use crate::facility::{Facility, Kind};
use crate::sheet::Row;

const KG_PER_TONNE: f64 = 1000.0;
const UNIT: Range = Range {
    low: 0.0,
    high: 1e6,
    is_open: true,
};
const MANY: Range = Range {
    low: 0.0,
    high: 1e12,
    is_open: true,
};
const PART: Range = Range {
    low: 0.0,
    high: 1.0,
    is_open: true,
};

/// What a product needs of a good.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) row: Row,
    pub(crate) facility: String,
    pub(crate) product: String,
    pub(crate) component: String,
    pub(crate) good: String,
    /// Weight of the good in a unit of the product [kg].
    kg_per_unit: f64,
    units_per_year: f64,
    value_added_usd_per_unit: Option<f64>,
    end_use: Option<String>,
    substitute: Option<String>,
}

/// What a facility uses of a good.
#[derive(Clone, Debug)]
pub(crate) struct Use {
    pub(crate) row: Row,
    /// Name of the buyer in the scenario: the facility's, with the good behind where it uses several.
    pub(crate) id: String,
    pub(crate) facility: Facility,
    pub(crate) good: String,
    /// [t/yr]
    pub(crate) need_t_per_year: f64,
    /// [USD/kg]
    pub(crate) value_usd_per_kg: Option<f64>,
    pub(crate) end_use: Option<String>,
    pub(crate) substitute: Option<String>,
    /// The products, for people.
    pub(crate) products: String,
}

pub(crate) fn read(
    row: &Row,
    facilities: &[Facility],
    scenario: &Scenario,
    faults: &mut Vec<Fault>,
) -> Option<Line> {
    let mut cells = Cells { row, faults };
    let buyers = facilities
        .iter()
        .filter(|facility| facility.kind == Kind::Buyer);
    let facility = cells.needed_known(
        "facility",
        "buyer of facilities.csv",
        buyers.map(|buyer| buyer.id.as_str()),
    );
    let goods = || {
        scenario
            .goods
            .iter()
            .filter(|good| !good.basket)
            .map(|good| good.id.as_str())
    };
    let good = cells.needed_known("good", "good", goods());
    let product = cells.needed("product");
    cells.needed("kg_per_unit");
    cells.needed("units_per_year");
    let weight = cells.number_in("kg_per_unit", Some(UNIT));
    let units = cells.number_in("units_per_year", Some(MANY));
    let content = cells.number_in("content_share", Some(PART)).unwrap_or(1.0);
    let value = cells.number_in("value_added_usd_per_unit", Some(MANY));
    let end_use = cells.text("end_use").map(|_| cells.id("end_use"));
    let substitute = cells.known("substitute", "good", goods());
    if substitute.as_ref() == Some(&good) {
        cells.push(
            "substitute",
            format!("column `substitute` is `{good}`, the good itself"),
            "leave it empty".to_owned(),
        );
    }
    Some(Line {
        row: row.clone(),
        facility,
        product,
        component: cells.text("component").unwrap_or_default(),
        good,
        kg_per_unit: weight? * content,
        units_per_year: units?,
        value_added_usd_per_unit: value,
        end_use,
        substitute,
    })
}

/// Sums the lines up by facility and good, in the order of the facilities and then of the lines.
pub(crate) fn uses(facilities: &[Facility], lines: &[Line], faults: &mut Vec<Fault>) -> Vec<Use> {
    let mut uses = Vec::new();
    for facility in facilities
        .iter()
        .filter(|facility| facility.kind == Kind::Buyer)
    {
        let own: Vec<&Line> = lines
            .iter()
            .filter(|line| line.facility == facility.id)
            .collect();
        let mut goods: Vec<&str> = Vec::new();
        for line in &own {
            if !goods.contains(&line.good.as_str()) {
                goods.push(&line.good);
            }
        }
        if own.is_empty() {
            faults.push(facility.row.fault(
                "id",
                format!(
                    "buyer `{}` uses nothing: bill_of_materials.csv has no row of it",
                    facility.id
                ),
                "add a row for each product and good, or take the facility out".to_owned(),
            ));
        }
        for good in &goods {
            let of_good: Vec<&Line> = own
                .iter()
                .copied()
                .filter(|line| line.good == *good)
                .collect();
            let id = if goods.len() == 1 {
                facility.id.clone()
            } else {
                format!("{}_{good}", facility.id)
            };
            uses.extend(sum(facility, &id, &of_good, faults));
        }
    }
    uses
}

fn sum(facility: &Facility, id: &str, lines: &[&Line], faults: &mut Vec<Fault>) -> Option<Use> {
    let first = *lines.first()?;
    let kilograms: f64 = lines
        .iter()
        .map(|line| line.units_per_year * line.kg_per_unit)
        .sum();
    let values = lines
        .iter()
        .map(|line| Some(line.units_per_year * line.value_added_usd_per_unit?));
    let value: Option<f64> = values.sum();
    for line in lines {
        let mut differs = |column: &'static str, here: Option<&String>, there: Option<&String>| {
            if here != there {
                let none = "nothing".to_owned();
                faults.push(line.row.fault(
                    column,
                    format!(
                        "column `{column}` is `{}`, line {} has `{}` for the same facility and good",
                        here.unwrap_or(&none),
                        first.row.place.line,
                        there.unwrap_or(&none)
                    ),
                    "write the same in both, or make two facilities of it".to_owned(),
                ));
            }
        };
        differs("end_use", line.end_use.as_ref(), first.end_use.as_ref());
        differs(
            "substitute",
            line.substitute.as_ref(),
            first.substitute.as_ref(),
        );
        if line.value_added_usd_per_unit.is_some() != first.value_added_usd_per_unit.is_some() {
            faults.push(line.row.fault(
                "value_added_usd_per_unit",
                "some products of the facility have a value added and others not".to_owned(),
                "give it for all products with this good, or for none".to_owned(),
            ));
        }
    }
    let found = Use {
        row: first.row.clone(),
        id: id.to_owned(),
        facility: facility.clone(),
        good: first.good.clone(),
        need_t_per_year: kilograms / KG_PER_TONNE,
        value_usd_per_kg: value.map(|value| value / kilograms),
        end_use: first.end_use.clone(),
        substitute: first.substitute.clone(),
        products: products(lines),
    };
    found.check(faults);
    Some(found)
}

impl Use {
    /// What the sums come to has to fit the fields of the scenario.
    fn check(&self, faults: &mut Vec<Fault>) {
        let mut check = |column, field, number: f64, unit: &str| {
            if let Some(range) = range_of(("buyers", field)).filter(|range| !range.allows(number)) {
                faults.push(self.row.fault(
                    column,
                    format!("all rows of `{}` with `{}` come to {number} {unit}, allowed {range}", self.facility.id, self.good),
                    "look at the units: kilograms in a unit, units in a year, dollars for a unit".to_owned(),
                ));
            }
        };
        check(
            "units_per_year",
            "demand_t_per_year",
            self.need_t_per_year,
            "t/yr",
        );
        if let Some(value) = self.value_usd_per_kg {
            check(
                "value_added_usd_per_unit",
                "value_usd_per_kg",
                value,
                "USD/kg",
            );
        }
    }
}

fn products(lines: &[&Line]) -> String {
    let mut texts: Vec<String> = Vec::new();
    for line in lines {
        let text = match line.component.as_str() {
            "" => line.product.clone(),
            component => format!("{} ({component})", line.product),
        };
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts.join(", ")
}
