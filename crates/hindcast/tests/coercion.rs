//! L1 to L4 on one replicate of the headline and its variants.

use std::path::Path;

use hindcast::coercion::{FILES, measure, report};
use scenario::Scenario;

fn world(file: &str) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios");
    let loaded = scenario::load_checked(path.join(file));
    let mut scenario = loaded.unwrap_or_else(|faults| panic!("{faults}")).scenario;
    // Three years are enough for curbs, and for the year after the embargo.
    scenario.clock.weeks = 157;
    scenario
}

#[test]
fn answers_take_most_of_the_cost_away_and_every_target_has_its_figures() {
    let worlds = FILES.map(world);
    let figures = measure(&worlds, 1, 0, &|| true).unwrap().unwrap();
    let report = report("australia_japan", "hash", &[figures]);
    let ids: Vec<&str> = report.scores.iter().map(|score| score.id).collect();
    assert_eq!(ids, ["L1", "L2", "L3", "L4"]);
    let median = |target: usize, figure: usize| {
        let band = report.scores[target].figures[figure].band;
        band.map_or(f64::NAN, |[median, ..]| median)
    };
    // L1: a year costs more than a quarter, and nothing that answers more than all that does.
    let (unanswered, answered) = (median(0, 0), median(0, 2));
    assert!(unanswered > median(0, 1) && median(0, 1) > 0.0);
    assert!(
        unanswered > 5.0 * answered,
        "{unanswered} without answers, {answered} with them"
    );
    // L2: hundreds of millions, not thousands and not billions.
    let sold_usd = median(1, 0);
    assert!((1e8..1e10).contains(&sold_usd), "{sold_usd}");
    assert_eq!(report.passed().1, 2, "L3 and L4 are scored");
}

#[test]
fn measuring_ends_when_it_is_told_to() {
    let worlds = FILES.map(world);
    assert_eq!(measure(&worlds, 1, 0, &|| false).unwrap(), None);
}
