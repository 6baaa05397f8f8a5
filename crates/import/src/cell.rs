//! Cells read at their type: numbers within the range of the scenario's field, dates, shares, known names.

use std::collections::BTreeMap;

use scenario::{Fault, Range, catalogue, hint_for_unknown};
use units::Date;

use crate::sheet::Row;

/// Reads the cells of a row; what is wrong with them is collected.
pub(crate) struct Cells<'a> {
    pub(crate) row: &'a Row,
    pub(crate) faults: &'a mut Vec<Fault>,
}

/// The field of the scenario that a number will stand in: section, field.
pub(crate) type Field = (&'static str, &'static str);

impl Cells<'_> {
    /// The text of a cell, or nothing where it is empty.
    pub(crate) fn text(&self, column: &str) -> Option<String> {
        let text = self.row.text(column);
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The text of a cell that may not be empty; the empty text where it is.
    pub(crate) fn needed(&mut self, column: &'static str) -> String {
        let text = self.text(column);
        if text.is_none() {
            self.empty(column);
        }
        text.unwrap_or_default()
    }

    fn empty(&mut self, column: &'static str) {
        let hint = format!("it holds: {}", self.meaning(column));
        self.push(column, format!("column `{column}` is empty"), hint);
    }

    fn meaning(&self, column: &str) -> &'static str {
        self.row
            .table
            .column(column)
            .map_or("", |column| column.meaning)
    }

    pub(crate) fn push(&mut self, column: &'static str, message: String, hint: String) {
        self.faults.push(self.row.fault(column, message, hint));
    }

    fn refuse(&mut self, column: &'static str, allowed: &str, hint: String) {
        let found = self.row.text(column);
        self.push(
            column,
            format!("column `{column}` is `{found}`, allowed {allowed}"),
            hint,
        );
    }

    /// A cell that has to be empty for this kind of row.
    pub(crate) fn unused(&mut self, columns: &[&'static str], why: &str) {
        for column in columns {
            if let Some(text) = self.text(column) {
                self.push(
                    column,
                    format!("column `{column}` is `{text}`, allowed is nothing: {why}"),
                    "leave it empty".to_owned(),
                );
            }
        }
    }

    /// A name of the form that paths can hold.
    pub(crate) fn id(&mut self, column: &'static str) -> String {
        let id = self.needed(column);
        if !id.is_empty() && !is_id(&id) {
            let better: String = id
                .to_lowercase()
                .chars()
                .map(|letter| {
                    if is_id(letter.encode_utf8(&mut [0; 4])) {
                        letter
                    } else {
                        '_'
                    }
                })
                .collect();
            self.refuse(
                column,
                "are the letters a to z, digits and `_`",
                format!("write `{better}`"),
            );
        }
        id
    }

    /// A name that has to be one of the known ones.
    pub(crate) fn known<'k>(
        &mut self,
        column: &'static str,
        noun: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Option<String> {
        let text = self.text(column)?;
        let known: Vec<&str> = known.into_iter().collect();
        if known.contains(&text.as_str()) {
            return Some(text);
        }
        let hint = hint_for_unknown(&text, known);
        self.push(
            column,
            format!("column `{column}` names the {noun} `{text}`, which does not exist"),
            hint,
        );
        None
    }

    /// The same where the cell may not be empty; the empty text where something is wrong.
    pub(crate) fn needed_known<'k>(
        &mut self,
        column: &'static str,
        noun: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> String {
        if self.row.text(column).is_empty() {
            self.empty(column);
        }
        self.known(column, noun, known).unwrap_or_default()
    }

    /// A number within the range of a field of the scenario.
    pub(crate) fn number(&mut self, column: &'static str, field: Field) -> Option<f64> {
        self.number_in(column, range_of(field))
    }

    /// A number within a range.
    pub(crate) fn number_in(&mut self, column: &'static str, range: Option<Range>) -> Option<f64> {
        let text = self.text(column)?;
        let allowed = range.map_or_else(|| "a number".to_owned(), |range| range.to_string());
        match number(&text, self.row.has_decimal_commas) {
            Ok(number) if range.is_none_or(|range| range.allows(number)) => return Some(number),
            Ok(number) => {
                let is_percent = column.contains("share")
                    && range
                        .is_some_and(|range| number > range.high && range.allows(number / 100.0));
                let hint = if is_percent {
                    format!("write {} for {number} %", number / 100.0)
                } else {
                    format!("it holds: {}", self.meaning(column))
                };
                self.refuse(column, &allowed, hint);
            }
            Err(hint) => self.refuse(column, &allowed, hint.to_owned()),
        }
        None
    }

    /// A number that may not be left out.
    pub(crate) fn needed_number(&mut self, column: &'static str, field: Field) -> Option<f64> {
        if self.row.text(column).is_empty() {
            self.empty(column);
        }
        self.number(column, field)
    }

    /// A day.
    pub(crate) fn date(&mut self, column: &'static str) -> Option<Date> {
        let text = self.text(column)?;
        let date = Date::parse(&text).ok();
        if date.is_none() {
            self.refuse(
                column,
                "a day of the calendar as YYYY-MM-DD",
                "format the column as text, or as year-month-day, before saving the table"
                    .to_owned(),
            );
        }
        date
    }

    /// A day that may not be left out.
    pub(crate) fn needed_date(&mut self, column: &'static str) -> Option<Date> {
        if self.row.text(column).is_empty() {
            self.empty(column);
        }
        self.date(column)
    }

    /// One of some words.
    pub(crate) fn choice(
        &mut self,
        column: &'static str,
        words: &[&'static str],
    ) -> Option<&'static str> {
        let text = self.text(column)?;
        let found = words.iter().copied().find(|word| *word == text);
        if found.is_none() {
            let listed: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
            let hint = hint_for_unknown(&text, words.iter().copied());
            self.refuse(column, &listed.join(", "), hint);
        }
        found
    }

    /// Shares by name, such as `japan=0.7 china=0.3`.
    pub(crate) fn shares<'k>(
        &mut self,
        column: &'static str,
        noun: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Option<BTreeMap<String, f64>> {
        let text = self.text(column)?;
        let known: Vec<&str> = known.into_iter().collect();
        let mut shares = BTreeMap::new();
        for part in text.split_whitespace() {
            let share = part
                .split_once('=')
                .and_then(|(name, share)| {
                    Some((name, number(share, self.row.has_decimal_commas).ok()?))
                })
                .filter(|(_, share)| (0.0..=1.0).contains(share));
            let Some((name, share)) = share else {
                self.refuse(
                    column,
                    "names with shares from 0 to 1",
                    "write for example japan=0.7 china=0.3, with blanks between".to_owned(),
                );
                return None;
            };
            if !known.contains(&name) {
                let message =
                    format!("column `{column}` names the {noun} `{name}`, which does not exist");
                let hint = hint_for_unknown(name, known.iter().copied());
                self.push(column, message, hint);
            }
            if shares.insert(name.to_owned(), share).is_some() {
                let message = format!("column `{column}` names `{name}` twice");
                self.push(column, message, "sum the two up".to_owned());
            }
        }
        let sum: f64 = shares.values().sum();
        if (sum - 1.0).abs() > SHARE_TOLERANCE {
            let sum = (sum * 1e6).round() / 1e6;
            let message = format!("column `{column}` has shares that sum to {sum}, allowed is 1");
            let away = ((1.0 - sum).abs() * 1e6).round() / 1e6;
            let words = if sum < 1.0 {
                "missing is"
            } else {
                "too much is"
            };
            self.push(column, message, format!("{words} {away}"));
        }
        Some(shares)
    }
}

/// What shares may be away from one in all by rounding.
const SHARE_TOLERANCE: f64 = 1e-6;

/// Whether a text can be a name in paths.
pub(crate) fn is_id(text: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    !text.is_empty() && text.bytes().all(is_allowed)
}

/// The range of a field of the scenario.
pub(crate) fn range_of((section, field): Field) -> Option<Range> {
    let parameters = catalogue()
        .iter()
        .filter(|known| known.name == section)
        .flat_map(|known| &known.parameters);
    parameters
        .into_iter()
        .find(|parameter| parameter.field == field)
        .and_then(|parameter| parameter.range)
}

/// A number as a spreadsheet writes it, or what to do about it.
fn number(text: &str, has_decimal_commas: bool) -> Result<f64, &'static str> {
    const PLAIN: &str =
        "write a number without unit, blank and thousands separator, such as 1234.5";
    if text.contains(',') {
        let (whole, decimals) = text.split_once(',').unwrap_or((text, ""));
        if !has_decimal_commas || decimals.contains(['.', ',']) || whole.contains('.') {
            return Err(PLAIN);
        }
        let is_nil = whole.trim_start_matches('-') == "0";
        if decimals.len() == 3 && !is_nil {
            return Err(
                "the comma may separate thousands or decimals: write 1234, or 1.234 with a point",
            );
        }
    }
    let number: f64 = text.replace(',', ".").parse().map_err(|_| PLAIN)?;
    if number.is_finite() {
        Ok(number)
    } else {
        Err(PLAIN)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("12.5", false, Some(12.5))]
    #[case("12,5", true, Some(12.5))]
    #[case("0,125", true, Some(0.125))]
    #[case("1,234", true, None)]
    #[case("1.234,5", true, None)]
    #[case("12,5", false, None)]
    #[case("1 000", false, None)]
    #[case("12 t", false, None)]
    #[case("inf", false, None)]
    #[case("NaN", false, None)]
    #[case("1e3", false, Some(1000.0))]
    fn number_is_read_or_refused_never_guessed(
        #[case] text: &str,
        #[case] has_decimal_commas: bool,
        #[case] expected: Option<f64>,
    ) {
        assert_eq!(number(text, has_decimal_commas).ok(), expected);
    }
}
