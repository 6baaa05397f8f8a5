//! Rationing, quotas and rents: who goes without, and what a licence is worth.

use market::quota::{RentSearch, common_rent, licence_rent, weekly_quota};
use market::ration::{RationingRule, ration};
use market::rent::{StickyRent, effective_rent};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use rstest::rstest;
use units::Span;

const SEARCH: RentSearch = RentSearch {
    guess_usd_per_t: 0.0,
    most_usd_per_t: 1000.0,
    tolerance_share: 1e-10,
};

fn rationed(
    requests: &[f64],
    available: f64,
    rule: RationingRule,
    keys: &[f64],
) -> (f64, Vec<f64>) {
    let mut out = vec![f64::NAN; requests.len()];
    let given = ration(requests, available, rule, keys, &mut out);
    (given, out)
}

#[track_caller]
fn assert_close(found: f64, wanted: f64) {
    assert!(
        (found - wanted).abs() <= 1e-9 * wanted.abs().max(1.0),
        "found {found}, wanted {wanted}"
    );
}

#[rstest]
// 6 of 12 t: half of each request
#[case(RationingRule::ProRata, &[], [2.0, 3.0, 1.0])]
// the third first (2 t), then the first (4 t), nothing left for the second
#[case(RationingRule::ByValue, &[5.0, 1.0, 9.0], [4.0, 0.0, 2.0])]
// the second is trusted most and takes all 6 t
#[case(RationingRule::FriendsFirst, &[0.1, 0.9, 0.5], [0.0, 6.0, 0.0])]
// the first two are equal: 6 t among 4 + 6
#[case(RationingRule::ByValue, &[7.0, 7.0, 1.0], [2.4, 3.6, 0.0])]
// a key that is no number comes last, a missing one too: 6 t for the first, 2 t short of 4 + 6
#[case(RationingRule::ByValue, &[1.0, f64::NAN], [4.0, 1.5, 0.5])]
fn six_tonnes_for_twelve_go_by_the_rule(
    #[case] rule: RationingRule,
    #[case] keys: &[f64],
    #[case] wanted: [f64; 3],
) {
    let (given, out) = rationed(&[4.0, 6.0, 2.0], 6.0, rule, keys);
    assert_close(given, 6.0);
    for (found, wanted) in out.iter().zip(wanted) {
        assert_close(*found, wanted);
    }
}

#[rstest]
fn where_there_is_enough_everybody_gets_the_request_to_the_last_bit(
    #[values(
        RationingRule::ProRata,
        RationingRule::ByValue,
        RationingRule::FriendsFirst
    )]
    rule: RationingRule,
) {
    let requests = [0.1, 0.2, 0.7];
    let (_, out) = rationed(&requests, 50.0, rule, &[3.0, 1.0, 2.0]);
    assert_eq!(out, requests);
}

#[rstest]
#[case(&[-1.0, f64::NAN, 2.0], 1.0, 1.0)]
#[case(&[1.0, 2.0], -5.0, 0.0)]
#[case(&[], 5.0, 0.0)]
#[case(&[0.0, 0.0], 5.0, 0.0)]
fn requests_and_stocks_below_zero_count_as_nothing(
    #[case] requests: &[f64],
    #[case] available: f64,
    #[case] given: f64,
) {
    let (found, out) = rationed(
        requests,
        available,
        RationingRule::ByValue,
        &[1.0, 2.0, 3.0],
    );
    assert_close(found, given);
    assert!(out.iter().all(|amount| *amount >= 0.0));
}

#[test]
fn a_slack_quota_has_no_rent() {
    let rent = common_rent(&mut [&mut |rent: f64| 40.0 - rent], 40.0, &SEARCH);
    assert_close(rent.rent_usd_per_t, 0.0);
    assert_eq!(rent.evaluations, 1);
}

#[test]
fn separate_licences_have_separate_rents() {
    // 60 - r = 30 at 30, and 40 - r = 30 at 10; one quota of 60 t over both has 20 for either.
    let (mut lanthanum, mut cerium) = (|rent: f64| 60.0 - rent, |rent: f64| 40.0 - rent);
    assert_close(
        licence_rent(&mut lanthanum, 30.0, &SEARCH).rent_usd_per_t,
        30.0,
    );
    assert_close(
        licence_rent(&mut cerium, 30.0, &SEARCH).rent_usd_per_t,
        10.0,
    );
    assert_close(
        common_rent(&mut [&mut lanthanum, &mut cerium], 60.0, &SEARCH).rent_usd_per_t,
        20.0,
    );
}

#[test]
fn a_quota_is_not_exceeded_where_exports_fall_in_steps() {
    // 10 t up to a rent of 7, 4 t above it: a quota of 6 t lets 4 t out, at a rent just above 7.
    let rent = licence_rent(
        &mut |rent: f64| if rent <= 7.0 { 10.0 } else { 4.0 },
        6.0,
        &SEARCH,
    );
    assert_close(rent.exports_t, 4.0);
    assert!(rent.rent_usd_per_t > 7.0 && rent.rent_usd_per_t < 7.0 + 1e-7);
}

#[test]
fn a_ban_is_a_quota_of_nothing_and_its_rent_is_where_the_last_buyer_gives_up() {
    let rent = licence_rent(&mut |rent: f64| (25.0 - rent).max(0.0), 0.0, &SEARCH);
    assert_close(rent.exports_t, 0.0);
    assert_close(rent.rent_usd_per_t, 25.0);
}

#[test]
fn exports_that_no_rent_stops_end_at_the_highest_rent_thinkable() {
    let rent = licence_rent(&mut |_: f64| 10.0, 6.0, &SEARCH);
    assert_close(rent.rent_usd_per_t, 1000.0);
    assert_close(rent.exports_t, 10.0);
}

#[test]
fn a_quota_at_an_even_pace_lasts_to_the_last_week() {
    // pace 1: 52 equal weeks of 520 t are 10 t each
    let mut left_t = 520.0;
    for weeks_left in (1..=52).rev() {
        let week_t = weekly_quota(left_t, weeks_left, 1.0);
        assert_close(week_t, 10.0);
        left_t -= week_t;
    }
    assert_close(left_t, 0.0);
}

#[test]
fn a_rent_is_learnt_in_weeks_and_forgotten_over_months() {
    let sticky = StickyRent {
        rise_share_per_week: 0.15,
        decay: Span::years(0.5),
    };
    let after =
        |weeks, from: f64, rent: f64| (0..weeks).fold(from, |ask, _| sticky.next_ask(ask, rent));
    // 100 (1 - 0.85^13) = 87.9 after a quarter of scarcity
    assert!((after(13, 0.0, 100.0) - 87.91).abs() < 0.01);
    // 100 exp(-(91/365.25)/0.5) = 60.8 after a quarter of plenty
    assert!((after(13, 100.0, 0.0) - 60.76).abs() < 0.01);
    assert_close(effective_rent(0.0, 60.76), 60.76);
    assert_close(effective_rent(80.0, 60.76), 80.0);
    assert_close(effective_rent(-1.0, -2.0), 0.0);
}

prop_compose! {
    fn any_requests()(rows in prop::collection::vec((0.0..100.0, 0..4_u32), 1..12)) -> (Vec<f64>, Vec<f64>) {
        rows.into_iter().map(|(request, key)| (request, f64::from(key))).unzip()
    }
}

fn any_rule() -> impl Strategy<Value = RationingRule> {
    prop_oneof![
        Just(RationingRule::ProRata),
        Just(RationingRule::ByValue),
        Just(RationingRule::FriendsFirst)
    ]
}

/// The same numbers in every run: a build that fails once fails again.
fn config() -> ProptestConfig {
    ProptestConfig {
        rng_seed: RngSeed::Fixed(20_260_105),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn rationing_gives_all_there_is_and_never_more_than_asked(
        (requests, keys) in any_requests(),
        available in 0.0..500.0,
        rule in any_rule(),
    ) {
        let (given, out) = rationed(&requests, available, rule, &keys);
        let wanted = available.min(requests.iter().sum());
        prop_assert!((given - wanted).abs() <= 1e-12 * wanted);
        prop_assert!((out.iter().sum::<f64>() - wanted).abs() <= 1e-12 * wanted);
        for (amount, request) in out.iter().zip(&requests) {
            prop_assert!(*amount >= 0.0 && amount <= request);
        }
    }

    #[test]
    fn nobody_is_served_before_a_higher_key_is_full((requests, keys) in any_requests(), available in 0.0..500.0) {
        let (_, out) = rationed(&requests, available, RationingRule::ByValue, &keys);
        for (index, amount) in out.iter().enumerate() {
            let higher = (0..keys.len()).filter(|other| keys[*other] > keys[index]);
            if *amount > 1e-9 {
                prop_assert!(higher.into_iter().all(|other| out[other] >= requests[other] * (1.0 - 1e-12)));
            }
        }
    }

    #[test]
    fn the_order_of_requests_is_of_no_account((requests, keys) in any_requests(), available in 0.0..500.0, rule in any_rule()) {
        let (_, out) = rationed(&requests, available, rule, &keys);
        let reversed = |values: &[f64]| values.iter().rev().copied().collect::<Vec<f64>>();
        let (_, turned) = rationed(&reversed(&requests), available, rule, &reversed(&keys));
        for (amount, turned) in out.iter().zip(turned.iter().rev()) {
            prop_assert!((amount - turned).abs() <= 1e-9);
        }
    }

    #[test]
    fn the_common_rent_uses_the_quota_up_whatever_the_guess(
        sizes in prop::collection::vec((1.0..100.0, 1.0..300.0), 1..6),
        quota_share in 0.05..0.95,
        guess in 0.0..2000.0,
    ) {
        // Exports of a good fall as size exp(-rent/scale).
        let total = |rent: f64| sizes.iter().map(|(size, scale): &(f64, f64)| size * libm::exp(-rent / scale)).sum::<f64>();
        let quota_t = quota_share * total(0.0);
        let rent = licence_rent(&mut |rent: f64| total(rent), quota_t, &RentSearch { guess_usd_per_t: guess, ..SEARCH });
        prop_assert!(rent.exports_t <= quota_t);
        prop_assert!(rent.exports_t >= quota_t * (1.0 - 1e-7));
        prop_assert!(rent.evaluations <= 40, "{} evaluations", rent.evaluations);
    }
}
