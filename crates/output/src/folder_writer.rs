//! Files that were made in memory, from text to files in place.

use std::path::Path;

use model::{Cell, Table};

use crate::cell::write_cell;
use crate::join::{HashedFile, file_name};
use crate::run_writer::write_manifest;
use crate::staging::Staging;
use crate::{Manifest, OutputError, PictureFile, existing, whole_file};

/// A file that was made in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    name: String,
    text: String,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Table { rows: u64 },
    Picture,
    Page,
}

impl Document {
    /// A table with these rows; each has one cell per column.
    pub fn table(table: &Table, rows: &[Vec<Cell<'_>>]) -> Self {
        let mut writer = csv::Writer::from_writer(Vec::new());
        // Writing to memory cannot fail, and every row has the length of the header.
        drop(writer.write_record(table.columns.iter().map(|column| column.name)));
        let mut text = String::new();
        for row in rows {
            debug_assert_eq!(row.len(), table.columns.len(), "table {}", table.name);
            for cell in row {
                write_cell(&mut text, *cell);
                drop(writer.write_field(&text));
            }
            drop(writer.write_record(None::<&[u8]>));
        }
        let bytes = writer.into_inner().unwrap_or_default();
        Self {
            name: table.name.to_owned(),
            text: String::from_utf8(bytes).unwrap_or_default(),
            kind: Kind::Table {
                rows: rows.len() as u64,
            },
        }
    }

    /// A picture, `<name>.svg`.
    pub fn picture(name: &str, svg: String) -> Self {
        Self {
            name: name.to_owned(),
            text: svg,
            kind: Kind::Picture,
        }
    }

    /// A page or a note about the results, with its whole file name.
    pub fn page(file: &str, text: String) -> Self {
        Self {
            name: file.to_owned(),
            text,
            kind: Kind::Page,
        }
    }

    /// The bytes of the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Name of the file.
    pub(crate) fn file(&self) -> String {
        match self.kind {
            Kind::Table { .. } => file_name(&self.name),
            Kind::Picture => format!("{}.svg", self.name),
            Kind::Page => self.name.clone(),
        }
    }

    /// Writes the file and adds it to the manifest.
    pub(crate) fn write(&self, folder: &Path, manifest: &mut Manifest) -> Result<(), OutputError> {
        let mut file = HashedFile::create(folder.join(self.file()))?;
        let rows = match self.kind {
            Kind::Table { rows } => rows,
            Kind::Picture | Kind::Page => 0,
        };
        file.append(self.text.as_bytes(), rows)?;
        let written = file.close(&self.name)?;
        let list = match self.kind {
            Kind::Table { .. } => {
                manifest.tables.push(written);
                return Ok(());
            }
            Kind::Picture => &mut manifest.pictures,
            Kind::Page => &mut manifest.pages,
        };
        list.push(PictureFile {
            file: self.file(),
            sha256: written.sha256,
        });
        Ok(())
    }
}

/// Writes documents into a folder whose origin is told elsewhere, each as a whole; gives the names of the files.
pub fn write_documents(folder: &Path, documents: &[Document]) -> Result<Vec<String>, OutputError> {
    documents
        .iter()
        .map(|document| {
            let file = document.file();
            whole_file::write(&folder.join(&file), document.text.as_bytes())?;
            Ok(file)
        })
        .collect()
}

/// Writes documents with a manifest into a folder: complete files or none.
#[derive(Debug)]
pub struct FolderWriter {
    manifest: Manifest,
    replaced: Option<Manifest>,
    staging: Staging,
}

impl FolderWriter {
    /// Prepares `folder`; refuses what [`crate::RunWriter::create`] refuses.
    pub fn create(folder: &Path, manifest: Manifest, force: bool) -> Result<Self, OutputError> {
        let replaced = existing::inspect(folder, &manifest, force)?;
        Ok(Self {
            manifest,
            replaced,
            staging: Staging::create(folder)?,
        })
    }

    /// The manifest of the results that will be replaced.
    pub fn replaces(&self) -> Option<&Manifest> {
        self.replaced.as_ref()
    }

    /// Moves the documents and last the manifest into place.
    pub fn finish(self, documents: &[Document]) -> Result<Manifest, OutputError> {
        self.finish_with(documents, |_, _| Ok(Vec::new()))
    }

    /// The same with what `pages` makes of the documents, which lie in the folder that it is given.
    pub fn finish_with(
        self,
        documents: &[Document],
        pages: impl FnOnce(&Path, &Manifest) -> Result<Vec<Document>, OutputError>,
    ) -> Result<Manifest, OutputError> {
        let Self {
            mut manifest,
            replaced,
            staging,
        } = self;
        for document in documents {
            document.write(staging.folder(), &mut manifest)?;
        }
        for page in pages(staging.folder(), &manifest)? {
            page.write(staging.folder(), &mut manifest)?;
        }
        write_manifest(staging.folder(), &manifest)?;
        let stale: Vec<String> = replaced
            .iter()
            .flat_map(Manifest::files)
            .map(str::to_owned)
            .collect();
        let files: Vec<String> = manifest.files().map(str::to_owned).collect();
        staging.publish(&files, &stale)?;
        Ok(manifest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::COMPARISON_COURSES;

    fn documents() -> [Document; 2] {
        let mut row = vec![Cell::Empty; COMPARISON_COURSES.columns.len()];
        row[0] = Cell::Text("a, b");
        row[3] = Cell::Number(0.5);
        [
            Document::table(&COMPARISON_COURSES, &[row]),
            Document::picture("comparison", "<svg/>".to_owned()),
        ]
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let text = documents()[0].text().to_owned();
        assert_eq!(text.lines().nth(1), Some("\"a, b\",,,0.5,,,,,"), "{text}");
    }

    #[test]
    fn folder_holds_documents_and_a_manifest_that_names_them() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("results");
        for _ in 0..2 {
            let writer = FolderWriter::create(&folder, Manifest::new("a", "1"), false).unwrap();
            writer.finish(&documents()).unwrap();
        }
        let manifest = Manifest::read(&folder).unwrap();
        let files: Vec<&str> = manifest.files().collect();
        assert_eq!(files, ["comparison_courses.csv", "comparison.svg"]);
        assert_eq!(manifest.tables[0].rows, 1);
        let picture = std::fs::read_to_string(folder.join("comparison.svg")).unwrap();
        assert_eq!(picture, "<svg/>");
    }

    #[test]
    fn results_of_a_comparison_are_not_taken_for_a_run() {
        let parent = tempfile::tempdir().unwrap();
        let compared = crate::Compared::new("b", "2");
        let manifest = Manifest::new("a", "1").with_compared(compared);
        let writer = FolderWriter::create(parent.path(), manifest, false).unwrap();
        writer.finish(&documents()).unwrap();
        let refused = FolderWriter::create(parent.path(), Manifest::new("a", "1"), false);
        let text = refused.unwrap_err().to_string();
        assert!(
            text.ends_with(
                "holds the results of a comparison with `b`, this run is a run of one scenario"
            ),
            "{text}"
        );
    }
}
