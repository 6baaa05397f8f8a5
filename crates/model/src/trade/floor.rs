//! The trading floor: what the spot market reads, what it changes, and how markets clear in this scenario.

use crate::anchor::Anchors;
use crate::clock::Clock;
use crate::depot::Depots;
use crate::facts::Facts;
use crate::govern::Controls;
use crate::ledger::Ledger;
use crate::lend::bundle;
use crate::need::Web;
use crate::quote::{Quotes, Rules};
use crate::stock::Stocks;
use crate::trade::allowance::Allowance;
use crate::trade::book::Book;
use crate::trade::customer::Customers;
use crate::trade::ship::LicenceTimes;
use crate::transit::Transit;
use market::auction::{ClearingRules, Schedules};
use market::rent::StickyRent;
use units::Span;

/// Deals smaller than this are not worth a shipment [t].
pub(super) const SMALLEST_DEAL_T: f64 = 1e-7;

bundle! {
    /// What the spot market reads.
    pub(crate) struct View<'w> {
        pub(crate) facts: &'w Facts,
        pub(crate) rules: &'w Rules,
        pub(crate) times: &'w LicenceTimes,
        pub(crate) anchors: &'w Anchors,
        pub(crate) clock: &'w Clock,
    }
}

impl View<'_> {
    /// How markets clear in this scenario.
    pub(super) fn clearing_rules(&self) -> ClearingRules {
        let is_sloped = self.rules.mechanisms.sloped_schedules;
        ClearingRules {
            schedules: if is_sloped {
                Schedules::Sloped
            } else {
                Schedules::Step
            },
            quote_drift_per_week: self.rules.market.quote_drift_per_week,
        }
    }

    /// How fast holders of licences and quotas learn and forget what these are worth.
    pub(super) fn stickiness(&self) -> StickyRent {
        StickyRent {
            rise_share_per_week: self.rules.market.rent_rise_per_week,
            decay: Span::years(self.rules.market.rent_decay_years),
        }
    }
}

bundle! {
    /// What the spot market changes.
    pub(crate) struct Hands<'w> {
        pub(crate) web: &'w mut Web,
        pub(crate) quotes: &'w mut Quotes,
        pub(crate) stocks: &'w mut Stocks,
        pub(crate) controls: &'w mut Controls,
        pub(crate) allowance: &'w mut Allowance,
        pub(crate) transit: &'w mut Transit,
        pub(crate) ledger: &'w mut Ledger,
        pub(crate) book: &'w mut Book,
        pub(crate) depots: &'w mut Depots,
        pub(crate) customers: &'w mut Customers,
    }
}
