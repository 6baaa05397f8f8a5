//! Observed series: the CSV files that a scenario names under `observed`. docs/concepts/observed.md names the columns.

use std::path::Path;

use csv::{ReaderBuilder, StringRecord};
use units::Date;

use crate::fault::{Fault, Faults, Place};
use crate::load::Loaded;
use crate::nearest;

const COLUMNS: [&str; 15] = [
    "measure",
    "material",
    "stage",
    "place",
    "counterpart",
    "from",
    "to",
    "value",
    "low",
    "high",
    "unit",
    "scored",
    "confidence",
    "source",
    "note",
];
/// Tonnes as customs weigh them, which a tonne of oxide stands for where no source has the mix.
const PRODUCT: &str = "t product";
const PAGE: &str = "docs/concepts/observed.md lists the columns";

/// What was observed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Quote in a zone without value-added tax [USD/kg].
    QuoteExVat,
    /// Tonnes that left a country [t].
    Exports,
    /// Tonnes that arrived in a country [t].
    Imports,
    /// Part of a country's imports that comes from an origin.
    ImportShare,
    /// Tonnes used in a country [t].
    Demand,
    /// Tonnes mined in a country [t].
    Output,
    /// Tonnes that a country allows to leave [t].
    Quota,
    /// Part of a material's tonnes that is sold at or below a price; the price stands in the note.
    VolumeShareBelow,
}

impl Measure {
    /// All measures.
    pub const ALL: [Self; 8] = [
        Self::QuoteExVat,
        Self::Exports,
        Self::Imports,
        Self::ImportShare,
        Self::Demand,
        Self::Output,
        Self::Quota,
        Self::VolumeShareBelow,
    ];

    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::QuoteExVat => "quote_ex_vat",
            Self::Exports => "exports",
            Self::Imports => "imports",
            Self::ImportShare => "import_share",
            Self::Demand => "demand",
            Self::Output => "output",
            Self::Quota => "quota",
            Self::VolumeShareBelow => "volume_share_below",
        }
    }

    /// The unit of its values.
    pub fn unit(self) -> &'static str {
        match self {
            Self::QuoteExVat => "USD/kg",
            Self::ImportShare | Self::VolumeShareBelow => "share",
            Self::Exports | Self::Imports | Self::Demand | Self::Output | Self::Quota => "t",
        }
    }
}

/// One observation.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// What was observed.
    pub measure: Measure,
    /// Of which material; empty for all goods together.
    pub material: String,
    /// At which stage; empty for all.
    pub stage: String,
    /// Zone of a quote, else country; empty for the world.
    pub place: String,
    /// The other country; empty for all.
    pub counterpart: String,
    /// First day of the period.
    pub from: Date,
    /// First day after the period.
    pub to: Date,
    /// The figure, in the measure's unit.
    pub value: f64,
    /// Lower end of the source's range.
    pub low: Option<f64>,
    /// Upper end of the source's range.
    pub high: Option<f64>,
    /// Whether the model is judged by it; otherwise it is only drawn.
    pub is_scored: bool,
    /// high, medium or low.
    pub confidence: String,
    /// Where it comes from.
    pub source: String,
    /// What to know about it.
    pub note: String,
}

impl Loaded {
    /// Reads the observed series that the scenario names, in order; none where it names none.
    pub fn observations(&self) -> Result<Vec<Observation>, Faults> {
        let mut all = Vec::new();
        for observed in &self.scenario.observed {
            let path = format!("observed.{}.file", observed.id);
            let place = self.place(&path, false, 0);
            let folder = Path::new(&place.file).parent().unwrap_or(Path::new(""));
            all.extend(observations(&folder.join(&observed.file))?);
        }
        Ok(all)
    }
}

/// Reads one file of observed series.
pub fn observations(path: &Path) -> Result<Vec<Observation>, Faults> {
    let file = path.display().to_string();
    let refuse = |error: csv::Error| {
        let line = error
            .position()
            .map_or(0, |position| position.line() as usize);
        let mut fault = Fault::of_file(&file, &in_words(&error), PAGE);
        fault.place = at(&file, line);
        fault
    };
    let mut reader = ReaderBuilder::new().from_path(path).map_err(refuse)?;
    let header = reader.headers().map_err(refuse)?.clone();
    let columns = columns(&header, &file)?;
    let mut rows = Vec::new();
    let mut faults = Faults::default();
    for record in reader.records() {
        let record = record.map_err(refuse)?;
        let line = record.position().map_or(0, csv::Position::line) as usize;
        let row = Row {
            record: &record,
            columns: &columns,
            place: at(&file, line),
        };
        match row.read() {
            Ok(observation) => rows.push(observation),
            Err(fault) => faults.push(fault),
        }
    }
    faults.or(rows)
}

fn at(file: &str, line: usize) -> Place {
    Place {
        file: file.to_owned(),
        line,
        column: usize::from(line > 0),
    }
}

fn in_words(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Io(error) => format!("cannot be read: {error}"),
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => format!("the line has {len} fields, allowed are {expected_len}"),
        csv::ErrorKind::Utf8 { .. } => "the line is not UTF-8 text".to_owned(),
        _ => error.to_string(),
    }
}

/// Where each column stands; all have to be there, in any order.
fn columns(header: &StringRecord, file: &str) -> Result<[usize; 15], Faults> {
    let mut places = [0; 15];
    let mut faults = Faults::default();
    for (place, name) in places.iter_mut().zip(COLUMNS) {
        if let Some(found) = header.iter().position(|known| known == name) {
            *place = found;
        } else {
            let mut fault = Fault::of_file(file, &format!("column `{name}` is missing"), PAGE);
            fault.place = at(file, 1);
            faults.push(fault);
        }
    }
    for name in header.iter().filter(|name| !COLUMNS.contains(name)) {
        let mut fault = Fault::of_file(
            file,
            &format!("column `{name}` is unknown"),
            &nearest::hint(name, COLUMNS),
        );
        fault.place = at(file, 1);
        faults.push(fault);
    }
    faults.or(places)
}

/// One line of the file.
struct Row<'a> {
    record: &'a StringRecord,
    columns: &'a [usize; 15],
    place: Place,
}

impl Row<'_> {
    fn read(&self) -> Result<Observation, Fault> {
        let measure = self.measure()?;
        self.check_unit(measure)?;
        let (from, to) = (self.date("from")?, self.date("to")?);
        if from >= to {
            return Err(self.refuse(
                "to",
                &format!("a day after `from`, which is {from}"),
                "the period is from <= day < to",
            ));
        }
        Ok(Observation {
            measure,
            material: self.text("material").to_owned(),
            stage: self.text("stage").to_owned(),
            place: self.text("place").to_owned(),
            counterpart: self.text("counterpart").to_owned(),
            from,
            to,
            value: self.number("value")?,
            low: self.optional("low")?,
            high: self.optional("high")?,
            is_scored: self.choice("scored", &["yes", "no"])? == "yes",
            confidence: self
                .choice("confidence", &["high", "medium", "low"])?
                .to_owned(),
            source: self.text("source").to_owned(),
            note: self.text("note").to_owned(),
        })
    }

    fn text(&self, column: &str) -> &str {
        let place = COLUMNS.iter().position(|known| *known == column);
        place
            .and_then(|place| self.record.get(self.columns[place]))
            .unwrap_or_default()
            .trim()
    }

    fn measure(&self) -> Result<Measure, Fault> {
        let words = Measure::ALL.map(Measure::word);
        let word = self.choice("measure", &words)?;
        let found = Measure::ALL.into_iter().find(|known| known.word() == word);
        found.ok_or_else(|| self.refuse("measure", "a known measure", PAGE))
    }

    fn check_unit(&self, measure: Measure) -> Result<(), Fault> {
        let unit = measure.unit();
        let is_tonnes = unit == "t";
        let found = self.text("unit");
        if found == unit || (is_tonnes && found == PRODUCT) {
            return Ok(());
        }
        let allowed = if is_tonnes {
            format!("`{unit}` or `{PRODUCT}` for `{}`", measure.word())
        } else {
            format!("`{unit}` for `{}`", measure.word())
        };
        Err(self.refuse("unit", &allowed, "convert the value to that unit"))
    }

    fn choice(&self, column: &str, known: &[&str]) -> Result<&str, Fault> {
        let text = self.text(column);
        if known.contains(&text) {
            return Ok(text);
        }
        let words: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
        Err(self.refuse(
            column,
            &words.join(", "),
            &nearest::hint(text, known.iter().copied()),
        ))
    }

    fn date(&self, column: &str) -> Result<Date, Fault> {
        Date::parse(self.text(column)).map_err(|_| {
            self.refuse(
                column,
                "a day of the calendar as YYYY-MM-DD",
                "the month comes before the day, and has to have that day",
            )
        })
    }

    fn number(&self, column: &str) -> Result<f64, Fault> {
        match self.text(column).parse::<f64>() {
            Ok(number) if number.is_finite() && number >= 0.0 => Ok(number),
            _ => Err(self.refuse(
                column,
                "a number from 0 up",
                "a number is written without units and thousands separators, such as 1234.5",
            )),
        }
    }

    fn optional(&self, column: &str) -> Result<Option<f64>, Fault> {
        if self.text(column).is_empty() {
            return Ok(None);
        }
        self.number(column).map(Some)
    }

    fn refuse(&self, column: &str, allowed: &str, hint: &str) -> Fault {
        Fault {
            place: self.place.clone(),
            path: format!("observed.{column}"),
            message: format!(
                "column `{column}` is `{}`, allowed is {allowed}",
                self.text(column)
            ),
            hint: hint.to_owned(),
        }
    }
}
