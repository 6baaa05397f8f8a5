//! The text of a cell.

use std::fmt::Write;

use model::Cell;

// Between these, plain digits read best; outside them they would be rows of zeros.
const PLAIN_MIN: f64 = 1e-5;
const PLAIN_MAX: f64 = 1e16;

/// Writes the text of `cell` into `text`, which is emptied first.
pub(crate) fn write_cell(text: &mut String, cell: Cell<'_>) {
    text.clear();
    match cell {
        Cell::Text(words) => text.push_str(words),
        Cell::Number(number) => write_number(text, number),
        // Writing to a String cannot fail.
        Cell::Count(count) => {
            let _ = write!(text, "{count}");
        }
        Cell::Date(date) => {
            let _ = write!(text, "{date}");
        }
        Cell::Empty => {}
    }
}

/// Appends the shortest text that reads back as the same number.
pub(crate) fn write_number(text: &mut String, number: f64) {
    debug_assert!(
        number.is_finite(),
        "{number} in a table is a bug of the model"
    );
    let size = number.abs();
    let written = if number == 0.0 {
        // Also for the negative zero, whose sign means nothing in a table.
        text.write_char('0')
    } else if size.is_finite() && !(PLAIN_MIN..PLAIN_MAX).contains(&size) {
        write!(text, "{number:e}")
    } else {
        write!(text, "{number}")
    };
    debug_assert!(written.is_ok());
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(85.0, "85")]
    #[case(0.1, "0.1")]
    #[case(-0.0, "0")]
    #[case(1.0 / 3.0, "0.3333333333333333")]
    #[case(1.5e-9, "1.5e-9")]
    #[case(2e20, "2e20")]
    #[case(-0.000_01, "-0.00001")]
    fn number_is_short_and_reads_back(#[case] number: f64, #[case] expected: &str) {
        let mut text = String::new();
        write_number(&mut text, number);
        assert_eq!(text, expected);
        assert_eq!(
            text.parse::<f64>().unwrap().to_bits(),
            (number + 0.0).to_bits()
        );
    }

    #[test]
    fn cell_of_each_kind() {
        let mut text = String::from("left over");
        write_cell(&mut text, Cell::Date(units::Date::new(2026, 1, 5)));
        assert_eq!(text, "2026-01-05");
        write_cell(&mut text, Cell::Count(12));
        assert_eq!(text, "12");
        write_cell(&mut text, Cell::Text("mt_weld"));
        assert_eq!(text, "mt_weld");
        write_cell(&mut text, Cell::Empty);
        assert_eq!(text, "");
    }
}
