//! Documents that join results which are there already.

use std::path::Path;

use crate::run_writer::write_manifest;
use crate::staging::Staging;
use crate::{Document, Manifest, OutputError};

/// Writes documents beside the results in `folder`, in the place of earlier ones of the same names, and lists them in
/// the manifest.
///
/// # Errors
/// When the folder holds no results or the file system refuses; the results stay as they were then.
pub fn add_documents(folder: &Path, documents: &[Document]) -> Result<Manifest, OutputError> {
    let mut manifest = Manifest::read(folder)?;
    let staging = Staging::create(folder)?;
    for document in documents {
        manifest.forget(&document.file());
        document.write(staging.folder(), &mut manifest)?;
    }
    write_manifest(staging.folder(), &manifest)?;
    let files: Vec<String> = documents.iter().map(Document::file).collect();
    staging.publish(&files, &[])?;
    Ok(manifest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FolderWriter;

    #[test]
    fn a_page_is_replaced_and_listed_once() {
        let folder = tempfile::tempdir().unwrap();
        let writer = FolderWriter::create(folder.path(), Manifest::new("a", "1"), false).unwrap();
        writer.finish(&[]).unwrap();
        for text in ["first", "second"] {
            let page = Document::page("report.html", text.to_owned());
            add_documents(folder.path(), &[page]).unwrap();
        }
        let manifest = Manifest::read(folder.path()).unwrap();
        assert_eq!(manifest.files().collect::<Vec<_>>(), ["report.html"]);
        let there = std::fs::read_to_string(folder.path().join("report.html")).unwrap();
        assert_eq!(there, "second");
    }

    #[test]
    fn a_folder_without_results_is_refused_and_left_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let page = Document::page("report.html", String::new());
        let refused = add_documents(folder.path(), &[page]);
        assert!(matches!(refused, Err(OutputError::NoManifest { .. })));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
