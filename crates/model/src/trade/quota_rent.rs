//! The common rent of an export quota: one sum per tonne on all goods in its scope and all zones abroad.
//!
//! lambda makes exports fill the week's allowance (nil when they would not); holders ask lambda_ask, which rises by a part
//! of the gap each week and is forgotten over months, across batches of the quota; buyers pay max(lambda, lambda_ask).
//! So a quota can stay unused while its price persists, as in 2011-2014.

use crate::govern::quota::ExportQuota;
use crate::quote::Quotes;
use crate::trade::book::{Book, Market};
use crate::trade::floor::{Hands, View};
use market::auction::{Ask, ClearingRules, Fills};
use market::quota::{ExportBook, RentSearch, common_rent};
use market::rent::effective_rent;

/// Exports of all goods in scope at a rent [t].
struct Exports<'a> {
    quota: &'a ExportQuota,
    book: &'a Book,
    quotes: &'a Quotes,
    rules: ClearingRules,
    asks: Vec<Ask>,
    fills: Fills,
}

impl ExportBook for Exports<'_> {
    fn exports_at(&mut self, rent_usd_per_t: f64) -> f64 {
        let mut total = 0.0;
        for market in self
            .book
            .markets
            .iter()
            .filter(|market| self.quota.goods.contains(&market.good))
        {
            let askers = &self.book.askers[market.asks.clone()];
            self.asks.clear();
            self.asks
                .extend_from_slice(&self.book.asks[market.asks.clone()]);
            for (ask, asker) in self.asks.iter_mut().zip(askers) {
                if asker.origin == self.quota.government {
                    ask.price_usd_per_t += rent_usd_per_t;
                    ask.floor_usd_per_t += rent_usd_per_t;
                }
            }
            let last = self.quotes.get(market.zone, market.good).quote;
            let bids = &self.book.bids[market.bids.clone()];
            market::auction::clear(bids, &self.asks, last, &self.rules, &mut self.fills);
            let exported = self.fills.asks_t.iter().zip(askers);
            total += exported
                .filter(|(_, asker)| asker.origin == self.quota.government)
                .map(|(t, _)| t)
                .sum::<f64>();
        }
        total
    }
}

/// Finds the rent of every export quota and adds it to the asks under it. The home market of the government is no
/// export: its own round charges nothing.
pub(super) fn charge(view: &View, hands: &mut Hands) {
    let hub = view.facts.places.index_zone;
    let is_abroad = |market: &Market| market.zone != hub;
    if !hands.book.markets.first().is_some_and(is_abroad) {
        return;
    }
    let mut quotas = std::mem::take(&mut hands.controls.export_quotas);
    for quota in &mut quotas {
        let scarcity = find(quota, view, hands.book, hands.quotes);
        let before = hands.controls.asked_quota_rent(quota);
        let asked = view.stickiness().next_ask(before, scarcity);
        hands.controls.ask_quota_rent(quota, asked);
        quota.rent_usd_per_t = if view.rules.mechanisms.sticky_rent {
            effective_rent(scarcity, asked)
        } else {
            scarcity
        };
        add(quota, quota.rent_usd_per_t, view, hands.book);
    }
    hands.controls.export_quotas = quotas;
}

/// The rent that makes exports fill the week's allowance [USD/t].
fn find(quota: &ExportQuota, view: &View, book: &Book, quotes: &Quotes) -> f64 {
    let rules = view.clearing_rules();
    let mut exports = Exports {
        quota,
        book,
        quotes,
        rules,
        asks: Vec::new(),
        fills: Fills::default(),
    };
    let most = book
        .bids
        .iter()
        .map(|bid| bid.ceiling_usd_per_t)
        .filter(|top| top.is_finite())
        .fold(1.0, f64::max);
    let search = RentSearch {
        guess_usd_per_t: quota.rent_usd_per_t,
        most_usd_per_t: most,
        tolerance_share: 1e-9,
    };
    common_rent(&mut [&mut exports], quota.allowance_t.max(0.0), &search).rent_usd_per_t
}

/// Adds the rent to the asks under the quota.
fn add(quota: &ExportQuota, rent_usd_per_t: f64, view: &View, book: &mut Book) {
    let hub = view.facts.places.index_zone;
    let Book {
        markets,
        asks,
        askers,
        ..
    } = book;
    for market in markets
        .iter()
        .filter(|market| market.zone != hub && quota.goods.contains(&market.good))
    {
        for (ask, asker) in asks[market.asks.clone()]
            .iter_mut()
            .zip(&askers[market.asks.clone()])
        {
            if asker.origin == quota.government {
                ask.price_usd_per_t += rent_usd_per_t;
                ask.floor_usd_per_t += rent_usd_per_t;
            }
        }
    }
}
