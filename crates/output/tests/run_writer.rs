//! A run leaves complete files or none, the same bytes for any order of replicates.

#![allow(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes its texts with hashes"
)]

use std::fs;
use std::path::Path;

use expect_test::expect;
use model::{Cell, Figure, Sink, TABLES};
use output::{Change, Manifest, OutputError, RunWriter};

fn manifest() -> Manifest {
    Manifest::new("teaching", "c0ffee")
        .with_weeks(2)
        .with_files(&["teaching.ron"])
}

/// One row of the first table whose cells all say `number`.
fn write_row(sink: &mut dyn Sink, number: f64) {
    let cells = vec![Cell::Number(number); TABLES[0].columns.len()];
    sink.row(TABLES[0], &cells);
}

fn first_table(folder: &Path) -> String {
    fs::read_to_string(folder.join(format!("{}.csv", TABLES[0].name))).unwrap()
}

/// First cell of every row, the header left out.
fn first_cells(folder: &Path) -> Vec<String> {
    let cell = |line: &str| line.split(',').next().unwrap_or_default().to_owned();
    first_table(folder).lines().skip(1).map(cell).collect()
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn write_run(folder: &Path, manifest: Manifest, force: bool) -> Result<Manifest, OutputError> {
    let writer = RunWriter::create(folder, manifest, force)?;
    let mut sink = writer.replicate(0)?;
    write_row(&mut sink, 1.5);
    writer.accept(sink)?;
    writer.finish(&[vec![Figure {
        name: "end_price".to_owned(),
        meaning: "price at the end".to_owned(),
        unit: "USD per kg".to_owned(),
        value: 250.0,
    }]])
}

#[test]
fn only_tables_with_rows_have_files() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("deep/er");
    write_run(&folder, manifest(), false).unwrap();
    let expected = vec![
        "manifest.toml".to_owned(),
        format!("{}.csv", TABLES[0].name),
        "summary.csv".to_owned(),
    ];
    let mut expected = expected;
    expected.sort();
    assert_eq!(names_in(&folder), expected);
    assert_eq!(first_cells(&folder), ["1.5"]);
    expect![[r#"
        measure,unit,replicates,mean,p05,p25,median,p75,p95,meaning
        end_price,USD per kg,1,250,250,250,250,250,250,price at the end
    "#]]
    .assert_eq(&fs::read_to_string(folder.join("summary.csv")).unwrap());
}

#[test]
fn replicates_are_joined_in_their_order_whichever_comes_first() {
    let parent = tempfile::tempdir().unwrap();
    let write = |name: &str, order: [u32; 3]| {
        let folder = parent.path().join(name);
        let writer = RunWriter::create(&folder, manifest().with_replicates(3), false).unwrap();
        for number in order {
            let mut sink = writer.replicate(number).unwrap();
            write_row(&mut sink, f64::from(number) + 0.5);
            writer.accept(sink).unwrap();
        }
        writer.finish(&[]).unwrap();
        folder
    };
    let (one, other) = (write("one", [0, 1, 2]), write("other", [2, 0, 1]));
    assert_eq!(first_cells(&one), ["0", "1", "2"]);
    assert!(first_table(&one).starts_with("replicate,"));
    assert_eq!(first_table(&one), first_table(&other));
    assert_eq!(
        Manifest::read(&one).unwrap(),
        Manifest::read(&other).unwrap()
    );
}

#[test]
fn hash_in_the_manifest_is_that_of_the_bytes() {
    use sha2::{Digest, Sha256};
    use std::fmt::Write;

    let folder = tempfile::tempdir().unwrap();
    let manifest = write_run(folder.path(), manifest(), false).unwrap();
    for table in &manifest.tables {
        let bytes = fs::read(folder.path().join(&table.file)).unwrap();
        let mut hash = String::new();
        for byte in Sha256::digest(&bytes) {
            write!(hash, "{byte:02x}").unwrap();
        }
        assert_eq!(table.sha256, hash, "{}", table.file);
    }
}

#[test]
fn unfinished_run_leaves_nothing() {
    let parent = tempfile::tempdir().unwrap();
    let writer = RunWriter::create(&parent.path().join("results"), manifest(), false).unwrap();
    let mut sink = writer.replicate(0).unwrap();
    write_row(&mut sink, 1.0);
    writer.accept(sink).unwrap();
    drop(writer);
    assert_eq!(names_in(parent.path()), Vec::<String>::new());
}

#[test]
fn unfinished_run_leaves_earlier_results_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    write_run(folder.path(), manifest(), false).unwrap();
    let before = (names_in(folder.path()), first_table(folder.path()));
    let writer = RunWriter::create(folder.path(), manifest(), false).unwrap();
    let mut sink = writer.replicate(0).unwrap();
    write_row(&mut sink, 99.0);
    writer.accept(sink).unwrap();
    drop(writer);
    assert_eq!(
        (names_in(folder.path()), first_table(folder.path())),
        before
    );
}

#[test]
fn same_inputs_may_be_run_again_and_an_edited_scenario_too() {
    let folder = tempfile::tempdir().unwrap();
    write_run(folder.path(), manifest(), false).unwrap();
    write_run(folder.path(), manifest(), false).unwrap();
    let mut edited = manifest();
    edited.scenario.hash = "decaf".to_owned();
    let writer = RunWriter::create(folder.path(), edited, false).unwrap();
    assert_eq!(
        writer.replaces().map(|there| there.scenario.hash.as_str()),
        Some("c0ffee")
    );
}

#[test]
fn results_of_other_inputs_are_kept_without_force() {
    let folder = tempfile::tempdir().unwrap();
    write_run(folder.path(), manifest(), false).unwrap();
    let refusal = |other: Manifest| {
        let error = write_run(folder.path(), other, false).unwrap_err();
        error
            .to_string()
            .replace(&folder.path().display().to_string(), "DIR")
    };
    let mut other_name = manifest();
    other_name.scenario.name = "gallium".to_owned();
    let changed = manifest().with_changes(vec![Change {
        path: "clock.weeks".to_owned(),
        value: "8".to_owned(),
    }]);
    expect!["`DIR` holds the results of scenario `teaching`, this run is scenario `gallium`"]
        .assert_eq(&refusal(other_name));
    expect!["`DIR` holds the results of the file `teaching.ron`, this run is the file `other.ron`"]
        .assert_eq(&refusal(manifest().with_files(&["other.ron"])));
    expect!["`DIR` holds the results of seed 1, this run is seed 2"]
        .assert_eq(&refusal(manifest().with_seed(2)));
    expect!["`DIR` holds the results of 1 replicate(s), this run is 5 replicate(s)"]
        .assert_eq(&refusal(manifest().with_replicates(5)));
    expect!["`DIR` holds the results of the scenario without changes, this run is the scenario with `clock.weeks=8`"].assert_eq(&refusal(changed));
}

#[test]
fn force_replaces_every_file_of_the_earlier_run() {
    let folder = tempfile::tempdir().unwrap();
    let earlier = RunWriter::create(folder.path(), manifest(), false).unwrap();
    let mut sink = earlier.replicate(0).unwrap();
    let last = TABLES[TABLES.len() - 1];
    sink.row(last, &vec![Cell::Empty; last.columns.len()]);
    earlier.accept(sink).unwrap();
    earlier.finish(&[]).unwrap();
    fs::write(folder.path().join("notes.txt"), "mine").unwrap();

    write_run(folder.path(), manifest().with_seed(2), true).unwrap();
    assert!(!folder.path().join(format!("{}.csv", last.name)).exists());
    assert_eq!(
        fs::read_to_string(folder.path().join("notes.txt")).unwrap(),
        "mine"
    );
    assert_eq!(Manifest::read(folder.path()).unwrap().run.seed, 2);
}

#[test]
fn foreign_files_are_refused_by_name_and_hidden_ones_ignored() {
    let folder = tempfile::tempdir().unwrap();
    for name in [".hidden", "a.txt", "b.txt", "c.txt", "d.txt", "e.txt"] {
        fs::write(folder.path().join(name), "").unwrap();
    }
    let error = write_run(folder.path(), manifest(), false).unwrap_err();
    let text = error
        .to_string()
        .replace(&folder.path().display().to_string(), "DIR");
    expect!["`DIR` holds files that are no results of a run: a.txt, b.txt, c.txt and 2 more"]
        .assert_eq(&text);
    let hidden_only = tempfile::tempdir().unwrap();
    fs::write(hidden_only.path().join(".hidden"), "").unwrap();
    assert!(write_run(hidden_only.path(), manifest(), false).is_ok());
}

#[test]
fn file_in_the_place_of_the_folder_is_refused() {
    let parent = tempfile::tempdir().unwrap();
    let path = parent.path().join("results");
    fs::write(&path, "").unwrap();
    let error = write_run(&path, manifest(), true).unwrap_err();
    assert!(matches!(error, OutputError::NotAFolder { .. }), "{error}");
}

#[test]
fn broken_manifest_is_named_and_force_writes_it_anew() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("manifest.toml"), "seed = ").unwrap();
    let error = write_run(folder.path(), manifest(), false).unwrap_err();
    assert!(matches!(error, OutputError::BadManifest { .. }), "{error}");
    assert!(write_run(folder.path(), manifest(), true).is_ok());
}

#[test]
fn row_that_cannot_be_written_is_told_at_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let writer = RunWriter::create(folder.path(), manifest(), false).unwrap();
    let mut sink = writer.replicate(0).unwrap();
    // Somebody removes the hidden folder while the run goes on.
    for name in names_in(folder.path()) {
        fs::remove_dir_all(folder.path().join(name)).unwrap();
    }
    assert!(!sink.has_failed());
    write_row(&mut sink, 1.0);
    assert!(sink.has_failed());
    let error = writer.accept(sink).unwrap_err();
    assert!(
        matches!(
            error,
            OutputError::File {
                action: "write",
                ..
            }
        ),
        "{error}"
    );
}
