//! How a price forms and who gets the tonnes: pure rules on slices.
//!
//! No entities, no files, no clock, no random draws: numbers in, numbers out, ties by index, and the same result on every
//! platform, since every transcendental function comes from `libm`. Hot loops take plain `f64` with the unit in the
//! name; the rest takes quantities from the crate `units`.
//!
//! | rule | module |
//! |---|---|
//! | one price for one good in one zone | [`auction`] |
//! | a price that somebody else has set | [`fixed`] |
//! | too little for all: who gets what | [`ration`] |
//! | what a contract pays, what a price floor pays | [`contract`] |
//! | the rent of a quota or of a licence | [`quota`], and how it lingers: [`rent`] |
//! | what slips past a border | [`leakage`] |
//! | what a stockholder asks, what a buyer orders | [`storage`] |
//! | what a strategic stock holds, and how fast it gives | [`reserve`] |
//! | whom a buyer buys from | [`portfolio`] |
//! | what everybody expects | [`expect`] |
//!
//! A market of one buyer and one seller, each willing at the same price, clears at that price:
//!
//! ```
//! use market::auction::{Ask, Bid, ClearingRules, Fills, clear};
//!
//! let bid = Bid {
//!     quantity_t: 10.0,
//!     price_usd_per_t: 60_000.0,
//!     elasticity: 0.8,
//!     ceiling_usd_per_t: 900_000.0,
//!     cap_t: 40.0,
//!     owner: 0,
//! };
//! let ask = Ask {
//!     quantity_t: 10.0,
//!     available_t: 80.0,
//!     price_usd_per_t: 60_000.0,
//!     floor_usd_per_t: 15_000.0,
//!     elasticity: 3.5,
//!     owner: 1,
//! };
//! let mut fills = Fills::default();
//! let clearing = clear(&[bid], &[ask], 50_000.0, &ClearingRules::default(), &mut fills);
//! assert!((clearing.price_usd_per_t - 60_000.0).abs() < 1e-4);
//! assert!((fills.bids_t[0] - 10.0).abs() < 1e-9);
//! ```

pub mod auction;
pub mod contract;
pub mod expect;
pub mod fixed;
pub mod leakage;
pub mod portfolio;
pub mod quota;
pub mod ration;
pub mod rent;
pub mod reserve;
pub mod storage;
