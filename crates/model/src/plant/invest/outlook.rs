//! What boards and governments read of the markets when they weigh a plant: prices, margins and floors at the long view.

use super::CAPITAL_IN_TOLL_SHARE;
use crate::anchor::Anchors;
use crate::clock::Clock;
use crate::facts::Facts;
use crate::govern::Controls;
use crate::lend::bundle;
use crate::mine::Mine;
use crate::need::{Need, Outlet, Web};
use crate::place::ZoneIndex;
use crate::plant::Plant;
use crate::quote::{Quotes, Rules};
use crate::random::{Luck, Purpose, Stream};
use crate::refine::{Recipe, Refiner};
use crate::stock::Stocks;

bundle! {
    /// What boards read.
    pub(crate) struct Outlook<'w> {
        pub(crate) facts: &'w Facts,
        pub(crate) rules: &'w Rules,
        pub(crate) anchors: &'w Anchors,
        pub(crate) quotes: &'w Quotes,
        pub(crate) web: &'w Web,
        pub(crate) stocks: &'w Stocks,
        pub(crate) controls: &'w Controls,
        pub(crate) clock: &'w Clock,
        pub(crate) luck: &'w Luck,
    }
}

impl Outlook<'_> {
    /// Long view of a good's price in a zone [USD/t; payable share for baskets].
    pub(super) fn long_view(&self, zone: usize, good: usize) -> f64 {
        let paid = self.quotes.get(zone, good).paid_slow;
        match self.facts.goods.list[good].long_run_cost {
            Some(cost) => market::expect::long_view(
                paid,
                cost * self.anchors.factor(good),
                self.rules.behaviour.long_view_weight,
            ),
            None => paid,
        }
    }

    /// The week.
    pub(crate) fn clock(&self) -> &Clock {
        self.clock
    }

    /// Goods, places and agents.
    pub(crate) fn facts(&self) -> &Facts {
        self.facts
    }

    /// What an agent sells.
    pub(crate) fn outlets_of(&self, agent: usize) -> &[Outlet] {
        &self.web.outlets[self.web.outlets_by_agent[agent].clone()]
    }

    /// Needs of a good in a country, with their index.
    pub(crate) fn needs_of_good(
        &self,
        country: usize,
        good: usize,
    ) -> impl Iterator<Item = (usize, &Need)> {
        let needs = self.web.needs.iter().enumerate();
        needs.filter(move |(_, need)| need.country == country && need.good == good)
    }

    /// Part of a need's orders that goes to origins under a known control.
    pub(crate) fn threatened_share(&self, need: &Need) -> f64 {
        let links = self.web.links[need.links.clone()].iter();
        links
            .filter(|link| {
                let origin = self.facts.agents.country[link.supplier];
                let passage = self.controls.passage(need.good, origin, need.country);
                passage.is_threatened
            })
            .map(|link| link.weight)
            .sum()
    }

    /// Separated goods in a tonne of a mine's ore [t/t].
    pub(crate) fn mine_yields(&self, agent: usize) -> Vec<(usize, f64)> {
        let basket = self.stocks.basket_of(agent).iter();
        basket
            .zip(&self.facts.goods.separated)
            .filter_map(|(share, good)| good.filter(|_| *share > 0.0).map(|good| (good, *share)))
            .collect()
    }

    /// The floor price of a good that somebody guarantees a plant [USD/t]; nil where nobody does.
    pub(super) fn floor_of(&self, agent: usize, good: usize) -> f64 {
        let floors = self.controls.price_floors.iter();
        floors
            .filter(|floor| floor.agent == agent && floor.good == good)
            .map(|floor| floor.strike_usd_per_t)
            .fold(0.0, f64::max)
    }

    /// Long view of what a plant will be paid for a separated good [USD/t]: at home in the index zone; elsewhere the
    /// mean over the zones abroad by what each needs, since a new plant can sell to whoever pays.
    pub(crate) fn market_view(&self, home: ZoneIndex, good: usize) -> f64 {
        let places = &self.facts.places;
        if home == places.index_zone {
            return self.long_view(home, good);
        }
        let (mut value, mut tonnes) = (0.0, 0.0);
        for zone in (0..places.n_zones()).filter(|&zone| zone != places.index_zone) {
            let needs = &self.web.needs_at[good * places.n_zones() + zone];
            let needed_t: f64 = needs.iter().map(|&at| self.web.needs[at].expected_t).sum();
            let route = places.route(home, zone);
            let landed = self.long_view(zone, good) / (1.0 + route.insurance_share);
            value += needed_t * (landed - route.freight_usd_per_t).max(0.0);
            tonnes += needed_t;
        }
        if tonnes > 0.0 {
            value / tonnes
        } else {
            self.long_view(home, good)
        }
    }

    /// Expected margin of a mine [USD/t].
    pub(super) fn mine_margin(&self, agent: usize, mine: &Mine, plant: &Plant) -> f64 {
        let home = self.facts.agents.zone[agent];
        let value = self
            .facts
            .goods
            .basket_value(self.stocks.basket_of(agent), |good| {
                self.market_view(home, good)
            });
        self.quotes.get(home, mine.good).expected_slow * value - self.cost(agent, plant)
    }

    /// Expected margin of a processor [USD per t of throughput]. A working plant goes by the spread it earns: the long
    /// view is about the level of prices, which passes through it.
    pub(super) fn refiner_margin(&self, agent: usize, refiner: &Refiner, plant: &Plant) -> f64 {
        if plant.is_working() {
            return match refiner.recipe {
                Recipe::Conversion(_) => {
                    plant.margin + CAPITAL_IN_TOLL_SHARE * plant.unit_cost_usd_per_t
                }
                Recipe::Separation(_) => plant.margin,
            };
        }
        let home = self.facts.agents.zone[agent];
        let needs = &self.web.needs[self.web.needs_of[agent].clone()];
        let earned = match &refiner.recipe {
            Recipe::Separation(separation) => {
                let oxide = |element: usize| {
                    separation.outputs[element].map_or(0.0, |good| {
                        self.market_view(home, good).max(self.floor_of(agent, good))
                    })
                };
                let yields = separation
                    .typical_feed
                    .iter()
                    .zip(&separation.recovery_share)
                    .enumerate();
                let worth: f64 = yields
                    .map(|(element, (share, recovery))| share * recovery * oxide(element))
                    .sum();
                let contained: f64 = separation
                    .typical_feed
                    .iter()
                    .enumerate()
                    .map(|(element, share)| share * oxide(element))
                    .sum();
                let payable: f64 = needs
                    .iter()
                    .map(|need| need.intensity * self.quotes.get(home, need.good).expected_slow)
                    .sum();
                worth - payable * contained
            }
            Recipe::Conversion(conversion) => {
                let paid = |good: usize| self.quotes.get(home, good).paid_slow;
                let inputs: f64 = needs
                    .iter()
                    .map(|need| need.intensity * paid(need.good))
                    .sum();
                paid(conversion.output) - inputs
            }
        };
        earned - self.cost(agent, plant)
    }

    pub(super) fn cost(&self, agent: usize, plant: &Plant) -> f64 {
        plant.unit_cost_usd_per_t * (1.0 - self.controls.cost_credit_share[agent])
    }

    pub(super) fn stream(&self, agent: usize, purpose: Purpose) -> Stream {
        self.luck.stream(
            self.clock.draw_week(),
            purpose,
            self.facts.agents.keys[agent],
        )
    }
}
