//! A firm placed into the starter scenario and into the headline.

use std::fs;
use std::path::{Path, PathBuf};

use import::{Imported, Request, import};
use model::{MemorySink, NoSink, Simulation};
use scenario::{Faults, Scenario, diff};
use tempfile::TempDir;

const FACILITIES: &str = "\
id,kind,name,country,recipe,capacity_t_per_year,utilisation_share,cover_weeks,displaces,start,source
firm_magnets,refiner,\"Firm, magnets\",west,magnet,200,0.85,6,west_magnets,,works council
firm_motors,buyer,Firm motors,west,,,,5,,,purchasing
firm_later,refiner,Firm later,west,magnet,100,,,west_magnets,2027-06-01,board
";
const BILL: &str = "\
facility,product,good,kg_per_unit,content_share,units_per_year,value_added_usd_per_unit,end_use
firm_motors,motor,magnet,2,,100000,3000,vehicles
firm_motors,pump,magnet,1,0.5,100000,600,vehicles
";
const CONTRACTS: &str = "\
seller,buyer,good,volume_t_per_year,start,end,floor_usd_per_kg
firm_magnets,firm_motors,magnet,120,2025-01-06,2030-01-01,40
";

/// A folder with the starter scenario `world.ron` and the tables of a firm.
struct Desk(TempDir);

impl Desk {
    fn new(facilities: &str, bill: &str, contracts: &str) -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        desk.write("world.ron", &scenario::starter("world"));
        fs::create_dir(desk.path("firm")).unwrap();
        desk.write("firm/facilities.csv", facilities);
        desk.write("firm/bill_of_materials.csv", bill);
        desk.write("firm/contracts.csv", contracts);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn import(&self, is_on_top: bool) -> Result<Imported, Faults> {
        import(Request {
            folder: &self.path("firm"),
            base: &self.path("world.ron"),
            out: &self.path("firm_world.ron"),
            name: "firm_world",
            is_on_top,
        })
    }

    fn base(&self) -> Scenario {
        scenario::load(self.path("world.ron")).unwrap().scenario
    }
}

fn desk() -> Desk {
    Desk::new(FACILITIES, BILL, CONTRACTS)
}

#[test]
fn two_imports_write_the_same_world() {
    let desk = desk();
    let (first, second) = (desk.import(false).unwrap(), desk.import(false).unwrap());
    assert_eq!(first.text, second.text);
    assert_eq!(first.loaded.hash, second.loaded.hash);
}

#[test]
fn tables_of_any_spreadsheet_make_the_same_world() {
    let plain = desk().import(false).unwrap();
    let foreign = |text: &str| {
        // Semicolons, decimal commas, a byte-order mark, Windows line ends and an empty row.
        let quoted = text.replace("\"Firm, magnets\"", "\"Firm# magnets\"");
        let text = quoted
            .replace(',', ";")
            .replace("0.85", "0,85")
            .replace("0.5;", "0,5;")
            .replace('#', ",");
        format!("\u{feff}{}\r\n;;;\r\n", text.replace('\n', "\r\n"))
    };
    let desk = Desk::new(&foreign(FACILITIES), &foreign(BILL), &foreign(CONTRACTS));
    assert_eq!(desk.import(false).unwrap().loaded.hash, plain.loaded.hash);
}

#[test]
fn file_that_was_written_is_the_world_that_was_told() {
    let desk = desk();
    let imported = desk.import(false).unwrap();
    desk.write("firm_world.ron", &imported.text);
    let loaded = scenario::load_checked(desk.path("firm_world.ron")).unwrap();
    assert_eq!(loaded.hash, imported.loaded.hash);
    assert_eq!(loaded.scenario.about.name, "firm_world");
}

#[test]
fn base_year_makes_and_uses_what_it_did() {
    for balance in desk().import(false).unwrap().balance {
        let (before, after) = balance.used_t_per_year;
        assert!((before - after).abs() < 1e-9 * before, "{balance:?}");
        if let Some((before, after)) = balance.made_t_per_year {
            assert!((before - after).abs() < 1e-9 * before, "{balance:?}");
        }
    }
}

#[test]
fn use_and_value_follow_from_the_bill_of_materials() {
    // 100,000 x 2 kg and 100,000 x 1 kg x 0.5 are 250 t; 300 and 60 million dollars over them are 1,440 USD/kg.
    let imported = desk().import(false).unwrap();
    let buyer = imported
        .loaded
        .scenario
        .buyers
        .iter()
        .find(|buyer| buyer.id == "firm_motors")
        .unwrap();
    assert!((buyer.demand_t_per_year - 250.0).abs() < 1e-9);
    assert!((buyer.value_usd_per_kg - 1440.0).abs() < 1e-9);
    let left = imported
        .loaded
        .scenario
        .get("buyers.west_vehicles.demand_t_per_year")
        .unwrap();
    assert_eq!(left, "2750.0");
}

#[test]
fn imported_numbers_name_their_table_and_line() {
    let imported = desk().import(false).unwrap();
    let source = imported
        .loaded
        .scenario
        .get("refiners.firm_magnets.sources.capacity_t_per_year");
    assert_eq!(
        source.unwrap(),
        "\"imported from facilities.csv, line 2: works council\""
    );
}

#[test]
fn only_the_firm_and_the_nodes_that_it_was_a_part_of_differ() {
    let desk = desk();
    let imported = desk.import(false).unwrap();
    let touched = [
        "about.",
        "refiners.firm_",
        "buyers.firm_",
        "contracts.firm_",
        "refiners.west_magnets",
        "buyers.west_vehicles.",
        "buyers.west_wind.supply",
    ];
    for (path, ..) in diff(&desk.base(), &imported.loaded.scenario) {
        assert!(
            touched.iter().any(|known| path.starts_with(known)),
            "{path}"
        );
    }
}

#[test]
fn contract_that_runs_is_in_the_suppliers_of_the_start() {
    let imported = desk().import(false).unwrap();
    let buyer = imported
        .loaded
        .scenario
        .buyers
        .iter()
        .find(|buyer| buyer.id == "firm_motors")
        .unwrap();
    // 120 of 250 t a year.
    assert!((buyer.supply["magnet"]["firm_magnets"] - 0.48).abs() < 1e-9);
}

#[test]
fn plant_that_starts_later_displaces_nobody() {
    let imported = desk().import(false).unwrap();
    let later = imported
        .placed
        .iter()
        .find(|placed| placed.id == "firm_later")
        .unwrap();
    assert_eq!(later.displaced, None);
    assert_eq!(later.start.as_deref(), Some("2027-06-01"));
}

#[test]
fn on_top_leaves_everybody_as_they_were() {
    let desk = Desk::new(
        FACILITIES,
        BILL,
        "seller,buyer,good,volume_t_per_year,start,end\n",
    );
    let imported = desk.import(true).unwrap();
    for (path, ..) in diff(&desk.base(), &imported.loaded.scenario) {
        assert!(
            ["about.", "refiners.firm_", "buyers.firm_"]
                .iter()
                .any(|known| path.starts_with(known)),
            "{path}"
        );
    }
}

#[test]
fn world_with_the_firm_runs_and_keeps_mass_and_money() {
    let scenario = desk().import(false).unwrap().loaded.scenario;
    let mut simulation = Simulation::new(&scenario, 1, 0);
    while !simulation.is_finished() {
        simulation.step(&mut NoSink);
    }
    let (mass, money) = simulation.worst_errors();
    assert!(mass < 1e-9 && money < 1e-9, "{mass} and {money}");
}

#[test]
fn contract_with_a_country_gives_the_firm_the_part_of_whom_it_displaces() {
    let facilities = "id,kind,country,recipe,capacity_t_per_year,displaces\nfirm_metal,refiner,west,metal,70.6,west_metal\n";
    let desk = Desk::new(
        facilities,
        BILL.lines().next().unwrap(),
        CONTRACTS.lines().next().unwrap(),
    );
    let text = scenario::starter("world").replace("buyer: \"west_metal\"", "buyer: \"west\"");
    desk.write("world.ron", &text);
    let scenario = desk.import(false).unwrap().loaded.scenario;
    // A tenth of the metal maker takes a tenth of the 400 t.
    let volumes: Vec<(&str, f64)> = scenario
        .contracts
        .iter()
        .map(|contract| (contract.buyer.as_str(), contract.volume_t_per_year.unwrap()))
        .collect();
    assert_eq!(volumes.len(), 2);
    assert_eq!((volumes[0].0, volumes[1].0), ("west_metal", "firm_metal"));
    assert!(
        (volumes[0].1 - 360.0).abs() < 1e-9 && (volumes[1].1 - 40.0).abs() < 1e-9,
        "{volumes:?}"
    );
}

#[test]
fn mine_and_separator_are_parts_of_those_that_they_displace() {
    let facilities = "id,kind,country,good,recipe,capacity_t_per_year,displaces\n\
        firm_mine,mine,south,concentrate,,71.4,south_mine\n\
        firm_separator,refiner,south,,separation,75.6,south_separator\n";
    let desk = Desk::new(
        facilities,
        BILL.lines().next().unwrap(),
        CONTRACTS.lines().next().unwrap(),
    );
    let imported = desk.import(false).unwrap();
    let tonnes = |path: &str| {
        imported
            .loaded
            .scenario
            .get(path)
            .unwrap()
            .parse::<f64>()
            .unwrap()
    };
    assert!((tonnes("mines.south_mine.capacity_t_per_year") - 642.6).abs() < 1e-9);
    assert!((tonnes("refiners.south_separator.capacity_t_per_year") - 680.4).abs() < 1e-9);
    // Customers that name the old separator name both.
    assert!(
        (tonnes("refiners.west_magnets.supply.dysprosium_oxide.firm_separator") - 0.049).abs()
            < 1e-9
    );
}

#[test]
fn example_firm_fits_into_the_headline_and_runs() {
    let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios");
    let out = tempfile::tempdir().unwrap();
    let imported = import(Request {
        folder: &scenarios.join("imports/example_firm"),
        base: &scenarios.join("australia_japan.ron"),
        out: &out.path().join("firm.ron"),
        name: "firm",
        is_on_top: false,
    });
    let scenario = imported.unwrap().loaded.scenario;
    let mut simulation = Simulation::new(&scenario, 1, 0);
    for _ in 0..52 {
        simulation.step(&mut NoSink);
    }
    let (mass, money) = simulation.worst_errors();
    assert!(mass < 1e-9 && money < 1e-9, "{mass} and {money}");
}

#[test]
fn templates_are_read_without_a_fault_once_they_have_rows() {
    let desk = Desk(tempfile::tempdir().unwrap());
    desk.write("world.ron", &scenario::starter("world"));
    fs::create_dir(desk.path("firm")).unwrap();
    for (name, text) in import::templates() {
        desk.write(&format!("firm/{name}"), &text);
    }
    let faults = desk.import(false).unwrap_err();
    assert_eq!(faults.0.len(), 1);
    assert_eq!(faults.0[0].message, "the table has no facilities");
}

/// Quotes of the first year, in the order of the table [USD/kg].
fn quotes(scenario: &Scenario) -> Vec<f64> {
    let mut sink = MemorySink::default();
    let mut scenario = scenario.clone();
    scenario.clock.weeks = 52;
    model::run(&scenario, 1, 0, &mut sink);
    let prices = model::TABLES.iter().find(|table| table.name == "prices");
    let columns = prices.unwrap().columns.iter();
    let names: Vec<&str> = columns.map(|column| column.name).collect();
    let at = names
        .iter()
        .position(|name| *name == "quote_usd_per_kg")
        .unwrap();
    let rows = sink.rows("prices");
    rows.filter_map(|row| row[at].parse().ok()).collect()
}

#[test]
fn firm_that_is_a_part_of_what_was_there_moves_no_quote_in_the_first_year() {
    let facilities = "id,kind,country,recipe,capacity_t_per_year,displaces\n\
        firm_magnets,refiner,west,magnet,200,west_magnets\n\
        firm_motors,buyer,west,,,west_vehicles\n";
    let bill =
        "facility,product,good,kg_per_unit,units_per_year\nfirm_motors,motor,magnet,2,100000\n";
    let desk = Desk::new(facilities, bill, CONTRACTS.lines().next().unwrap());
    let before = quotes(&desk.base());
    let after = quotes(&desk.import(false).unwrap().loaded.scenario);
    assert!(before.len() > 52);
    assert_eq!(before.len(), after.len());
    for (before, after) in before.iter().zip(&after) {
        // Only luck that is drawn by agent differs, and nothing is short.
        assert!((after / before - 1.0).abs() < 1e-3, "{before} and {after}");
    }
}

#[test]
fn broken_table_gets_faults_or_a_world_and_never_a_panic() {
    let desk = desk();
    let tables = [
        ("facilities", FACILITIES),
        ("bill_of_materials", BILL),
        ("contracts", CONTRACTS),
    ];
    for (name, text) in tables {
        let file = format!("firm/{name}.csv");
        for (at, sign) in text.char_indices().map(|(at, _)| at).step_by(3).zip(
            ["\"", ",", "\n", "-", "é", "9", ";", "\0"]
                .into_iter()
                .cycle(),
        ) {
            desk.write(&file, &format!("{}{sign}{}", &text[..at], &text[at + 1..]));
            if let Err(faults) = desk.import(false) {
                assert!(!faults.0.is_empty());
                assert!(faults.0.iter().all(|fault| !fault.hint.is_empty()));
            }
        }
        desk.write(&file, text);
    }
}
