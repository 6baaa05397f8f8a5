//! What each factor does to a measure, a row for each: how far it swings the measure, and estimates with intervals.

use maud::{Markup, html};

use super::axis::Scale;
use super::{Frame, label, px};
use crate::colour::{GREY, IMPORTER, ORIGIN};
use crate::number;

const ROW: f64 = 36.0;
const NAME: f64 = 13.0;
const HALF_BAR: f64 = 6.0;
const LETTERS: usize = 58;
/// Distance of the two estimates of a factor.
const APART: f64 = 10.0;
/// Bars shorter than this have no room for the name of their end.
const LEAST_NAMED: f64 = 4.0;

/// From the mean of the measure to its means where the factor is low and where it is high.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Swing {
    /// The factor.
    pub(crate) name: String,
    /// Mean of the measure at the low end of the factor, and at its high end.
    pub(crate) ends: Option<(f64, f64)>,
    /// Whether the factor can be told from one that does nothing.
    pub(crate) is_sure: bool,
}

/// An estimate with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Estimate {
    /// The estimate.
    pub(crate) value: f64,
    /// Lower end of its interval.
    pub(crate) low: f64,
    /// Upper end.
    pub(crate) high: f64,
    /// Whether the interval leaves out zero.
    pub(crate) is_sure: bool,
}

/// Both estimates of a factor, the one that factors are ranked by first.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Estimates {
    /// The factor.
    pub(crate) name: String,
    /// The estimates; none where there is nothing to explain.
    pub(crate) both: [Option<Estimate>; 2],
}

/// Bars to both sides of the mean.
pub(crate) fn swings(title: &str, mean: f64, rows: &[Swing]) -> Markup {
    let ends = rows.iter().filter_map(|row| row.ends);
    let scale = Scale::around(ends.flat_map(|(low, high)| [low, high]).chain([mean]));
    let frame = frame(rows.len());
    let words = rows.iter().filter_map(|row| {
        let (low, high) = row.ends?;
        let (low, high) = (number::short(low), number::short(high));
        Some(format!(
            "{}: {low} where it is low, {high} where it is high.",
            row.name
        ))
    });
    let words = words.collect::<Vec<_>>().join(" ");
    let at = |value: f64| frame.x(scale.place(value));
    html! {
        (picture(title, &words, &frame, &html! {
            (axis(&frame, &scale, mean))
            @for (row, swing) in rows.iter().enumerate() {
                (name(&swing.name, row, &frame))
                @if let Some((low, high)) = swing.ends {
                    @let middle = middle(row, &frame);
                    // Two ends on one side of the mean lie over each other: the shorter is drawn last.
                    @let mut bars = [("low", low, ORIGIN), ("high", high, IMPORTER)];
                    @let () = bars.sort_by(|one, other| (other.1 - mean).abs().total_cmp(&(one.1 - mean).abs()));
                    @let is_one_sided = (low - mean) * (high - mean) > 0.0;
                    @for (place, (end, value, colour)) in bars.into_iter().enumerate() {
                        @let (from, to) = (at(mean), at(value));
                        @let colour = if swing.is_sure { colour } else { GREY };
                        rect class=(format!("fill c{colour}")) x=(px(from.min(to))) y=(px(middle - HALF_BAR)) width=(px((to - from).abs())) height=(px(2.0 * HALF_BAR)) {}
                        @if (to - from).abs() >= LEAST_NAMED && !(is_one_sided && place == 1) {
                            @let is_right = to >= from;
                            text class="end" x=(px(if is_right { to + 4.0 } else { to - 4.0 })) y=(px(middle + 4.0)) text-anchor=(if is_right { "start" } else { "end" }) { (end) }
                        }
                    }
                }
            }
        }))
    }
}

/// Points on lines from end to end of their intervals: round ones for the first estimate, hollow squares for the second.
pub(crate) fn estimates(title: &str, symbols: [&str; 2], rows: &[Estimates]) -> Markup {
    let all = rows.iter().flat_map(|row| row.both).flatten();
    let ends = all.flat_map(|estimate| [estimate.low, estimate.high]);
    let scale = Scale::around(ends.chain([0.0]));
    let frame = frame(rows.len());
    let words = rows.iter().map(|row| {
        let both = row
            .both
            .iter()
            .zip(symbols)
            .filter_map(|(estimate, symbol)| {
                let Estimate {
                    value, low, high, ..
                } = (*estimate)?;
                let [value, low, high] = [value, low, high].map(number::short);
                Some(format!("{symbol} {value} ({low} to {high})"))
            });
        format!("{}: {}.", row.name, both.collect::<Vec<_>>().join(", "))
    });
    let words = words.collect::<Vec<_>>().join(" ");
    picture(
        title,
        &words,
        &frame,
        &html! {
            (axis(&frame, &scale, 0.0))
            @for (row, factor) in rows.iter().enumerate() {
                (name(&factor.name, row, &frame))
                @for (place, estimate) in factor.both.iter().enumerate() {
                    @if let Some(estimate) = estimate {
                        (mark(estimate, place == 0, middle(row, &frame) + APART * (place as f64 - 0.5), &frame, &scale))
                    }
                }
            }
        },
    )
}

fn mark(estimate: &Estimate, is_leading: bool, y: f64, frame: &Frame, scale: &Scale) -> Markup {
    let at = |value: f64| px(frame.x(scale.place(value)));
    let colour = match (estimate.is_sure, is_leading) {
        (false, _) => GREY,
        (true, true) => IMPORTER,
        (true, false) => ORIGIN,
    };
    let x = frame.x(scale.place(estimate.value));
    html! {
        path class=(format!("line c{colour}")) d=(format!("M{} {}H{}", at(estimate.low), px(y), at(estimate.high))) {}
        @if is_leading {
            circle class=(format!("fill c{colour}")) cx=(px(x)) cy=(px(y)) r="4" {}
        } @else {
            rect class=(format!("hollow line c{colour}")) x=(px(x - 3.5)) y=(px(y - 3.5)) width="7" height="7" {}
        }
    }
}

fn frame(rows: usize) -> Frame {
    Frame {
        width: 440.0,
        height: 30.0 + ROW * rows.max(1) as f64,
        left: 34.0,
        right: 34.0,
        top: 2.0,
        bottom: 28.0,
    }
}

/// Height of the bar or the estimates of a row, below its name.
fn middle(row: usize, frame: &Frame) -> f64 {
    frame.top + ROW * row as f64 + NAME + (ROW - NAME) / 2.0
}

fn name(name: &str, row: usize, frame: &Frame) -> Markup {
    html! {
        text class="row halo" x="0" y=(px(frame.top + ROW * row as f64 + NAME)) { (label::cut(name, LETTERS)) }
    }
}

/// Round marks below, and an upright line at `zero`, from which everything is measured.
fn axis(frame: &Frame, scale: &Scale, zero: f64) -> Markup {
    html! {
        g class="axis" {
            @for mark in &scale.marks {
                @let x = px(frame.x(scale.place(*mark)));
                line x1=(x) x2=(x) y1=(px(frame.top)) y2=(px(frame.y_end())) {}
                text x=(x) y=(px(frame.y_end() + 16.0)) text-anchor="middle" { (number::short(*mark)) }
            }
        }
        @let x = px(frame.x(scale.place(zero)));
        line class="level" x1=(x) x2=(x) y1=(px(frame.top)) y2=(px(frame.y_end())) {}
    }
}

fn picture(title: &str, words: &str, frame: &Frame, inside: &Markup) -> Markup {
    html! {
        svg role="img" viewBox=(frame.view_box()) aria-label=(format!("{title}. {words}")) {
            title { (title) }
            desc { (words) }
            (inside)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_reach_from_the_mean_to_both_ends() {
        let rows = [Swing {
            name: "fear".to_owned(),
            ends: Some((2.0, 8.0)),
            is_sure: true,
        }];
        let text = swings("Price", 4.0, &rows).into_string();
        // Marks from 2 to 8 over 34 to 406 pixels, 62 for each one: the mean at 158.
        assert!(text.contains("x=\"34\" y=\"20.5\" width=\"124\""), "{text}");
        assert!(
            text.contains("x=\"158\" y=\"20.5\" width=\"248\""),
            "{text}"
        );
        assert!(
            text.contains("fear: 2 where it is low, 8 where it is high."),
            "{text}"
        );
    }

    #[test]
    fn factor_that_cannot_be_told_from_nothing_is_grey() {
        let row = |is_sure: bool| {
            let rows = [Swing {
                name: String::new(),
                ends: Some((1.0, 2.0)),
                is_sure,
            }];
            swings("", 1.5, &rows).into_string()
        };
        assert!(row(false).contains("fill c0") && !row(false).contains("fill c1"));
        assert!(row(true).contains("fill c1") && row(true).contains("fill c2"));
    }

    #[test]
    fn interval_reaches_from_end_to_end_and_both_estimates_differ_in_shape() {
        let estimate = |value: f64| {
            Some(Estimate {
                value,
                low: value - 0.2,
                high: value + 0.2,
                is_sure: true,
            })
        };
        let rows = [Estimates {
            name: "fear".to_owned(),
            both: [estimate(0.8), estimate(0.2)],
        }];
        let text = estimates("Shares", ["ST", "S1"], &rows).into_string();
        // From 0 to 1 over 34 to 406 pixels: 0.6 at 257.2, 1 at 406.
        assert!(text.contains("M257.2 21.5H406"), "{text}");
        assert!(
            text.contains("<circle") && text.contains("hollow"),
            "{text}"
        );
        assert!(
            text.contains("ST 0.8 (0.6 to 1), S1 0.2 (0 to 0.4)"),
            "{text}"
        );
    }
}
