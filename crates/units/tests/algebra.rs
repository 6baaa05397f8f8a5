//! The laws between quantities, checked on round numbers and on any numbers.

use proptest::prelude::*;
use rstest::rstest;
use units::{Date, FIELD_SUFFIXES, Mass, MassRate, Money, MoneyRate, Price, Share, Span};

fn close(left: f64, right: f64) -> bool {
    (left - right).abs() <= 1e-12 * left.abs().max(right.abs())
}

#[test]
fn a_kilogram_price_is_a_thousandth_of_a_tonne_price() {
    // 85 USD/kg x 1,000 kg/t = 85,000 USD/t
    assert!(close(Price::usd_per_kg(85.0).as_usd_per_tonne(), 85_000.0));
    assert!(close(Mass::tonnes(1.5).as_kilograms(), 1500.0));
}

#[test]
fn products_hold_in_both_orders() {
    // 40 t x 2,000 USD/t = 80,000 USD
    let (mass, price) = (Mass::tonnes(40.0), Price::usd_per_tonne(2000.0));
    assert_eq!(mass * price, Money::usd(80_000.0));
    assert_eq!(price * mass, mass * price);
    // 100 t/yr x 2,000 USD/t = 200,000 USD/yr; over 6 months 100,000 USD
    let turnover = MassRate::tonnes_per_year(100.0) * price;
    assert_eq!(turnover, MoneyRate::usd_per_year(200_000.0));
    assert_eq!(Span::months(6.0) * turnover, Money::usd(100_000.0));
}

#[test]
fn cover_is_stock_over_need() {
    // 25 t / 100 t/yr = 0.25 yr = 3 months
    let cover = Mass::tonnes(25.0) / MassRate::tonnes_per_year(100.0);
    assert_eq!(cover, Span::months(3.0));
}

#[test]
fn a_year_has_52_weeks_and_one_and_a_quarter_days() {
    // 365.25 / 7 = 52.178571...
    assert!(close(Span::years(1.0) / Span::WEEK, 365.25 / 7.0));
    assert!(close(Span::weeks(8.0).as_days(), 56.0));
    assert!(close(Span::weeks(8.0).as_weeks(), 8.0));
}

#[test]
fn a_clamp_with_crossed_bounds_takes_the_upper() {
    let clamped = Mass::tonnes(5.0).clamp(Mass::tonnes(9.0), Mass::tonnes(3.0));
    assert_eq!(clamped, Mass::tonnes(3.0));
}

#[test]
fn a_sum_of_nothing_is_zero() {
    assert_eq!(core::iter::empty::<Mass>().sum::<Mass>(), Mass::ZERO);
    assert_eq!(
        [Money::usd(1.0), Money::usd(2.0)].iter().sum::<Money>(),
        Money::usd(3.0)
    );
}

#[rstest]
#[case(-0.1)]
#[case(1.000_001)]
#[case(f64::NAN)]
#[case(f64::INFINITY)]
fn a_share_outside_0_to_1_is_refused_and_clamps_inside(#[case] fraction: f64) {
    assert!(Share::new(fraction).is_err());
    let clamped = Share::clamped(fraction).as_fraction();
    assert!((0.0..=1.0).contains(&clamped));
}

#[test]
fn a_share_read_from_a_file_is_checked() {
    assert_eq!(
        ron::from_str::<Share>("0.25").map(Share::as_fraction),
        Ok(0.25)
    );
    let error = ron::from_str::<Share>("15.0").expect_err("15 is no share");
    assert!(
        error
            .to_string()
            .contains("15 is not a share, allowed 0 to 1"),
        "{error}"
    );
}

#[test]
fn quantities_are_bare_numbers_in_files() {
    assert_eq!(ron::to_string(&Mass::tonnes(2.5)), Ok("2.5".to_owned()));
    assert_eq!(ron::from_str::<Mass>("2.5"), Ok(Mass::tonnes(2.5)));
}

#[rstest]
#[case("2026-02-29")] // not a leap year
#[case("2026-13-01")]
#[case("2026-1-5")]
#[case("2026-01-05T00:00")]
#[case("20260105")]
#[case("05.01.2026")]
#[case("")]
#[case("２０２６-01")] // wide digits: ten characters in another alphabet
fn what_is_no_date_is_refused_with_the_text_and_the_form(#[case] text: &str) {
    let error = Date::parse(text).expect_err("no date").to_string();
    assert!(
        error.contains(&format!("`{text}` is not a date")),
        "{error}"
    );
    assert!(error.contains("YYYY-MM-DD"), "{error}");
}

#[test]
fn dates_count_days_over_leap_years() {
    // 2024 has 366 days.
    let (start, end) = (Date::new(2024, 1, 1), Date::new(2025, 1, 1));
    assert_eq!(end.days_since(start), 366);
    assert_eq!(start.days_since(end), -366);
    assert_eq!(start.add_days(366), end);
    assert!(start < end);
    assert_eq!((end.year(), end.month(), end.day()), (2025, 1, 1));
}

#[test]
fn date_arithmetic_stops_at_the_ends_of_the_calendar() {
    assert_eq!(
        Date::new(2026, 1, 5).add_weeks(i32::MAX),
        Date::new(9999, 12, 31)
    );
    assert_eq!(
        Date::new(2026, 1, 5).add_days(i32::MIN),
        Date::new(-9999, 1, 1)
    );
}

#[test]
fn a_date_goes_through_a_file_as_text() {
    let date = Date::new(2026, 1, 5);
    assert_eq!(ron::to_string(&date), Ok("\"2026-01-05\"".to_owned()));
    assert_eq!(ron::from_str("\"2026-01-05\""), Ok(date));
    let error = ron::from_str::<Date>("\"2026-02-30\"").expect_err("February is shorter");
    assert!(
        error.to_string().contains("`2026-02-30` is not a date"),
        "{error}"
    );
}

#[test]
fn the_longest_suffix_of_a_field_is_found_first() {
    let unit = |field: &str| {
        FIELD_SUFFIXES
            .iter()
            .find(|entry| field.ends_with(entry.suffix))
            .map(|entry| entry.unit)
    };
    assert_eq!(unit("capacity_t_per_year"), Some("tonnes per year"));
    assert_eq!(
        unit("growth_share_per_year"),
        Some("share of the whole per year")
    );
    assert_eq!(unit("unit_cost_usd_per_kg"), Some("USD per kilogram"));
    assert_eq!(unit("name"), None);
    assert!(FIELD_SUFFIXES.is_sorted_by(|left, right| left.suffix.len() >= right.suffix.len()));
}

proptest! {
    #[test]
    fn a_quotient_undoes_its_product(mass in 1e-3..1e6, price in 1e-2..1e7) {
        let (mass, price) = (Mass::tonnes(mass), Price::usd_per_tonne(price));
        prop_assert!(close(((mass * price) / mass).as_usd_per_tonne(), price.as_usd_per_tonne()));
        prop_assert!(close(((mass * price) / price).as_tonnes(), mass.as_tonnes()));
    }

    #[test]
    fn a_share_and_its_complement_make_the_whole(mass in 0.0..1e6, fraction in 0.0..=1.0) {
        let (mass, share) = (Mass::tonnes(mass), Share::clamped(fraction));
        prop_assert!(close((mass * share + mass * share.complement()).as_tonnes(), mass.as_tonnes()));
    }

    #[test]
    fn days_added_are_days_counted(days in -400_000..400_000_i32) {
        let start = Date::new(2007, 1, 1);
        prop_assert_eq!(start.add_days(days).days_since(start), days);
        prop_assert_eq!(Date::parse(&start.add_days(days).to_string()), Ok(start.add_days(days)));
    }
}
