//! Every combination of levels.

use super::{Point, plain};

/// Every combination of evenly spaced levels, the last factor changing fastest.
///
/// Factor k has `levels[k]` levels from 0 to 1; a single level is at one half.
///
/// ```
/// let points = sensitivity::design::grid(&[2, 3]);
/// let at: Vec<&[f64]> = points.iter().map(|point| point.at.as_slice()).collect();
/// assert_eq!(at, [[0.0, 0.0], [0.0, 0.5], [0.0, 1.0], [1.0, 0.0], [1.0, 0.5], [1.0, 1.0]]);
/// ```
pub fn grid(levels: &[usize]) -> Vec<Point> {
    let mut points = vec![Vec::with_capacity(levels.len())];
    for &count in levels {
        points = points
            .iter()
            .flat_map(|start: &Vec<f64>| {
                (0..count).map(move |level| {
                    let mut at = start.clone();
                    at.push(place(level, count));
                    at
                })
            })
            .collect();
    }
    plain(points)
}

/// Where a level is between 0 and 1.
fn place(level: usize, count: usize) -> f64 {
    if count == 1 {
        0.5
    } else {
        level as f64 / (count - 1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_level_is_in_the_middle() {
        let points = grid(&[1, 2]);
        assert_eq!(points[0].at, [0.5, 0.0]);
        assert_eq!(points[1].at, [0.5, 1.0]);
    }

    #[test]
    fn factor_without_levels_leaves_no_point() {
        assert!(grid(&[3, 0]).is_empty());
    }

    #[test]
    fn level_can_be_found_again_by_rounding_down() {
        // A list of `count` values is entered at floor(u count), with u = 1 as its last.
        for count in 2..60 {
            for level in 0..count {
                let found = (place(level, count) * count as f64) as usize;
                assert_eq!(found.min(count - 1), level);
            }
        }
    }
}
