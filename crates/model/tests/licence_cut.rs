//! A licence cut on the headline, beside the same run without it: Japan's own price jumps, China's does not, contracts
//! carry most of what still comes, and orders move to others as fast as suppliers can be tested, not faster.
//! The figures are printed: `cargo test -p monazite-model --test licence_cut -- --nocapture`.

#![expect(
    clippy::print_stdout,
    reason = "the figures are quoted in the validation page"
)]

mod common;

use common::{Rows, headline, run_weeks};
use scenario::{Instrument, Policy, Scenario};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Week in which the cut is announced and takes effect.
const CUT_WEEK: i32 = 26;
/// Weeks that both runs take: three years after the cut and a bit.
const WEEKS: u32 = 26 + 157;
const CONTROLLED: [(&str, &str); 4] = [
    ("dysprosium", "oxide"),
    ("terbium", "oxide"),
    ("dysprosium", "metal"),
    ("terbium", "metal"),
];

/// The headline without the controls on Japan of 2026, and the same with the cut.
struct Pair {
    base: Rows,
    cut: Rows,
}

fn pair() -> &'static Pair {
    static PAIR: OnceLock<Pair> = OnceLock::new();
    PAIR.get_or_init(|| {
        let mut scenario = headline();
        scenario
            .policies
            .retain(|policy| !policy.id.starts_with("china_japan_"));
        // The cut is dated and lasts: nobody decides otherwise, and no chance moves tension.
        scenario.governments.clear();
        scenario.behaviour.tension_noise = 0.0;
        scenario.record.every_weeks = 1;
        let base = run_weeks(&scenario, 1, WEEKS).1;
        cut_licences(&mut scenario);
        Pair {
            base,
            cut: run_weeks(&scenario, 1, WEEKS).1,
        }
    })
}

fn cut_licences(scenario: &mut Scenario) {
    let day = scenario.clock.start.add_weeks(CUT_WEEK);
    scenario.policies.push(Policy {
        id: "cut".to_owned(),
        government: "china".to_owned(),
        announced: day,
        effective: day,
        ends: None,
        in_force_at_start: false,
        instrument: Instrument::ExportLicence {
            goods: CONTROLLED
                .map(|(material, stage)| format!("{material}_{stage}"))
                .to_vec(),
            destinations: vec!["japan".to_owned()],
            approval_share: 0.1,
            delay_days_mean: 67.0,
            delay_cv: 0.3,
        },
        sources: BTreeMap::new(),
    });
    common::assert_fair(scenario, "cut");
}

/// Weeks since the cut: 0 is its first week.
fn weeks_after(row: &common::Row) -> i32 {
    let start = pair().base.0[0].date();
    row.date().days_since(start) / 7 - CUT_WEEK
}

/// Quotes of dysprosium oxide over so many weeks after the cut, over those of the base.
fn quote_ratios(zone: &str, weeks: i32) -> Vec<f64> {
    let facts = [
        ("material", "dysprosium"),
        ("stage", "oxide"),
        ("zone", zone),
    ];
    let quotes = |rows: &Rows| -> Vec<f64> {
        rows.of("prices", &facts)
            .filter(|row| (0..weeks).contains(&weeks_after(row)))
            .map(|row| row.number("quote_usd_per_kg"))
            .collect()
    };
    quotes(&pair().cut)
        .iter()
        .zip(quotes(&pair().base))
        .map(|(cut, base)| cut / base)
        .collect()
}

fn largest(numbers: &[f64]) -> f64 {
    numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

#[test]
fn the_quote_in_japan_rises_by_half_within_twelve_weeks() {
    let rise = largest(&quote_ratios("jp", 12));
    println!("dysprosium oxide in jp: at most {rise:.2} times the base within 12 weeks");
    assert!(rise > 1.5, "{rise}");
}

#[test]
fn the_quote_in_china_hardly_moves() {
    let ratios = quote_ratios("cn", 12);
    println!("dysprosium oxide in cn: {ratios:.3?} of the base in the first 12 weeks");
    // Goods that may not leave stay at home: no reason to rise beyond noise.
    assert!(largest(&ratios) < 1.10, "{ratios:?}");
}

/// What users in Japan got of what is under licence, over the year after the cut [t]: under contract, spot. Deliveries to
/// traders count when the trader sells them on.
fn bought(rows: &Rows, goods: &[(&str, &str)]) -> (f64, f64) {
    let mut sums = (0.0, 0.0);
    for (material, stage) in goods {
        let facts = [
            ("material", *material),
            ("stage", *stage),
            ("to_country", "japan"),
        ];
        for row in rows
            .of("flows", &facts)
            .filter(|row| (0..52).contains(&weeks_after(row)))
        {
            match row.text("kind") {
                _ if row.text("to").ends_with("_trader") => {}
                "contract" => sums.0 += row.number("shipped_t"),
                _ => sums.1 += row.number("shipped_t"),
            }
        }
    }
    sums
}

#[test]
fn most_tonnes_still_come_at_contract_prices() {
    for (name, rows) in [("base", &pair().base), ("cut", &pair().cut)] {
        for good in CONTROLLED {
            let (contract, spot) = bought(rows, &[good]);
            println!(
                "{name}, {good:?}: {contract:.1} t under contract, {spot:.1} t spot: {:.3}",
                contract / (contract + spot)
            );
        }
        let (contract, spot) = bought(rows, &CONTROLLED);
        let share = contract / (contract + spot);
        println!("{name}: {share:.3} of the four goods under contract");
        assert!(share > 0.7, "{name}: {share}");
    }
}

/// China's part of Japan's orders for dysprosium as oxide and metal together, at the end of a week after the cut. The
/// two are weighed by need before the cut, so that a shift between them is no shift of supplier.
fn china_share(rows: &Rows, week: i32) -> f64 {
    let sum = |rows: &Rows, stage: &str, week: i32, origin: &str| -> f64 {
        let facts = [
            ("material", "dysprosium"),
            ("stage", stage),
            ("country", "japan"),
        ];
        rows.of("suppliers", &facts)
            .filter(|row| {
                weeks_after(row) == week && (origin.is_empty() || row.text("origin") == origin)
            })
            .map(|row| row.number("order_share") * row.number("need_t_per_week"))
            .sum()
    };
    let (mut part, mut all) = (0.0, 0.0);
    for stage in ["oxide", "metal"] {
        let weight = sum(&pair().base, stage, -1, "");
        part += weight * sum(rows, stage, week, "china") / sum(rows, stage, week, "");
        all += weight;
    }
    part / all
}

/// Weeks of the longer pairs of runs: four years and a half after the cut.
const LONG_WEEKS: u32 = 26 + 235;

/// What has come of a cut, or without it, outside China: dysprosium in the ore of the mines decided since [t/yr], and the
/// capacity of works for its metal at the end [t/yr].
fn built_abroad(scenario: &Scenario, seed: u64) -> (f64, f64) {
    let rows = run_weeks(scenario, seed, LONG_WEEKS).1;
    let content = |project: &str| {
        let mine = scenario.mines.iter().find(|mine| mine.id == project);
        mine.and_then(|mine| mine.basket.get("dysprosium").copied())
    };
    let mut ore_t = 0.0;
    for row in rows.of("investments", &[("decision", "project")]) {
        let since = row.date().days_since(scenario.clock.start) / 7 - CUT_WEEK;
        if let Some(share) = content(row.text("project"))
            && since >= 0
            && row.text("country") != "china"
        {
            ore_t += share * row.number("capacity_t_per_year");
        }
    }
    let works = rows.of("refiners", &[]).collect::<Vec<_>>();
    let last = works.last().map(|row| row.date());
    let metal_t = works
        .iter()
        .filter(|row| Some(row.date()) == last && row.text("country") != "china")
        .filter(|row| row.text("recipe").contains("dysprosium"))
        .map(|row| row.number("capacity_t_per_year"))
        .sum();
    (ore_t, metal_t)
}

/// Private boards alone: public capital has plants built before any cut, and the same few plants cannot follow twice.
/// A board's decision is a draw, so works are counted over sixteen pairs on the same luck. Mines decide on all that is
/// in their ore, and dysprosium for one country is little of it: what they do is printed, and no fact.
#[test]
fn works_for_dysprosium_metal_outside_china_grow_more_with_the_cut() {
    const PAIRS: u64 = 16;
    let mut base = headline();
    base.policies
        .retain(|policy| !policy.id.starts_with("china_japan_"));
    for government in &mut base.governments {
        if let Some(capital) = &mut government.capital {
            capital.budget_usd = 0.0;
        }
    }
    base.record.every_weeks = 13;
    let mut cut = base.clone();
    cut_licences(&mut cut);
    let mut more_t = Vec::new();
    for seed in 1..=PAIRS {
        let (base_ore_t, base_metal_t) = built_abroad(&base, seed);
        let (ore_t, metal_t) = built_abroad(&cut, seed);
        println!(
            "seed {seed}: four years and a half after the cut works abroad can make {metal_t:.1} t of dysprosium metal a year, {base_metal_t:.1} without it; mines decided since hold {ore_t:.0} and {base_ore_t:.0} t"
        );
        more_t.push(metal_t - base_metal_t);
    }
    let pairs = PAIRS as f64;
    let mean = more_t.iter().sum::<f64>() / pairs;
    let squares: f64 = more_t
        .iter()
        .map(|more| (more - mean) * (more - mean))
        .sum();
    // Student's t for fifteen degrees of freedom and an interval of 90 %.
    let half = 1.753 * (squares / (pairs - 1.0) / pairs).sqrt();
    println!("more with the cut: {mean:.1} t, give or take {half:.1}");
    assert!(mean > half, "{mean} t, give or take {half}");
}

#[test]
fn orders_move_away_from_china_with_the_lag_of_qualification() {
    let lost = |week| china_share(&pair().base, week) - china_share(&pair().cut, week);
    for week in [-1, 7, 12, 26, 52, 104, 155] {
        let (base, cut) = (
            china_share(&pair().base, week),
            china_share(&pair().cut, week),
        );
        println!(
            "{week} weeks after the cut: China has {base:.3} of orders in the base, {cut:.3} with the cut"
        );
    }
    // What the cut adds: the base shifts as well, since licences of 2025 are in force in it.
    assert!(lost(-1).abs() < 1e-12, "runs differ before the cut");
    // Within two months, which no test of a supplier takes, a small part of what three years bring.
    assert!(
        lost(7) < 0.2 * lost(155),
        "{} in 8 weeks, {} in three years",
        lost(7),
        lost(155)
    );
    assert!(lost(155) > 0.10, "{} in three years", lost(155));
}
