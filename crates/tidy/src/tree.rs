//! The files of the workspace, without what is built, ignored or fetched.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders that hold nothing written by hand, wherever they stand.
const SKIPPED_FOLDERS: [&str; 6] = [
    "target",
    "outputs",
    "node_modules",
    "__pycache__",
    "venv",
    "corpus",
];

/// A file of the workspace.
#[derive(Clone, Debug)]
pub struct File {
    /// Path from the root of the workspace, with `/`.
    pub path: String,
    /// What it contains.
    pub text: String,
}

/// The root of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .map(Path::to_path_buf)
        .unwrap_or_default()
}

/// Every text file of the workspace, in order of path. Files that are not UTF-8, such as pictures, are left out.
pub fn files() -> Vec<File> {
    let mut files = Vec::new();
    collect(&root(), "", &mut files);
    let ignored = fs::read_to_string(root().join(".gitignore")).unwrap_or_default();
    files.retain(|file| {
        !ignored
            .lines()
            .any(|line| line == format!("/{}", file.path))
    });
    files
}

/// Every text file whose path begins and ends as given.
pub fn files_like(start: &str, end: &str) -> Vec<File> {
    files()
        .into_iter()
        .filter(|file| file.path.starts_with(start) && file.path.ends_with(end))
        .collect()
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<File>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut entries: Vec<_> = entries.flatten().collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        if kind.is_dir() && is_ours(&name) {
            collect(&entry.path(), &format!("{path}/"), files);
        } else if kind.is_file()
            && let Ok(text) = fs::read_to_string(entry.path())
        {
            files.push(File { path, text });
        }
    }
}

/// Hidden folders belong to tools, except the one with the checks.
fn is_ours(folder: &str) -> bool {
    folder == ".ci" || !(folder.starts_with('.') || SKIPPED_FOLDERS.contains(&folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_holds_sources_and_the_checks_and_nothing_built() {
        let paths: Vec<String> = files().into_iter().map(|file| file.path).collect();
        assert!(paths.contains(&"Cargo.toml".to_owned()));
        assert!(paths.contains(&".ci/run".to_owned()));
        assert!(paths.contains(&"crates/tidy/src/tree.rs".to_owned()));
        assert!(
            !paths
                .iter()
                .any(|path| path.starts_with("target/") || path.starts_with(".git/"))
        );
    }
}
