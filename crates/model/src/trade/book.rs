//! The order book of one week: bids and asks of all goods and zones, gathered before anything clears.
//!
//! Gathering first means that no zone is served before another: each seller's shelf is split over zones beforehand.

use crate::agent::AgentIndex;
use crate::facts::Facts;
use crate::need::NeedIndex;
use crate::place::CountryIndex;
use crate::trade::Deal;
use crate::trade::deal::Sale;
use crate::trade::landed::Wedge;
use crate::trade::tape::Tape;
use bevy_ecs::prelude::Resource;
use educe::Educe;
use market::auction::{Ask, Bid, Fills};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Who bids.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Bidder {
    /// Somebody with a need.
    Need(NeedIndex),
    /// A trader of some zone, for its own shelf or another's border.
    Trader {
        /// The trader.
        trader: AgentIndex,
        /// Resale, leakage, or plain restocking (spot).
        deal: Deal,
        /// Where the goods go.
        destination: CountryIndex,
    },
    /// A strategic stock, by position in the list of depots and in that of its goods.
    Depot {
        /// Which depot.
        depot: usize,
        /// Which of its goods.
        line: usize,
    },
}

/// Who asks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asker {
    /// Which outlet.
    pub(crate) outlet: usize,
    /// Where it stands.
    pub(crate) origin: CountryIndex,
    /// What lies between it and this zone.
    pub(crate) wedge: Wedge,
}

/// One market: a good in a zone.
#[derive(Debug, Clone)]
pub(crate) struct Market {
    /// The good.
    pub(crate) good: usize,
    /// The zone.
    pub(crate) zone: usize,
    /// Its bids.
    pub(crate) bids: Range<usize>,
    /// Its asks.
    pub(crate) asks: Range<usize>,
}

/// All markets of a clearing round; buffers are kept from week to week.
#[derive(Resource, Debug, Default, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Book {
    /// Markets in order of good, then zone.
    #[serde(skip)]
    pub(crate) markets: Vec<Market>,
    /// Bids of all markets.
    #[serde(skip)]
    pub(crate) bids: Vec<Bid>,
    /// Who stands behind each bid.
    #[serde(skip)]
    pub(crate) bidders: Vec<Bidder>,
    /// Asks of all markets.
    #[serde(skip)]
    pub(crate) asks: Vec<Ask>,
    /// Who stands behind each ask.
    #[serde(skip)]
    pub(crate) askers: Vec<Asker>,
    /// Fills of the market being cleared.
    #[serde(skip)]
    pub(crate) fills: Fills,
    /// Sales of the market being settled.
    #[serde(skip)]
    pub(crate) sales: Vec<Sale>,
    /// What was dealt since the last record.
    pub(crate) tape: Tape,
}

impl Book {
    /// An empty book.
    pub(crate) fn new(facts: &Facts) -> Self {
        Self {
            tape: Tape::new(facts),
            ..Self::default()
        }
    }

    /// Empties the book for a new round.
    pub(crate) fn clear(&mut self) {
        self.markets.clear();
        self.bids.clear();
        self.bidders.clear();
        self.asks.clear();
        self.askers.clear();
    }
}
