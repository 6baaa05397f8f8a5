//! A figure: the finding in words, panels side by side, and the tables of what they show.

use std::borrow::Cow;

use maud::{Markup, html};

/// The table of what a picture shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Twin {
    /// What the table is of.
    pub(crate) caption: String,
    /// Heads of the columns.
    pub(crate) header: Vec<String>,
    /// Cells as text, the first one the name of the row.
    pub(crate) rows: Vec<Vec<String>>,
}

/// A picture with its caption and its table.
#[derive(Debug, Clone)]
pub(crate) struct Panel {
    /// What it is of, with the unit.
    pub(crate) caption: String,
    /// The picture.
    pub(crate) picture: Markup,
    /// The same as a table; without rows where a table of the part has all that is drawn.
    pub(crate) twin: Twin,
}

/// A figure.
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    /// Its id in the page.
    pub(crate) id: Cow<'static, str>,
    /// The finding, in one sentence.
    pub(crate) finding: String,
    /// How to read it.
    pub(crate) note: String,
    /// Which tables of the folder it is of.
    pub(crate) source: &'static str,
    /// Its panels.
    pub(crate) panels: Vec<Panel>,
    /// Whether a panel takes the whole width.
    pub(crate) is_wide: bool,
}

impl Figure {
    /// The figure as markup.
    pub(crate) fn draw(&self) -> Markup {
        let shape = if self.is_wide {
            "panels wide"
        } else {
            "panels"
        };
        html! {
            figure id=(self.id) {
                figcaption { (self.finding) }
                @if !self.note.is_empty() { p class="note" { (self.note) } }
                div class=(shape) {
                    @for panel in &self.panels {
                        div class="panel" {
                            p class="caption" { (panel.caption) }
                            (panel.picture)
                        }
                    }
                }
                @let twins: Vec<&Twin> = self.panels.iter().map(|panel| &panel.twin).filter(|twin| !twin.rows.is_empty()).collect();
                @if !twins.is_empty() {
                    details class="twin" {
                        summary { "The same as a table" }
                        @for twin in twins { (table(twin)) }
                    }
                }
                p class="source" { "Source: " (self.source) ", beside this page." }
            }
        }
    }
}

/// A table with heads; it scrolls where it is too wide.
pub(crate) fn table(twin: &Twin) -> Markup {
    let class = |column: usize| {
        let mut cells = twin.rows.iter().filter_map(|row| row.get(column));
        cells.any(|cell| !is_number(cell)).then_some("words")
    };
    let classes: Vec<Option<&str>> = (0..twin.header.len()).map(class).collect();
    let class = |column: usize| classes.get(column).copied().flatten();
    html! {
        div class="scroll" tabindex="0" role="region" aria-label=(twin.caption) {
            table {
                caption { (twin.caption) }
                thead { tr { @for (place, head) in twin.header.iter().enumerate() { th scope="col" class=[class(place)] { (head) } } } }
                tbody {
                    @for row in &twin.rows {
                        tr {
                            @for (place, cell) in row.iter().enumerate() {
                                @if place == 0 { th scope="row" { (cell) } } @else { td class=[class(place)] { (cell) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Numbers stand to the right, words to the left.
fn is_number(cell: &str) -> bool {
    let bare = cell
        .trim_start_matches("under\u{a0}")
        .trim_start_matches('\u{2212}');
    bare.is_empty() || bare.starts_with(|sign: char| sign.is_ascii_digit())
}
