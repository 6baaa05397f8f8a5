//! The folder of a firm: three tables, read as a whole, all faults at once.

use std::fs;
use std::path::Path;

use scenario::{Fault, Faults, Place, Scenario, hint_for_unknown};

use crate::agreement::{self, Agreement, Parties};
use crate::bill::{self, Use};
use crate::column::{BILL, CONTRACTS, FACILITIES, TABLES, Table};
use crate::facility::{self, Facility};
use crate::sheet::{self, Row};

/// What a firm has.
#[derive(Debug)]
pub(crate) struct Firm {
    /// Mines, refiners and places of use, in the order of the table.
    pub(crate) facilities: Vec<Facility>,
    /// What the places of use need.
    pub(crate) uses: Vec<Use>,
    pub(crate) agreements: Vec<Agreement>,
}

/// Reads the tables of a folder against the scenario that they are for.
pub(crate) fn read(folder: &Path, scenario: &Scenario) -> Result<Firm, Faults> {
    let mut faults = Vec::new();
    names(folder, &mut faults)?;
    let mut rows = |table: &'static Table, is_needed: bool| {
        let path = folder.join(table.file);
        if is_needed || path.exists() {
            sheet::read(&path, table, &mut faults)
        } else {
            Vec::new()
        }
    };
    let plants = rows(&FACILITIES, true);
    let bills = rows(&BILL, false);
    let contracts = rows(&CONTRACTS, false);
    if plants.is_empty() && faults.is_empty() {
        faults.push(of_folder(
            &folder.join(FACILITIES.file),
            "the table has no facilities",
            "add a row for each plant",
        ));
    }
    if !faults.is_empty() {
        // Cells of a table with a wrong header would only repeat that.
        return Err(Faults(faults));
    }
    let facilities: Vec<Facility> = plants
        .iter()
        .filter_map(|row| facility::read(row, scenario, &mut faults))
        .collect();
    unique(&plants, "id", &mut faults);
    let lines: Vec<_> = bills
        .iter()
        .filter_map(|row| bill::read(row, &facilities, scenario, &mut faults))
        .collect();
    let is_whole = lines.len() == bills.len();
    // Sums over lines that could not be read would be wrong.
    let uses = if is_whole {
        bill::uses(&facilities, &lines, &mut faults)
    } else {
        bill::uses(&facilities, &lines, &mut Vec::new())
    };
    let parties = Parties {
        scenario,
        facilities: &facilities,
        uses: &uses,
    };
    let agreements: Vec<Agreement> = contracts
        .iter()
        .filter_map(|row| agreement::read(row, &parties, &mut faults))
        .collect();
    one_for_each_pair(&agreements, &mut faults);
    if faults.is_empty() {
        Ok(Firm {
            facilities,
            uses,
            agreements,
        })
    } else {
        faults.sort_by_key(|fault| order(&fault.place));
        Err(Faults(faults))
    }
}

/// Faults are told from the first table to the last, line by line.
fn order(place: &Place) -> (usize, usize, usize) {
    let table = TABLES
        .iter()
        .position(|table| place.file.ends_with(table.file));
    (table.unwrap_or(TABLES.len()), place.line, place.column)
}

fn of_folder(path: &Path, message: &str, hint: &str) -> Fault {
    Fault {
        place: Place::whole(&path.display().to_string()),
        path: String::new(),
        message: message.to_owned(),
        hint: hint.to_owned(),
    }
}

/// The folder is one, and its tables have names that are read.
fn names(folder: &Path, faults: &mut Vec<Fault>) -> Result<(), Faults> {
    const TEMPLATE: &str = "`monazite import --template <folder>` writes tables to fill in";
    let entries = fs::read_dir(folder).map_err(|error| {
        let message = if folder.is_file() {
            "this is a file, not a folder".to_owned()
        } else if error.kind() == std::io::ErrorKind::NotFound {
            "there is no such folder".to_owned()
        } else {
            format!("cannot be opened: {error}")
        };
        Faults(vec![of_folder(folder, &message, TEMPLATE)])
    })?;
    let mut found: Vec<String> = entries
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .filter(|name| {
            !name.starts_with('.')
                && Path::new(name)
                    .extension()
                    .is_some_and(|end| end.eq_ignore_ascii_case("csv"))
        })
        .collect();
    found.sort();
    let known = TABLES.map(|table| table.file);
    for name in found.iter().filter(|name| !known.contains(&name.as_str())) {
        let message = format!("`{name}` is no table of a firm and would not be read");
        faults.push(of_folder(
            &folder.join(name),
            &message,
            &hint_for_unknown(name, known),
        ));
    }
    if !found.iter().any(|name| name == FACILITIES.file) {
        faults.push(of_folder(
            folder,
            &format!("the folder has no `{}`", FACILITIES.file),
            TEMPLATE,
        ));
        return Err(Faults(std::mem::take(faults)));
    }
    Ok(())
}

fn unique(rows: &[Row], column: &'static str, faults: &mut Vec<Fault>) {
    for (at, row) in rows.iter().enumerate() {
        let id = row.text(column);
        if let Some(first) = rows
            .iter()
            .take(at)
            .find(|other| !id.is_empty() && other.text(column) == id)
        {
            faults.push(row.fault(
                column,
                format!(
                    "column `{column}` is `{id}`, which line {} has already",
                    first.place.line
                ),
                "give each its own name".to_owned(),
            ));
        }
    }
}

/// A seller, a buyer and a good have one contract at a time.
fn one_for_each_pair(agreements: &[Agreement], faults: &mut Vec<Fault>) {
    for (at, agreement) in agreements.iter().enumerate() {
        let (here, row) = (&agreement.contract, &agreement.row);
        let mut before = agreements.iter().take(at);
        let same = before.find(|other| {
            let there = &other.contract;
            there.id == here.id
                || ((&there.seller, &there.buyer, &there.good)
                    == (&here.seller, &here.buyer, &here.good)
                    && there.start < here.end
                    && here.start < there.end)
        });
        if let Some(first) = same {
            faults.push(row.fault(
                "seller",
                format!("line {} is a contract of the same seller, buyer and good, or has the same id", first.row.place.line),
                "a pair has one contract for a good at a time: sum the two up, or let one start when the other ends".to_owned(),
            ));
        }
    }
}
