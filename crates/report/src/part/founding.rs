//! How far to trust it: what is sourced, what the model leaves out, how to make it again.

use maud::{Markup, html};
use output::{Change, Manifest};

use super::Part;
use crate::Brief;
use crate::brief::Founding;
use crate::number;

/// Limits of the model, each a sentence.
const LIMITS: [&str; 6] = [
    "It is conditional on its scenario: plants, policies and prices that the scenario does not have cannot appear.",
    "Estimates enter as single numbers; only several parameter sets, replicates and comparisons show how much hangs on them.",
    "Money is in dollars of one year at fixed exchange rates; demand grows as the scenario says, not with the economy.",
    "Governments weigh a short list of options by rules; talks, elections and wars come from the scenario or not at all.",
    "Losses are value added of the users in the model; what their customers lose is not counted.",
    "Later years are less certain than earlier ones, and one run is one draw of luck.",
];

/// What is known of the scenario's numbers.
pub(crate) fn sources(brief: &Brief) -> Option<Part> {
    let rows: Vec<&Founding> = brief
        .founding
        .iter()
        .filter(|row| total(row) > 0.0)
        .collect();
    let first = rows.first()?;
    let body = html! {
        p class="finding" {
            (number::percent(first.sourced / total(first))) " of the "
            (number::short(total(first))) " " (first.what) " have a source; "
            (number::percent(first.estimated / total(first))) " are estimates with a range, "
            (number::percent(first.residual / total(first))) " close a balance, "
            (number::percent(first.unmarked / total(first))) " have neither."
        }
        div class="scroll" tabindex="0" role="region" aria-label="Sourced inputs" {
            table {
                thead { tr {
                    th scope="col" { "input" } th scope="col" { "in all" } th scope="col" { "sourced" }
                    th scope="col" { "estimated" } th scope="col" { "closing a balance" } th scope="col" { "neither" }
                } }
                tbody { @for row in rows { (founding(row)) } }
            }
        }
        p class="source" { "Every number of the scenario names its source or its range: " code { "monazite describe" } " shows them." }
    };
    Some(Part::new("sources", "How much is sourced", body))
}

fn total(row: &Founding) -> f64 {
    row.sourced + row.estimated + row.residual + row.unmarked
}

fn founding(row: &Founding) -> Markup {
    let share = |amount: f64| number::percent(amount / total(row));
    html! {
        tr {
            th scope="row" { (row.what) }
            td { (number::short(total(row))) " " (row.unit) }
            td { (share(row.sourced)) }
            td { (share(row.estimated)) }
            td { (share(row.residual)) }
            td { (share(row.unmarked)) }
        }
    }
}

/// What the model does not know.
pub(crate) fn limits(notes: &str) -> Part {
    limits_of(&[], notes)
}

/// What the model does not know, after what this kind of result does not.
pub(crate) fn limits_of(own: &[&str], notes: &str) -> Part {
    let body = html! {
        ul { @for limit in own.iter().chain(&LIMITS) { li { (limit) } } }
        @if !notes.is_empty() { p { "The scenario adds: " (notes) } }
    };
    Part::new("limits", "Limits", body)
}

/// Inputs, and the command that makes the same bytes.
pub(crate) fn again(manifest: &Manifest, command: &str) -> Part {
    let body = html! {
        @if !command.is_empty() { pre { code { (command) } } }
        dl {
            dt { "Program" } dd { "monazite " (manifest.program_version) " on " (manifest.platform.os) " " (manifest.platform.arch) }
            dt { "Scenario" } dd { (manifest.scenario.name) ", " (manifest.scenario.files.join(", ")) }
            dt { "Scenario hash" } dd { code class="hash" { (manifest.scenario.hash) } }
            @if let Some(other) = &manifest.compared {
                dt { "Compared with" } dd { (other.name) ", " (other.files.join(", ")) }
                dt { "Its hash" } dd { code class="hash" { (other.hash) } }
            }
            dt { "Seed" } dd { (manifest.run.seed) }
            dt { "Replicates" } dd { (manifest.run.replicates) }
            dt { "Weeks" } dd { (manifest.run.weeks) }
            dt { "Parameters set" } dd { (changes(&manifest.changes)) }
            @if !manifest.asked.is_empty() {
                dt { "Asked" }
                dd { @for (name, value) in &manifest.asked { (name) " " (value) "; " } }
            }
        }
        p class="note" { "Equal version, scenario hash, seed and replicates give the same tables to the last byte. manifest.toml has the SHA-256 of each." }
    };
    Part::new("again", "To make it again", body)
}

fn changes(list: &[Change]) -> Markup {
    html! {
        @if list.is_empty() { "none" }
        @for change in list { code { (change.path) "=" (change.value) } " " }
    }
}
