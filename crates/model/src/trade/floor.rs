//! The trading floor: what the spot market reads, what it changes, and how markets clear in this scenario.

use crate::anchor::Anchors;
use crate::clock::Clock;
use crate::depot::Depots;
use crate::facts::Facts;
use crate::govern::Controls;
use crate::ledger::Ledger;
use crate::need::Web;
use crate::quote::{Quotes, Rules};
use crate::stock::Stocks;
use crate::trade::allowance::Allowance;
use crate::trade::book::Book;
use crate::trade::customer::Customers;
use crate::trade::ship::LicenceTimes;
use crate::transit::Transit;
use bevy_ecs::prelude::{Res, ResMut};
use market::auction::{ClearingRules, Schedules};
use market::rent::StickyRent;
use units::Span;

/// Deals smaller than this are not worth a shipment [t].
pub(super) const SMALLEST_DEAL_T: f64 = 1e-7;

/// What the spot market reads.
#[derive(bevy_ecs::system::SystemParam)]
pub(crate) struct View<'w> {
    pub(super) facts: Res<'w, Facts>,
    pub(super) rules: Res<'w, Rules>,
    pub(super) times: Res<'w, LicenceTimes>,
    pub(super) anchors: Res<'w, Anchors>,
    pub(super) clock: Res<'w, Clock>,
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

/// What the spot market changes, as it is handed to the system.
#[derive(bevy_ecs::system::SystemParam)]
pub(crate) struct Floor<'w> {
    pub(super) web: ResMut<'w, Web>,
    pub(super) quotes: ResMut<'w, Quotes>,
    pub(super) stocks: ResMut<'w, Stocks>,
    pub(super) controls: ResMut<'w, Controls>,
    pub(super) allowance: ResMut<'w, Allowance>,
    pub(super) transit: ResMut<'w, Transit>,
    pub(super) ledger: ResMut<'w, Ledger>,
    pub(super) book: ResMut<'w, Book>,
    pub(super) depots: ResMut<'w, Depots>,
    pub(super) customers: ResMut<'w, Customers>,
}

/// The same while a market is at work: each access to a resource through the engine marks it as changed, and a market
/// has millions.
pub(crate) struct Hands<'a> {
    pub(super) web: &'a mut Web,
    pub(super) quotes: &'a mut Quotes,
    pub(super) stocks: &'a mut Stocks,
    pub(super) controls: &'a mut Controls,
    pub(super) allowance: &'a mut Allowance,
    pub(super) transit: &'a mut Transit,
    pub(super) ledger: &'a mut Ledger,
    pub(super) book: &'a mut Book,
    pub(super) depots: &'a mut Depots,
    pub(super) customers: &'a mut Customers,
}

impl Floor<'_> {
    /// Plain references to everything.
    pub(super) fn hands(&mut self) -> Hands<'_> {
        Hands {
            web: &mut self.web,
            quotes: &mut self.quotes,
            stocks: &mut self.stocks,
            controls: &mut self.controls,
            allowance: &mut self.allowance,
            transit: &mut self.transit,
            ledger: &mut self.ledger,
            book: &mut self.book,
            depots: &mut self.depots,
            customers: &mut self.customers,
        }
    }
}
