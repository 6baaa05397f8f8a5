//! Quotes by zone without value-added tax, as means over a few weeks; with replicates their median and their spread.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use output::OutputError;
use units::Date;

use super::subject::Subject;
use super::{Folder, POINTS};

const COLUMNS: [&str; 6] = [
    "date",
    "material",
    "stage",
    "zone",
    "quote_usd_per_kg",
    "vat_share",
];
const DAYS_PER_WEEK: i32 = 7;
/// Replicates that the spread is taken over at most.
pub(crate) const REPLICATES: u32 = 500;

/// Quotes of one good.
#[derive(Debug, Clone, Default)]
pub(crate) struct Quotes {
    /// Zones in the order of the table.
    pub(crate) zones: Vec<String>,
    /// For each zone the value of each point: of the one run, or the median over replicates [USD/kg].
    pub(crate) middle: Vec<Vec<Option<f64>>>,
    /// For each zone the 10 and 90 % quantiles over replicates; empty with one.
    pub(crate) band: Vec<Vec<Option<(f64, f64)>>>,
}

impl Quotes {
    /// The values of a zone.
    pub(crate) fn of(&self, zone: &str) -> Option<&[Option<f64>]> {
        let place = self.zones.iter().position(|known| known == zone)?;
        self.middle.get(place).map(Vec::as_slice)
    }

    /// The spread of a zone.
    pub(crate) fn band_of(&self, zone: &str) -> Option<&[Option<(f64, f64)>]> {
        let place = self.zones.iter().position(|known| known == zone)?;
        self.band.get(place).map(Vec::as_slice)
    }
}

/// Quotes of the goods that a report is about.
#[derive(Debug, Clone, Default)]
pub(crate) struct Prices {
    /// First day of each point.
    pub(crate) dates: Vec<Date>,
    /// Weeks that a point is the mean of.
    pub(crate) weeks: usize,
    /// Replicates that the spread is taken over.
    pub(crate) replicates: usize,
    /// One per good of the subject.
    pub(crate) goods: Vec<Quotes>,
}

/// A sum and how many it is of.
type Sum = (f64, u32);
/// Points by replicate, of one good in one zone.
type Runs = Vec<Vec<Sum>>;

impl Prices {
    /// Reads the quotes of the subject's goods.
    pub(crate) fn read(folder: Folder<'_>, subject: &Subject) -> Result<Self, OutputError> {
        let weeks = folder.manifest.run.weeks.max(1) as usize;
        let every = weeks.div_ceil(POINTS);
        let points = weeks.div_ceil(every);
        let mut start: Option<Date> = None;
        let mut zones: Vec<String> = Vec::new();
        let mut sums: BTreeMap<(usize, usize), Runs> = BTreeMap::new();
        let mut last = (String::new(), 0);
        folder.rows("prices", &COLUMNS, |row| {
            let replicate = row.replicate();
            if replicate >= REPLICATES {
                return ControlFlow::Break(());
            }
            let Some(good) = subject.place(row.text(1), row.text(2)) else {
                return ControlFlow::Continue(());
            };
            let Some(quote) = row.number(4).filter(|quote| *quote > 0.0) else {
                return ControlFlow::Continue(());
            };
            if row.text(0) != last.0 {
                let date = super::date(row.text(0));
                let first = *start.get_or_insert(date.unwrap_or(Date::new(2000, 1, 3)));
                let days = date.map_or(0, |date| date.days_since(first)).max(0);
                last = (
                    row.text(0).to_owned(),
                    (days / DAYS_PER_WEEK) as usize / every,
                );
            }
            let zone = place_of(&mut zones, row.text(3));
            let runs = sums.entry((good, zone)).or_default();
            let replicate = replicate as usize;
            if runs.len() <= replicate {
                runs.resize(replicate + 1, vec![(0.0, 0); points]);
            }
            if let Some(sum) = runs[replicate].get_mut(last.1) {
                sum.0 += quote / (1.0 + row.number(5).unwrap_or(0.0));
                sum.1 += 1;
            }
            ControlFlow::Continue(())
        })?;
        let replicates = sums.values().map(Vec::len).max().unwrap_or(0);
        let goods = (0..subject.goods.len()).map(|good| quotes(good, &zones, &sums));
        let date = |at: usize| start.map(|start| start.add_weeks((at * every) as i32));
        Ok(Self {
            dates: (0..points).filter_map(date).collect(),
            weeks: every,
            replicates,
            goods: goods.collect(),
        })
    }
}

fn place_of(zones: &mut Vec<String>, zone: &str) -> usize {
    let known = zones.iter().position(|known| known == zone);
    known.unwrap_or_else(|| {
        zones.push(zone.to_owned());
        zones.len() - 1
    })
}

fn quotes(good: usize, zones: &[String], sums: &BTreeMap<(usize, usize), Runs>) -> Quotes {
    let mut quotes = Quotes::default();
    for (place, zone) in zones.iter().enumerate() {
        let Some(runs) = sums.get(&(good, place)) else {
            continue;
        };
        let points = runs.first().map_or(0, Vec::len);
        let spread: Vec<Option<[f64; 3]>> = (0..points).map(|at| spread(runs, at)).collect();
        quotes.zones.push(zone.clone());
        let middle = spread.iter().map(|point| point.map(|point| point[1]));
        quotes.middle.push(middle.collect());
        if runs.len() > 1 {
            let band = spread
                .iter()
                .map(|point| point.map(|point| (point[0], point[2])));
            quotes.band.push(band.collect());
        }
    }
    quotes
}

/// The 10, 50 and 90 % quantiles over replicates.
fn spread(runs: &Runs, at: usize) -> Option<[f64; 3]> {
    let means = runs
        .iter()
        .map(|run| run[at])
        .filter(|(_, count)| *count > 0);
    let mut values: Vec<f64> = means.map(|(sum, count)| sum / f64::from(count)).collect();
    if values.is_empty() {
        return None;
    }
    values.sort_by(f64::total_cmp);
    Some([0.1, 0.5, 0.9].map(|share| {
        let place = share * (values.len() - 1) as f64;
        let below = place.floor() as usize;
        let above = (below + 1).min(values.len() - 1);
        values[below] + (values[above] - values[below]) * (place - place.floor())
    }))
}
