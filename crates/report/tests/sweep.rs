//! Reports of sweeps whose answer is known.

use report::{Brief, Factor, Measured, Sweep};
use sensitivity::design::{latin_hypercube, saltelli};
use sensitivity::estimate::Options;
use sensitivity::{Finding, Study};

/// What a page may weigh [bytes].
const MOST_BYTES: usize = 500_000;

fn study(
    points: Vec<sensitivity::design::Point>,
    names: &[&str],
    model: fn(&[f64]) -> f64,
) -> Study {
    let values = points.iter().map(|point| model(&point.at)).collect();
    Study {
        factors: names.iter().map(|name| (*name).to_owned()).collect(),
        points,
        measured: vec![sensitivity::Measured {
            name: "lost_value_usd".to_owned(),
            values,
        }],
    }
}

fn page(study: &Study) -> String {
    // Few resamples: intervals only have to be there.
    let options = Options {
        resamples: 60,
        ..Options::default()
    };
    let findings: Vec<Finding> = study.findings(&options).unwrap();
    let factor = |name: &String| Factor {
        name: name.clone(),
        path: format!("market.{name}"),
        unit: "ratio".to_owned(),
        over: "range(0, 1)".to_owned(),
        meaning: "what it does".to_owned(),
    };
    Sweep {
        name: "what_matters".to_owned(),
        question: "What matters?".to_owned(),
        design: "a design".to_owned(),
        n_points: study.points.len() as u64,
        replicates: 1,
        level_share: 0.9,
        factors: study.factors.iter().map(factor).collect(),
        measures: vec![Measured {
            name: "lost_value_usd".to_owned(),
            unit: "USD".to_owned(),
            meaning: "value lost".to_owned(),
        }],
        origin: vec![
            ("engine_version".to_owned(), "0.0.1".to_owned()),
            ("seed".to_owned(), "41".to_owned()),
            ("scenario_hash".to_owned(), "c0ffee".to_owned()),
        ],
        brief: Brief::default().with_command("monazite sweep run plan.ron".to_owned()),
        study,
        findings: &findings,
    }
    .text()
}

#[test]
fn answer_names_the_factor_that_moves_the_measure_most() {
    // y = x0 + x1 / 2: first shares 0.8 and 0.2 of the variance, and nothing of x2.
    let points = saltelli(256, 3, false);
    let text = page(&study(points, &["fear", "build_years", "nothing"], |at| {
        at[0] + at[1] / 2.0
    }));
    assert!(
        text.contains("Lost value: fear moves it most (80\u{a0}% of the variance"),
        "{text}"
    );
    assert!(text.contains("then build years (20\u{a0}% of the variance)."));
    assert!(!text.contains("nothing moves it"));
    for part in ["What matters?", "0.0.1", "41", "c0ffee", "Limits"] {
        assert!(text.contains(part), "{part}");
    }
}

#[test]
fn what_the_intervals_do_not_settle_is_said() {
    // Two factors alike: which comes first is luck of the draw.
    let points = latin_hypercube(40, 2, 1);
    let text = page(&study(points, &["one", "other"], |at| at[0] + at[1]));
    assert!(
        text.contains("Their intervals overlap, so the order is not settled"),
        "{text}"
    );
}

#[test]
fn a_measure_that_nothing_moves_has_its_words_and_no_picture() {
    let points = latin_hypercube(40, 2, 1);
    let text = page(&study(points, &["one", "other"], |_| 3.0));
    assert!(
        text.contains("The same at every point, so that there is nothing to explain: lost value.")
    );
    assert!(!text.contains("<svg"), "{text}");
}

#[test]
fn pictures_have_words_and_a_table_has_all_that_they_show() {
    let points = latin_hypercube(60, 3, 1);
    let text = page(&study(points, &["one", "other", "third"], |at| {
        at[0] - at[1]
    }));
    assert_eq!(text.matches("<svg").count(), 2);
    assert_eq!(text.matches("<desc>").count(), 2);
    let table = text.split("by factor</caption>").nth(1).unwrap();
    for name in ["one", "other", "third"] {
        assert!(
            table.contains(&format!("<th scope=\"row\">{name}</th>")),
            "{name}"
        );
    }
    // x1 pushes the measure down: its coefficient is negative, with a true minus sign.
    assert!(table.contains("\u{2212}0.7"), "{table}");
}

#[test]
fn money_is_told_in_millions_where_it_is_large() {
    // Effects of 40 and 2 million over the ranges of both factors, the same everywhere.
    let points = sensitivity::design::morris(10, 2, 4, 1);
    let text = page(&study(points, &["one", "other"], |at| {
        40e6 * at[0] + 2e6 * at[1]
    }));
    assert!(
        text.contains(
            "one moves it most (40\u{a0}million USD on average over its range, 40 to 40)"
        ),
        "{text}"
    );
    assert!(text.contains("then other (2)."), "{text}");
    assert!(!text.contains("000,000"));
}

#[test]
fn many_factors_and_hostile_names_stay_small_and_text() {
    let names: Vec<String> = (0..60)
        .map(|place| format!("<script>alert({place})</script>"))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut study = study(latin_hypercube(80, 60, 1), &names, |at| at[0]);
    let one = study.measured[0].clone();
    study.measured = (0..40)
        .map(|place| sensitivity::Measured {
            name: format!("measure_{place}"),
            ..one.clone()
        })
        .collect();
    let text = page(&study);
    assert!(!text.contains("<script"));
    assert!(text.contains("Below: 32 measures more."));
    assert!(text.contains("40 more factors are in the file"));
    assert!(text.len() <= MOST_BYTES, "{} bytes", text.len());
}
