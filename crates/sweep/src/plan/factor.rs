//! Something that differs from point to point.

use scenario::{Holds, Range};

use super::spread::Spread;
use super::value::Value;

/// A factor of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Factor {
    /// Name of its column.
    pub name: String,
    /// Path of the parameter that it sets.
    pub path: String,
    /// Unit of the parameter.
    pub unit: String,
    /// What the parameter means.
    pub meaning: String,
    /// What it takes its values from; none where the design lists them.
    pub spread: Option<Spread>,
    pub(super) allowed: Range,
    pub(super) holds: Holds,
    /// Whether all its values are numbers.
    pub(super) is_number: bool,
}

/// What a field without limits allows.
pub(super) const ANY: Range = Range {
    low: f64::NEG_INFINITY,
    high: f64::INFINITY,
    is_open: false,
};

impl Factor {
    /// The value at `u` between 0 and 1.
    pub(super) fn value(&self, u: f64) -> Value {
        let spread = self.spread.as_ref();
        spread.map_or_else(
            || Value::number(f64::NAN),
            |spread| spread.value(u, self.allowed, self.holds),
        )
    }

    /// Values that show what the factor does to the scenario: its ends, or all of a list.
    pub(super) fn examples(&self) -> Vec<Value> {
        match &self.spread {
            Some(Spread::List(values)) => {
                values.iter().map(|value| Value::text(&value.0)).collect()
            }
            Some(_) => vec![self.value(0.0), self.value(1.0)],
            None => Vec::new(),
        }
    }
}
