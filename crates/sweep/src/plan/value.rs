//! One value of a factor: as the scenario reads it, and as it stands in a column.

use output::Value as Column;
use scenario::Scenario;

/// A value of a factor.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// As RON text, for [`Scenario::set`].
    pub ron: String,
    /// As it stands in a column of results.
    pub column: Column,
}

impl Value {
    pub(super) fn number(number: f64) -> Self {
        Self {
            ron: scenario::write(&number),
            column: Column::Number(number),
        }
    }

    /// A number without decimals.
    pub(super) fn whole(number: f64) -> Self {
        Self {
            ron: format!("{number:.0}"),
            column: Column::Number(number),
        }
    }

    /// A value as it stands in a plan.
    pub(super) fn text(ron: &str) -> Self {
        let column = match ron.parse::<f64>() {
            Ok(number) => Column::Number(number),
            Err(_) => Column::Text(ron.trim_matches('"').to_owned()),
        };
        Self {
            ron: ron.to_owned(),
            column,
        }
    }

    /// A cell of a table made elsewhere: whole numbers may have a point, switches a capital, and texts no quotes.
    ///
    /// What fits is tried on `scratch`.
    pub(super) fn cell(cell: &str, path: &str, scratch: &mut Scenario) -> Self {
        let mut fits = |ron: &str| scratch.set(path, ron).is_ok();
        let cell = cell.trim();
        let whole = cell
            .parse::<f64>()
            .ok()
            .filter(|number| number.fract() == 0.0)
            .map(|number| format!("{number:.0}"));
        let others = [
            whole.unwrap_or_default(),
            cell.to_lowercase(),
            scenario::write(cell),
        ];
        let ron = if fits(cell) {
            cell
        } else {
            let fitting = others.iter().find(|other| fits(other));
            fitting.map_or(cell, String::as_str)
        };
        Self {
            ron: ron.to_owned(),
            ..Self::text(cell)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cell_of_a_table_is_read_at_the_type_of_the_field() {
        let mut loaded = scenario::load_str(&scenario::starter("first"), "first.ron").unwrap();
        let mut ron = |cell: &str, path: &str| Value::cell(cell, path, &mut loaded.scenario).ron;
        assert_eq!(ron("52.0", "clock.weeks"), "52");
        assert_eq!(ron("0.25", "market.ask_elasticity"), "0.25");
        assert_eq!(ron("True", "mechanisms.leakage"), "true");
        assert_eq!(ron("east", "about.name"), "\"east\"");
    }
}
