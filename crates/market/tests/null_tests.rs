//! Worlds so plain that theory knows the answer. Each test prints its figures:
//! `cargo test -p monazite-market --test null_tests -- --nocapture`.
#![expect(
    clippy::print_stdout,
    reason = "the figures are quoted in docs/validation.md"
)]

use market::auction::{Ask, Bid, Clearing, ClearingRules, Fills, clear};
use market::quota::{ExportBook, RentSearch, common_rent, licence_rent};
use market::rent::{StickyRent, effective_rent};
use market::storage::{OrderRule, hold_price};
use units::Span;

fn call(bids: &[Bid], asks: &[Ask], quote: f64) -> Clearing {
    clear(
        bids,
        asks,
        quote,
        &ClearingRules::default(),
        &mut Fills::default(),
    )
}

/// Buyers with `quantity_t (p/price)^-elasticity`, who hardly ever give up.
fn buyers(quantity_t: f64, price_usd_per_t: f64, elasticity: f64) -> Bid {
    Bid {
        quantity_t,
        price_usd_per_t,
        elasticity,
        ceiling_usd_per_t: 100.0 * price_usd_per_t,
        cap_t: 100.0 * quantity_t,
        owner: 0,
    }
}

/// A seller of all there is, at any price from a floor.
fn seller_from(floor_usd_per_t: f64, available_t: f64) -> Ask {
    Ask {
        quantity_t: available_t,
        available_t,
        price_usd_per_t: floor_usd_per_t.max(1.0),
        floor_usd_per_t,
        elasticity: 0.0,
        owner: 1,
    }
}

#[test]
fn sellers_at_cost_bring_the_competitive_price_also_when_there_is_one() {
    let cost = 50_000.0;
    let demand = [buyers(100.0, 60_000.0, 0.8)];
    for sellers in [1_u32, 2, 10] {
        let asks = vec![seller_from(cost, 1000.0 / f64::from(sellers)); sellers as usize];
        let clearing = call(&demand, &asks, 80_000.0);
        println!(
            "sellers at cost: {sellers:2} sellers, price {} USD/t, cost {cost} USD/t",
            clearing.price_usd_per_t
        );
        assert!((clearing.price_usd_per_t / cost - 1.0).abs() < 1e-12);
        // 100 t x (50/60)^-0.8 = 115.7 t
        assert!((clearing.traded_t - 100.0 * libm::pow(50.0 / 60.0, -0.8)).abs() < 1e-9);
    }
}

/// 1,000 buyers of a tonne each, whose ceilings lie on `p = 100,000 - 100 Q`.
fn linear_demand() -> Vec<Bid> {
    let ceiling = |place: u32| 100_000.0 - 100.0 * (f64::from(place) + 0.5);
    let bid = |place| Bid {
        quantity_t: 1.0,
        price_usd_per_t: ceiling(place),
        elasticity: 0.0,
        ceiling_usd_per_t: ceiling(place),
        cap_t: 1.0,
        owner: place,
    };
    (0..1000).map(bid).collect()
}

#[test]
fn the_best_production_quota_is_the_monopoly_quantity() {
    let demand = linear_demand();
    let mut quote = 50_000.0;
    let best_quota = |unit_cost: f64, quote: &mut f64| {
        let mut best = (0.0, f64::NEG_INFINITY);
        // Half tonnes lie in the middle of a buyer, where the staircase touches the line.
        for quota in (0..100_u32).map(|step| 10.0 * f64::from(step) + 0.5) {
            let clearing = call(&demand, &[seller_from(0.0, quota)], *quote);
            *quote = clearing.price_usd_per_t;
            let gain = (clearing.price_usd_per_t - unit_cost) * clearing.traded_t;
            if gain > best.1 {
                best = (quota, gain);
            }
        }
        best
    };
    // Revenue (100,000 - 100 Q) Q peaks at 500 t with 25 million; at a cost of 20,000 profit peaks at 400 t with 16.
    for (unit_cost, quantity, gain) in [(0.0, 500.0, 25e6), (20_000.0, 400.0, 16e6)] {
        let (best_t, best_usd) = best_quota(unit_cost, &mut quote);
        println!(
            "monopoly quantity at cost {unit_cost} USD/t: scan {best_t} t, theory {quantity} t; gain {best_usd} USD, theory {gain} USD"
        );
        assert!(
            (best_t - quantity).abs() <= 5.0,
            "the scan has steps of 10 t"
        );
        assert!((best_usd / gain - 1.0).abs() < 1e-4);
    }
}

#[test]
fn a_storage_market_has_two_regimes_with_the_kink_where_the_rule_puts_it() {
    let (demand_elasticity, response, target_t) = (0.8, 0.35, 100.0);
    let (base, expected) = (60_000.0, 72_000.0);
    let demand = [buyers(target_t, base, demand_elasticity)];
    let mut quote = base;
    let mut price_at = |stock_t: f64| {
        let floor = hold_price(expected, stock_t / target_t, response);
        let clearing = call(&demand, &[seller_from(floor, stock_t)], quote);
        quote = clearing.price_usd_per_t;
        (clearing.price_usd_per_t, stock_t - clearing.traded_t)
    };
    // Stock is held where buyers want less of it at the hold price than there is. The border S solves
    // S = 100 (1.2 (S/100)^-0.35)^-0.8, so S/100 = 1.2^(-0.8 / (1 - 0.28)).
    let kink_t = target_t
        * libm::pow(
            expected / base,
            -demand_elasticity / (1.0 - response * demand_elasticity),
        );
    let step: f64 = 1.01;
    let mut found_kink_t = None;
    let (mut stock_out_slopes, mut holding_slopes) = (Vec::new(), Vec::new());
    let mut stock_t = 25.0;
    let (mut price, _) = price_at(stock_t);
    while stock_t < 400.0 {
        let next_t = stock_t * step;
        let (next_price, held_t) = price_at(next_t);
        let slope = libm::log(next_price / price) / libm::log(step);
        if held_t <= 1e-9 {
            stock_out_slopes.push(slope);
        } else if found_kink_t.is_none() {
            found_kink_t = Some(stock_t); // the kink lies inside this step
        } else {
            holding_slopes.push(slope);
        }
        (stock_t, price) = (next_t, next_price);
    }
    let found_kink_t = found_kink_t.expect("stock is held at 400 t");
    println!(
        "storage: kink between {found_kink_t:.2} t and {:.2} t, rule {kink_t:.2} t",
        found_kink_t * step
    );
    println!(
        "storage: d ln p / d ln S {:.4} without stock (theory {:.4}), {:.4} with stock (theory {:.4})",
        stock_out_slopes[0],
        -1.0 / demand_elasticity,
        holding_slopes[0],
        -response
    );
    assert!(found_kink_t <= kink_t && kink_t <= found_kink_t * step);
    assert!(
        stock_out_slopes
            .iter()
            .all(|slope| (slope + 1.0 / demand_elasticity).abs() < 1e-6)
    );
    assert!(
        holding_slopes
            .iter()
            .all(|slope| (slope + response).abs() < 1e-6)
    );
}

/// Variance of the last 104 of 520 weekly orders under constant demand, with a lead time, from an empty store.
fn order_variance(rule: &OrderRule, counts_orders_under_way: bool) -> f64 {
    let (need_t, target_t, lead_weeks) = (4.0, 56.0, 6);
    let mut on_hand_t: f64 = 0.0;
    let mut under_way = std::collections::VecDeque::from(vec![need_t; lead_weeks]);
    let mut orders = Vec::new();
    for _ in 0..520 {
        on_hand_t += under_way.pop_front().unwrap_or(0.0);
        on_hand_t -= need_t.min(on_hand_t);
        let pipeline_t: f64 = under_way.iter().sum();
        // Either the whole position against its target, or the shelf alone against what should lie there.
        let (wanted_t, counted_t) = if counts_orders_under_way {
            (target_t, on_hand_t + pipeline_t)
        } else {
            (target_t - need_t * 5.0, on_hand_t)
        };
        let order_t = rule.order_t(need_t, wanted_t, counted_t);
        under_way.push_back(order_t);
        orders.push(order_t);
    }
    let last = &orders[416..];
    let mean = last.iter().sum::<f64>() / last.len() as f64;
    last.iter()
        .map(|order| (order - mean) * (order - mean))
        .sum::<f64>()
        / last.len() as f64
}

#[test]
fn constant_demand_leaves_no_variance_of_orders() {
    let rule = |closing_weeks| OrderRule {
        closing_weeks,
        most_over_need: 2.5,
    };
    let (slow, fast) = (
        order_variance(&rule(10.0), true),
        order_variance(&rule(2.0), false),
    );
    println!(
        "orders: variance {slow:.1e} t2 closing the position over 10 weeks; {fast:.2} t2 closing the shelf alone over 2 weeks"
    );
    assert!(slow < 1e-20);
    // The contrast that the rule avoids: orders under way forgotten, and the gap closed in a hurry.
    assert!(fast > 1.0);
}

/// A good with a price at home, the cost of getting it abroad, and buyers abroad.
struct Exported {
    name: &'static str,
    home_usd_per_t: f64,
    freight_usd_per_t: f64,
    duty_share: f64,
    abroad: Bid,
    price_abroad_usd_per_t: f64,
}

impl Exported {
    fn parity(&self) -> f64 {
        self.home_usd_per_t * (1.0 + self.duty_share) + self.freight_usd_per_t
    }
}

impl ExportBook for Exported {
    /// Exporters sell any tonnage at what it costs them, licence included.
    fn exports_at(&mut self, rent_usd_per_t: f64) -> f64 {
        let asks = [seller_from(self.parity() + rent_usd_per_t, 1e6)];
        let clearing = call(&[self.abroad], &asks, self.parity());
        self.price_abroad_usd_per_t = clearing.price_usd_per_t;
        clearing.traded_t
    }
}

fn three_goods(duty_share: f64) -> [Exported; 3] {
    let good = |name, home_usd_per_t, tonnes| Exported {
        name,
        home_usd_per_t,
        freight_usd_per_t: 1000.0,
        duty_share,
        abroad: buyers(tonnes, home_usd_per_t, 0.8),
        price_abroad_usd_per_t: 0.0,
    };
    [
        good("lanthanum", 8000.0, 200.0),
        good("neodymium", 60_000.0, 80.0),
        good("dysprosium", 250_000.0, 5.0),
    ]
}

const SEARCH: RentSearch = RentSearch {
    guess_usd_per_t: 5000.0,
    most_usd_per_t: 1e8,
    tolerance_share: 1e-12,
};

#[test]
fn without_controls_and_wedges_the_premium_is_the_freight() {
    for mut good in three_goods(0.0) {
        good.exports_at(0.0);
        let premium = good.price_abroad_usd_per_t - good.home_usd_per_t;
        println!(
            "no controls: {} {premium:.6} USD/t dearer abroad, freight {} USD/t",
            good.name, good.freight_usd_per_t
        );
        assert!((premium - good.freight_usd_per_t).abs() < 1e-6);
    }
}

#[test]
fn a_quota_over_three_goods_has_one_rent_and_licences_have_three() {
    let mut goods = three_goods(0.15);
    let free_t: Vec<f64> = goods.iter_mut().map(|good| good.exports_at(0.0)).collect();
    let quota_t = 0.6 * free_t.iter().sum::<f64>();
    let [first, second, third] = &mut goods;
    let common = common_rent(&mut [first, second, third], quota_t, &SEARCH);
    println!(
        "quota: {quota_t:.3} t of {:.3} t, common rent {:.4} USD/t in {} evaluations",
        free_t.iter().sum::<f64>(),
        common.rent_usd_per_t,
        common.evaluations
    );
    assert!(common.exports_t <= quota_t && common.exports_t > quota_t * (1.0 - 1e-9));
    let mut ratios = Vec::new();
    for good in &mut goods {
        good.exports_at(common.rent_usd_per_t);
        let rent = good.price_abroad_usd_per_t - good.parity();
        let ratio = good.price_abroad_usd_per_t / good.home_usd_per_t;
        println!(
            "quota: {} rent {rent:.4} USD/t, price abroad over home {ratio:.2}",
            good.name
        );
        assert!((rent / common.rent_usd_per_t - 1.0).abs() < 1e-9);
        ratios.push(ratio);
    }
    assert!(
        ratios.is_sorted_by(|left, right| left > right),
        "one rent weighs most on the cheapest good"
    );

    let mut rents = Vec::new();
    for (good, free_t) in goods.iter_mut().zip(&free_t) {
        // D = q (p/p0)^-0.8 falls to 60 % where p rises by 0.6^(-1/0.8): the rent is parity x 0.894.
        let rent = licence_rent(good, 0.6 * free_t, &SEARCH).rent_usd_per_t;
        let theory = good.parity() * (libm::pow(0.6, -1.0 / 0.8) - 1.0);
        println!(
            "licences: {} rent {rent:.4} USD/t, theory {theory:.4} USD/t",
            good.name
        );
        assert!((rent / theory - 1.0).abs() < 1e-9);
        rents.push(rent);
    }
    assert!(rents[1] > 5.0 * rents[0] && rents[2] > 4.0 * rents[1]);
}

#[test]
fn a_slack_quota_has_no_rent_through_a_year_of_constant_weeks() {
    let [mut good, ..] = three_goods(0.15);
    let free_t = good.exports_at(0.0);
    let sticky = StickyRent {
        rise_share_per_week: 0.15,
        decay: Span::years(0.5),
    };
    let (mut ask, mut remembered) = (0.0, 10_000.0);
    for _ in 0..52 {
        let rent = licence_rent(&mut good, 1.01 * free_t, &SEARCH).rent_usd_per_t;
        ask = sticky.next_ask(ask, rent);
        remembered = sticky.next_ask(remembered, rent);
    }
    let effective = effective_rent(0.0, ask);
    println!(
        "slack quota: rent {effective} USD/t; a rent of 10,000 USD/t remembered from before has faded to {remembered:.1} USD/t"
    );
    assert!(effective.abs() <= 0.0);
    // 52 weeks of 7/365.25 yr over 0.5 yr: exp(-1.99316) = 0.13626
    assert!((remembered - 1362.6).abs() < 1.0);
}
