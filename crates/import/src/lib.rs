//! A firm's own plants, contracts and bill of materials, placed into a scenario.
//!
//! ```text
//! facilities.csv          \                        capacity and use of the residual nodes fall
//! contracts.csv            }--> firm --> world -->  suppliers at the start are shared out     --> variant (RON)
//! bill_of_materials.csv   /                        what is wrong is told at its cell
//! ```
//!
//! The scenario itself stays as it is: the result is a variant of it, so that what is the firm's can be seen, compared and
//! taken out again. `docs/guide/import.md` is for those who write the tables.
//!
//! | I want | look in |
//! |---|---|
//! | a column: its name, meaning and unit | `column.rs` |
//! | how a table is read, and where a cell stands | `sheet.rs`, `cell.rs` |
//! | what a row means | `facility.rs`, `bill.rs`, `agreement.rs` |
//! | how a plant is placed, and whom it displaces | `place.rs` and `place/` |
//! | who buys from whom at the start | `book.rs`, `place/supplier.rs` |
//! | what is made and used before and after | `balance.rs` |
//! | how a fault of the resulting scenario finds its cell | `told.rs` |

mod agreement;
mod balance;
mod bill;
mod book;
mod cell;
mod column;
mod facility;
mod firm;
mod place;
mod sheet;
mod told;
mod variant;
mod world;

use std::path::Path;

use scenario::{Faults, Loaded};

pub use column::templates;
pub use world::{Balance, Placed, Settled};

/// What is to be imported, and where it shall go.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Folder with the tables.
    pub folder: &'a Path,
    /// The scenario that the firm is placed into.
    pub base: &'a Path,
    /// The variant that will be written; nothing is written here.
    pub out: &'a Path,
    /// Name of the variant, `[a-z0-9_]+`.
    pub name: &'a str,
    /// Whether everything is added on top, so that nobody is displaced.
    pub is_on_top: bool,
}

/// A firm in a world.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The variant as RON.
    pub text: String,
    /// The world with the firm in it, checked.
    pub loaded: Loaded,
    /// Plants and uses in the order of the tables.
    pub placed: Vec<Placed>,
    /// Contracts in the order of the table.
    pub contracts: Vec<Settled>,
    /// What is made and used in the base year, before and after, for each good that the firm touches.
    pub balance: Vec<Balance>,
    /// What a reader should know.
    pub notes: Vec<String>,
}

/// Places the firm of a folder into a scenario; every fault of the tables is told at its cell.
pub fn import(request: Request<'_>) -> Result<Imported, Faults> {
    let base = scenario::load_checked(request.base)?;
    let firm = firm::read(request.folder, &base.scenario)?;
    let mut world = world::World::new(&base.scenario, request.is_on_top);
    place::all(&mut world, &firm)?;
    let text = variant::write(&world, &firm, request)?;
    let loaded = scenario::load_str(&text, &request.out.display().to_string())?;
    told::refuse(&loaded, &world)?;
    Ok(Imported {
        text,
        balance: balance::balance(&base.scenario, &loaded.scenario, &world),
        loaded,
        placed: world.placed,
        contracts: world.settled,
        notes: world.notes,
    })
}
