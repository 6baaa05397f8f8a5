//! Checkpoints: a simulation as bytes, and back, with nothing lost: what follows is the same to the last bit.
//!
//! ```text
//! "MONAZITE"   length of the body   SHA-256 of the body   body
//!  8 bytes     8, little-endian      32                    version, scenario as RON, state hash, recorder, state
//! ```
//!
//! The envelope is for all versions, the body for the one that wrote it: states of another version are refused, not
//! guessed at. What follows from the scenario is built anew. Luck needs no more than its seed, since draws are keyed.

use super::Simulation;
use crate::report::Recorder;
use crate::world::state::{self, Reader, Writer};
use sha2::{Digest, Sha256};
use std::sync::Arc;

const MAGIC: &[u8; 8] = b"MONAZITE";
const LENGTH_END: usize = MAGIC.len() + size_of::<u64>();
const HEAD: usize = LENGTH_END + 32;
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Why bytes are no checkpoint that this program can go on from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RestoreError {
    /// Something else.
    #[error("this is no checkpoint: it does not begin with `MONAZITE`")]
    NotACheckpoint,
    /// The end is missing.
    #[error("the checkpoint is cut short: {found} bytes of {expected}")]
    Truncated {
        /// Bytes there are.
        found: u64,
        /// Bytes there should be.
        expected: u64,
    },
    /// Bytes have changed since it was written.
    #[error("the checkpoint is damaged: its checksum does not match its content")]
    Damaged,
    /// Written by a version whose states this one does not know.
    #[error("the checkpoint was written by version `{written_by}`, this is version `{here}`")]
    OtherVersion {
        /// The version that wrote it.
        written_by: String,
        /// This version.
        here: &'static str,
    },
    /// The version is the same and the state is not: a build from other sources.
    #[error("the checkpoint holds a state that this build of version `{VERSION}` does not know")]
    OtherBuild,
}

impl RestoreError {
    /// What the user can do, on one line.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NotACheckpoint => "name a file that a simulation wrote as its checkpoint",
            Self::Truncated { .. } | Self::Damaged => {
                "copy the file again, or run the scenario again: the same seed leads to the same state"
            }
            Self::OtherVersion { .. } | Self::OtherBuild => {
                "restore it with the program that wrote it, or run the scenario again with this one"
            }
        }
    }
}

impl Simulation {
    /// Everything that the simulation needs to go on, as bytes for [`Simulation::restore`].
    pub fn checkpoint(&self) -> Vec<u8> {
        let mut body = Writer::default();
        body.put(VERSION);
        body.put(&scenario::write(&*self.scenario));
        body.put(&self.state_hash());
        body.put(&self.recorder);
        state::save(&self.world, &mut body);
        let body = body.into_bytes();
        let mut bytes = Vec::with_capacity(HEAD + body.len());
        bytes.extend(MAGIC);
        bytes.extend((body.len() as u64).to_le_bytes());
        bytes.extend(Sha256::digest(&body));
        bytes.extend(body);
        bytes
    }

    /// The simulation that [`Simulation::checkpoint`] wrote.
    ///
    /// # Errors
    /// When the bytes are not a checkpoint, are damaged, or come from another version of the program.
    pub fn restore(bytes: &[u8]) -> Result<Self, RestoreError> {
        let mut body = Reader::new(open(bytes)?);
        let version: String = body.take().ok_or(RestoreError::OtherBuild)?;
        if version != VERSION {
            return Err(RestoreError::OtherVersion {
                written_by: version,
                here: VERSION,
            });
        }
        from_body(&mut body).ok_or(RestoreError::OtherBuild)
    }
}

/// The body, if it is the one that was written.
fn open(bytes: &[u8]) -> Result<&[u8], RestoreError> {
    let known = bytes.len().min(MAGIC.len());
    if bytes[..known] != MAGIC[..known] || bytes.is_empty() {
        return Err(RestoreError::NotACheckpoint);
    }
    let truncated = |expected: u64| RestoreError::Truncated {
        found: bytes.len() as u64,
        expected,
    };
    let Some((head, body)) = bytes.split_at_checked(HEAD) else {
        return Err(truncated(HEAD as u64));
    };
    let (length, checksum) = (&head[MAGIC.len()..LENGTH_END], &head[LENGTH_END..]);
    let length = length
        .iter()
        .rev()
        .fold(0_u64, |sum, &byte| sum << 8 | u64::from(byte));
    if (body.len() as u64) < length {
        return Err(truncated(length.saturating_add(HEAD as u64)));
    }
    if body.len() as u64 != length || Sha256::digest(body)[..] != *checksum {
        return Err(RestoreError::Damaged);
    }
    Ok(body)
}

/// Reads what stands behind the version.
fn from_body(body: &mut Reader) -> Option<Simulation> {
    let text: String = body.take()?;
    let scenario = scenario::read_str(&text).ok()?;
    let state_hash: u64 = body.take()?;
    let recorder: Recorder = body.take()?;
    // Seed and replicate are part of the state, and building draws nothing.
    let mut world = crate::world::build(&scenario, 0, 0);
    state::load(&mut world, body)?;
    let simulation = Simulation::assemble(Arc::new(scenario), world, recorder);
    (body.is_empty() && simulation.state_hash() == state_hash).then_some(simulation)
}
