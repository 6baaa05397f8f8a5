//! What public stocks say that they hold: the only part of them that other governments reckon with.

use crate::goods::GoodIndex;
use crate::place::{CountryIndex, Places};
use bevy_ecs::prelude::Resource;
use scenario::Scenario;

/// Published public stocks by country and good, and whom each would help.
#[derive(Resource, Debug, Clone)]
pub(crate) struct Published {
    tonnes: Vec<f64>,
    n_goods: usize,
    /// Countries that a holder releases to besides itself.
    allies: Vec<Vec<CountryIndex>>,
    /// Part that stays with the holder.
    home_share: Vec<f64>,
}

impl Published {
    /// Nothing published yet.
    pub(crate) fn new(scenario: &Scenario, places: &Places, n_goods: usize) -> Self {
        let mut published = Self {
            tonnes: vec![0.0; places.n_countries() * n_goods],
            n_goods,
            allies: vec![Vec::new(); places.n_countries()],
            home_share: vec![0.0; places.n_countries()],
        };
        for government in &scenario.governments {
            if let Some(stockpile) = &government.stockpile {
                let country = places.country(&government.country);
                let allies = stockpile.allies.iter();
                published.allies[country] = allies.map(|ally| places.country(ally)).collect();
                published.home_share[country] = stockpile.home_share;
            }
        }
        published
    }

    /// Publishes what a country's public stock holds of a good; a stock that is secret is never said here.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "said by stockpiles, which are not simulated yet")
    )]
    pub(crate) fn say(&mut self, country: CountryIndex, good: GoodIndex, tonnes: f64) {
        self.tonnes[country * self.n_goods + good] = tonnes;
    }

    /// Tonnes that users in a country can count on: its own, and of each ally what does not stay at home there.
    pub(crate) fn visible_t(&self, country: CountryIndex, good: GoodIndex) -> f64 {
        let of = |holder: CountryIndex| self.tonnes[holder * self.n_goods + good];
        let helped =
            (0..self.allies.len()).filter(|&holder| self.allies[holder].contains(&country));
        of(country)
            + helped
                .map(|holder| of(holder) * (1.0 - self.home_share[holder]))
                .sum::<f64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn allies_count_on_what_does_not_stay_at_home_and_others_on_nothing() {
        let mut published = Published {
            tonnes: vec![0.0; 6],
            n_goods: 2,
            allies: vec![vec![1], Vec::new(), Vec::new()],
            home_share: vec![0.2, 0.0, 0.0],
        };
        published.say(0, 1, 100.0);
        assert!((published.visible_t(0, 1) - 100.0).abs() < 1e-12);
        // 100 t less the fifth that stays at home
        assert!((published.visible_t(1, 1) - 80.0).abs() < 1e-12);
        assert!(published.visible_t(2, 1).abs() < 1e-12 && published.visible_t(1, 0).abs() < 1e-12);
    }
}
