//! The end of a week: averages, where sellers offer, whom users order from.

use super::level::Level;
use super::rules::{
    ABROAD, HOME, PORTFOLIO_BETA, PORTFOLIO_SPEED_PER_YEAR, RELIABILITY_YEARS,
    SELLER_SPEED_PER_YEAR, WEEKS_PER_YEAR, ZONE_BETA, step,
};
use market::portfolio::{adapt, supplier_utility};
use units::Span;

impl Level {
    /// What was paid over all deals of the week.
    pub(super) fn average_deals(&mut self) {
        for prices in &mut self.prices {
            if prices.traded_t > 0.0 {
                prices.paid = prices.traded_value / prices.traded_t;
            }
        }
    }

    /// Where offers go, and the shelf at the end of the week.
    pub(super) fn adapt_sellers(&mut self) {
        for seller in 0..self.sellers.len() {
            self.shift_split(seller);
        }
        self.sellers.closed_t.clone_from(&self.sellers.shelf_t);
    }

    fn shift_split(&mut self, seller: usize) {
        let speed = SELLER_SPEED_PER_YEAR / WEEKS_PER_YEAR;
        let from = self.sellers.zone[seller];
        let own = self.prices[from].expected;
        let target = [ABROAD, HOME].map(|zone| {
            let prices = &self.prices[zone];
            let net = self.good.gate(prices.expected, from, zone);
            prices.size_t * libm::pow(net / own, ZONE_BETA)
        });
        let total = target[ABROAD] + target[HOME];
        for (weight, target) in self.sellers.split[seller].iter_mut().zip(target) {
            *weight += speed * (target / total - *weight);
        }
    }

    /// Utility of a supplier to a user now: what does not come has to be bought on the spot market.
    fn utility(&self, seller: usize, user: usize) -> f64 {
        let zone = self.users.zone[user];
        let fill = self.links.fill[seller * self.users.len() + user];
        let landed = self.contract[zone];
        let cost = fill * landed + (1.0 - fill) * landed.max(self.prices[zone].expected);
        supplier_utility(cost, 1.0 - fill, 1.0)
    }

    /// Takes what is paid and thought now as that of the base year.
    pub(super) fn fix_base_year(&mut self) {
        for prices in &mut self.prices {
            (prices.reference, prices.base) = (prices.paid, prices.paid);
        }
        let row = self.users.len();
        for at in 0..self.links.base_utility.len() {
            self.links.base_utility[at] = self.utility(at / row, at % row);
        }
    }

    /// Remembers what of the calls came.
    pub(super) fn remember_deliveries(&mut self) {
        let memory = step(RELIABILITY_YEARS);
        let links = &mut self.links;
        for ((fill, call_t), sent_t) in links.fill.iter_mut().zip(&links.call_t).zip(&links.sent_t)
        {
            if *call_t > 0.0 {
                *fill += memory * ((sent_t / call_t).min(1.0) - *fill);
            }
        }
    }

    /// Weights move towards better suppliers.
    pub(super) fn adapt_portfolios(&mut self) {
        let (row, sellers) = (self.users.len(), self.sellers.len());
        let [mut targets, mut shares] = [(); 2].map(|()| vec![0.0; sellers]);
        for user in 0..row {
            for seller in 0..sellers {
                let at = seller * row + user;
                let gain = self.utility(seller, user) - self.links.base_utility[at];
                targets[seller] = self.links.base[at] * libm::exp(PORTFOLIO_BETA * gain);
                shares[seller] = self.links.weight[at];
            }
            let total: f64 = targets.iter().sum();
            for target in &mut targets {
                *target /= total;
            }
            adapt(&mut shares, &targets, PORTFOLIO_SPEED_PER_YEAR, Span::WEEK);
            for (seller, share) in shares.iter().enumerate() {
                self.links.weight[seller * row + user] = *share;
            }
        }
    }
}
