//! What a sweep says about its factors: for each measure how far each factor swings it, and estimates with intervals.

use maud::html;
use sensitivity::Finding;
use sensitivity::estimate::{Index, Measure, Method, Verdict};

use super::Part;
use crate::chart::figure::table;
use crate::chart::tornado::{Estimate, Estimates, Swing, estimates, swings};
use crate::chart::{Figure, Panel, Twin};
use crate::names;
use crate::number;
use crate::sweep::{Measured, Sweep};

/// Factors in a picture and in its table; `indices.csv` has all.
const SHOWN: usize = 20;
/// Rows in all pictures of a page; measures beyond have their line in the answer and their rows in the file.
const ROWS: usize = 320;
/// Factors named in the answer.
const NAMED: usize = 3;
/// Shares of the variance below this are not worth a name.
const LEAST_NAMED: f64 = 0.01;
/// Measures with a line in the answer.
const ANSWERED: usize = 8;
/// Pairs of factors told of each measure.
const PAIRS: usize = 5;

/// From this size on money is told in millions [USD].
const MILLIONS_FROM: f64 = 1e6;
/// Units that a number is told without.
const BARE: [&str; 3] = ["share", "ratio", "index"];

/// A finding as it is told: money in millions.
struct Told {
    finding: Finding,
    /// Unit of the measure; empty for bare numbers.
    unit: String,
}

impl Told {
    fn of(sweep: &Sweep<'_>, finding: &Finding) -> Self {
        let measured = sweep.measure(&finding.name);
        let unit = measured.map_or("", |it| it.unit.as_str());
        let size = finding.analysis.mean.abs().max(finding.analysis.deviation);
        let is_large = unit.starts_with("USD") && size >= MILLIONS_FROM;
        let mut told = Self {
            finding: finding.clone(),
            unit: if BARE.contains(&unit) {
                String::new()
            } else {
                unit.to_owned()
            },
        };
        if is_large {
            told.scale(1.0 / MILLIONS_FROM);
            told.unit = format!("million {unit}");
        }
        told
    }

    fn scale(&mut self, by: f64) {
        let analysis = &mut self.finding.analysis;
        analysis.mean *= by;
        analysis.deviation *= by;
        for swing in self.finding.swings.iter_mut().flatten() {
            swing.low *= by;
            swing.high *= by;
        }
        // Effects are changes of the measure; shares and coefficients have no unit.
        if analysis.method == Method::Effects {
            for index in &mut analysis.indices {
                index.value *= by;
                index.low *= by;
                index.high *= by;
            }
        }
    }

    /// The unit in brackets, where there is one.
    fn in_brackets(&self) -> String {
        if self.unit.is_empty() {
            String::new()
        } else {
            format!(" ({})", self.unit)
        }
    }
}

/// A part for each measure that moves.
pub(crate) fn draw(sweep: &Sweep<'_>) -> Vec<Part> {
    let moving = sweep
        .findings
        .iter()
        .filter(|finding| !finding.analysis.is_constant());
    let rows = sweep.study.factors.len().clamp(1, SHOWN);
    let moving = moving.take((ROWS / rows).max(1)).enumerate();
    moving
        .map(|(place, finding)| part(sweep, &Told::of(sweep, finding), place))
        .collect()
}

fn part(sweep: &Sweep<'_>, told: &Told, place: usize) -> Part {
    let finding = &told.finding;
    let name = names::measure(&sweep.brief, &finding.name);
    let measured = sweep.measure(&finding.name);
    let ranking = finding.ranking();
    let shown = &ranking[..ranking.len().min(SHOWN)];
    let (leading, second) = finding.measures();
    let figure = Figure {
        id: format!("figure-measure-{place}").into(),
        finding: answer(sweep, told),
        note: note(told, measured, shown.len(), ranking.len()),
        source: "indices.csv",
        panels: vec![
            Panel {
                caption: format!(
                    "{name}{}: mean where a factor is low, and where it is high",
                    told.in_brackets()
                ),
                picture: swings(
                    &name,
                    finding.analysis.mean,
                    &swing_rows(sweep, finding, shown),
                ),
                twin: Twin::default(),
            },
            Panel {
                caption: format!(
                    "{} {} (points) and {} {} (squares){}",
                    names::capital(&names::words(leading.name())),
                    leading.symbol(),
                    names::words(second.name()),
                    second.symbol(),
                    if finding.analysis.method == Method::Effects {
                        told.in_brackets()
                    } else {
                        String::new()
                    }
                ),
                picture: estimates(
                    &format!("What moves {name}"),
                    [leading.symbol(), second.symbol()],
                    &estimate_rows(sweep, finding, shown),
                ),
                twin: Twin::default(),
            },
        ],
        is_wide: false,
    };
    let pairs = pairs(sweep, finding);
    let body = html! {
        (figure.draw())
        (table(&twin(sweep, told, shown)))
        @if !pairs.is_empty() {
            h3 { "Pairs that do more together than each alone" }
            ul { @for pair in pairs { li { (pair) } } }
        }
    };
    Part::new(format!("measure-{place}"), &name, body)
}

/// The answer of the page: a line for each of the first measures, and one for those that nothing moves.
pub(crate) fn answers(sweep: &Sweep<'_>) -> Vec<String> {
    let (still, moving): (Vec<&Finding>, Vec<&Finding>) = sweep
        .findings
        .iter()
        .partition(|finding| finding.analysis.is_constant());
    let mut lines: Vec<String> = moving
        .iter()
        .take(ANSWERED)
        .map(|finding| answer(sweep, &Told::of(sweep, finding)))
        .collect();
    if moving.len() > ANSWERED {
        let rest = number::count(moving.len() - ANSWERED, "measure", "measures");
        lines.push(format!("Below: {rest} more."));
    }
    if !still.is_empty() {
        let names: Vec<String> = still
            .iter()
            .map(|finding| names::small(&names::measure(&sweep.brief, &finding.name)))
            .collect();
        lines.push(format!(
            "The same at every point, so that there is nothing to explain: {}.",
            names.join(", ")
        ));
    }
    lines
}

/// What moves a measure, in one sentence.
fn answer(sweep: &Sweep<'_>, told: &Told) -> String {
    let finding = &told.finding;
    let name = names::measure(&sweep.brief, &finding.name);
    let sure: Vec<(usize, &Index)> = finding
        .ranking()
        .into_iter()
        .filter_map(|factor| Some((factor, finding.leading(factor)?)))
        .filter(|(_, index)| is_sure(index))
        .collect();
    let factor = |place: usize| names::words(&sweep.study.factors[place]);
    let Some((first, rest)) = sure.split_first() else {
        return format!(
            "No factor can be told from one that does nothing to {} ({}).",
            names::small(&name),
            finding.basis()
        );
    };
    let others: Vec<String> = rest
        .iter()
        .filter(|(_, index)| !index.measure.is_share_of_variance() || index.value >= LEAST_NAMED)
        .take(NAMED - 1)
        .map(|(place, index)| format!("{} ({})", factor(*place), size(index, "")))
        .collect();
    let then = match others.as_slice() {
        [] => String::new(),
        others => format!("; then {}", others.join(" and ")),
    };
    // What the intervals do not settle has to be said where a rank is given.
    let is_settled = rest
        .first()
        .is_none_or(|(_, next)| spans_apart(first.1, next));
    let doubt = if is_settled {
        ""
    } else {
        ". Their intervals overlap, so the order is not settled"
    };
    format!(
        "{name}: {} moves it most ({}, {}){then}{doubt}.",
        factor(first.0),
        size(first.1, &told.unit),
        interval(first.1)
    )
}

/// Whether the interval of the smaller one ends below that of the larger, both taken without their signs.
fn spans_apart(larger: &Index, smaller: &Index) -> bool {
    larger.low.abs().min(larger.high.abs()) > smaller.low.abs().max(smaller.high.abs())
}

fn is_sure(index: &Index) -> bool {
    matches!(index.verdict, Verdict::Above | Verdict::Below)
}

/// An estimate as people read it: shares of variance in per cents, the rest as numbers.
fn shown(measure: Measure, value: f64) -> String {
    if measure.is_share_of_variance() && value >= 0.0 {
        number::percent(value)
    } else {
        number::short(value)
    }
}

/// An estimate with what it is of; `unit` is that of the measure.
fn size(index: &Index, unit: &str) -> String {
    let value = shown(index.measure, index.value);
    match index.measure {
        Measure::Total => format!("{value} of the variance"),
        Measure::MeanAbsoluteEffect if unit.is_empty() => value,
        Measure::MeanAbsoluteEffect => format!("{value}\u{a0}{unit} on average over its range"),
        other => format!("{} {value}", other.symbol()),
    }
}

fn interval(index: &Index) -> String {
    let ends = [index.low, index.high].map(|end| shown(index.measure, end));
    format!("{} to {}", ends[0], ends[1])
}

fn note(told: &Told, measured: Option<&Measured>, shown: usize, all: usize) -> String {
    let finding = &told.finding;
    let (leading, second) = finding.measures();
    let meaning = measured.map(|it| {
        let unit = if told.unit.is_empty() {
            &it.unit
        } else {
            &told.unit
        };
        format!("{} ({unit}).", names::capital(&it.meaning))
    });
    let moments = format!(
        "Mean {}, standard deviation {}; {}.",
        number::short(finding.analysis.mean),
        number::short(finding.analysis.deviation),
        finding.basis()
    );
    let explained = finding.analysis.explained_share.map(|share| {
        let share = number::percent(share);
        format!("A straight line in all factors explains {share} of the variance.")
    });
    let symbols = [leading, second].map(|it| format!("{}: {}.", it.symbol(), it.meaning()));
    let reading = "Low and high are the lowest and the highest quarter of a factor’s range; grey cannot be told from zero.";
    let rest = (all > shown).then(|| format!("{} more factors are in the file.", all - shown));
    let sentences = meaning
        .into_iter()
        .chain([moments])
        .chain(explained)
        .chain(symbols)
        .chain([reading.to_owned()])
        .chain(rest);
    sentences.collect::<Vec<String>>().join(" ")
}

fn swing_rows(sweep: &Sweep<'_>, finding: &Finding, shown: &[usize]) -> Vec<Swing> {
    let row = |&factor: &usize| Swing {
        name: names::words(&sweep.study.factors[factor]),
        ends: finding.swings[factor].map(|swing| (swing.low, swing.high)),
        is_sure: finding.leading(factor).is_some_and(is_sure),
    };
    shown.iter().map(row).collect()
}

fn estimate_rows(sweep: &Sweep<'_>, finding: &Finding, shown: &[usize]) -> Vec<Estimates> {
    let (leading, second) = finding.measures();
    let of = |measure: Measure, factor: usize| {
        let index = finding.analysis.of(measure, factor)?;
        index.value.is_finite().then(|| Estimate {
            value: index.value,
            low: index.low,
            high: index.high,
            is_sure: is_sure(index),
        })
    };
    let row = |&factor: &usize| Estimates {
        name: names::words(&sweep.study.factors[factor]),
        both: [of(leading, factor), of(second, factor)],
    };
    shown.iter().map(row).collect()
}

/// Everything that both pictures show.
fn twin(sweep: &Sweep<'_>, told: &Told, shown: &[usize]) -> Twin {
    let finding = &told.finding;
    let (leading, second) = finding.measures();
    let level = format!("{} interval", number::percent(sweep.level_share));
    let header = [
        "factor",
        leading.symbol(),
        &level,
        second.symbol(),
        &level,
        "mean, low",
        "mean, high",
        "in words",
    ];
    let cells = |measure: Measure, factor: usize| {
        let index = finding.analysis.of(measure, factor);
        index.map_or([String::new(), String::new()], |index| {
            [self::shown(measure, index.value), interval(index)]
        })
    };
    let row = |&factor: &usize| {
        let mut row = vec![names::words(&sweep.study.factors[factor])];
        row.extend(cells(leading, factor));
        row.extend(cells(second, factor));
        let ends = finding.swings[factor].map(|swing| [swing.low, swing.high].map(number::short));
        row.extend(ends.unwrap_or_default());
        let index = finding.leading(factor);
        row.push(index.map_or(String::new(), |index| index.words(finding.analysis.used)));
        row
    };
    Twin {
        caption: format!(
            "{}{} by factor",
            names::measure(&sweep.brief, &finding.name),
            told.in_brackets()
        ),
        header: header.map(str::to_owned).to_vec(),
        rows: shown.iter().map(row).collect(),
    }
}

/// Pairs of factors that make a difference only together, the strongest first.
fn pairs(sweep: &Sweep<'_>, finding: &Finding) -> Vec<String> {
    let words = |(index, other): (&Index, usize)| {
        format!(
            "{} with {}: {} of the variance ({})",
            names::capital(&names::words(&sweep.study.factors[index.factor])),
            names::words(&sweep.study.factors[other]),
            number::percent(index.value),
            interval(index)
        )
    };
    let pairs = finding.analysis.pairs().into_iter();
    pairs.take(PAIRS).map(words).collect()
}

/// The factors of the plan: where they stand in the scenario, and over what they go.
pub(crate) fn plan(sweep: &Sweep<'_>) -> Part {
    let row = |factor: &crate::sweep::Factor| {
        vec![
            names::words(&factor.name),
            factor.path.clone(),
            factor.unit.clone(),
            factor.over.clone(),
            factor.meaning.clone(),
        ]
    };
    let twin = Twin {
        caption: format!(
            "{} points of {}",
            number::grouped(&sweep.n_points.to_string()),
            sweep.design
        ),
        header: ["factor", "path in the scenario", "unit", "over", "meaning"]
            .map(str::to_owned)
            .to_vec(),
        rows: sweep.factors.iter().map(row).collect(),
    };
    Part::new("factors", "The factors", table(&twin))
}
