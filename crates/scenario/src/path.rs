//! Paths such as `mines.mt_weld.capacity_t_per_year`: setting, reading and comparing values by name.

use std::collections::{BTreeMap, BTreeSet};

use crate::fault::Fault;
use crate::nearest;
use crate::parameters::Meta;
use crate::scenario::Scenario;
use crate::value::{Shape, Value, children};

/// Why a path leads nowhere: how far it went, and what there is.
struct Lost {
    depth: usize,
    known: Vec<String>,
}

enum SetError {
    Lost(Lost),
    Text(ron::error::SpannedError),
}

impl Scenario {
    /// Sets the value at a path to what the RON text says, read at the type of the field.
    ///
    /// Ranges and ids are not checked here.
    pub fn set(&mut self, path: &str, value: &str) -> Result<(), Fault> {
        let names: Vec<&str> = path.split('.').collect();
        set_inside(self, &names, 0, value).map_err(|error| match error {
            SetError::Lost(lost) => unknown(&names, &lost),
            SetError::Text(error) => {
                let Fault { message, hint, .. } = Fault::from_ron(&error, "");
                Fault::of_path(
                    path,
                    format!("`{value}` cannot stand at `{path}`: {message}"),
                    hint,
                )
            }
        })
    }

    /// The value at a path as RON text.
    pub fn get(&self, path: &str) -> Result<String, Fault> {
        self.look(path).map(|found| found.value.text())
    }

    /// The value at a path with what is known about its field.
    pub(crate) fn look(&self, path: &str) -> Result<Found<'_>, Fault> {
        let names: Vec<&str> = path.split('.').collect();
        let mut found = Found {
            value: self,
            meta: &Meta::NONE,
        };
        for (depth, name) in names.iter().enumerate() {
            let known = children(found.value);
            let Some((_, meta, value)) = known.iter().find(|(known, ..)| known == name) else {
                let known = known.into_iter().map(|(name, ..)| name).collect();
                return Err(unknown(&names, &Lost { depth, known }));
            };
            found = Found {
                value: *value,
                meta: meta.unwrap_or(found.meta),
            };
        }
        Ok(found)
    }

    /// Every value that differs between two scenarios, as `(path, here, there)`; `-` where one has none.
    pub fn diff(&self, other: &Self) -> Vec<(String, String, String)> {
        let mut differences = Vec::new();
        compare(self, other, "", &mut differences);
        differences
    }
}

/// A value and the field that it belongs to.
pub(crate) struct Found<'a> {
    pub(crate) value: &'a dyn Value,
    pub(crate) meta: &'static Meta,
}

fn set_inside(
    value: &mut dyn Value,
    names: &[&str],
    depth: usize,
    text: &str,
) -> Result<(), SetError> {
    let Some((name, rest)) = names.split_first() else {
        return value.replace(text).map_err(SetError::Text);
    };
    if let Some(child) = value.child_mut(name) {
        return set_inside(child, rest, depth + 1, text);
    }
    if rest.is_empty()
        && let Some(result) = value.insert(name, text)
    {
        return result.map_err(SetError::Text);
    }
    let known = children(value).into_iter().map(|(name, ..)| name).collect();
    Err(SetError::Lost(Lost { depth, known }))
}

/// The names of the items of a field.
pub(crate) fn names_at(value: &dyn Value, field: &str) -> Vec<String> {
    let below = children(value);
    let found = below.iter().find(|(name, ..)| name == field);
    found.map_or_else(Vec::new, |(_, _, list)| {
        children(*list).into_iter().map(|(name, ..)| name).collect()
    })
}

fn unknown(names: &[&str], lost: &Lost) -> Fault {
    let path = names.join(".");
    let name = names.get(lost.depth).copied().unwrap_or_default();
    let known = lost.known.iter().map(String::as_str);
    let hint = if let Some(near) = nearest::nearest(name, known.clone()) {
        let mut meant = names.to_vec();
        if let Some(place) = meant.get_mut(lost.depth) {
            *place = near;
        }
        format!("did you mean `{}`?", meant.join("."))
    } else if lost.known.is_empty() {
        format!(
            "`{}` has nothing below it",
            names.get(..lost.depth).unwrap_or(&[]).join(".")
        )
    } else {
        nearest::hint(name, known)
    };
    Fault::of_path(&path, format!("unknown path `{path}`"), hint)
}

fn compare(
    left: &dyn Value,
    right: &dyn Value,
    path: &str,
    differences: &mut Vec<(String, String, String)>,
) {
    let (left_text, right_text) = (left.text(), right.text());
    if left_text == right_text {
        return;
    }
    let (lefts, rights) = (by_name(left), by_name(right));
    // A variant of another name is one difference, whatever its fields.
    if (lefts.is_empty() && rights.is_empty()) || variant(left) != variant(right) {
        differences.push((path.to_owned(), left_text, right_text));
        return;
    }
    let names: BTreeSet<&String> = lefts.keys().chain(rights.keys()).collect();
    for name in names {
        let path = if path.is_empty() {
            name.clone()
        } else {
            format!("{path}.{name}")
        };
        match (lefts.get(name), rights.get(name)) {
            (Some(left), Some(right)) => compare(*left, *right, &path, differences),
            (left, right) => {
                let text = |value: Option<&&dyn Value>| {
                    value.map_or_else(|| "-".to_owned(), |value| value.text())
                };
                differences.push((path, text(left), text(right)));
            }
        }
    }
}

fn by_name(value: &dyn Value) -> BTreeMap<String, &dyn Value> {
    children(value)
        .into_iter()
        .map(|(name, _, value)| (name, value))
        .collect()
}

fn variant(value: &dyn Value) -> &'static str {
    match value.shape() {
        Shape::Record { block, .. } => block.variant,
        _ => "",
    }
}
