//! A comparison as a picture: for each course a panel with the mean difference and its band over time.

mod axis;

use plotters::coord::Shift;
use plotters::coord::combinators::BindKeyPoints;
use plotters::prelude::*;
use units::Date;

use crate::{Comparison, CourseComparison};
use axis::{Scale, days, scale, tick, ticks};

const PANEL: (u32, u32) = (480, 230);
const HEAD: u32 = 66;
const COLUMNS: usize = 2;
const MARGIN: i32 = 12;
const LINE: RGBColor = RGBColor(0, 84, 147);
const GREY: RGBColor = RGBColor(110, 110, 110);
const PALE: RGBColor = RGBColor(225, 225, 225);
const BAND_OPACITY: f64 = 0.22;
const FONT: &str = "sans-serif";

/// A picture that could not be drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the picture cannot be drawn: {0}")]
pub struct PictureError(String);

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// The picture as SVG text: `title`, a line below it, and a panel for each course of second scenario less first.
///
/// Positions are whole pixels and texts stay texts, so the bytes depend on no font of the machine.
pub fn picture(comparison: &Comparison, title: &str, below: &str) -> Result<String, PictureError> {
    let rows = comparison.courses.len().div_ceil(COLUMNS).max(1);
    let size = (PANEL.0 * COLUMNS as u32, HEAD + PANEL.1 * rows as u32);
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        root.fill(&WHITE).map_err(fault)?;
        let (head, body) = root.split_vertically(HEAD);
        let style = |size: i32, colour: RGBColor| (FONT, size).into_font().color(&colour);
        head.draw(&Text::new(title, (MARGIN, 12), style(20, BLACK)))
            .map_err(fault)?;
        head.draw(&Text::new(below, (MARGIN, 40), style(13, GREY)))
            .map_err(fault)?;
        let panels = body.split_evenly((rows, COLUMNS));
        for (course, area) in comparison.courses.iter().zip(&panels) {
            panel(course, area)?;
        }
        root.present().map_err(fault)?;
    }
    Ok(svg)
}

fn fault(error: impl std::fmt::Display) -> PictureError {
    PictureError(error.to_string())
}

/// Mean difference with low and high by day; a point without interval has none.
struct Curve {
    mean: Vec<(i32, f64)>,
    band: Vec<(i32, f64, f64)>,
}

impl Curve {
    fn of(course: &CourseComparison, start: Date, unit: f64) -> Self {
        let mut curve = Self {
            mean: Vec::new(),
            band: Vec::new(),
        };
        for point in &course.points {
            let day = days(start, point.date);
            let Some(mean) = point.difference.mean else {
                continue;
            };
            curve.mean.push((day, mean / unit));
            if let Some(interval) = point.difference.interval {
                curve
                    .band
                    .push((day, interval.low / unit, interval.high / unit));
            }
        }
        curve
    }

    /// The outline of the band: along the upper edge, and back along the lower.
    fn outline(&self) -> Vec<(i32, f64)> {
        let upper = self.band.iter().map(|&(day, _, high)| (day, high));
        let lower = self.band.iter().rev().map(|&(day, low, _)| (day, low));
        upper.chain(lower).collect()
    }
}

fn panel(course: &CourseComparison, area: &Area<'_>) -> Result<(), PictureError> {
    let (Some(first), Some(last)) = (course.points.first(), course.points.last()) else {
        return Ok(());
    };
    let Scale { unit, label } = scale(course);
    let curve = Curve::of(course, first.date, unit);
    let (low, high) = axis::range(&curve.mean, &curve.band);
    let end = days(first.date, last.date).max(1);
    let marks = ticks(first.date, last.date);
    let days = (0..end).with_key_points(marks.iter().map(|(day, _)| *day).collect());
    let mut chart = ChartBuilder::on(area)
        .margin(MARGIN as u32)
        .caption(&course.measure.meaning, (FONT, 14).into_font())
        .x_label_area_size(22)
        .y_label_area_size(66)
        .build_cartesian_2d(days, low..high)
        .map_err(fault)?;
    let name = |day: &i32| {
        let mark = marks.iter().find(|(at, _)| at == day);
        mark.map_or(String::new(), |(_, name)| name.clone())
    };
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(PALE)
        .axis_style(GREY)
        .label_style((FONT, 12).into_font().color(&GREY))
        .y_labels(5)
        .y_label_formatter(&|value| tick(*value, high - low))
        .x_label_formatter(&name)
        .y_desc(format!("b - a, {label}"))
        .axis_desc_style((FONT, 12).into_font().color(&GREY))
        .draw()
        .map_err(fault)?;
    let zero = LineSeries::new([(0, 0.0), (end, 0.0)], GREY);
    let band = Polygon::new(curve.outline(), LINE.mix(BAND_OPACITY));
    let mean = LineSeries::new(curve.mean, LINE.stroke_width(2));
    chart.draw_series([band]).map_err(fault)?;
    chart.draw_series(zero).map_err(fault)?;
    chart.draw_series(mean).map_err(fault)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CoursePoint, Difference, Measure, PairOf};

    fn comparison() -> Comparison {
        let start = Date::new(2026, 1, 5);
        let pairs = [PairOf { a: 1.0, b: 2.0 }, PairOf { a: 1.0, b: 4.0 }];
        let point = |quarter: i32| CoursePoint {
            date: start.add_weeks(13 * quarter),
            difference: Difference::of(&pairs),
        };
        Comparison {
            rows: Vec::new(),
            courses: vec![CourseComparison {
                measure: Measure {
                    name: "lost".into(),
                    unit: "t/yr".into(),
                    meaning: "lost <output>".into(),
                },
                points: (0..9).map(point).collect(),
            }],
        }
    }

    #[test]
    fn picture_has_its_words_units_and_years() {
        let svg = picture(&comparison(), "b less a", "2 pairs").unwrap();
        for words in [
            "b less a",
            "2 pairs",
            "lost &lt;output&gt;",
            "b - a, t/yr",
            "2027",
            "polygon",
        ] {
            assert!(svg.contains(words), "{words} is not in {svg}");
        }
        assert_eq!(svg, picture(&comparison(), "b less a", "2 pairs").unwrap());
    }

    #[test]
    fn nothing_to_show_is_an_empty_picture() {
        let empty = Comparison {
            rows: Vec::new(),
            courses: Vec::new(),
        };
        assert!(
            picture(&empty, "b less a", "")
                .unwrap()
                .contains("b less a")
        );
    }
}
