//! What was observed, looked up by what and when.

use scenario::{Measure, Observation};

use crate::history::{Good, History, Period};

/// Days of a period that may lie outside the run: a clock starts on a Monday, a year does not.
const EDGE_DAYS: i32 = 7;

/// The observations of a scenario.
#[derive(Debug, Clone, Default)]
pub struct Observations {
    rows: Vec<Observation>,
}

/// What a series is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject<'a> {
    /// What was observed.
    pub measure: Measure,
    /// Of which material; empty for all.
    pub material: &'a str,
    /// At which stage; empty for all.
    pub stage: &'a str,
    /// Zone of a quote, else country; empty for the world.
    pub place: &'a str,
    /// The other country; empty for all.
    pub counterpart: &'a str,
}

impl<'a> Subject<'a> {
    /// The quote of a good in a zone.
    pub fn quote(good: Good<'a>, zone: &'a str) -> Self {
        Self {
            measure: Measure::QuoteExVat,
            material: good.material,
            stage: good.stage,
            place: zone,
            counterpart: "",
        }
    }

    /// Tonnes of all goods at a stage between two countries, or a part of them.
    pub fn trade(measure: Measure, stage: &'a str, place: &'a str, counterpart: &'a str) -> Self {
        Self {
            measure,
            material: "",
            stage,
            place,
            counterpart,
        }
    }

    /// What a row is of.
    pub fn of(row: &'a Observation) -> Self {
        Self {
            measure: row.measure,
            material: &row.material,
            stage: &row.stage,
            place: &row.place,
            counterpart: &row.counterpart,
        }
    }

    /// The same figure in a run; none where the run has no such thing.
    pub fn modelled(self, history: &History, period: Period) -> Option<f64> {
        let good = Good::new(self.material, self.stage);
        let span = history.span();
        if period.0.add_days(EDGE_DAYS) < span.0 || period.1 > span.1.add_days(EDGE_DAYS) {
            return None;
        }
        match self.measure {
            Measure::QuoteExVat => history.quote(good, self.place, period),
            Measure::Exports => Some(history.exports(good, self.place, self.counterpart, period)),
            Measure::Imports => Some(history.imports(good, self.counterpart, self.place, period)),
            Measure::ImportShare => {
                history.import_share(good, self.counterpart, self.place, period)
            }
            Measure::Demand => Some(history.used(good, self.place, "", period)),
            Measure::Output => Some(history.mined(self.place, period)),
            Measure::VolumeShareBelow => history.cheap_share(good, period),
            Measure::Quota => None,
        }
    }
}

impl Observations {
    /// The rows of a scenario's files.
    pub fn new(rows: Vec<Observation>) -> Self {
        Self { rows }
    }

    /// All rows, in order.
    pub fn rows(&self) -> &[Observation] {
        &self.rows
    }

    /// The mean of the rows of exactly that period: of those of best confidence among the scored ones, else among those
    /// that are only drawn.
    pub fn value(&self, subject: Subject<'_>, period: Period) -> Option<f64> {
        let rows = || {
            self.rows
                .iter()
                .filter(|row| Subject::of(row) == subject && (row.from, row.to) == period)
        };
        let rank = |row: &Observation| {
            let confidence = match row.confidence.as_str() {
                "high" => 2,
                "medium" => 1,
                _ => 0,
            };
            (row.is_scored, confidence)
        };
        let best = rows().map(rank).max()?;
        let values: Vec<f64> = rows()
            .filter(|row| rank(row) == best)
            .map(|row| row.value)
            .collect();
        Some(values.iter().sum::<f64>() / values.len() as f64)
    }

    /// The mean of the scored rows whose period lies within another one.
    pub fn mean_within(&self, subject: Subject<'_>, period: Period) -> Option<f64> {
        let values: Vec<f64> = self
            .rows
            .iter()
            .filter(|row| {
                Subject::of(row) == subject
                    && row.is_scored
                    && row.from >= period.0
                    && row.to <= period.1
            })
            .map(|row| row.value)
            .collect();
        (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use units::Date;

    fn row(value: f64, is_scored: bool) -> Observation {
        Observation {
            measure: Measure::Exports,
            material: String::new(),
            stage: "oxide".to_owned(),
            place: "china".to_owned(),
            counterpart: String::new(),
            from: Date::new(2011, 1, 1),
            to: Date::new(2012, 1, 1),
            value,
            low: None,
            high: None,
            is_scored,
            confidence: "high".to_owned(),
            source: String::new(),
            note: String::new(),
        }
    }

    #[test]
    fn scored_rows_come_before_rows_that_are_only_drawn() {
        let seen = Observations::new(vec![row(1.0, false), row(10.0, true), row(14.0, true)]);
        let exports = Subject::trade(Measure::Exports, "oxide", "china", "");
        let year = (Date::new(2011, 1, 1), Date::new(2012, 1, 1));
        // (10 + 14) / 2
        assert_eq!(seen.value(exports, year), Some(12.0));
        let half = (Date::new(2011, 1, 1), Date::new(2011, 7, 1));
        assert_eq!(seen.value(exports, half), None);
    }
}
