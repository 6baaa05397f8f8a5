//! Analysis of sweeps: what is written, what is said, and what is refused.

use std::fs;

use crate::desk::names_in;
use crate::sweep::{PLAN, changed, desk_with, done};

const SALTELLI: &str = "saltelli(base_points: 4, second_order: true)";

/// The plan with another design.
fn plan(design: &str) -> String {
    changed(
        &changed(PLAN, "grid(levels: 3)", design),
        "over: list([1.0, 2.0])",
        "over: range(1.0, 4.0)",
    )
}

#[test]
fn analysis_writes_indices_and_pictures() {
    let desk = desk_with(&plan(SALTELLI));
    done(&desk, "sweep run plan.ron --quiet");
    let said = done(&desk, "sweep analyse plan.ron");
    assert!(
        said.stdout
            .starts_with("What do bids and tension do?\n24 points of "),
        "{said}"
    );
    assert!(said.stdout.contains("N = 4 base rows"), "{said}");
    assert!(
        said.stdout
            .contains("ST: share of the variance that the factor has a part in"),
        "{said}"
    );
    let table = desk.read("outputs/trial/analysis/indices.csv");
    let header = table.lines().next().unwrap();
    assert_eq!(
        header,
        "measure,factor,other_factor,index,value,low,high,n,n_dropped,low_end_mean,high_end_mean,words"
    );
    // First order and total of two factors, and their pair, for each measure.
    let of_measure = table
        .lines()
        .filter(|line| line.starts_with("lost_value_usd,"));
    assert_eq!(of_measure.count(), 5);
    let pictures = names_in(&desk.path("outputs/trial/analysis"));
    assert!(
        pictures.iter().any(|name| name == "magnet_quote_ratio.svg"),
        "{pictures:?}"
    );
}

#[test]
fn analysis_is_the_same_each_time_and_for_any_order_of_shards() {
    let desk = desk_with(&plan(SALTELLI));
    done(&desk, "sweep plan plan.ron");
    for shard in (0..48).rev() {
        let said = desk.run(&format!("sweep run-shard plan.ron --index {shard} --quiet"));
        assert!(
            said.code == 0 || said.stderr.contains("is not in the plan"),
            "{said}"
        );
    }
    done(&desk, "sweep analyse plan.ron --quiet");
    let first = desk.read("outputs/trial/analysis/indices.csv");
    fs::remove_dir_all(desk.path("outputs/trial")).unwrap();
    done(&desk, "sweep run plan.ron --quiet");
    done(&desk, "sweep analyse plan.ron --quiet");
    assert_eq!(desk.read("outputs/trial/analysis/indices.csv"), first);
}

#[test]
fn measure_that_never_moves_is_called_constant() {
    // Nobody goes without in the first quarter: the licences come a year later.
    let desk = desk_with(&plan("latin_hypercube(points: 8)"));
    done(&desk, "sweep run plan.ron --quiet");
    let said = done(&desk, "sweep analyse plan.ron --measure lost_value_usd");
    assert!(
        said.stdout
            .contains("the same at every point: there is nothing to explain"),
        "{said}"
    );
    let names = names_in(&desk.path("outputs/trial/analysis"));
    assert_eq!(names, ["indices.csv", "report.html"]);
    let page = desk.read("outputs/trial/analysis/report.html");
    assert!(
        page.contains("The same at every point, so that there is nothing to explain: lost value."),
        "{page}"
    );
    assert!(!page.contains("<svg"));
}

#[test]
fn each_design_has_its_own_indices() {
    for (design, words) in [
        (
            "morris(trajectories: 4, levels: 4)",
            "mu*: mean absolute change",
        ),
        (
            "grid(levels: 4)",
            "a straight line in all factors explains ",
        ),
    ] {
        let desk = desk_with(&plan(design));
        done(&desk, "sweep run plan.ron --quiet");
        let said = done(&desk, "sweep analyse plan.ron --measure magnet_quote_ratio");
        assert!(said.stdout.contains(words), "{said}");
    }
}

#[test]
fn missing_shards_are_told_and_too_few_are_refused() {
    let desk = desk_with(&plan(SALTELLI));
    done(&desk, "sweep plan plan.ron");
    let said = desk.run("sweep analyse plan.ron");
    assert_eq!(said.code, 1);
    assert!(said.stderr.contains("shards are missing"), "{said}");
    assert!(
        said.stderr
            .contains("0 of 4 base rows have every output they need, at least 2 are needed"),
        "{said}"
    );
}

#[test]
fn unknown_measure_is_refused_with_those_that_there_are() {
    let desk = desk_with(&plan(SALTELLI));
    done(&desk, "sweep run plan.ron --quiet");
    let said = desk.run("sweep analyse plan.ron --measure lost");
    assert_eq!(said.code, 1);
    assert!(
        said.stderr
            .contains("there is no measure `lost` in the plan"),
        "{said}"
    );
    assert!(said.stderr.contains("lost_value_usd"), "{said}");
}

#[test]
fn analysis_has_a_report_with_its_answer_pictures_and_the_way_back() {
    let desk = desk_with(&plan(SALTELLI));
    done(&desk, "sweep run plan.ron --quiet");
    done(
        &desk,
        "sweep analyse plan.ron --quiet --measure magnet_quote_ratio",
    );
    let page = desk.read("outputs/trial/analysis/report.html");
    for part in [
        "What do bids and tension do?",
        "Magnet quote ratio",
        "<section id=\"measure-0\"",
        "<section id=\"factors\"",
        "<section id=\"limits\"",
        "monazite sweep run plan.ron\nmonazite sweep analyse plan.ron --level-share 0.9 --resamples 1000 --measure magnet_quote_ratio",
        "Engine version",
        "market.bid_elasticity",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    // One picture of how far factors swing the measure, and one of estimates with intervals.
    assert_eq!(page.matches("<svg").count(), 2);
    assert!(!page.contains("<script") && !page.contains("NaN") && page.len() < 500_000);
    done(
        &desk,
        "sweep analyse plan.ron --quiet --measure magnet_quote_ratio",
    );
    assert_eq!(desk.read("outputs/trial/analysis/report.html"), page);
}
