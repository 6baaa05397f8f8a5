//! What is asked, and the work of answering it. Everything here may take a while and runs beside the sockets.

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use model::{Simulation, Summary};
use output::{Manifest, TextSink, TextTables};
use qrcode::{Color, QrCode};
use report::{Brief, REPORT_FILE};
use scenario::Scenario;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use super::house::House;
use crate::attribution::attribute;
use crate::course::{Course, Move};
use crate::gauge::gauge;
use crate::lab::Lab;
use crate::message::{Answer, Ask, FileKind};
use crate::play::{Ended, Watch, play};
use crate::spec::{Refusal, Spec};
use crate::spread::{self, Draw, Spread};
use crate::trace::{swing_of, trace};

/// A run, and its text for the page.
pub(super) type Kept = Arc<(Course, String)>;

/// The run of a spec, from memory or made now.
pub(super) fn run(house: &House, spec: &Spec, watch: &mut dyn Watch) -> Result<Kept, Ended> {
    let key = spec.key();
    if let Some(kept) = house.run(&key) {
        return Ok(kept);
    }
    let course = play(lab(house, spec)?, spec, watch)?;
    let text = in_json(&course);
    let kept = Arc::new((course, text));
    house.keep(key, Arc::clone(&kept));
    Ok(kept)
}

/// A course as the page gets it: five digits are more than a chart can show.
pub(super) fn in_json(course: &Course) -> String {
    let text = serde_json::to_string(course).unwrap_or_default();
    shortened(&text)
}

/// JSON text with its fractions cut to five significant digits.
fn shortened(text: &str) -> String {
    let mut short = String::with_capacity(text.len());
    let mut number = String::new();
    let mut is_quoted = false;
    let mut is_escaped = false;
    for sign in text.chars() {
        if !is_quoted
            && (sign.is_ascii_digit() || "+-.eE".contains(sign))
            && !(number.is_empty() && "eE".contains(sign))
        {
            number.push(sign);
            continue;
        }
        flush(&mut number, &mut short);
        match sign {
            '"' if !is_escaped => is_quoted = !is_quoted,
            _ => {}
        }
        is_escaped = is_quoted && sign == '\\' && !is_escaped;
        short.push(sign);
    }
    flush(&mut number, &mut short);
    short
}

fn flush(number: &mut String, short: &mut String) {
    if number.is_empty() {
        return;
    }
    let cut = number
        .contains('.')
        .then(|| number.parse::<f64>().ok())
        .flatten();
    match cut.and_then(|it| format!("{it:.4e}").parse::<f64>().ok()) {
        Some(cut) => *short += &cut.to_string(),
        None => *short += number,
    }
    number.clear();
}

/// The message that shows a course.
pub(super) fn shown(id: u32, is_whole: bool, course: String) -> String {
    RawValue::from_string(course).map_or_else(
        |error| refused(Some(id), "failed", &error.to_string()),
        |course| {
            said(&Answer::Course {
                id,
                is_whole,
                course,
            })
        },
    )
}

/// An answer as text.
pub(super) fn said(answer: &Answer) -> String {
    serde_json::to_string(answer).unwrap_or_default()
}

/// A refusal as text.
pub(super) fn refused(id: Option<u32>, code: &'static str, detail: &str) -> String {
    said(&Answer::Refused {
        id,
        code,
        detail: detail.to_owned(),
        month: None,
    })
}

/// The answer to a question that is no play. A fault of the program becomes an answer like any other.
pub(super) fn answer(house: &House, ask: &Ask, watch: &mut dyn Watch) -> String {
    let done = catch_unwind(AssertUnwindSafe(|| try_answer(house, ask, watch)));
    match done {
        Ok(Ok(answer)) => said(&answer),
        Ok(Err(ended)) => told(ask.id(), &ended),
        Err(_) => refused(ask.id(), "failed", "a fault of the program"),
    }
}

/// Why there is no answer, as text.
pub(super) fn told(id: Option<u32>, ended: &Ended) -> String {
    let (code, month, detail) = match ended {
        Ended::Refused(_) => ("refused", None, ended.to_string()),
        Ended::Stopped { month } => ("stopped", Some(*month), ended.to_string()),
        Ended::Failed { month, what } => ("failed", Some(*month), what.clone()),
    };
    said(&Answer::Refused {
        id,
        code,
        detail,
        month,
    })
}

/// The world of a spec.
pub(super) fn lab<'h>(house: &'h House, spec: &Spec) -> Result<&'h Lab, Ended> {
    house.lab(&spec.world).ok_or_else(|| {
        let known: Vec<&str> = house.labs.iter().map(|lab| lab.name.as_str()).collect();
        Refusal::World(
            spec.world.clone(),
            format!("worlds are {}", known.join(", ")),
        )
        .into()
    })
}

fn try_answer(house: &House, ask: &Ask, watch: &mut dyn Watch) -> Result<Answer, Ended> {
    match ask {
        Ask::Why {
            id,
            spec,
            good,
            zone,
            month,
            is_shapley,
        } => {
            let lab = lab(house, spec)?;
            let kept = run(house, spec, watch)?;
            let moved = found(&kept.0, good, zone, *month)?;
            let asked = swing_of(&kept.0, &moved).ok_or_else(|| no_price(good, zone, *month))?;
            let attribution = attribute(lab, spec, &asked, *is_shapley, watch)?;
            Ok(Answer::Why {
                id: *id,
                trace: trace(lab, &kept.0, &moved),
                attribution,
            })
        }
        Ask::Gauge { id, spec } => {
            let lab = lab(house, spec)?;
            // The measure asks from several places at once; it is short, so it is not stopped half-way.
            Ok(Answer::Gauge {
                id: *id,
                gauge: gauge(lab, spec, &|| true)?,
            })
        }
        Ask::File { id, spec, kind } => file(lab(house, spec)?, *id, spec, *kind, watch),
        Ask::Keep { id, spec } => keep(house, *id, spec),
        Ask::Fetch { id, code } => {
            let spec = house.shelf.get(code).ok_or_else(|| no_code(code))?;
            Ok(Answer::Fetched {
                id: *id,
                spec: (*spec).clone(),
            })
        }
        Ask::Hello { .. }
        | Ask::Play { .. }
        | Ask::Spread { .. }
        | Ask::Connection { .. }
        | Ask::League { .. }
        | Ask::Submit { .. }
        | Ask::Conduct { .. } => {
            Err(Refusal::Scenario("this is answered elsewhere".to_owned()).into())
        }
    }
}

/// Puts a run that can be run on the shelf.
fn keep(house: &House, id: u32, spec: &Spec) -> Result<Answer, Ended> {
    lab(house, spec)?.scenario(spec)?;
    let full = || Refusal::Scenario("no code is free for this run; share its link".to_owned());
    let code = house.shelf.put(spec).ok_or_else(full)?;
    let address = house.address_of(&code);
    Ok(Answer::Kept {
        id,
        square: square(&address),
        code,
        address,
    })
}

fn no_code(code: &str) -> Ended {
    Refusal::Code(code.to_owned()).into()
}

/// A text as a QR code, row by row; nothing where it does not fit.
pub(super) fn square(text: &str) -> Vec<String> {
    let Ok(code) = QrCode::new(text.as_bytes()) else {
        return Vec::new();
    };
    let modules = code.to_colors();
    let row = |row: &[Color]| row.iter().map(|it| it.select('1', '0')).collect();
    modules.chunks(code.width()).map(row).collect()
}

/// One run of a band. Large worlds have none: fifty of their runs take minutes.
pub(super) fn draw(
    house: &House,
    spec: &Spec,
    seed: u64,
    watch: &mut dyn Watch,
) -> Result<Draw, Ended> {
    let lab = lab(house, spec)?;
    if !lab.is_small {
        let why = format!("`{}` is too large for a band", lab.name);
        return Err(Refusal::Scenario(why).into());
    }
    spread::draw(lab, spec, seed, watch)
}

/// The band of its runs.
pub(super) fn band(house: &House, spec: &Spec, draws: &[Draw]) -> Result<Spread, Ended> {
    Ok(spread::band(lab(house, spec)?, draws))
}

/// The move of a price in a month, of whatever size.
fn found(course: &Course, good: &str, zone: &str, month: usize) -> Result<Move, Ended> {
    let series = course
        .price(good, zone)
        .ok_or_else(|| no_price(good, zone, month))?;
    let at = |month: usize| series.get(month).copied().flatten();
    let before = month.checked_sub(1).and_then(at);
    match (before, at(month)) {
        (Some(before), Some(now)) => Ok(Move {
            good: good.to_owned(),
            zone: zone.to_owned(),
            month,
            change_share: now / before - 1.0,
        }),
        _ => Err(no_price(good, zone, month)),
    }
}

fn no_price(good: &str, zone: &str, month: usize) -> Ended {
    Refusal::Scenario(format!(
        "there is no move of `{good}` in `{zone}` in month {month}"
    ))
    .into()
}

fn file(
    lab: &Lab,
    id: u32,
    spec: &Spec,
    kind: FileKind,
    watch: &mut dyn Watch,
) -> Result<Answer, Ended> {
    let (name, text) = match kind {
        FileKind::Scenario => (scenario_file(lab), lab.file(spec)?),
        FileKind::Prices => ("prices.csv".to_owned(), prices(lab, spec, watch)?),
        FileKind::Report => (
            format!("{}_{REPORT_FILE}", lab.name),
            report_of(lab, spec, watch)?,
        ),
    };
    let mut sha256 = String::new();
    for byte in Sha256::digest(text.as_bytes()) {
        // Writing to a String cannot fail.
        let _ = write!(sha256, "{byte:02x}");
    }
    Ok(Answer::File {
        id,
        name,
        text,
        sha256,
    })
}

/// Name under which the scenario of a run is saved.
fn scenario_file(lab: &Lab) -> String {
    format!("{}.ron", lab.name)
}

/// Tables of a run with the bytes that the command line writes, and what it ended with.
fn tables(
    scenario: &Scenario,
    wanted: &[&str],
    watch: &mut dyn Watch,
) -> Result<(TextTables, Summary), Ended> {
    let every = scenario.record.every_weeks.max(1);
    let mut sink = TextSink::of(wanted);
    let mut simulation = Simulation::new(scenario, scenario.clock.seed, 0);
    while !simulation.is_finished() {
        simulation.step(&mut sink);
        if simulation.week().is_multiple_of(every) && !watch.goes_on() {
            let month = (simulation.week() / every) as usize;
            return Err(Ended::Stopped { month });
        }
    }
    Ok((sink.into_tables(), simulation.summary()))
}

/// Table `prices` of a run.
fn prices(lab: &Lab, spec: &Spec, watch: &mut dyn Watch) -> Result<String, Ended> {
    let (tables, _) = tables(&lab.scenario(spec)?, &["prices"], watch)?;
    Ok(tables.get("prices").unwrap_or_default().to_owned())
}

/// The report of a run: that of the scenario file that the page gives away.
pub(super) fn report_of(lab: &Lab, spec: &Spec, watch: &mut dyn Watch) -> Result<String, Ended> {
    let scenario = lab.scenario(spec)?;
    let (tables, summary) = tables(&scenario, &report::TABLES, watch)?;
    let file = scenario_file(lab);
    let manifest = Manifest::new(&scenario.about.name, &scenario.hash())
        .with_files(&[&file])
        .with_seed(spec.seed)
        .with_weeks(scenario.clock.weeks);
    let brief = Brief::of(&scenario)
        .with_answer(&summary.answer)
        .with_warnings(&summary.warnings)
        .with_command(format!("monazite run {file} --seed {}", spec.seed));
    let text = report::text_of(&tables, &manifest, &brief);
    text.map_err(|error| Refusal::Scenario(error.to_string()).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::play::Unwatched;

    #[test]
    fn report_of_a_run_names_its_seed_and_has_its_prices() {
        let lab = &Lab::shipped()[0];
        let spec = lab.opening();
        let text = report_of(lab, &spec, &mut Unwatched).unwrap();
        assert!(text.contains("monazite run one_metal.ron --seed 7"));
        assert!(text.contains("<section id=\"prices\"") && text.contains("<section id=\"events\""));
        assert!(text.len() < 500_000, "{} bytes", text.len());
    }

    #[test]
    fn square_has_as_many_rows_as_columns_and_its_three_corners() {
        let rows = square("http://192.168.178.20:8377/#c=K7M4QXP&r=K7M4QXPA");
        assert!(rows.iter().all(|row| row.len() == rows.len()));
        let last = rows.len() - 1;
        for corner in [&rows[0][..7], &rows[last][..7], &rows[0][last - 6..]] {
            assert_eq!(corner, "1111111");
        }
    }

    #[test]
    fn fractions_are_cut_to_five_digits_and_texts_and_whole_numbers_are_not() {
        let text = r#"{"a":123.456789,"b":[0.000123456789,-7.0,12345678],"c":"1.23456789 \" 2.3456789","d":null,"e":1.5e-7}"#;
        let short = r#"{"a":123.46,"b":[0.00012346,-7,12345678],"c":"1.23456789 \" 2.3456789","d":null,"e":0.00000015}"#;
        assert_eq!(shortened(text), short);
    }
}
