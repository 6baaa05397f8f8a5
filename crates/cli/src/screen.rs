//! Text for people: where it goes, aligned tables, short numbers.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::stop::Stop;

/// Writes text to standard output.
pub(crate) fn say(text: &str) -> anyhow::Result<()> {
    let mut output = io::stdout().lock();
    match output
        .write_all(text.as_bytes())
        .and_then(|()| output.flush())
    {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(Stop::OutputClosed.into()),
        other => Ok(other?),
    }
}

/// Writes a line to standard error. Where that is closed, nobody is left to tell.
pub(crate) fn tell(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// A table with columns under each other: numbers to the right, words to the left, two spaces between.
pub(crate) fn aligned(header: &[String], rows: &[Vec<String>]) -> String {
    let widths: Vec<usize> = (0..header.len())
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells
                .chain([&header[column]])
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    let are_numbers: Vec<bool> = (0..header.len())
        .map(|column| {
            rows.iter()
                .filter_map(|row| row.get(column))
                .all(|cell| is_number(cell))
        })
        .collect();
    let mut text = String::new();
    for row in std::iter::once(header).chain(rows.iter().map(Vec::as_slice)) {
        let mut line = String::new();
        for ((cell, width), is_number) in row.iter().zip(&widths).zip(&are_numbers) {
            let width = *width;
            // Writing to a String cannot fail.
            let _ = if *is_number {
                write!(line, "  {cell:>width$}")
            } else {
                write!(line, "  {cell:<width$}")
            };
        }
        text += line.trim_end();
        text.push('\n');
    }
    text
}

fn is_number(cell: &str) -> bool {
    let bare: String = cell
        .chars()
        .filter(|sign| !", %+*".contains(*sign))
        .collect();
    cell.is_empty() || bare == "-" || bare.parse::<f64>().is_ok()
}

/// A number at four digits, thousands grouped: `1,234`, `250.1`, `0.001235`.
pub(crate) fn short(number: f64) -> String {
    const DIGITS: i32 = 4;
    if number == 0.0 || !number.is_finite() {
        return format!("{number}");
    }
    let exponent: i32 = format!("{number:e}")
        .split_once('e')
        .and_then(|(_, exponent)| exponent.parse().ok())
        .unwrap_or(0);
    if !(-DIGITS..15).contains(&exponent) {
        return format!("{number:.3e}");
    }
    let decimals = (DIGITS - 1 - exponent).max(0) as usize;
    let text = format!("{number:.decimals$}");
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let rest = rest.trim_end_matches('0');
    let point = if rest.is_empty() { "" } else { "." };
    format!("{}{point}{rest}", grouped(whole))
}

/// A whole number as text with its thousands grouped.
pub(crate) fn grouped(whole: &str) -> String {
    let (sign, digits) = whole
        .strip_prefix('-')
        .map_or(("", whole), |digits| ("-", digits));
    format!("{sign}{}", ::report::thousands(digits))
}

#[cfg(test)]
#[allow(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes its texts with hashes"
)]
mod tests {
    use expect_test::expect;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(0.0, "0")]
    #[case(60.0, "60")]
    #[case(250.123, "250.1")]
    #[case(-1234.5, "-1,234")]
    #[case(1_234_567.0, "1,234,567")]
    #[case(0.001_234_56, "0.001235")]
    #[case(0.000_000_5, "5.000e-7")]
    fn number_is_shown_at_four_digits(#[case] number: f64, #[case] text: &str) {
        assert_eq!(short(number), text);
    }

    #[test]
    fn numbers_stand_to_the_right_and_words_to_the_left() {
        let texts = |row: &[&str]| row.iter().map(|&cell| cell.to_owned()).collect::<Vec<_>>();
        let rows = [
            texts(&["dysprosium", "1,250.5", "+3 %"]),
            texts(&["ndpr", "60", ""]),
        ];
        let table = aligned(&texts(&["good", "USD/kg", "change"]), &rows);
        expect![[r#"
            Quotes
              good         USD/kg  change
              dysprosium  1,250.5    +3 %
              ndpr             60
        "#]]
        .assert_eq(&format!("Quotes\n{table}"));
    }
}
