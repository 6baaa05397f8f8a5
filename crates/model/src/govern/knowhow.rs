//! Know-how: what research and recycling that a government has paid for do at home.
//!
//! x = 1 - exp(-E / E0), with E the money spent less what is forgotten: the first million does most. Savings come
//! `1 + g x` times as fast, tests of suppliers take `1 - q x` of the usual time, and recyclers collect
//! `c + x [c_most - c]+`. Who decides on the money is in `decide/support.rs`. Source: docs/concepts/support.md.

use crate::place::CountryIndex;
use bevy_ecs::prelude::Resource;
use serde::{Deserialize, Serialize};

/// Part of all that can be had which money has brought: `1 - exp(-E / E0)`.
pub(crate) fn reached_share(usd: f64, scale_usd: f64) -> f64 {
    1.0 - libm::exp(-usd.max(0.0) / scale_usd)
}

/// What one country knows and collects beyond the usual.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Level {
    /// By how much saving is faster than usual, as a share.
    pub(crate) thrift_gain_share: f64,
    /// By how much tests are shorter than usual, as a share.
    pub(crate) test_cut_share: f64,
    /// How far collection is on its way from the usual to the most.
    pub(crate) collection_share: f64,
    /// Part of what is thrown away that can be collected at most.
    pub(crate) collected_most_share: f64,
}

impl Level {
    /// Speed of saving over the usual.
    pub(crate) fn thrift_speed(&self) -> f64 {
        1.0 + self.thrift_gain_share
    }

    /// Length of a test over the usual.
    pub(crate) fn test_length(&self) -> f64 {
        1.0 - self.test_cut_share
    }

    /// Part that is collected where a recycler usually collects `usual_share`.
    pub(crate) fn collected(&self, usual_share: f64) -> f64 {
        usual_share + self.collection_share * (self.collected_most_share - usual_share).max(0.0)
    }
}

/// Levels of all countries, by index.
#[derive(Resource, Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Knowhow(Vec<Level>);

impl Knowhow {
    /// Countries in which all is as usual.
    pub(crate) fn new(n_countries: usize) -> Self {
        Self(vec![Level::default(); n_countries])
    }

    /// A country's level.
    pub(crate) fn of(&self, country: CountryIndex) -> &Level {
        &self.0[country]
    }

    /// Puts a country on another level.
    pub(crate) fn set(&mut self, country: CountryIndex, level: Level) {
        self.0[country] = level;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_money_brings_most() {
        // 1 - 1/e = 0.632, 1 - 1/e^2 = 0.865
        assert!((reached_share(65e6, 65e6) - 0.632).abs() < 1e-3);
        assert!((reached_share(130e6, 65e6) - 0.865).abs() < 1e-3);
        assert!(reached_share(0.0, 65e6).abs() < 1e-12);
    }

    #[test]
    fn nothing_paid_changes_nothing() {
        let usual = Level::default();
        assert_eq!(usual.thrift_speed().to_bits(), 1.0_f64.to_bits());
        assert_eq!(usual.test_length().to_bits(), 1.0_f64.to_bits());
        assert_eq!(usual.collected(0.02).to_bits(), 0.02_f64.to_bits());
    }

    #[test]
    fn collection_moves_towards_the_most_and_never_below_the_usual() {
        let half = Level {
            collection_share: 0.5,
            collected_most_share: 0.2,
            ..Level::default()
        };
        // 0.02 + 0.5 x 0.18
        assert!((half.collected(0.02) - 0.11).abs() < 1e-12);
        assert!((half.collected(0.4) - 0.4).abs() < 1e-12);
    }
}
