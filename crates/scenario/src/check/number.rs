//! Ranges of numbers; NaN and infinities are refused wherever they stand.

use super::Report;
use crate::fault::Fault;
use crate::parameters::{Meta, Range, plain};
use crate::value::{Leaf, Shape, walk};

pub(super) fn check(report: &mut Report<'_>) {
    let mut faults = Vec::new();
    walk(
        report.scenario,
        &mut String::new(),
        &Meta::NONE,
        &mut |leaf| {
            let number = match leaf.value.shape() {
                Shape::Number(number) if leaf.key.is_none() => number,
                Shape::Whole(number) if leaf.key.is_none() => number as f64,
                _ => return,
            };
            faults.extend(fault_of(&leaf, number));
        },
    );
    for good in report.scenario.goods.iter().filter(|good| good.basket) {
        for (zone, share) in &good.start_price_usd_per_kg {
            if *share > MOST_PAYABLE && share.is_finite() {
                let path = format!("goods.{}.start_price_usd_per_kg.{zone}", good.id);
                faults.push(Fault::of_path(
                    &path,
                    format!("start_price_usd_per_kg of a basket good is {}, allowed above 0 up to {MOST_PAYABLE}", plain(*share)),
                    "for a concentrate it is the payable share of the oxides' value, such as 0.6".to_owned(),
                ));
            }
        }
    }
    for fault in faults {
        report.fault(&fault.path, fault.message, fault.hint);
    }
}

const MOST_PAYABLE: f64 = 1.5;

fn fault_of(leaf: &Leaf<'_>, number: f64) -> Option<Fault> {
    let field = name(leaf);
    if !number.is_finite() {
        let allowed = leaf.meta.range.limited().map_or_else(
            || "is a finite number".to_owned(),
            |range| range.to_string(),
        );
        return Some(Fault::of_path(
            leaf.path,
            format!("{field} is {number}, allowed {allowed}"),
            "NaN and infinities cannot be simulated; leave the field out if it has a default"
                .to_owned(),
        ));
    }
    let range = leaf.meta.range;
    if range.allows(number) {
        return None;
    }
    Some(Fault::of_path(
        leaf.path,
        format!("{field} is {}, allowed {range}", plain(number)),
        hint(leaf.meta, &range, number),
    ))
}

/// The field, with the key where it is an entry of a map.
fn name<'a>(leaf: &Leaf<'a>) -> &'a str {
    let starts = leaf.path.rmatch_indices('.').map(|(dot, _)| dot + 1);
    let start = starts.chain([0]).nth(leaf.depth).unwrap_or(0);
    &leaf.path[start..]
}

fn hint(meta: &Meta, range: &Range, number: f64) -> String {
    if meta.unit.starts_with("share") && number > range.high && range.allows(number / 100.0) {
        return format!("write {} for {} %", plain(number / 100.0), plain(number));
    }
    let meaning = meta.meaning.trim().trim_end_matches('.');
    format!("`{}` [{}]: {}", meta.field, meta.unit, meaning)
}
