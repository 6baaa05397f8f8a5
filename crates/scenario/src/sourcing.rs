//! How much of a scenario is known: the share of capacity and of fact parameters with a source.

use std::collections::BTreeMap;
use std::fmt;

use crate::scenario::Scenario;
use crate::value::{Shape, Value, children};

/// How well the numbers of a scenario are founded.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sourcing {
    /// Fact parameters, counted.
    pub parameters: Tally,
    /// Capacity of mines, in tonnes of concentrate a year.
    pub mines_t_per_year: Tally,
    /// Capacity of refiners, in tonnes a year, over all stages.
    pub refiners_t_per_year: Tally,
    /// Use by buyers, in tonnes a year.
    pub buyers_t_per_year: Tally,
}

/// An amount by its provenance.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    /// With a source.
    pub sourced: f64,
    /// With a range, without a source.
    pub estimated: f64,
    /// Of nodes that close a balance.
    pub residual: f64,
    /// With neither.
    pub unmarked: f64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Provenance {
    Sourced,
    Estimated,
    Residual,
    Unmarked,
}

/// Counts how the facts of a scenario are founded.
pub fn sourcing(scenario: &Scenario) -> Sourcing {
    let mut sourcing = Sourcing::default();
    for (section, _, list) in children(scenario) {
        for (_, _, item) in children(list) {
            sourcing.count(&section, item);
        }
    }
    sourcing
}

impl Sourcing {
    fn count(&mut self, section: &str, item: &dyn Value) {
        let shape = item.shape();
        let fields: BTreeMap<&str, &dyn Value> = shape
            .fields()
            .map(|(meta, value)| (meta.field, value))
            .collect();
        let is_marked = |map: &str, field: &str| {
            fields.get(map).is_some_and(|map| {
                let mut keys = children(*map).into_iter();
                keys.any(|(key, ..)| key.split('.').next() == Some(field))
            })
        };
        let is_residual = fields
            .get("residual")
            .is_some_and(|value| value.text() == "true");
        for (meta, value) in shape
            .fields()
            .filter(|(meta, value)| meta.fact && is_given(*value))
        {
            let provenance = if is_residual {
                Provenance::Residual
            } else if is_marked("sources", meta.field) {
                Provenance::Sourced
            } else if is_marked("estimates", meta.field) {
                Provenance::Estimated
            } else {
                Provenance::Unmarked
            };
            self.parameters.add(provenance, 1.0);
            let tally = match (section, meta.field) {
                ("mines", "capacity_t_per_year") => &mut self.mines_t_per_year,
                ("refiners", "capacity_t_per_year") => &mut self.refiners_t_per_year,
                ("buyers", "demand_t_per_year") => &mut self.buyers_t_per_year,
                _ => continue,
            };
            if let Shape::Number(tonnes) = value.shape() {
                tally.add(provenance, tonnes);
            }
        }
    }
}

fn is_given(value: &dyn Value) -> bool {
    match value.shape() {
        Shape::Absent => false,
        Shape::Map(entries) => !entries.is_empty(),
        _ => true,
    }
}

impl Tally {
    fn add(&mut self, provenance: Provenance, amount: f64) {
        match provenance {
            Provenance::Sourced => self.sourced += amount,
            Provenance::Estimated => self.estimated += amount,
            Provenance::Residual => self.residual += amount,
            Provenance::Unmarked => self.unmarked += amount,
        }
    }

    /// All of it.
    pub fn total(&self) -> f64 {
        self.sourced + self.estimated + self.residual + self.unmarked
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.total();
        let percent = |part: f64| {
            if total > 0.0 {
                100.0 * part / total
            } else {
                0.0
            }
        };
        write!(
            f,
            "{:.0} % sourced, {:.0} % estimated, {:.0} % residual, {:.0} % unmarked",
            percent(self.sourced),
            percent(self.estimated),
            percent(self.residual),
            percent(self.unmarked)
        )
    }
}

impl fmt::Display for Sourcing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "capacity of mines     {}", self.mines_t_per_year)?;
        writeln!(f, "capacity of refiners  {}", self.refiners_t_per_year)?;
        writeln!(f, "use by buyers         {}", self.buyers_t_per_year)?;
        write!(
            f,
            "{:>4} facts            {}",
            self.parameters.total(),
            self.parameters
        )
    }
}
