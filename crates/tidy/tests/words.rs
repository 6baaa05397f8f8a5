//! What no file of the tree may contain.

use tidy::tree::{File, files, files_like, root};

/// Words and hosts, in halves so that this file does not contain them.
const FORBIDDEN: &[(&str, &str, &str)] = &[
    (
        "TO",
        "DO",
        "finish it, or say in the documents what is missing",
    ),
    (
        "FIX",
        "ME",
        "finish it, or say in the documents what is missing",
    ),
    (
        "XX",
        "X:",
        "finish it, or say in the documents what is missing",
    ),
    (
        "crates",
        ".io",
        "the program does not depend on where its packages come from",
    ),
    (
        "pypi",
        ".org",
        "the program does not depend on where its packages come from",
    ),
    (
        "pythonhosted",
        ".org",
        "the program does not depend on where its packages come from",
    ),
    (
        "npmjs",
        ".org",
        "the program does not depend on where its packages come from",
    ),
    (
        "proxy.golang",
        ".org",
        "the program does not depend on where its packages come from",
    ),
];

/// What no Rust source may contain.
const FORBIDDEN_IN_CODE: &[(&str, &str, &str)] = &[
    ("todo", "!(", "users must never meet it"),
    ("unimplemented", "!(", "users must never meet it"),
    ("#[", "ignore", "a test that does not run holds nothing"),
    ("#[", "should_panic", "assert on the error instead"),
];

/// Written by cargo.
const GENERATED: &[&str] = &["Cargo.lock"];

fn faults(files: &[File], forbidden: &[(&str, &str, &str)]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files
        .iter()
        .filter(|file| !GENERATED.contains(&file.path.as_str()))
    {
        for (line, text) in file.text.lines().enumerate() {
            for (start, end, reason) in forbidden {
                if text.contains(&format!("{start}{end}")) {
                    faults.push(format!(
                        "{}:{}: `{start}{end}`: {reason}",
                        file.path,
                        line + 1
                    ));
                }
            }
        }
    }
    faults
}

#[test]
fn no_file_holds_unfinished_business_or_the_host_of_a_package_registry() {
    let faults = faults(&files(), FORBIDDEN);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_source_holds_a_test_that_does_not_run_or_a_hole() {
    let faults = faults(&files_like("", ".rs"), FORBIDDEN_IN_CODE);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn names_of_tests_are_facts() {
    for file in files_like("crates/", ".rs") {
        let lines: Vec<&str> = file.text.lines().map(str::trim).collect();
        for pair in lines.windows(2) {
            let is_prefixed = pair[0] == "#[test]" && pair[1].starts_with("fn test_");
            assert!(
                !is_prefixed,
                "{}: `{}` should state what holds",
                file.path, pair[1]
            );
        }
    }
}

#[test]
fn no_file_knows_where_the_tree_lies() {
    let here = root().to_string_lossy().into_owned();
    let home = std::env::var("HOME").unwrap_or_default();
    // A home of `/` or `/root` is in every path or in ordinary words.
    let places: Vec<&str> = [here.as_str(), home.as_str()]
        .into_iter()
        .filter(|place| place.len() > 5)
        .collect();
    for file in files() {
        for place in &places {
            assert!(!file.text.contains(place), "{} contains {place}", file.path);
        }
    }
}
