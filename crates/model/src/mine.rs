//! Mines: dig a basket of elements in fixed proportions and sell it as concentrate.

pub(crate) mod close;
pub(crate) mod extract;

use crate::agent::AgentIndex;
use crate::goods::GoodIndex;
use crate::place::CountryIndex;
use bevy_ecs::prelude::Component;
use serde::{Deserialize, Serialize};

/// What makes a plant a mine.
#[derive(Component, Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Mine {
    /// The concentrate it sells.
    pub(crate) good: GoodIndex,
    /// Where it digs.
    pub(crate) country: CountryIndex,
    /// Follows its country's production quota and stays open at a loss.
    pub(crate) is_quota_bound: bool,
    /// Part of its country's production quota: its part of quota-bound output in the base year.
    pub(crate) quota_share: f64,
    /// The host metal that it is a by-product of.
    pub(crate) host: Option<Host>,
    /// The separator that closes and reopens with it.
    pub(crate) separator: Option<AgentIndex>,
    /// What it lives on, if it is a recycler.
    pub(crate) scrap: Option<Scrap>,
    /// Stock that it likes to hold [weeks of output].
    pub(crate) stock_weeks: f64,
}

/// A by-product's ceiling: what the host flow contains, times the most that can be recovered.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Host {
    /// Recoverable flow at the start [t/yr].
    pub(crate) ceiling_t_per_year: f64,
    /// Growth of the host flow per year.
    pub(crate) growth_share_per_year: f64,
}

/// A recycler's ceiling: what users have built in, over its life, times the part collected.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Scrap {
    /// Time after which a product is thrown away [years].
    pub(crate) life_years: f64,
    /// Part of it that is collected.
    pub(crate) collected_share: f64,
}
