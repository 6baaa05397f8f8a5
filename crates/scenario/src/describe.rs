//! A scenario in words: all of it, or one value with what is known about its field.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::fault::Fault;
use crate::parameters::plain;
use crate::scenario::Scenario;
use crate::sourcing::sourcing;
use crate::value::{Shape, children};

/// The resolved scenario as a person wants to see it first: the question, the sizes, the balance, what will happen.
pub fn describe(scenario: &Scenario) -> String {
    let mut text = String::new();
    let about = &scenario.about;
    let clock = &scenario.clock;
    // Writing into a String cannot fail, here and below.
    let _ = writeln!(text, "{}\n{}\n", about.name, about.question);
    let weeks = i32::try_from(clock.weeks).unwrap_or(i32::MAX);
    let _ = writeln!(
        text,
        "clock      {} to {}: {} weeks after {} weeks of burn-in, seed {}",
        clock.start,
        clock.start.add_weeks(weeks),
        clock.weeks,
        clock.burn_in_weeks,
        clock.seed
    );
    sizes(scenario, &mut text);
    goods(scenario, &mut text);
    agents(scenario, &mut text);
    dates(scenario, &mut text);
    changed_rules(scenario, &mut text);
    let _ = write!(
        text,
        "\n{}\n\nsha256     {}\n",
        sourcing(scenario),
        scenario.hash()
    );
    text
}

fn sizes(scenario: &Scenario, text: &mut String) {
    for (section, _, list) in children(scenario) {
        if let Shape::List(items) = list.shape()
            && !items.is_empty()
        {
            let _ = writeln!(text, "{section:<10} {}", items.len());
        }
    }
}

fn goods(scenario: &Scenario, text: &mut String) {
    text.push_str("\ngood                          start price [USD/kg, ex VAT]\n");
    for good in &scenario.goods {
        let prices: Vec<String> = good
            .start_price_usd_per_kg
            .iter()
            .map(|(zone, price)| format!("{zone} {}", plain(*price)))
            .collect();
        let what = if good.basket {
            " (share of the oxides' value)"
        } else {
            ""
        };
        let _ = writeln!(text, "{:<30}{}{what}", good.id, prices.join(", "));
    }
}

fn agents(scenario: &Scenario, text: &mut String) {
    let mut rows: BTreeMap<&str, [(usize, f64); 3]> = BTreeMap::new();
    let mut add = |country, column: usize, tonnes: f64| {
        let cell = &mut rows.entry(country).or_default()[column];
        *cell = (cell.0 + 1, cell.1 + tonnes);
    };
    for mine in &scenario.mines {
        add(mine.country.as_str(), 0, mine.capacity_t_per_year);
    }
    for refiner in &scenario.refiners {
        add(refiner.country.as_str(), 1, refiner.capacity_t_per_year);
    }
    for buyer in &scenario.buyers {
        add(buyer.country.as_str(), 2, buyer.demand_t_per_year);
    }
    text.push_str("\ncountry                  mines [t/yr]   refiners [t/yr]     buyers [t/yr]\n");
    for (country, cells) in rows {
        let _ = write!(text, "{country:<20}");
        for (count, tonnes) in cells {
            let cell = if count == 0 {
                "-".to_owned()
            } else {
                format!("{count}: {tonnes:.0}")
            };
            let _ = write!(text, "{cell:>18}");
        }
        text.push('\n');
    }
}

fn dates(scenario: &Scenario, text: &mut String) {
    let policies = scenario.policies.iter().map(|policy| {
        let what = variant(&policy.instrument);
        let since = if policy.in_force_at_start {
            " (in force at the start)"
        } else {
            ""
        };
        (
            policy.effective,
            format!("{}: {what} by {}{since}", policy.id, policy.government),
        )
    });
    let events = scenario.events.iter().map(|event| {
        (
            event.date,
            format!("{}: {}", event.id, variant(&event.effect)),
        )
    });
    let mut rows: Vec<_> = policies.chain(events).collect();
    if rows.is_empty() {
        return;
    }
    rows.sort();
    text.push_str("\npolicies and events\n");
    for (date, what) in rows {
        let _ = writeln!(text, "{date} {what}");
    }
}

fn variant(value: &dyn crate::value::Value) -> &'static str {
    match value.shape() {
        Shape::Record { block, .. } => block.variant,
        _ => "",
    }
}

/// Rules that differ from their defaults.
fn changed_rules(scenario: &Scenario, text: &mut String) {
    let mut rows = Vec::new();
    for (section, _, rules) in children(scenario) {
        if !["market", "behaviour", "mechanisms", "record"].contains(&section.as_str()) {
            continue;
        }
        for (meta, value) in rules.shape().fields() {
            let default = meta.default.map(|default| default()).unwrap_or_default();
            let now = value.text();
            if now != default {
                rows.push(format!(
                    "{section}.{} {now} (default {default})",
                    meta.field
                ));
            }
        }
    }
    if !rows.is_empty() {
        let _ = write!(text, "\nrules off their defaults\n{}\n", rows.join("\n"));
    }
}

/// One value of the scenario, and meaning, unit, default, range and source of its field.
pub fn describe_path(scenario: &Scenario, path: &str) -> Result<String, Fault> {
    let found = scenario.look(path)?;
    let meta = found.meta;
    let mut text = format!("{path} = {}\n", found.value.text());
    let mut row = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(text, "  {name:<9} {value}");
        }
    };
    row("meaning", meta.meaning.trim());
    row("holds", &(meta.kind)());
    row("unit", meta.unit);
    let default = meta.default.map_or_else(
        || "none: it has to be given".to_owned(),
        |default| default(),
    );
    row("default", if meta.field.is_empty() { "" } else { &default });
    row(
        "allowed",
        &meta
            .range
            .limited()
            .map_or_else(String::new, |range| range.to_string()),
    );
    row("source", meta.source);
    row("informed", &meta.informed_by.join(", "));
    Ok(text)
}
