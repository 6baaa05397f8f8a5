use super::super::salib::{Fixture, outputs, walks};
use super::super::{Options, Verdict, estimate};
use super::*;
use crate::design::{Point, morris};

const MORRIS: &str = include_str!("../../../tests/salib/morris.json");

fn analysis_of(points: &[Point], values: &[f64]) -> Analysis {
    let factors = points[0].at.len();
    estimate(&outputs(points, values), factors, &Options::default()).unwrap()
}

#[test]
fn effects_are_those_of_salib() {
    let fixture = Fixture::read(MORRIS);
    let factors = fixture.count("factors");
    let points = walks(&fixture.rows("points"), factors);
    let found = analysis_of(&points, &fixture.numbers("output"));
    for (measure, _) in RULES {
        let expected = fixture.numbers(measure.name());
        for (factor, expected) in expected.iter().enumerate() {
            let index = found.of(measure, factor).unwrap();
            assert!((index.value - expected).abs() < 1e-9, "{index:?}");
        }
    }
}

#[test]
fn intervals_of_mean_absolute_effects_are_those_of_salib() {
    let fixture = Fixture::read(MORRIS);
    let factors = fixture.count("factors");
    let points = walks(&fixture.rows("points"), factors);
    let outputs = outputs(&points, &fixture.numbers("output"));
    let halves = fixture.numbers("mean_absolute_effect_half");
    for (factor, expected) in halves.iter().enumerate() {
        let resamples = |_| Resamples::given(fixture.resamples_of(factor), 0.9);
        let found = analysis(&outputs, factors, resamples).unwrap();
        let index = found.of(Measure::MeanAbsoluteEffect, factor).unwrap();
        let half = (index.high - index.low) / 2.0;
        assert!((half - expected).abs() < 1e-9, "{index:?}");
    }
}

#[test]
fn straight_line_has_its_slopes_as_effects_and_no_spread() {
    // y = 3 x0 - 2 x1: effects 3 and -2 wherever the trajectory is.
    let points = morris(5, 3, 4, 1);
    let values: Vec<f64> = points
        .iter()
        .map(|point| 3.0 * point.at[0] - 2.0 * point.at[1])
        .collect();
    let found = analysis_of(&points, &values);
    let value = |measure, factor| found.of(measure, factor).unwrap().value;
    assert!((value(Measure::MeanEffect, 0) - 3.0).abs() < 1e-12);
    assert!((value(Measure::MeanEffect, 1) + 2.0).abs() < 1e-12);
    assert!((value(Measure::MeanAbsoluteEffect, 1) - 2.0).abs() < 1e-12);
    assert!(value(Measure::SpreadOfEffects, 0) < 1e-12);
    assert_eq!(
        found.of(Measure::MeanEffect, 1).unwrap().verdict,
        Verdict::Below
    );
    let dead = found.of(Measure::MeanAbsoluteEffect, 2).unwrap();
    assert_eq!(dead.verdict, Verdict::Dead);
}

#[test]
fn effects_of_both_signs_cancel_in_the_mean_only() {
    // y = |x - 1/2| on 4 levels with steps of 2/3: from 0 to 2/3 and from 1/3 to 1, changes of -1/3 and +1/3.
    let points = morris(40, 1, 4, 2);
    let values: Vec<f64> = points
        .iter()
        .map(|point| (point.at[0] - 0.5).abs())
        .collect();
    let found = analysis_of(&points, &values);
    let mean = found.of(Measure::MeanEffect, 0).unwrap();
    assert_eq!(mean.verdict, Verdict::NotDistinguishable);
    let absolute = found.of(Measure::MeanAbsoluteEffect, 0).unwrap();
    assert!((absolute.value - 0.5).abs() < 1e-12);
    assert_eq!(absolute.verdict, Verdict::Above);
}

#[test]
fn trajectory_with_a_missing_output_is_left_out() {
    let points = morris(6, 2, 4, 3);
    let mut values: Vec<f64> = points
        .iter()
        .map(|point| point.at[0] + point.at[1])
        .collect();
    values[4] = f64::NAN;
    let found = analysis_of(&points, &values);
    assert_eq!((found.used, found.dropped), (5, 1));
    // The last point of a trajectory that was never run.
    let found = analysis_of(&points[..17], &values[..17]);
    assert_eq!((found.used, found.dropped), (4, 2));
}

#[test]
fn constant_output_has_no_effects() {
    let points = morris(4, 2, 4, 3);
    let found = analysis_of(&points, &vec![2.0; points.len()]);
    assert!(found.is_constant());
    assert_eq!(found.indices.len(), 6);
}
