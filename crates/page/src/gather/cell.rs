//! Reading cells of a row by the names of their columns, and series that grow by months.

use model::{Cell, Table};

pub(super) fn place<T>(
    list: &mut Vec<T>,
    is_it: impl Fn(&T) -> bool,
    new: impl FnOnce() -> T,
) -> usize {
    list.iter().position(is_it).unwrap_or_else(|| {
        list.push(new());
        list.len() - 1
    })
}

pub(super) fn add(series: &mut Vec<f64>, month: usize, number: Option<f64>) {
    if series.len() <= month {
        series.resize(month + 1, 0.0);
    }
    series[month] += number.unwrap_or(0.0);
}

pub(super) fn text<'a>(cell: &Cell<'a>) -> &'a str {
    match cell {
        Cell::Text(text) => text,
        _ => "",
    }
}

pub(super) fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Number(number) if number.is_finite() => Some(*number),
        Cell::Count(count) => Some(*count as f64),
        _ => None,
    }
}

/// The cells of some columns. A column that is not there is empty: the tests of the course would show it.
pub(super) fn pick<'c, 'a, const N: usize>(
    table: &Table,
    cells: &'c [Cell<'a>],
    names: [&str; N],
) -> [&'c Cell<'a>; N] {
    const NOTHING: &Cell<'static> = &Cell::Empty;
    names.map(|name| {
        let at = table.columns.iter().position(|column| column.name == name);
        at.and_then(|at| cells.get(at)).unwrap_or(NOTHING)
    })
}
