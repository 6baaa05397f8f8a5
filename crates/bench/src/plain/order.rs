//! From prices to deliveries under contract: expectations, orders, calls, rationing.

use super::level::{Level, Prices};
use super::rules::{
    ABROAD, CONTRACT_WEEKS, COST_WEEKS, COVER_ELASTICITY, COVER_WEEKS, FAST_YEARS, HOME,
    NEED_YEARS, ORDER_CAP, ORDER_WEEKS, REFERENCE_YEARS, SELLER_YEARS, SHELF_WEEKS, SPOT_SHARE,
    WORKING_SHARE, journey_weeks, step,
};
use market::ration::{RationingRule, ration};
use market::storage::OrderRule;

impl Prices {
    /// Takes in last week's quote and deals, and opens a new week.
    fn learn(&mut self, slot: usize) {
        self.window[slot] = self.quote;
        self.expected += step(FAST_YEARS) * (self.quote - self.expected);
        self.reference += step(REFERENCE_YEARS) * (self.paid - self.reference);
        (self.traded_t, self.traded_value) = (0.0, 0.0);
    }
}

impl Level {
    /// Expectations.
    pub(super) fn learn_prices(&mut self, week: i64) {
        let slot = week.rem_euclid(CONTRACT_WEEKS as i64) as usize;
        for prices in &mut self.prices {
            prices.learn(slot);
        }
    }

    /// What was under way arrives.
    pub(super) fn unload(&mut self) {
        let users = &mut self.users;
        users.today = (users.today + 1) % users.arrivals_t.len();
        let arrived = users.arrivals_t[users.today].iter_mut();
        let places = users.stock_t.iter_mut().zip(&mut users.pipeline_t);
        for (arrived_t, (stock_t, pipeline_t)) in arrived.zip(places) {
            *stock_t += *arrived_t;
            *pipeline_t -= *arrived_t;
            *arrived_t = 0.0;
        }
    }

    /// Output is what came onto the shelf since last week.
    pub(super) fn open_books(&mut self) {
        let sellers = &mut self.sellers;
        for at in 0..sellers.len() {
            let came_t = sellers.shelf_t[at] - sellers.closed_t[at];
            sellers.output_t[at] += step(SELLER_YEARS) * (came_t - sellers.output_t[at]);
            sellers.wanted_t[at] = sellers.shelf_weeks * sellers.output_t[at];
        }
        for column in [
            &mut sellers.called_t,
            &mut sellers.sold_t,
            &mut sellers.spot_t,
        ] {
            column.fill(0.0);
        }
    }

    /// Orders: the need, and a part of the gap to the wanted position.
    pub(super) fn plan_orders(&mut self) {
        let rule = OrderRule {
            closing_weeks: ORDER_WEEKS,
            most_over_need: ORDER_CAP,
        };
        let Self {
            users,
            sellers,
            links,
            prices,
            ..
        } = self;
        let need_step = step(NEED_YEARS);
        for user in 0..users.len() {
            let zone = users.zone[user];
            let lead_weeks: f64 = (0..sellers.len())
                .map(|seller| {
                    links.weight[seller * users.len() + user]
                        * journey_weeks(sellers.zone[seller], zone) as f64
                })
                .sum();
            let answer = libm::pow(prices[zone].paid / prices[zone].base, -COVER_ELASTICITY);
            let target_weeks = COVER_WEEKS * answer + lead_weeks;
            let expected_t = &mut users.expected_t[user];
            *expected_t += need_step * (users.planned_t[user] - *expected_t);
            let position_t = users.stock_t[user] + users.pipeline_t[user];
            users.order_t[user] = rule.order_t(*expected_t, target_weeks * *expected_t, position_t);
        }
        users.contracted_t.fill(0.0);
    }

    /// Contract prices, each quarter.
    pub(super) fn set_contract_prices(&mut self, week: i64) {
        if week.rem_euclid(CONTRACT_WEEKS as i64) != 0 {
            return;
        }
        let average =
            |zone: usize| self.prices[zone].window.iter().sum::<f64>() / CONTRACT_WEEKS as f64;
        self.contract = [ABROAD, HOME].map(|zone| {
            if self.good.is_ore {
                average(zone)
            } else {
                self.good.land(average(HOME), HOME, zone)
            }
        });
    }

    /// Calls on all suppliers, and what they send of it.
    pub(super) fn deliver(&mut self) {
        let row = self.users.len();
        for seller in 0..self.sellers.len() {
            for user in 0..row {
                let wanted_t = self.users.order_t[user] * (1.0 - SPOT_SHARE);
                let at = seller * row + user;
                self.links.call_t[at] = wanted_t * self.links.weight[at];
            }
            let calls_t = &self.links.call_t[seller * row..][..row];
            self.sellers.called_t[seller] = calls_t.iter().sum();
            let free_t = self.good_to_go(seller);
            self.send_calls(seller, free_t);
        }
    }

    /// Shares what may leave among those who call, alike for all.
    fn send_calls(&mut self, seller: usize, free_t: f64) {
        let Self {
            users,
            sellers,
            links,
            prices,
            contract,
            ..
        } = self;
        let row = users.len();
        let sent_t = &mut links.sent_t[seller * row..][..row];
        let calls_t = &links.call_t[seller * row..][..row];
        ration(calls_t, free_t, RationingRule::ProRata, &[], sent_t);
        let from = sellers.zone[seller];
        for (user, sent_t) in sent_t.iter_mut().enumerate() {
            let tonnes = sent_t.min(sellers.shelf_t[seller]).max(0.0);
            *sent_t = tonnes;
            let to = users.zone[user];
            let landed = contract[to];
            sellers.shelf_t[seller] -= tonnes;
            sellers.sold_t[seller] += tonnes;
            users.book_purchase(user, tonnes, landed);
            users.contracted_t[user] += tonnes;
            users.send(user, tonnes, journey_weeks(from, to));
            prices[to].count(tonnes, landed);
        }
    }

    /// What may leave a shelf this week [t], as if nothing had left yet.
    pub(super) fn good_to_go(&self, seller: usize) -> f64 {
        let sellers = &self.sellers;
        let shelf_t = sellers.shelf_t[seller] + sellers.sold_t[seller];
        let spare_t = (shelf_t - WORKING_SHARE * sellers.wanted_t[seller]).max(0.0);
        (sellers.output_t[seller] + spare_t / SHELF_WEEKS)
            .min(shelf_t)
            .max(0.0)
    }
}

impl super::level::Users {
    /// Moves the smoothed cost by a purchase.
    pub(super) fn book_purchase(&mut self, user: usize, tonnes: f64, price: f64) {
        let share = tonnes / (tonnes + COST_WEEKS * self.expected_t[user]).max(1e-12);
        self.cost[user] += share * (price - self.cost[user]);
    }
}
