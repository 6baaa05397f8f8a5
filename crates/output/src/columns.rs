//! Rows whose columns are known only when a program runs, as Arrow columns and as CSV.

use std::sync::Arc;

use arrow_array::builder::{Date32Builder, Float64Builder, StringBuilder, UInt64Builder};
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, UInt64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

use units::Date;

use crate::cell::write_number;

/// The day from which Arrow counts.
const ARROW_START: Date = Date::new(1970, 1, 1);

/// A column: its name, with the unit as a suffix, and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnOf {
    /// Name of the column.
    pub name: String,
    /// What it holds.
    pub kind: ColumnKind,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text, an id.
    Text,
    /// A number.
    Number,
    /// A number without decimals or sign.
    Whole,
    /// A day.
    Day,
}

impl ColumnOf {
    /// A column.
    pub fn new(name: &str, kind: ColumnKind) -> Self {
        Self {
            name: name.to_owned(),
            kind,
        }
    }
}

/// One value of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text, an id.
    Text(String),
    /// A number; one that is not finite is written as nothing.
    Number(f64),
    /// A number without decimals or sign.
    Whole(u64),
    /// A day.
    Day(Date),
    /// Nothing to report.
    Empty,
}

impl Value {
    /// The number; not a number where there is none.
    pub fn number(&self) -> f64 {
        match *self {
            Self::Number(number) => number,
            Self::Whole(whole) => whole as f64,
            Self::Text(_) | Self::Day(_) | Self::Empty => f64::NAN,
        }
    }

    fn finite(&self) -> Option<f64> {
        Some(self.number()).filter(|number| number.is_finite())
    }

    fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Number(number) => {
                let mut text = String::new();
                write_number(&mut text, *number);
                Some(text)
            }
            Self::Whole(whole) => Some(whole.to_string()),
            Self::Day(date) => Some(date.to_string()),
            Self::Empty => None,
        }
    }
}

/// The columns as Arrow knows them.
pub(crate) fn schema(columns: &[ColumnOf]) -> SchemaRef {
    let fields: Vec<Field> = columns
        .iter()
        .map(|column| Field::new(&column.name, data_type(column.kind), true))
        .collect();
    Arc::new(Schema::new(fields))
}

fn data_type(kind: ColumnKind) -> DataType {
    match kind {
        ColumnKind::Text => DataType::Utf8,
        ColumnKind::Number => DataType::Float64,
        ColumnKind::Whole => DataType::UInt64,
        ColumnKind::Day => DataType::Date32,
    }
}

/// Rows as columns; a value that does not fit its column is left out.
pub(crate) fn batch(columns: &[ColumnOf], rows: &[Vec<Value>]) -> Result<RecordBatch, ArrowError> {
    let arrays = columns.iter().enumerate().map(|(index, column)| {
        let values = rows
            .iter()
            .map(|row| row.get(index).unwrap_or(&Value::Empty));
        array(column.kind, values)
    });
    RecordBatch::try_new(schema(columns), arrays.collect())
}

fn array<'a>(kind: ColumnKind, values: impl Iterator<Item = &'a Value>) -> ArrayRef {
    match kind {
        ColumnKind::Text => {
            let mut builder = StringBuilder::new();
            values.for_each(|value| builder.append_option(value.text()));
            Arc::new(builder.finish())
        }
        ColumnKind::Number => {
            let mut builder = Float64Builder::new();
            // A negative zero means nothing in a table.
            values.for_each(|value| {
                builder.append_option(value.finite().map(|number| number + 0.0));
            });
            Arc::new(builder.finish())
        }
        ColumnKind::Whole => {
            let mut builder = UInt64Builder::new();
            values.for_each(|value| {
                builder.append_option(match value {
                    Value::Whole(whole) => Some(*whole),
                    _ => None,
                });
            });
            Arc::new(builder.finish())
        }
        ColumnKind::Day => {
            let mut builder = Date32Builder::new();
            values.for_each(|value| {
                builder.append_option(match value {
                    Value::Day(date) => Some(arrow_day(*date)),
                    _ => None,
                });
            });
            Arc::new(builder.finish())
        }
    }
}

/// Days since the first one of Arrow, 1 January 1970.
fn arrow_day(date: Date) -> i32 {
    date.days_since(ARROW_START)
}

/// The values of columns that [`batch`] made, row by row; `None` where a column is of another kind.
pub(crate) fn rows(batch: &RecordBatch) -> Option<Vec<Vec<Value>>> {
    let mut rows = vec![Vec::with_capacity(batch.num_columns()); batch.num_rows()];
    for array in batch.columns() {
        let value = reader(array)?;
        for (index, row) in rows.iter_mut().enumerate() {
            row.push(if array.is_null(index) {
                Value::Empty
            } else {
                value(index)
            });
        }
    }
    Some(rows)
}

type Reader<'a> = Box<dyn Fn(usize) -> Value + 'a>;

fn reader(array: &ArrayRef) -> Option<Reader<'_>> {
    match array.data_type() {
        DataType::Utf8 => {
            let texts = array.as_string_opt::<i32>()?;
            Some(Box::new(|index| Value::Text(texts.value(index).to_owned())))
        }
        DataType::Float64 => {
            let numbers = array.as_primitive_opt::<Float64Type>()?;
            Some(Box::new(|index| Value::Number(numbers.value(index))))
        }
        DataType::UInt64 => {
            let wholes = array.as_primitive_opt::<UInt64Type>()?;
            Some(Box::new(|index| Value::Whole(wholes.value(index))))
        }
        DataType::Date32 => {
            let days = array.as_primitive_opt::<Date32Type>()?;
            Some(Box::new(|index| {
                Value::Day(ARROW_START.add_days(days.value(index)))
            }))
        }
        _ => None,
    }
}

/// Appends rows as CSV, without header.
pub(crate) fn append_csv(text: &mut String, rows: &[Vec<Value>]) {
    for row in rows {
        for (place, value) in row.iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            append_quoted(text, &cell_text(value));
        }
        text.push('\n');
    }
}

/// The text of a value in a cell.
pub(crate) fn cell_text(value: &Value) -> String {
    match value {
        Value::Number(number) if !number.is_finite() => String::new(),
        other => other.text().unwrap_or_default(),
    }
}

/// The line with the names of the columns.
pub(crate) fn csv_header(columns: &[ColumnOf]) -> String {
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    names.join(",") + "\n"
}

/// In quotes where CSV needs them.
fn append_quoted(text: &mut String, words: &str) {
    if words.contains([',', '"', '\n', '\r']) {
        text.push('"');
        text.push_str(&words.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Vec<ColumnOf> {
        vec![
            ColumnOf::new("name", ColumnKind::Text),
            ColumnOf::new("price_usd_per_kg", ColumnKind::Number),
            ColumnOf::new("seed", ColumnKind::Whole),
        ]
    }

    fn example() -> Vec<Vec<Value>> {
        vec![
            vec![
                Value::Text("a, \"b\"".to_owned()),
                Value::Number(0.1),
                Value::Whole(u64::MAX),
            ],
            vec![Value::Empty, Value::Number(f64::NAN), Value::Empty],
        ]
    }

    #[test]
    fn rows_come_back_from_their_columns_with_every_digit() {
        let batch = batch(&columns(), &example()).unwrap();
        let mut expected = example();
        // Not a number is nothing to report.
        expected[1][1] = Value::Empty;
        assert_eq!(rows(&batch), Some(expected));
    }

    #[test]
    fn csv_quotes_what_has_to_be_quoted() {
        let mut text = csv_header(&columns());
        append_csv(&mut text, &example());
        assert_eq!(
            text,
            "name,price_usd_per_kg,seed\n\"a, \"\"b\"\"\",0.1,18446744073709551615\n,,\n"
        );
    }
}
