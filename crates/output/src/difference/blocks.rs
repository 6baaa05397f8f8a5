//! Reads a table in blocks of rows that share replicate and date, so that two tables of any length fit in memory.

use std::collections::VecDeque;
use std::fs::File;
use std::path::{Path, PathBuf};

use csv::StringRecord;

use crate::OutputError;
use crate::columns::{Value, cell_text};
use crate::parquet_file::{Batches, Opened};

/// Rows of one replicate and date. Tables without these columns are one block.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) key: BlockKey,
    pub(super) rows: Vec<StringRecord>,
}

/// Replicate, then date: the order in which rows are written.
pub(super) type BlockKey = (u64, String);

/// The rows of a file in either format, as texts.
enum Records {
    Csv(csv::Reader<File>),
    Parquet {
        batches: Batches,
        ahead: VecDeque<StringRecord>,
    },
}

/// A table that is read block by block.
pub(super) struct Blocks {
    path: PathBuf,
    records: Records,
    header: StringRecord,
    replicate: Option<usize>,
    date: Option<usize>,
    ahead: Option<StringRecord>,
}

impl Blocks {
    pub(super) fn open(path: &Path) -> Result<Self, OutputError> {
        let (header, records) = if path.extension().is_some_and(|ending| ending == "parquet") {
            let opened = Opened::open(path)?;
            let header = StringRecord::from(opened.names());
            let batches = opened.batches()?;
            let ahead = VecDeque::new();
            (header, Records::Parquet { batches, ahead })
        } else {
            let file = File::open(path).map_err(OutputError::file("read", path))?;
            let mut reader = csv::Reader::from_reader(file);
            let header = reader.headers().map_err(|error| bad_table(path, &error))?;
            (header.clone(), Records::Csv(reader))
        };
        let mut blocks = Self {
            path: path.to_owned(),
            records,
            header,
            replicate: None,
            date: None,
            ahead: None,
        };
        let place = |name: &str| blocks.header.iter().position(|column| column == name);
        (blocks.replicate, blocks.date) = (place("replicate"), place("date"));
        blocks.ahead = blocks.record()?;
        Ok(blocks)
    }

    pub(super) fn header(&self) -> &StringRecord {
        &self.header
    }

    /// Number of leading columns that name what a row is about: all before the first number, and `replicate`.
    pub(super) fn identity_columns(&self) -> usize {
        let Some(row) = &self.ahead else { return 0 };
        let is_name = |(place, cell): (usize, &str)| {
            Some(place) == self.replicate || (!cell.is_empty() && cell.parse::<f64>().is_err())
        };
        row.iter()
            .enumerate()
            .take_while(|cell| is_name(*cell))
            .count()
    }

    /// The next block, or none at the end of the table.
    pub(super) fn next(&mut self) -> Result<Option<Block>, OutputError> {
        let Some(first) = self.ahead.take() else {
            return Ok(None);
        };
        let key = self.key(&first);
        let mut rows = vec![first];
        loop {
            self.ahead = self.record()?;
            match &self.ahead {
                Some(row) if self.key(row) == key => rows.extend(self.ahead.take()),
                _ => return Ok(Some(Block { key, rows })),
            }
        }
    }

    fn key(&self, row: &StringRecord) -> BlockKey {
        let cell = |place: Option<usize>| place.and_then(|place| row.get(place)).unwrap_or("");
        let replicate = cell(self.replicate).parse().unwrap_or(0);
        (replicate, cell(self.date).to_owned())
    }

    fn record(&mut self) -> Result<Option<StringRecord>, OutputError> {
        match &mut self.records {
            Records::Csv(reader) => {
                let mut record = StringRecord::new();
                let is_row = reader
                    .read_record(&mut record)
                    .map_err(|error| bad_table(&self.path, &error))?;
                Ok(is_row.then_some(record))
            }
            Records::Parquet { batches, ahead } => {
                while ahead.is_empty() {
                    let Some(batch) = batches.next() else {
                        return Ok(None);
                    };
                    let texts = |row: &Vec<Value>| row.iter().map(cell_text).collect();
                    ahead.extend(batch?.iter().map(texts));
                }
                Ok(ahead.pop_front())
            }
        }
    }
}

fn bad_table(path: &Path, error: &csv::Error) -> OutputError {
    OutputError::BadTable {
        path: path.to_owned(),
        message: error.to_string(),
    }
}
