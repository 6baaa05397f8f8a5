//! The catalogue of columns: what can stand in the tables. Templates and checks of headers follow from it.

use std::fmt::Write as _;

/// A table of the folder.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) file: &'static str,
    pub(crate) columns: &'static [Column],
    /// Rows that a template shows, as comments.
    examples: &'static [&'static str],
}

/// A column.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    /// Whether the header has to have it.
    pub(crate) is_required: bool,
    /// What stands in it, with the unit.
    pub(crate) meaning: &'static str,
}

const fn needed(name: &'static str, meaning: &'static str) -> Column {
    Column {
        name,
        is_required: true,
        meaning,
    }
}

const fn free(name: &'static str, meaning: &'static str) -> Column {
    Column {
        name,
        is_required: false,
        meaning,
    }
}

/// All tables.
pub(crate) const TABLES: [&Table; 3] = [&FACILITIES, &CONTRACTS, &BILL];

/// Plants and places of use.
pub(crate) const FACILITIES: Table = Table {
    file: "facilities.csv",
    columns: &[
        needed("id", "name in paths and tables: a to z, 0 to 9 and _"),
        needed(
            "kind",
            "mine, refiner (it makes a good out of others) or buyer (it uses a good up)",
        ),
        free("name", "name for people; the id when empty"),
        needed("country", "id of a country of the scenario"),
        free("owner", "owner, for people; mines and refiners"),
        free(
            "good",
            "mine: the concentrate that it sells; refiner: the good that it makes; buyers name goods in bill_of_materials.csv",
        ),
        free(
            "recipe",
            "refiner: id of the scenario's recipe; found by `good` when empty",
        ),
        free(
            "basket",
            "mine: share of each element in its output, such as ndpr=0.2 dysprosium=0.01; sums to 1; as in the displaced mine when empty",
        ),
        free(
            "capacity_t_per_year",
            "mine: output, separator: feed, other refiner: output that it can reach [t/yr]; needed for both, empty for buyers",
        ),
        free(
            "cost_usd_per_kg",
            "mine: cost at the gate; refiner: cost of processing without inputs [USD/kg]; as in the displaced plant when empty",
        ),
        free(
            "utilisation_share",
            "output over capacity in an ordinary year, 0 to 1; as in the displaced plant when empty",
        ),
        free(
            "cover_weeks",
            "inputs (buyers: the good) held and on order [weeks of use]",
        ),
        free(
            "stock_weeks",
            "output held; mines and refiners [weeks of output]",
        ),
        free(
            "supply_from",
            "shares of supply by country at the start, such as japan=0.7 china=0.3; as in the displaced node when empty",
        ),
        free(
            "start",
            "first day of production, YYYY-MM-DD; empty or not after the scenario's start: runs from the start; mines and refiners",
        ),
        free(
            "ramp_years",
            "time from first production to capacity [years]; with `start` only",
        ),
        free(
            "growth_share_per_year",
            "growth of use at constant prices, such as 0.05; buyers",
        ),
        free(
            "displaces",
            "id of the node that it is a part of so far, or none; chosen by country and good when empty",
        ),
        free("source", "where the numbers come from"),
    ],
    examples: &[
        "my_magnets,refiner,My magnets,japan,My firm,magnet_heat_resistant,,,500,22,0.9,8,4,,,,,,plant controller",
        "my_motors,buyer,My motors,japan,,,,,,,,6,,,,,0.05,,purchasing",
    ],
};

/// Contracts.
pub(crate) const CONTRACTS: Table = Table {
    file: "contracts.csv",
    columns: &[
        free(
            "id",
            "name in paths and tables; made of seller, buyer and good when empty",
        ),
        needed("seller", "id of the mine or refiner that delivers"),
        needed(
            "buyer",
            "id of a facility of facilities.csv or of an agent of the scenario, or a country for its users of the good",
        ),
        needed("good", "id of the good"),
        free(
            "volume_t_per_year",
            "volume [t/yr]; either this or share_of_output",
        ),
        free("share_of_output", "share of the seller's output, 0 to 1"),
        needed("start", "first day, YYYY-MM-DD"),
        needed("end", "last day, YYYY-MM-DD"),
        free(
            "fixed_price_usd_per_kg",
            "price at the seller's gate [USD/kg]; empty: price = intercept + slope x index",
        ),
        free(
            "index_zone",
            "zone whose price is the index; the scenario's index zone when empty",
        ),
        free("slope", "what the index is multiplied by; 1 when empty"),
        free(
            "intercept_usd_per_kg",
            "what is added to the index [USD/kg]; 0 when empty",
        ),
        free("floor_usd_per_kg", "lowest price [USD/kg]"),
        free("cap_usd_per_kg", "highest price [USD/kg]"),
        free(
            "band_share",
            "how far calls may differ from the volume, 0 to 1; 0.1 when empty",
        ),
        free(
            "priority",
            "yes: served before ordinary orders; no; yes when empty",
        ),
        free("source", "where the numbers come from"),
    ],
    examples: &[
        ",my_magnets,my_motors,magnet_heat_resistant,80,,2025-04-01,2031-03-31,,,,,60,,,yes,contract file 17",
    ],
};

/// What the buyers' products are made of.
pub(crate) const BILL: Table = Table {
    file: "bill_of_materials.csv",
    columns: &[
        needed("facility", "id of a buyer of facilities.csv"),
        needed("product", "what is made there, for people"),
        free(
            "component",
            "the part that holds the good, with the tier that makes it, for people",
        ),
        needed("good", "id of the good that is used up"),
        needed(
            "kg_per_unit",
            "weight of the good in a unit of the product, or of the component when content_share is given [kg]",
        ),
        free(
            "content_share",
            "share of the component's weight that is the good, 0 to 1; 1 when empty",
        ),
        needed("units_per_year", "units of the product in the first year"),
        free(
            "value_added_usd_per_unit",
            "value added that is lost with every unit that is not made [USD]; as for the displaced buyer when empty",
        ),
        free(
            "end_use",
            "end use, such as vehicles; one for a facility and good; that of the displaced buyer when empty",
        ),
        free(
            "substitute",
            "id of the good that can take its place, tonne for tonne",
        ),
        free("source", "where the numbers come from"),
    ],
    examples: &[
        "my_motors,traction motor,rotor (tier 1),magnet_heat_resistant,1.9,,60000,2600,vehicles,,bill of materials 2025",
    ],
};

/// Tables to fill in: file name and text, with every column explained and rows to copy in comments.
pub fn templates() -> Vec<(&'static str, String)> {
    TABLES
        .iter()
        .map(|table| (table.file, table.template()))
        .collect()
}

impl Table {
    fn template(&self) -> String {
        let names: Vec<&str> = self.columns.iter().map(|column| column.name).collect();
        let mut text = format!("{}\n", names.join(","));
        text.push_str("# Lines that begin with # are not read. Columns that are not marked as needed may be taken out.\n");
        for column in self.columns {
            let mark = if column.is_required { "needed" } else { "free" };
            // Writing into a String cannot fail, here and below.
            let _ = writeln!(text, "# {} ({mark}): {}", column.name, column.meaning);
        }
        text.push_str("# For example:\n");
        for example in self.examples {
            let _ = writeln!(text, "# {example}");
        }
        text
    }

    pub(crate) fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_have_a_cell_for_every_column() {
        for table in TABLES {
            for example in table.examples {
                assert_eq!(
                    example.split(',').count(),
                    table.columns.len(),
                    "{}",
                    table.file
                );
            }
        }
    }
}
