//! RON in and out: the only place that knows the format.

use ron::extensions::Extensions;
use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};

use crate::fault::Fault;
use crate::scenario::Scenario;

/// How RON is read everywhere: `cap: 20` stands for `cap: Some(20)`.
pub(crate) fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// A value as one line of RON, from which [`read`] makes the same value: numbers keep every digit.
pub fn write<T: Serialize + ?Sized>(value: &T) -> String {
    // Numbers, texts, lists and records can all be written, so the empty text stands for a case that cannot occur.
    options().to_string(value).unwrap_or_default()
}

/// Reads RON text of any kind of file; `file` only names it in the fault.
pub fn read<T: DeserializeOwned>(text: &str, file: &str) -> Result<T, Fault> {
    options()
        .from_str(text)
        .map_err(|error| Fault::from_ron(&error, file))
}

/// Reads a complete scenario from text, without checking what it says.
pub fn read_str(text: &str) -> Result<Scenario, Fault> {
    read(text, "scenario")
}

/// A value of any type as it stands in a file: whoever knows the type of the field reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RonText(pub String);

impl<'de> Deserialize<'de> for RonText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<ron::value::RawValue>::deserialize(deserializer)?;
        Ok(Self(raw.get_ron().trim().to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_several_types_keep_their_text() {
        let values: Vec<RonText> =
            read("[1.50, true, Some(\"a, b\"), Tariff(rate: 2)]", "x").unwrap();
        let texts: Vec<&str> = values.iter().map(|value| value.0.as_str()).collect();
        assert_eq!(texts, ["1.50", "true", "Some(\"a, b\")", "Tariff(rate: 2)"]);
    }
}
