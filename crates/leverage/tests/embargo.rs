//! Embargoes in small worlds and in the headline: what costs nothing, what costs more, and what parts sum to.

use std::path::Path;

use leverage::attribution::{Attribution, N_SUBSETS, withheld};
use leverage::cost::Cost;
use leverage::fork::{Laboratory, Trial, original};
use leverage::survive::{endurance, excess_loss_shares};
use leverage::{Case, CaseError, Question, Wanted, measure};
use model::Answer;
use scenario::Scenario;

const GO_ON: fn() -> bool = || true;

fn small() -> Scenario {
    let loaded = scenario::load_str(&scenario::starter("starter"), "starter.ron");
    loaded.unwrap_or_else(|faults| panic!("{faults}")).scenario
}

fn headline() -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/australia_japan.ron");
    let loaded = scenario::load_checked(&path).unwrap_or_else(|faults| panic!("{faults}"));
    loaded.scenario
}

fn question(imposer: &str, target: &str) -> Question {
    Question {
        imposer: imposer.to_owned(),
        target: target.to_owned(),
        material: None,
        at: None,
        horizons: vec![4, 13, 26],
        share: 1.0,
        without: Vec::new(),
    }
}

fn case<'a>(scenario: &'a Scenario, question: &Question) -> Case<'a> {
    Case::new(scenario, question, 1).unwrap()
}

/// Mean cost to the target by horizon.
fn mean_costs(case: &Case, replicates: u32) -> Vec<f64> {
    let summary = measure(case, &[], Wanted::default(), replicates, &GO_ON).unwrap();
    let horizons = 0..case.horizons.len();
    horizons
        .map(|at| summary.mean(|it| it.points[at].target.total_usd()).mean)
        .collect()
}

#[test]
fn without_action_all_costs_are_exactly_zero() {
    let (small, headline) = (small(), headline());
    for (scenario, imposer, target) in [(&small, "east", "west"), (&headline, "china", "japan")] {
        let mut question = question(imposer, target);
        question.at = Some(scenario.clock.start.add_weeks(8));
        let case = case(scenario, &question);
        let world = original(&case, 0, &GO_ON).unwrap();
        let mut laboratory = Laboratory::new(&case, &world, &GO_ON);
        for answers in [&[][..], &Answer::ALL] {
            let trial = Trial {
                goods: &[],
                withheld: answers,
                weeks: 26,
            };
            for point in laboratory.costs(&world, trial, &case.horizons).unwrap() {
                assert_eq!(point.target, Cost::default());
                assert_eq!(point.imposer, Cost::default());
            }
        }
    }
}

#[test]
fn longer_embargo_of_the_small_world_never_costs_the_target_less() {
    let scenario = small();
    let costs = mean_costs(&case(&scenario, &question("east", "west")), 4);
    assert!(costs[0] > 0.0 && costs.is_sorted(), "{costs:?}");
}

#[test]
fn harder_embargo_of_the_small_world_never_loses_less_output_and_costs_more_in_the_end() {
    let scenario = small();
    let outcomes = |share: f64| {
        let question = Question {
            share,
            ..question("east", "west")
        };
        let case = case(&scenario, &question);
        let summary = measure(&case, &[], Wanted::default(), 4, &GO_ON).unwrap();
        let horizons = 0..case.horizons.len();
        let means = |cost: fn(&Cost) -> f64| -> Vec<f64> {
            let mean = |at: usize| summary.mean(|it| cost(&it.points[at].target)).mean;
            horizons.clone().map(mean).collect()
        };
        (means(|cost| cost.lost_output_usd), means(Cost::total_usd))
    };
    let [half, most, all] = [outcomes(0.5), outcomes(0.8), outcomes(1.0)];
    for at in 0..half.0.len() {
        let lost = [half.0[at], most.0[at], all.0[at]];
        assert!(lost.is_sorted(), "{lost:?}");
    }
    // After a quarter a ban costs less than licences for a fifth: both are still lived through on stocks, and the fifth is
    // bought at scarcity prices. After half a year the order is that of hardness.
    let total = [half.1[2], most.1[2], all.1[2]];
    assert!(total.is_sorted() && total[2] > 2.0 * total[1], "{total:?}");
}

#[test]
fn embargo_of_the_headline_costs_more_the_longer_and_harder_it_is() {
    let mut scenario = headline();
    scenario.clock.burn_in_weeks = 13;
    let at = |share: f64| {
        let mut question = question("china", "japan");
        question.at = Some(scenario.clock.start.add_weeks(4));
        question.share = share;
        mean_costs(&case(&scenario, &question), 2)
    };
    let (part, all) = (at(0.95), at(1.0));
    assert!(all.is_sorted(), "{all:?}");
    assert!(part[2] <= all[2], "{part:?} {all:?}");
}

#[test]
fn traders_between_zones_halve_the_unmet_need_of_a_country_that_alone_is_embargoed_for_a_year() {
    let with = |resale: bool| {
        let mut scenario = headline();
        scenario.mechanisms.resale = resale;
        let mut question = question("china", "japan");
        question.horizons.push(52);
        let case = case(&scenario, &question);
        let summary = measure(&case, &[], Wanted::default(), 2, &GO_ON).unwrap();
        summary.mean(|it| it.unmet_need_shares[3]).mean
    };
    let (with, without) = (with(true), with(false));
    assert!(with < 0.5 * without, "{with} {without}");
}

#[test]
fn shares_of_all_answers_sum_to_the_cost_avoided() {
    let scenario = small();
    let question = Question {
        horizons: vec![20],
        ..question("east", "west")
    };
    let wanted = Wanted {
        attribution: true,
        ..Wanted::default()
    };
    let case = case(&scenario, &question);
    let summary = measure(&case, &[], wanted, 1, &GO_ON).unwrap();
    let found = summary.outcomes[0].attribution.clone().unwrap();
    let whole = found.bare_usd - found.full_usd;
    let parts: f64 = found.avoided_usd.iter().sum();
    let size = found.bare_usd.abs().max(1.0);
    assert!((parts - whole).abs() <= 1e-9 * size, "{parts} {whole}");
    assert!(found.bare_usd > found.full_usd, "{found:?}");
    // The small world has no strategic stocks: two of its answers are off with or without them.
    assert_eq!(found.avoided_usd[1..3], [0.0, 0.0]);
    assert!(found.avoided_usd[0] > 0.0, "{found:?}");
}

#[test]
fn answer_that_the_scenario_has_off_gets_exactly_nothing() {
    let mut scenario = small();
    (scenario.mechanisms.leakage, scenario.mechanisms.resale) = (false, false);
    let case = case(&scenario, &question("east", "west"));
    let world = original(&case, 0, &GO_ON).unwrap();
    let mut laboratory = Laboratory::new(&case, &world, &GO_ON);
    let mut cost = |subset: usize| {
        let trial = Trial {
            goods: &case.goods,
            withheld: &withheld(subset),
            weeks: 13,
        };
        let points = laboratory.costs(&world, trial, &[13]).unwrap();
        points[0].target.total_usd()
    };
    // Leakage is the last answer; a few subsets without it and with it, the rest alike.
    let leakage = N_SUBSETS / 2;
    let mut costs = vec![0.0; N_SUBSETS];
    for subset in [0, 1, 8, 24, 31] {
        costs[subset] = cost(subset);
        costs[subset | leakage] = cost(subset | leakage);
        assert_eq!(
            costs[subset].to_bits(),
            costs[subset | leakage].to_bits(),
            "subset {subset}"
        );
    }
    assert!(Attribution::of(&costs).avoided_usd[5].abs() < f64::MIN_POSITIVE);
}

#[test]
fn target_lasts_longer_with_more_cover() {
    let lasts = |cover_weeks: f64| {
        let mut scenario = small();
        for buyer in &mut scenario.buyers {
            buyer.cover_weeks = cover_weeks;
        }
        let case = case(&scenario, &question("east", "west"));
        let world = original(&case, 0, &GO_ON).unwrap();
        let mut laboratory = Laboratory::new(&case, &world, &GO_ON);
        let trial = Trial {
            goods: &case.goods,
            withheld: &[],
            weeks: 78,
        };
        let (base, action) = laboratory.run(&world, trial).unwrap();
        let losses = excess_loss_shares(&base.target, &action.target, &case.goods);
        endurance(&losses).survive_weeks.unwrap_or(78)
    };
    let weeks = [lasts(2.0), lasts(8.0), lasts(20.0)];
    assert!(weeks.is_sorted() && weeks[2] > weeks[0], "{weeks:?}");
}

#[test]
fn replicates_do_not_depend_on_threads() {
    let scenario = small();
    let case = case(&scenario, &question("east", "west"));
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let wanted = Wanted {
            weakest: true,
            half_life: true,
            attribution: false,
        };
        let summary = pool
            .unwrap()
            .install(|| measure(&case, &[], wanted, 3, &GO_ON));
        let documents = leverage::table::documents(&case, &summary.unwrap());
        documents
            .iter()
            .map(|it| it.text().to_owned())
            .collect::<Vec<String>>()
    };
    let one = with(1);
    assert_eq!(one.len(), 3);
    assert_eq!(one, with(2));
}

#[test]
fn work_ends_when_it_is_told_to() {
    let scenario = small();
    let case = case(&scenario, &question("east", "west"));
    assert_eq!(measure(&case, &[], Wanted::default(), 2, &|| false), None);
}

#[test]
fn questions_that_do_not_fit_are_refused() {
    let scenario = small();
    let refused = |question: &Question| Case::new(&scenario, question, 1).unwrap_err().to_string();
    assert!(refused(&question("east", "wset")).ends_with("hint: did you mean `west`?"));
    assert!(matches!(
        Case::new(&scenario, &question("east", "east"), 1),
        Err(CaseError::Same { .. })
    ));
    let mut wrong = question("east", "west");
    wrong.material = Some("disprosium".to_owned());
    assert!(refused(&wrong).ends_with("did you mean `dysprosium`?"));
    wrong.material = None;
    wrong.at = Some(scenario.clock.start.add_days(-1));
    assert!(refused(&wrong).contains("is not within the scenario's clock"));
    wrong.at = None;
    wrong.horizons = vec![0, 4];
    assert!(refused(&wrong).contains("at least one week"));
    let mut unsold = small();
    unsold
        .goods
        .retain(|good| good.material != "ndpr" && !good.contains.contains_key("ndpr"));
    for mine in &mut unsold.mines {
        mine.basket.remove("ndpr");
    }
    wrong.horizons = vec![4];
    wrong.material = Some("ndpr".to_owned());
    assert!(matches!(
        Case::new(&unsold, &wrong, 1),
        Err(CaseError::Unsold { .. })
    ));
}

#[test]
fn scope_is_the_material_and_what_contains_it() {
    let scenario = small();
    let mut question = question("east", "west");
    question.material = Some("dysprosium".to_owned());
    let case = case(&scenario, &question);
    let ids: Vec<&str> = case
        .goods
        .iter()
        .map(|&good| scenario.goods[good].id.as_str())
        .collect();
    assert_eq!(ids, ["concentrate", "dysprosium_oxide", "magnet"]);
}
