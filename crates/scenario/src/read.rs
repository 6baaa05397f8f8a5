//! RON in and out: the only place that knows the format.

use ron::extensions::Extensions;
use serde::{Serialize, de::DeserializeOwned};

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
