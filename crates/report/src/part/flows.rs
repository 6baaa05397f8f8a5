//! Flows of the main material in one year, from stage to stage.

use std::collections::BTreeMap;

use maud::html;

use super::Part;
use crate::chart::sankey::{Ribbon, Sankey};
use crate::chart::{Figure, Panel};
use crate::colour::Colours;
use crate::data::flow::ranked;
use crate::data::subject::Traded;
use crate::names;
use crate::number;
use crate::run::Run;

/// Countries with a name of their own in a column.
const NODES: usize = 5;
const OTHERS: &str = "Others";
/// Home sales above this part of a stage would hide the rest.
const HOME_SHARE: f64 = 0.4;

/// Tonnes between countries.
type Pairs = BTreeMap<(String, String), f64>;

/// The part; none where nothing is sold.
pub(crate) fn draw(run: &Run<'_>, colours: &mut Colours) -> Option<Part> {
    let main = run.subject.goods.first()?;
    let (first, last) = run.flows.years()?;
    let years = if first == last {
        vec![last]
    } else {
        vec![first, last]
    };
    let mut notes: Vec<String> = Vec::new();
    let mut panels: Vec<Panel> = Vec::new();
    for year in years {
        let (sankey, note) = sankey(run, main, year, colours);
        notes.extend(note);
        panels.extend(sankey.panel());
    }
    if panels.is_empty() {
        return None;
    }
    let figure = Figure {
        id: "figure-flows".into(),
        finding: finding(run, main, first, last).unwrap_or_default(),
        note: note(&notes),
        source: "flows.csv",
        panels,
        is_wide: true,
    };
    Some(Part::new("flows", "Flows", html! { (figure.draw()) }))
}

fn note(left_out: &[String]) -> String {
    let text = "Width is tonnes sold.";
    if left_out.is_empty() {
        return text.to_owned();
    }
    let list = left_out.join(", ");
    format!("{text} Left out, so that the rest can be seen: {list}.")
}

fn pairs(run: &Run<'_>, material: &str, stage: &str, year: i32) -> Pairs {
    let mut pairs = Pairs::new();
    for (link, tonnes) in &run.flows.links {
        if link.material == material && link.stage == stage && link.year == year {
            *pairs
                .entry((link.from.clone(), link.to.clone()))
                .or_default() += tonnes;
        }
    }
    pairs
}

/// Stages at which the material is sold in the year, in the order of the chain.
fn stages(run: &Run<'_>, material: &str, year: i32) -> Vec<String> {
    let mut stages: Vec<String> = Vec::new();
    for link in run.flows.links.keys() {
        if link.material == material && link.year == year && !stages.contains(&link.stage) {
            stages.push(link.stage.clone());
        }
    }
    let known = |stage: &String| run.brief.stages.iter().position(|(id, _)| id == stage);
    stages.sort_by_key(|stage| known(stage).unwrap_or(usize::MAX));
    stages
}

fn sankey(run: &Run<'_>, main: &Traded, year: i32, colours: &mut Colours) -> (Sankey, Vec<String>) {
    let mut notes = Vec::new();
    let mut ribbons: Vec<Ribbon> = Vec::new();
    let stages = stages(run, &main.material, year);
    for (step, stage) in stages.iter().enumerate() {
        let mut pairs = pairs(run, &main.material, stage, year);
        if let Some((country, tonnes)) = take_home(&mut pairs) {
            notes.push(format!(
                "{} of {} within {} in {year}",
                number::mass(tonnes),
                names::small(&names::stage(run.brief, stage)),
                names::country(run.brief, &country)
            ));
        }
        ribbons.extend(named(run, step, &pairs, colours));
    }
    let name = names::material(run.brief, &main.material);
    let steps = stages.iter().map(|stage| names::stage(run.brief, stage));
    let sankey = Sankey {
        title: format!("{name} in {year}"),
        steps: steps.collect(),
        ribbons,
    };
    (sankey, notes)
}

/// Takes out sales of the largest country to itself, where they are much of all.
fn take_home(pairs: &mut Pairs) -> Option<(String, f64)> {
    let total: f64 = pairs.values().sum();
    let home = pairs.iter().filter(|((from, to), _)| from == to);
    let largest = home.max_by(|left, right| left.1.total_cmp(right.1))?;
    let (key, tonnes) = (largest.0.clone(), *largest.1);
    if tonnes < HOME_SHARE * total || pairs.len() < 2 {
        return None;
    }
    pairs.remove(&key);
    Some((key.0, tonnes))
}

/// Ribbons with names, small countries together.
fn named(run: &Run<'_>, step: usize, pairs: &Pairs, colours: &mut Colours) -> Vec<Ribbon> {
    let sums = |side: fn(&(String, String)) -> &String| {
        let mut sums: BTreeMap<String, f64> = BTreeMap::new();
        for (pair, tonnes) in pairs {
            *sums.entry(side(pair).clone()).or_default() += tonnes;
        }
        let mut order = ranked(&sums);
        order.truncate(NODES);
        for role in [&run.subject.importer, &run.subject.alternative]
            .into_iter()
            .flatten()
        {
            if sums.contains_key(role) && !order.contains(role) {
                order.push(role.clone());
            }
        }
        order
    };
    let (sellers, buyers) = (sums(|pair| &pair.0), sums(|pair| &pair.1));
    let name = |id: &String, known: &Vec<String>| {
        if known.contains(id) {
            names::country(run.brief, id)
        } else {
            OTHERS.to_owned()
        }
    };
    let mut widths: BTreeMap<(String, String), (f64, usize)> = BTreeMap::new();
    for ((from, to), tonnes) in pairs {
        let key = (name(from, &sellers), name(to, &buyers));
        let colour = if key.0 == OTHERS {
            0
        } else {
            colours.give(from)
        };
        widths.entry(key).or_insert((0.0, colour)).0 += tonnes;
    }
    let ribbon = |((from, to), (tonnes, colour)): ((String, String), (f64, usize))| Ribbon {
        step,
        from,
        to,
        tonnes,
        colour,
    };
    widths
        .into_iter()
        .filter(|it| it.1.0 > 0.0)
        .map(ribbon)
        .collect()
}

/// What the importer bought from the origin in both years.
fn finding(run: &Run<'_>, main: &Traded, first: i32, last: i32) -> Option<String> {
    let (importer, origin) = (run.subject.importer.as_ref()?, run.subject.origin.as_ref()?);
    let share = |year: i32| {
        let pairs = pairs(run, &main.material, &main.stage, year);
        let into = pairs.iter().filter(|((_, to), _)| to == importer);
        let total: f64 = into.clone().map(|(_, tonnes)| tonnes).sum();
        let from = into
            .filter(|((from, _), _)| from == origin)
            .map(|(_, tonnes)| tonnes);
        (total > 0.0).then(|| (from.sum::<f64>() / total, total))
    };
    let now = share(last);
    let said = match (share(first), now) {
        (Some((before, _)), Some((after, tonnes))) if first != last => format!(
            "Of the {} of {} that {} took in {last}, {} came from {}, after {} in {first}.",
            number::mass(tonnes),
            run.good(0),
            run.importer()?,
            number::percent(after),
            run.origin()?,
            number::percent(before)
        ),
        (_, Some((after, tonnes))) => format!(
            "Of the {} of {} that {} took in {last}, {} came from {}.",
            number::mass(tonnes),
            run.good(0),
            run.importer()?,
            number::percent(after),
            run.origin()?
        ),
        _ => format!("{} took no {} in {last}.", run.importer()?, run.good(0)),
    };
    Some(said)
}
