//! A finding as a picture: how far each factor swings the measure, and beside it its indices with intervals.

mod panel;
mod scale;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::study::{Finding, Study};

const LABELS: u32 = 230;
const PANEL: u32 = 390;
const HEAD: u32 = 92;
const ROW: u32 = 30;
const FOOT: u32 = 42;
const MARGIN: i32 = 14;
/// Factors shown at most; all of them are in the table.
const MOST_ROWS: usize = 20;
/// Letters of a factor's name that find room.
const MOST_LETTERS: usize = 34;
const FONT: &str = "sans-serif";
const GREY: RGBColor = RGBColor(110, 110, 110);
const PALE: RGBColor = RGBColor(225, 225, 225);

/// A picture that could not be drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the picture cannot be drawn: {0}")]
pub struct PictureError(String);

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// The picture of a finding as SVG text; `level_share` is that of the intervals.
///
/// Positions are whole pixels and texts stay texts, so the bytes depend on no font of the machine.
pub fn picture(study: &Study, finding: &Finding, level_share: f64) -> Result<String, PictureError> {
    let ranking = finding.ranking();
    let shown = &ranking[..ranking.len().min(MOST_ROWS)];
    let height = HEAD + ROW * shown.len().max(1) as u32 + FOOT;
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, (LABELS + 2 * PANEL, height));
        let root = root.into_drawing_area();
        root.fill(&WHITE).map_err(fault)?;
        let (head, body) = root.split_vertically(HEAD);
        titles(&head, finding, level_share)?;
        let (names, panels) = body.split_horizontally(LABELS);
        let (left, right) = panels.split_horizontally(PANEL);
        labels(&names, study, shown)?;
        let hidden = ranking.len() - shown.len();
        if hidden > 0 {
            let words = format!("and {hidden} more in the table");
            let bottom = ROW as i32 * shown.len() as i32 + 18;
            text(&names, &words, (LABELS as i32 - 10, bottom), HPos::Right)?;
        }
        panel::tornado(&left, finding, shown)?;
        panel::indices(&right, finding, shown)?;
        root.present().map_err(fault)?;
    }
    Ok(svg)
}

fn fault(error: impl std::fmt::Display) -> PictureError {
    PictureError(error.to_string())
}

fn titles(head: &Area<'_>, finding: &Finding, level_share: f64) -> Result<(), PictureError> {
    let style = |size: i32, colour: RGBColor| (FONT, size).into_font().color(&colour);
    let line = |words: &str, y: i32, size: i32, colour: RGBColor| {
        let element = Text::new(words.to_owned(), (MARGIN, y), style(size, colour));
        head.draw(&element).map_err(fault)
    };
    line(&format!("What moves {}", finding.name), 12, 20, BLACK)?;
    let below = format!(
        "{}; lines: {} % intervals; grey: not distinguishable from zero",
        finding.basis(),
        (level_share * 100.0).round()
    );
    line(&below, 40, 13, GREY)?;
    panel::legends(head, finding)
}

/// Names of the factors, one beside each row.
fn labels(area: &Area<'_>, study: &Study, shown: &[usize]) -> Result<(), PictureError> {
    for (row, &factor) in (0..).zip(shown) {
        let middle = ROW as i32 * row + ROW as i32 / 2;
        let name = short(&study.factors[factor]);
        text(area, &name, (LABELS as i32 - 10, middle), HPos::Right)?;
    }
    Ok(())
}

/// A line of text at its middle height.
fn text(area: &Area<'_>, words: &str, at: (i32, i32), side: HPos) -> Result<(), PictureError> {
    let style = TextStyle::from((FONT, 13).into_font()).pos(Pos::new(side, VPos::Center));
    area.draw(&Text::new(words.to_owned(), at, style))
        .map_err(fault)
}

/// A name that finds room: of a long one the ends.
fn short(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    if letters.len() <= MOST_LETTERS {
        return name.to_owned();
    }
    let half = (MOST_LETTERS - 1) / 2;
    let start: String = letters[..half].iter().collect();
    let end: String = letters[letters.len() - half..].iter().collect();
    format!("{start}…{end}")
}

#[cfg(test)]
mod tests;
