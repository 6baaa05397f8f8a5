//! A world of two zones and two oxides, in which everything is made at home and used at home and abroad. No control,
//! no tax, no insurance, no margin, no growth: what differs between the zones is freight alone.

use super::checked;
use scenario::{Policy, Scenario};

/// Freight between the zones [USD/kg].
pub(crate) const FREIGHT: f64 = 4.0;
/// Use of heavy oxide abroad [t/yr].
pub(crate) const HEAVY_ABROAD: f64 = 40.0;
/// Use of light oxide abroad [t/yr].
pub(crate) const LIGHT_ABROAD: f64 = 360.0;

/// The world at rest, for so many weeks. A mine of 1000 t a year (900 t light, 100 t heavy) at 90 % of capacity, a
/// separator that loses nothing, users of 540 t and 60 t at home and of 360 t and 40 t abroad.
pub(crate) fn world(weeks: u32) -> Scenario {
    checked(&format!(
        r#"(
    about: (name: "pair", question: "What is left of a price gap?", money_base_year: 2026),
    clock: (start: "2026-01-05", weeks: {weeks}, burn_in_weeks: 26),
    materials: [
        (id: "light", name: "light"), (id: "heavy", name: "heavy"), (id: "concentrate", name: "concentrate", element: false),
    ],
    stages: [(id: "mined", name: "mined"), (id: "oxide", name: "oxide")],
    goods: [
        (id: "concentrate", name: "concentrate", material: "concentrate", stage: "mined", basis: "REO", basket: true,
         start_price_usd_per_kg: {{"home": 0.6}}),
        (id: "light_oxide", name: "light oxide", material: "light", stage: "oxide", basis: "REO",
         start_price_usd_per_kg: {{"home": 40}}, long_run_cost_usd_per_kg: 40),
        (id: "heavy_oxide", name: "heavy oxide", material: "heavy", stage: "oxide", basis: "REO",
         start_price_usd_per_kg: {{"home": 60}}, long_run_cost_usd_per_kg: 60),
    ],
    zones: [(id: "abroad", name: "abroad"), (id: "home", name: "home")],
    countries: [(id: "abroad", name: "abroad", zone: "abroad"), (id: "home", name: "home", zone: "home")],
    routes: [
        (from: "home", to: "abroad", freight_usd_per_kg: {FREIGHT}, transit_weeks: 4, insurance_share: 0),
        (from: "abroad", to: "home", freight_usd_per_kg: {FREIGHT}, transit_weeks: 4, insurance_share: 0),
    ],
    recipes: [(id: "separation", name: "separation", kind: Separation(feed: ["concentrate"],
        outputs: {{"light": "light_oxide", "heavy": "heavy_oxide"}}, recovery_share: {{"light": 1.0, "heavy": 1.0}}, circuits: []))],
    mines: [(id: "mine", name: "mine", country: "home", good: "concentrate", basket: {{"light": 0.9, "heavy": 0.1}},
        capacity_t_per_year: 1111.111111, unit_cost_usd_per_kg: 18)],
    refiners: [(id: "separator", name: "separator", country: "home", recipe: "separation",
        capacity_t_per_year: 1176.470588, conversion_cost_usd_per_kg: 10, spot_share: 0.2)],
    buyers: [{}],
    relations: [(from: "abroad", to: "home", tension: 0.0, trust: 0.9), (from: "home", to: "abroad", tension: 0.0, trust: 0.9)],
    record: (every_weeks: 1),
)"#,
        [
            buyer("home_light", "home", "light_oxide", 540.0),
            buyer("home_heavy", "home", "heavy_oxide", 60.0),
            buyer("abroad_light", "abroad", "light_oxide", LIGHT_ABROAD),
            buyer("abroad_heavy", "abroad", "heavy_oxide", HEAVY_ABROAD),
        ]
        .join(", ")
    ))
}

fn buyer(id: &str, country: &str, good: &str, demand_t_per_year: f64) -> String {
    format!(
        r#"(id: "{id}", name: "{id}", country: "{country}", end_use: "use", good: "{good}",
        demand_t_per_year: {demand_t_per_year}, value_usd_per_kg: 400, spot_share: 0.2)"#
    )
}

/// The world with policies, checked again.
pub(crate) fn with_policies(weeks: u32, policies: &[&str]) -> Scenario {
    let mut scenario = world(weeks);
    for text in policies {
        let policy: Policy =
            scenario::read(text, "policy").unwrap_or_else(|fault| panic!("{fault}"));
        scenario.policies.push(policy);
    }
    super::assert_fair(&scenario, "");
    scenario
}
