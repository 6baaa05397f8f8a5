//! The history of export curbs before the rule that decides on them.

use std::fmt::Write;
use std::path::Path;

use hindcast::decisions::{Decisions, Quarter, decisions};
use scenario::ControlHistory;
use serde_json::{Value, json};

use crate::screen::{self, aligned, short};
use crate::stop::Stop;

/// Folder of observed acts, incidents and state.
const OBSERVED: &str = "scenarios/observed";

/// Puts the shipped history before the rule; none where it is not there.
pub(super) fn shipped() -> anyhow::Result<Option<Decisions>> {
    let history = ControlHistory::read(Path::new(OBSERVED)).map_err(|faults| {
        screen::tell(faults.to_string().trim_end());
        anyhow::Error::from(Stop::Told)
    })?;
    Ok(history.map(|history| decisions(&history)))
}

/// The text on standard output.
pub(super) fn in_words(decisions: &Decisions) -> String {
    let score = &decisions.score;
    let mut text = String::from(
        "Curbs since 2008: the rule before the observed state of each quarter, nothing fitted\n",
    );
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "{} quarters of all groups, {} with a strengthening: base rate {}",
        score.quarters,
        score.acts,
        short(score.base_rate)
    );
    let rows = [
        (
            "chance in quarters with an act",
            short(score.chance_with_act),
        ),
        (
            "best chance within a quarter of an act",
            short(score.chance_near_act),
        ),
        ("chance in other quarters", short(score.chance_without_act)),
        (
            "an act's quarter is rated above another's",
            short(score.ranking),
        ),
        (
            "hits (a half or more within a quarter)",
            format!("{} of {}", score.hits, score.acts),
        ),
        ("false alarms", score.false_alarms.to_string()),
        (
            "likeliest quarter within a year, from the act [quarters]",
            short(score.lead_quarters),
        ),
        (
            "instrument and target right",
            format!("{} of {}", score.instrument_hits, score.acts),
        ),
        ("Brier score", short(score.brier)),
        ("Brier score of the base rate", short(score.brier_base)),
    ];
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .map(|(name, value)| vec![name.to_owned(), value])
        .collect();
    text += &aligned(&["figure", "value"].map(str::to_owned), &rows);
    text += "\nQuarters with an act\n";
    let header = [
        "quarter",
        "group",
        "observed",
        "likeliest",
        "chance",
        "of it on the observed",
        "tension",
    ]
    .map(str::to_owned);
    let acts = decisions.quarters.iter().filter(|quarter| quarter.has_act);
    let rows: Vec<Vec<String>> = acts.map(row).collect();
    text + &aligned(&header, &rows)
}

fn row(quarter: &Quarter) -> Vec<String> {
    vec![
        name(quarter),
        quarter.group.clone(),
        quarter.observed.clone(),
        quarter.likeliest.clone(),
        short(quarter.chance),
        short(quarter.agreement),
        short(quarter.tension),
    ]
}

/// Such as 2010-Q3.
fn name(quarter: &Quarter) -> String {
    format!(
        "{}-Q{}",
        quarter.start.year(),
        1 + (quarter.start.month() - 1) / 3
    )
}

/// The figures and every quarter.
pub(super) fn json(decisions: &Decisions) -> Value {
    let score = &decisions.score;
    let quarters: Vec<Value> = decisions
        .quarters
        .iter()
        .map(|quarter| {
            json!({
                "quarter": name(quarter),
                "group": quarter.group,
                "chance": quarter.chance,
                "has_act": quarter.has_act,
                "observed": quarter.observed,
                "likeliest": quarter.likeliest,
                "agreement_share": quarter.agreement,
                "tension": quarter.tension,
                "concession_chance": quarter.concession_chance,
            })
        })
        .collect();
    json!({
        "quarters": score.quarters,
        "acts": score.acts,
        "base_rate": score.base_rate,
        "chance_with_act": score.chance_with_act,
        "chance_near_act": score.chance_near_act,
        "chance_without_act": score.chance_without_act,
        "hits": score.hits,
        "false_alarms": score.false_alarms,
        "ranking": score.ranking,
        "lead_quarters": score.lead_quarters,
        "instrument_hits": score.instrument_hits,
        "brier": score.brier,
        "brier_base": score.brier_base,
        "series": quarters,
    })
}
