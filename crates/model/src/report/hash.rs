//! A hash of the whole state: the shortest statement that two runs are the same.

use crate::ledger::Ledger;
use crate::need::Web;
use crate::quote::Quotes;
use crate::stock::Stocks;
use crate::transit::Transit;
use bevy_ecs::prelude::World;

/// FNV-1a over 64-bit words.
fn add(hash: u64, value: f64) -> u64 {
    value
        .to_bits()
        .to_le_bytes()
        .iter()
        .fold(hash, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
        })
}

/// Hash of stocks, shipments, balances, quotes and links.
pub(crate) fn state(world: &World) -> u64 {
    let stocks = world.resource::<Stocks>();
    let transit = world.resource::<Transit>();
    let ledger = world.resource::<Ledger>();
    let quotes = world.resource::<Quotes>();
    let web = world.resource::<Web>();
    let shipped = transit.all().map(|shipment| shipment.tonnes);
    let seen = quotes
        .cells()
        .iter()
        .flat_map(|cell| [cell.quote, cell.expected, cell.paid_average]);
    let linked = web
        .links
        .iter()
        .flat_map(|link| [link.weight, link.fill, link.price]);
    let needed = web
        .needs
        .iter()
        .flat_map(|need| [need.pipeline_t, need.cost, need.expected_t]);
    stocks
        .tonnes()
        .chain(shipped)
        .chain(ledger.balances_usd().iter().copied())
        .chain(seen)
        .chain(linked)
        .chain(needed)
        .fold(0xcbf2_9ce4_8422_2325, add)
}
