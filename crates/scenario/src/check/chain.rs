//! The chain from the ground to the user: recipes, and goods that somebody makes and somebody wants.

use std::collections::{BTreeMap, BTreeSet};

use super::{Chain, Report};
use crate::nearest;
use crate::refine::RecipeKind;
use crate::trade::Good;

/// What a recipe may create out of nothing by rounding, over the tonnes that it makes.
const MASS_TOLERANCE: f64 = 1e-9;

pub(super) fn check(report: &mut Report<'_>) {
    recipes(report);
    goods(report);
    materials(report);
    mines(report);
}

fn recipes(report: &mut Report<'_>) {
    let scenario = report.scenario;
    let goods: BTreeMap<&str, &Good> = scenario
        .goods
        .iter()
        .map(|good| (good.id.as_str(), good))
        .collect();
    for recipe in &scenario.recipes {
        let path = format!("recipes.{}.kind", recipe.id);
        match &recipe.kind {
            RecipeKind::Separation { feed, .. } => {
                for good in feed.iter().filter_map(|id| goods.get(id.as_str())) {
                    if !good.basket {
                        report.fault(
                            &format!("{path}.feed"),
                            format!("feed names `{}`, which is no basket good", good.id),
                            "set `basket: true` on the good, or make this recipe a `Conversion`",
                        );
                    }
                }
                separation(report, &path, &recipe.kind, &goods);
            }
            RecipeKind::Conversion { inputs, output } => {
                conversion(report, &path, inputs, output, &goods);
            }
        }
    }
}

fn separation(
    report: &mut Report<'_>,
    path: &str,
    kind: &RecipeKind,
    goods: &BTreeMap<&str, &Good>,
) {
    let RecipeKind::Separation {
        outputs,
        recovery_share,
        circuits,
        ..
    } = kind
    else {
        return;
    };
    for (element, id) in outputs {
        let material = goods.get(id.as_str()).map(|good| good.material.as_str());
        if material.is_some_and(|material| material != element) {
            report.fault(
                &format!("{path}.outputs.{element}"),
                format!(
                    "`{element}` becomes `{id}`, which is made of `{}`",
                    material.unwrap_or_default()
                ),
                "a separation turns each element into a good of that element",
            );
        }
        if !recovery_share.contains_key(element) {
            report.fault(
                &format!("{path}.recovery_share"),
                format!("recovery_share does not say how much `{element}` is recovered"),
                format!("add `\"{element}\": 0.95`, or take it out of `outputs`"),
            );
        }
    }
    for element in recovery_share
        .keys()
        .filter(|element| !outputs.contains_key(*element))
    {
        report.fault_of_key(
            &format!("{path}.recovery_share.{element}"),
            format!("recovery_share names `{element}`, which is not among the outputs"),
            nearest::hint(element, outputs.keys().map(String::as_str)),
        );
    }
    let mut taken = BTreeSet::new();
    let mut names = BTreeSet::new();
    for circuit in circuits {
        if !names.insert(circuit.id.as_str()) {
            report.fault(
                &format!("{path}.circuits.{}", circuit.id),
                format!("`{}` is the name of two circuits", circuit.id),
                "give each circuit of a recipe its own name",
            );
        }
        for element in &circuit.elements {
            if !taken.insert(element) {
                report.fault(
                    &format!("{path}.circuits.{}", circuit.id),
                    format!("`{element}` runs through two circuits"),
                    "list each element in one circuit",
                );
            }
        }
    }
}

/// A conversion cannot put out more of an element than it takes in.
fn conversion(
    report: &mut Report<'_>,
    path: &str,
    inputs: &BTreeMap<String, f64>,
    output: &str,
    goods: &BTreeMap<&str, &Good>,
) {
    if inputs.is_empty() {
        report.fault(
            path,
            "the recipe has no inputs".to_owned(),
            "name at least one good in `inputs`",
        );
    }
    if inputs.contains_key(output) {
        report.fault(
            path,
            format!("`{output}` is both input and output"),
            "give the output a good of its own",
        );
    }
    let Some(output) = goods.get(output) else {
        return;
    };
    let elements: BTreeSet<&str> = report
        .scenario
        .materials
        .iter()
        .filter(|material| material.element)
        .map(|material| material.id.as_str())
        .collect();
    for element in elements {
        let made = content(output, element);
        let taken: f64 = inputs
            .iter()
            .filter_map(|(id, tonnes)| Some(content(goods.get(id.as_str())?, element) * tonnes))
            .sum();
        if made > taken + MASS_TOLERANCE && taken.is_finite() {
            report.fault(
                path,
                format!(
                    "a tonne of `{}` contains {made} t of {element}, the inputs bring {taken} t",
                    output.id
                ),
                "raise the inputs, or lower `contains` of the output",
            );
        }
    }
}

/// Tonnes of an element in a tonne of a good.
fn content(good: &Good, element: &str) -> f64 {
    if good.contains.is_empty() && good.material == element && !good.basket {
        return 1.0;
    }
    good.contains.get(element).copied().unwrap_or(0.0)
}

fn goods(report: &mut Report<'_>) {
    let scenario = report.scenario;
    let chain = Chain::new(scenario);
    let sold: BTreeSet<&str> = chain.sales.iter().map(|(.., good)| *good).collect();
    let bought: BTreeSet<&str> = chain.purchases.iter().map(|(.., good)| *good).collect();
    for good in &scenario.goods {
        let path = format!("goods.{}", good.id);
        let id = good.id.as_str();
        if !sold.contains(id) {
            report.fault(
                &path,
                format!("nobody sells `{id}`"),
                "add a mine or a refiner that makes it, or take the good out",
            );
        }
        if !bought.contains(id) {
            report.fault(
                &path,
                format!("nobody buys `{id}`"),
                "add a buyer or a refiner that uses it, or take the good out",
            );
        }
        if good.qualification_months_min > good.qualification_months_max {
            report.fault(
                &format!("{path}.qualification_months_min"),
                format!(
                    "qualification_months_min is {}, above qualification_months_max, which is {}",
                    good.qualification_months_min, good.qualification_months_max
                ),
                "exchange the two",
            );
        }
        if good.start_price_usd_per_kg.is_empty() {
            report.fault(
                &format!("{path}.start_price_usd_per_kg"),
                format!("`{id}` has no start price in any zone"),
                "give one for the index zone at least",
            );
        }
    }
}

fn materials(report: &mut Report<'_>) {
    let scenario = report.scenario;
    let used: BTreeSet<&str> = scenario
        .goods
        .iter()
        .flat_map(|good| good.contains.keys().chain([&good.material]))
        .map(String::as_str)
        .chain(
            scenario
                .mines
                .iter()
                .flat_map(|mine| mine.basket.keys().map(String::as_str)),
        )
        .collect();
    for material in scenario
        .materials
        .iter()
        .filter(|material| !used.contains(material.id.as_str()))
    {
        report.fault(
            &format!("materials.{}", material.id),
            format!("nobody sells `{}`: no good is made of it", material.id),
            "add a good of this material, or take it out",
        );
    }
}

fn mines(report: &mut Report<'_>) {
    let scenario = report.scenario;
    for mine in &scenario.mines {
        let good = scenario.goods.iter().find(|good| good.id == mine.good);
        if good.is_some_and(|good| !good.basket) {
            report.fault(
                &format!("mines.{}.good", mine.id),
                format!("the mine sells `{}`, which is no basket good", mine.good),
                "a mine sells a concentrate: set `basket: true` on the good",
            );
        }
    }
}
