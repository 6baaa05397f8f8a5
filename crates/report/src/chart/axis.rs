//! Scales with round marks.

use maud::{Markup, html};
use units::Date;

use super::{Frame, px};
use crate::number;

const MARKS: f64 = 5.0;
const MARKS_OF_LOG: usize = 6;
const MARKS_SHOWN: usize = 6;
const DAYS_OF_MONTHS: i32 = 800;

/// Values on an axis.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scale {
    low: f64,
    high: f64,
    is_log: bool,
    /// Values with a mark.
    pub(crate) marks: Vec<f64>,
}

impl Scale {
    /// From zero, or below it where values are, up to the largest value.
    pub(crate) fn linear(values: impl Iterator<Item = f64>) -> Self {
        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        for value in values {
            low = low.min(value);
            high = high.max(value);
        }
        Self::between(low, high)
    }

    /// From a round number below all values to one above, wherever zero is.
    pub(crate) fn around(values: impl Iterator<Item = f64>) -> Self {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values.filter(|value| value.is_finite()) {
            low = low.min(value);
            high = high.max(value);
        }
        if low > high {
            return Self::between(0.0, 1.0);
        }
        // Values that differ by rounding only would have marks with one name.
        let least = f64::max(low.abs(), high.abs()) * 1e-3;
        Self::between(low, high.max(low + least))
    }

    fn between(low: f64, high: f64) -> Self {
        let high = if high > low { high } else { low + 1.0 };
        let step = round_step((high - low) / MARKS);
        let first = (low / step).floor();
        let last = (high / step - 1e-9).ceil().max(first + 1.0);
        let count = (last - first) as usize;
        Self {
            low: first * step,
            high: last * step,
            is_log: false,
            marks: (0..=count).map(|at| (first + at as f64) * step).collect(),
        }
    }

    /// From 0 to 1.
    pub(crate) fn share() -> Self {
        Self {
            low: 0.0,
            high: 1.0,
            is_log: false,
            marks: vec![0.0, 0.25, 0.5, 0.75, 1.0],
        }
    }

    /// Equal ratios at equal distances; values have to be above zero.
    pub(crate) fn log(values: impl Iterator<Item = f64>) -> Self {
        let (mut low, mut high) = (f64::INFINITY, 0.0_f64);
        for value in values.filter(|value| *value > 0.0) {
            low = low.min(value);
            high = high.max(value);
        }
        if !low.is_finite() {
            return Self::linear(std::iter::empty());
        }
        let (low, high) = (low / 1.08, (high * 1.08).max(low * 1.2));
        let decades = |steps: &[f64]| {
            let first = libm::log10(low).floor() as i32;
            let last = libm::log10(high).ceil() as i32;
            let all = (first..=last).flat_map(|decade| {
                let size = libm::pow(10.0, f64::from(decade));
                steps
                    .iter()
                    .map(move |step| step * size)
                    .collect::<Vec<_>>()
            });
            all.filter(|mark| (low..=high).contains(mark))
                .collect::<Vec<f64>>()
        };
        let fine = [1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0];
        let choices: [&[f64]; 4] = [&fine, &[1.0, 2.0, 5.0], &[1.0, 3.0], &[1.0]];
        let mut marks = Vec::new();
        for steps in choices {
            marks = decades(steps);
            if marks.len() <= MARKS_OF_LOG {
                break;
            }
        }
        Self {
            low,
            high,
            is_log: true,
            marks,
        }
    }

    /// Where a value lies, 0 below and 1 above.
    pub(crate) fn place(&self, value: f64) -> f64 {
        if self.is_log {
            let value = value.max(self.low);
            libm::log(value / self.low) / libm::log(self.high / self.low)
        } else {
            (value - self.low) / (self.high - self.low)
        }
    }

    /// Whether equal ratios have equal distances.
    pub(crate) fn is_log(&self) -> bool {
        self.is_log
    }
}

/// 1, 2 or 5 times a power of ten, at least as large.
fn round_step(step: f64) -> f64 {
    let size = libm::pow(10.0, libm::log10(step).floor());
    let choices = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * size);
    let large_enough = choices.into_iter().find(|choice| *choice >= step * 0.999);
    large_enough.unwrap_or(10.0 * size)
}

/// Days from the first to the last date of a picture.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Days {
    pub(crate) first: Date,
    pub(crate) last: Date,
}

impl Days {
    /// The span of dates, which are in order.
    pub(crate) fn of(dates: &[Date]) -> Option<Self> {
        Some(Self {
            first: *dates.first()?,
            last: *dates.last()?,
        })
    }

    /// Where a date lies, 0 left and 1 right.
    pub(crate) fn place(self, date: Date) -> f64 {
        let all = self.last.days_since(self.first).max(1);
        f64::from(date.days_since(self.first)) / f64::from(all)
    }

    /// Marks with their names: years, or months where there are few.
    pub(crate) fn marks(self) -> Vec<(Date, String)> {
        let days = self.last.days_since(self.first);
        if days <= DAYS_OF_MONTHS {
            return self.months(days);
        }
        let (first, last) = (self.first.year(), self.last.year());
        let every = ((last - first) as usize + 1).div_ceil(MARKS_SHOWN).max(1);
        let years = (first..=last).step_by(every);
        let marks = years.map(|year| (Date::new(year, 1, 1), year.to_string()));
        // A run that begins in the first week of January still belongs to that year.
        marks
            .map(|(date, name)| {
                let is_near = self.first.days_since(date) < 14;
                (
                    if is_near && date < self.first {
                        self.first
                    } else {
                        date
                    },
                    name,
                )
            })
            .filter(|(date, _)| *date >= self.first && *date <= self.last)
            .collect()
    }

    fn months(self, days: i32) -> Vec<(Date, String)> {
        let months = (days / 30 + 1) as usize;
        let is_few = |every: &i32| months.div_ceil(*every as usize) <= MARKS_SHOWN;
        let every = [1, 2, 3, 6].into_iter().find(is_few).unwrap_or(12);
        let count = i32::from(self.last.year() - self.first.year()) * 12 + 12;
        let first = i32::from(self.first.month()) - 1;
        (0..count)
            .filter(|month| month % every == 0)
            .map(|month| {
                let at = first + month;
                let year = self.first.year() + (at / 12) as i16;
                let date = Date::new(year, (at % 12 + 1) as i8, 1);
                let name = &number::month_name(date)[..3];
                let year = (year % 100).to_string();
                (date.max(self.first), format!("{name} {year}"))
            })
            .filter(|(date, _)| *date <= self.last)
            .collect()
    }
}

/// Lines and names of the marks of both axes.
pub(crate) fn axes(
    frame: &Frame,
    days: Days,
    scale: &Scale,
    name: impl Fn(f64) -> String,
) -> Markup {
    html! {
        g class="axis" {
            @for mark in &scale.marks {
                @let y = frame.y(scale.place(*mark));
                line x1=(px(frame.left)) x2=(px(frame.x_end())) y1=(px(y)) y2=(px(y)) {}
                text x=(px(frame.left - 6.0)) y=(px(y + 4.0)) text-anchor="end" { (name(*mark)) }
            }
            @for (date, name) in days.marks() {
                @let x = frame.x(days.place(date));
                line class="tick" x1=(px(x)) x2=(px(x)) y1=(px(frame.y_end())) y2=(px(frame.y_end() + 4.0)) {}
                text x=(px(x)) y=(px(frame.y_end() + 18.0)) text-anchor="middle" { (name) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_round_and_hold_the_values() {
        // 0 to 132 in steps of 50, the round number above 132 / 5 = 26.4.
        let scale = Scale::linear([132.0, 9.0].into_iter());
        assert_eq!(scale.marks, [0.0, 50.0, 100.0, 150.0]);
        assert!((scale.place(75.0) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn marks_around_values_need_not_begin_at_zero() {
        // 300 to 312 in steps of 5, the round number above 12 / 5 = 2.4.
        let scale = Scale::around([312.0, 301.0].into_iter());
        assert_eq!(scale.marks.first(), Some(&300.0));
        assert!(*scale.marks.last().unwrap() >= 312.0 && scale.marks.len() <= 7);
        assert!(Scale::around([2.0, 2.0].into_iter()).place(2.0).is_finite());
    }

    #[test]
    fn equal_ratios_are_equal_distances_on_a_log_scale() {
        let scale = Scale::log([1.0, 100.0].into_iter());
        let low = scale.place(10.0) - scale.place(1.0);
        let high = scale.place(100.0) - scale.place(10.0);
        assert!((low - high).abs() < 1e-12);
        assert!(scale.marks.len() <= MARKS_OF_LOG && scale.marks.contains(&10.0));
    }

    #[test]
    fn nothing_to_show_is_still_a_scale() {
        assert_eq!(Scale::log(std::iter::empty()).marks.first(), Some(&0.0));
        assert_eq!(Scale::linear([0.0].into_iter()).marks.first(), Some(&0.0));
    }

    #[test]
    fn a_decade_has_years_and_a_year_has_months() {
        let days = |last: Date| Days {
            first: Date::new(2026, 1, 5),
            last,
        };
        let names = |days: Days| {
            days.marks()
                .into_iter()
                .map(|(_, name)| name)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            names(days(Date::new(2036, 1, 7))),
            ["2026", "2028", "2030", "2032", "2034", "2036"]
        );
        let year = names(days(Date::new(2026, 12, 28)));
        assert_eq!(&year[..2], ["Jan 26", "Mar 26"]);
        assert_eq!(names(days(Date::new(2026, 1, 5))), ["Jan 26"]);
    }
}
