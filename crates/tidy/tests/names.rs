//! Names of fields and columns end in their unit.

use tidy::tree::files_like;
use units::FIELD_SUFFIXES;

/// Units as they are written in definitions, and how a name with that unit ends.
const ENDINGS: &[(&str, &str)] = &[
    ("t", "_t"),
    ("t/yr", "_t_per_year"),
    ("t/week", "_per_week"),
    ("USD", "_usd"),
    ("USD/kg", "_usd_per_kg"),
    ("USD/yr", "_usd_per_year"),
    ("weeks", "_weeks"),
    ("years", "_years"),
    ("months", "_months"),
    ("days", "_days"),
];

/// Fields that end otherwise, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    (
        "usd_per_currency",
        "a map from currencies to US dollars: the unit comes first",
    ),
    (
        "qualification_months_min",
        "a pair with `_max`, which reads better at the end",
    ),
    (
        "qualification_months_max",
        "a pair with `_min`, which reads better at the end",
    ),
    (
        "delay_days_mean",
        "the mean of a distribution, named before its unit is known to be one",
    ),
];

/// A name with the unit it was defined with.
struct Named {
    place: String,
    name: String,
    unit: String,
}

/// The text between the first two quotes.
fn quoted(text: &str) -> Option<&str> {
    text.split('"').nth(1)
}

/// Columns, written as `column("name", "unit", "meaning")`.
fn columns() -> Vec<Named> {
    let mut columns = Vec::new();
    for file in files_like("crates/model/src/report/", ".rs") {
        for definition in file.text.split("column(").skip(1) {
            let mut texts = definition.split('"').skip(1).step_by(2);
            let (Some(name), Some(unit)) = (texts.next(), texts.next()) else {
                continue;
            };
            let (name, unit) = (name.to_owned(), unit.to_owned());
            columns.push(Named {
                place: file.path.clone(),
                name,
                unit,
            });
        }
    }
    columns
}

/// Fields, written as `#[unit = "..."]` above `name: type`.
fn fields() -> Vec<Named> {
    let mut fields = Vec::new();
    for file in files_like("crates/scenario/src/", ".rs") {
        let lines: Vec<&str> = file.text.lines().map(str::trim).collect();
        for (at, line) in lines
            .iter()
            .enumerate()
            .filter(|(_, line)| line.starts_with("#[unit = "))
        {
            let definition = lines[at + 1..]
                .iter()
                .find(|line| line.contains(": ") && !line.starts_with(['/', '#']));
            let Some((name, unit)) = definition
                .and_then(|line| line.split(':').next())
                .zip(quoted(line))
            else {
                continue;
            };
            fields.push(Named {
                place: file.path.clone(),
                name: name.to_owned(),
                unit: unit.to_owned(),
            });
        }
    }
    fields
}

fn faults(names: &[Named], endings: &[(&str, &str)]) -> Vec<String> {
    let mut faults = Vec::new();
    for Named { place, name, unit } in names {
        let ending = endings
            .iter()
            .find(|(known, _)| known == unit)
            .map(|(_, ending)| *ending);
        let is_exception = EXCEPTIONS.iter().any(|(known, _)| known == name);
        if let Some(ending) =
            ending.filter(|ending| !format!("_{name}").ends_with(ending) && !is_exception)
        {
            faults.push(format!(
                "{place}: `{name}` is in {unit} and should end in `{ending}`"
            ));
        }
    }
    faults
}

#[test]
fn columns_end_in_their_unit() {
    let columns = columns();
    assert!(columns.len() > 50, "only {} columns found", columns.len());
    let endings: Vec<(&str, &str)> = ENDINGS
        .iter()
        .copied()
        .chain([("share", "_share")])
        .collect();
    let faults = faults(&columns, &endings);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn fields_end_in_their_unit() {
    let fields = fields();
    assert!(fields.len() > 150, "only {} fields found", fields.len());
    let faults = faults(&fields, ENDINGS);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn endings_are_those_of_the_crate_units() {
    for (_, ending) in ENDINGS {
        assert!(
            FIELD_SUFFIXES.iter().any(|known| known.suffix == *ending),
            "{ending} is no suffix of crate `units`"
        );
    }
}

#[test]
fn a_name_without_its_unit_is_seen() {
    let named = |name: &str| Named {
        place: String::new(),
        name: name.to_owned(),
        unit: "USD/kg".to_owned(),
    };
    assert_eq!(
        faults(&[named("price"), named("price_usd_per_kg")], ENDINGS).len(),
        1
    );
}
