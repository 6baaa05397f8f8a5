//! The worlds for lessons, built into the program so that it can be started anywhere.

use scenario::{Scenario, Variant};

use super::{Lab, read_plan};

/// A world: its name, the text of its scenario and that of its lab.
type World = (&'static str, &'static str, &'static str);

const ONE_METAL: &str = include_str!("../../../../scenarios/teaching/one_metal.ron");

const WORLDS: &[World] = &[
    (
        "one_metal",
        ONE_METAL,
        include_str!("../../../../scenarios/teaching/labs/one_metal.ron"),
    ),
    (
        "open_reserve",
        include_str!("../../../../scenarios/teaching/open_reserve.ron"),
        include_str!("../../../../scenarios/teaching/labs/open_reserve.ron"),
    ),
    (
        "three_capitals",
        include_str!("../../../../scenarios/teaching/three_capitals.ron"),
        include_str!("../../../../scenarios/teaching/labs/three_capitals.ron"),
    ),
];

/// All of them. The tests read every one, so none is left out.
pub(super) fn labs() -> Vec<Lab> {
    WORLDS.iter().filter_map(lab).collect()
}

fn lab((name, text, plan): &World) -> Option<Lab> {
    let plan = read_plan(plan, &format!("labs/{name}.ron")).ok()?;
    Lab::new(scenario(name, text)?, plan, name, true).ok()
}

/// A complete scenario, or a variant of the first world: the program carries no folder in which a base could be looked for.
fn scenario(name: &str, text: &str) -> Option<Scenario> {
    let file = format!("{name}.ron");
    let variant: Variant = match scenario::read(text, &file) {
        Ok(variant) => variant,
        Err(_) => return Some(scenario::load_str(text, &file).ok()?.scenario),
    };
    let mut base = scenario::load_str(ONE_METAL, "one_metal.ron")
        .ok()?
        .scenario;
    for change in &variant.changes {
        base.set(&change.path, &change.value).ok()?;
    }
    base.about = variant.about.unwrap_or(base.about);
    Some(base)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::Control;
    use crate::spec::{Setting, Spec};
    use std::collections::BTreeMap;

    #[test]
    fn every_shipped_world_is_on_the_page_and_without_a_fault() {
        let labs = labs();
        assert_eq!(labs.len(), WORLDS.len());
        for lab in &labs {
            let faults = scenario::check(&scenario::Loaded::from_scenario(lab.scenario.clone()));
            assert!(faults.is_empty(), "{}: {faults:?}", lab.name);
        }
    }

    /// What is built in is what the command line reads from the file.
    #[test]
    fn every_shipped_world_has_the_hash_of_its_file() {
        for lab in labs() {
            let file = format!(
                "{}/../../scenarios/teaching/{}.ron",
                env!("CARGO_MANIFEST_DIR"),
                lab.name
            );
            assert_eq!(
                lab.scenario.hash(),
                scenario::load(&file).unwrap().hash,
                "{file}"
            );
        }
    }

    /// Small worlds are not checked before each run, so no end of a lever may be what a check would refuse.
    #[test]
    fn every_end_of_every_lever_makes_a_scenario_that_passes_the_check() {
        for lab in labs() {
            for lever in lab.levers() {
                for setting in lever.ends() {
                    let levers = BTreeMap::from([(lever.id.clone(), setting.clone())]);
                    let spec = Spec {
                        world: lab.name.clone(),
                        seed: 1,
                        levers,
                    };
                    let scenario = lab.scenario(&spec).unwrap();
                    let faults = scenario::check(&scenario::Loaded::from_scenario(scenario));
                    assert!(faults.is_empty(), "{} {setting:?}: {faults:?}", lever.id);
                }
            }
        }
    }

    #[test]
    fn what_is_written_lies_within_the_bounds_of_its_lever() {
        for lab in labs() {
            for lever in lab.levers() {
                if let (Control::Slider { min, max, .. }, Setting::Number(written)) =
                    (&lever.control, lab.written(lever))
                {
                    assert!(
                        written >= *min && written <= *max,
                        "{}: {written}",
                        lever.id
                    );
                }
            }
        }
    }
}
