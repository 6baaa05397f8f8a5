//! Cases of the rule with their arithmetic, and the signs that it has to have.

use super::act::Measure;
use super::backlash::{chance_of_deciding, mean_belief};
use super::loss::{concession_chance, loss_share, loss_usd};
use super::*;

fn weights() -> Weights {
    Weights {
        weights: CurbWeights {
            concession_value_usd: 5.0e9,
            resolve_share: 0.002,
            concession_steepness: 4.0,
            norm_cost_usd: 5.0e8,
            noise_usd: 2.0e8,
            switching_cost_usd: 2.0e8,
            horizon_weeks: 52,
            export_margin_share: 0.2,
            foreign_elasticity: 0.5,
            home_elasticity: 3.0,
            adaptation_per_year: 0.14,
            discount_per_year: 0.08,
            ..CurbWeights::default()
        },
        acts: CurbActs::default(),
        belief_years: 1.5,
    }
}

fn user() -> User {
    User {
        value_added_usd_per_week: 3.0e8,
        exposure_share: vec![0.7, 0.0],
        private_cover_weeks: 10.0,
        published_cover_weeks: 0.0,
        substitutable_share: 0.1,
    }
}

/// A target that buys 0.2 bn USD a year of 0.3, with one project abroad that is nearly worth deciding.
fn situation() -> Situation {
    let destination = |id: &str, is_target: bool, exports_usd_per_year: f64| Destination {
        id: id.to_owned(),
        is_target,
        tension: 0.6,
        gdp_usd_per_year: 4.28e12,
        resolve_share: 0.002,
        exports_usd_per_year,
        users: Vec::new(),
    };
    let mut japan = destination("japan", true, 2.0e8);
    japan.users.push(user());
    Situation {
        current: Act::FREE,
        belief_share: 0.0,
        destinations: vec![japan, destination("others", false, 1.0e8)],
        foreign_use_usd_per_year: 5.0e8,
        home: Home {
            use_usd_per_year: 6.0e8,
        },
        projects: vec![project()],
    }
}

fn project() -> Project {
    Project {
        value_usd_per_year: 1.0e8,
        margin_usd_per_year: 2.0e7,
        capital_usd: 2.0e8,
        annuity_years: 8.0,
        hurdle: 0.25,
        hazard_per_year: 0.8,
    }
}

const BAN_ON_JAPAN: Act = Act {
    measure: Measure::Ban,
    against: Some(0),
};
const FULL_BAN: Act = Act {
    measure: Measure::Ban,
    against: None,
};

fn chance(situation: &Situation, weights: &Weights, is_meant: impl Fn(Act) -> bool) -> f64 {
    weigh(situation, weights)
        .iter()
        .filter(|option| is_meant(option.act))
        .map(|option| option.chance)
        .sum()
}

fn chance_of_a_ban(situation: &Situation, weights: &Weights) -> f64 {
    chance(situation, weights, |act| act.measure == Measure::Ban)
}

fn chance_of_a_curb(situation: &Situation, weights: &Weights) -> f64 {
    chance(situation, weights, |act| act != Act::FREE)
}

fn option(situation: &Situation, weights: &Weights, act: Act) -> Weighed {
    let options = weigh(situation, weights);
    options.into_iter().find(|found| found.act == act).unwrap()
}

fn near(found: f64, wanted: f64) {
    assert!(
        (found - wanted).abs() <= 2e-3 * wanted.abs().max(1e-9),
        "{found} is not {wanted}"
    );
}

#[test]
fn loss_begins_when_the_visible_cover_is_gone() {
    let japan = &situation().destinations[0];
    // a ban on Japan cuts 0.7 of supply: (0.7 * 52 - 10) = 26.4 weeks of use, times 0.9 * 3e8 = 7.128e9
    near(loss_usd(japan, &[1.0, 0.0], 52.0), 7.128e9);
    // over a product of 4.28e12 * 52 / 52.179: 0.1671 %
    near(loss_share(japan, &[1.0, 0.0], &weights().weights), 1.671e-3);
    // a tenth of it refused: 3.64 weeks of use are less than the cover
    assert!(loss_usd(japan, &[0.1, 0.0], 52.0).abs() < 1e-9);
}

#[test]
fn half_concede_at_their_resolve_and_none_without_a_loss() {
    // L(0) = 0.5, L(-4) = 0.01799: (0.5 - 0.01799) / 0.98201 = 0.4908
    near(concession_chance(0.002, 0.002, 4.0), 0.4908);
    assert!(concession_chance(0.0, 0.002, 4.0).abs() < 1e-12);
    // twice the resolve: (0.98201 - 0.01799) / 0.98201 = 0.9817
    near(concession_chance(0.004, 0.002, 4.0), 0.9817);
}

#[test]
fn terms_of_a_ban_on_one_target_add_up() {
    let terms = option(&situation(), &weights(), BAN_ON_JAPAN).terms;
    // loss over resolve 0.8355: L(-0.6579) = 0.34124; (0.34124 - 0.01799) / 0.98201 = 0.32917
    near(terms.concession_chance, 0.3292);
    // 0.6 * 5e9 * 0.3292
    near(terms.concession_usd, 9.875e8);
    // 2e8 not shipped at a margin of 0.2: 4e7; offered at home, 2e8 / 9e8 / 3 = 7.41 % off 6e8: 4.444e7; over 0.99657 years
    near(terms.downstream_usd, 4.429e7);
    near(terms.lost_revenue_usd, 3.986e7 + 4.429e7);
    near(terms.norm_usd, 2.5e8);
    near(terms.switching_usd, 2.0e8);
    // belief 1 - (1 - exp(-0.66438)) / 0.66438 = 0.26938; price (1 - 0.4)^-2 = 2.78, believed 1.5^0.26938 = 1.1154;
    // NPV / K from 20 * 8 / 200 - 1 = -0.2 to (20 + 11.54) * 8 / 200 - 1 = 0.2617: odds 0.1419 to 0.5117;
    // 1 - exp(-0.8 * odds * 0.99657): 0.1069 to 0.3350, so 0.2281 * 1e8 = 2.281e7;
    // adapted: 2e8 * (1 - exp(-0.14 * 0.26938 * 0.99657)) = 7.378e6; sum 3.0185e7 * 0.2 * 9.8181 = 5.927e7
    near(terms.backlash_usd, 5.927e7);
    let weights = weights().weights;
    let sum = terms.concession_usd - terms.lost_revenue_usd - terms.backlash_usd - terms.norm_usd
        + terms.downstream_usd
        - terms.switching_usd;
    near(terms.utility_usd(&weights), sum);
}

#[test]
fn belief_in_a_curb_grows_with_its_lasting() {
    // 1 - (1 - exp(-0.66438)) / 0.66438
    near(mean_belief(0.0, 0.99657, 1.5), 0.26938);
    // a curb that is half believed: 1 - 0.5 * 0.73062
    near(mean_belief(0.5, 0.99657, 1.5), 0.63469);
    let pulse = option(&situation(), &weights(), FULL_BAN)
        .terms
        .backlash_usd;
    let lasting = Situation {
        belief_share: 0.8,
        ..situation()
    };
    let lasting = option(&lasting, &weights(), FULL_BAN).terms.backlash_usd;
    assert!(lasting > 1.5 * pulse, "{lasting} after {pulse}");
}

#[test]
fn board_decides_more_often_at_a_higher_price() {
    // NPV / K = -0.2: odds 1 / (1 + exp(4 * 0.45)) = 0.14185; 1 - exp(-0.8 * 0.14185) = 0.10730
    near(chance_of_deciding(&project(), 1.0, 1.0), 0.1073);
    assert!(chance_of_deciding(&project(), 1.2, 1.0) > 0.3);
}

#[test]
fn choices_follow_the_chances_and_sum_to_one() {
    let options = weigh(&situation(), &weights());
    let sum: f64 = options.iter().map(|option| option.chance).sum();
    near(sum, 1.0);
    assert_eq!(options[0].act, Act::FREE);
    assert_eq!(choose(&options, 0.0), 0);
    assert_eq!(choose(&options, 0.999_999_9), options.len() - 1);
    // the draw just past the first chance takes the second option
    assert_eq!(choose(&options, options[0].chance + 1e-12), 1);
    // exp((U1 - U2) / noise) is the ratio of chances
    let ratio = libm::exp((options[1].utility_usd - options[2].utility_usd) / 2.0e8);
    near(options[1].chance / options[2].chance, ratio);
}

#[test]
fn published_cover_deters_and_hidden_cover_does_not() {
    let mut published = situation();
    published.destinations[0].users[0].published_cover_weeks = 12.0;
    let (with, without) = (
        chance_of_a_curb(&published, &weights()),
        chance_of_a_curb(&situation(), &weights()),
    );
    assert!(with < 0.8 * without, "{with} against {without}");
}

#[test]
fn tension_brings_curbs() {
    let mut calm = situation();
    calm.destinations[0].tension = 0.2;
    let (low, high) = (
        chance_of_a_curb(&calm, &weights()),
        chance_of_a_curb(&situation(), &weights()),
    );
    assert!(high > 1.5 * low, "{high} against {low}");
}

#[test]
fn without_backlash_bans_are_likelier() {
    let mut blind = weights();
    blind.weights.backlash_weight = 0.0;
    assert!(chance_of_a_ban(&situation(), &blind) > chance_of_a_ban(&situation(), &weights()));
}

#[test]
fn projects_near_a_decision_deter_bans() {
    let mut crowded = situation();
    crowded.projects = vec![project(); 10];
    let (with, without) = (
        chance_of_a_ban(&crowded, &weights()),
        chance_of_a_ban(&situation(), &weights()),
    );
    assert!(with < 0.8 * without, "{with} against {without}");
}

#[test]
fn coerced_target_that_resolves_to_hold_out_is_let_go() {
    let mut banned = situation();
    banned.current = BAN_ON_JAPAN;
    banned.belief_share = 0.7;
    let stays = |resolve: f64| {
        let mut situation = banned.clone();
        situation.destinations[0].resolve_share = resolve;
        option(&situation, &weights(), BAN_ON_JAPAN).chance
    };
    assert!(stays(0.006) < 0.3 * stays(0.002));
}

#[test]
fn lifting_a_curb_costs_nothing_and_turning_it_on_somebody_else_does() {
    let mut banned = situation();
    banned.current = BAN_ON_JAPAN;
    let switching = |act| option(&banned, &weights(), act).terms.switching_usd;
    assert!(switching(Act::FREE).abs() < 1e-9 && switching(BAN_ON_JAPAN).abs() < 1e-9);
    near(switching(FULL_BAN), 2.0e8);
    let duty = Act {
        measure: Measure::Duty,
        against: None,
    };
    // milder for Japan, harsher for the others
    near(switching(duty), 2.0e8);
}

#[test]
fn duty_refuses_what_users_give_up_and_licences_what_they_wait_for() {
    let weights = weights();
    let of = |measure| {
        Act {
            measure,
            against: None,
        }
        .refused_share(0, &weights)
    };
    // 1 - 1.25^-0.5
    near(of(Measure::Duty), 0.1056);
    near(of(Measure::Quota), 0.4);
    // 1 - 0.5 * (1 - 67 / 7 / 52)
    near(of(Measure::SlowLicences), 0.5920);
    assert!(BAN_ON_JAPAN.refused_share(1, &weights).abs() < 1e-12);
}
