//! Files stay small enough to be read in one go.

use tidy::code::code_lines;
use tidy::tree::{File, files_like};

/// Most lines of code in a file.
const MOST: usize = 400;
/// Most lines of code in the middle one of all files.
const MEDIAN: usize = 150;

/// Longer files, and why they are.
const EXCEPTIONS: &[(&str, &str)] = &[(
    "crates/scenario/tests/bad_input.rs",
    "a catalogue: every bad input with the exact text that answers it",
)];

fn sizes() -> Vec<(usize, File)> {
    let mut sizes: Vec<(usize, File)> = files_like("crates/", ".rs")
        .into_iter()
        .map(|file| (code_lines(&file.text), file))
        .collect();
    sizes.sort_by_key(|(lines, _)| *lines);
    sizes
}

#[test]
fn no_file_is_longer_than_400_lines_of_code() {
    let long: Vec<String> = sizes()
        .iter()
        .filter(|(lines, file)| {
            *lines > MOST && !EXCEPTIONS.iter().any(|(path, _)| *path == file.path)
        })
        .map(|(lines, file)| {
            format!(
                "{}: {lines} lines of code, split it or give a reason in EXCEPTIONS",
                file.path
            )
        })
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn the_middle_file_has_at_most_150_lines_of_code() {
    let sizes = sizes();
    let (lines, file) = &sizes[sizes.len() / 2];
    assert!(*lines <= MEDIAN, "the median is {} with {lines}", file.path);
}

#[test]
fn exceptions_are_still_needed() {
    for (path, reason) in EXCEPTIONS {
        let file = files_like(path, path);
        assert!(
            file.iter().any(|file| code_lines(&file.text) > MOST),
            "{path} is short again (was: {reason})"
        );
    }
}

#[test]
fn modules_are_files_beside_their_folders() {
    let old: Vec<String> = files_like("crates/", "/mod.rs")
        .into_iter()
        .map(|file| file.path)
        .collect();
    // The helpers of integration tests must be folders, or cargo takes them for tests.
    let old: Vec<&String> = old.iter().filter(|path| path.contains("/src/")).collect();
    assert!(old.is_empty(), "{old:?}");
}
