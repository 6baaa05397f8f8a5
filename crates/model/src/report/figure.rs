//! Figures: the numbers that a run ends with, about the scenario's focus.

use crate::clock::WEEKS_PER_YEAR;
use crate::facts::Facts;
use crate::report::focus::{FocusTrack, GoodTrack};

/// Weeks of the last and of the worst year.
const YEAR_WEEKS: usize = 52;

/// One number that a run ends with.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Stable name in `snake_case`, with the unit as a suffix.
    pub name: String,
    /// What it means.
    pub meaning: String,
    /// Unit in words.
    pub unit: String,
    /// The number.
    pub value: f64,
}

/// Every figure of a run so far; none without a focus or before the first week.
pub(super) fn all(track: &FocusTrack, facts: &Facts) -> Vec<Figure> {
    if track.weeks.is_empty() {
        return Vec::new();
    }
    let of_goods = track
        .goods
        .iter()
        .flat_map(|good| of_good(good, track.n_weeks(), facts));
    of_goods.chain(of_importer(track)).collect()
}

fn figure(name: impl Into<String>, unit: &str, value: f64, meaning: &str) -> Figure {
    Figure {
        name: name.into(),
        meaning: meaning.into(),
        unit: unit.into(),
        value,
    }
}

fn of_good(good: &GoodTrack, n_weeks: usize, facts: &Facts) -> Vec<Figure> {
    let id = &facts.goods.list[good.good].id;
    let of = |name: &str, unit: &str, value: f64, meaning: &str| {
        figure(format!("{id}_{name}"), unit, value, meaning)
    };
    let (origin_first, origin_last) = first_and_last(&good.origin_share);
    let (_, mined_last) = first_and_last(&good.mined_in_alternative());
    let since = n_weeks.saturating_sub(YEAR_WEEKS);
    let mined: Vec<f64> = good
        .alternative_share
        .iter()
        .filter(|(week, _)| *week >= since)
        .map(|(_, share)| *share)
        .collect();
    vec![
        of(
            "origin_first_share",
            "share",
            origin_first,
            "importer's orders that go to the origin, first week",
        ),
        of(
            "origin_last_share",
            "share",
            origin_last,
            "importer's orders that go to the origin, last week",
        ),
        of(
            "origin_last_year_share",
            "share",
            mean(&good.origin_share[since..]),
            "the same, mean of the last 52 weeks",
        ),
        of(
            "alternative_last_share",
            "share",
            mined_last,
            "importer's supply mined in the alternative, last week",
        ),
        of(
            "alternative_last_year_share",
            "share",
            mean(&mined),
            "the same, mean of the quarters begun in the last 52 weeks and the last week",
        ),
        of(
            "quote_ratio",
            "ratio",
            mean(&good.quote_ratio),
            "importer's quote over the index zone's, mean",
        ),
        of(
            "quote_ratio_peak",
            "ratio",
            peak(&good.quote_ratio),
            "the same, highest week",
        ),
        of(
            "contract_share",
            "share",
            contract_share(good),
            "importer's tonnes delivered under contract",
        ),
    ]
}

fn of_importer(track: &FocusTrack) -> Vec<Figure> {
    let lost_usd = track.lost_usd();
    let lost: f64 = lost_usd.iter().sum();
    let worst = worst_year(&lost_usd);
    let produced = track.weeks.iter().map(|week| week.produced_usd).sum();
    let last_year = &track.weeks[track.n_weeks().saturating_sub(YEAR_WEEKS)..];
    let mined: Vec<f64> = last_year.iter().map(|week| week.mined_t).collect();
    let years = track.n_weeks() as f64 / WEEKS_PER_YEAR;
    let mut figures = vec![
        figure(
            "lost_value_usd",
            "USD",
            lost,
            "value added the importer lost",
        ),
        figure(
            "lost_value_worst_year_usd",
            "USD",
            worst,
            "the same, worst 52 weeks",
        ),
    ];
    if let Some(gdp) = track.gdp_usd.filter(|gdp| *gdp > 0.0) {
        figures.extend([
            figure(
                "lost_value_gdp_share",
                "share",
                lost / (gdp * years),
                "value added the importer lost per year, over its annual GDP",
            ),
            figure(
                "lost_value_worst_year_gdp_share",
                "share",
                worst / gdp,
                "value added the importer lost in the worst 52 weeks, over its annual GDP",
            ),
        ]);
    }
    figures.extend([
        figure(
            "produced_value_usd",
            "USD",
            produced,
            "value added the importer's users produced: tonnes used times value per tonne",
        ),
        figure(
            "unmet_need_share",
            "share",
            track.unmet_need_share(),
            "tonnes the importer's users wanted and did not have, over tonnes wanted",
        ),
        figure(
            "alternative_mined_last_year_t_per_year",
            "t/yr",
            mean(&mined) * WEEKS_PER_YEAR,
            "dug in the alternative, without recycling, last 52 weeks",
        ),
        figure(
            "projects_outside_origin_count",
            "count",
            f64::from(track.projects.0),
            "plants decided outside the origin",
        ),
    ]);
    figures
}

pub(super) fn first_and_last(values: &[f64]) -> (f64, f64) {
    (
        values.first().copied().unwrap_or(0.0),
        values.last().copied().unwrap_or(0.0),
    )
}

pub(super) fn mean(values: &[f64]) -> f64 {
    if values.is_empty() {
        0.0
    } else {
        values.iter().sum::<f64>() / values.len() as f64
    }
}

pub(super) fn peak(values: &[f64]) -> f64 {
    values.iter().copied().fold(0.0, f64::max)
}

pub(super) fn contract_share(good: &GoodTrack) -> f64 {
    let total = good.contract_t + good.spot_t;
    if total > 0.0 {
        good.contract_t / total
    } else {
        0.0
    }
}

/// Largest sum over 52 weeks in a row, or over all of a shorter run.
pub(super) fn worst_year(weekly: &[f64]) -> f64 {
    weekly
        .windows(YEAR_WEEKS.min(weekly.len()).max(1))
        .map(|year| year.iter().sum::<f64>())
        .fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worst_year_is_the_dearest_52_weeks_in_a_row() {
        // 60 weeks of 1 but for week 55 of 11: the windows that hold it sum to 51 + 11 = 62.
        let mut weekly = vec![1.0; 60];
        weekly[55] = 11.0;
        assert!((worst_year(&weekly) - 62.0).abs() < 1e-12);
        assert!((worst_year(&[2.0, 3.0]) - 5.0).abs() < 1e-12);
        assert!(worst_year(&[]).abs() < 1e-12);
    }
}
