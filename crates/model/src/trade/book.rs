//! The order book of one week: bids and asks of all goods and zones, gathered before anything clears.
//!
//! Gathering first means that no zone is served before another: each seller's shelf is split over zones beforehand.

use crate::agent::AgentIndex;
use crate::need::NeedIndex;
use crate::place::CountryIndex;
use crate::trade::Deal;
use crate::trade::landed::Wedge;
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
    /// Spot deals since the last record: (good, from, to, kind), tonnes, USD.
    pub(crate) tape: Vec<(TapeKey, f64, f64)>,
}

/// What a spot deal is filed under: good, seller, buyer (a trader stands for its zone), kind.
pub(crate) type TapeKey = (usize, AgentIndex, AgentIndex, Deal);

impl Book {
    /// Empties the book for a new round.
    pub(crate) fn clear(&mut self) {
        self.markets.clear();
        self.bids.clear();
        self.bidders.clear();
        self.asks.clear();
        self.askers.clear();
    }

    /// Files a deal, adding to the last one when it is of the same kind.
    pub(crate) fn file(&mut self, key: TapeKey, tonnes: f64, usd: f64) {
        self.tape.push((key, tonnes, usd));
    }

    /// Sorts the tape and adds up deals of the same kind.
    pub(crate) fn fold_tape(&mut self) {
        self.tape.sort_by_key(|(key, ..)| *key);
        self.tape.dedup_by(|later, kept| {
            let is_same = later.0 == kept.0;
            if is_same {
                kept.1 += later.1;
                kept.2 += later.2;
            }
            is_same
        });
    }
}
