//! `summary.csv`: each figure of the summary, with its spread over replicates.

use model::{Column, Figure, Table};

use crate::cell::write_number;

/// The table of figures that every run has.
pub static SUMMARY: Table = Table {
    name: "summary",
    row: "one figure of the summary over all replicates",
    columns: &[
        Column {
            name: "measure",
            unit: "id",
            meaning: "name of the figure",
        },
        Column {
            name: "unit",
            unit: "text",
            meaning: "unit of the figure",
        },
        Column {
            name: "replicates",
            unit: "count",
            meaning: "replicates in which the figure has a value",
        },
        Column {
            name: "mean",
            unit: "as `unit`",
            meaning: "mean over these replicates",
        },
        Column {
            name: "p05",
            unit: "as `unit`",
            meaning: "5 % of them are below (linear between neighbours)",
        },
        Column {
            name: "p25",
            unit: "as `unit`",
            meaning: "25 % are below",
        },
        Column {
            name: "median",
            unit: "as `unit`",
            meaning: "half are below",
        },
        Column {
            name: "p75",
            unit: "as `unit`",
            meaning: "75 % are below",
        },
        Column {
            name: "p95",
            unit: "as `unit`",
            meaning: "95 % are below",
        },
        Column {
            name: "meaning",
            unit: "text",
            meaning: "the figure in words",
        },
    ],
};

/// Mean and quantiles of one figure over replicates, in the figure's unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread {
    /// Name of the figure.
    pub measure: String,
    /// Unit of the figure.
    pub unit: String,
    /// The figure in words.
    pub meaning: String,
    /// Replicates in which the figure has a value.
    pub replicates: u32,
    /// Mean, then the 5, 25, 50, 75 and 95 % quantiles; none where no replicate has a value.
    pub values: Option<[f64; 6]>,
}

/// The spread of every figure, in the order in which the figures first appear.
///
/// A figure that is not finite in a replicate (a recovery that never came) has no value there.
pub fn spread(figures: &[Vec<Figure>]) -> Vec<Spread> {
    let mut first: Vec<&Figure> = Vec::new();
    for figure in figures.iter().flatten() {
        if !first.iter().any(|known| known.name == figure.name) {
            first.push(figure);
        }
    }
    first
        .into_iter()
        .map(|figure| {
            let mut values: Vec<f64> = figures
                .iter()
                .filter_map(|replicate| replicate.iter().find(|other| other.name == figure.name))
                .map(|other| other.value)
                .filter(|value| value.is_finite())
                .collect();
            Spread {
                measure: figure.name.clone(),
                unit: figure.unit.clone(),
                meaning: figure.meaning.clone(),
                replicates: values.len() as u32,
                values: mean_and_quantiles(&mut values),
            }
        })
        .collect()
}

fn mean_and_quantiles(values: &mut [f64]) -> Option<[f64; 6]> {
    if values.is_empty() {
        return None;
    }
    // Summed in the order of the replicates, before sorting: the same bits for any number of threads.
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    values.sort_by(f64::total_cmp);
    let quantile = |share: f64| {
        let place = share * (values.len() - 1) as f64;
        let below = place.floor() as usize;
        let above = (below + 1).min(values.len() - 1);
        values[below] + (values[above] - values[below]) * (place - place.floor())
    };
    Some([
        mean,
        quantile(0.05),
        quantile(0.25),
        quantile(0.5),
        quantile(0.75),
        quantile(0.95),
    ])
}

/// The text of `summary.csv`.
pub(crate) fn summary_text(figures: &[Vec<Figure>]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = SUMMARY.columns.iter().map(|column| column.name);
    // Writing to memory cannot fail.
    drop(writer.write_record(header));
    for spread in spread(figures) {
        let mut fields = vec![spread.measure, spread.unit, spread.replicates.to_string()];
        fields.extend((0..6).map(|place| {
            let mut text = String::new();
            if let Some(values) = spread.values {
                write_number(&mut text, values[place]);
            }
            text
        }));
        fields.push(spread.meaning);
        drop(writer.write_record(fields));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
#[allow(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes its texts with hashes"
)]
mod tests {
    use expect_test::expect;

    use super::*;

    fn figure(name: &str, value: f64) -> Figure {
        Figure {
            name: name.to_owned(),
            meaning: "in words, with a comma".to_owned(),
            unit: "USD per kg".to_owned(),
            value,
        }
    }

    #[test]
    fn quantiles_lie_linearly_between_neighbours() {
        // 0, 10, 20, 30, 40: the 5 % quantile lies 0.05 x 4 = 0.2 of the way from 0 to 10.
        let figures: Vec<Vec<Figure>> = [40.0, 10.0, 0.0, 30.0, 20.0]
            .iter()
            .map(|value| vec![figure("price", *value)])
            .collect();
        let spread = &spread(&figures)[0];
        assert_eq!(spread.values, Some([20.0, 2.0, 10.0, 20.0, 30.0, 38.0]));
    }

    #[test]
    fn figure_without_value_in_a_replicate_is_left_out_there() {
        let figures = vec![
            vec![figure("price", 1.0), figure("recovery", f64::NAN)],
            vec![figure("price", 3.0), figure("recovery", f64::INFINITY)],
        ];
        expect![[r#"
            measure,unit,replicates,mean,p05,p25,median,p75,p95,meaning
            price,USD per kg,2,2,1.1,1.5,2,2.5,2.9,"in words, with a comma"
            recovery,USD per kg,0,,,,,,,"in words, with a comma"
        "#]]
        .assert_eq(&summary_text(&figures));
    }

    #[test]
    fn summary_is_no_table_of_the_model() {
        assert!(model::TABLES.iter().all(|table| table.name != SUMMARY.name));
    }
}
