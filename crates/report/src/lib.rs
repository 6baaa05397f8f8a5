//! The report of a folder of results: one page for the browser and the printer that needs no network and no script.
//!
//! ```text
//! manifest, tables, report.toml --data--> what is shown --parts--> markup --page--> report.html
//! analysis of a sweep ------------------------------------^
//! ```
//!
//! Pure: the same folder gives the same bytes. Tables are read row by row, and nothing is kept that is not shown.
//!
//! | I want | look in |
//! |---|---|
//! | what a section says | `part/<section>.rs` |
//! | what it takes from which table | `data/<subject>.rs` |
//! | how a picture is drawn | `chart/<kind>.rs` |
//! | colours, print, dark theme | `style.css` |
//! | what the page says that no table holds | `brief.rs` |

mod brief;
mod chart;
mod colour;
mod data;
mod names;
mod number;
mod page;
mod part;
mod run;
mod sweep;

use std::path::Path;

use maud::{Markup, html};
use output::{Document, Manifest, OutputError, TextTables};
use units::Date;

use crate::colour::Colours;
use crate::data::{Folder, Tables};
use crate::part::Part;
use crate::run::Run;

pub use brief::{BRIEF_FILE, Brief, Country, Founding, Good};
pub use number::thousands;
pub use sweep::{Factor, Measured, Sweep};

/// File name of the report.
pub const REPORT_FILE: &str = "report.html";

/// The text of `report.html` for the results in `path`.
///
/// # Errors
/// When a table that the manifest lists cannot be read.
pub fn text(path: &Path, manifest: &Manifest, brief: &Brief) -> Result<String, OutputError> {
    let folder = Folder {
        tables: Tables::Folder(path),
        manifest,
    };
    if folder.has("comparison") {
        return comparison(folder, brief);
    }
    if folder.has("leverage") && !folder.has("prices") {
        return leverage(folder, brief);
    }
    run(folder, brief)
}

/// Tables that the report of a run is made of.
pub const TABLES: [&str; 8] = [
    "prices",
    "suppliers",
    "buyers",
    "reserves",
    "investments",
    "decisions",
    "flows",
    "events",
];

/// The text of `report.html` for a run whose [`TABLES`] are in memory: the same bytes as from a folder.
///
/// # Errors
/// When a table cannot be read.
pub fn text_of(
    tables: &TextTables,
    manifest: &Manifest,
    brief: &Brief,
) -> Result<String, OutputError> {
    let folder = Folder {
        tables: Tables::Memory(tables),
        manifest,
    };
    run(folder, brief)
}

/// The report and its brief, as files beside the results in `path`.
///
/// # Errors
/// When a table that the manifest lists cannot be read.
pub fn documents(
    path: &Path,
    manifest: &Manifest,
    brief: &Brief,
) -> Result<Vec<Document>, OutputError> {
    let page = text(path, manifest, brief)?;
    Ok(vec![brief.document(), Document::page(REPORT_FILE, page)])
}

/// The text of `report.html` for the files of a hindcast in `path`, which have no manifest.
///
/// # Errors
/// When the table of targets is missing or cannot be read.
pub fn hindcast(path: &Path) -> Result<String, OutputError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let title = names::capital(&names::words(&name));
    let parts = [part::hindcast::read(path)?, part::founding::limits("")];
    let question = "How near does the model come to what was observed?";
    Ok(page::text(
        &title,
        &head("a hindcast", &title, question),
        &parts,
    ))
}

fn run(folder: Folder<'_>, brief: &Brief) -> Result<String, OutputError> {
    let run = Run::read(folder, brief)?;
    let horizons = data::embargo::read(folder)?;
    let mut colours = Colours::of(&run.subject);
    let (first, last) = span(&run);
    let parts: Vec<Part> = [
        part::prices::draw(&run),
        part::supply::draw(&run, &mut colours),
        part::leverage::draw(&run),
        part::embargo::draw(brief, &horizons),
        part::reserves::draw(&run),
        part::projects::draw(&run, first, last),
        part::flows::draw(&run, &mut colours),
        part::choices::draw(&run),
        part::events::draw(&run),
        part::founding::sources(brief),
        Some(part::founding::limits(&brief.notes)),
        Some(part::founding::again(folder.manifest, &brief.command)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let title = names::title(brief, &folder.manifest.scenario.name);
    Ok(page::text(&title, &part::opening::draw(&run), &parts))
}

/// First and last day of the run.
fn span(run: &Run<'_>) -> (Date, Date) {
    let events = run.events.told.iter().map(|event| event.date);
    let quarters = run.losses.quarters.keys().copied();
    let dates = run
        .prices
        .dates
        .iter()
        .copied()
        .chain(events)
        .chain(quarters);
    let first = dates.min().unwrap_or(Date::new(2000, 1, 3));
    (first, first.add_weeks(run.manifest.run.weeks as i32))
}

fn comparison(folder: Folder<'_>, brief: &Brief) -> Result<String, OutputError> {
    let manifest = folder.manifest;
    let other = manifest
        .compared
        .as_ref()
        .map_or("", |other| other.name.as_str());
    let question = format!(
        "In what does “{}” differ from “{}”, on the same luck?",
        names::title(brief, other),
        names::title(brief, &manifest.scenario.name)
    );
    let parts = [
        part::comparison::read(folder, brief)?,
        part::founding::sources(brief),
        Some(part::founding::limits(&brief.notes)),
        Some(part::founding::again(manifest, &brief.command)),
    ];
    let title = format!(
        "{} and {}",
        names::title(brief, &manifest.scenario.name),
        names::title(brief, other)
    );
    let parts: Vec<Part> = parts.into_iter().flatten().collect();
    Ok(page::text(
        &title,
        &head("a comparison", &title, &question),
        &parts,
    ))
}

fn leverage(folder: Folder<'_>, brief: &Brief) -> Result<String, OutputError> {
    let horizons = data::embargo::read(folder)?;
    let parts = [
        part::embargo::draw(brief, &horizons),
        part::founding::sources(brief),
        Some(part::founding::limits(&brief.notes)),
        Some(part::founding::again(folder.manifest, &brief.command)),
    ];
    let title = names::title(brief, &folder.manifest.scenario.name);
    let parts: Vec<Part> = parts.into_iter().flatten().collect();
    Ok(page::text(
        &title,
        &head("an experiment on a scenario", &title, &brief.question),
        &parts,
    ))
}

fn head(what: &str, title: &str, question: &str) -> Markup {
    html! {
        header {
            p class="over" { "Monazite: " (what) }
            h1 { (title) }
            @if !question.is_empty() { p class="question" { (question) } }
        }
    }
}
