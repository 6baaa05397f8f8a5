//! What may be set at a path: for factors of a sweep, levers of a page and whoever else sets values by name.

use crate::catalogue::Parameter;
use crate::fault::Fault;
use crate::scenario::Scenario;
use crate::value::Shape;

/// A value of a scenario that can be set by its path, with what is known about its field.
#[derive(Clone, Debug)]
pub struct Lever {
    /// Its value now, as RON text.
    pub value: String,
    /// What the value is made of.
    pub holds: Holds,
    /// The field that it belongs to.
    pub parameter: Parameter,
}

/// What a value is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// Anything else: a text, a switch, a date, a list, a record.
    Other,
}

impl Scenario {
    /// What may be set at a path.
    ///
    /// ```
    /// let loaded = scenario::load_str(&scenario::starter("first"), "first.ron")?;
    /// let lever = loaded.scenario.lever("market.ask_elasticity")?;
    /// assert_eq!(lever.holds, scenario::Holds::Number);
    /// assert!(lever.parameter.range.is_some_and(|range| !range.allows(-1.0)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn lever(&self, path: &str) -> Result<Lever, Fault> {
        let found = self.look(path)?;
        let kind = (found.meta.kind)();
        let holds = match found.value.shape() {
            Shape::Number(_) => Holds::Number,
            Shape::Whole(_) => Holds::Whole,
            // Nothing is given so far: what could be is in the kind of the field.
            Shape::Absent if kind.starts_with("number") => Holds::Number,
            Shape::Absent if kind.starts_with("whole number") => Holds::Whole,
            _ => Holds::Other,
        };
        Ok(Lever {
            value: found.value.text(),
            holds,
            parameter: Parameter::of("", found.meta),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lever_says_what_it_holds() {
        let loaded = crate::load_str(&crate::starter("first"), "first.ron").unwrap();
        let holds = |path: &str| loaded.scenario.lever(path).unwrap().holds;
        assert_eq!(holds("clock.weeks"), Holds::Whole);
        assert_eq!(holds("mines.south_mine.capacity_t_per_year"), Holds::Number);
        assert_eq!(holds("mechanisms.leakage"), Holds::Other);
        assert_eq!(holds("about.name"), Holds::Other);
    }

    #[test]
    fn path_that_leads_nowhere_names_the_nearest() {
        let loaded = crate::load_str(&crate::starter("first"), "first.ron").unwrap();
        let fault = loaded.scenario.lever("clock.week").unwrap_err();
        assert_eq!(fault.hint, "did you mean `clock.weeks`?");
    }
}
