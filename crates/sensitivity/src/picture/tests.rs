use super::*;
use crate::design::{Point, morris, saltelli};
use crate::estimate::Options;
use crate::study::Measured;

fn study(points: Vec<Point>, factors: usize, model: impl Fn(&[f64]) -> f64) -> Study {
    let values = points.iter().map(|point| model(&point.at)).collect();
    Study {
        factors: (0..factors)
            .map(|factor| format!("factor <{factor}>"))
            .collect(),
        points,
        measured: vec![Measured {
            name: "lost_output_usd".to_owned(),
            values,
        }],
    }
}

fn drawn(study: &Study) -> String {
    let findings = study.findings(&Options::default()).unwrap();
    picture(study, &findings[0], 0.9).unwrap()
}

#[test]
fn picture_has_its_words_and_is_the_same_each_time() {
    let study = study(saltelli(32, 3, false), 3, |at| 1e9 * at[0] + 1e8 * at[1]);
    let svg = drawn(&study);
    for words in [
        "What moves lost_output_usd",
        "N = 32 base rows; lines: 90 % intervals",
        "factor &lt;0&gt;",
        "total (ST)",
        "first order (S1)",
        "share of the variance",
    ] {
        assert!(svg.contains(words), "{words} is not in {svg}");
    }
    assert_eq!(svg, drawn(&study));
}

#[test]
fn factors_beyond_those_shown_are_counted() {
    let study = study(morris(4, 26, 4, 1), 26, |at| at.iter().sum());
    assert!(drawn(&study).contains("and 6 more in the table"));
}

#[test]
fn constant_output_is_an_empty_picture() {
    let study = study(saltelli(8, 2, false), 2, |_| 3.0);
    assert!(drawn(&study).contains("What moves"));
}

#[test]
fn long_names_keep_both_ends() {
    let name = "mines.a_very_long_name_of_a_mine_indeed.capacity_t_per_year";
    assert_eq!(short(name), "mines.a_very_lon…acity_t_per_year");
    assert_eq!(short("clock.weeks"), "clock.weeks");
}
