//! A file that is there as a whole or as it was before.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::OutputError;
use crate::staging::{PARTIAL_PREFIX, sync_folder};

/// Writes a file by way of a hidden one beside it, so that whoever stops the program leaves the old file as it was.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    fill(path, |hidden| {
        write_durably(hidden, bytes).map_err(OutputError::file("write", path))
    })
}

/// The same with something that writes the hidden file durably itself.
pub(crate) fn fill(
    path: &Path,
    make: impl FnOnce(&Path) -> Result<(), OutputError>,
) -> Result<(), OutputError> {
    let folder = folder_of(path);
    fs::create_dir_all(folder).map_err(OutputError::file("create the folder", folder))?;
    let hidden = hidden(path);
    let written = make(&hidden)
        .and_then(|()| fs::rename(&hidden, path).map_err(OutputError::file("write", path)));
    if written.is_err() {
        // Nobody is left to tell: what cannot be removed stays hidden.
        drop(fs::remove_file(&hidden));
    }
    written?;
    sync_folder(folder);
    Ok(())
}

/// Writes a file unless there is one already; says whether it did. Of two that try at once, one does.
pub(crate) fn write_first(path: &Path, bytes: &[u8]) -> Result<bool, OutputError> {
    let folder = folder_of(path);
    let refuse = || OutputError::file("write", path);
    fs::create_dir_all(folder).map_err(OutputError::file("create the folder", folder))?;
    let hidden = hidden(path);
    let linked = write_durably(&hidden, bytes).and_then(|()| fs::hard_link(&hidden, path));
    drop(fs::remove_file(&hidden));
    match linked {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        other => {
            other.map_err(refuse())?;
            sync_folder(folder);
            Ok(true)
        }
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// A name beside the file that no other process or thread uses.
fn hidden(path: &Path) -> PathBuf {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let process = std::process::id();
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    path.with_file_name(format!("{PARTIAL_PREFIX}{process}-{number}-{name}"))
}

fn write_durably(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_to_write_wins() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/ledger.toml");
        assert!(write_first(&path, b"one").unwrap());
        assert!(!write_first(&path, b"two").unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn of_many_threads_one_writes_first_and_none_fails() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("starts.csv");
        let firsts: usize = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| write_first(&path, b"header").unwrap()))
                .collect();
            let is_first = threads.into_iter().map(|thread| thread.join().unwrap());
            is_first.filter(|is_first| *is_first).count()
        });
        assert_eq!(firsts, 1);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn file_stays_as_it_was_when_the_new_one_cannot_be_made() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("merged.csv");
        write(&path, b"old").unwrap();
        let full = || io::Error::from(io::ErrorKind::StorageFull);
        let refused = fill(&path, |hidden| {
            fs::write(hidden, b"ne").unwrap();
            Err(OutputError::file("write", &path)(full()))
        });
        assert!(refused.unwrap_err().is_temporary());
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
