//! Fractions of a whole.

use serde::{Deserialize, Serialize};

/// A part of a whole, from 0 to 1.
///
/// It is checked where it enters, also when read from a file, so that no rule has to ask again.
///
/// ```
/// use units::{Mass, Share};
/// let half = Share::new(0.5)?;
/// assert_eq!(Mass::tonnes(40.0) * half, Mass::tonnes(20.0));
/// assert_eq!(half.complement(), half);
/// assert!(Share::new(1.5).is_err());
/// assert_eq!(Share::clamped(1.5), Share::ONE);
/// # Ok::<(), units::ShareError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
#[repr(transparent)]
pub struct Share(f64);

/// A number that is no share: below 0, above 1, or no number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShareError {
    found: f64,
}

impl Share {
    /// Nothing of it.
    pub const ZERO: Self = Self(0.0);
    /// All of it.
    pub const ONE: Self = Self(1.0);

    /// A checked share: refuses what lies outside 0 to 1, and NaN.
    pub const fn new(fraction: f64) -> Result<Self, ShareError> {
        if fraction >= 0.0 && fraction <= 1.0 {
            Ok(Self(fraction))
        } else {
            Err(ShareError { found: fraction })
        }
    }

    /// The nearest share; NaN becomes zero.
    pub const fn clamped(fraction: f64) -> Self {
        // `max` drops a NaN, so the order matters.
        Self(fraction.max(0.0).min(1.0))
    }

    /// As a fraction from 0 to 1.
    pub const fn as_fraction(self) -> f64 {
        self.0
    }

    /// What is left of the whole: 1 - share.
    #[must_use]
    pub const fn complement(self) -> Self {
        Self(1.0 - self.0)
    }

    /// The smaller of the two.
    #[must_use]
    pub const fn min(self, other: Self) -> Self {
        Self(self.0.min(other.0))
    }

    /// The larger of the two.
    #[must_use]
    pub const fn max(self, other: Self) -> Self {
        Self(self.0.max(other.0))
    }
}

impl TryFrom<f64> for Share {
    type Error = ShareError;
    fn try_from(fraction: f64) -> Result<Self, ShareError> {
        Self::new(fraction)
    }
}

impl From<Share> for f64 {
    fn from(share: Share) -> f64 {
        share.0
    }
}

impl core::fmt::Display for ShareError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{} is not a share, allowed 0 to 1", self.found)
    }
}

impl core::error::Error for ShareError {}
