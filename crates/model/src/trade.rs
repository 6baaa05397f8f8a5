//! Trade: the only place where agents meet. Contracts are served first, then the spot market of each zone, with
//! leakage past controls and resale between zones; the zone whose price is the index clears last, when exports are gone.

pub(crate) mod allowance;
pub(crate) mod book;
pub(crate) mod carry;
pub(crate) mod contract;
pub(crate) mod customer;
mod deal;
pub(crate) mod desk;
pub(crate) mod floor;
pub(crate) mod landed;
pub(crate) mod leak;
mod offer;
mod procure;
pub(crate) mod quota_rent;
pub(crate) mod resell;
pub(crate) mod shelf;
pub(crate) mod ship;
pub(crate) mod spot;
pub(crate) mod tape;

use serde::{Deserialize, Serialize};

/// How a tonne changed hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Deal {
    /// Called under a contract.
    Contract,
    /// Bought in a spot market.
    Spot,
    /// Passed a border against a control.
    Leakage,
    /// Bought by a trader for another zone.
    Resale,
    /// Released from a strategic stock.
    Reserve,
}

impl Deal {
    /// All, in the order of their numbers.
    pub(crate) const ALL: [Self; 5] = [
        Self::Contract,
        Self::Spot,
        Self::Leakage,
        Self::Resale,
        Self::Reserve,
    ];

    /// The word used in tables.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Deal::Contract => "contract",
            Deal::Spot => "spot",
            Deal::Leakage => "leakage",
            Deal::Resale => "resale",
            Deal::Reserve => "reserve",
        }
    }
}
