//! Shares of a whole over time, one above the other.

use maud::{Markup, html};
use units::Date;

use super::axis::{Days, Scale, axes};
use super::label::{self, Label};
use super::{PANEL, Panel, Twin, px};
use crate::number;

const LETTERS: usize = 14;

/// One band.
#[derive(Debug, Clone)]
pub(crate) struct Band {
    pub(crate) name: String,
    pub(crate) colour: usize,
    pub(crate) shares: Vec<f64>,
}

/// Bands that add up to one.
#[derive(Debug, Clone)]
pub(crate) struct Stack {
    pub(crate) title: String,
    pub(crate) dates: Vec<Date>,
    /// The lowest first.
    pub(crate) bands: Vec<Band>,
}

impl Stack {
    /// The picture with its table; none where there is nothing to show.
    pub(crate) fn panel(&self) -> Option<Panel> {
        let days = Days::of(&self.dates).filter(|_| !self.bands.is_empty())?;
        Some(Panel {
            caption: self.title.clone(),
            picture: self.draw(days),
            twin: self.twin(),
        })
    }

    /// Lower and upper edges of a band.
    fn edges(&self, place: usize, at: usize) -> (f64, f64) {
        let below: f64 = self.bands[..place].iter().map(|band| band.shares[at]).sum();
        (below, below + self.bands[place].shares[at])
    }

    fn draw(&self, days: Days) -> Markup {
        let frame = &PANEL;
        let words = self.in_words();
        html! {
            svg role="img" viewBox=(frame.view_box()) aria-label=(format!("{}. {words}", self.title)) {
                title { (self.title) }
                desc { (words) }
                @for (place, band) in self.bands.iter().enumerate() {
                    path class=(format!("area c{}", band.colour)) d=(self.area(place, days)) {}
                }
                (axes(frame, days, &Scale::share(), number::percent))
                (label::draw(&self.labels(), frame.x_end() + 8.0))
            }
        }
    }

    fn area(&self, place: usize, days: Days) -> String {
        let frame = &PANEL;
        // A single day is drawn over the whole width.
        let only = self.dates.len() == 1;
        let count = if only { 2 } else { self.dates.len() };
        let day = |at: usize| if only { 0 } else { at };
        let x = |at: usize| {
            if only {
                frame.x(at as f64)
            } else {
                frame.x(days.place(self.dates[at]))
            }
        };
        let upper = (0..count).map(|at| (x(at), frame.y(self.edges(place, day(at)).1)));
        let lower = (0..count)
            .rev()
            .map(|at| (x(at), frame.y(self.edges(place, day(at)).0)));
        let points: Vec<String> = upper
            .chain(lower)
            .map(|(x, y)| format!("{} {}", px(x), px(y)))
            .collect();
        format!("M{}Z", points.join("L"))
    }

    fn labels(&self) -> Vec<Label> {
        let last = self.dates.len() - 1;
        let mut labels: Vec<Label> = self
            .bands
            .iter()
            .enumerate()
            .map(|(place, band)| {
                let (low, high) = self.edges(place, last);
                let name = label::cut(&band.name, LETTERS);
                Label {
                    text: format!("{name} {}", number::percent(band.shares[last])),
                    colour: band.colour,
                    y: PANEL.y(f64::midpoint(low, high)),
                    has_square: true,
                }
            })
            .collect();
        label::apart(&mut labels, PANEL.top + 4.0, PANEL.y_end());
        labels
    }

    fn in_words(&self) -> String {
        let words = self.bands.iter().filter_map(|band| {
            let (first, last) = (band.shares.first()?, band.shares.last()?);
            Some(format!(
                "{} {} at first and {} at the end.",
                band.name,
                number::percent(*first),
                number::percent(*last)
            ))
        });
        words.collect::<Vec<_>>().join(" ")
    }

    /// Every share that is drawn.
    pub(crate) fn twin(&self) -> Twin {
        let mut header = vec!["week of".to_owned()];
        header.extend(self.bands.iter().map(|band| band.name.clone()));
        let rows = self.dates.iter().enumerate().map(|(at, date)| {
            let mut row = vec![date.to_string()];
            row.extend(
                self.bands
                    .iter()
                    .map(|band| number::percent(band.shares[at])),
            );
            row
        });
        Twin {
            caption: self.title.clone(),
            header,
            rows: rows.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_stand_on_each_other_and_the_table_has_their_shares() {
        let band = |name: &str, shares: [f64; 2]| Band {
            name: name.to_owned(),
            colour: 1,
            shares: shares.to_vec(),
        };
        let stack = Stack {
            title: "Orders".to_owned(),
            dates: vec![Date::new(2026, 1, 5), Date::new(2026, 2, 2)],
            bands: vec![band("China", [0.75, 0.5]), band("Australia", [0.25, 0.5])],
        };
        assert_eq!(stack.edges(1, 0), (0.75, 1.0));
        let panel = stack.panel().unwrap();
        assert_eq!(panel.twin.rows[0], ["2026-01-05", "75\u{a0}%", "25\u{a0}%"]);
        // The plotting area reaches from 224 down to 12: three quarters of it end at 224 - 0.75 x 212 = 65.
        let text = panel.picture.into_string();
        assert!(text.contains("M46 65L326 118L326 224L46 224Z"), "{text}");
    }
}
