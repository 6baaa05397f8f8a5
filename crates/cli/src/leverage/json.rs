//! A measurement as JSON.

use leverage::table::rows;
use leverage::weakest::weakest;
use leverage::{Case, Mean, Summary, against};
use serde_json::{Value, json};

/// One object: the case, `curve`, endurance, static measures, and what else was asked.
pub(super) fn text(
    case: &Case,
    summary: &Summary,
    differences: &[against::Row],
) -> anyhow::Result<String> {
    let curve: Vec<Value> = rows(case, summary)
        .iter()
        .map(|row| {
            json!({
                "horizon_weeks": row.horizon_weeks,
                "target_cost_usd": mean(&row.target),
                "target_cost_gdp_share": row.target_gdp_share,
                "target_lost_output_usd": row.lost_output_usd,
                "target_price_transfer_usd": row.price_transfer_usd,
                "target_books_usd": row.books_usd,
                "imposer_cost_usd": mean(&row.imposer),
                "imposer_cost_gdp_share": row.imposer_gdp_share,
                "imposer_share_lost_usd": row.share_lost_usd,
                "coercive_ratio": row.coercive_ratio,
                "gdp_weighted_ratio": row.gdp_weighted_ratio,
                "unmet_need_share": row.unmet_need_share,
            })
        })
        .collect();
    let statics = |of: fn(&leverage::static_measures::Statics) -> f64| {
        summary.mean(|it| of(&it.statics)).mean
    };
    let mut all = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "scenario": case.scenario.about.name,
        "imposer": case.imposer_id(),
        "target": case.target_id(),
        "material": case.material,
        "date": case.date.to_string(),
        "share": case.share,
        "without": case.without.iter().map(|answer| answer.word()).collect::<Vec<_>>(),
        "seed": case.seed,
        "replicates": summary.outcomes.len(),
        "curve": curve,
        "time_to_survive_weeks": summary.mean_weeks(|it| it.endurance.survive_weeks),
        "time_to_survive_no_policy_stocks_weeks": summary.mean_weeks(|it| it.bare_endurance.survive_weeks),
        "time_to_recover_weeks": summary.mean_weeks(|it| it.endurance.recover_weeks),
        "survival_gap_weeks": summary.mean_weeks(|it| it.endurance.gap_weeks()),
        "import_share": statics(|it| it.import_share),
        "supplier_hhi": statics(|it| it.supplier_hhi),
        "hirschman_share": statics(|it| it.hirschman_share),
        "log_value_per_usd": statics(|it| it.log_value_per_usd),
        "n_minus_one_share": statics(|it| it.n_minus_one_share),
    });
    add_extras(&mut all, case, summary);
    if !differences.is_empty() {
        all["against"] = differences
            .iter()
            .map(paired)
            .collect::<Vec<Value>>()
            .into();
    }
    Ok(serde_json::to_string_pretty(&all)? + "\n")
}

fn paired(row: &against::Row) -> Value {
    json!({
        "horizon_weeks": row.horizon_weeks,
        "measure": row.measure,
        "a": row.difference.mean_a,
        "b": row.difference.mean_b,
        "difference": row.difference.mean,
        "low": row.difference.interval.map(|interval| interval.low),
        "high": row.difference.interval.map(|interval| interval.high),
    })
}

fn mean(mean: &Mean) -> Value {
    json!({
        "mean": mean.mean,
        "low": mean.interval.map(|interval| interval.low),
        "high": mean.interval.map(|interval| interval.high),
    })
}

fn add_extras(all: &mut Value, case: &Case, summary: &Summary) {
    let avoided = summary.avoided();
    if !avoided.is_empty() {
        let parts = avoided
            .iter()
            .map(|(answer, part)| (answer.word().to_owned(), mean(part)));
        all["avoided_usd"] = Value::Object(parts.collect());
    }
    let links = summary.links();
    if !links.is_empty() {
        let good = |good: usize| case.scenario.goods[good].id.clone();
        let rows: Vec<Value> = links
            .iter()
            .map(|link| {
                json!({
                    "good": good(link.good),
                    "target_cost_usd": link.target_usd,
                    "imposer_cost_usd": link.imposer_usd,
                    "coercive_ratio": link.ratio(),
                })
            })
            .collect();
        all["stages"] = rows.into();
        all["weakest_good"] = json!(weakest(&links).map(|link| good(link.good)));
    }
    let later = summary.later();
    if !later.is_empty() {
        all["later_usd"] = later.iter().map(mean).collect::<Vec<Value>>().into();
        all["half_life_years"] = json!(summary.half_life_years());
    }
}
