//! A licence cut on the headline.
mod common;
use common::{Rows, headline, run_weeks};
use scenario::{Instrument, Policy, Scenario};

fn base() -> Scenario {
    let mut scenario = headline();
    scenario
        .policies
        .retain(|policy| !policy.id.starts_with("china_japan_"));
    scenario.record.every_weeks = 1;
    scenario
}

fn cut() -> Scenario {
    let mut scenario = base();
    let day = scenario.clock.start.add_weeks(26);
    let goods = [
        "dysprosium_oxide",
        "terbium_oxide",
        "dysprosium_metal",
        "terbium_metal",
    ];
    scenario.policies.push(Policy {
        id: "cut".to_owned(),
        government: "china".to_owned(),
        announced: day,
        effective: day,
        ends: None,
        in_force_at_start: false,
        instrument: Instrument::ExportLicence {
            goods: goods.map(str::to_owned).to_vec(),
            destinations: vec!["japan".to_owned()],
            approval_share: 0.1,
            delay_days_mean: 67.0,
            delay_cv: 0.3,
        },
        sources: std::collections::BTreeMap::default(),
    });
    scenario
}

fn quote(rows: &Rows, zone: &str) -> Vec<f64> {
    rows.of(
        "prices",
        &[
            ("material", "dysprosium"),
            ("stage", "oxide"),
            ("zone", zone),
        ],
    )
    .map(|r| r.number("quote_usd_per_kg"))
    .collect()
}

#[test]
fn explore() {
    let (_, b) = run_weeks(&base(), 1, 208);
    let (_, c) = run_weeks(&cut(), 1, 208);
    for zone in ["jp", "cn", "eu"] {
        let (qb, qc) = (quote(&b, zone), quote(&c, zone));
        for w in [0, 20, 25, 26, 28, 30, 34, 38, 50, 78, 104, 156, 207] {
            println!(
                "{zone} {w} base {:.1} cut {:.1} ratio {:.3}",
                qb[w],
                qc[w],
                qc[w] / qb[w]
            );
        }
    }
    for (name, rows) in [("base", &b), ("cut", &c)] {
        for (lo, hi) in [(0, 26), (26, 78), (78, 130)] {
            let start = headline().clock.start;
            for m in ["dysprosium", "terbium"] {
                for st in ["oxide", "metal"] {
                    let mut sums = [0.0; 4];
                    for row in rows.of(
                        "flows",
                        &[("material", m), ("stage", st), ("to_country", "japan")],
                    ) {
                        let w = row.date().days_since(start) / 7;
                        if w >= lo && w < hi {
                            let k = match row.text("kind") {
                                "contract" => 0,
                                "spot" => 1,
                                "leakage" => 2,
                                _ => 3,
                            };
                            sums[k] += row.number("shipped_t");
                        }
                    }
                    println!("{name} {m} {st} {lo}-{hi} contract/spot/leak/resale {sums:?}");
                }
            }
        }
        let start = headline().clock.start;
        for st in ["oxide", "metal"] {
            for w in [0, 25, 30, 34, 50, 78, 104, 130, 156, 182, 207] {
                let (mut part, mut all) = (0.0, 0.0);
                for row in rows.of(
                    "suppliers",
                    &[
                        ("material", "dysprosium"),
                        ("stage", st),
                        ("country", "japan"),
                    ],
                ) {
                    if row.date() == start.add_weeks(w) {
                        let t = row.number("order_share") * row.number("need_t_per_week");
                        all += t;
                        if row.text("origin") == "china" {
                            part += t;
                        }
                    }
                }
                println!(
                    "{name} {st} {w} china share {:.4} of {:.3} t/week",
                    part / all,
                    all
                );
            }
        }
    }
}
