//! Joins the fragments of replicates, in their order, into one file per table.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use model::{TABLES, Table};
use sha2::{Digest, Sha256};

use crate::fragment::Fragment;
use crate::{OutputError, TableFile};

const COPY_BYTES: usize = 1 << 16;

/// A file that is hashed while it grows.
#[derive(Debug)]
pub(crate) struct HashedFile {
    path: PathBuf,
    file: File,
    hash: Sha256,
    rows: u64,
}

impl HashedFile {
    pub(crate) fn create(path: PathBuf) -> Result<Self, OutputError> {
        let file = File::create(&path).map_err(OutputError::file("write", &path))?;
        Ok(Self {
            path,
            file,
            hash: Sha256::new(),
            rows: 0,
        })
    }

    /// Appends `bytes` that hold `rows` rows.
    pub(crate) fn append(&mut self, bytes: &[u8], rows: u64) -> Result<(), OutputError> {
        self.hash.update(bytes);
        self.rows += rows;
        self.file
            .write_all(bytes)
            .map_err(OutputError::file("write", &self.path))
    }

    /// Makes the bytes durable and describes them.
    pub(crate) fn close(self, name: &str) -> Result<TableFile, OutputError> {
        self.file
            .sync_all()
            .map_err(OutputError::file("write", &self.path))?;
        Ok(TableFile {
            name: name.to_owned(),
            file: file_name(name),
            rows: self.rows,
            sha256: hexadecimal(&self.hash.finalize()),
        })
    }
}

/// File name of a table.
pub(crate) fn file_name(table: &str) -> String {
    format!("{table}.csv")
}

/// SHA-256 of bytes, hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The tables of a run as they grow; replicates that come early wait for those before them.
#[derive(Debug)]
pub(crate) struct Joint {
    folder: PathBuf,
    is_labelled: bool,
    next: u32,
    waiting: BTreeMap<u32, Vec<Fragment>>,
    files: BTreeMap<&'static str, HashedFile>,
}

impl Joint {
    pub(crate) fn new(folder: &Path, is_labelled: bool) -> Self {
        Self {
            folder: folder.to_owned(),
            is_labelled,
            next: 0,
            waiting: BTreeMap::new(),
            files: BTreeMap::new(),
        }
    }

    /// Takes the complete fragments of replicate `number` and appends whatever is next in line.
    pub(crate) fn accept(
        &mut self,
        number: u32,
        fragments: Vec<Fragment>,
    ) -> Result<(), OutputError> {
        self.waiting.insert(number, fragments);
        while let Some(fragments) = self.waiting.remove(&self.next) {
            for fragment in &fragments {
                self.append(fragment)?;
            }
            // Empty by now; a run of many replicates should not keep a folder for each.
            if let Some(folder) = fragments
                .first()
                .and_then(|fragment| fragment.path.parent())
            {
                let _ = fs::remove_dir(folder);
            }
            self.next += 1;
        }
        Ok(())
    }

    /// Closes every file; the tables come in the order of the dictionary.
    pub(crate) fn close(mut self) -> Result<Vec<TableFile>, OutputError> {
        debug_assert!(
            self.waiting.is_empty(),
            "replicate {} is missing",
            self.next
        );
        let mut tables = Vec::new();
        for table in TABLES {
            if let Some(file) = self.files.remove(table.name) {
                tables.push(file.close(table.name)?);
            }
        }
        debug_assert!(self.files.is_empty(), "a table is not in model::TABLES");
        Ok(tables)
    }

    fn append(&mut self, fragment: &Fragment) -> Result<(), OutputError> {
        let table = fragment.table;
        if !self.files.contains_key(table.name) {
            let mut file = HashedFile::create(self.folder.join(file_name(table.name)))?;
            file.append(header(table, self.is_labelled).as_bytes(), 0)?;
            self.files.insert(table.name, file);
        }
        if let Some(file) = self.files.get_mut(table.name) {
            copy(fragment, file)?;
        }
        fs::remove_file(&fragment.path).map_err(OutputError::file("remove", &fragment.path))
    }
}

fn copy(fragment: &Fragment, into: &mut HashedFile) -> Result<(), OutputError> {
    let mut source =
        File::open(&fragment.path).map_err(OutputError::file("read", &fragment.path))?;
    let mut bytes = vec![0; COPY_BYTES];
    loop {
        let count = source
            .read(&mut bytes)
            .map_err(OutputError::file("read", &fragment.path))?;
        if count == 0 {
            break;
        }
        into.append(&bytes[..count], 0)?;
    }
    into.append(&[], fragment.rows)
}

/// The first line of a table; column names hold nothing that CSV quotes.
fn header(table: &Table, is_labelled: bool) -> String {
    let label = is_labelled.then_some("replicate");
    let names: Vec<&str> = label
        .into_iter()
        .chain(table.columns.iter().map(|column| column.name))
        .collect();
    format!("{}\n", names.join(","))
}
