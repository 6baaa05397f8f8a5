//! What governments decided, with their reasons.

use maud::{Markup, html};

use super::Part;
use crate::data::choice::{Choice, SUPPORT};
use crate::names;
use crate::number;
use crate::run::Run;

/// Choices of a government on the page at most.
const SHOWN: usize = 60;

/// The part; none where no government decided anything.
pub(crate) fn draw(run: &Run<'_>) -> Option<Part> {
    let (count, choices) = &run.choices;
    if choices.is_empty() {
        return None;
    }
    let roles = [
        &run.subject.origin,
        &run.subject.importer,
        &run.subject.alternative,
    ];
    let mut governments: Vec<&String> = roles.into_iter().flatten().collect();
    governments.retain(|country| choices.iter().any(|choice| choice.government == **country));
    let open = governments.len().min(1);
    let printed = governments.len();
    for choice in choices {
        if !governments.contains(&&choice.government) {
            governments.push(&choice.government);
        }
    }
    let body = html! {
        p class="finding" {
            (names::capital(&number::count(*count, "decision", "decisions"))) ", of which "
            (choices.len()) " chose something other than before. Only these are listed, with the figures behind them."
        }
        @for (place, country) in governments.into_iter().enumerate() {
            (government(run, country, place < open, place < printed))
        }
        p class="source" { "Source: decisions.csv of this run, which has every option with its worth." }
    };
    Some(Part::new("decisions", "Decisions of governments", body))
}

fn government(run: &Run<'_>, country: &str, is_open: bool, is_printed: bool) -> Markup {
    let mine = |choice: &&Choice| choice.government == country;
    let all = run.choices.1.iter().filter(mine).count();
    let choices: Vec<&Choice> = run.choices.1.iter().filter(mine).take(SHOWN).collect();
    html! {
        details open[is_open] class=[is_printed.then_some("printed")] {
            summary { (names::country(run.brief, country)) " (" (all) @if all > SHOWN { ", the first " (SHOWN) " here" } ")" }
            div class="scroll" tabindex="0" role="region" aria-label=(format!("Decisions of {}", names::country(run.brief, country))) {
                table class="text" {
                    thead { tr { th scope="col" { "date" } th scope="col" { "about" } th scope="col" { "choice" } th scope="col" { "chance" } th scope="col" { "why" } } }
                    tbody {
                        @for choice in choices {
                            tr {
                                th scope="row" { (choice.date) }
                                td { (names::sentence(run.brief, &choice.subject)) }
                                td { (option(run, choice)) }
                                td { (chance(choice)) }
                                td { (names::sentence(run.brief, &choice.reasons)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What was chosen; a plant by its name.
fn option(run: &Run<'_>, choice: &Choice) -> String {
    match choice.option.strip_prefix(SUPPORT) {
        Some(plant) => format!("Support {}", names::agent(run.brief, plant)),
        None => names::sentence(run.brief, &choice.option),
    }
}

/// How likely it was to choose that, where it had a choice.
fn chance(choice: &Choice) -> String {
    if choice.options < 2 {
        return String::new();
    }
    number::percent(choice.chance_share)
}
