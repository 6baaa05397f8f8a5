//! Random small worlds: every instrument, contract and event somewhere, from a seed.

use super::checked;
use super::dice::Dice;
use super::keepers;
use scenario::Scenario;

/// Weeks that a random world runs.
pub(crate) const WEEKS: u32 = 60;
const START_YEAR_MONDAY: &str = "2026-01-05";
pub(super) const GOODS: [&str; 4] = ["ndpr_oxide", "dysprosium_oxide", "ndpr_metal", "magnet"];

/// The world of a seed, checked.
pub(crate) fn world(seed: u64) -> Scenario {
    checked(&Draft::new(seed, &mut Dice::new(seed)).write(seed))
}

/// A country's plants of one kind: id, country.
type Agents = Vec<(String, String)>;

/// The parts of a world before they are written.
struct Draft {
    zones: Vec<String>,
    countries: Vec<String>,
    mines: Agents,
    separators: Agents,
    metal_makers: Agents,
    magnet_makers: Agents,
    sections: Vec<String>,
}

impl Draft {
    fn new(seed: u64, dice: &mut Dice) -> Self {
        let n_zones = 1 + dice.below(3);
        let n_countries = n_zones.max(2 + dice.below(3));
        let zones: Vec<String> = (0..n_zones).map(|at| format!("z{at}")).collect();
        let countries: Vec<String> = (0..n_countries).map(|at| format!("c{at}")).collect();
        let mut settle = |kind: &str, n: usize| -> Agents {
            (0..n)
                .map(|at| (format!("{kind}{at}"), dice.pick(&countries).to_owned()))
                .collect()
        };
        let (mines, separators) = (settle("mine", 3), settle("separator", 3));
        let (metal_makers, magnet_makers) = (settle("metal", 2), settle("magnets", 2));
        let mut draft = Self {
            zones,
            countries,
            mines,
            separators,
            metal_makers,
            magnet_makers,
            sections: Vec::new(),
        };
        draft.mines.truncate(1 + dice.below(3));
        draft.separators.truncate(1 + dice.below(3));
        draft.metal_makers.truncate(1 + dice.below(2));
        draft.magnet_makers.truncate(1 + dice.below(2));
        draft.places(dice);
        draft.plants(dice);
        draft.buyers(dice);
        draft.contracts(dice);
        draft.policies(dice);
        draft.events(dice);
        // Dice of their own: the rest of the world is as it was before there were strategic stocks.
        let keepers = keepers::governments(&draft.countries, &mut Dice::new(seed ^ 0x0d0d));
        draft.section("governments", &keepers);
        draft
    }

    fn section(&mut self, name: &str, items: &[String]) {
        self.sections
            .push(format!("{name}: [{}]", items.join(",\n")));
    }

    /// Country `at` lies in zone `at`, as far as there are zones; the rest in any.
    fn places(&mut self, dice: &mut Dice) {
        let zones: Vec<String> = self
            .zones
            .iter()
            .map(|id| {
                format!(
                    "(id: \"{id}\", name: \"{id}\", vat_share: {})",
                    dice.between(0.0, 0.2)
                )
            })
            .collect();
        let countries: Vec<String> = self
            .countries
            .iter()
            .enumerate()
            .map(|(at, id)| {
                let zone = if at < self.zones.len() {
                    at
                } else {
                    dice.below(self.zones.len())
                };
                format!("(id: \"{id}\", name: \"{id}\", zone: \"z{zone}\")")
            })
            .collect();
        let mut routes = Vec::new();
        for from in &self.zones {
            for to in self.zones.iter().filter(|to| *to != from) {
                routes.push(format!(
                    "(from: \"{from}\", to: \"{to}\", freight_usd_per_kg: {}, transit_weeks: {})",
                    dice.between(0.0, 1.0),
                    dice.below(8)
                ));
            }
        }
        self.section("zones", &zones);
        self.section("countries", &countries);
        self.section("routes", &routes);
    }

    fn plants(&mut self, dice: &mut Dice) {
        let mut mines = Vec::new();
        for (id, country) in &self.mines {
            let heavy = dice.between(0.01, 0.2);
            let waste = dice.between(0.1, 0.6);
            mines.push(format!(
                "(id: \"{id}\", name: \"{id}\", country: \"{country}\", good: \"concentrate\", quota_bound: {},
                basket: {{\"ndpr\": {}, \"dysprosium\": {heavy}, \"cerium\": {waste}}},
                capacity_t_per_year: {}, unit_cost_usd_per_kg: {})",
                dice.chance(0.5),
                1.0 - heavy - waste,
                dice.between(500.0, 4000.0),
                dice.between(2.0, 30.0)
            ));
        }
        self.section("mines", &mines);
        let mut refiners = Vec::new();
        for (id, country) in &self.separators {
            let heavy = if dice.chance(0.4) {
                0.0
            } else {
                dice.between(10.0, 400.0)
            };
            refiners.push(
                refiner(id, country, "separation", dice.between(500.0, 5000.0), dice)
                    + &format!(", circuit_capacity_t_per_year: {{\"heavy\": {heavy}}})"),
            );
        }
        for (id, country) in &self.metal_makers {
            refiners.push(refiner(id, country, "metal", dice.between(300.0, 3000.0), dice) + ")");
        }
        for (id, country) in &self.magnet_makers {
            refiners.push(refiner(id, country, "magnet", dice.between(800.0, 8000.0), dice) + ")");
        }
        self.section("refiners", &refiners);
    }

    fn buyers(&mut self, dice: &mut Dice) {
        let n = 1 + dice.below(4);
        let buyers: Vec<String> = (0..n)
            .map(|at| {
                // The first buys magnets, so that every good has a user.
                let good = if at == 0 { "magnet" } else { GOODS[dice.below(GOODS.len())] };
                let size = if good == "dysprosium_oxide" { 0.05 } else { 1.0 };
                format!(
                    "(id: \"buyer{at}\", name: \"buyer{at}\", country: \"{}\", end_use: \"use\", good: \"{good}\",
                    demand_t_per_year: {}, growth_share_per_year: {}, value_usd_per_kg: {}, cover_weeks: {}, spot_share: {})",
                    dice.pick(&self.countries),
                    size * dice.between(300.0, 5000.0),
                    dice.between(-0.1, 0.2),
                    dice.between(300.0, 3000.0),
                    dice.between(0.0, 30.0),
                    dice.between(0.0, 1.0)
                )
            })
            .collect();
        self.section("buyers", &buyers);
    }

    fn contracts(&mut self, dice: &mut Dice) {
        let mut contracts = Vec::new();
        for (separator, _) in &self.separators {
            if dice.chance(0.5) {
                let (buyer, _) = &self.metal_makers[dice.below(self.metal_makers.len())];
                contracts.push(contract(separator, buyer, "ndpr_oxide", dice));
            }
            if dice.chance(0.5) {
                let (mine, _) = &self.mines[dice.below(self.mines.len())];
                contracts.push(contract(mine, separator, "concentrate", dice));
            }
        }
        for (maker, _) in &self.metal_makers {
            if dice.chance(0.5) {
                // A contract with the country is shared by its users of the good.
                let (agent, country) = &self.magnet_makers[dice.below(self.magnet_makers.len())];
                contracts.push(contract(
                    maker,
                    if dice.chance(0.5) { agent } else { country },
                    "ndpr_metal",
                    dice,
                ));
            }
        }
        self.section("contracts", &contracts);
    }

    fn policies(&mut self, dice: &mut Dice) {
        let mut policies = Vec::new();
        for kind in 0..12 {
            if dice.chance(0.35) {
                let government = dice.pick(&self.countries).to_owned();
                if let Some(instrument) = self.instrument(kind, &government, dice) {
                    policies.push(policy(kind, &government, &instrument, dice));
                }
            }
        }
        self.section("policies", &policies);
    }

    fn instrument(&self, kind: usize, government: &str, dice: &mut Dice) -> Option<String> {
        let scope = goods(dice);
        let destinations = if dice.chance(0.4) {
            String::new()
        } else {
            format!("\"{}\"", dice.pick(&self.countries))
        };
        let share = dice.between(0.0, 1.0);
        Some(match kind {
            0 => format!(
                "ExportLicence(goods: [{scope}], destinations: [{destinations}], approval_share: {share})"
            ),
            1 => format!("ExportBan(goods: [{scope}], destinations: [{destinations}])"),
            2 => format!(
                "ExportBan(goods: [{scope}], destinations: [{destinations}], hold_in_port: true)"
            ),
            3 => format!(
                "ExportQuota(goods: [{scope}], limit_t_per_year: {})",
                2000.0 * share
            ),
            4 => format!("ExportDuty(goods: [{scope}], duty_share: {share})"),
            5 => format!(
                "ImportDuty(goods: [{scope}], origins: [{destinations}], duty_share: {share})"
            ),
            6 => format!(
                "PriceFloorTariff(goods: [{scope}], origins: [{destinations}], floor_usd_per_kg: {})",
                300.0 * share
            ),
            // The check asks for a mine that follows the quota; whether there is one is left to the dice.
            7 => {
                let bound =
                    format!("country: \"{government}\", good: \"concentrate\", quota_bound: true");
                if !self.sections.iter().any(|section| section.contains(&bound)) {
                    return None;
                }
                format!(
                    "ProductionQuota(limit_t_per_year: {}, growth_share_per_year: 0.05)",
                    4000.0 * share
                )
            }
            8 => format!("ResaleBan(goods: [{scope}], destinations: [{destinations}])"),
            9 => format!("BorderEnforcement(border_share: {share})"),
            10 => format!(
                "PriceFloor(facility: \"{}\", good: \"ndpr_oxide\", strike_usd_per_kg: {})",
                self.separators[dice.below(self.separators.len())].0,
                150.0 * share
            ),
            _ => format!("ProductionCredit(facilities: [], cost_share: {share})"),
        })
    }

    fn events(&mut self, dice: &mut Dice) {
        let date = dice.weeks(50);
        let plants: Vec<String> = self
            .mines
            .iter()
            .chain(&self.separators)
            .chain(&self.magnet_makers)
            .map(|(id, _)| id.clone())
            .collect();
        let mut events = Vec::new();
        for kind in 0..4 {
            if dice.chance(0.4) {
                let effect = match kind {
                    0 => format!(
                        "Outage(agent: \"{}\", lost_share: {}, weeks: 12)",
                        dice.pick(&plants),
                        dice.between(0.0, 1.0)
                    ),
                    1 => format!(
                        "DemandShift(buyer: \"buyer0\", share: {})",
                        dice.between(-0.99, 2.0)
                    ),
                    2 => format!(
                        "TensionJump(from: \"c0\", to: \"c1\", size: {})",
                        dice.between(-1.0, 1.0)
                    ),
                    _ => format!(
                        "CapacityChange(agent: \"{}\", share: {})",
                        dice.pick(&plants),
                        dice.between(-1.0, 1.0)
                    ),
                };
                events.push(format!(
                    "(id: \"event{kind}\", date: \"{}\", effect: {effect})",
                    monday(date + kind)
                ));
            }
        }
        self.section("events", &events);
    }

    fn write(&self, seed: u64) -> String {
        let dice = &mut Dice::new(seed ^ 0xff);
        let mechanisms = format!(
            "mechanisms: (contracts: {}, portfolio: {}, qualification: {}, sloped_schedules: {}, leakage: {}, thrifting: {})",
            dice.chance(0.8),
            dice.chance(0.5),
            dice.chance(0.8),
            dice.chance(0.9),
            dice.chance(0.8),
            dice.chance(0.8)
        );
        let rationing = ["ProRata", "ByValue", "FriendsFirst"][dice.below(3)];
        HEAD.replace("SEED", &seed.to_string())
            .replace("WEEKS", &WEEKS.to_string())
            .replace("INDEX", self.zones.last().map_or("", |id| id))
            + &self.sections.join(",\n")
            + &format!(
                ",\n{mechanisms},\nmarket: (rationing: {rationing}),\nrecord: (every_weeks: 1))"
            )
    }
}

fn refiner(id: &str, country: &str, recipe: &str, capacity: f64, dice: &mut Dice) -> String {
    format!(
        "(id: \"{id}\", name: \"{id}\", country: \"{country}\", recipe: \"{recipe}\", capacity_t_per_year: {capacity},
        conversion_cost_usd_per_kg: {}, spot_share: {}",
        dice.between(1.0, 15.0),
        dice.between(0.0, 1.0)
    )
}

fn contract(seller: &str, buyer: &str, good: &str, dice: &mut Dice) -> String {
    let volume = if dice.chance(0.5) {
        format!("volume_t_per_year: {}", dice.between(10.0, 2000.0))
    } else {
        format!("share_of_output: {}", dice.between(0.1, 1.0))
    };
    let floor = if dice.chance(0.3) && good != "concentrate" {
        ", floor_usd_per_kg: 50"
    } else {
        ""
    };
    format!(
        "(id: \"{seller}_{buyer}_{good}\", seller: \"{seller}\", buyer: \"{buyer}\", good: \"{good}\", {volume},
        start: \"{}\", end: \"{}\", priority: {}{floor})",
        monday(dice.weeks(20) - 10),
        monday(15 + dice.weeks(100)),
        dice.chance(0.5)
    )
}

fn policy(kind: usize, government: &str, instrument: &str, dice: &mut Dice) -> String {
    let effective = dice.weeks(40);
    let announced = effective - dice.weeks(10);
    let old = effective == 0 && dice.chance(0.5);
    let ends = if dice.chance(0.3) {
        format!("ends: \"{}\",", monday(effective + 10))
    } else {
        String::new()
    };
    format!(
        "(id: \"policy{kind}\", government: \"{government}\", announced: \"{}\", effective: \"{}\", {ends}
        in_force_at_start: {old}, instrument: {instrument})",
        monday(announced),
        monday(effective)
    )
}

fn goods(dice: &mut Dice) -> String {
    let first = dice.below(GOODS.len());
    let last = first + 1 + dice.below(GOODS.len() - first);
    GOODS[first..last]
        .iter()
        .map(|id| format!("\"{id}\""))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Monday so many weeks after the start.
pub(crate) fn monday(weeks: i32) -> String {
    units::Date::parse(START_YEAR_MONDAY)
        .map(|start| start.add_weeks(weeks).to_string())
        .unwrap_or_default()
}

const HEAD: &str = r#"(
about: (name: "world_SEED", question: "Does everything add up?", money_base_year: 2026),
clock: (start: "2026-01-05", weeks: WEEKS, burn_in_weeks: 8),
materials: [
    (id: "ndpr", name: "ndpr"), (id: "dysprosium", name: "dysprosium"), (id: "cerium", name: "cerium"),
    (id: "concentrate", name: "concentrate", element: false), (id: "magnet", name: "magnet", element: false),
],
stages: [(id: "mined", name: "mined"), (id: "oxide", name: "oxide"), (id: "metal", name: "metal"), (id: "magnet", name: "magnet")],
goods: [
    (id: "concentrate", name: "concentrate", material: "concentrate", stage: "mined", basis: "REO", basket: true,
     start_price_usd_per_kg: {"INDEX": 0.65}),
    (id: "ndpr_oxide", name: "ndpr oxide", material: "ndpr", stage: "oxide", basis: "REO",
     start_price_usd_per_kg: {"INDEX": 60}, long_run_cost_usd_per_kg: 60, exporter_margin_share: 0.1),
    (id: "dysprosium_oxide", name: "dysprosium oxide", material: "dysprosium", stage: "oxide", basis: "REO",
     start_price_usd_per_kg: {"INDEX": 250}, exporter_margin_share: 0.28),
    (id: "ndpr_metal", name: "ndpr metal", material: "ndpr", stage: "metal", basis: "REO",
     start_price_usd_per_kg: {"INDEX": 70}, long_run_cost_usd_per_kg: 70),
    (id: "magnet", name: "magnet", material: "magnet", stage: "magnet", basis: "magnet",
     contains: {"ndpr": 0.35, "dysprosium": 0.012}, start_price_usd_per_kg: {"INDEX": 45}, long_run_cost_usd_per_kg: 45),
],
recipes: [
    (id: "separation", name: "separation", kind: Separation(feed: ["concentrate"],
        outputs: {"ndpr": "ndpr_oxide", "dysprosium": "dysprosium_oxide"},
        recovery_share: {"ndpr": 0.95, "dysprosium": 0.9}, circuits: [(id: "heavy", elements: ["dysprosium"])])),
    (id: "metal", name: "metal", kind: Conversion(inputs: {"ndpr_oxide": 1.03}, output: "ndpr_metal")),
    (id: "magnet", name: "magnet", kind: Conversion(inputs: {"ndpr_metal": 0.36, "dysprosium_oxide": 0.0125}, output: "magnet")),
],
"#;
