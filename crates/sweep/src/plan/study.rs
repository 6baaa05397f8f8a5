//! Results of a plan, point by point, as a study of its factors.

use output::Value;
use sensitivity::{Measured, Study};

use super::Plan;

/// Sum and number of the replicates of a measure at a point.
#[derive(Debug, Clone, Copy, Default)]
struct Mean {
    sum: f64,
    n: u32,
}

impl Plan {
    /// The means over replicates at each point, from rows as [`Plan::row`] makes them, in any order.
    ///
    /// A point of which a replicate is missing or has failed has no value: with shared luck the mean over the others
    /// would differ from those of other points by luck alone.
    pub fn study<E>(&self, rows: impl Iterator<Item = Result<Vec<Value>, E>>) -> Result<Study, E> {
        let columns = self.columns();
        let place = |name: &str| columns.iter().position(|column| column.name == name);
        let point_column = place("point").unwrap_or_default();
        let measure_columns: Vec<usize> = self
            .measures
            .iter()
            .filter_map(|measure| place(&measure.name))
            .collect();
        let n_points = self.n_points() as usize;
        let mut means = vec![vec![Mean::default(); n_points]; self.measures.len()];
        for row in rows {
            let row = row?;
            let Some(Value::Whole(point)) = row.get(point_column) else {
                continue;
            };
            for (of_measure, &column) in means.iter_mut().zip(&measure_columns) {
                let value = row.get(column).map_or(f64::NAN, Value::number);
                let Some(mean) = of_measure.get_mut(*point as usize) else {
                    continue;
                };
                if value.is_finite() {
                    mean.sum += value;
                    mean.n += 1;
                }
            }
        }
        let measured = self.measures.iter().zip(means);
        Ok(Study {
            factors: self.factors.iter().map(|it| it.name.clone()).collect(),
            points: self.cube(),
            measured: measured
                .map(|(measure, means)| Measured {
                    name: measure.name.clone(),
                    values: means.iter().map(|mean| self.mean(*mean)).collect(),
                })
                .collect(),
        })
    }

    fn mean(&self, mean: Mean) -> f64 {
        if mean.n == self.replicates {
            mean.sum / f64::from(mean.n)
        } else {
            f64::NAN
        }
    }
}
