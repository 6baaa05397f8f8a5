//! L1 to L4: what the model says of economic coercion, beside what others say of it.
//!
//! They belong to no past episode: they are asked of the headline and of variants of it, on the same luck and with the
//! same parameter sets as the episodes. L1 is what the value of lost output was calibrated on, L2 is context, L3 and L4
//! are signs.

mod bans;

use leverage::fork::{GoesOn, Laboratory, Trial, original};
use leverage::{Case, CaseError, Question};
use model::{Answer, Simulation};
use scenario::Scenario;
use units::Date;

use crate::episode::listen;
use crate::history::{Good, History};
use crate::report::{Report, Score};
use crate::target::{Measured, Role, Rule};
use bans::Bans;

/// Who could coerce whom.
const IMPOSER: &str = "china";
const TARGET: &str = "japan";
/// First week of the embargo of L1, before the curbs of January 2026 would have been in force.
const EMBARGO: Date = Date::new(2026, 1, 12);
/// A quarter and a year [weeks].
const HORIZONS: [u32; 2] = [13, 52];
/// Nomura Research Institute: cost to Japan of a quarter and of a year without Chinese rare earths, over a year's product.
const NOMURA: [f64; 2] = [0.0011, 0.0043];
/// Chinese exports of rare-earth compounds in 2024 [USD]: treo.substack.
const COMPOUNDS_2024_USD: f64 = 424e6;
/// A year [weeks]: a ban that ends earlier is a pulse.
const PULSE_WEEKS: i32 = 52;

/// Files of the worlds that are asked, beside each other under `scenarios/`.
pub const FILES: [&str; 4] = [
    "australia_japan.ron",
    "variants/no_curbs_2026.ron",
    "variants/visible_japanese_stock.ron",
    "variants/no_backlash.ron",
];

/// The figures of one replicate, target by target, from the worlds of [`FILES`] in their order; none when `goes_on`
/// says no.
///
/// # Errors
/// When a world lacks the countries or the weeks that are asked about.
pub fn measure(
    [headline, before_curbs, visible_stock, fearless]: &[Scenario; 4],
    seed: u64,
    replicate: u32,
    goes_on: GoesOn,
) -> Result<Option<Vec<Vec<Measured>>>, CaseError> {
    let costs = costs(before_curbs, seed, replicate, goes_on)?;
    let bans = |world| bans_of(world, seed, replicate, goes_on);
    let (
        Some([unanswered, answered]),
        Some(sales_usd),
        Some(headline),
        Some(visible),
        Some(fearless),
    ) = (
        costs,
        sales_of_first_year_usd(before_curbs, seed, replicate, goes_on),
        bans(headline),
        bans(visible_stock),
        bans(fearless),
    )
    else {
        return Ok(None);
    };
    Ok(Some(vec![
        level(unanswered, answered),
        vec![Measured::shown(
            "oxides sold abroad in 2026, without the curbs of January",
            "USD",
            Some(COMPOUNDS_2024_USD),
            Some(sales_usd),
        )],
        deterrence(&headline, &visible),
        pulses(&headline, &fearless),
    ]))
}

/// All replicates as a report of the headline, whose name and hash are given.
pub fn report(scenario: &str, hash: &str, runs: &[Vec<Vec<Measured>>]) -> Report {
    let score = |at: usize, id, what, tolerance, role| {
        let runs: Vec<&[Measured]> = runs.iter().map(|run| run[at].as_slice()).collect();
        Score::new(id, what, tolerance, role, &runs)
    };
    let scores = vec![
        score(
            0,
            "L1",
            "cost to Japan of a year without Chinese rare earths",
            "calibration",
            Role::Calibration,
        ),
        score(
            1,
            "L2",
            "what the imposer sells abroad",
            "context",
            Role::Context,
        ),
        score(
            2,
            "L3",
            "a larger stock that can be seen deters",
            "fewer bans",
            Role::Tested,
        ),
        score(
            3,
            "L4",
            "bans are pulses where others can invest",
            "at least half end within a year",
            Role::Tested,
        ),
    ];
    Report {
        scenario: scenario.to_owned(),
        hash: hash.to_owned(),
        runs: runs.len(),
        observed: 0,
        scores,
        skill: Vec::new(),
        curves: Vec::new(),
    }
}

/// L1: cost after each horizon over the target's yearly product.
fn level(unanswered: [f64; 2], answered: [f64; 2]) -> Vec<Measured> {
    let figure =
        |name: &str, observed, share| Measured::shown(name, "share", observed, Some(share));
    vec![
        figure("a year, nothing answers", Some(NOMURA[1]), unanswered[1]),
        figure("a quarter, nothing answers", Some(NOMURA[0]), unanswered[0]),
        figure("a year, with all answers", None, answered[1]),
        figure("a quarter, with all answers", None, answered[0]),
    ]
}

/// L3.
fn deterrence(headline: &Bans, visible: &Bans) -> Vec<Measured> {
    let (with, without) = (visible.chosen() as f64, headline.chosen() as f64);
    vec![
        Measured::judged(
            "bans with three times the stock, less the headline's",
            "bans",
            None,
            Some(with - without),
            Rule::Below(0.0),
        ),
        Measured::shown("bans in the headline", "bans", None, Some(without)),
    ]
}

/// L4.
fn pulses(headline: &Bans, fearless: &Bans) -> Vec<Measured> {
    let longest = |name: &str, bans: &Bans| {
        Measured::shown(name, "weeks", None, Some(f64::from(bans.longest_weeks())))
    };
    vec![
        Measured::judged(
            "bans that end within a year, of all",
            "share",
            None,
            headline.share_shorter_than(PULSE_WEEKS),
            Rule::AtLeast(0.5),
        ),
        Measured::shown(
            "the same without fear of losing the market",
            "share",
            None,
            fearless.share_shorter_than(PULSE_WEEKS),
        ),
        longest("longest ban", headline),
        longest("the same without fear of losing the market", fearless),
    ]
}

/// What the embargo costs the target after each horizon, over its yearly product: with nothing that answers, and with
/// all that does.
fn costs(
    world: &Scenario,
    seed: u64,
    replicate: u32,
    goes_on: GoesOn,
) -> Result<Option<[[f64; 2]; 2]>, CaseError> {
    let question = Question {
        imposer: IMPOSER.to_owned(),
        target: TARGET.to_owned(),
        material: None,
        at: Some(EMBARGO),
        horizons: HORIZONS.to_vec(),
        share: 1.0,
        without: Vec::new(),
    };
    let case = Case::new(world, &question, seed)?;
    let Some(original) = original(&case, replicate, goes_on) else {
        return Ok(None);
    };
    let product_usd = case.gdp_usd(case.target).unwrap_or(f64::NAN);
    let mut laboratory = Laboratory::new(&case, &original, goes_on);
    let mut without = |withheld: &[Answer]| {
        let trial = Trial {
            goods: &case.goods,
            withheld,
            weeks: case.longest(),
        };
        let points = laboratory.costs(&original, trial, &HORIZONS)?;
        Some([0, 1].map(|at| points[at].target.total_usd() / product_usd))
    };
    let (unanswered, answered) = (without(&Answer::ALL), without(&[]));
    Ok(unanswered
        .zip(answered)
        .map(|(without, with)| [without, with]))
}

fn bans_of(world: &Scenario, seed: u64, replicate: u32, goes_on: GoesOn) -> Option<Bans> {
    let mut bans = Bans::new(IMPOSER);
    let mut simulation = Simulation::new(world, seed, replicate);
    listen(&mut simulation, u32::MAX, &mut bans, goes_on)?;
    bans.end(simulation.date());
    Some(bans)
}

fn sales_of_first_year_usd(
    world: &Scenario,
    seed: u64,
    replicate: u32,
    goes_on: GoesOn,
) -> Option<f64> {
    const YEAR_WEEKS: u32 = 52;
    let mut history = History::new(world);
    let mut simulation = Simulation::new(world, seed, replicate);
    listen(&mut simulation, YEAR_WEEKS, &mut history, goes_on)?;
    Some(history.export_value_usd(Good::new("", "oxide"), IMPOSER, history.span()))
}
