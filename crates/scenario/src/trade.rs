//! Trade: what is sold, where, on which ways and on which terms.

mod contract;
mod good;
mod market;
mod place;

pub use contract::Contract;
pub use good::Good;
pub use market::{Market, Rationing};
pub use place::{Route, Zone};
