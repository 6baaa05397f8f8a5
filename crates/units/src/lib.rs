//! Quantities of the model as types: a mass is not a price, and a rate never adds to a stock.
//!
//! The type says the quantity; the unit is said where a number enters (`Mass::tonnes`) or leaves (`as_tonnes`).
//! Inside, one canonical unit per quantity: tonnes, USD, years. The factor of 1000 between kilogram and tonne lives here
//! and nowhere else.
//!
//! ```
//! use units::{Mass, Money, Price};
//!
//! let cargo = Mass::tonnes(40.0);
//! let price = Price::usd_per_kg(85.0);
//! // 40 t x 85,000 USD/t = 3.4 million USD
//! assert_eq!(cargo * price, Money::usd(3_400_000.0));
//! ```
//!
//! Which quantities multiply and divide is one list in `algebra.rs`. What is not in it does not compile:
//!
//! ```compile_fail
//! use units::{Mass, MassRate};
//! // A flow has to run for a while before it is a stock.
//! let stock = Mass::tonnes(10.0) + MassRate::tonnes_per_year(52.0);
//! ```
//!
//! ```compile_fail
//! use units::{Mass, Price};
//! let nonsense = Mass::tonnes(10.0) + Price::usd_per_kg(5.0);
//! ```

mod algebra;
mod date;
mod mass;
mod money;
mod quantity;
mod share;
mod span;
mod suffix;

pub use date::{Date, DateError};
pub use mass::{Mass, MassRate};
pub use money::{Money, MoneyRate, Price};
pub use share::{Share, ShareError};
pub use span::Span;
pub use suffix::{FIELD_SUFFIXES, FieldSuffix};
