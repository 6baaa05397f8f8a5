//! The question, the answer, and four figures.

use maud::{Markup, html};

use super::prices::ratios;
use crate::data::ends;
use crate::names;
use crate::number;
use crate::run::Run;

/// A figure with what it is.
struct Tile {
    figure: String,
    words: String,
}

/// The head of the page.
pub(crate) fn draw(run: &Run<'_>) -> Markup {
    let manifest = run.manifest;
    let title = names::title(run.brief, &manifest.scenario.name);
    let replicates = manifest.run.replicates;
    html! {
        header {
            p class="over" { "Monazite: a run of a scenario" }
            h1 { (title) }
            @if !run.brief.question.is_empty() { p class="question" { (run.brief.question) } }
            @if let Some(said) = answer(run) { (said) }
            div class="tiles" {
                @for tile in tiles(run) {
                    div class="tile" {
                        p class="figure" { (tile.figure) }
                        p { (tile.words) }
                    }
                }
            }
            @for warning in &run.brief.warnings {
                p class="note" { (names::sentence(run.brief, warning)) }
            }
            p class="note" {
                @if replicates > 1 {
                    "The answer and all pictures but that of prices show the first of " (replicates) " runs that differ only in their random draws. "
                }
                "A model, not a forecast: what follows if the scenario’s numbers and rules hold."
            }
        }
    }
}

fn answer(run: &Run<'_>) -> Option<Markup> {
    if !run.subject.is_named || run.brief.answer.is_empty() {
        return None;
    }
    // Numbers stay with their signs, and goods have their names.
    let lines = run.brief.answer.iter().map(|line| {
        let line = line.replace(" ->", "\u{a0}→").replace(" %", "\u{a0}%");
        names::sentence(run.brief, &line)
    });
    Some(html! {
        ul class="answer" { @for line in lines { li { (line) } } }
    })
}

fn tiles(run: &Run<'_>) -> Vec<Tile> {
    [dependence(run), price(run), loss(run), plants(run)]
        .into_iter()
        .flatten()
        .collect()
}

fn dependence(run: &Run<'_>) -> Option<Tile> {
    let origin = run.subject.origin.as_ref()?;
    let shares = run.supply.goods.first()?.of(origin)?;
    let (first, last) = ends(shares)?;
    Some(Tile {
        figure: format!("{} → {}", number::percent(first), number::percent(last)),
        words: format!(
            "of {}’s orders of {} go to {}, first and last week",
            run.importer()?,
            run.good(0),
            run.origin()?
        ),
    })
}

fn price(run: &Run<'_>) -> Option<Tile> {
    let ratios = ratios(run, 0)?;
    let peak = ratios.iter().flatten().copied().fold(f64::NAN, f64::max);
    peak.is_finite().then(|| Tile {
        figure: format!("{} ×", number::times(peak)),
        words: format!(
            "the price in {}: the most that {} cost in {}, mean of {}",
            names::zone(run.brief, run.index_zone()),
            run.good(0),
            run.zone()
                .map_or(String::new(), |zone| names::zone(run.brief, zone)),
            weeks(run.prices.weeks),
        ),
    })
}

/// Weeks that a price is the mean of.
pub(super) fn weeks(count: usize) -> String {
    number::count(count, "week", "weeks")
}

fn loss(run: &Run<'_>) -> Option<Tile> {
    if run.losses.quarters.is_empty() {
        return None;
    }
    Some(Tile {
        figure: number::money(run.losses.lost_usd()),
        words: format!(
            "value added lost by users in {}, who went without {} of their need",
            run.importer()?,
            number::percent(run.losses.unmet_share())
        ),
    })
}

fn plants(run: &Run<'_>) -> Option<Tile> {
    let list = &run.projects.list;
    let backed = list
        .iter()
        .filter(|project| !project.backers.is_empty())
        .count();
    (!list.is_empty()).then(|| Tile {
        figure: list.len().to_string(),
        words: format!(
            "new plants decided, {} with public money",
            if backed == 0 {
                "none".to_owned()
            } else {
                backed.to_string()
            }
        ),
    })
}
