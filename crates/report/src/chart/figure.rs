//! A figure: the finding in words, panels side by side, and the tables of what they show.

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
    /// The same as a table.
    pub(crate) twin: Twin,
}

/// A figure.
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    /// Its id in the page.
    pub(crate) id: &'static str,
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
        let shape = if self.is_wide { "panels wide" } else { "panels" };
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
                details class="twin" {
                    summary { "The same as a table" }
                    @for panel in &self.panels { (table(&panel.twin)) }
                }
                p class="source" { "Source: " (self.source) " of this run." }
            }
        }
    }
}

/// A table with heads; it scrolls where it is too wide.
pub(crate) fn table(twin: &Twin) -> Markup {
    html! {
        div class="scroll" tabindex="0" role="region" aria-label=(twin.caption) {
            table {
                caption { (twin.caption) }
                thead { tr { @for head in &twin.header { th scope="col" { (head) } } } }
                tbody {
                    @for row in &twin.rows {
                        tr {
                            @for (place, cell) in row.iter().enumerate() {
                                @if place == 0 { th scope="row" { (cell) } } @else { td { (cell) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
