//! Prices, money and money per year, in real USD of the scenario's base year.

use crate::mass::KILOGRAMS_PER_TONNE;
use crate::quantity::quantity;

quantity! {
    /// A price, a cost or a rent of a unit of a good (USD/t inside; USD/kg in files).
    ///
    /// ```
    /// use units::Price;
    /// assert_eq!(Price::usd_per_kg(85.0), Price::usd_per_tonne(85_000.0));
    /// assert_eq!(Price::usd_per_tonne(2_377_000.0).as_usd_per_kg(), 2377.0);
    /// ```
    Price, usd_per_tonne, as_usd_per_tonne, "USD per tonne"
}

impl Price {
    /// From a number of USD per kilogram.
    pub const fn usd_per_kg(value: f64) -> Self {
        Self::usd_per_tonne(value * KILOGRAMS_PER_TONNE)
    }

    /// As a number of USD per kilogram.
    pub const fn as_usd_per_kg(self) -> f64 {
        self.as_usd_per_tonne() / KILOGRAMS_PER_TONNE
    }
}

quantity! {
    /// A payment or a balance (USD).
    ///
    /// ```
    /// use units::{Mass, Money, Price};
    /// assert_eq!(Money::usd(600_000.0) / Mass::tonnes(10.0), Price::usd_per_kg(60.0));
    /// ```
    Money, usd, as_usd, "USD"
}

quantity! {
    /// A margin, a running cost or a budget (USD/yr).
    ///
    /// ```
    /// use units::{Money, MoneyRate, Span};
    /// assert_eq!(MoneyRate::usd_per_year(400.0) * Span::years(0.25), Money::usd(100.0));
    /// ```
    MoneyRate, usd_per_year, as_usd_per_year, "USD per year"
}
