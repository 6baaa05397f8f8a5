//! The starter scenario and the reference page.

use std::path::Path;

use expect_test::expect_file;

#[test]
fn starter_loads_and_checks_clean() {
    let loaded = scenario::load_str(&scenario::starter("Rare Earths"), "starter.ron")
        .expect("the starter is readable");
    assert_eq!(loaded.scenario.about.name, "rare_earths");
    let faults = scenario::check(&loaded);
    assert!(faults.is_empty(), "{}", scenario::Faults(faults));
}

#[test]
fn reference_page_is_in_step_with_the_definitions() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/scenario.md");
    expect_file![page].assert_eq(&scenario::reference());
}

#[test]
fn shipped_scenarios_check_clean() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios");
    let entries = std::fs::read_dir(folder).expect("the folder of scenarios is there");
    let paths: Vec<_> = entries
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ron"))
        .collect();
    assert!(!paths.is_empty(), "no scenario is shipped");
    for path in paths {
        if let Err(faults) = scenario::load_checked(&path) {
            panic!("{faults}");
        }
    }
}
