//! Where the importer's orders go, by good: the shares of origins over time.

use std::collections::BTreeMap;

use output::OutputError;
use units::Date;

use super::subject::Subject;
use super::{Course, Folder};

const COLUMNS: [&str; 7] = [
    "date",
    "country",
    "material",
    "stage",
    "origin",
    "order_share",
    "need_t_per_week",
];
/// Points of a course.
const POINTS: usize = 44;
/// Origins with a band of their own.
const BANDS: usize = 5;
/// The name of all others.
pub(crate) const OTHERS: &str = "others";

/// Shares of origins in the importer's orders.
#[derive(Debug, Clone, Default)]
pub(crate) struct Supply {
    /// One per good of the subject: shares by origin, the subject's countries first, then by size.
    pub(crate) goods: Vec<Course>,
    /// One per good: the sum of squared shares over all origins.
    pub(crate) concentration: Vec<Course>,
}

impl Supply {
    /// Reads the importer's orders.
    pub(crate) fn read(folder: Folder<'_>, subject: &Subject) -> Result<Self, OutputError> {
        let mut orders: Vec<BTreeMap<Date, BTreeMap<String, f64>>> =
            vec![BTreeMap::new(); subject.goods.len()];
        let Some(importer) = &subject.importer else {
            return Ok(Self::default());
        };
        folder.first_rows("suppliers", &COLUMNS, |row| {
            if row.text(1) != importer {
                return;
            }
            let Some(good) = subject.place(row.text(2), row.text(3)) else {
                return;
            };
            let Some(date) = super::date(row.text(0)) else {
                return;
            };
            let tonnes = row.number(5).unwrap_or(0.0) * row.number(6).unwrap_or(0.0);
            let at = orders[good].entry(date).or_default();
            *at.entry(row.text(4).to_owned()).or_default() += tonnes;
        })?;
        for good in &mut orders {
            good.retain(|_, origins| origins.values().sum::<f64>() > 0.0);
        }
        Ok(Self {
            goods: orders.iter().map(|good| shares(good, subject)).collect(),
            concentration: orders.iter().map(concentration).collect(),
        })
    }
}

fn shares(orders: &BTreeMap<Date, BTreeMap<String, f64>>, subject: &Subject) -> Course {
    let mut sums: BTreeMap<String, f64> = BTreeMap::new();
    for origins in orders.values() {
        let total: f64 = origins.values().sum();
        for (origin, tonnes) in origins {
            *sums.entry(origin.clone()).or_default() += tonnes / total;
        }
    }
    sums.retain(|_, sum| *sum > 0.0);
    let named = [&subject.origin, &subject.alternative, &subject.importer];
    let mut order: Vec<String> = named
        .into_iter()
        .flatten()
        .filter(|country| sums.contains_key(*country))
        .cloned()
        .collect();
    for origin in super::flow::ranked(&sums) {
        if !order.contains(&origin) {
            order.push(origin);
        }
    }
    let rest = order.split_off(order.len().min(BANDS));
    let share_of = |origins: &BTreeMap<String, f64>, wanted: &[String]| {
        let total: f64 = origins.values().sum();
        let of = wanted.iter().filter_map(|origin| origins.get(origin));
        Some(of.sum::<f64>() / total)
    };
    let mut series: Vec<(String, Vec<Option<f64>>)> = order
        .iter()
        .map(|origin| {
            let wanted = std::slice::from_ref(origin);
            let values = orders.values().map(|origins| share_of(origins, wanted));
            (origin.clone(), values.collect())
        })
        .collect();
    if !rest.is_empty() {
        let values = orders.values().map(|origins| share_of(origins, &rest));
        series.push((OTHERS.to_owned(), values.collect()));
    }
    let course = Course {
        dates: orders.keys().copied().collect(),
        series,
    };
    course.thinned(POINTS)
}

fn concentration(orders: &BTreeMap<Date, BTreeMap<String, f64>>) -> Course {
    let of = |origins: &BTreeMap<String, f64>| {
        let total: f64 = origins.values().sum();
        let squares = origins.values().map(|tonnes| tonnes * tonnes);
        Some(squares.sum::<f64>() / (total * total))
    };
    let course = Course {
        dates: orders.keys().copied().collect(),
        series: vec![("hhi".to_owned(), orders.values().map(of).collect())],
    };
    course.thinned(POINTS)
}
