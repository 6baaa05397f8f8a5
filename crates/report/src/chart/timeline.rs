//! Projects as bars from decision to first output.

use maud::{Markup, html};
use units::Date;

use super::axis::Days;
use super::label;
use super::{Frame, Panel, Twin, px};

const ROW: f64 = 21.0;
const LETTERS: usize = 36;

/// A bar.
#[derive(Debug, Clone)]
pub(crate) struct Bar {
    /// What is built.
    pub(crate) name: String,
    /// Where.
    pub(crate) place: String,
    /// From.
    pub(crate) start: Date,
    /// Until.
    pub(crate) end: Date,
    /// Whether it is filled; otherwise it is an outline.
    pub(crate) is_filled: bool,
}

/// Bars below each other.
#[derive(Debug, Clone)]
pub(crate) struct Timeline {
    pub(crate) title: String,
    pub(crate) words: String,
    /// First and last day of the run; bars beyond are cut.
    pub(crate) first: Date,
    pub(crate) last: Date,
    pub(crate) bars: Vec<Bar>,
    pub(crate) twin: Twin,
}

impl Timeline {
    /// The picture with its table; none where there is nothing to show.
    pub(crate) fn panel(&self) -> Option<Panel> {
        if self.bars.is_empty() {
            return None;
        }
        let frame = Frame {
            width: 900.0,
            height: 34.0 + ROW * self.bars.len() as f64,
            left: 330.0,
            right: 16.0,
            top: 4.0,
            bottom: 30.0,
        };
        Some(Panel {
            caption: self.title.clone(),
            picture: self.draw(&frame),
            twin: self.twin.clone(),
        })
    }

    fn draw(&self, frame: &Frame) -> Markup {
        let days = Days {
            first: self.first,
            last: self.last,
        };
        html! {
            div class="scroll" tabindex="0" role="region" aria-label=(self.title) {
                svg class="broad" role="img" viewBox=(frame.view_box()) aria-label=(format!("{}. {}", self.title, self.words)) {
                    title { (self.title) }
                    desc { (self.words) }
                    g class="axis" {
                        @for (date, name) in days.marks() {
                            @let x = frame.x(days.place(date));
                            line x1=(px(x)) x2=(px(x)) y1=(px(frame.top)) y2=(px(frame.y_end())) {}
                            text x=(px(x)) y=(px(frame.y_end() + 18.0)) text-anchor="middle" { (name) }
                        }
                    }
                    @for (row, bar) in self.bars.iter().enumerate() { (draw_bar(bar, row, frame, days)) }
                }
            }
        }
    }
}

fn draw_bar(bar: &Bar, row: usize, frame: &Frame, days: Days) -> Markup {
    let y = frame.top + ROW * row as f64;
    let middle = y + ROW / 2.0;
    let start = frame.x(days.place(bar.start).clamp(0.0, 1.0));
    let is_cut = bar.end > days.last;
    let end = frame
        .x(days.place(bar.end).clamp(0.0, 1.0))
        .max(start + 2.0);
    let class = if bar.is_filled { "bar filled" } else { "bar" };
    html! {
        text class="row" x="0" y=(px(middle + 4.0)) { (label::cut(&bar.name, LETTERS)) }
        text class="row place" x=(px(frame.left - 12.0)) y=(px(middle + 4.0)) text-anchor="end" { (bar.place) }
        rect class=(class) x=(px(start)) y=(px(y + 5.0)) width=(px(end - start)) height=(px(ROW - 10.0)) {}
        @if is_cut {
            // It goes on beyond the run.
            text class="row" x=(px(end - 2.0)) y=(px(middle + 4.0)) text-anchor="end" { "→" }
        } @else {
            path class="ore" d=(format!("M{} {}l6 10h-12z", px(end), px(middle - 5.0))) {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_reaches_from_decision_to_first_output_and_is_cut_at_the_end() {
        let bar = |end: Date| Bar {
            name: "Mine".to_owned(),
            place: "Australia".to_owned(),
            start: Date::new(2026, 7, 1),
            end,
            is_filled: true,
        };
        let line = Timeline {
            title: "Plants".to_owned(),
            words: String::new(),
            first: Date::new(2026, 1, 1),
            last: Date::new(2027, 1, 1),
            bars: vec![bar(Date::new(2026, 10, 1)), bar(Date::new(2029, 1, 1))],
            twin: Twin::default(),
        };
        let text = line.panel().unwrap().picture.into_string();
        assert_eq!(text.matches("class=\"ore\"").count(), 1, "{text}");
        assert_eq!(text.matches('→').count(), 1, "{text}");
        // 181 and 273 of 365 days of 554 pixels from 330: 604.7 and 744.4.
        assert!(
            text.contains("x=\"604.7\" y=\"9\" width=\"139.6\""),
            "{text}"
        );
    }
}
