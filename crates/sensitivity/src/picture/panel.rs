//! The two panels: rows from top to bottom in the order given.

use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::scale::{range, tick};
use super::{Area, FONT, FOOT, GREY, LABELS, MARGIN, PALE, PANEL, PictureError, fault, text};
use crate::estimate::{Index, Measure, Verdict};
use crate::study::Finding;

const LOW: RGBColor = RGBColor(204, 102, 20);
const HIGH: RGBColor = RGBColor(0, 84, 147);
const UNSURE: RGBColor = RGBColor(165, 165, 165);
/// Half the height of a bar, in rows.
const HALF_BAR: f64 = 0.3;
/// How far the two estimates of a factor stand from the middle of its row.
const APART: f64 = 0.17;

type Chart<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// Height of the middle of a row.
fn height(row: usize, rows: usize) -> f64 {
    rows as f64 - row as f64 - 0.5
}

/// An empty panel over a horizontal range, with a line at `zero`.
fn chart<'a, 'b>(
    area: &'a Area<'b>,
    (low, high): (f64, f64),
    rows: usize,
    words: &str,
) -> Result<Chart<'a, 'b>, PictureError> {
    let mut chart = ChartBuilder::on(area)
        .margin_right(MARGIN)
        .x_label_area_size(FOOT)
        .build_cartesian_2d(low..high, 0.0..rows.max(1) as f64)
        .map_err(fault)?;
    chart
        .configure_mesh()
        .disable_y_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(PALE)
        .axis_style(GREY)
        .label_style((FONT, 12).into_font().color(&GREY))
        .x_labels(5)
        .y_labels(0)
        .x_label_formatter(&|value| tick(*value, (low, high)))
        .x_desc(words)
        .axis_desc_style((FONT, 12).into_font().color(&GREY))
        .draw()
        .map_err(fault)?;
    Ok(chart)
}

fn is_sure(index: Option<&Index>) -> bool {
    index.is_some_and(|index| matches!(index.verdict, Verdict::Above | Verdict::Below))
}

/// Bars from the mean of all outputs to the mean where the factor is low, and to that where it is high.
pub(super) fn tornado(
    area: &Area<'_>,
    finding: &Finding,
    shown: &[usize],
) -> Result<(), PictureError> {
    let mean = finding.analysis.mean;
    let swings = shown.iter().filter_map(|&factor| finding.swings[factor]);
    let ends = swings.flat_map(|swing| [swing.low, swing.high]);
    let range = range(ends.chain([mean]));
    let rows = shown.len();
    let mut chart = chart(area, range, rows, &finding.name)?;
    for (row, &factor) in shown.iter().enumerate() {
        let Some(swing) = finding.swings[factor] else {
            continue;
        };
        let middle = height(row, rows);
        let is_sure = is_sure(finding.leading(factor));
        // Two ends on one side of the mean lie over each other: the shorter is drawn last.
        let mut ends = [(swing.low, LOW), (swing.high, HIGH)];
        ends.sort_by(|one, other| (other.0 - mean).abs().total_cmp(&(one.0 - mean).abs()));
        let bars = ends.map(|(end, colour)| {
            let colour = if is_sure { colour } else { UNSURE };
            let corners = [(mean, middle - HALF_BAR), (end, middle + HALF_BAR)];
            Rectangle::new(corners, colour.mix(0.85).filled())
        });
        chart.draw_series(bars).map_err(fault)?;
    }
    line(&mut chart, mean, rows)
}

/// Both estimates of each factor with their intervals.
pub(super) fn indices(
    area: &Area<'_>,
    finding: &Finding,
    shown: &[usize],
) -> Result<(), PictureError> {
    let (leading, second) = finding.measures();
    let of = |measure: Measure, factor: usize| finding.analysis.of(measure, factor);
    let both = shown
        .iter()
        .flat_map(|&factor| [of(leading, factor), of(second, factor)]);
    let ends = both.flatten().flat_map(|index| [index.low, index.high]);
    let rows = shown.len();
    let mut chart = chart(area, range(ends.chain([0.0])), rows, axis_words(leading))?;
    line(&mut chart, 0.0, rows)?;
    for (row, &factor) in shown.iter().enumerate() {
        let middle = height(row, rows);
        if let Some(index) = of(leading, factor) {
            mark(&mut chart, index, middle + APART, true)?;
        }
        if let Some(index) = of(second, factor) {
            mark(&mut chart, index, middle - APART, false)?;
        }
    }
    Ok(())
}

/// A point on a line from end to end of its interval.
fn mark(
    chart: &mut Chart<'_, '_>,
    index: &Index,
    height: f64,
    is_leading: bool,
) -> Result<(), PictureError> {
    if !index.value.is_finite() {
        return Ok(());
    }
    let colour = match (is_sure(Some(index)), is_leading) {
        (false, _) => UNSURE,
        (true, true) => HIGH,
        (true, false) => LOW,
    };
    let ends = vec![(index.low, height), (index.high, height)];
    let interval = PathElement::new(ends, colour.stroke_width(2));
    chart.draw_series([interval]).map_err(fault)?;
    let point = Circle::new((index.value, height), 4, colour.filled());
    chart.draw_series([point]).map_err(fault)?;
    Ok(())
}

/// An upright line over all rows.
fn line(chart: &mut Chart<'_, '_>, at: f64, rows: usize) -> Result<(), PictureError> {
    let ends = vec![(at, 0.0), (at, rows as f64)];
    let line = PathElement::new(ends, GREY.stroke_width(1));
    chart.draw_series([line]).map_err(fault)?;
    Ok(())
}

/// What the axis of estimates counts.
fn axis_words(leading: Measure) -> &'static str {
    match leading {
        Measure::Total => "share of the variance",
        Measure::MeanAbsoluteEffect => "change over the whole range of the factor",
        _ => "coefficient, from -1 to 1 in general",
    }
}

/// Which colour stands for what, above each panel.
pub(super) fn legends(head: &Area<'_>, finding: &Finding) -> Result<(), PictureError> {
    let (leading, second) = finding.measures();
    let left = LABELS as i32;
    let right = left + PANEL as i32;
    let in_words = |measure: Measure| {
        let name = measure.name().replace('_', " ");
        format!("{name} ({})", measure.symbol())
    };
    let entries = [
        (left, LOW, "factor in its lowest quarter".to_owned()),
        (left + 200, HIGH, "in its highest quarter".to_owned()),
        (right, HIGH, in_words(leading)),
        (right + 205, LOW, in_words(second)),
    ];
    for (x, colour, words) in entries {
        let swatch = Rectangle::new([(x, 72), (x + 10, 82)], colour.filled());
        head.draw(&swatch).map_err(fault)?;
        text(head, &words, (x + 16, 77), HPos::Left)?;
    }
    Ok(())
}
