//! Setting, reading, comparing and hashing by path.

#![expect(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes texts this way"
)]

use std::fs;

use expect_test::expect;
use scenario::{Loaded, Opening, Rationing, Scenario};

fn starter() -> Loaded {
    scenario::load_str(&scenario::starter("base"), "base.ron").expect("the starter is readable")
}

#[test]
fn values_are_set_at_the_type_of_their_field() {
    let mut scenario = starter().scenario;
    let mut set = |path: &str, value: &str| scenario.set(path, value).expect("the path exists");
    set("market.ask_elasticity", "4");
    set("market.rationing", "ByValue");
    set("clock.weeks", "10");
    set("mines.south_mine.basket.dysprosium", "0.1");
    set("goods.magnet.start_price_usd_per_kg.west", "50");
    set("buyers.west_wind.policy_cap_per_origin_share", "0.65");
    set("routes.east_west.transit_weeks", "7");
    set("recipes.separation.kind.circuits.heavy.elements", "[]");
    set("mines.east_mine.opening", "Building(due: \"2027-01-04\")");
    set("mines.east_mine.opening.ramp_years", "1.5");
    set("mechanisms.leakage", "false");
    assert_eq!(scenario.market.ask_elasticity.to_bits(), 4.0_f64.to_bits());
    assert_eq!(scenario.market.rationing, Rationing::ByValue);
    assert_eq!(scenario.clock.weeks, 10);
    assert_eq!(
        scenario.mines[0].basket["dysprosium"].to_bits(),
        0.1_f64.to_bits()
    );
    assert_eq!(
        scenario.goods[4].start_price_usd_per_kg["west"].to_bits(),
        50.0_f64.to_bits()
    );
    assert_eq!(scenario.buyers[1].policy_cap_per_origin_share, Some(0.65));
    assert_eq!(scenario.routes[0].transit_weeks, 7);
    assert!(!scenario.mechanisms.leakage);
    let due = units::Date::new(2027, 1, 4);
    assert_eq!(
        scenario.mines[1].opening,
        Opening::Building {
            due,
            ramp_years: 1.5
        }
    );
    assert_eq!(
        scenario
            .get("recipes.separation.kind.circuits.heavy")
            .as_deref(),
        Ok("(id:\"heavy\",elements:[])")
    );
}

#[test]
fn every_value_of_a_scenario_can_be_read_and_set_again() {
    fn visit(scenario: &Scenario, path: &str, text: &str) {
        let mut copy = scenario.clone();
        copy.set(path, text).expect("what was written can be read");
        assert_eq!(copy, *scenario, "{path} is not the same after {text}");
    }
    let scenario = starter().scenario;
    let empty = Scenario {
        mines: Vec::new(),
        goods: Vec::new(),
        market: scenario::Market {
            ask_elasticity: 9.0,
            ..scenario.market.clone()
        },
        ..scenario.clone()
    };
    for (path, left, _) in scenario.diff(&empty) {
        visit(&scenario, &path, &left);
    }
}

#[test]
fn differences_go_down_to_single_values() {
    let left = starter().scenario;
    let mut right = left.clone();
    right
        .set("buyers.west_wind.cover_weeks", "12")
        .expect("the path exists");
    right
        .set("mines.south_mine.opening", "Idle")
        .expect("the path exists");
    right.events.clear();
    let lines: Vec<String> = scenario::diff(&left, &right)
        .into_iter()
        .map(|(path, left, right)| format!("{path}: {left} | {right}"))
        .collect();
    expect![[r#"
        buyers.west_wind.cover_weeks: 8.0 | 12.0
        events.east_announcement: (id:"east_announcement",date:"2027-01-04",effect:TensionJump(from:"west",to:"east",size:0.3),sources:{}) | -
        mines.south_mine.opening: Operating | Idle"#]].assert_eq(&lines.join("\n"));
    assert!(left.diff(&left).is_empty());
}

#[test]
fn hash_follows_content_and_not_layout() {
    let text = scenario::starter("base");
    let with_comment = text.replacen("(\n", "( // a comment\n", 1);
    let again = scenario::load_str(&with_comment, "other.ron").expect("a comment does no harm");
    let mut loaded = starter();
    assert_eq!(loaded.hash, again.hash);
    assert_eq!(loaded.hash.len(), 64);
    loaded.set("clock.seed", "2").expect("the path exists");
    assert_ne!(loaded.hash, again.hash);
    loaded.set("clock.seed", "1").expect("the path exists");
    assert_eq!(loaded.hash, again.hash);
}

#[test]
fn variants_of_variants_apply_in_order() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let put =
        |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("it is writable");
    put("base.ron", &scenario::starter("base"));
    put(
        "longer.ron",
        "(base: \"base.ron\", changes: [(path: \"clock.weeks\", value: \"300\"), (path: \"clock.seed\", value: \"3\")])",
    );
    put(
        "calm.ron",
        "(base: \"longer.ron\", remove: [\"policies.east_licences\", \"events.east_announcement\"], \
         add: (relations: [(from: \"south\", to: \"east\", trust: 0.6)]), \
         changes: [(path: \"clock.seed\", value: \"4\")])",
    );
    let loaded =
        scenario::load_checked(folder.path().join("calm.ron")).expect("the variant is clean");
    assert_eq!(loaded.scenario.clock.weeks, 300);
    assert_eq!(loaded.scenario.clock.seed, 4);
    assert!(loaded.scenario.policies.is_empty() && loaded.scenario.events.is_empty());
    assert_eq!(loaded.scenario.relations.len(), 5);
    assert_eq!(loaded.files.len(), 3);
    let changed: Vec<String> = loaded
        .changed
        .iter()
        .map(|(path, value)| format!("{path} {value}"))
        .collect();
    expect![[r#"
        clock.weeks 300
        clock.seed 3
        policies.east_licences removed
        events.east_announcement removed
        relations.south_east added
        clock.seed 4"#]]
    .assert_eq(&changed.join("\n"));
}

#[test]
fn one_path_is_described_with_all_that_is_known() {
    let scenario = starter().scenario;
    let show = |path: &str| {
        scenario::describe_path(&scenario, path).unwrap_or_else(|fault| fault.to_string())
    };
    expect![[r#"
        market.quote_drift_per_week = 0.1
          meaning   Fastest weekly drift of a quote when nothing is traded.
          holds     number
          unit      share/week
          default   0.1
          allowed   0 to 0.5
          source    Monazite design, prior range 0.05 to 0.35
          informed  R3
    "#]]
    .assert_eq(&show("market.quote_drift_per_week"));
    expect![[r#"
        mines.south_mine.basket.dysprosium = 0.02
          meaning   Share of each element in its output; the shares sum to 1.
          holds     map of number
          unit      share
          default   none: it has to be given
          allowed   0 to 1
    "#]]
    .assert_eq(&show("mines.south_mine.basket.dysprosium"));
    expect![[r#"
        error: unknown path `mines.south_mine.unit_cost`
          hint: did you mean `mines.south_mine.unit_cost_usd_per_kg`?"#]]
    .assert_eq(&show("mines.south_mine.unit_cost"));
}

#[test]
fn description_shows_question_sizes_and_dates() {
    let loaded = starter();
    let text = scenario::describe(&loaded.scenario).replace(&loaded.hash, "(the hash)");
    expect![[r#"
        base
        What do export licences of the largest supplier cost the users elsewhere?

        clock      2026-01-05 to 2029-12-31: 208 weeks after 52 weeks of burn-in, seed 1
        materials  4
        stages     4
        goods      5
        zones      2
        countries  3
        routes     2
        recipes    3
        mines      2
        refiners   6
        buyers     3
        contracts  1
        relations  4
        policies   1
        events     1

        good                          start price [USD/kg, ex VAT]
        concentrate                   east 0.65 (share of the oxides' value)
        ndpr_oxide                    east 60
        dysprosium_oxide              east 250
        ndpr_metal                    east 70
        magnet                        east 45

        country                  mines [t/yr]   refiners [t/yr]     buyers [t/yr]
        east                           1: 3770          3: 16942           1: 6000
        south                           1: 714            1: 756                 -
        west                                 -           2: 3059           2: 4000

        policies and events
        2027-01-04 east_announcement: TensionJump
        2027-02-01 east_licences: ExportLicence by east

        capacity of mines     0 % sourced, 0 % estimated, 0 % residual, 100 % unmarked
        capacity of refiners  0 % sourced, 0 % estimated, 0 % residual, 100 % unmarked
        use by buyers         0 % sourced, 0 % estimated, 0 % residual, 100 % unmarked
          65 facts            0 % sourced, 0 % estimated, 0 % residual, 100 % unmarked

        sha256     (the hash)
    "#]]
    .assert_eq(&text);
}

#[test]
fn sourcing_counts_facts_by_provenance() {
    let mut scenario = starter().scenario;
    let before = scenario::sourcing(&scenario);
    // south_mine 714 t, east_mine 3,770 t
    assert_eq!(
        before.mines_t_per_year.unmarked.to_bits(),
        4484.0_f64.to_bits()
    );
    scenario
        .set(
            "mines.south_mine.sources.capacity_t_per_year",
            "\"a citation\"",
        )
        .expect("the path exists");
    scenario
        .set(
            "mines.east_mine.estimates.capacity_t_per_year",
            "(3000, 4000)",
        )
        .expect("the path exists");
    let marked = scenario::sourcing(&scenario);
    expect!["16 % sourced, 84 % estimated, 0 % residual, 0 % unmarked"]
        .assert_eq(&marked.mines_t_per_year.to_string());
    scenario
        .set("mines.east_mine.residual", "true")
        .expect("the path exists");
    let residual = scenario::sourcing(&scenario);
    expect!["16 % sourced, 0 % estimated, 84 % residual, 0 % unmarked"]
        .assert_eq(&residual.mines_t_per_year.to_string());
    assert_eq!(
        before.parameters.total().to_bits(),
        residual.parameters.total().to_bits()
    );
}
