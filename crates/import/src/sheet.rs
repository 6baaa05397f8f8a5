//! A table of text: rows of named cells that know their place. Reads what spreadsheets write: a byte-order mark, any line
//! ends, commas, semicolons or tabs, cells in quotes, empty rows at the end.

use std::collections::BTreeMap;
use std::path::Path;

use csv::{ReaderBuilder, StringRecord};
use scenario::{Fault, Place, hint_for_unknown};

use crate::column::Table;

/// Rows that a table may have.
const MOST_ROWS: usize = 10_000;
const COMMENT: char = '#';

/// One row of a table.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) table: &'static Table,
    /// Whether a comma in a number is the decimal sign, as where semicolons separate cells.
    pub(crate) has_decimal_commas: bool,
    pub(crate) place: Place,
    cells: BTreeMap<&'static str, (String, Place)>,
}

impl Row {
    /// The text of a cell without blanks around it; empty where there is none.
    pub(crate) fn text(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", |(text, _)| text.as_str())
    }

    /// Where a cell stands; the row where it has no such cell.
    pub(crate) fn place_of(&self, column: &str) -> Place {
        self.cells
            .get(column)
            .map_or_else(|| self.place.clone(), |(_, place)| place.clone())
    }

    /// A fault of a cell.
    pub(crate) fn fault(&self, column: &str, message: String, hint: String) -> Fault {
        Fault {
            place: self.place_of(column),
            path: String::new(),
            message,
            hint,
        }
    }

    /// Where a number of this row comes from, for the sources of the scenario.
    pub(crate) fn source(&self) -> String {
        let table = self.table.file;
        match self.text("source") {
            "" => format!("imported from {table}, line {}", self.place.line),
            source => format!("imported from {table}, line {}: {source}", self.place.line),
        }
    }
}

/// Reads a table; what is wrong with it as a table goes to `faults`.
pub(crate) fn read(path: &Path, table: &'static Table, faults: &mut Vec<Fault>) -> Vec<Row> {
    let file = path.display().to_string();
    match scenario::read_text(path, &file) {
        Ok(text) => Sheet::new(&text, &file, table).rows(faults),
        Err(fault) => {
            faults.push(fault);
            Vec::new()
        }
    }
}

struct Sheet<'a> {
    text: String,
    file: &'a str,
    table: &'static Table,
    separator: char,
}

/// A record with the place of each cell.
struct Record {
    texts: StringRecord,
    places: Vec<Place>,
}

impl<'a> Sheet<'a> {
    fn new(text: &str, file: &'a str, table: &'static Table) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let header = text
            .lines()
            .find(|line| !line.trim().is_empty() && !line.starts_with(COMMENT));
        Self {
            separator: separator(header.unwrap_or_default()),
            text,
            file,
            table,
        }
    }

    fn rows(&self, faults: &mut Vec<Fault>) -> Vec<Row> {
        let mut records = self.records(faults).into_iter();
        let Some(header) = records.next() else {
            faults.push(Fault {
                place: Place::whole(self.file),
                path: String::new(),
                message: "the table is empty".to_owned(),
                hint: "`monazite import --template <folder>` writes tables to fill in".to_owned(),
            });
            return Vec::new();
        };
        let columns = self.columns(&header, faults);
        let mut rows = Vec::new();
        for record in records {
            let n_cells = record.texts.iter().count();
            let beyond = record.texts.iter().skip(columns.len());
            if n_cells < columns.len() || beyond.clone().any(|cell| !cell.trim().is_empty()) {
                faults.push(self.wrong_length(&record, n_cells, columns.len()));
                continue;
            }
            rows.push(self.row(&record, &columns));
        }
        if rows.len() > MOST_ROWS {
            faults.push(Fault {
                place: Place::whole(self.file),
                path: String::new(),
                message: format!("the table has {} rows, allowed are {MOST_ROWS}", rows.len()),
                hint: "sum small plants and products up".to_owned(),
            });
            rows.clear();
        }
        rows
    }

    fn records(&self, faults: &mut Vec<Fault>) -> Vec<Record> {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .comment(Some(COMMENT as u8))
            .delimiter(self.separator as u8)
            .from_reader(self.text.as_bytes());
        let mut cursor = Cursor::default();
        let mut records = Vec::new();
        for texts in reader.records() {
            let texts = match texts {
                Ok(texts) => texts,
                Err(error) => {
                    faults.push(Fault {
                        place: Place::whole(self.file),
                        path: String::new(),
                        message: format!("cannot be read: {error}"),
                        hint: "save it as CSV in UTF-8".to_owned(),
                    });
                    break;
                }
            };
            let from = texts.position().map_or(0, csv::Position::byte) as usize;
            let spots = cursor.cells(&self.text, from, self.separator);
            if texts.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let places = spots.into_iter().map(|(line, column)| Place {
                file: self.file.to_owned(),
                line,
                column,
            });
            records.push(Record {
                places: places.collect(),
                texts,
            });
        }
        records
    }

    /// The columns of the header; `None` for those that are unknown, which are told.
    fn columns(&self, header: &Record, faults: &mut Vec<Fault>) -> Vec<Option<&'static str>> {
        let mut found: Vec<Option<&'static str>> = Vec::new();
        let mut fault = |at: usize, message: String, hint: String| {
            faults.push(Fault {
                place: header.place(at),
                path: String::new(),
                message,
                hint,
            });
        };
        let names: Vec<&str> = header.texts.iter().map(str::trim).collect();
        let n_named = names
            .iter()
            .rposition(|name| !name.is_empty())
            .map_or(0, |last| last + 1);
        for (at, name) in names.iter().take(n_named).enumerate() {
            let column = self.table.column(name).map(|column| column.name);
            if column.is_none() {
                let known = self.table.columns.iter().map(|column| column.name);
                fault(
                    at,
                    format!("column `{name}` is unknown"),
                    hint_for_unknown(name, known),
                );
            } else if found.contains(&column) {
                fault(
                    at,
                    format!("column `{name}` is there twice"),
                    "keep one of them".to_owned(),
                );
            }
            found.push(column);
        }
        for column in self
            .table
            .columns
            .iter()
            .filter(|column| column.is_required)
        {
            if !found.contains(&Some(column.name)) {
                fault(
                    0,
                    format!("column `{}` is missing", column.name),
                    format!("it holds: {}", column.meaning),
                );
            }
        }
        found
    }

    fn wrong_length(&self, record: &Record, n_cells: usize, n_columns: usize) -> Fault {
        let sign = if self.separator == '\t' {
            "a tab".to_owned()
        } else {
            format!("`{}`", self.separator)
        };
        Fault {
            place: record.place(0),
            path: String::new(),
            message: format!("the row has {n_cells} cells, the header has {n_columns}"),
            hint: format!(
                "a cell with {sign} in it stands in double quotes, an empty one is still separated"
            ),
        }
    }

    fn row(&self, record: &Record, columns: &[Option<&'static str>]) -> Row {
        let cells = columns.iter().enumerate().filter_map(|(at, column)| {
            let text = record.texts.get(at)?.trim().to_owned();
            Some(((*column)?, (text, record.place(at))))
        });
        Row {
            table: self.table,
            has_decimal_commas: self.separator != ',',
            place: record.place(0),
            cells: cells.collect(),
        }
    }
}

impl Record {
    fn place(&self, at: usize) -> Place {
        self.places
            .get(at)
            .or(self.places.first())
            .cloned()
            .unwrap_or_default()
    }
}

/// The sign that separates the cells of a header.
fn separator(header: &str) -> char {
    let count = |sign: char| header.chars().filter(|&letter| letter == sign).count();
    let signs = [',', ';', '\t'];
    // The last of equals is taken, so commas come last.
    let most = signs.into_iter().rev().max_by_key(|&sign| count(sign));
    most.unwrap_or(',')
}

/// Walks through a text from record to record, counting lines.
#[derive(Default)]
struct Cursor {
    byte: usize,
    line: usize,
}

impl Cursor {
    /// Line and character, counted from 1, of each cell of the record that begins at or after `from`.
    fn cells(&mut self, text: &str, from: usize, separator: char) -> Vec<(usize, usize)> {
        let rest = text.get(from..).unwrap_or_default();
        let mut start = from;
        for line in rest.split_inclusive('\n') {
            let is_skipped = line == "\n" || line.starts_with(COMMENT);
            if !is_skipped {
                break;
            }
            start += line.len();
        }
        let passed = text.get(self.byte..start).unwrap_or_default();
        self.line += passed.bytes().filter(|&byte| byte == b'\n').count();
        self.byte = start;
        let (mut line, mut column, mut is_quoted) = (self.line + 1, 1, false);
        let mut spots = vec![(line, column)];
        for letter in text.get(start..).unwrap_or_default().chars() {
            column += 1;
            match letter {
                '"' => is_quoted = !is_quoted,
                '\n' if !is_quoted => break,
                '\n' => (line, column) = (line + 1, 1),
                letter if letter == separator && !is_quoted => spots.push((line, column)),
                _ => {}
            }
        }
        spots
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::column::BILL;

    fn rows(text: &str) -> (Vec<Row>, Vec<Fault>) {
        let mut faults = Vec::new();
        let rows = Sheet::new(text, "bill.csv", &BILL).rows(&mut faults);
        (rows, faults)
    }

    #[test]
    fn spreadsheets_of_all_kinds_say_the_same() {
        let plain = "facility,product,good,kg_per_unit,units_per_year\nplant,\"motor, big\",magnet,1.5,10\n";
        let marked = format!("\u{feff}{}", plain.replace('\n', "\r\n"));
        let semicolons = "facility;product;good;kg_per_unit;units_per_year;;\n\n# a note\nplant;motor, big;magnet;1.5;10;;\n;;;;;;\n";
        let tabs = "facility\tproduct\tgood\tkg_per_unit\tunits_per_year\rplant\tmotor, big\tmagnet\t1.5\t10";
        for text in [plain, &marked, semicolons, tabs] {
            let (rows, faults) = rows(text);
            assert_eq!(faults, [], "{text}");
            assert_eq!(rows.len(), 1, "{text}");
            assert_eq!(rows[0].text("product"), "motor, big", "{text}");
            assert_eq!(rows[0].text("units_per_year"), "10", "{text}");
        }
    }

    #[test]
    fn a_cell_knows_its_line_and_character() {
        let (rows, _) = rows(
            "# note\nfacility,product,good,kg_per_unit,units_per_year\n\n\"a\nb\",x,y,1,2\nc,x,é,1,3\n",
        );
        let spot = |row: &Row, column| {
            let place = row.place_of(column);
            (place.line, place.column)
        };
        assert_eq!(spot(&rows[0], "facility"), (4, 1));
        assert_eq!(spot(&rows[0], "product"), (5, 4));
        assert_eq!(spot(&rows[1], "units_per_year"), (6, 9));
        assert_eq!(spot(&rows[1], "substitute"), (6, 1));
    }
}
