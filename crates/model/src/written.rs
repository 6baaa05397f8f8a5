//! Parts of a scenario in a checkpoint: as the line of RON that a scenario would hold, since they are read by the names
//! of their fields only.

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Writes a part of a scenario.
pub(crate) fn serialize<T: Serialize, S: Serializer>(
    part: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&scenario::write(part))
}

/// Reads it back.
pub(crate) fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    scenario::read(&text, "checkpoint").map_err(|fault| D::Error::custom(fault.message))
}
