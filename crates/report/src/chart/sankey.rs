//! Tonnes on their way from stage to stage, as ribbons between countries.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::label;
use super::{Frame, Panel, Twin, px};
use crate::number;

const NODE: f64 = 12.0;
const GAP: f64 = 10.0;
const LETTERS: usize = 17;

/// A ribbon between the column of its step and the next.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ribbon {
    /// Which step, the first is 0.
    pub(crate) step: usize,
    /// Name on the left.
    pub(crate) from: String,
    /// Name on the right.
    pub(crate) to: String,
    /// Its width [t].
    pub(crate) tonnes: f64,
    /// Place of its colour in the style sheet.
    pub(crate) colour: usize,
}

/// Ribbons between columns of nodes.
#[derive(Debug, Clone)]
pub(crate) struct Sankey {
    pub(crate) title: String,
    /// What is sold at each step.
    pub(crate) steps: Vec<String>,
    pub(crate) ribbons: Vec<Ribbon>,
}

/// A node with the top and the height of its box.
#[derive(Debug, Clone, PartialEq)]
struct Node {
    name: String,
    tonnes: f64,
    top: f64,
    height: f64,
}

impl Sankey {
    /// The picture with its table; none where there is nothing to show.
    pub(crate) fn panel(&self) -> Option<Panel> {
        let total: f64 = self.ribbons.iter().map(|ribbon| ribbon.tonnes).sum();
        if total <= 0.0 {
            return None;
        }
        Some(Panel {
            caption: self.title.clone(),
            picture: self.draw(),
            twin: self.twin(),
        })
    }

    fn frame(&self) -> Frame {
        let most = (0..=self.steps.len())
            .map(|column| self.sums(column).len())
            .max();
        Frame {
            width: 900.0,
            height: 130.0 + 34.0 * most.unwrap_or(1) as f64,
            left: 158.0,
            right: 158.0,
            top: 30.0,
            bottom: 8.0,
        }
    }

    /// Tonnes of the nodes of a column: what comes in or goes out, whichever is more.
    fn sums(&self, column: usize) -> BTreeMap<&str, f64> {
        let mut sums: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
        for ribbon in &self.ribbons {
            if ribbon.step == column {
                sums.entry(&ribbon.from).or_default().1 += ribbon.tonnes;
            }
            if ribbon.step + 1 == column {
                sums.entry(&ribbon.to).or_default().0 += ribbon.tonnes;
            }
        }
        sums.into_iter()
            .map(|(name, (inward, outward))| (name, inward.max(outward)))
            .collect()
    }

    /// Pixels for a tonne: the fullest column fills the height.
    fn pixels(&self, frame: &Frame) -> f64 {
        let height = frame.y_end() - frame.top;
        let fit = (0..=self.steps.len()).map(|column| {
            let sums = self.sums(column);
            let gaps = GAP * sums.len().saturating_sub(1) as f64;
            (height - gaps) / sums.values().sum::<f64>().max(f64::MIN_POSITIVE)
        });
        fit.fold(f64::INFINITY, f64::min)
    }

    /// Nodes of a column, the largest on top.
    fn nodes(&self, column: usize, frame: &Frame, pixels: f64) -> Vec<Node> {
        let mut sums: Vec<(&str, f64)> = self.sums(column).into_iter().collect();
        sums.sort_by(|left, right| right.1.total_cmp(&left.1));
        let mut top = frame.top;
        let node = |(name, tonnes): (&str, f64)| {
            let node = Node {
                name: name.to_owned(),
                tonnes,
                top,
                height: (tonnes * pixels).max(1.0),
            };
            top += node.height + GAP;
            node
        };
        sums.into_iter().map(node).collect()
    }

    fn x(&self, column: usize, frame: &Frame) -> f64 {
        frame.x(column as f64 / self.steps.len().max(1) as f64)
    }

    fn draw(&self) -> Markup {
        let frame = self.frame();
        let pixels = self.pixels(&frame);
        let columns: Vec<Vec<Node>> = (0..=self.steps.len())
            .map(|column| self.nodes(column, &frame, pixels))
            .collect();
        let words = self.in_words();
        html! {
            div class="scroll" tabindex="0" role="region" aria-label=(self.title) {
                svg class="broad" role="img" viewBox=(frame.view_box()) aria-label=(format!("{}. {words}", self.title)) {
                    title { (self.title) }
                    desc { (words) }
                    @for (step, name) in self.steps.iter().enumerate() {
                        @let x = f64::midpoint(self.x(step, &frame), self.x(step + 1, &frame));
                        text class="row" x=(px(x)) y="14" text-anchor="middle" { (name) }
                    }
                    @for (path, ribbon) in self.paths(&columns, &frame, pixels) {
                        path class=(format!("ribbon c{}", ribbon.colour)) d=(path) {
                            title { (ribbon.from) " to " (ribbon.to) ": " (number::mass(ribbon.tonnes)) }
                        }
                    }
                    @for (column, nodes) in columns.iter().enumerate() {
                        (self.column(column, nodes, &frame))
                    }
                }
            }
        }
    }

    fn column(&self, column: usize, nodes: &[Node], frame: &Frame) -> Markup {
        let x = self.x(column, frame);
        let is_last = column == self.steps.len();
        let is_first = column == 0;
        html! {
            @for node in nodes {
                rect class="node" x=(px(x - NODE / 2.0)) y=(px(node.top)) width=(px(NODE)) height=(px(node.height)) {}
                @let middle = px(node.top + node.height / 2.0 + 4.0);
                @let text = format!("{} {}", label::cut(&node.name, LETTERS), number::mass(node.tonnes));
                @if is_first {
                    text class="row" x=(px(x - NODE)) y=(middle) text-anchor="end" { (text) }
                } @else if is_last {
                    text class="row" x=(px(x + NODE)) y=(middle) { (text) }
                } @else {
                    text class="row halo" x=(px(x + NODE)) y=(middle) { (text) }
                }
            }
        }
    }

    /// The shape of each ribbon.
    fn paths(&self, columns: &[Vec<Node>], frame: &Frame, pixels: f64) -> Vec<(String, &Ribbon)> {
        let place =
            |column: usize, name: &str| columns[column].iter().position(|node| node.name == name);
        let mut order: Vec<(usize, usize, &Ribbon)> = self
            .ribbons
            .iter()
            .filter_map(|ribbon| {
                let from = place(ribbon.step, &ribbon.from)?;
                let to = place(ribbon.step + 1, &ribbon.to)?;
                Some((from, to, ribbon))
            })
            .collect();
        order.sort_by_key(|(from, to, ribbon)| (ribbon.step, *from, *to));
        let mut out: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        let mut into: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        let mut shape = |(from, to, ribbon): (usize, usize, &Ribbon)| {
            let width = ribbon.tonnes * pixels;
            let left = columns[ribbon.step][from].top;
            let right = columns[ribbon.step + 1][to].top;
            let leaves = out.entry((ribbon.step, from)).or_insert(left);
            let arrives = into.entry((ribbon.step, to)).or_insert(right);
            let (top, end) = (*leaves, *arrives);
            *leaves += width;
            *arrives += width;
            let (x, to_x) = (
                self.x(ribbon.step, frame) + NODE / 2.0,
                self.x(ribbon.step + 1, frame) - NODE / 2.0,
            );
            let middle = f64::midpoint(x, to_x);
            let p = px;
            format!(
                "M{} {}C{} {} {} {} {} {}L{} {}C{} {} {} {} {} {}Z",
                p(x),
                p(top),
                p(middle),
                p(top),
                p(middle),
                p(end),
                p(to_x),
                p(end),
                p(to_x),
                p(end + width.max(0.6)),
                p(middle),
                p(end + width.max(0.6)),
                p(middle),
                p(top + width.max(0.6)),
                p(x),
                p(top + width.max(0.6)),
            )
        };
        order.into_iter().map(|it| (shape(it), it.2)).collect()
    }

    fn in_words(&self) -> String {
        let mut largest: Vec<&Ribbon> = self.ribbons.iter().collect();
        largest.sort_by(|left, right| right.tonnes.total_cmp(&left.tonnes));
        let words = largest.into_iter().take(5).map(|ribbon| {
            format!(
                "{}, {} to {}: {}.",
                self.steps[ribbon.step],
                ribbon.from,
                ribbon.to,
                number::mass(ribbon.tonnes)
            )
        });
        words.collect::<Vec<_>>().join(" ")
    }

    /// Every ribbon, the largest first within its step.
    pub(crate) fn twin(&self) -> Twin {
        let mut ribbons: Vec<&Ribbon> = self.ribbons.iter().collect();
        ribbons.sort_by(|left, right| {
            let steps = left.step.cmp(&right.step);
            steps.then(right.tonnes.total_cmp(&left.tonnes))
        });
        let rows = ribbons.into_iter().map(|ribbon| {
            vec![
                self.steps[ribbon.step].clone(),
                ribbon.from.clone(),
                ribbon.to.clone(),
                number::short(ribbon.tonnes),
            ]
        });
        Twin {
            caption: self.title.clone(),
            header: ["what", "from", "to", "tonnes"].map(str::to_owned).to_vec(),
            rows: rows.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ribbons_are_as_wide_as_their_tonnes_and_all_are_in_the_table() {
        let ribbon = |step: usize, from: &str, to: &str, tonnes: f64| Ribbon {
            step,
            from: from.to_owned(),
            to: to.to_owned(),
            tonnes,
            colour: 1,
        };
        let sankey = Sankey {
            title: "Dysprosium".to_owned(),
            steps: vec!["oxide".to_owned(), "metal".to_owned()],
            ribbons: vec![
                ribbon(0, "China", "Japan", 60.0),
                ribbon(0, "Malaysia", "Japan", 40.0),
                ribbon(1, "Japan", "Japan", 90.0),
            ],
        };
        let frame = sankey.frame();
        let pixels = sankey.pixels(&frame);
        let middle = sankey.nodes(1, &frame, pixels);
        assert_eq!(middle.len(), 1);
        assert!((middle[0].height - 100.0 * pixels).abs() < 1e-9);
        let panel = sankey.panel().unwrap();
        assert_eq!(panel.twin.rows.len(), 3);
        assert_eq!(panel.twin.rows[0], ["oxide", "China", "Japan", "60"]);
    }
}
