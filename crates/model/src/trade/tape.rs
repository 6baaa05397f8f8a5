//! The tape: spot deals and releases since the last record, and what they were worth by customer country.

use crate::agent::AgentIndex;
use crate::facts::Facts;
use crate::goods::GoodIndex;
use crate::place::CountryIndex;
use crate::trade::Deal;
use educe::Educe;
use serde::{Deserialize, Serialize};

/// What a deal is filed under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TapeKey {
    /// What was sold.
    pub(crate) good: GoodIndex,
    /// Who sold.
    pub(crate) seller: AgentIndex,
    /// Who bought; a trader stands for its zone.
    pub(crate) buyer: AgentIndex,
    /// How.
    pub(crate) deal: Deal,
}

impl TapeKey {
    /// The same in one number with the same order: a tape is long, and numbers are sorted several times faster.
    fn pack(self) -> u128 {
        let part = |value: usize, at: u32| (value as u128) << at;
        let deal = self.deal as usize;
        part(self.good, 96) | part(self.seller, 64) | part(self.buyer, 32) | part(deal, 0)
    }

    fn unpack(packed: u128) -> Self {
        let part = |at: u32| (packed >> at) as u32 as usize;
        Self {
            good: part(96),
            seller: part(64),
            buyer: part(32),
            deal: Deal::ALL[part(0)],
        }
    }
}

/// A deal on the tape.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Entry {
    key: u128,
    tonnes: f64,
    usd: f64,
}

/// Deals since the last record.
#[derive(Debug, Default, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Tape {
    entries: Vec<Entry>,
    /// Whether single deals are kept: a table of them is wanted.
    #[serde(skip)]
    pub(crate) keeps_deals: bool,
    /// Value by plant and customer country [USD]; kept always, since it feeds an average over a year.
    sales_usd: Vec<f64>,
    n_countries: usize,
}

impl Tape {
    /// An empty tape for the plants and countries of a world.
    pub(crate) fn new(facts: &Facts) -> Self {
        let n_countries = facts.places.n_countries();
        Self {
            sales_usd: vec![0.0; facts.agents.refiners.end * n_countries],
            n_countries,
            ..Self::default()
        }
    }

    /// Files a deal with the customer's country.
    pub(crate) fn file(&mut self, key: TapeKey, customer: CountryIndex, tonnes: f64, usd: f64) {
        if self.keeps_deals {
            let key = key.pack();
            self.entries.push(Entry { key, tonnes, usd });
        }
        // Traders and strategic stocks come after the plants.
        let cell = key.seller * self.n_countries + customer;
        if let Some(sales) = self.sales_usd.get_mut(cell) {
            *sales += usd;
        }
    }

    /// Sorts deals by good, seller, buyer and kind, and adds up those that agree in all four.
    pub(crate) fn fold(&mut self) {
        self.entries.sort_by_key(|entry| entry.key);
        self.entries.dedup_by(|later, kept| {
            let is_same = later.key == kept.key;
            if is_same {
                kept.tonnes += later.tonnes;
                kept.usd += later.usd;
            }
            is_same
        });
    }

    /// Deals in the order of the tape, with tonnes and USD.
    pub(crate) fn deals(&self) -> impl Iterator<Item = (TapeKey, f64, f64)> {
        let deal = |entry: &Entry| (TapeKey::unpack(entry.key), entry.tonnes, entry.usd);
        self.entries.iter().map(deal)
    }

    /// Value of sales by plant and customer country [USD].
    pub(crate) fn sales_usd(&self) -> &[f64] {
        &self.sales_usd
    }

    /// Starts a new recording period.
    pub(crate) fn forget(&mut self) {
        self.entries.clear();
        self.sales_usd.fill(0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(good: usize, seller: usize, buyer: usize, deal: Deal) -> TapeKey {
        TapeKey {
            good,
            seller,
            buyer,
            deal,
        }
    }

    #[test]
    fn packed_keys_keep_their_parts_and_their_order() {
        let keys = [
            key(0, 7, 3, Deal::Contract),
            key(0, 7, 3, Deal::Reserve),
            key(0, 7, 4, Deal::Spot),
            key(0, 8, 0, Deal::Spot),
            key(1, 0, 0, Deal::Contract),
        ];
        assert!(keys.iter().all(|key| TapeKey::unpack(key.pack()) == *key));
        assert!(keys.is_sorted_by_key(|key| key.pack()));
    }

    #[test]
    fn deals_that_agree_are_one_row() {
        let mut tape = Tape {
            keeps_deals: true,
            ..Tape::default()
        };
        let (spot, leak) = (key(0, 1, 2, Deal::Spot), key(0, 1, 2, Deal::Leakage));
        for (key, tonnes) in [(leak, 4.0), (spot, 1.0), (spot, 2.0)] {
            tape.file(key, 0, tonnes, 10.0 * tonnes);
        }
        tape.fold();
        let rows: Vec<_> = tape.deals().collect();
        assert_eq!(rows, [(spot, 3.0, 30.0), (leak, 4.0, 40.0)]);
    }
}
