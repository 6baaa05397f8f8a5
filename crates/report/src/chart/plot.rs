//! Lines, bands and bars over time on one scale.

use std::fmt::Write as _;

use maud::{Markup, html};
use units::Date;

use super::axis::{Days, Scale, axes};
use super::label::{self, Label};
use super::{Frame, PANEL, Panel, Twin, px};
use crate::number;

const LETTERS: usize = 17;
/// Spans over this ratio are drawn on a log scale, where that is allowed.
const LOG_FROM: f64 = 8.0;

/// How a layer is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// A line, drawn through.
    Line,
    /// A dashed line.
    Dashed,
    /// A thin line for the rest, without a name.
    Thin,
    /// Bars from zero.
    Bars,
}

/// One row of values over time.
#[derive(Debug, Clone)]
pub(crate) struct Layer {
    /// What it is.
    pub(crate) name: String,
    /// How it is drawn.
    pub(crate) mark: Mark,
    /// Place of its colour in the style sheet.
    pub(crate) colour: usize,
    /// A value for each day, or none.
    pub(crate) values: Vec<Option<f64>>,
    /// A band around it.
    pub(crate) band: Vec<Option<(f64, f64)>>,
}

impl Layer {
    /// A layer without a band.
    pub(crate) fn new(name: &str, mark: Mark, colour: usize, values: Vec<Option<f64>>) -> Self {
        Self {
            name: name.to_owned(),
            mark,
            colour,
            values,
            band: Vec::new(),
        }
    }
}

/// A picture of values over time.
#[derive(Debug, Clone)]
pub(crate) struct Plot {
    /// What it is of, for those who cannot see it.
    pub(crate) title: String,
    /// Unit of the values.
    pub(crate) unit: String,
    /// Days of the values.
    pub(crate) dates: Vec<Date>,
    /// The layers, the last one on top.
    pub(crate) layers: Vec<Layer>,
    /// Whether a wide span may be drawn on a log scale.
    pub(crate) may_be_log: bool,
    /// Whether values are shares.
    pub(crate) is_share: bool,
    /// A level to compare with, such as a ratio of 1.
    pub(crate) level: Option<f64>,
}

impl Plot {
    /// The picture with its table; none where there is nothing to show.
    pub(crate) fn panel(&self) -> Option<Panel> {
        let days = Days::of(&self.dates)?;
        let scale = self.scale()?;
        let how = if scale.is_log() { ", log scale" } else { "" };
        Some(Panel {
            caption: format!("{} ({}{how})", self.title, self.unit),
            picture: self.draw(days, &scale),
            twin: self.twin(),
        })
    }

    fn all(&self) -> impl Iterator<Item = f64> {
        let ends = |layer: &Layer| {
            let bands = layer.band.clone().into_iter().flatten();
            bands
                .flat_map(|(low, high)| [low, high])
                .collect::<Vec<f64>>()
        };
        let values = self.layers.iter().flat_map(move |layer| {
            let own = layer.values.clone().into_iter().flatten();
            own.chain(ends(layer)).collect::<Vec<f64>>()
        });
        values.chain(self.level)
    }

    fn scale(&self) -> Option<Scale> {
        let low = self.all().fold(f64::INFINITY, f64::min);
        let high = self.all().fold(f64::NEG_INFINITY, f64::max);
        let has_values = self
            .layers
            .iter()
            .any(|it| it.values.iter().any(Option::is_some));
        if !has_values {
            return None;
        }
        let is_log = self.may_be_log && low > 0.0 && high / low > LOG_FROM;
        Some(if is_log {
            Scale::log(self.all())
        } else {
            Scale::linear(self.all())
        })
    }

    fn name(&self, value: f64) -> String {
        if self.is_share {
            number::percent(value)
        } else {
            number::short(value)
        }
    }

    fn draw(&self, days: Days, scale: &Scale) -> Markup {
        let frame = &PANEL;
        let summary = self.in_words();
        html! {
            svg role="img" viewBox=(frame.view_box()) aria-label=(format!("{}. {summary}", self.title)) {
                title { (self.title) }
                desc { (summary) }
                (axes(frame, days, scale, |value| self.name(value)))
                @if let Some(level) = self.level {
                    @let y = px(frame.y(scale.place(level)));
                    line class="level" x1=(px(frame.left)) x2=(px(frame.x_end())) y1=(y) y2=(y) {}
                }
                @for layer in &self.layers { (self.layer(layer, frame, days, scale)) }
                (label::draw(&self.labels(frame, scale), frame.x_end() + 8.0))
            }
        }
    }

    fn layer(&self, layer: &Layer, frame: &Frame, days: Days, scale: &Scale) -> Markup {
        let x = |at: usize| frame.x(days.place(self.dates[at]));
        let y = |value: f64| frame.y(scale.place(value));
        let class = format!("c{}", layer.colour);
        if layer.mark == Mark::Bars {
            let width = (frame.x_end() - frame.left) / self.dates.len().max(1) as f64;
            let width = (width * 0.7).clamp(1.5, 26.0);
            return html! {
                g class=(format!("fill {class}")) {
                    @for (at, value) in layer.values.iter().enumerate() {
                        @if let Some(value) = value.filter(|value| *value > 0.0) {
                            @let top = y(value);
                            rect x=(px(x(at) - width / 2.0)) y=(px(top)) width=(px(width)) height=(px(y(0.0) - top)) {}
                        }
                    }
                }
            };
        }
        let kind = match layer.mark {
            Mark::Dashed => "line dashed",
            Mark::Thin => "line thin",
            _ => "line",
        };
        let band = outline(&layer.band, x, y);
        html! {
            @if !band.is_empty() { path class=(format!("band {class}")) d=(band) {} }
            path class=(format!("{kind} {class}")) d=(path(&layer.values, x, y)) {}
        }
    }

    fn labels(&self, frame: &Frame, scale: &Scale) -> Vec<Label> {
        let mut labels: Vec<Label> = Vec::new();
        for layer in self.layers.iter().filter(|layer| layer.mark != Mark::Thin) {
            let Some(last) = layer.values.iter().rev().flatten().next() else {
                continue;
            };
            let is_bars = layer.mark == Mark::Bars;
            labels.push(Label {
                text: label::cut(&layer.name, LETTERS),
                colour: layer.colour,
                y: if is_bars {
                    frame.y_end() - 6.0
                } else {
                    frame.y(scale.place(*last))
                },
                has_square: is_bars,
            });
        }
        label::apart(&mut labels, frame.top + 4.0, frame.y_end());
        labels
    }

    /// First, largest and last value of each layer.
    fn in_words(&self) -> String {
        let words = |layer: &Layer| {
            let mut there = self.dates.iter().zip(&layer.values);
            let values = there
                .by_ref()
                .filter_map(|(date, value)| Some((*date, (*value)?)));
            let values: Vec<(Date, f64)> = values.collect();
            let (first, last) = (values.first()?, values.last()?);
            let top = values
                .iter()
                .max_by(|left, right| left.1.total_cmp(&right.1))?;
            Some(format!(
                "{}: {} in {}, highest {} in {}, {} in {}.",
                layer.name,
                self.name(first.1),
                number::month(first.0),
                self.name(top.1),
                number::month(top.0),
                self.name(last.1),
                number::month(last.0),
            ))
        };
        let all: Vec<String> = self.layers.iter().filter_map(words).collect();
        all.join(" ")
    }

    /// Every value that is drawn.
    pub(crate) fn twin(&self) -> Twin {
        let mut header = vec!["week of".to_owned()];
        for layer in &self.layers {
            header.push(layer.name.clone());
            if !layer.band.is_empty() {
                header.push(format!("{}, 10 to 90 %", layer.name));
            }
        }
        let shown = |value: Option<f64>| value.map_or(String::new(), |value| self.name(value));
        let rows = self.dates.iter().enumerate().map(|(at, date)| {
            let mut row = vec![date.to_string()];
            for layer in &self.layers {
                row.push(shown(layer.values.get(at).copied().flatten()));
                if !layer.band.is_empty() {
                    let band = layer.band.get(at).copied().flatten();
                    let text = band
                        .map(|(low, high)| format!("{} to {}", self.name(low), self.name(high)));
                    row.push(text.unwrap_or_default());
                }
            }
            row
        });
        Twin {
            caption: format!("{} ({})", self.title, self.unit),
            header,
            rows: rows.collect(),
        }
    }
}

/// A path through the values that are there.
fn path(values: &[Option<f64>], x: impl Fn(usize) -> f64, y: impl Fn(f64) -> f64) -> String {
    let mut text = String::new();
    let mut is_open = false;
    for (at, value) in values.iter().enumerate() {
        let Some(value) = value else {
            is_open = false;
            continue;
        };
        text.push(if is_open { 'L' } else { 'M' });
        // Writing to a String cannot fail.
        let _ = write!(text, "{} {}", px(x(at)), px(y(*value)));
        // A point alone is drawn as a dot: a line of no length with round ends.
        if !is_open && values.get(at + 1).is_none_or(Option::is_none) {
            text += "h0";
        }
        is_open = true;
    }
    text
}

/// The outline of a band: along its upper edge, and back along the lower.
fn outline(
    band: &[Option<(f64, f64)>],
    x: impl Fn(usize) -> f64,
    y: impl Fn(f64) -> f64,
) -> String {
    let there: Vec<(usize, (f64, f64))> = band
        .iter()
        .enumerate()
        .filter_map(|(at, ends)| Some((at, (*ends)?)))
        .collect();
    if there.len() < 2 {
        return String::new();
    }
    let upper = there.iter().map(|(at, (_, high))| (x(*at), y(*high)));
    let lower = there.iter().rev().map(|(at, (low, _))| (x(*at), y(*low)));
    let points: Vec<String> = upper
        .chain(lower)
        .map(|(x, y)| format!("{} {}", px(x), px(y)))
        .collect();
    format!("M{}Z", points.join("L"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot(values: Vec<Option<f64>>) -> Plot {
        Plot {
            title: "Price <in> Japan".to_owned(),
            unit: "USD/kg".to_owned(),
            dates: (0..values.len() as i32)
                .map(|week| Date::new(2026, 1, 5).add_weeks(week))
                .collect(),
            layers: vec![Layer::new("Japan", Mark::Line, 1, values)],
            may_be_log: true,
            is_share: false,
            level: None,
        }
    }

    #[test]
    fn every_point_of_the_picture_is_in_the_table_and_nothing_else() {
        let values = vec![Some(10.0), None, Some(20.0), Some(15.0)];
        let plot = plot(values.clone());
        let panel = plot.panel().unwrap();
        let cells: Vec<Option<f64>> = panel
            .twin
            .rows
            .iter()
            .map(|row| row[1].parse().ok())
            .collect();
        assert_eq!(cells, values);
        // Of the scale 0, 5 ... 20 a value v lies 212 - v / 20 x (224 - 12) / ... pixels down: read back from the path.
        let scale = plot.scale().unwrap();
        let text = panel.picture.into_string();
        for value in values.into_iter().flatten() {
            let y = px(PANEL.y(scale.place(value)));
            assert!(text.contains(&format!(" {y}")), "{y} is not in {text}");
        }
    }

    #[test]
    fn names_are_escaped_and_the_picture_has_words_for_those_who_cannot_see_it() {
        let text = plot(vec![Some(1.0), Some(2.0)])
            .panel()
            .unwrap()
            .picture
            .into_string();
        assert!(
            text.contains("<title>Price &lt;in&gt; Japan</title>"),
            "{text}"
        );
        assert!(
            text.contains("Japan: 1 in January 2026, highest 2 in January 2026"),
            "{text}"
        );
        assert!(text.contains("role=\"img\""), "{text}");
    }

    #[test]
    fn nothing_to_show_is_no_picture() {
        assert!(plot(vec![None, None]).panel().is_none());
        assert!(plot(Vec::new()).panel().is_none());
    }

    #[test]
    fn a_span_of_a_hundred_is_drawn_by_ratios() {
        assert!(plot(vec![Some(1.0), Some(100.0)]).scale().unwrap().is_log());
        assert!(!plot(vec![Some(1.0), Some(2.0)]).scale().unwrap().is_log());
    }
}
