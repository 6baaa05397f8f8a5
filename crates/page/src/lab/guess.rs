//! Levers for a scenario that has no lab file: its licences, stocks and budgets, and a few assumptions.

use scenario::{Instrument, Scenario};

use super::{Control, Driver, Lever, Panel, Plan, Unit};

/// Most licences that get a lever: a page is no place for fifty.
const MOST_LICENCES: usize = 6;

pub(super) fn plan(scenario: &Scenario) -> Plan {
    let mut levers = licences(scenario);
    levers.extend(stocks(scenario));
    levers.extend(budgets(scenario));
    levers.extend(assumptions());
    let reserve = scenario
        .governments
        .iter()
        .rev()
        .find(|it| it.stockpile.is_some())
        .map(|it| it.id.clone());
    Plan {
        reserve,
        levers,
        drivers: drivers(),
        ..Plan::default()
    }
}

fn slider(
    id: String,
    actor: &str,
    path: String,
    (min, max, step, unit): (f64, f64, f64, Unit),
) -> Lever {
    Lever {
        id,
        panel: Panel::Policy,
        actor: actor.to_owned(),
        paths: vec![path],
        control: Control::Slider {
            min,
            max,
            step,
            unit,
        },
        is_folded: false,
    }
}

/// The last licences of the origin that reach the importer.
fn licences(scenario: &Scenario) -> Vec<Lever> {
    let focus = scenario.about.focus.as_ref();
    let is_in_focus = |policy: &&scenario::Policy| match &policy.instrument {
        Instrument::ExportLicence { destinations, .. } => focus.is_none_or(|focus| {
            policy.government == focus.origin
                && (destinations.is_empty() || destinations.contains(&focus.importer))
        }),
        _ => false,
    };
    let found = scenario
        .policies
        .iter()
        .rev()
        .filter(is_in_focus)
        .take(MOST_LICENCES);
    found
        .map(|policy| {
            let path = format!("policies.{}.instrument.approval_share", policy.id);
            slider(
                policy.id.clone(),
                &policy.government,
                path,
                (0.0, 1.0, 0.05, Unit::Share),
            )
        })
        .collect()
}

fn stocks(scenario: &Scenario) -> Vec<Lever> {
    scenario
        .governments
        .iter()
        .filter(|it| it.stockpile.is_some())
        .map(|government| {
            let path = format!("governments.{}.stockpile.trigger_index", government.id);
            slider(
                format!("{}_trigger", government.id),
                &government.id,
                path,
                (0.3, 1.0, 0.05, Unit::Index),
            )
        })
        .collect()
}

fn budgets(scenario: &Scenario) -> Vec<Lever> {
    scenario
        .governments
        .iter()
        .filter_map(|government| {
            let capital = government.capital.as_ref()?;
            let path = format!("governments.{}.capital.budget_usd", government.id);
            let most = 3.0 * capital.budget_usd.max(1e8);
            Some(slider(
                format!("{}_money", government.id),
                &government.id,
                path,
                (0.0, most, most / 30.0, Unit::Usd),
            ))
        })
        .collect()
}

fn assumptions() -> Vec<Lever> {
    let world = |id: &str, actor: &str, path: &str, range| Lever {
        panel: Panel::World,
        ..slider(id.to_owned(), actor, path.to_owned(), range)
    };
    vec![
        world(
            "fear",
            "firms",
            "behaviour.tension_cover",
            (0.0, 6.0, 0.25, Unit::Ratio),
        ),
        world(
            "thrift",
            "firms",
            "behaviour.thrift_most_per_year",
            (0.0, 0.5, 0.02, Unit::Share),
        ),
        world(
            "build_years",
            "plants",
            "behaviour.expansion_build_years",
            (1.0, 6.0, 0.25, Unit::Years),
        ),
        world(
            "leakage",
            "trade",
            "market.leakage_max_share",
            (0.0, 0.3, 0.01, Unit::Share),
        ),
    ]
}

fn drivers() -> Vec<Driver> {
    let off = |id: &str, paths: &[&str]| Driver {
        id: id.to_owned(),
        off: paths
            .iter()
            .map(|path| ((*path).to_owned(), "false".to_owned()))
            .collect(),
    };
    vec![
        off("fear", &["mechanisms.tension_cover"]),
        off("leakage", &["mechanisms.leakage", "mechanisms.resale"]),
        off(
            "thrift",
            &["mechanisms.thrifting", "mechanisms.price_elasticity"],
        ),
        off("plants", &["mechanisms.investment", "mechanisms.expansion"]),
    ]
}
