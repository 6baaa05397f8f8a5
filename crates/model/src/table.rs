//! What a table is and where its rows go.
//!
//! The model knows tables as (name, columns, rows) and hands rows to a [`Sink`]; files, formats and
//! folders belong to crate `output`.

use units::Date;

/// One column of a table. The name carries the unit, as everywhere in files.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// Column name, with its unit as a suffix.
    pub name: &'static str,
    /// Unit in words.
    pub unit: &'static str,
    /// What the number means.
    pub meaning: &'static str,
}

/// One table: what a row is and which columns it has.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    /// File name without extension.
    pub name: &'static str,
    /// What one row stands for.
    pub row: &'static str,
    /// The columns in order.
    pub columns: &'static [Column],
}

/// Shorthand for a column in a `const` table.
pub const fn column(name: &'static str, unit: &'static str, meaning: &'static str) -> Column {
    Column {
        name,
        unit,
        meaning,
    }
}

/// One cell of a row; text borrows from the simulation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// Free text or an id.
    Text(&'a str),
    /// A quantity in the column's unit.
    Number(f64),
    /// A count.
    Count(u64),
    /// A day.
    Date(Date),
    /// Nothing to report.
    Empty,
}

impl std::fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Cell::Text(text) => f.write_str(text),
            Cell::Number(number) => write!(f, "{number}"),
            Cell::Count(count) => write!(f, "{count}"),
            Cell::Date(date) => write!(f, "{date}"),
            Cell::Empty => Ok(()),
        }
    }
}

/// Where rows go. `table` is one of [`crate::TABLES`].
pub trait Sink {
    /// Takes one row; `cells` has one entry per column of `table`.
    fn row(&mut self, table: &'static Table, cells: &[Cell<'_>]);
    /// Whether rows of a table are wanted: a simulation skips the work of writing others.
    fn wants(&self, _table: &'static Table) -> bool {
        true
    }
    /// Whether anybody listens: a simulation skips the work of recording when nobody does.
    fn is_listening(&self) -> bool {
        true
    }
}

/// Forgets every row: for runs of which only the summary counts.
#[derive(Debug, Default, Clone, Copy)]
pub struct NoSink;

impl Sink for NoSink {
    fn row(&mut self, _table: &'static Table, _cells: &[Cell<'_>]) {}
    fn is_listening(&self) -> bool {
        false
    }
}

/// Keeps rows as text in memory: for tests and small worlds.
#[derive(Debug, Default, Clone)]
pub struct MemorySink {
    rows: Vec<(&'static str, Vec<String>)>,
}

impl MemorySink {
    /// Rows of one table, in order.
    pub fn rows<'a>(&'a self, table: &'a str) -> impl Iterator<Item = &'a [String]> + 'a {
        self.rows
            .iter()
            .filter(move |(name, _)| *name == table)
            .map(|(_, cells)| cells.as_slice())
    }
}

impl Sink for MemorySink {
    fn row(&mut self, table: &'static Table, cells: &[Cell<'_>]) {
        debug_assert_eq!(table.columns.len(), cells.len(), "table {}", table.name);
        let texts = cells.iter().map(ToString::to_string).collect();
        self.rows.push((table.name, texts));
    }
}
