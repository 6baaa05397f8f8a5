//! What the tests of the model share: a sink that keeps rows as values, and small worlds.

#![allow(dead_code, reason = "every test file uses its own part")]

pub(crate) mod books;
pub(crate) mod dice;
pub(crate) mod keepers;
pub(crate) mod pair;
pub(crate) mod random_world;

use model::{Cell, Simulation, Sink, Table};
use scenario::Scenario;
use std::path::{Path, PathBuf};
use units::Date;

/// A cell that outlives the week.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// Text or id.
    Text(String),
    /// Quantity in the column's unit.
    Number(f64),
    /// Day.
    Date(Date),
    /// Nothing.
    Empty,
}

/// A row with its table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    /// Which table.
    pub(crate) table: &'static Table,
    /// Cells in column order.
    pub(crate) cells: Vec<Value>,
}

impl Row {
    fn cell(&self, column: &str) -> &Value {
        let at = self
            .table
            .columns
            .iter()
            .position(|known| known.name == column);
        &self.cells
            [at.unwrap_or_else(|| panic!("table {} has no column {column}", self.table.name))]
    }

    /// A number; NaN where the cell is empty, so that a comparison with it fails.
    pub(crate) fn number(&self, column: &str) -> f64 {
        match self.cell(column) {
            Value::Number(number) => *number,
            _ => f64::NAN,
        }
    }

    /// A text; empty where the cell is no text.
    pub(crate) fn text(&self, column: &str) -> &str {
        match self.cell(column) {
            Value::Text(text) => text,
            _ => "",
        }
    }

    /// The day of the row.
    pub(crate) fn date(&self) -> Date {
        match self.cell("date") {
            Value::Date(date) => *date,
            other => panic!("{other:?} is no date"),
        }
    }

    /// Whether the named columns hold the named texts.
    pub(crate) fn is(&self, facts: &[(&str, &str)]) -> bool {
        facts
            .iter()
            .all(|(column, text)| self.text(column) == *text)
    }
}

/// Keeps every row.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Rows(pub(crate) Vec<Row>);

impl Rows {
    /// Rows of a table in which the named columns hold the named texts.
    pub(crate) fn of<'a>(
        &'a self,
        table: &'a str,
        facts: &'a [(&'a str, &'a str)],
    ) -> impl Iterator<Item = &'a Row> + 'a {
        self.0
            .iter()
            .filter(move |row| row.table.name == table && row.is(facts))
    }
}

impl Sink for Rows {
    fn row(&mut self, table: &'static Table, cells: &[Cell<'_>]) {
        let keep = |cell: &Cell<'_>| match cell {
            Cell::Text(text) => Value::Text((*text).to_owned()),
            Cell::Number(number) => Value::Number(*number),
            Cell::Count(count) => Value::Number(*count as f64),
            Cell::Date(date) => Value::Date(*date),
            Cell::Empty => Value::Empty,
        };
        self.0.push(Row {
            table,
            cells: cells.iter().map(keep).collect(),
        });
    }
}

/// Runs a scenario for so many weeks and keeps its rows.
pub(crate) fn run_weeks(scenario: &Scenario, seed: u64, weeks: u32) -> (Simulation, Rows) {
    let mut simulation = Simulation::new(scenario, seed, 0);
    let mut rows = Rows::default();
    for _ in 0..weeks {
        simulation.step(&mut rows);
    }
    (simulation, rows)
}

/// The folder of shipped scenarios.
pub(crate) fn scenarios() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios")
}

/// The headline scenario, checked.
pub(crate) fn headline() -> Scenario {
    shipped("australia_japan.ron")
}

/// A shipped scenario by its path below `scenarios/`, checked.
pub(crate) fn shipped(path: &str) -> Scenario {
    match scenario::load_checked(scenarios().join(path)) {
        Ok(loaded) => loaded.scenario,
        Err(faults) => panic!("{faults}"),
    }
}

/// Reads a scenario from text and checks it.
pub(crate) fn checked(text: &str) -> Scenario {
    let loaded =
        scenario::load_str(text, "world.ron").unwrap_or_else(|faults| panic!("{faults}\n{text}"));
    assert_fair(&loaded.scenario, text);
    loaded.scenario
}

/// Refuses a world that no user could run.
pub(crate) fn assert_fair(scenario: &Scenario, context: &str) {
    let faults = scenario::check(&scenario::Loaded::from_scenario(scenario.clone()));
    assert!(faults.is_empty(), "{}\n{context}", scenario::Faults(faults));
}

/// Mean of some numbers.
pub(crate) fn mean(numbers: &[f64]) -> f64 {
    numbers.iter().sum::<f64>() / numbers.len() as f64
}

/// Standard deviation of some numbers.
pub(crate) fn deviation(numbers: &[f64]) -> f64 {
    let centre = mean(numbers);
    (numbers
        .iter()
        .map(|number| (number - centre) * (number - centre))
        .sum::<f64>()
        / numbers.len() as f64)
        .sqrt()
}
