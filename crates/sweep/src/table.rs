//! A comparison as the tables of crate `output`.

use model::Cell;
use output::{COMPARISON, COMPARISON_COURSES, Document};

use crate::{Comparison, Difference};

/// `comparison.csv` and `comparison_courses.csv`.
pub fn documents(comparison: &Comparison) -> [Document; 2] {
    let verdicts: Vec<String> = comparison
        .rows
        .iter()
        .map(|row| row.difference.verdict.to_string())
        .collect();
    let rows: Vec<Vec<Cell<'_>>> = comparison
        .rows
        .iter()
        .zip(&verdicts)
        .map(|(row, verdict)| {
            let mut cells = vec![Cell::Text(&row.measure.name), Cell::Text(&row.measure.unit)];
            cells.extend(numbers(&row.difference));
            cells.extend([Cell::Text(verdict), Cell::Text(&row.measure.meaning)]);
            cells
        })
        .collect();
    let courses: Vec<Vec<Cell<'_>>> = comparison
        .courses
        .iter()
        .flat_map(|course| course.points.iter().map(move |point| (course, point)))
        .map(|(course, point)| {
            let mut cells = vec![
                Cell::Text(&course.measure.name),
                Cell::Text(&course.measure.unit),
                Cell::Date(point.date),
            ];
            cells.extend(numbers(&point.difference));
            cells
        })
        .collect();
    [
        Document::table(&COMPARISON, &rows),
        Document::table(&COMPARISON_COURSES, &courses),
    ]
}

/// Both means, the difference with its interval, and the number of pairs.
fn numbers(difference: &Difference) -> [Cell<'static>; 6] {
    let number = |value: Option<f64>| value.map_or(Cell::Empty, Cell::Number);
    [
        number(difference.mean_a),
        number(difference.mean_b),
        number(difference.mean),
        number(difference.interval.map(|interval| interval.low)),
        number(difference.interval.map(|interval| interval.high)),
        Cell::Count(u64::from(difference.n)),
    ]
}
