//! `monazite import`: what it writes and says.

use std::fs;
use std::path::Path;

use expect_test::{Expect, expect};

use crate::desk::{Desk, names_in};

pub(crate) const FACILITIES: &str = "\
id,kind,name,country,recipe,capacity_t_per_year,displaces
firm_magnets,refiner,Firm magnets,west,magnet,200,west_magnets
firm_motors,buyer,Firm motors,west,,,
";
pub(crate) const BILL: &str = "\
facility,product,good,kg_per_unit,units_per_year,value_added_usd_per_unit,end_use
firm_motors,motor,magnet,2,100000,3000,vehicles
";
pub(crate) const CONTRACTS: &str = "\
seller,buyer,good,volume_t_per_year,start,end,fixed_price_usd_per_kg
firm_magnets,firm_motors,magnet,120,2025-01-06,2030-01-01,60
";

/// A desk with the tables of a firm; a table without text is not there.
pub(crate) fn desk(facilities: &str, bill: &str, contracts: &str) -> Desk {
    let desk = Desk::new();
    fs::create_dir(desk.path("firm")).unwrap();
    let tables = [
        ("facilities.csv", facilities),
        ("bill_of_materials.csv", bill),
        ("contracts.csv", contracts),
    ];
    for (name, text) in tables.into_iter().filter(|(_, text)| !text.is_empty()) {
        fs::write(desk.path("firm").join(name), text).unwrap();
    }
    desk
}

pub(crate) fn says(desk: &Desk, words: &str, expected: Expect) {
    expected.assert_eq(&desk.run(words).to_string());
}

/// The first block of RON on a page of the guide.
fn block_of(page: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs/guide")
        .join(page);
    let text = fs::read_to_string(path).unwrap();
    let block = text
        .split("```ron\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next());
    block.unwrap().to_owned()
}

#[test]
fn firm_is_placed_and_told() {
    says(
        &desk(FACILITIES, BILL, CONTRACTS),
        "import firm --into world.ron",
        expect![[r#"
            exit 0
            stdout:
            Placed from firm into world.ron
              id            section   country  good    t/yr  USD/kg lost  displaces      left there
              firm_magnets  refiners  west     magnet   170               west_magnets        1,830
              firm_motors   buyers    west     magnet   200        1,500  west_vehicles       2,800

            Contracts
              id                               seller        buyer        good    volume    price, USD/kg     term
              firm_magnets_firm_motors_magnet  firm_magnets  firm_motors  magnet  120 t/yr  60 USD/kg, fixed  2025-01-06 to 2030-01-01

            Base year, t/yr
              good              made before  after     used before   after
              dysprosium_oxide  as mined     as mined          125     125
              ndpr_metal        3,601        3,601           3,600   3,600
              magnet            10,000       10,000         10,000  10,000

            wrote world_firm.ron: no faults
            look at it:     monazite describe world_firm.ron refiners.firm_magnets
            run it:         monazite run world_firm.ron
            what it does:   monazite compare world.ron world_firm.ron
            stderr:
        "#]],
    );
}

#[test]
fn what_was_written_checks_and_runs() {
    let desk = desk(FACILITIES, BILL, CONTRACTS);
    assert_eq!(desk.run("import firm --into world.ron").code, 0);
    assert_eq!(desk.run("check world_firm.ron").code, 0);
    assert_eq!(desk.run("run world_firm.ron --years 1 --quiet").code, 0);
    let buyers = desk.read("outputs/world_firm/buyers.csv");
    assert!(buyers.contains("firm_motors"));
}

#[test]
fn variant_in_another_folder_finds_its_base() {
    let desk = desk(FACILITIES, BILL, CONTRACTS);
    fs::create_dir(desk.path("mine")).unwrap();
    assert_eq!(
        desk.run("import firm --into world.ron --out mine/own.ron --name own")
            .code,
        0
    );
    assert!(desk.read("mine/own.ron").contains("base: \"../world.ron\""));
    assert_eq!(desk.run("check mine/own.ron").code, 0);
}

#[test]
fn on_top_displaces_nobody() {
    says(
        &desk(FACILITIES, BILL, ""),
        "import firm --into world.ron --on-top",
        expect![[r#"
            exit 0
            stdout:
            Placed from firm into world.ron
              id            section   country  good    t/yr  USD/kg lost  displaces  left there
              firm_magnets  refiners  west     magnet   170               nobody
              firm_motors   buyers    west     magnet   200        1,500  nobody

            Base year, t/yr
              good              made before  after     used before   after
              dysprosium_oxide  as mined     as mined          125   127.1
              ndpr_metal        3,601        3,601           3,600   3,661
              magnet            10,000       10,170         10,000  10,200

            wrote world_firm.ron: no faults
            look at it:     monazite describe world_firm.ron refiners.firm_magnets
            run it:         monazite run world_firm.ron
            what it does:   monazite compare world.ron world_firm.ron
            stderr:
        "#]],
    );
}

#[test]
fn variant_is_replaced_only_by_force() {
    let desk = desk(FACILITIES, BILL, CONTRACTS);
    assert_eq!(desk.run("import firm --into world.ron").code, 0);
    let before = desk.read("world_firm.ron");
    says(
        &desk,
        "import firm --into world.ron",
        expect![[r#"
        exit 1
        stdout:
        stderr:
        error: `world_firm.ron` is there already
          hint: name another file with `--out`, or replace it with `--force`
    "#]],
    );
    assert_eq!(desk.run("import firm --into world.ron --force").code, 0);
    assert_eq!(desk.read("world_firm.ron"), before);
}

#[test]
fn scenario_itself_is_never_replaced() {
    says(
        &desk(FACILITIES, BILL, ""),
        "import firm --into world.ron --out ./world.ron --force",
        expect![[r#"
            exit 1
            stdout:
            stderr:
            error: `./world.ron` is the scenario itself
              hint: name another file with `--out`; a variant stands beside its base
        "#]],
    );
}

#[test]
fn templates_are_written_once() {
    let desk = Desk::new();
    says(
        &desk,
        "import --template mine",
        expect![[r#"
        exit 0
        stdout:
        wrote mine/facilities.csv
        wrote mine/contracts.csv
        wrote mine/bill_of_materials.csv
        fill them in, then: monazite import mine --into <scenario.ron>
        stderr:
    "#]],
    );
    assert_eq!(
        names_in(&desk.path("mine")),
        ["bill_of_materials.csv", "contracts.csv", "facilities.csv"]
    );
    says(
        &desk,
        "import --template mine",
        expect![[r#"
        exit 1
        stdout:
        stderr:
        error: `mine/facilities.csv` is there already
          hint: choose another folder
    "#]],
    );
}

#[test]
fn base_year_that_the_guide_moves_checks_and_runs() {
    let desk = Desk::new();
    fs::write(desk.path("world_2028.ron"), block_of("base_year.md")).unwrap();
    assert_eq!(desk.run("check world_2028.ron").code, 0);
    assert_eq!(desk.run("run world_2028.ron --years 1 --quiet").code, 0);
    assert!(
        desk.read("outputs/world_2028/prices.csv")
            .contains("\n2028-01-03,")
    );
}

#[test]
fn guide_names_every_column() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guide/import.md");
    let guide = fs::read_to_string(path).unwrap();
    for (table, text) in import::templates() {
        for column in text.lines().next().unwrap().split(',') {
            assert!(guide.contains(&format!("`{column}`")), "{table}: {column}");
        }
    }
}
