//! A checkpoint in a file: the old one or the new one, never a part.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::OutputError;
use crate::staging::{PARTIAL_PREFIX, sync_folder};

/// Writes the bytes of a checkpoint to `path` and makes the folders above it.
///
/// They first go into a hidden file beside it, so that whoever stops the program leaves the last checkpoint as it was.
///
/// # Errors
/// When the file system refuses; nothing is left behind then.
pub fn write_checkpoint(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder).map_err(OutputError::file("create the folder", folder))?;
    let partial = hidden(folder, path);
    let written = write_durably(&partial, bytes).and_then(|()| fs::rename(&partial, path));
    if written.is_err() {
        // Nobody is left to tell: what cannot be removed stays hidden.
        drop(fs::remove_file(&partial));
    }
    written.map_err(OutputError::file("write", path))?;
    sync_folder(folder);
    Ok(())
}

/// A name of this process beside the file.
fn hidden(folder: &Path, path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    folder.join(format!("{PARTIAL_PREFIX}{}-{name}", std::process::id()))
}

fn write_durably(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
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
