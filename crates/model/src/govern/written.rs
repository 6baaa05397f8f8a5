//! Instruments in a checkpoint: as the line of RON that a scenario would hold, since they are read by the names of
//! their fields only.

use scenario::Instrument;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};

/// Writes an instrument.
pub(super) fn serialize<S: Serializer>(
    instrument: &Instrument,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&scenario::write(instrument))
}

/// Reads it back.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Instrument, D::Error> {
    let text = String::deserialize(deserializer)?;
    scenario::read(&text, "checkpoint").map_err(|fault| D::Error::custom(fault.message))
}
