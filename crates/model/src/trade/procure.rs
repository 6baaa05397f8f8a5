//! Procurement: what governments bid for their strategic stocks in the spot market of the depot's home zone.
//!
//! A depot wants its planned tonnes at the long view of the price, less the dearer they are, none above its limit and
//! never more: it has time, and a stock that chases a price makes the scarcity that it is to prevent.

use crate::depot::Depots;
use crate::facts::Facts;
use crate::goods::GoodIndex;
use crate::place::ZoneIndex;
use crate::trade::book::{Bidder, Book};
use crate::trade::floor::SMALLEST_DEAL_T;
use market::auction::Bid;

/// Adds the bids of strategic stocks for one good in one zone.
pub(super) fn bid_for_depots(
    good: GoodIndex,
    zone: ZoneIndex,
    depots: &Depots,
    facts: &Facts,
    elasticity: f64,
    book: &mut Book,
) {
    for (depot_at, depot) in depots.list.iter().enumerate() {
        if facts.agents.zone[depot.agent] != zone {
            continue;
        }
        let lines = depot.lines.iter().enumerate();
        for (line_at, line) in lines.filter(|(_, line)| line.good == good) {
            if line.wanted_t <= SMALLEST_DEAL_T {
                continue;
            }
            book.bids.push(Bid {
                quantity_t: line.wanted_t,
                price_usd_per_t: line.price,
                elasticity,
                ceiling_usd_per_t: line.ceiling,
                cap_t: line.wanted_t,
                owner: book.bidders.len() as u32,
            });
            book.bidders.push(Bidder::Depot {
                depot: depot_at,
                line: line_at,
            });
        }
    }
}
