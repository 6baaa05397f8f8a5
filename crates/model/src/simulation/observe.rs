//! What an experiment may see of a world: users' weeks, a country's books and assets, and who supplies whom.
//!
//! Countries and goods are numbered as in the scenario.

use super::Simulation;
use crate::agent::Idx;
use crate::buy::Buyer;
use crate::clock::WEEKS_PER_YEAR;
use crate::depot::Depots;
use crate::facts::Facts;
use crate::goods::GoodIndex;
use crate::ledger::{Account, Ledger};
use crate::need::Web;
use crate::place::ZoneIndex;
use crate::quote::Quotes;
use crate::stock::Stocks;
use crate::transit::{Receiver, Transit};

/// One week of one final user and one good that it uses.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UserWeek {
    /// Which user, as numbered in the scenario.
    pub user: usize,
    /// Its country.
    pub country: usize,
    /// What it uses: its good, or the substitute.
    pub good: usize,
    /// Wanted [t]; nil for a substitute, whose part is counted with the user's own good.
    pub wanted_t: f64,
    /// Built in [t].
    pub used_t: f64,
    /// Wanted and not had [t], counted with the user's own good.
    pub lost_t: f64,
    /// Value added that a tonne stands for, here and further down [USD/t].
    pub loss_usd_per_t: f64,
    /// Landed cost of what it buys, smoothed [USD/t].
    pub cost_usd_per_t: f64,
}

impl UserWeek {
    /// Value added not produced [USD].
    pub fn lost_usd(&self) -> f64 {
        self.lost_t * self.loss_usd_per_t
    }

    /// Value added that was planned [USD].
    pub fn wanted_usd(&self) -> f64 {
        self.wanted_t * self.loss_usd_per_t
    }
}

/// Prices of a moment, by which two worlds can be compared.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceList {
    /// By zone and good [USD/t; payable share for baskets].
    prices: Vec<f64>,
    n_goods: usize,
}

impl PriceList {
    fn get(&self, zone: ZoneIndex, good: GoodIndex) -> f64 {
        self.prices[zone * self.n_goods + good]
    }
}

/// What one country needs of one good from another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Supply {
    /// What is supplied.
    pub good: usize,
    /// Where it comes from.
    pub origin: usize,
    /// Where it goes.
    pub destination: usize,
    /// Expected need times the part of orders that goes there [t/yr].
    pub t_per_year: f64,
    /// The same at the destination's price [USD/yr]; nil for concentrate, whose price is a share of its content's.
    pub usd_per_year: f64,
}

impl Simulation {
    /// The week just simulated, user by user.
    pub fn observe_users(&self, into: &mut Vec<UserWeek>) {
        let Some(mut rows) = self.world.try_query::<(&Idx, &Buyer)>() else {
            return;
        };
        let web = self.world.resource::<Web>();
        let first = self.world.resource::<Facts>().agents.buyers.start;
        let start = into.len();
        for (idx, buyer) in rows.iter(&self.world) {
            let at = idx.at() - first;
            let week = |need: usize, wanted_t: f64, lost_t: f64| {
                let need = &web.needs[need];
                UserWeek {
                    user: at,
                    country: need.country,
                    good: need.good,
                    wanted_t,
                    used_t: need.used_t,
                    lost_t,
                    loss_usd_per_t: buyer.loss_usd_per_t,
                    cost_usd_per_t: need.cost,
                }
            };
            into.push(week(buyer.need, buyer.wanted_t, buyer.lost_t));
            into.extend(buyer.substitute.map(|need| week(need, 0.0, 0.0)));
        }
        into[start..].sort_by_key(|row| row.user);
    }

    /// Prices paid now.
    pub fn prices(&self) -> PriceList {
        let quotes = self.world.resource::<Quotes>();
        PriceList {
            prices: quotes.cells().iter().map(|it| it.paid_average).collect(),
            n_goods: self.world.resource::<Facts>().goods.len(),
        }
    }

    /// Sum of the balances of a country's mines, plants, users and strategic stock, and of its government [USD].
    pub fn country_books_usd(&self, country: usize) -> f64 {
        let ledger = self.world.resource::<Ledger>();
        let own: f64 = self
            .residents(country)
            .map(|agent| ledger.balance_usd(Account::Agent(agent)))
            .sum();
        own + ledger.balance_usd(Account::Government(country))
    }

    /// What a country's government and its strategic stock have been paid since the start, less what they have paid
    /// [USD]: purchases, storing, releases, money for plants and duties. Tonnes in store are not counted.
    pub fn public_balance_usd(&self, country: usize) -> f64 {
        let ledger = self.world.resource::<Ledger>();
        let depots = self.world.resource::<Depots>().list.iter();
        let own = depots.filter(|depot| depot.country == country);
        own.map(|depot| ledger.balance_usd(Account::Agent(depot.agent)))
            .sum::<f64>()
            + ledger.balance_usd(Account::Government(country))
    }

    /// What the agents of [`Simulation::country_books_usd`] own beside money, at given prices [USD]: goods in stock and on the way to them, and plants
    /// at what was paid for them since the start.
    pub fn country_assets_usd(&self, country: usize, prices: &PriceList) -> f64 {
        let facts = self.world.resource::<Facts>();
        let ledger = self.world.resource::<Ledger>();
        let stocks = self.world.resource::<Stocks>();
        let web = self.world.resource::<Web>();
        let valued = |agent: usize, from: usize, good: GoodIndex, tonnes: f64| {
            let zone = facts.agents.zone[agent];
            let basket = facts.goods.list[good].is_basket;
            let content = if basket {
                facts
                    .goods
                    .basket_value(stocks.basket_of(from), |good| prices.get(zone, good))
            } else {
                1.0
            };
            tonnes * prices.get(zone, good) * content
        };
        let mut sum = ledger.capital_usd(Account::Government(country));
        for agent in self.residents(country) {
            sum += ledger.capital_usd(Account::Agent(agent));
            let holdings = stocks.holdings(agent);
            sum += holdings
                .map(|(good, tonnes)| valued(agent, agent, good, tonnes))
                .sum::<f64>();
            let zone = facts.agents.zone[agent];
            let needs = &web.needs[web.needs_of[agent].clone()];
            if let Some(feed) = needs.iter().find(|it| facts.goods.list[it.good].is_basket) {
                let content = facts
                    .goods
                    .basket_value(stocks.feed(agent), |good| prices.get(zone, good));
                sum += prices.get(zone, feed.good) * content;
            }
        }
        for shipment in self.world.resource::<Transit>().all() {
            let owner = match shipment.to {
                Receiver::Need(need) => web.needs[need].agent,
                Receiver::Depot(depot) => depot,
                Receiver::Trader(_) => continue,
            };
            if facts.agents.country[owner] == country {
                sum += valued(owner, shipment.from, shipment.good, shipment.tonnes);
            }
        }
        sum
    }

    /// Who supplies whom with what, in the order of goods, origins and destinations; only pairs that trade.
    pub fn supplies(&self, prices: &PriceList) -> Vec<Supply> {
        let facts = self.world.resource::<Facts>();
        let web = self.world.resource::<Web>();
        let (n_goods, n_countries) = (facts.goods.len(), facts.places.n_countries());
        let mut tonnes = vec![0.0; n_goods * n_countries * n_countries];
        for need in &web.needs {
            for link in &web.links[need.links.clone()] {
                let origin = facts.agents.country[link.supplier];
                let cell = (need.good * n_countries + origin) * n_countries + need.country;
                tonnes[cell] += need.expected_t * link.weight * WEEKS_PER_YEAR;
            }
        }
        let row = |(cell, &t_per_year): (usize, &f64)| {
            let (good, pair) = (
                cell / (n_countries * n_countries),
                cell % (n_countries * n_countries),
            );
            let destination = pair % n_countries;
            let price = if facts.goods.list[good].is_basket {
                0.0
            } else {
                prices.get(facts.places.country_zone[destination], good)
            };
            Supply {
                good,
                origin: pair / n_countries,
                destination,
                t_per_year,
                usd_per_year: t_per_year * price,
            }
        };
        let trades = |supply: &Supply| supply.t_per_year > 0.0;
        tonnes.iter().enumerate().map(row).filter(trades).collect()
    }

    /// Stock on hand behind a country's needs of a good [t].
    pub fn cover_t(&self, country: usize, good: usize) -> f64 {
        let facts = self.world.resource::<Facts>();
        let stocks = self.world.resource::<Stocks>();
        let needs = self.world.resource::<Web>().needs.iter();
        needs
            .filter(|need| need.country == country && need.good == good)
            .map(|need| crate::need::stock_behind(need, facts, stocks))
            .sum()
    }

    /// Agents of a country; traders belong to zones.
    fn residents(&self, country: usize) -> impl Iterator<Item = usize> + '_ {
        let agents = &self.world.resource::<Facts>().agents;
        let all = 0..agents.len();
        all.filter(move |agent| {
            !agents.traders.contains(agent) && agents.country[*agent] == country
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NoSink;

    #[test]
    fn what_is_observed_agrees_with_the_world() {
        let loaded = scenario::load_str(&scenario::starter("starter"), "starter.ron");
        let scenario = loaded.unwrap_or_else(|faults| panic!("{faults}")).scenario;
        let mut simulation = Simulation::new(&scenario, 1, 0);
        simulation.step(&mut NoSink);
        let mut users = Vec::new();
        simulation.observe_users(&mut users);
        assert!(users.len() >= scenario.buyers.len());
        for week in &users {
            let buyer = &scenario.buyers[week.user];
            assert_eq!(scenario.countries[week.country].id, buyer.country);
            assert!((week.loss_usd_per_t - buyer.value_usd_per_kg * 1000.0).abs() < 1e-6);
        }
        // Weights of a need sum to one, so supplies of a good sum to the needs for it.
        let supplies = simulation.supplies(&simulation.prices());
        let web = simulation.world().resource::<Web>();
        let needed: f64 = web.needs.iter().map(|it| it.expected_t).sum::<f64>() * WEEKS_PER_YEAR;
        let supplied: f64 = supplies.iter().map(|it| it.t_per_year).sum();
        assert!(
            (supplied / needed - 1.0).abs() < 1e-9,
            "{supplied} {needed}"
        );
        // The books of all countries and traders sum to what the rest of the economy has lost.
        let ledger = simulation.world().resource::<Ledger>();
        let facts = simulation.world().resource::<Facts>();
        let traders = facts.agents.traders.clone();
        let traders: f64 = traders
            .map(|it| ledger.balance_usd(Account::Agent(it)))
            .sum();
        let countries = 0..facts.places.n_countries();
        let all: f64 = countries.map(|it| simulation.country_books_usd(it)).sum();
        let outside = ledger.balance_usd(Account::Outside);
        assert!((all + traders + outside).abs() < 1e-6 * outside.abs().max(1.0));
    }
}
