//! Sources and estimates: they name fields that exist, sources that are listed, and ranges that hold the value.

use std::collections::BTreeSet;

use super::Report;
use crate::nearest;
use crate::parameters::plain;
use crate::value::{Shape, Value, children};

pub(super) fn check(report: &mut Report<'_>) {
    let scenario = report.scenario;
    for (section, _, list) in children(scenario) {
        for (name, _, item) in children(list) {
            let path = format!("{section}.{name}");
            sources(report, &path, item);
            estimates(report, &path, item);
        }
    }
}

/// The names that provenance may speak of: the item's fields and those of records inside it.
fn fields(item: &dyn Value) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (name, _, value) in children(item) {
        if let Shape::Record { block, .. } = value.shape() {
            names.extend(block.metas.iter().map(|meta| meta.field.to_owned()));
        }
        names.insert(name);
    }
    names.remove("sources");
    names.remove("estimates");
    names
}

/// The map of that name, if the item has one.
fn map<'a>(item: &'a dyn Value, field: &str) -> Vec<(String, &'a dyn Value)> {
    let found = children(item).into_iter().find(|(name, ..)| name == field);
    found.map_or_else(Vec::new, |(_, _, value)| {
        let entries = children(value).into_iter();
        entries.map(|(key, _, value)| (key, value)).collect()
    })
}

fn sources(report: &mut Report<'_>, path: &str, item: &dyn Value) {
    let known = &report.scenario.about.sources;
    let fields = fields(item);
    for (field, value) in map(item, "sources") {
        let path = format!("{path}.sources.{field}");
        unknown_field(report, &path, &field, &fields);
        let Shape::Text(key) = value.shape() else {
            continue;
        };
        if is_key(key) && !known.contains_key(key) {
            report.fault(
                &path,
                format!("`{key}` is no key of about.sources"),
                nearest::hint(key, known.keys().map(String::as_str)),
            );
        }
    }
}

/// A single word is a key; a citation has blanks or signs.
fn is_key(text: &str) -> bool {
    text.chars()
        .all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

fn estimates(report: &mut Report<'_>, path: &str, item: &dyn Value) {
    let fields = fields(item);
    for (field, range) in map(item, "estimates") {
        let path_of_range = format!("{path}.estimates.{field}");
        unknown_field(report, &path_of_range, &field, &fields);
        let Some((low, high)) = pair(range) else {
            continue;
        };
        if low > high {
            report.fault(
                &path_of_range,
                format!(
                    "the range of {field} goes from {} down to {}",
                    plain(low),
                    plain(high)
                ),
                "write the lower number first",
            );
            continue;
        }
        let names: Vec<&str> = field.split('.').collect();
        let Some(value) = number_at(item, &names) else {
            continue;
        };
        if value.is_finite()
            && low.is_finite()
            && high.is_finite()
            && !(low..=high).contains(&value)
        {
            report.fault(
                &path_of_range,
                format!(
                    "{field} is {}, outside its own estimate of {} to {}",
                    plain(value),
                    plain(low),
                    plain(high)
                ),
                "correct the value or the range",
            );
        }
    }
}

fn unknown_field(report: &mut Report<'_>, path: &str, field: &str, fields: &BTreeSet<String>) {
    let first = field.split('.').next().unwrap_or(field);
    if !fields.contains(first) {
        report.fault_of_key(
            path,
            format!("`{first}` is no field here"),
            nearest::hint(first, fields.iter().map(String::as_str)),
        );
    }
}

fn pair(value: &dyn Value) -> Option<(f64, f64)> {
    match value.shape() {
        Shape::List(items) => match items.as_slice() {
            [low, high] => Some((number(*low)?, number(*high)?)),
            _ => None,
        },
        _ => None,
    }
}

fn number(value: &dyn Value) -> Option<f64> {
    match value.shape() {
        Shape::Number(number) => Some(number),
        Shape::Whole(number) => Some(number as f64),
        _ => None,
    }
}

/// The number of a field, of a map entry (`field.key`), or of a record inside the item.
fn number_at(item: &dyn Value, names: &[&str]) -> Option<f64> {
    let Some((name, rest)) = names.split_first() else {
        return number(item);
    };
    let below = children(item);
    if let Some((_, _, value)) = below.iter().find(|(known, ..)| known == name) {
        return number_at(*value, rest);
    }
    let records = below
        .iter()
        .filter(|(_, _, value)| matches!(value.shape(), Shape::Record { .. }));
    let mut found = records.filter_map(|(_, _, record)| {
        let inside = children(*record);
        let (_, _, value) = inside.iter().find(|(known, ..)| known == name)?;
        number_at(*value, rest)
    });
    found.next()
}
