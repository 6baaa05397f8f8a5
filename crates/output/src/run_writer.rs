//! One run from its first row to files in place.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use model::Figure;

use crate::join::{HashedFile, Joint, file_name};
use crate::staging::Staging;
use crate::summary::{SUMMARY, summary_text};
use crate::{
    Document, Format, MANIFEST_FILE, Manifest, OutputError, ReplicateSink, existing, parquet_table,
};

/// Writes the tables of a run: complete files or none.
///
/// Threads may ask for sinks and give them back in any order; the bytes are those of one thread. Dropping the writer
/// instead of finishing it removes everything that it wrote.
#[derive(Debug)]
pub struct RunWriter {
    manifest: Manifest,
    format: Format,
    replaced: Option<Manifest>,
    joint: Mutex<Joint>,
    // Last, since fields are dropped in order: files are closed before their folder is removed.
    staging: Staging,
}

impl RunWriter {
    /// Prepares `folder` for the run that `manifest` describes (without tables).
    ///
    /// Refuses a folder with results of another scenario, file, seed, number of replicates or changed parameters, or
    /// with files that no run wrote, unless `force`. Nothing that is there is touched before [`RunWriter::finish`].
    pub fn create(folder: &Path, manifest: Manifest, force: bool) -> Result<Self, OutputError> {
        let replaced = existing::inspect(folder, &manifest, force)?;
        let staging = Staging::create(folder)?;
        let joint = Joint::new(staging.folder(), manifest.run.replicates > 1);
        Ok(Self {
            manifest,
            format: Format::Csv,
            replaced,
            joint: Mutex::new(joint),
            staging,
        })
    }

    /// The same with tables in another format.
    #[must_use]
    pub fn with_format(mut self, format: Format) -> Self {
        self.format = format;
        self
    }

    /// The manifest of the results that this run will replace.
    pub fn replaces(&self) -> Option<&Manifest> {
        self.replaced.as_ref()
    }

    /// The sink of one replicate, counted from 0. With more than one, the tables open with a column `replicate`.
    pub fn replicate(&self, number: u32) -> Result<ReplicateSink, OutputError> {
        let folder = self.staging.folder().join(format!("replicate-{number}"));
        ReplicateSink::create(folder, number, self.manifest.run.replicates > 1)
    }

    /// Takes back the sink of a replicate that ran to its end, or says which row could not be written.
    pub fn accept(&self, sink: ReplicateSink) -> Result<(), OutputError> {
        let number = sink.number();
        let fragments = sink.into_fragments()?;
        // A panic elsewhere cannot leave a half-appended table that gets published: finish() is then never reached.
        let mut joint = self.joint.lock().unwrap_or_else(PoisonError::into_inner);
        joint.accept(number, fragments)
    }

    /// Moves the tables, `summary.csv` over the figures of each replicate, and last the manifest into place.
    pub fn finish(self, figures: &[Vec<Figure>]) -> Result<Manifest, OutputError> {
        self.finish_with(figures, |_, _| Ok(Vec::new()))
    }

    /// The same with what `pages` makes of the tables, which lie in the folder that it is given.
    pub fn finish_with(
        self,
        figures: &[Vec<Figure>],
        pages: impl FnOnce(&Path, &Manifest) -> Result<Vec<Document>, OutputError>,
    ) -> Result<Manifest, OutputError> {
        let Self {
            mut manifest,
            format,
            replaced,
            joint,
            staging,
        } = self;
        let joint = joint.into_inner().unwrap_or_else(PoisonError::into_inner);
        manifest.tables = joint.close()?;
        if figures.iter().any(|figures| !figures.is_empty()) {
            let text = summary_text(figures);
            let mut file = HashedFile::create(staging.folder().join(file_name(SUMMARY.name)))?;
            file.append(text.as_bytes(), text.lines().count() as u64 - 1)?;
            manifest.tables.push(file.close(SUMMARY.name)?);
        }
        for page in pages(staging.folder(), &manifest)? {
            page.write(staging.folder(), &mut manifest)?;
        }
        if format == Format::Parquet {
            for table in &mut manifest.tables {
                *table = parquet_table::convert(staging.folder(), table)?;
            }
        }
        write_manifest(staging.folder(), &manifest)?;
        let files: Vec<String> = manifest.files().map(str::to_owned).collect();
        let stale: Vec<String> = replaced
            .iter()
            .flat_map(Manifest::files)
            .map(str::to_owned)
            .collect();
        staging.publish(&files, &stale)?;
        Ok(manifest)
    }
}

pub(crate) fn write_manifest(folder: &Path, manifest: &Manifest) -> Result<(), OutputError> {
    let path = folder.join(MANIFEST_FILE);
    let mut file = File::create(&path).map_err(OutputError::file("write", &path))?;
    file.write_all(manifest.to_text().as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(OutputError::file("write", &path))
}
