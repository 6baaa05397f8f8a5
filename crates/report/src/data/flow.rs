//! Who sold how much to whom, by year.

use std::collections::BTreeMap;

use output::OutputError;

use super::Folder;

const COLUMNS: [&str; 7] = [
    "date",
    "material",
    "stage",
    "from_country",
    "to_country",
    "shipped_t",
    "value_usd",
];

/// A material at a stage in a year between two countries.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Link {
    pub(crate) material: String,
    pub(crate) stage: String,
    pub(crate) year: i32,
    pub(crate) from: String,
    pub(crate) to: String,
}

/// Sums over the table of flows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Flows {
    /// Tonnes sold.
    pub(crate) links: BTreeMap<Link, f64>,
    /// Days recorded in each year.
    days: BTreeMap<i32, u32>,
    /// Value by good, and by seller and buyer across borders; kept where nobody is named.
    goods: BTreeMap<(String, String), f64>,
    sellers: BTreeMap<String, f64>,
    buyers: BTreeMap<String, f64>,
}

impl Flows {
    /// Reads flows of one material, or of all of them where it is not known which is the main one.
    pub(crate) fn read(folder: Folder<'_>, material: Option<&str>) -> Result<Self, OutputError> {
        let mut flows = Self::default();
        let mut last = (String::new(), 0);
        folder.first_rows("flows", &COLUMNS, |row| {
            let date = row.text(0);
            if date != last.0 {
                let year = date.get(..4).and_then(|year| year.parse().ok());
                last = (date.to_owned(), year.unwrap_or(0));
                *flows.days.entry(last.1).or_default() += 1;
            }
            if material.is_some_and(|wanted| wanted != row.text(1)) {
                return;
            }
            let link = Link {
                material: row.text(1).to_owned(),
                stage: row.text(2).to_owned(),
                year: last.1,
                from: row.text(3).to_owned(),
                to: row.text(4).to_owned(),
            };
            if material.is_none() {
                flows.count(&link, row.number(6).unwrap_or(0.0));
            }
            *flows.links.entry(link).or_default() += row.number(5).unwrap_or(0.0);
        })?;
        Ok(flows)
    }

    fn count(&mut self, link: &Link, value: f64) {
        let good = (link.material.clone(), link.stage.clone());
        *self.goods.entry(good).or_default() += value;
        if link.from != link.to {
            *self.sellers.entry(link.from.clone()).or_default() += value;
            *self.buyers.entry(link.to.clone()).or_default() += value;
        }
    }

    /// The first and the last year that are recorded as well as any.
    pub(crate) fn years(&self) -> Option<(i32, i32)> {
        let most = self.days.values().max()?;
        let full: Vec<i32> = self
            .days
            .iter()
            .filter(|(_, days)| **days + 1 >= *most)
            .map(|(year, _)| *year)
            .collect();
        Some((*full.first()?, *full.last()?))
    }

    pub(crate) fn largest_seller(&self) -> Option<String> {
        ranked(&self.sellers).into_iter().next()
    }

    pub(crate) fn largest_buyers(&self) -> Vec<String> {
        ranked(&self.buyers)
    }

    pub(crate) fn largest_goods(&self) -> Vec<(String, String)> {
        ranked(&self.goods)
    }
}

/// Keys by falling value; equal ones in the order of their names.
pub(crate) fn ranked<K: Ord + Clone>(sums: &BTreeMap<K, f64>) -> Vec<K> {
    let mut all: Vec<(&K, &f64)> = sums.iter().collect();
    all.sort_by(|left, right| right.1.total_cmp(left.1));
    all.into_iter().map(|(key, _)| key.clone()).collect()
}
