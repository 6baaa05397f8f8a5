//! outputs/README.md keeps step with the tables. `UPDATE_EXPECT=1` writes it anew.

use std::path::Path;

#[test]
fn column_dictionary_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../outputs/README.md");
    expect_test::expect_file![path].assert_eq(&output::dictionary());
}

#[test]
fn every_column_has_a_unit_and_a_meaning() {
    for table in model::TABLES {
        for column in table.columns {
            assert!(!column.unit.is_empty(), "{}.{}", table.name, column.name);
            assert!(!column.meaning.is_empty(), "{}.{}", table.name, column.name);
        }
    }
}
