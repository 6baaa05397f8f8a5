//! The call auction on small books whose answer is known.

use market::auction::{Ask, Bid, Clearing, ClearingRules, Fills, Schedules, clear};
use rstest::rstest;

fn bid(quantity_t: f64, price_usd_per_t: f64, elasticity: f64) -> Bid {
    Bid {
        quantity_t,
        price_usd_per_t,
        elasticity,
        ceiling_usd_per_t: 1e6,
        cap_t: 1e6,
        owner: 0,
    }
}

fn ask(quantity_t: f64, price_usd_per_t: f64, elasticity: f64) -> Ask {
    Ask {
        quantity_t,
        available_t: 1e6,
        price_usd_per_t,
        floor_usd_per_t: 1.0,
        elasticity,
        owner: 1,
    }
}

const STEP: ClearingRules = ClearingRules {
    schedules: Schedules::Step,
    quote_drift_per_week: 0.1,
};

fn call(bids: &[Bid], asks: &[Ask], quote: f64) -> (Clearing, Fills) {
    call_under(&ClearingRules::default(), bids, asks, quote)
}

fn call_under(rules: &ClearingRules, bids: &[Bid], asks: &[Ask], quote: f64) -> (Clearing, Fills) {
    let mut fills = Fills::default();
    let clearing = clear(bids, asks, quote, rules, &mut fills);
    (clearing, fills)
}

#[track_caller]
fn assert_close(found: f64, wanted: f64) {
    assert!(
        (found - wanted).abs() <= 1e-9 * wanted.abs().max(1.0),
        "found {found}, wanted {wanted}"
    );
}

#[rstest]
// 10 (p/100)^-1 = 40 (p/100)^1 at p = 100 sqrt(10/40) = 50, both 20 t
#[case((10.0, 1.0), (40.0, 1.0), 50.0, 20.0)]
// 8 (p/100)^-1 = 1 (p/100)^2 at p = 100 x 8^(1/3) = 200, both 4 t
#[case((8.0, 1.0), (1.0, 2.0), 200.0, 4.0)]
// 16 (p/100)^-0.5 = 2 (p/100)^2.5 at p = 100 x 8^(1/3) = 200, both 16/sqrt(2)
#[case((16.0, 0.5), (2.0, 2.5), 200.0, 11.313_708_498_984_76)]
fn isoelastic_schedules_meet_where_algebra_says(
    #[case] (wanted_t, demand_elasticity): (f64, f64),
    #[case] (offered_t, supply_elasticity): (f64, f64),
    #[case] price: f64,
    #[case] traded_t: f64,
    #[values(1.0, 40.0, 100.0, 9000.0)] quote: f64,
) {
    let bids = [bid(wanted_t, 100.0, demand_elasticity)];
    let asks = [ask(offered_t, 100.0, supply_elasticity)];
    let (clearing, fills) = call(&bids, &asks, quote);
    assert_close(clearing.price_usd_per_t, price);
    assert_close(clearing.traded_t, traded_t);
    assert_close(fills.bids_t[0], fills.asks_t[0]);
    assert!(clearing.crossed);
    // One look at the quote, one at the end of the search; then Newton's step is exact.
    assert!(
        clearing.evaluations <= 6,
        "{} evaluations",
        clearing.evaluations
    );
}

#[test]
fn scarcity_beyond_what_is_available_drives_the_price_to_where_demand_falls() {
    // 10 (p/100)^-1 = 2, what there is, at p = 500
    let scarce = Ask {
        available_t: 2.0,
        ..ask(10.0, 100.0, 3.0)
    };
    let (clearing, _) = call(&[bid(10.0, 100.0, 1.0)], &[scarce], 100.0);
    assert_close(clearing.price_usd_per_t, 500.0);
    assert_close(clearing.traded_t, 2.0);
}

#[test]
fn the_last_ceiling_is_the_price_and_those_at_it_are_rationed_pro_rata() {
    // Inelastic: 6 t up to 900, 4 t + 2 t up to 300; 9 t are there whatever the price.
    // Up to 300 all 12 t are wanted, above it 6: the price is 300, and the two share 3 of 6 t.
    let with_ceiling = |quantity, ceiling| Bid {
        ceiling_usd_per_t: ceiling,
        ..bid(quantity, 100.0, 0.0)
    };
    let bids = [
        with_ceiling(4.0, 300.0),
        with_ceiling(6.0, 900.0),
        with_ceiling(2.0, 300.0),
    ];
    let (clearing, fills) = call(&bids, &[ask(9.0, 100.0, 0.0)], 50.0);
    assert_close(clearing.price_usd_per_t, 300.0);
    assert_close(clearing.traded_t, 9.0);
    for (fill, wanted) in fills.bids_t.iter().zip([2.0, 6.0, 1.0]) {
        assert_close(*fill, wanted);
    }
    // The price is the ceiling to the last bit, else its owner would want nothing.
    assert!(bids[0].demand_t(clearing.price_usd_per_t, Schedules::Sloped) > 0.0);
}

#[test]
fn the_marginal_floor_is_the_price_and_those_at_it_are_rationed_pro_rata() {
    // 5 t wanted at any price; 2 t offered from 40, 4 t + 8 t from 70: 3 of the 12 t are sold at 70.
    let from = |quantity, floor| Ask {
        floor_usd_per_t: floor,
        ..ask(quantity, 70.0, 0.0)
    };
    let asks = [from(4.0, 70.0), from(2.0, 40.0), from(8.0, 70.0)];
    let (clearing, fills) = call(&[bid(5.0, 100.0, 0.0)], &asks, 100.0);
    assert_close(clearing.price_usd_per_t, 70.0);
    for (fill, wanted) in fills.asks_t.iter().zip([1.0, 2.0, 2.0]) {
        assert_close(*fill, wanted);
    }
}

#[rstest]
// Bid 10 t up to 100, ask 10 t from 80: every price between balances, the one nearest to the quote is taken.
#[case(90.0, 90.0)]
#[case(70.0, 80.0)]
#[case(130.0, 100.0)]
fn of_many_balancing_prices_the_nearest_to_the_quote_is_taken(
    #[case] quote: f64,
    #[case] price: f64,
) {
    let (clearing, fills) = call_under(
        &STEP,
        &[bid(10.0, 100.0, 0.8)],
        &[ask(10.0, 80.0, 3.5)],
        quote,
    );
    assert_close(clearing.price_usd_per_t, price);
    assert_close(fills.bids_t[0], 10.0);
}

#[rstest]
// Capped at 10 t below 100 x (20/10)^(1/1) = 200, and all 10 t there are offered above 100 x (10/5)^(1/1) = 200 / 4 = 50.
#[case(60.0, 60.0)]
#[case(20.0, 50.0)]
#[case(500.0, 200.0)]
fn where_all_are_at_their_limits_the_nearest_price_is_taken(
    #[case] quote: f64,
    #[case] price: f64,
) {
    let capped = Bid {
        cap_t: 10.0,
        ..bid(20.0, 100.0, 1.0)
    };
    let sold_out = Ask {
        available_t: 10.0,
        ..ask(20.0, 100.0, 1.0)
    };
    let (clearing, _) = call(&[capped], &[sold_out], quote);
    assert_close(clearing.price_usd_per_t, price);
    assert_close(clearing.traded_t, 10.0);
}

#[test]
fn step_schedules_ration_at_the_old_price_where_sloped_ones_raise_it() {
    // 20 t wanted at 100, 10 t offered at 100. Steps: 100, half served.
    // Slopes of 1 on both sides: 20 (p/100)^-1 = 10 (p/100) at p = 141.42.
    let (bids, asks) = ([bid(20.0, 100.0, 1.0)], [ask(10.0, 100.0, 1.0)]);
    let (steps, fills) = call_under(&STEP, &bids, &asks, 100.0);
    assert_close(steps.price_usd_per_t, 100.0);
    assert_close(fills.bids_t[0], 10.0);
    let (slopes, _) = call(&bids, &asks, 100.0);
    assert_close(slopes.price_usd_per_t, 100.0 * libm::sqrt(2.0));
}

#[rstest]
// ln(q'/q) = 0.1 tanh(ln(D/S)), D and S at the last quote
#[case::buyers_only(true, false, 100.0 * libm::exp(0.1))]
#[case::sellers_only(false, true, 100.0 * libm::exp(-0.1))]
#[case::nobody(false, false, 100.0)]
#[case::too_far_apart(true, true, 100.0)] // above the ceiling and below the floor: nobody is at the quote
fn a_market_without_a_trade_lets_its_quote_drift(
    #[case] has_bid: bool,
    #[case] has_ask: bool,
    #[case] price: f64,
) {
    let bids = [Bid {
        ceiling_usd_per_t: if has_ask { 90.0 } else { 1e6 },
        ..bid(5.0, 80.0, 0.8)
    }];
    let asks = [Ask {
        floor_usd_per_t: if has_bid { 110.0 } else { 1.0 },
        ..ask(5.0, 120.0, 3.5)
    }];
    let (bids, asks) = (
        if has_bid { &bids[..] } else { &[] },
        if has_ask { &asks[..] } else { &[] },
    );
    let (clearing, fills) = call(bids, asks, 100.0);
    assert!(!clearing.crossed);
    assert_close(clearing.price_usd_per_t, price);
    assert_eq!(
        (fills.bids_t.len(), fills.asks_t.len()),
        (bids.len(), asks.len())
    );
    assert!(
        fills
            .bids_t
            .iter()
            .chain(&fills.asks_t)
            .all(|fill| *fill <= 0.0)
    );
}

#[test]
fn a_quote_above_every_ceiling_still_finds_the_trade_below() {
    // At 1,000 nobody buys; 10 (p/100)^-1 = 10 (p/100) at 100.
    let with_ceiling = Bid {
        ceiling_usd_per_t: 500.0,
        ..bid(10.0, 100.0, 1.0)
    };
    let (clearing, _) = call(&[with_ceiling], &[ask(10.0, 100.0, 1.0)], 1000.0);
    assert_close(clearing.price_usd_per_t, 100.0);
}

#[test]
fn demand_that_no_price_stops_is_rationed_at_the_end_of_the_search() {
    // 5 t wanted at any price, 2 t there: nothing balances, so the price runs to a million times the quote.
    let at_any_price = Bid {
        ceiling_usd_per_t: f64::INFINITY,
        ..bid(5.0, 100.0, 0.0)
    };
    let (clearing, fills) = call(&[at_any_price], &[ask(2.0, 100.0, 0.0)], 100.0);
    assert_close(clearing.price_usd_per_t / 1e8, 1.0);
    assert_close(fills.bids_t[0], 2.0);
}

#[rstest]
#[case(f64::NAN)]
#[case(0.0)]
#[case(-3.0)]
#[case(f64::INFINITY)]
fn nonsense_in_the_book_trades_nothing_and_breaks_nothing(#[case] nonsense: f64) {
    let bids = [
        bid(nonsense, 100.0, 1.0),
        bid(10.0, nonsense, 1.0),
        bid(10.0, 100.0, 1.0),
    ];
    let asks = [
        ask(nonsense, 100.0, 1.0),
        ask(10.0, nonsense, 1.0),
        ask(10.0, 100.0, 1.0),
    ];
    let (clearing, fills) = call(&bids, &asks, nonsense);
    assert_close(clearing.price_usd_per_t, 100.0);
    assert_close(fills.bids_t[2], 10.0);
    assert!(
        fills.bids_t[..2]
            .iter()
            .chain(&fills.asks_t[..2])
            .all(|fill| *fill <= 0.0)
    );
}

#[test]
fn buffers_used_again_give_the_same_result_without_growing() {
    let (bids, asks) = ([bid(20.0, 100.0, 1.0); 8], [ask(10.0, 100.0, 1.0); 8]);
    let mut fills = Fills::default();
    let first = clear(&bids, &asks, 90.0, &ClearingRules::default(), &mut fills);
    let (capacity, bought_t) = (fills.bids_t.capacity(), fills.bids_t.clone());
    clear(
        &bids[..1],
        &asks[..2],
        5.0,
        &ClearingRules::default(),
        &mut fills,
    );
    let again = clear(&bids, &asks, 90.0, &ClearingRules::default(), &mut fills);
    assert_eq!(first, again);
    assert_eq!(
        (fills.bids_t.capacity(), &fills.bids_t),
        (capacity, &bought_t)
    );
}
