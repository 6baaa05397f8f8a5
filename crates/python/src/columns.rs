//! Rows of the model as columns of Arrow, typed by the unit of the column.

use std::sync::Arc;

use arrow_array::builder::{Date32Builder, Float64Builder, StringBuilder, UInt64Builder};
use arrow_array::{ArrayRef, RecordBatch, UInt64Array};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use model::{Cell, Column, Sink, TABLES, Table};
use units::Date;

const EPOCH: Date = Date::new(1970, 1, 1);
/// Name of the column that tells replicates apart, as in the files.
const REPLICATE: &str = "replicate";

/// Collects rows of the tables that are wanted.
pub(crate) struct Columns {
    tables: Vec<OfTable>,
}

struct OfTable {
    table: &'static Table,
    is_wanted: bool,
    builders: Vec<Builder>,
    rows: usize,
}

enum Builder {
    Text(StringBuilder),
    Number(Float64Builder),
    Whole(UInt64Builder),
    Date(Date32Builder),
}

impl Columns {
    /// Empty columns of these tables, or of all.
    pub(crate) fn of(wanted: Option<&[String]>) -> Self {
        let is_wanted =
            |table: &Table| wanted.is_none_or(|names| names.iter().any(|name| name == table.name));
        let tables = TABLES.iter().map(|&table| OfTable {
            table,
            is_wanted: is_wanted(table),
            builders: table.columns.iter().map(Builder::of).collect(),
            rows: 0,
        });
        Self {
            tables: tables.collect(),
        }
    }

    /// Empty columns of one table, of a run or not.
    pub(crate) fn of_one(table: &'static Table) -> Self {
        Self {
            tables: vec![OfTable {
                table,
                is_wanted: true,
                builders: table.columns.iter().map(Builder::of).collect(),
                rows: 0,
            }],
        }
    }

    /// The rows so far, one batch for each table, and empties the columns.
    ///
    /// With `replicate`, its number comes first in every row.
    pub(crate) fn take(&mut self, replicate: Option<u32>) -> Result<Vec<RecordBatch>, ArrowError> {
        self.tables
            .iter_mut()
            .map(|of_table| of_table.take(replicate))
            .collect()
    }
}

impl Sink for Columns {
    fn row(&mut self, table: &'static Table, cells: &[Cell<'_>]) {
        let known = self.tables.iter_mut();
        let Some(of_table) = known.into_iter().find(|it| it.table.name == table.name) else {
            return;
        };
        if !of_table.is_wanted {
            return;
        }
        of_table.rows += 1;
        for (builder, cell) in of_table.builders.iter_mut().zip(cells) {
            builder.append(*cell);
        }
    }

    fn is_listening(&self) -> bool {
        self.tables.iter().any(|it| it.is_wanted)
    }

    fn wants(&self, table: &'static Table) -> bool {
        let known = self.tables.iter();
        known
            .filter(|it| it.table.name == table.name)
            .any(|it| it.is_wanted)
    }
}

impl OfTable {
    fn take(&mut self, replicate: Option<u32>) -> Result<RecordBatch, ArrowError> {
        let mut arrays: Vec<ArrayRef> = Vec::new();
        if let Some(number) = replicate {
            let numbers = UInt64Array::from_value(u64::from(number), self.rows);
            arrays.push(Arc::new(numbers));
        }
        arrays.extend(self.builders.iter_mut().map(Builder::finish));
        self.rows = 0;
        RecordBatch::try_new(schema(self.table, replicate.is_some()), arrays)
    }
}

/// The columns of a table; unit and meaning travel with each as metadata.
pub(crate) fn schema(table: &Table, has_replicate: bool) -> SchemaRef {
    let replicate = Field::new(REPLICATE, DataType::UInt64, false);
    let fields = table.columns.iter().map(|column| {
        let notes = [("unit", column.unit), ("meaning", column.meaning)];
        let notes = notes.map(|(key, text)| (key.to_owned(), text.to_owned()));
        Field::new(column.name, data_type(column), true).with_metadata(notes)
    });
    let all = has_replicate.then_some(replicate).into_iter().chain(fields);
    Arc::new(Schema::new(all.collect::<Vec<_>>()))
}

fn data_type(column: &Column) -> DataType {
    match column.unit {
        "id" | "ids" | "word" | "text" => DataType::Utf8,
        "day" => DataType::Date32,
        "count" | "0 or 1" => DataType::UInt64,
        _ => DataType::Float64,
    }
}

impl Builder {
    fn of(column: &Column) -> Self {
        match data_type(column) {
            DataType::Utf8 => Self::Text(StringBuilder::new()),
            DataType::Date32 => Self::Date(Date32Builder::new()),
            DataType::UInt64 => Self::Whole(UInt64Builder::new()),
            _ => Self::Number(Float64Builder::new()),
        }
    }

    /// Appends a cell; one that does not fit its column's unit is left out, which a test of the package rules out.
    fn append(&mut self, cell: Cell<'_>) {
        match (self, cell) {
            (Self::Text(builder), Cell::Text(text)) => builder.append_value(text),
            (Self::Text(builder), _) => builder.append_null(),
            (Self::Number(builder), Cell::Number(number)) => {
                // A negative zero means nothing in a table, as in the files.
                builder.append_option(number.is_finite().then_some(number + 0.0));
            }
            (Self::Number(builder), Cell::Count(count)) => builder.append_value(count as f64),
            (Self::Number(builder), _) => builder.append_null(),
            (Self::Whole(builder), Cell::Count(count)) => builder.append_value(count),
            (Self::Whole(builder), _) => builder.append_null(),
            (Self::Date(builder), Cell::Date(date)) => builder.append_value(date.days_since(EPOCH)),
            (Self::Date(builder), _) => builder.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(builder) => Arc::new(builder.finish()),
            Self::Number(builder) => Arc::new(builder.finish()),
            Self::Whole(builder) => Arc::new(builder.finish()),
            Self::Date(builder) => Arc::new(builder.finish()),
        }
    }
}
