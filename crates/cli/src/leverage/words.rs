//! What a measurement says to its reader: three lines, then the curve, then what else was asked.

use std::fmt::Write;
use std::path::Path;

use leverage::table::{Row, rows};
use leverage::weakest::weakest;
use leverage::{Case, Mean, Summary, against, survive};
use output::{MANIFEST_FILE, Manifest};

use crate::screen::{aligned, short};

/// Horizon that the prose tells, where it is one of those asked [weeks].
const TOLD_WEEKS: u32 = 52;

/// The text on standard output.
pub(super) fn text(
    case: &Case,
    summary: &Summary,
    differences: &[against::Row],
    (manifest, folder): (&Manifest, &Path),
) -> String {
    let rows = rows(case, summary);
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{}", cost_line(case, &rows));
    let _ = writeln!(text, "{}", endurance_line(case, summary, &rows));
    let _ = writeln!(text, "{}", dependence_line(case, summary));
    if !case.without.is_empty() {
        let _ = writeln!(text, "Taken away from both forks: {}.", list(&case.without));
    }
    text.push('\n');
    let _ = writeln!(text, "{}", curve(&rows));
    extras(&mut text, case, summary);
    if !differences.is_empty() {
        let _ = writeln!(text, "{}", paired(differences));
    }
    let files: Vec<&str> = manifest.files().collect();
    let _ = writeln!(
        text,
        "{} replicate(s), seed {}; means, with 90 % intervals over replicates\nin {}: {}, {MANIFEST_FILE}",
        manifest.run.replicates,
        manifest.run.seed,
        folder.display(),
        files.join(", ")
    );
    text
}

/// Answers by name, with commas.
pub(super) fn list(answers: &[model::Answer]) -> String {
    let words: Vec<&str> = answers.iter().map(|answer| answer.word()).collect();
    words.join(", ")
}

fn name(id: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|it| it.to_uppercase().to_string());
        first.unwrap_or_default() + letters.as_str()
    };
    id.split('_').map(word).collect::<Vec<String>>().join(" ")
}

fn money(usd: f64) -> String {
    match usd.abs() {
        size if size >= 1e9 => format!("{:.1} bn USD", usd / 1e9),
        size if size >= 1e5 => format!("{:.1} M USD", usd / 1e6),
        size if size > 0.0 => format!("{usd:.0} USD"),
        _ => "nothing".to_owned(),
    }
}

fn percent(share: Option<f64>) -> String {
    share.map_or("-".to_owned(), |share| format!("{:.3} %", share * 100.0))
}

/// The row that the prose tells: a year, or the longest horizon.
fn told(rows: &[Row]) -> Option<&Row> {
    let year = rows.iter().find(|row| row.horizon_weeks == TOLD_WEEKS);
    year.or(rows.last())
}

fn cost_line(case: &Case, rows: &[Row]) -> String {
    let Some(row) = told(rows) else {
        return String::new();
    };
    let scope = case
        .material
        .as_deref()
        .map_or("all goods".to_owned(), |id| {
            format!("{} and what contains it", id.replace('_', " "))
        });
    let act = if case.share >= 1.0 {
        "An embargo".to_owned()
    } else {
        format!("Refusing {:.0} % of purchases", case.share * 100.0)
    };
    let within = row.target.interval.map_or(String::new(), |interval| {
        format!("; {} to {}", money(interval.low), money(interval.high))
    });
    format!(
        "{act} by {} against {} on {scope} from {} would in {} weeks cost {} {} ({} of a year's GDP{within}) and {}.",
        name(case.imposer_id()),
        name(case.target_id()),
        case.date,
        row.horizon_weeks,
        name(case.target_id()),
        money(row.target.mean),
        percent(row.target_gdp_share),
        imposer_part(case, row.imposer.mean),
    )
}

/// What the imposer pays or gains.
fn imposer_part(case: &Case, usd: f64) -> String {
    let imposer = name(case.imposer_id());
    if usd < 0.0 {
        format!("bring {imposer} {}", money(-usd))
    } else {
        format!("{imposer} {}", money(usd))
    }
}

fn endurance_line(case: &Case, summary: &Summary, rows: &[Row]) -> String {
    let target = name(case.target_id());
    let unmet = told(rows).map_or(String::new(), |row| {
        format!(
            "; in {} weeks {:.1} % of its need goes unmet",
            row.horizon_weeks,
            row.unmet_need_share * 100.0
        )
    });
    let Some(survive) = summary.mean_weeks(|it| it.endurance.survive_weeks) else {
        return format!(
            "{target} loses no output beyond {:.0} % of a week's value added within {} weeks{unmet}.",
            survive::TOLERANCE_SHARE * 100.0,
            summary.longest_weeks
        );
    };
    let longest = f64::from(summary.longest_weeks);
    let bare = summary.mean_weeks(|it| it.bare_endurance.survive_weeks);
    let without = if case.has_policy_stocks() {
        format!(" ({:.0} without strategic stocks)", bare.unwrap_or(longest))
    } else {
        String::new()
    };
    let recover = summary.mean_weeks(|it| it.endurance.recover_weeks);
    let whole = recover.map_or(
        format!("is not whole again within {longest:.0} weeks"),
        |weeks| format!("is whole again after {weeks:.0} weeks"),
    );
    format!("{target} lasts {survive:.0} weeks without losing output{without} and {whole}{unmet}.")
}

fn dependence_line(case: &Case, summary: &Summary) -> String {
    let mean = |of: fn(&leverage::static_measures::Statics) -> f64| {
        summary.mean(|it| of(&it.statics)).mean
    };
    format!(
        "At the date {} supplies {:.0} % of what {} needs there by value (concentration {:.2}); without the largest origin the others and the stocks cover {:.0} % of a year.",
        name(case.imposer_id()),
        mean(|it| it.import_share) * 100.0,
        name(case.target_id()),
        mean(|it| it.supplier_hhi),
        mean(|it| it.n_minus_one_share) * 100.0,
    )
}

fn curve(rows: &[Row]) -> String {
    let header = [
        "weeks",
        "target M USD",
        "low",
        "high",
        "of GDP",
        "lost output",
        "dearer inputs",
        "imposer M USD",
        "low",
        "high",
        "ratio",
        "by GDP",
        "unmet",
    ]
    .map(str::to_owned);
    let million = |usd: f64| short(usd / 1e6);
    let ends = |mean: &Mean| match mean.interval {
        Some(interval) => [million(interval.low), million(interval.high)],
        None => ["-".to_owned(), "-".to_owned()],
    };
    let line = |row: &Row| {
        let ([low, high], [low_a, high_a]) = (ends(&row.target), ends(&row.imposer));
        vec![
            row.horizon_weeks.to_string(),
            million(row.target.mean),
            low,
            high,
            percent(row.target_gdp_share),
            million(row.lost_output_usd),
            million(row.price_transfer_usd),
            million(row.imposer.mean),
            low_a,
            high_a,
            short(row.coercive_ratio),
            row.gdp_weighted_ratio.map_or("-".to_owned(), short),
            format!("{:.1} %", row.unmet_need_share * 100.0),
        ]
    };
    aligned(&header, &rows.iter().map(line).collect::<Vec<_>>())
}

/// The second scenario (b) against the first (a).
fn paired(differences: &[against::Row]) -> String {
    let header = ["weeks", "measure", "a", "b", "b less a", "low", "high", ""].map(str::to_owned);
    let line = |row: &against::Row| {
        let found = &row.difference;
        let number = |value: Option<f64>| value.map_or("-".to_owned(), short);
        vec![
            row.horizon_weeks.to_string(),
            row.measure.to_owned(),
            number(found.mean_a),
            number(found.mean_b),
            number(found.mean),
            number(found.interval.map(|interval| interval.low)),
            number(found.interval.map(|interval| interval.high)),
            found.verdict.to_string(),
        ]
    };
    aligned(&header, &differences.iter().map(line).collect::<Vec<_>>())
}

fn extras(text: &mut String, case: &Case, summary: &Summary) {
    let avoided = summary.avoided();
    if !avoided.is_empty() {
        let line = |(answer, mean): &(model::Answer, Mean)| {
            vec![answer.word().replace('_', " "), short(mean.mean / 1e6)]
        };
        let header = ["answer".to_owned(), "cost avoided M USD".to_owned()];
        let lines: Vec<Vec<String>> = avoided.iter().map(line).collect();
        let _ = writeln!(text, "{}", aligned(&header, &lines));
    }
    let links = summary.links();
    if !links.is_empty() {
        let sentence = weakest(&links).map_or(
            "No good embargoed alone costs the target anything.".to_owned(),
            |link| {
                format!(
                    "Weakest link: {}, which alone costs the target {} and the imposer {}.",
                    case.scenario.goods[link.good].id.replace('_', " "),
                    money(link.target_usd),
                    money(link.imposer_usd)
                )
            },
        );
        let _ = writeln!(text, "{sentence}\n");
    }
    let later = summary.later();
    if !later.is_empty() {
        let costs: Vec<String> = later.iter().map(|mean| money(mean.mean)).collect();
        let halves = summary
            .half_life_years()
            .map_or("it does not halve within the clock".to_owned(), |years| {
                format!("it halves in {years:.1} years")
            });
        let _ = writeln!(
            text,
            "Begun later, year by year, {} weeks cost the target {}: {halves}.\n",
            leverage::halflife::HORIZON_WEEKS,
            costs.join(", ")
        );
    }
}
