//! The hidden folder in which a run is written: published as a whole or removed.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::{MANIFEST_FILE, OutputError};

/// Prefix of the hidden folder's name; the process id follows.
pub(crate) const PARTIAL_PREFIX: &str = ".partial-";

/// A hidden folder inside the target; dropping it removes it and every folder that was made for it.
#[derive(Debug)]
pub(crate) struct Staging {
    target: PathBuf,
    folder: PathBuf,
    // Folders above and including the target that did not exist before, outermost last.
    made: Vec<PathBuf>,
}

impl Staging {
    /// Makes `<target>/.partial-<pid>` and the folders above it.
    pub(crate) fn create(target: &Path) -> Result<Self, OutputError> {
        let made: Vec<PathBuf> = target
            .ancestors()
            .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
            .map(Path::to_owned)
            .collect();
        let mut staging = Self {
            target: target.to_owned(),
            folder: PathBuf::new(),
            made,
        };
        fs::create_dir_all(target).map_err(OutputError::file("create the folder", target))?;
        staging.folder = make_hidden(target)?;
        Ok(staging)
    }

    /// The hidden folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Moves `files` and then the manifest into the target, and removes `stale` files of the results replaced.
    ///
    /// Without a manifest a folder holds no results, so the old one goes first: whoever reads the folder meanwhile, or
    /// after a crash, cannot take a mixture for a run.
    pub(crate) fn publish(mut self, files: &[String], stale: &[String]) -> Result<(), OutputError> {
        remove_if_present(&self.target.join(MANIFEST_FILE))?;
        for file in stale.iter().filter(|file| !files.contains(file)) {
            remove_if_present(&self.target.join(file))?;
        }
        for file in files {
            self.reveal(file)?;
        }
        // The manifest vouches for the tables, so it must not reach the disk before them.
        sync_folder(&self.target);
        self.reveal(MANIFEST_FILE)?;
        self.made.clear();
        sync_folder(&self.target);
        Ok(())
    }

    fn reveal(&self, file: &str) -> Result<(), OutputError> {
        let place = self.target.join(file);
        fs::rename(self.folder.join(file), &place)
            .map_err(OutputError::file("move the results to", &place))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Nobody is left to tell: what cannot be removed stays hidden and without a manifest.
        if !self.folder.as_os_str().is_empty() {
            drop(fs::remove_dir_all(&self.folder));
        }
        for folder in &self.made {
            drop(fs::remove_dir(folder));
        }
    }
}

/// Makes a hidden folder of this process; one of a dead process that had the same id is left alone.
fn make_hidden(target: &Path) -> Result<PathBuf, OutputError> {
    let process = std::process::id();
    let mut attempt = 0_u32;
    loop {
        let suffix = if attempt == 0 {
            String::new()
        } else {
            format!("-{attempt}")
        };
        let folder = target.join(format!("{PARTIAL_PREFIX}{process}{suffix}"));
        match fs::create_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => attempt += 1,
            Err(error) => return Err(OutputError::file("write into the folder", target)(error)),
            Ok(()) => return Ok(folder),
        }
    }
}

fn remove_if_present(path: &Path) -> Result<(), OutputError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(OutputError::file("replace", path)(error))
        }
        _ => Ok(()),
    }
}

/// Makes the renames durable where the system can; where it cannot open a folder there is nothing to ask for.
pub(crate) fn sync_folder(folder: &Path) {
    if let Ok(handle) = File::open(folder) {
        drop(handle.sync_all());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dropped_staging_removes_every_folder_it_made() {
        let parent = tempfile::tempdir().unwrap();
        let outer = parent.path().join("outputs");
        let staging = Staging::create(&outer.join("world")).unwrap();
        assert!(staging.folder().is_dir());
        drop(staging);
        assert!(!outer.exists());
        assert!(parent.path().exists());
    }

    #[test]
    fn folder_of_a_dead_process_is_left_alone() {
        let parent = tempfile::tempdir().unwrap();
        let first = Staging::create(parent.path()).unwrap();
        fs::write(first.folder().join("prices.csv"), "old").unwrap();
        let second = Staging::create(parent.path()).unwrap();
        assert_ne!(first.folder(), second.folder());
        drop(second);
        assert!(first.folder().join("prices.csv").exists());
    }
}
