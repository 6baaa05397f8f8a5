//! What can go wrong between a row and a file.

use std::io;
use std::path::{Path, PathBuf};

/// A fault with the place, what was found and, through [`OutputError::hint`], what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// The file system refused.
    #[error("cannot {action} `{}`: {source}", path.display())]
    File {
        /// What was tried, as a verb: "write", "create the folder".
        action: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The place for the results is taken by a file.
    #[error("`{}` is a file, results need a folder", path.display())]
    NotAFolder {
        /// The file.
        path: PathBuf,
    },
    /// The folder holds results of other inputs.
    #[error("`{}` holds the results of {there}, this run is {here}", folder.display())]
    OtherRun {
        /// The folder.
        folder: PathBuf,
        /// The input of the results in the folder that differs.
        there: String,
        /// The same input of this run.
        here: String,
    },
    /// The folder holds files that no run wrote.
    #[error("`{}` holds files that are no results of a run: {files}", folder.display())]
    ForeignFiles {
        /// The folder.
        folder: PathBuf,
        /// The first few names.
        files: String,
    },
    /// The folder has no manifest, so it is no folder of results.
    #[error("`{}` holds no results: it has no manifest.toml", folder.display())]
    NoManifest {
        /// The folder.
        folder: PathBuf,
    },
    /// A manifest that cannot be read.
    #[error("`{}` is no manifest of a run: {message}", path.display())]
    BadManifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong with it, on one line.
        message: String,
    },
    /// A sweep without a ledger: indices of shards mean nothing yet.
    #[error("`{}` holds no planned sweep: it has no sweep.toml", folder.display())]
    NotPlanned {
        /// The folder.
        folder: PathBuf,
    },
    /// A ledger that cannot be read.
    #[error("`{}` is no ledger of a sweep: {message}", path.display())]
    BadLedger {
        /// The ledger.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// The folder holds a sweep of another plan.
    #[error(
        "`{}` holds the sweep of another plan: its hash is {there}, that of this plan {here}\n  {}",
        folder.display(),
        differences.join("\n  ")
    )]
    OtherPlan {
        /// The folder.
        folder: PathBuf,
        /// Hash of the plan there.
        there: String,
        /// Hash of this plan.
        here: String,
        /// What differs, a line each.
        differences: Vec<String>,
    },
    /// The folder holds other points of the same plan.
    #[error("{}:{line} is `{there}`, this plan has `{here}`", path.display())]
    OtherPoints {
        /// The file with the points.
        path: PathBuf,
        /// The first line that differs.
        line: usize,
        /// That line.
        there: String,
        /// What it would be.
        here: String,
    },
    /// Another process runs the shard.
    #[error("shard {shard} is being run by {owner}")]
    ShardInUse {
        /// The shard.
        shard: u64,
        /// Who runs it.
        owner: String,
    },
    /// Not all shards are there.
    #[error("{missing} of {of} shards are missing in `{}`", folder.display())]
    ShardsMissing {
        /// The folder.
        folder: PathBuf,
        /// How many.
        missing: u64,
        /// Of how many.
        of: u64,
    },
    /// A table that cannot be read.
    #[error("`{}` is no table of a run: {message}", path.display())]
    BadTable {
        /// The table.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
}

impl OutputError {
    /// A refusal of the file system.
    pub(crate) fn file(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File {
            action,
            path,
            source,
        }
    }

    /// The same for a fault that came through the CSV writer.
    pub(crate) fn csv(action: &'static str, path: &Path) -> impl FnOnce(csv::Error) -> Self {
        let path = path.to_owned();
        move |error| {
            let source = match error.into_kind() {
                csv::ErrorKind::Io(source) => source,
                other => io::Error::other(format!("{other:?}")),
            };
            Self::File {
                action,
                path,
                source,
            }
        }
    }

    /// Whether the same command may succeed later without any change to its input: a full disk, a shard in use.
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::File { source, .. } => is_full(source),
            Self::ShardInUse { .. } => true,
            _ => false,
        }
    }

    /// What the user can do, on one line.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::File { source, .. } if is_full(source) => {
                "free some space or choose another disk with `--out`; nothing was left behind"
            }
            Self::File { action, source, .. } => match source.kind() {
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    "choose a folder that you may write to with `--out`"
                }
                io::ErrorKind::NotFound if action.starts_with("read") => {
                    "check the spelling of the path"
                }
                _ => "choose another folder with `--out`",
            },
            Self::NotAFolder { .. } => "choose another folder with `--out`",
            Self::OtherRun { .. } => {
                "choose another folder with `--out`, or replace the results with `--force`"
            }
            Self::ForeignFiles { .. } => {
                "choose another folder with `--out`; `--force` writes beside them"
            }
            Self::NoManifest { .. } => "name a folder that `monazite run` wrote",
            Self::BadManifest { .. } => "run the scenario again with `--force` to write it anew",
            Self::NotPlanned { .. } => "`monazite sweep plan` on the plan comes first",
            Self::BadLedger { .. } => {
                "restore it, or plan into another folder with `--out`: the shards follow from it"
            }
            Self::OtherPlan { .. } | Self::OtherPoints { .. } => {
                "choose another folder with `--out`, or restore the plan"
            }
            Self::ShardInUse { .. } => "try again once it is done, or when its process has ended",
            Self::ShardsMissing { .. } => {
                "`monazite sweep run` makes them, `monazite sweep status --missing` names them"
            }
            Self::BadTable { .. } => "run the scenario again to write it anew",
        }
    }
}

fn is_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(kind: io::ErrorKind) -> OutputError {
        OutputError::file("write", Path::new("x/prices.csv"))(io::Error::from(kind))
    }

    #[test]
    fn full_disk_is_temporary_and_a_refusal_is_not() {
        assert!(refused(io::ErrorKind::StorageFull).is_temporary());
        assert!(refused(io::ErrorKind::QuotaExceeded).is_temporary());
        assert!(!refused(io::ErrorKind::PermissionDenied).is_temporary());
    }

    #[test]
    fn error_names_the_path_and_the_hint_names_the_way_out() {
        let error = refused(io::ErrorKind::PermissionDenied);
        assert_eq!(
            error.to_string(),
            "cannot write `x/prices.csv`: permission denied"
        );
        assert_eq!(
            error.hint(),
            "choose a folder that you may write to with `--out`"
        );
    }
}
