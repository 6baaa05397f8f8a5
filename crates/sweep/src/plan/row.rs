//! What a run leaves behind: one row of results, and one row for its point.

use output::{ColumnKind, ColumnOf, Value};

use super::{Plan, Run, identity::ENGINE_VERSION};
use crate::Outcome as Measured;

/// Columns that are in every row, before and behind factors and measures.
pub const RESERVED_COLUMNS: [&str; 8] = [
    "plan_hash",
    "point",
    "row",
    "replicate",
    "seed",
    "engine_version",
    "status",
    "error",
];

/// How a run ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It ran to its end.
    Done(Measured),
    /// It could not be run, or broke down; why, in words.
    Failed(String),
}

impl Plan {
    /// The columns of results.
    pub fn columns(&self) -> Vec<ColumnOf> {
        let text = |name: &str| ColumnOf::new(name, ColumnKind::Text);
        let whole = |name: &str| ColumnOf::new(name, ColumnKind::Whole);
        let mut columns = vec![
            text("plan_hash"),
            whole("point"),
            whole("replicate"),
            whole("seed"),
            text("engine_version"),
        ];
        columns.extend(self.factor_columns());
        let measures = self.measures.iter();
        columns.extend(measures.map(|measure| ColumnOf::new(&measure.name, ColumnKind::Number)));
        columns.extend([text("status"), text("error")]);
        columns
    }

    /// The columns of the table of points.
    pub fn point_columns(&self) -> Vec<ColumnOf> {
        let mut columns = vec![
            ColumnOf::new("point", ColumnKind::Whole),
            ColumnOf::new("row", ColumnKind::Text),
        ];
        columns.extend(self.factor_columns());
        columns
    }

    fn factor_columns(&self) -> impl Iterator<Item = ColumnOf> + '_ {
        self.factors.iter().map(|factor| {
            let kind = if factor.is_number {
                ColumnKind::Number
            } else {
                ColumnKind::Text
            };
            ColumnOf::new(&factor.name, kind)
        })
    }

    /// The row of results of a run.
    pub fn row(&self, plan_hash: &str, run: Run, outcome: &Outcome) -> Vec<Value> {
        let text = |words: &str| Value::Text(words.to_owned());
        let mut row = vec![
            text(plan_hash),
            Value::Whole(run.point),
            Value::Whole(u64::from(run.replicate)),
            Value::Whole(run.seed),
            text(ENGINE_VERSION),
        ];
        row.extend(self.values(run.point).into_iter().map(|value| value.column));
        let measured = match outcome {
            Outcome::Done(measured) => Some(measured),
            Outcome::Failed(_) => None,
        };
        row.extend(self.measures.iter().map(|measure| {
            let figures = measured.iter().flat_map(|measured| &measured.figures);
            let mut named = figures.filter(|figure| figure.name == measure.name);
            named
                .next()
                .map_or(Value::Empty, |figure| Value::Number(figure.value))
        }));
        row.extend(match outcome {
            Outcome::Done(_) => [text("done"), Value::Empty],
            Outcome::Failed(error) => [text("failed"), Value::Text(error.replace('\n', " "))],
        });
        row
    }

    /// The row of a point in the table of points.
    pub fn point_row(&self, point: u64) -> Vec<Value> {
        let mut row = vec![Value::Whole(point), Value::Text(self.label(point))];
        row.extend(self.values(point).into_iter().map(|value| value.column));
        row
    }
}
