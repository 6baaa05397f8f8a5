//! What a scenario or a plan is made of: fields by section, with their ranges, and words that stand in texts.

use scenario::{Parameter, Range, Section, catalogue};

use crate::Draws;

/// Fields of a plan with a value for each.
const PLAN: &[&[(&str, &str)]] = &[
    &[
        ("name", "\"plan\""),
        ("question", "\"\""),
        ("base", "\"one_metal.ron\""),
        ("set", "[(path: \"market.rent_decay_years\", value: 0.5)]"),
        ("factors", "[]"),
        ("design", "grid(levels: 2)"),
        ("replicates", "2"),
        ("measures", "[\"lost_value_usd\"]"),
        ("weeks", "26"),
        ("years", "0.5"),
        ("seed", "7"),
        ("streams", "independent"),
    ],
    &[
        ("name", "\"factor\""),
        ("path", "\"market.bid_elasticity\""),
        ("over", "range(0.6, 1.2)"),
    ],
    &[("levels", "4"), ("points", "8"), ("base_points", "4")],
    &[
        ("second_order", "true"),
        ("trajectories", "3"),
        ("levels", "4"),
    ],
    &[("rows", "[[1.0]]"), ("csv", "\"points.csv\"")],
];

/// Values of a plan's `over` and `design`.
const PLAN_VALUES: &[&str] = &[
    "range(0.6, 1.2)",
    "log_range(0.1, 1.0)",
    "list([1.0, 2.0, 4.0])",
    "list([true, false])",
    "normal(mean: 1.0, standard_deviation: 0.1)",
    "triangular(low: 0.5, mode: 0.7, high: 1.0)",
    "lognormal(median: 1.0, log_standard_deviation: 0.3)",
    "grid(levels: 3)",
    "grid()",
    "list(rows: [[1.0]])",
    "list(csv: \"points.csv\")",
    "random(points: 9)",
    "latin_hypercube(points: 9)",
    "sobol(points: 8)",
    "saltelli(base_points: 4)",
    "saltelli(base_points: 4, second_order: true)",
    "morris(trajectories: 3, levels: 4)",
];

/// A field that may be written into a record.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    /// A value that it may have, as RON.
    pub(crate) value: String,
    /// The numbers that it allows.
    pub(crate) range: Option<Range>,
}

/// What texts of one kind are made of.
#[derive(Debug, Clone)]
pub struct Grammar {
    /// Fields that stand together.
    pub(crate) sections: Vec<Vec<Field>>,
    /// Values that may take the place of others.
    pub(crate) values: Vec<String>,
    /// What texts may say.
    pub(crate) texts: Vec<String>,
}

impl Grammar {
    /// What the reference of scenarios lists.
    pub fn of_scenarios() -> Self {
        let sections = catalogue().iter();
        Self {
            sections: sections
                .clone()
                .map(|section| section.parameters.iter().map(Field::from).collect())
                .collect(),
            values: sections
                .filter(|section| !section.variant.is_empty())
                .map(variant)
                .collect(),
            texts: texts(),
        }
    }

    /// What a plan of a sweep may say.
    pub fn of_plans() -> Self {
        let field = |(name, value): &(&'static str, &str)| Field {
            name,
            value: (*value).to_owned(),
            range: None,
        };
        Self {
            sections: PLAN
                .iter()
                .map(|fields| fields.iter().map(field).collect())
                .collect(),
            values: PLAN_VALUES.iter().map(|&value| value.to_owned()).collect(),
            texts: texts(),
        }
    }

    /// The range of a field of that name; of several, any.
    pub(crate) fn range(&self, name: &[u8], draws: &mut Draws) -> Option<Range> {
        let named = |field: &&Field| field.name.as_bytes() == name && field.range.is_some();
        let fields: Vec<&Field> = self.sections.iter().flatten().filter(named).collect();
        draws.pick(&fields).and_then(|field| field.range)
    }
}

impl From<&Parameter> for Field {
    fn from(parameter: &Parameter) -> Self {
        let value = parameter.default.clone().unwrap_or_else(|| {
            let value = match (parameter.kind.as_str(), parameter.unit, parameter.range) {
                (_, _, Some(range)) => return written(range.high.min(1.0).max(range.low)),
                ("text", "date", _) => "\"2026-03-02\"",
                ("text", ..) => "\"china\"",
                (kind, ..) if kind.contains("list") => "[]",
                (kind, ..) if kind.contains("map") => "{}",
                (kind, ..) if kind.contains("number") => "1",
                _ => "()",
            };
            value.to_owned()
        });
        Self {
            name: parameter.field,
            value,
            range: parameter.range,
        }
    }
}

/// A number as a scenario may have it; one without decimals is read as whole or not.
pub(crate) fn written(number: f64) -> String {
    number.to_string()
}

/// One form of a value, such as `ExportTax(..)`.
fn variant(section: &Section) -> String {
    let fields: Vec<String> = section
        .parameters
        .iter()
        .map(Field::from)
        .map(|field| format!("{}: {}", field.name, field.value))
        .collect();
    format!("{}({})", section.variant, fields.join(", "))
}

/// Paths of values that stand alone, dates at the edges, and names of the teaching world.
fn texts() -> Vec<String> {
    const OTHERS: &[&str] = &[
        "one_metal.ron",
        "points.csv",
        "0001-01-01",
        "2026-02-30",
        "2026-07-06",
        "9999-12-31",
        "china",
        "japan",
        "cn",
        "jp",
        "dysprosium",
        "dysprosium_oxide",
        "magnet",
        "beijing",
        "tokyo",
        "lynas",
        "",
        "clock.weeks",
        "clock.seed",
        "lost_value_usd",
        "mines.mt_weld.capacity_t_per_year",
        "mines.mt_weld",
        "policies.beijing_licences.instrument.approval_share",
    ];
    let alone = ["market", "behaviour", "mechanisms", "clock", "record"];
    let paths = catalogue()
        .iter()
        .filter(|section| alone.contains(&section.name))
        .flat_map(|section| &section.parameters)
        .map(|parameter| format!("{}.{}", parameter.section, parameter.field));
    let others = OTHERS.iter().map(|&text| text.to_owned());
    paths.chain(others).collect()
}
