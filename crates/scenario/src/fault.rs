//! Faults of a scenario: where, what was found, what is allowed, and what to do about it.

use std::fmt;

use ron::error::{Error, SpannedError};

use crate::nearest;

/// A place in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// File as it was named.
    pub file: String,
    /// Line, counted from 1; 0 where the fault is about the whole file.
    pub line: usize,
    /// Character in the line, counted from 1; 0 where the fault is about the whole file.
    pub column: usize,
}

impl Place {
    /// The file as a whole.
    pub fn whole(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            line: 0,
            column: 0,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            f.write_str(&self.file)
        } else {
            write!(f, "{}:{}:{}", self.file, self.line, self.column)
        }
    }
}

/// One thing that is wrong with a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where it is.
    pub place: Place,
    /// Path of the value, such as `mines.mt_weld.capacity_t_per_year`; empty for faults of the syntax.
    pub path: String,
    /// What was found and what is allowed.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("error: ")?;
        if !self.place.file.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        write!(f, "{}\n  hint: {}", self.message, self.hint)
    }
}

impl std::error::Error for Fault {}

impl Fault {
    /// A fault of a file as a whole.
    pub(crate) fn of_file(file: &str, message: &str, hint: &str) -> Self {
        Self {
            place: Place::whole(file),
            path: String::new(),
            message: message.to_owned(),
            hint: hint.to_owned(),
        }
    }

    /// A fault of a value whose place is not known yet.
    pub(crate) fn of_path(path: &str, message: String, hint: String) -> Self {
        Self {
            place: Place::default(),
            path: path.to_owned(),
            message,
            hint,
        }
    }

    /// The same fault at a place.
    pub(crate) fn at(self, place: Place) -> Self {
        Self { place, ..self }
    }

    /// A fault of reading, at the place that RON reports.
    pub(crate) fn from_ron(error: &SpannedError, file: &str) -> Self {
        let (message, hint) = explain(&error.code);
        let at = error.span.start;
        Self {
            place: Place {
                file: file.to_owned(),
                line: at.line,
                column: at.col,
            },
            path: String::new(),
            message,
            hint,
        }
    }
}

/// All that is wrong with a scenario; never empty when it is returned as an error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

impl Faults {
    pub(crate) fn push(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// The value if there are no faults.
    pub(crate) fn or<T>(self, value: T) -> Result<T, Self> {
        if self.0.is_empty() {
            Ok(value)
        } else {
            Err(self)
        }
    }
}

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Self {
        Self(vec![fault])
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}

const REFERENCE: &str = "docs/reference/scenario.md lists every field with its type";

/// A fault of reading in plain words, and what to do about it.
fn explain(code: &Error) -> (String, String) {
    explain_name(code).unwrap_or_else(|| explain_value(code))
}

/// Faults of the names of fields and variants.
fn explain_name(code: &Error) -> Option<(String, String)> {
    let inside = |outer: &Option<String>| {
        outer
            .as_ref()
            .map_or_else(String::new, |outer| format!(" of `{outer}`"))
    };
    let explained = match code {
        Error::NoSuchStructField {
            expected,
            found,
            outer,
        } => (
            format!("unknown field `{found}`{}", inside(outer)),
            nearest::hint(found, expected.iter().copied()),
        ),
        Error::NoSuchEnumVariant {
            expected,
            found,
            outer,
        } => (
            format!("unknown variant `{found}`{}", inside(outer)),
            nearest::hint(found, expected.iter().copied()),
        ),
        Error::MissingStructField { field, outer } => (
            format!("field `{field}`{} is missing", inside(outer)),
            format!("write `{field}: ...`; it has no default"),
        ),
        Error::DuplicateStructField { field, outer } => (
            format!("field `{field}`{} is given twice", inside(outer)),
            "keep one of them".to_owned(),
        ),
        _ => return None,
    };
    Some(explained)
}

/// Faults of values, and of how they are written.
fn explain_value(code: &Error) -> (String, String) {
    let (message, hint) = match code {
        Error::InvalidValueForType { expected, found } => {
            return (
                format!("found {found}, expected {expected}"),
                REFERENCE.to_owned(),
            );
        }
        Error::Message(message) if message.contains("is not a date") => (
            message.as_str(),
            "the month comes before the day, and has to have that day",
        ),
        Error::Message(message) => (message.as_str(), REFERENCE),
        Error::IntegerOutOfBounds => ("the whole number does not fit its field", REFERENCE),
        Error::Eof => (
            "the text ends in the middle of a value",
            "a bracket, a parenthesis or a quote is not closed",
        ),
        Error::TrailingCharacters => (
            "there is more text after the end of the scenario",
            "a parenthesis is closed too early, or one too many",
        ),
        Error::ExceededRecursionLimit => (
            "the values are nested too deeply",
            "a scenario needs fewer than ten levels",
        ),
        Error::ExpectedFloat => ("expected a number", by_expectation(code)),
        Error::ExpectedComma => (
            "expected a comma, or the end of the list",
            by_expectation(code),
        ),
        other => {
            return (
                in_lower_case(&other.to_string()),
                by_expectation(other).to_owned(),
            );
        }
    };
    (message.to_owned(), hint.to_owned())
}

/// What was probably meant where RON expected something else.
fn by_expectation(code: &Error) -> &'static str {
    match code {
        Error::ExpectedFloat | Error::ExpectedInteger => {
            "a number is written without quotes and units, such as 12.5"
        }
        Error::ExpectedString => "a text is written in double quotes",
        Error::ExpectedBoolean => "write `true` or `false`",
        Error::ExpectedArray | Error::ExpectedArrayEnd => "a list is written as `[a, b]`",
        Error::ExpectedMap | Error::ExpectedMapEnd | Error::ExpectedMapColon => {
            "a map is written as `{\"key\": value}`"
        }
        Error::ExpectedStructLike
        | Error::ExpectedNamedStructLike(_)
        | Error::ExpectedStructLikeEnd => "fields are written as `(name: value, ...)`",
        Error::ExpectedComma => {
            "commas separate fields and items, every bracket is closed, and a whole number has no decimal point"
        }
        _ => "see docs/reference/scenario.md for how it is written",
    }
}

fn in_lower_case(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}
