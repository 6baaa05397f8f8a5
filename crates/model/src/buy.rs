//! Buyers: final users by country and use, and the rules that everybody with inputs follows: how much to order,
//! from whom, and which new suppliers to qualify.

pub(crate) mod demand;
pub(crate) mod order;
pub(crate) mod portfolio;
pub(crate) mod qualify;
pub(crate) mod thrift;

use crate::need::NeedIndex;
use bevy_ecs::prelude::Component;
use serde::{Deserialize, Serialize};

/// A final user.
#[derive(Component, Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Buyer {
    /// Its one need.
    pub(crate) need: NeedIndex,
    /// Demand at the start [t/yr].
    pub(crate) demand_t_per_year: f64,
    /// Growth per year.
    pub(crate) growth_share_per_year: f64,
    /// Elasticity of demand to the price of the elements inside.
    pub(crate) price_elasticity: f64,
    /// Least use per unit of end product that designs can reach, over the start.
    pub(crate) least_intensity_share: f64,
    /// Its own value added per tonne, and so the most it bids [USD/t].
    pub(crate) value_usd_per_t: f64,
    /// What the economy loses per tonne not delivered: the same with what hangs on it further down [USD/t].
    pub(crate) loss_usd_per_t: f64,
    /// Factor of scripted demand shifts.
    pub(crate) shift: f64,
    /// Smoothed price ratio that demand answers to.
    pub(crate) price_ratio: f64,
    /// Its need for the good that takes the place of what it saves.
    pub(crate) substitute: Option<NeedIndex>,
    /// What it has learned to do without.
    pub(crate) savings: thrift::Savings,
    /// Wanted this week [t].
    pub(crate) wanted_t: f64,
    /// Used this week [t].
    pub(crate) used_t: f64,
    /// Wanted and not had, this week [t].
    pub(crate) lost_t: f64,
    /// Weeks with a shortage above a hundredth, in a row.
    pub(crate) short_weeks: u32,
}
