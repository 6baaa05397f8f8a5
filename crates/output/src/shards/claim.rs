//! Who runs a shard: an advisory lock on a hidden file, which the system gives up when its process ends.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use super::part;
use crate::{OutputError, whole_file};

/// A reader of the lock (`status`, cleaning up) holds it for an instant.
const ATTEMPTS: u32 = 5;
const PAUSE: Duration = Duration::from_millis(20);

/// A shard that this process runs; dropping it lets others run it.
#[derive(Debug)]
pub struct Claim {
    shard: u64,
    path: PathBuf,
    // Locked as long as it is open.
    _file: File,
}

impl Claim {
    pub(super) fn take(folder: &Path, shard: u64) -> Result<Self, OutputError> {
        let mut attempt = 1;
        loop {
            match Self::take_at_once(folder, shard) {
                Err(OutputError::ShardInUse { .. }) if attempt < ATTEMPTS => sleep(PAUSE),
                other => return other,
            }
            attempt += 1;
        }
    }

    pub(super) fn take_at_once(folder: &Path, shard: u64) -> Result<Self, OutputError> {
        fs::create_dir_all(folder).map_err(OutputError::file("create the folder", folder))?;
        let path = lock_path(folder, shard);
        let refuse = || OutputError::file("write", &path);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(refuse())?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(OutputError::ShardInUse {
                    shard,
                    owner: owner_in(&mut file),
                });
            }
            // A file system without locks: two processes may then run one shard, which costs time and no result.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
            Err(TryLockError::Error(error)) => return Err(refuse()(error)),
        }
        let named = file
            .set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| file.write_all(owner().as_bytes()));
        named.map_err(refuse())?;
        Ok(Self {
            shard,
            path,
            _file: file,
        })
    }

    /// Whether somebody holds the claim.
    pub(super) fn is_taken(folder: &Path, shard: u64) -> bool {
        let file = File::open(lock_path(folder, shard));
        file.is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }

    /// The shard.
    pub fn shard(&self) -> u64 {
        self.shard
    }

    /// Gives up the claim of a shard that is in its place: whoever claims it later finds it there.
    pub(super) fn finish(self) {
        drop(fs::remove_file(&self.path));
    }
}

fn lock_path(folder: &Path, shard: u64) -> PathBuf {
    folder.join(format!(".{}.lock", part::name(shard)))
}

/// The shard that a lock file is of.
pub(super) fn shard_of_lock(name: &str) -> Option<u64> {
    let number = name.strip_prefix(".part-")?.strip_suffix(".lock")?;
    number.parse().ok()
}

/// This process in words.
fn owner() -> String {
    format!("process {} on {}", std::process::id(), host())
}

fn host() -> String {
    let name = gethostname::gethostname();
    // It stands in CSV and in a line of text.
    name.to_string_lossy().replace([',', '"', '\n'], "_")
}

fn owner_in(file: &mut File) -> String {
    let mut text = String::new();
    match file.read_to_string(&mut text) {
        Ok(_) if !text.is_empty() => text,
        _ => "another process".to_owned(),
    }
}

/// Makes the list of who began which shard, where there is none.
pub(super) fn begin_list(path: &Path) -> Result<(), OutputError> {
    if !path.exists() {
        whole_file::write_first(path, b"shard,runs,process,host\n")?;
    }
    Ok(())
}

/// Appends who begins a shard; a line that is written at once is not mixed with those of others.
pub(super) fn note_start(path: &Path, shard: u64, runs: u64) -> Result<(), OutputError> {
    begin_list(path)?;
    let line = format!("{shard},{runs},{},{}\n", std::process::id(), host());
    let file = OpenOptions::new().append(true).open(path);
    file.and_then(|mut file| file.write_all(line.as_bytes()))
        .map_err(OutputError::file("write", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claimed_shard_is_refused_with_the_name_of_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let claim = Claim::take(folder.path(), 3).unwrap();
        let refused = Claim::take_at_once(folder.path(), 3).unwrap_err();
        assert!(refused.is_temporary());
        let expected = format!("shard 3 is being run by process {} on ", std::process::id());
        assert!(refused.to_string().starts_with(&expected), "{refused}");
        assert!(Claim::take_at_once(folder.path(), 4).is_ok());
        drop(claim);
        assert!(Claim::take_at_once(folder.path(), 3).is_ok());
    }

    #[test]
    fn lock_is_known_by_its_name() {
        let path = lock_path(Path::new("x"), 12);
        let name = path.file_name().unwrap().to_string_lossy();
        assert_eq!(shard_of_lock(&name), Some(12));
        assert_eq!(shard_of_lock("part-000012.parquet"), None);
    }

    #[test]
    fn finished_claim_leaves_no_file() {
        let folder = tempfile::tempdir().unwrap();
        Claim::take(folder.path(), 0).unwrap().finish();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
