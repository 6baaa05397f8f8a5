//! `monazite import` of tables that have faults: each is told at its cell, all at once, and nothing is written.

use std::fs;

use expect_test::{Expect, expect};

use crate::desk::{Desk, names_in};
use crate::import::{BILL, CONTRACTS, FACILITIES, desk, says};

/// What is told of tables that have faults.
fn told(facilities: &str, bill: &str, contracts: &str, expected: Expect) {
    let desk = desk(facilities, bill, contracts);
    says(&desk, "import firm --into world.ron", expected);
    assert_eq!(names_in(&desk.path("")), ["firm", "world.ron"]);
}

#[test]
fn folder_that_is_not_there_is_named() {
    says(
        &Desk::new(),
        "import firm --into world.ron",
        expect![[r#"
        exit 1
        stdout:
        stderr:
        error: firm: there is no such folder
          hint: `monazite import --template <folder>` writes tables to fill in
    "#]],
    );
}

#[test]
fn scenario_that_has_faults_is_not_imported_into() {
    let desk = desk(FACILITIES, BILL, "");
    let text = desk
        .read("world.ron")
        .replace("vat_share: 0.13", "vat_share: 13");
    fs::write(desk.path("world.ron"), text).unwrap();
    says(
        &desk,
        "import firm --into world.ron",
        expect![[r#"
        exit 1
        stdout:
        stderr:
        error: world.ron:67:47: vat_share is 13, allowed 0 to 1
          hint: write 0.13 for 13 %
    "#]],
    );
}

#[test]
fn names_of_tables_and_columns_get_the_nearest() {
    let desk = desk(
        "id,kind,contry,country,capacity_t_per_yaer,kind\nfirm,refiner,west,west,5,refiner\n",
        "facility,product,good,kg_per_unit\nfirm,motor,magnet,1,2\n",
        "",
    );
    fs::write(desk.path("firm/contract.csv"), CONTRACTS).unwrap();
    says(
        &desk,
        "import firm --into world.ron",
        expect![[r#"
        exit 1
        stdout:
        stderr:
        error: firm/contract.csv: `contract.csv` is no table of a firm and would not be read
          hint: did you mean `contracts.csv`?
        error: firm/facilities.csv:1:9: column `contry` is unknown
          hint: did you mean `country`?
        error: firm/facilities.csv:1:24: column `capacity_t_per_yaer` is unknown
          hint: did you mean `capacity_t_per_year`?
        error: firm/facilities.csv:1:44: column `kind` is there twice
          hint: keep one of them
        error: firm/bill_of_materials.csv:1:1: column `units_per_year` is missing
          hint: it holds: units of the product in the first year
        error: firm/bill_of_materials.csv:2:1: the row has 5 cells, the header has 4
          hint: a cell with `,` in it stands in double quotes, an empty one is still separated
    "#]],
    );
}

#[test]
fn folder_without_facilities_is_refused() {
    told(
        "",
        BILL,
        "",
        expect![[r#"
        exit 1
        stdout:
        stderr:
        error: firm: the folder has no `facilities.csv`
          hint: `monazite import --template <folder>` writes tables to fill in
    "#]],
    );
}

#[test]
fn faults_of_facilities_are_told_all_at_once() {
    told(
        "\
id,kind,country,good,recipe,basket,capacity_t_per_year,cost_usd_per_kg,utilisation_share,supply_from,start,displaces
Firm A,refiner,west,magnet,,,100,17,85,,,
east_mine,mine,east,concentrate,,ndpr=0.9 dysprosium=0.2,100,25,,,,
b,miner,west,,,,,,,,,
c,refiner,wset,magnett,,,-5,17,,,,
d,refiner,west,magnet,metal,,100,12 USD,,west=0.5 east=0.4,,
e,refiner,west,magnet,,,100,17,,,05/01/2027,
f,mine,south,concentrate,,,10,20,,,,
g,buyer,west,magnet,,,10,,,,,
h,refiner,west,magnet,,,100,17,,,,
h,refiner,west,,,,,17,,,,
",
        BILL,
        "",
        expect![[r#"
            exit 1
            stdout:
            stderr:
            error: firm/facilities.csv:2:1: column `id` is `Firm A`, allowed are the letters a to z, digits and `_`
              hint: write `firm_a`
            error: firm/facilities.csv:2:37: column `utilisation_share` is `85`, allowed above 0 up to 1
              hint: write 0.85 for 85 %
            error: firm/facilities.csv:3:1: column `id` is `east_mine`, which the scenario has already
              hint: give it a name of its own, such as one that begins with the firm
            error: firm/facilities.csv:3:34: column `basket` has shares that sum to 1.1, allowed is 1
              hint: too much is 0.1
            error: firm/facilities.csv:4:3: column `kind` is `miner`, allowed `mine`, `refiner`, `buyer`
              hint: did you mean `mine`?
            error: firm/facilities.csv:5:11: column `country` names the country `wset`, which does not exist
              hint: did you mean `west`?
            error: firm/facilities.csv:5:16: column `good` names the good that a recipe makes `magnett`, which does not exist
              hint: did you mean `magnet`?
            error: firm/facilities.csv:5:26: column `capacity_t_per_year` is `-5`, allowed above 0 up to 1e7
              hint: it holds: mine: output, separator: feed, other refiner: output that it can reach [t/yr]; needed for both, empty for buyers
            error: firm/facilities.csv:6:16: column `good` is `magnet`, which recipe `metal` does not make
              hint: known are `ndpr_metal`
            error: firm/facilities.csv:6:34: column `cost_usd_per_kg` is `12 USD`, allowed 0 to 10000
              hint: write a number without unit, blank and thousands separator, such as 1234.5
            error: firm/facilities.csv:6:42: column `supply_from` has shares that sum to 0.9, allowed is 1
              hint: missing is 0.1
            error: firm/facilities.csv:7:34: column `start` is `05/01/2027`, allowed a day of the calendar as YYYY-MM-DD
              hint: format the column as text, or as year-month-day, before saving the table
            error: firm/facilities.csv:9:1: buyer `g` uses nothing: bill_of_materials.csv has no row of it
              hint: add a row for each product and good, or take the facility out
            error: firm/facilities.csv:9:14: column `good` is `magnet`, allowed is nothing: what a buyer uses stands in bill_of_materials.csv
              hint: leave it empty
            error: firm/facilities.csv:9:23: column `capacity_t_per_year` is `10`, allowed is nothing: what a buyer uses stands in bill_of_materials.csv
              hint: leave it empty
            error: firm/facilities.csv:11:1: column `id` is `h`, which line 10 has already
              hint: give each its own name
            error: firm/facilities.csv:11:16: columns `good` and `recipe` are empty
              hint: known are `separation`, `metal`, `magnet`
            error: firm/facilities.csv:11:19: column `capacity_t_per_year` is empty
              hint: it holds: mine: output, separator: feed, other refiner: output that it can reach [t/yr]; needed for both, empty for buyers
            error: firm/bill_of_materials.csv:2:1: column `facility` names the buyer of facilities.csv `firm_motors`, which does not exist
              hint: known are `g`
        "#]],
    );
}

#[test]
fn faults_of_the_bill_of_materials_are_told_all_at_once() {
    told(
        FACILITIES,
        "\
facility,product,good,kg_per_unit,content_share,units_per_year,value_added_usd_per_unit,end_use,substitute
firm_motor,motor,magnet,2,,100000,3000,vehicles,
firm_motors,,magnet,0,,100000,3000,vehicles,
firm_motors,motor,magnett,2,40,\"1,000\",3000,vehicles,
firm_motors,motor,magnet,2,,,3000,vehicles,magnet
",
        "",
        expect![[r#"
            exit 1
            stdout:
            stderr:
            error: firm/bill_of_materials.csv:2:1: column `facility` names the buyer of facilities.csv `firm_motor`, which does not exist
              hint: did you mean `firm_motors`?
            error: firm/bill_of_materials.csv:3:13: column `product` is empty
              hint: it holds: what is made there, for people
            error: firm/bill_of_materials.csv:3:21: column `kg_per_unit` is `0`, allowed above 0 up to 1000000
              hint: it holds: weight of the good in a unit of the product, or of the component when content_share is given [kg]
            error: firm/bill_of_materials.csv:4:19: column `good` names the good `magnett`, which does not exist
              hint: did you mean `magnet`?
            error: firm/bill_of_materials.csv:4:29: column `content_share` is `40`, allowed above 0 up to 1
              hint: write 0.4 for 40 %
            error: firm/bill_of_materials.csv:4:32: column `units_per_year` is `1,000`, allowed above 0 up to 1e12
              hint: write a number without unit, blank and thousands separator, such as 1234.5
            error: firm/bill_of_materials.csv:5:29: column `units_per_year` is empty
              hint: it holds: units of the product in the first year
            error: firm/bill_of_materials.csv:5:44: column `substitute` is `magnet`, the good itself
              hint: leave it empty
        "#]],
    );
}

#[test]
fn sums_over_products_have_to_fit() {
    told(
        FACILITIES,
        "\
facility,product,good,kg_per_unit,units_per_year,value_added_usd_per_unit,end_use
firm_motors,motor,magnet,2,100000000000,3000,vehicles
firm_motors,pump,magnet,1,1000,,wind
",
        "",
        expect![[r#"
            exit 1
            stdout:
            stderr:
            error: firm/bill_of_materials.csv:2:28: all rows of `firm_motors` with `magnet` come to 200000001 t/yr, allowed above 0 up to 1e8
              hint: look at the units: kilograms in a unit, units in a year, dollars for a unit
            error: firm/bill_of_materials.csv:3:32: some products of the facility have a value added and others not
              hint: give it for all products with this good, or for none
            error: firm/bill_of_materials.csv:3:33: column `end_use` is `wind`, line 2 has `vehicles` for the same facility and good
              hint: write the same in both, or make two facilities of it
        "#]],
    );
}

#[test]
fn faults_of_contracts_are_told_all_at_once() {
    told(
        FACILITIES,
        BILL,
        "\
id,seller,buyer,good,volume_t_per_year,share_of_output,start,end,fixed_price_usd_per_kg,floor_usd_per_kg,priority
,firm_magnet,firm_motors,magnet,20,,2025-01-06,2030-01-01,,,
,firm_magnets,firm_motors,ndpr_metal,20,,2025-01-06,2030-01-01,,,
,firm_magnets,firm_motors,magnet,20,0.1,2030-01-06,2025-01-01,,,
,firm_magnets,firm_motors,magnet,,,2025-01-06,,60,50,maybe
south_west,east_magnets,firm_motors,magnet,20,,2025-01-06,2030-01-01,,,
",
        expect![[r#"
            exit 1
            stdout:
            stderr:
            error: firm/contracts.csv:2:2: column `seller` names the mine or refiner `firm_magnet`, which does not exist
              hint: did you mean `firm_magnets`?
            error: firm/contracts.csv:3:2: `firm_magnets` does not make `ndpr_metal`
              hint: known are `west_metal`, `east_metal`
            error: firm/contracts.csv:3:15: `firm_motors` does not use `ndpr_metal`
              hint: known are `firm_magnets`, `west_magnets`, `east_magnets`, `west`, `east`
            error: firm/contracts.csv:4:37: the contract has both volume_t_per_year and share_of_output, allowed is one
              hint: leave one of them empty
            error: firm/contracts.csv:4:52: column `end` is `2025-01-01`, not after `start`, which is 2030-01-06
              hint: exchange the two
            error: firm/contracts.csv:5:34: the contract has neither volume_t_per_year nor share_of_output
              hint: give one of them
            error: firm/contracts.csv:5:47: column `end` is empty
              hint: it holds: last day, YYYY-MM-DD
            error: firm/contracts.csv:5:51: column `floor_usd_per_kg` is `50`, allowed is nothing: the price is fixed
              hint: leave it empty
            error: firm/contracts.csv:5:54: column `priority` is `maybe`, allowed `yes`, `no`
              hint: known are `yes`, `no`
            error: firm/contracts.csv:6:1: the contract `south_west` is in the scenario already
              hint: give it a name of its own
        "#]],
    );
}

#[test]
fn more_than_there_is_cannot_be_placed() {
    told(
        "\
id,kind,country,recipe,capacity_t_per_year,displaces
firm_magnets,refiner,west,magnet,2400,west_magnets
firm_metal,refiner,west,metal,20,east_metal
firm_other,refiner,west,metal,20,west_mettal
firm_motors,buyer,west,,,
",
        "facility,product,good,kg_per_unit,units_per_year\nfirm_motors,motor,magnet,2,100000\n",
        "",
        expect![[r#"
            exit 1
            stdout:
            stderr:
            error: firm/facilities.csv:2:34: `firm_magnets` has 2040 t/yr in the base year, `west_magnets`, of which it is to be a part, has 2000.1 t/yr
              hint: correct the tonnes, name another node in `displaces`, or write none there to add it on top
            error: firm/facilities.csv:3:34: column `displaces` names `east_metal`, which is not in `west` with `metal`, is a recycler, or does not run at the start
              hint: did you mean `west_metal`?
            error: firm/facilities.csv:4:34: column `displaces` names `west_mettal`, which does not exist
              hint: did you mean `west_metal`?
            error: firm/bill_of_materials.csv:2:1: column `value_added_usd_per_unit` is empty, and no displaced buyer has one
              hint: write the value added of a unit [USD], or name the buyer whose part it is in `displaces`
        "#]],
    );
}

#[test]
fn contract_takes_no_more_than_is_used_or_made() {
    told(
        FACILITIES,
        BILL,
        "\
seller,buyer,good,volume_t_per_year,start,end
firm_magnets,firm_motors,magnet,500,2025-01-06,2030-01-01
south_separator,west_metal,ndpr_oxide,10,2025-01-06,2030-01-01
",
        expect![[r#"
            exit 1
            stdout:
            stderr:
            error: firm/contracts.csv:2:33: contracts take 500 t/yr of `magnet`, `firm_motors` uses 200 t/yr
              hint: correct the volume; contracts of a buyer or seller are counted together
            error: firm/contracts.csv:3:1: the scenario has the contract `south_west` of `south_separator` with `west_metal` for `ndpr_oxide`, which would go before
              hint: leave this row out and change that contract in the variant
        "#]],
    );
}

#[test]
fn fault_of_the_world_is_told_at_its_cell() {
    // The south makes no magnets.
    told(
        "id,kind,country,supply_from,displaces\nfirm_motors,buyer,west,south=1,\n",
        BILL,
        "",
        expect![[r#"
            exit 1
            stdout:
            stderr:
            error: firm/bill_of_materials.csv:2:1: supply_from names `south`, where nobody sells `magnet`
              hint: sold in: east, west
        "#]],
    );
}
