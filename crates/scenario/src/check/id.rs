//! Names: well formed, unique, and naming something that exists.

use std::collections::{BTreeMap, BTreeSet};

use super::Report;
use crate::nearest;
use crate::parameters::{Meta, To};
use crate::path::names_at;
use crate::refine::RecipeKind;
use crate::scenario::Scenario;
use crate::spans::{Node, Span};
use crate::value::{Shape, children, walk};

pub(super) fn check(report: &mut Report<'_>) {
    duplicates(report);
    repeated_keys(report);
    let ids = Ids::of(report.scenario);
    let mut wrong: Vec<(String, bool, String, String)> = Vec::new();
    walk(
        report.scenario,
        &mut String::new(),
        &Meta::NONE,
        &mut |leaf| {
            let (to, name) = match (leaf.key, leaf.value.shape()) {
                (Some(key), _) => (leaf.meta.keys.get(leaf.depth).copied(), key),
                (None, Shape::Text(text)) => (leaf.meta.refers, text),
                _ => return,
            };
            let Some(to) = to else { return };
            if wrong.len() >= super::MOST_FAULTS {
                return;
            }
            if let Some((message, hint)) = ids.fault_of(to, name, leaf.meta.field) {
                wrong.push((leaf.path.to_owned(), leaf.key.is_some(), message, hint));
            }
        },
    );
    for (path, at_key, message, hint) in wrong {
        report.fault_at(&path, at_key, 0, message, hint);
    }
}

/// All names that can be referred to.
struct Ids {
    known: BTreeMap<To, BTreeSet<String>>,
}

impl Ids {
    fn of(scenario: &Scenario) -> Self {
        let section = |name: &str| names_at(scenario, name).into_iter().collect();
        let elements = scenario
            .materials
            .iter()
            .filter(|material| material.element);
        let circuits = scenario
            .recipes
            .iter()
            .flat_map(|recipe| match &recipe.kind {
                RecipeKind::Separation { circuits, .. } => circuits.as_slice(),
                RecipeKind::Conversion { .. } => &[],
            });
        let countries: BTreeSet<String> = section("countries");
        let buyers: BTreeSet<String> = section("buyers");
        let plants = &section("mines") | &section("refiners");
        let known = BTreeMap::from([
            (
                To::Element,
                elements.map(|element| element.id.clone()).collect(),
            ),
            (To::Material, section("materials")),
            (To::Stage, section("stages")),
            (To::Good, section("goods")),
            (To::Zone, section("zones")),
            (To::Recipe, section("recipes")),
            (
                To::Circuit,
                circuits.map(|circuit| circuit.id.clone()).collect(),
            ),
            (To::AgentOrCountry, &(&plants | &buyers) | &countries),
            (To::Country, countries),
            (To::Plant, plants),
            (To::Buyer, buyers),
        ]);
        Self { known }
    }

    fn fault_of(&self, to: To, name: &str, field: &str) -> Option<(String, String)> {
        if to == To::Itself {
            return malformed(name, field);
        }
        let known = self.known.get(&to)?;
        if known.contains(name) {
            return None;
        }
        Some((
            format!(
                "{field} names the {} `{name}`, which does not exist",
                to.noun()
            ),
            nearest::hint(name, known.iter().map(String::as_str)),
        ))
    }
}

fn malformed(name: &str, field: &str) -> Option<(String, String)> {
    let is_allowed =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    if !name.is_empty() && name.chars().all(is_allowed) {
        return None;
    }
    let mut better: String = name
        .to_lowercase()
        .chars()
        .map(|letter| if is_allowed(letter) { letter } else { '_' })
        .collect();
    if better.is_empty() {
        better.push_str("my_name");
    }
    Some((
        format!("{field} is `{name}`, allowed are the letters a to z, digits and `_`"),
        format!("write `{better}`"),
    ))
}

/// Items of one section, and agents of all three, with the same name.
fn duplicates(report: &mut Report<'_>) {
    let scenario = report.scenario;
    let mut agents: BTreeMap<String, String> = BTreeMap::new();
    let mut found = Vec::new();
    for (section, _, list) in children(scenario) {
        let is_of_agents = ["mines", "refiners", "buyers"].contains(&section.as_str());
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for (name, ..) in children(list) {
            let path = format!("{section}.{name}");
            let count = seen.entry(name.clone()).or_insert(0);
            if *count > 0 && is_list(&section) {
                let place = report.loaded.place(&path, false, 0);
                found.push((
                    path.clone(),
                    *count,
                    format!("`{name}` occurs twice in {section}, first at {place}"),
                ));
            }
            *count += 1;
            if !is_of_agents || *count > 1 {
                continue;
            }
            if let Some(first) = agents.insert(name.clone(), path.clone()) {
                found.push((path, 0, format!("`{name}` is also the name of `{first}`")));
            }
        }
    }
    for (path, skip, message) in found {
        let hint = "names are unique, over all agents too; give this one another".to_owned();
        report.fault_at(&path, false, skip, message, hint);
    }
}

/// Records such as `clock` have children too, but those are fields.
fn is_list(section: &str) -> bool {
    ![
        "about",
        "clock",
        "market",
        "behaviour",
        "mechanisms",
        "record",
    ]
    .contains(&section)
}

/// Map keys that a text gives twice, of which the reader keeps only the last.
fn repeated_keys(report: &mut Report<'_>) {
    let loaded = report.loaded;
    for (file, root) in loaded.texts() {
        let mut repeated = Vec::new();
        find_repeated(root, &mut repeated);
        for (name, spot) in repeated {
            report.faults.push(crate::fault::Fault {
                place: crate::fault::Place {
                    file: file.to_owned(),
                    line: spot.line,
                    column: spot.column,
                },
                path: String::new(),
                message: format!("`{name}` is given twice in the same map"),
                hint: "keep one of them".to_owned(),
            });
        }
    }
}

fn find_repeated(span: &Span, repeated: &mut Vec<(String, crate::spans::Spot)>) {
    match &span.node {
        Node::Leaf(_) => {}
        Node::List(items) => items.iter().for_each(|item| find_repeated(item, repeated)),
        Node::Entries(entries) => {
            let mut seen = BTreeSet::new();
            for entry in entries {
                if !seen.insert(entry.name.as_str()) {
                    repeated.push((entry.name.clone(), entry.spot));
                }
                find_repeated(&entry.value, repeated);
            }
        }
    }
}
