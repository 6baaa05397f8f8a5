//! Sales by customer country, for the customer columns of tables `mines` and `refiners`.

use crate::clock::weekly_step;
use crate::need::Web;
use crate::place::CountryIndex;
use crate::table::{Column, column};
use crate::trade::book::Book;
use bevy_ecs::prelude::World;
use educe::Educe;
use serde::{Deserialize, Serialize};

/// Time over which sales are remembered [years].
const MEMORY_YEARS: f64 = 1.0;

/// The largest customer.
pub(super) const LARGEST: Column = column(
    "largest_customer",
    "id",
    "country that bought most of its sales by value, under contract and spot, home included; weeks of the last year count most (e^-t, t in years); empty before the first sale",
);
/// Its share.
pub(super) const LARGEST_SHARE: Column = column(
    "largest_customer_share",
    "share",
    "part of these sales that went there",
);
/// Concentration.
pub(super) const CONCENTRATION: Column = column(
    "customer_hhi",
    "index",
    "Herfindahl index of these sales over countries: 1 is one customer",
);

/// Value of sales by plant and customer country, older weeks counting less [USD].
#[derive(Debug, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(super) struct Sales {
    usd: Vec<f64>,
    n_countries: usize,
}

/// How a plant's sales are spread.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spread {
    /// The largest customer.
    pub(super) largest: CountryIndex,
    /// Its share.
    pub(super) share: f64,
    /// Herfindahl index.
    pub(super) hhi: f64,
}

impl Sales {
    /// For so many plants.
    pub(super) fn new(n_plants: usize, n_countries: usize) -> Self {
        Self {
            usd: vec![0.0; n_plants * n_countries],
            n_countries,
        }
    }

    /// Adds a recording period of so many weeks.
    pub(super) fn add(&mut self, world: &World, weeks: f64) {
        let kept = 1.0 - weekly_step(MEMORY_YEARS / weeks.max(1.0));
        for usd in &mut self.usd {
            *usd *= kept;
        }
        let web = world.resource::<Web>();
        for link in &web.links {
            let row = link.supplier * self.n_countries;
            if let Some(cell) = self.usd.get_mut(row + web.needs[link.need].country) {
                *cell += link.recorded_usd;
            }
        }
        let spot = world.resource::<Book>().tape.sales_usd();
        for (cell, usd) in self.usd.iter_mut().zip(spot) {
            *cell += usd;
        }
    }

    /// How a plant's sales are spread; none before it has sold.
    pub(super) fn spread(&self, plant: usize) -> Option<Spread> {
        let row = &self.usd[plant * self.n_countries..(plant + 1) * self.n_countries];
        let total: f64 = row.iter().sum();
        if total <= 0.0 {
            return None;
        }
        let shares = row.iter().map(|usd| usd / total);
        let (mut largest, mut share, mut hhi) = (0, 0.0, 0.0);
        for (country, part) in shares.enumerate() {
            hhi += part * part;
            if part > share {
                (largest, share) = (country, part);
            }
        }
        Some(Spread {
            largest,
            share,
            hhi,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn concentration_is_the_sum_of_squared_shares() {
        let mut sales = Sales::new(2, 3);
        sales.usd = vec![1.0, 3.0, 0.0, 0.0, 0.0, 0.0];
        // 0.25^2 + 0.75^2 = 0.625
        let spread = sales.spread(0).unwrap();
        assert_eq!((spread.largest, spread.share), (1, 0.75));
        assert!((spread.hhi - 0.625).abs() < 1e-12);
        assert_eq!(sales.spread(1), None);
    }
}
