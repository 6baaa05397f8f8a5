//! Where the points of a plan are.

use std::fmt;

use sensitivity::design::{self, Point};

use super::factor::Factor;
use super::value::Value;
use super::written::WrittenDesign;

/// Levels of a factor in a grid that names none.
const GRID_LEVELS: usize = 5;
/// Most points of a plan.
pub(super) const MOST_POINTS: u64 = 5_000_000;

/// The design of a plan.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Design {
    Grid {
        levels: usize,
    },
    List,
    Random {
        points: usize,
    },
    LatinHypercube {
        points: usize,
    },
    Sobol {
        points: usize,
    },
    Saltelli {
        base_points: usize,
        second_order: bool,
    },
    Morris {
        trajectories: usize,
        levels: usize,
    },
}

impl fmt::Display for Design {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Random { points } => write!(f, "random(points: {points})"),
            Self::Sobol { points } => write!(f, "sobol(points: {points})"),
            Self::Saltelli {
                base_points,
                second_order,
            } => write!(
                f,
                "saltelli(base_points: {base_points}, second_order: {second_order})"
            ),
            Self::Morris {
                trajectories,
                levels,
            } => write!(f, "morris(trajectories: {trajectories}, levels: {levels})"),
            other => f.write_str(&other.without_size()),
        }
    }
}

impl From<&WrittenDesign> for Design {
    fn from(written: &WrittenDesign) -> Self {
        match *written {
            WrittenDesign::Grid { levels } => Self::Grid {
                levels: levels.unwrap_or(GRID_LEVELS),
            },
            WrittenDesign::List { .. } => Self::List,
            WrittenDesign::Random { points } => Self::Random { points },
            WrittenDesign::LatinHypercube { points } => Self::LatinHypercube { points },
            WrittenDesign::Sobol { points } => Self::Sobol { points },
            WrittenDesign::Saltelli {
                base_points,
                second_order,
            } => Self::Saltelli {
                base_points,
                second_order,
            },
            WrittenDesign::Morris {
                trajectories,
                levels,
            } => Self::Morris {
                trajectories,
                // An odd number is raised by one, as the design does.
                levels: levels + levels % 2,
            },
        }
    }
}

impl Design {
    /// The design in words, without its number of points where a longer one begins with the same points.
    pub(super) fn without_size(&self) -> String {
        match self {
            Self::Grid { levels } => format!("grid(levels: {levels})"),
            Self::List => "list".to_owned(),
            Self::Random { .. } => "random".to_owned(),
            Self::LatinHypercube { points } => format!("latin_hypercube(points: {points})"),
            Self::Sobol { .. } => "sobol".to_owned(),
            Self::Saltelli { second_order, .. } => {
                format!("saltelli(second_order: {second_order})")
            }
            Self::Morris { levels, .. } => format!("morris(levels: {levels})"),
        }
    }

    /// The number in the plan that says how long the design is, with its name.
    pub(super) fn size(&self) -> Option<(&'static str, usize)> {
        match *self {
            Self::Grid { levels } => Some(("levels", levels)),
            Self::List => None,
            Self::Random { points } | Self::LatinHypercube { points } | Self::Sobol { points } => {
                Some(("points", points))
            }
            Self::Saltelli { base_points, .. } => Some(("base_points", base_points)),
            Self::Morris { trajectories, .. } => Some(("trajectories", trajectories)),
        }
    }

    /// Points that this makes; `None` beyond all numbers.
    pub(super) fn count(&self, factors: &[Factor]) -> Option<u64> {
        let d = factors.len() as u64;
        let (size, each) = match *self {
            Self::Grid { levels } => {
                return levels_of(factors, levels)
                    .into_iter()
                    .try_fold(1_u64, |count, levels| count.checked_mul(levels as u64));
            }
            Self::List => (0, 0),
            Self::Random { points } | Self::LatinHypercube { points } | Self::Sobol { points } => {
                (points, 1)
            }
            Self::Saltelli {
                base_points,
                second_order,
            } => (base_points, if second_order { 2 * d + 2 } else { d + 2 }),
            Self::Morris { trajectories, .. } => (trajectories, d + 1),
        };
        (size as u64).checked_mul(each)
    }

    /// What is balanced only in powers of two, and is none: the number and the next that is.
    pub(super) fn unbalanced(&self) -> Option<(usize, usize)> {
        match *self {
            Self::Sobol { points: size }
            | Self::Saltelli {
                base_points: size, ..
            } => Some((size, size.checked_next_power_of_two()?)),
            _ => None,
        }
        .filter(|(size, next)| size != next)
    }

    /// The points; those of a list are read elsewhere.
    pub(super) fn points(&self, factors: &[Factor], seed: u64) -> Vec<Point> {
        let d = factors.len();
        match *self {
            Self::Grid { levels } => design::grid(&levels_of(factors, levels)),
            Self::List => Vec::new(),
            Self::Random { points } => design::random(points, d, seed),
            Self::LatinHypercube { points } => design::latin_hypercube(points, d, seed),
            Self::Sobol { points } => design::sobol(points, d),
            Self::Saltelli {
                base_points,
                second_order,
            } => design::saltelli(base_points, d, second_order),
            Self::Morris {
                trajectories,
                levels,
            } => design::morris(trajectories, d, levels, seed),
        }
    }
}

fn levels_of(factors: &[Factor], levels: usize) -> Vec<usize> {
    let own = |factor: &Factor| factor.spread.as_ref().and_then(super::Spread::levels);
    factors
        .iter()
        .map(|factor| own(factor).unwrap_or(levels))
        .collect()
}

/// A column of listed values from 0 to 1; one that is always the same is at one half.
fn scaled(rows: &[Vec<Value>], factor: usize) -> Vec<f64> {
    let numbers: Vec<f64> = rows.iter().map(|row| row[factor].column.number()).collect();
    let places = if numbers.iter().all(|number| number.is_finite()) {
        numbers
    } else {
        let mut texts: Vec<&str> = rows.iter().map(|row| row[factor].ron.as_str()).collect();
        texts.sort_unstable();
        texts.dedup();
        let place = |row: &Vec<Value>| texts.binary_search(&row[factor].ron.as_str());
        rows.iter()
            .map(|row| place(row).unwrap_or_default() as f64)
            .collect()
    };
    let low = places.iter().copied().fold(f64::INFINITY, f64::min);
    let high = places.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let scale = |place: &f64| {
        if high > low {
            (place - low) / (high - low)
        } else {
            0.5
        }
    };
    places.iter().map(scale).collect()
}

/// The points of a plan.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Points {
    /// In the unit cube.
    Cube(Vec<Point>),
    /// Value by value.
    Listed(Vec<Vec<Value>>),
}

impl Points {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Cube(points) => points.len(),
            Self::Listed(rows) => rows.len(),
        }
    }

    pub(super) fn label(&self, index: usize) -> String {
        match self {
            Self::Cube(points) => points
                .get(index)
                .map_or_else(String::new, |point| point.row.to_string()),
            Self::Listed(_) => design::RowLabel::Plain.to_string(),
        }
    }

    /// The points in the unit cube. Listed values are scaled from least to greatest, texts by the order of their letters.
    pub(super) fn cube(&self) -> Vec<Point> {
        match self {
            Self::Cube(points) => points.clone(),
            Self::Listed(rows) => {
                let factors = rows.first().map_or(0, Vec::len);
                let columns: Vec<Vec<f64>> =
                    (0..factors).map(|factor| scaled(rows, factor)).collect();
                let at = |row: usize| columns.iter().map(|column| column[row]).collect();
                (0..rows.len())
                    .map(|row| Point {
                        id: row as u64,
                        row: design::RowLabel::Plain,
                        at: at(row),
                    })
                    .collect()
            }
        }
    }

    pub(super) fn values(&self, index: usize, factors: &[Factor]) -> Vec<Value> {
        match self {
            Self::Cube(points) => points.get(index).map_or_else(Vec::new, |point| {
                let places = factors.iter().zip(&point.at);
                places.map(|(factor, u)| factor.value(*u)).collect()
            }),
            Self::Listed(rows) => rows.get(index).cloned().unwrap_or_default(),
        }
    }
}
