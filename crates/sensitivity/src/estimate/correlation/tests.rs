use super::super::salib::{Fixture, outputs};
use super::super::{Options, Verdict, estimate};
use super::*;
use crate::design::{Point, RowLabel, grid, latin_hypercube, morris};

const PLAIN: &str = include_str!("../../../tests/salib/plain.json");

fn analysis_of(points: &[Point], values: &[f64]) -> Analysis {
    let factors = points[0].at.len();
    estimate(&outputs(points, values), factors, &Options::default()).unwrap()
}

#[test]
fn coefficients_are_those_of_numpy_and_scipy() {
    let fixture = Fixture::read(PLAIN);
    let points: Vec<Point> = (0..)
        .zip(fixture.rows("points"))
        .map(|(id, at)| Point {
            id,
            row: RowLabel::Plain,
            at,
        })
        .collect();
    let found = analysis_of(&points, &fixture.numbers("output"));
    for measure in [Measure::StandardisedRegression, Measure::RankCorrelation] {
        let expected = fixture.numbers(measure.name());
        for (factor, expected) in expected.iter().enumerate() {
            let index = found.of(measure, factor).unwrap();
            assert!((index.value - expected).abs() < 1e-12, "{index:?}");
        }
    }
    let explained = found.explained_share.unwrap();
    assert!((explained - fixture.number("explained_share")).abs() < 1e-12);
}

#[test]
fn balanced_straight_line_shares_out_its_variance() {
    // y = 4 x0 - 3 x1 on a grid: the factors have the same spread, so 4/5 and -3/5, and all is explained.
    let points = grid(&[5, 5, 1]);
    let points: Vec<Point> = points
        .into_iter()
        .map(|mut point| {
            point.at.truncate(2);
            point
        })
        .collect();
    let values: Vec<f64> = points
        .iter()
        .map(|point| 4.0 * point.at[0] - 3.0 * point.at[1])
        .collect();
    let found = analysis_of(&points, &values);
    let value = |factor| {
        let index = found.of(Measure::StandardisedRegression, factor);
        index.unwrap().value
    };
    assert!((value(0) - 0.8).abs() < 1e-12);
    assert!((value(1) + 0.6).abs() < 1e-12);
    assert!((found.explained_share.unwrap() - 1.0).abs() < 1e-12);
}

#[test]
fn rank_correlation_is_one_for_whatever_rises() {
    let points = latin_hypercube(30, 1, 4);
    let values: Vec<f64> = points
        .iter()
        .map(|point| libm::pow(point.at[0], 9.0))
        .collect();
    let found = analysis_of(&points, &values);
    let rank = found.of(Measure::RankCorrelation, 0).unwrap();
    assert!((rank.value - 1.0).abs() < 1e-12);
    assert!(found.explained_share.unwrap() < 0.9);
}

#[test]
fn equal_values_share_their_mean_rank() {
    assert_eq!(ranks(&[2.0, 1.0, 2.0, 5.0]), [2.5, 1.0, 2.5, 4.0]);
}

#[test]
fn factor_without_effect_is_not_distinguishable_from_zero() {
    let points = latin_hypercube(60, 2, 8);
    let values: Vec<f64> = points.iter().map(|point| point.at[0]).collect();
    let found = analysis_of(&points, &values);
    let rank = found.of(Measure::RankCorrelation, 1).unwrap();
    assert_eq!(rank.verdict, Verdict::NotDistinguishable);
}

#[test]
fn factors_that_move_together_have_no_regression_but_ranks() {
    let mut points = latin_hypercube(20, 2, 8);
    for point in &mut points {
        point.at[1] = point.at[0];
    }
    let values: Vec<f64> = points.iter().map(|point| point.at[0]).collect();
    let found = analysis_of(&points, &values);
    assert_eq!(found.of(Measure::StandardisedRegression, 0), None);
    assert_eq!(found.explained_share, None);
    assert!((found.of(Measure::RankCorrelation, 1).unwrap().value - 1.0).abs() < 1e-12);
}

#[test]
fn missing_outputs_are_left_out_and_counted() {
    let points = latin_hypercube(20, 2, 8);
    let mut values: Vec<f64> = points.iter().map(|point| point.at[0]).collect();
    values[3] = f64::NAN;
    let found = analysis_of(&points, &values);
    assert_eq!((found.used, found.dropped), (19, 1));
}

#[test]
fn constant_output_has_no_coefficients() {
    let points = latin_hypercube(20, 2, 8);
    assert!(analysis_of(&points, &[1.0; 20]).is_constant());
}

#[test]
fn rows_of_two_designs_are_refused() {
    let mut points = latin_hypercube(5, 2, 8);
    points.extend(morris(1, 2, 4, 1));
    let values = vec![1.0; points.len()];
    let fault = estimate(&outputs(&points, &values), 2, &Options::default()).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "row `plain` and row `step:0:0` belong to different designs; hint: analyse each design for itself"
    );
}

#[test]
fn nothing_at_all_is_too_few() {
    let fault = estimate(&[], 2, &Options::default()).unwrap_err();
    assert!(matches!(fault, EstimateError::TooFew { used: 0, .. }));
}
