//! Tonnes, and tonnes per year.

use crate::quantity::quantity;

/// Kilograms in a tonne.
pub(crate) const KILOGRAMS_PER_TONNE: f64 = 1000.0;

quantity! {
    /// A stock or a parcel of a good (t, on the good's basis).
    ///
    /// ```
    /// use units::Mass;
    /// assert_eq!(Mass::kilograms(2500.0), Mass::tonnes(2.5));
    /// assert_eq!(Mass::tonnes(3.0) + Mass::tonnes(1.0), Mass::tonnes(4.0));
    /// ```
    Mass, tonnes, as_tonnes, "tonnes"
}

impl Mass {
    /// From a number of kilograms.
    pub const fn kilograms(value: f64) -> Self {
        Self::tonnes(value / KILOGRAMS_PER_TONNE)
    }

    /// As a number of kilograms.
    pub const fn as_kilograms(self) -> f64 {
        self.as_tonnes() * KILOGRAMS_PER_TONNE
    }
}

quantity! {
    /// A capacity, a need or a flow (t/yr).
    ///
    /// ```
    /// use units::{Mass, MassRate, Span};
    /// assert_eq!(MassRate::tonnes_per_year(5000.0) * Span::years(0.5), Mass::tonnes(2500.0));
    /// ```
    MassRate, tonnes_per_year, as_tonnes_per_year, "tonnes per year"
}
