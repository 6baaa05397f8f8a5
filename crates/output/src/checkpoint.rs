//! A checkpoint in a file: the old one or the new one, never a part.

use std::path::Path;

use crate::{OutputError, whole_file};

/// Writes the bytes of a checkpoint to `path` and makes the folders above it.
///
/// They first go into a hidden file beside it, so that whoever stops the program leaves the last checkpoint as it was.
///
/// # Errors
/// When the file system refuses; nothing is left behind then.
pub fn write_checkpoint(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    whole_file::write(path, bytes)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn a_checkpoint_replaces_the_last_one_and_leaves_nothing_beside_it() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("new");
        let path = folder.join("week_52.checkpoint");
        write_checkpoint(&path, b"first").unwrap();
        write_checkpoint(&path, b"second").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(names(&folder), ["week_52.checkpoint"]);
    }

    #[test]
    fn a_refusal_names_the_file_and_leaves_nothing() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("taken");
        fs::create_dir(&path).unwrap();
        let error = write_checkpoint(&path, b"bytes").unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with(&format!("cannot write `{}`", path.display()))
        );
        assert_eq!(names(parent.path()), ["taken"]);
    }
}
