//! Two folders of results are compared by inputs, then row by row.

#![allow(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes its texts with hashes"
)]

use std::fs;
use std::path::Path;

use expect_test::expect;
use output::{Manifest, TableDifference, TableFile, compare};

const HEADER: &str = "date,agent,state,output_t\n";

/// A folder of results with one table `mines`.
fn results(parent: &Path, name: &str, seed: u64, rows: &str) -> std::path::PathBuf {
    let folder = parent.join(name);
    fs::create_dir(&folder).unwrap();
    let mut manifest = Manifest::new("teaching", "c0ffee").with_seed(seed);
    manifest.tables.push(TableFile {
        name: "mines".to_owned(),
        file: "mines.csv".to_owned(),
        rows: 0,
        sha256: String::new(),
    });
    let text = toml::to_string(&manifest).unwrap();
    fs::write(folder.join("manifest.toml"), text).unwrap();
    fs::write(folder.join("mines.csv"), rows).unwrap();
    folder
}

fn mines(left: &str, right: &str) -> TableDifference {
    let parent = tempfile::tempdir().unwrap();
    let left = results(parent.path(), "left", 1, left);
    let right = results(parent.path(), "right", 1, right);
    compare(&left, &right).unwrap().tables.remove(0).1
}

#[test]
fn equal_folders_have_no_difference() {
    let parent = tempfile::tempdir().unwrap();
    let rows = format!("{HEADER}2026-01-05,a,idle,1\n");
    let left = results(parent.path(), "left", 1, &rows);
    let right = results(parent.path(), "right", 1, &rows);
    let difference = compare(&left, &right).unwrap();
    assert_eq!(difference.inputs, []);
    assert!(difference.has_same_tables());
}

#[test]
fn differing_seed_is_an_input() {
    let parent = tempfile::tempdir().unwrap();
    let left = results(parent.path(), "left", 1, HEADER);
    let right = results(parent.path(), "right", 2, HEADER);
    let difference = compare(&left, &right).unwrap();
    let inputs: Vec<_> = difference
        .inputs
        .iter()
        .map(|input| (input.what, &*input.left, &*input.right))
        .collect();
    assert_eq!(inputs, [("seed", "1", "2")]);
}

#[test]
fn rows_meet_by_date_and_agent_and_not_by_line() {
    // The second run has one more mine and one more date, and mine b makes 75 instead of 100: 25 of 100.
    let left = format!("{HEADER}2026-01-05,a,idle,1\n2026-01-05,b,idle,100\n");
    let right = format!(
        "{HEADER}2026-01-05,x,idle,5\n2026-01-05,a,idle,1\n2026-01-05,b,idle,75\n2026-02-02,a,idle,1\n"
    );
    expect![[r#"
        Rows(
            RowDifference {
                first: Some(
                    FirstDifference {
                        row: "2026-01-05 b idle",
                        column: "output_t",
                        left: "100",
                        right: "75",
                    },
                ),
                changed: 1,
                only_left: 0,
                only_right: 2,
                columns: [
                    ColumnDifference {
                        column: "output_t",
                        changed: 1,
                        largest_relative: Some(
                            0.25,
                        ),
                        at: FirstDifference {
                            row: "2026-01-05 b idle",
                            column: "output_t",
                            left: "100",
                            right: "75",
                        },
                    },
                ],
            },
        )
    "#]]
    .assert_debug_eq(&mines(&left, &right));
}

#[test]
fn different_columns_end_the_comparison() {
    let difference = mines("date,agent,cost_usd\n", "date,agent,output_t\n");
    expect![[r#"
        Columns {
            only_left: [
                "cost_usd",
            ],
            only_right: [
                "output_t",
            ],
        }
    "#]]
    .assert_debug_eq(&difference);
}

#[test]
fn numeric_column_keeps_its_largest_difference() {
    let left = "replicate,date,output_t\n0,2026-01-05,100\n1,2026-01-05,100\n1,2026-01-12,100\n";
    let right = "replicate,date,output_t\n0,2026-01-05,90\n1,2026-01-05,50\n1,2026-01-12,80\n";
    let TableDifference::Rows(rows) = mines(left, right) else {
        panic!("the rows differ");
    };
    let column = &rows.columns[0];
    // 10 of 100, 50 of 100, 20 of 100.
    assert_eq!((column.changed, column.largest_relative), (3, Some(0.5)));
    assert_eq!(column.at.row, "1 2026-01-05");
    assert_eq!(rows.first.unwrap().row, "0 2026-01-05");
}

#[test]
fn folder_without_manifest_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let error = compare(folder.path(), folder.path()).unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("holds no results: it has no manifest.toml")
    );
}
