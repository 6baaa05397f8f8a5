//! Points of Sobol's sequence, and pairs of them crossed factor by factor.
//!
//! The sequence is unscrambled and keeps its first point, the origin: SciPy's with `scramble=False`, with the direction
//! numbers of Joe and Kuo (2008). Dropping the first point spoils the balance of the rest (Owen 2020), and skipping more
//! would tie the points to how many are asked for.
//!
//! Crossing is Saltelli's (Computer Physics Communications 145, 2002, and 181, 2010), in the order of SALib.

use sobol::Sobol;
use sobol::params::JoeKuoD6;

use super::{Point, RowLabel, numbered, plain};

/// Columns for which direction numbers are published. [`sobol`] takes one for each factor, [`saltelli`] two.
pub const MAX_SOBOL_COLUMNS: usize = 21_201;

/// Columns in the short and the middle of the three tables of the library; unpacking a longer one takes time.
const SHORT_TABLE: usize = 100;
const MIDDLE_TABLE: usize = 1_000;

/// The first `n` points of Sobol's sequence in `d` factors; best with `n` a power of 2.
///
/// # Panics
///
/// When `d` is above [`MAX_SOBOL_COLUMNS`].
pub fn sobol(n: usize, d: usize) -> Vec<Point> {
    plain(sequence(d).take(n))
}

/// `n_base` pairs A, B of points in `d` factors with, after each A, A with each factor of B in turn; where
/// `second_order` is asked for also B with each factor of A; B last.
///
/// `n_base (d + 2)` points, or `n_base (2 d + 2)`; best with `n_base` a power of 2.
///
/// # Panics
///
/// When `2 d` is above [`MAX_SOBOL_COLUMNS`].
///
/// ```
/// let points = sensitivity::design::saltelli(4, 3, false);
/// let labels: Vec<String> = points[..5].iter().map(|point| point.row.to_string()).collect();
/// assert_eq!(labels, ["A:0", "AB:0:0", "AB:0:1", "AB:0:2", "B:0"]);
/// ```
pub fn saltelli(n_base: usize, d: usize, second_order: bool) -> Vec<Point> {
    let pairs = sequence(2 * d).take(n_base).enumerate();
    numbered(pairs.flat_map(|(base, both)| crossed(base, &both[..d], &both[d..], second_order)))
}

/// The points of one base row.
fn crossed(base: usize, a: &[f64], b: &[f64], second_order: bool) -> Vec<(RowLabel, Vec<f64>)> {
    let factors = 0..a.len();
    let mut points = vec![(RowLabel::A { base }, a.to_vec())];
    for factor in factors.clone() {
        points.push((RowLabel::Ab { base, factor }, with(a, b, factor)));
    }
    if second_order {
        for factor in factors {
            points.push((RowLabel::Ba { base, factor }, with(b, a, factor)));
        }
    }
    points.push((RowLabel::B { base }, b.to_vec()));
    points
}

/// `most` with one coordinate of `other`.
fn with(most: &[f64], other: &[f64], factor: usize) -> Vec<f64> {
    let mut at = most.to_vec();
    at[factor] = other[factor];
    at
}

fn sequence(columns: usize) -> Sobol<f64> {
    let table = if columns <= SHORT_TABLE {
        JoeKuoD6::minimal()
    } else if columns <= MIDDLE_TABLE {
        JoeKuoD6::standard()
    } else {
        JoeKuoD6::extended()
    };
    Sobol::new(columns, &table)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sequence_starts_as_published() {
        // Joe and Kuo's first three dimensions: 0; 1/2; then 3/4 1/4 1/4; 1/4 3/4 3/4.
        let at: Vec<Vec<f64>> = sobol(4, 3).into_iter().map(|point| point.at).collect();
        assert_eq!(at[0], [0.0, 0.0, 0.0]);
        assert_eq!(at[1], [0.5, 0.5, 0.5]);
        assert_eq!(at[2], [0.75, 0.25, 0.25]);
        assert_eq!(at[3], [0.25, 0.75, 0.75]);
    }

    #[test]
    fn tables_of_all_lengths_agree() {
        for columns in [SHORT_TABLE, MIDDLE_TABLE] {
            let short = sobol(8, columns);
            let long = sobol(8, columns + 1);
            for (short, long) in short.iter().zip(&long) {
                assert_eq!(short.at, long.at[..columns]);
            }
        }
    }

    #[test]
    fn crossing_takes_one_factor_from_the_other() {
        let points = saltelli(3, 2, true);
        let last: Vec<&[f64]> = points[12..]
            .iter()
            .map(|point| point.at.as_slice())
            .collect();
        let (a, b) = (last[0], last[5]);
        assert_eq!(last[1], [b[0], a[1]]);
        assert_eq!(last[2], [a[0], b[1]]);
        assert_eq!(last[3], [a[0], b[1]]);
        assert_eq!(last[4], [b[0], a[1]]);
        assert_eq!(points[17].row, RowLabel::B { base: 2 });
        assert_eq!(points[17].id, 17);
    }

    proptest! {
        #[test]
        fn points_stay_when_more_are_asked_for(n in 0_usize..20, more in 0_usize..20, d in 1_usize..6, second: bool) {
            let long = saltelli(n + more, d, second);
            let short = saltelli(n, d, second);
            prop_assert_eq!(&short[..], &long[..short.len()]);
            let long = sobol(n + more, d);
            prop_assert_eq!(&sobol(n, d)[..], &long[..n]);
        }
    }
}
