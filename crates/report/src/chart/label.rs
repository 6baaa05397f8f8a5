//! Names beside the right end of what they name, moved apart where they would lie on each other.

use maud::{Markup, html};

use super::px;

const DISTANCE: f64 = 14.0;

/// A name with the height at which it should stand.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Label {
    pub(crate) text: String,
    pub(crate) colour: usize,
    pub(crate) y: f64,
    /// Whether a square of the colour stands before it.
    pub(crate) has_square: bool,
}

/// Moves labels apart within `top` and `bottom`, keeping their order.
pub(crate) fn apart(labels: &mut [Label], top: f64, bottom: f64) {
    labels.sort_by(|left, right| left.y.total_cmp(&right.y));
    let mut last = f64::NEG_INFINITY;
    for label in labels.iter_mut() {
        label.y = label.y.max(last + DISTANCE).max(top);
        last = label.y;
    }
    let mut next = f64::INFINITY;
    for label in labels.iter_mut().rev() {
        label.y = label.y.min(next - DISTANCE).min(bottom);
        next = label.y;
    }
}

/// Draws labels at `x`.
pub(crate) fn draw(labels: &[Label], x: f64) -> Markup {
    html! {
        g class="labels" {
            @for label in labels {
                @if label.has_square {
                    rect class=(format!("fill c{}", label.colour)) x=(px(x)) y=(px(label.y - 5.0)) width="9" height="9" {}
                    text x=(px(x + 13.0)) y=(px(label.y + 4.0)) { (label.text) }
                } @else {
                    text class=(format!("ink c{}", label.colour)) x=(px(x)) y=(px(label.y + 4.0)) { (label.text) }
                }
            }
        }
    }
}

/// A text cut to so many letters, with an ellipsis.
pub(crate) fn cut(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    let kept: String = text.chars().take(letters.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_at_one_height_are_moved_apart_and_stay_inside() {
        let label = |y: f64| Label {
            text: String::new(),
            colour: 0,
            y,
            has_square: false,
        };
        let mut labels = vec![label(100.0), label(99.0), label(98.0)];
        apart(&mut labels, 0.0, 105.0);
        let heights: Vec<f64> = labels.iter().map(|label| label.y).collect();
        assert_eq!(heights, [77.0, 91.0, 105.0]);
    }

    #[test]
    fn long_names_are_cut_by_letters_not_bytes() {
        assert_eq!(cut("ストーレンバーグ", 4), "ストー…");
        assert_eq!(cut("Japan", 8), "Japan");
    }
}
