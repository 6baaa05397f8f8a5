//! Processing plants: separators split a basket into elements; metal and magnet makers turn goods into a good.
//!
//! A plant is what its recipe says; a magnet maker sells like a refiner and buys like a buyer.

pub(crate) mod convert;
pub(crate) mod separate;

use crate::goods::GoodIndex;
use bevy_ecs::prelude::Component;
use educe::Educe;
use serde::{Deserialize, Serialize};

/// What makes a plant a processor.
#[derive(Component, Debug, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Refiner {
    /// What it does.
    pub(crate) recipe: Recipe,
    /// Stock of output that it likes to hold [weeks of sales].
    pub(crate) output_cover_weeks: f64,
    /// Country whose government may pay part of its cost.
    pub(crate) country: usize,
}

/// A recipe with dense indices.
#[derive(Debug, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) enum Recipe {
    /// Splits a basket.
    Separation(Separation),
    /// Turns inputs into one output.
    Conversion(Conversion),
}

/// A separation, by element.
#[derive(Debug, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Separation {
    /// Good that each element becomes.
    pub(crate) outputs: Vec<Option<GoodIndex>>,
    /// Share recovered of each element.
    pub(crate) recovery_share: Vec<f64>,
    /// Circuit of each element.
    pub(crate) circuit_of: Vec<Option<usize>>,
    /// Capacity of each circuit [t of contained elements per year]; infinite when not limiting.
    pub(crate) circuit_capacity_t_per_year: Vec<f64>,
    /// Composition of feed that it expects (shares).
    pub(crate) typical_feed: Vec<f64>,
    /// Value of a tonne of feed as oxides it can sell, this week [USD/t].
    pub(crate) value_usd_per_t: f64,
}

/// A conversion.
#[derive(Debug, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Conversion {
    /// Output good.
    pub(crate) output: GoodIndex,
    /// Elements lost per tonne of output [t/t]: inputs' content less the output's.
    pub(crate) loss: Vec<f64>,
    /// Output that it planned this week [t].
    pub(crate) planned_t: f64,
}
