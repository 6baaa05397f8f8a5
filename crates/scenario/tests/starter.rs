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
