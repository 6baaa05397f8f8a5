//! Files of observed series: what is read, and the exact text that answers a bad line.
#![allow(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes its texts with hashes"
)]

use expect_test::{Expect, expect};
use scenario::Measure;
use units::Date;

const HEADER: &str = "measure,material,stage,place,counterpart,from,to,value,low,high,unit,scored,confidence,source,note";

fn read(lines: &str) -> Result<Vec<scenario::Observation>, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("seen.csv");
    std::fs::write(&path, lines).unwrap();
    scenario::observations(&path).map_err(|faults| {
        let folder = format!("{}{}", folder.path().display(), std::path::MAIN_SEPARATOR);
        faults.to_string().replace(&folder, "")
    })
}

fn refused(lines: &str, answer: Expect) {
    answer.assert_eq(&read(lines).unwrap_err());
}

fn line(row: &str) -> String {
    format!("{HEADER}\n{row}\n")
}

#[test]
fn row_is_read_with_its_range() {
    let row = line(
        "quote_ex_vat,dysprosium,oxide,row,,2011-12-01,2012-01-01,1410,1400,1420,USD/kg,yes,high,USGS,\"FOB, year end\"",
    );
    let seen = &read(&row).unwrap()[0];
    assert_eq!(seen.measure, Measure::QuoteExVat);
    assert_eq!(
        (seen.from, seen.to),
        (Date::new(2011, 12, 1), Date::new(2012, 1, 1))
    );
    assert_eq!(
        (seen.value, seen.low, seen.high, seen.is_scored),
        (1410.0, Some(1400.0), Some(1420.0), true)
    );
    assert_eq!(seen.note, "FOB, year end");
}

#[test]
fn missing_range_is_none_and_order_of_columns_is_free() {
    let columns = HEADER.replace("measure,material", "material,measure");
    let rows = format!(
        "{columns}\n,exports,oxide,china,,2011-01-01,2012-01-01,16900,,,t,no,low,memory,\n"
    );
    let seen = &read(&rows).unwrap()[0];
    assert_eq!(
        (seen.measure, seen.low, seen.is_scored),
        (Measure::Exports, None, false)
    );
}

#[test]
fn value_that_is_no_number_is_named_with_line_and_column() {
    let good = "exports,,oxide,china,,2011-01-01,2012-01-01,16900,,,t,yes,high,x,";
    let bad = "exports,,oxide,china,,2011-01-01,2012-01-01,16.9 kt,,,t,yes,high,x,";
    refused(
        &line(&format!("{good}\n{bad}")),
        expect![[r#"
        error: seen.csv:3:1: column `value` is `16.9 kt`, allowed is a number from 0 up
          hint: a number is written without units and thousands separators, such as 1234.5"#]],
    );
}

#[test]
fn every_bad_line_is_told() {
    refused(
        &line(
            "export,,oxide,china,,2011-01-01,2012-01-01,1,,,t,yes,high,x,\nexports,,oxide,china,,2011-01-01,2012-13-01,1,,,t,yes,high,x,",
        ),
        expect![[r#"
            error: seen.csv:2:1: column `measure` is `export`, allowed is `quote_ex_vat`, `exports`, `imports`, `import_share`, `demand`, `output`, `quota`, `volume_share_below`
              hint: did you mean `exports`?
            error: seen.csv:3:1: column `to` is `2012-13-01`, allowed is a day of the calendar as YYYY-MM-DD
              hint: the month comes before the day, and has to have that day"#]],
    );
}

#[test]
fn unit_belongs_to_the_measure() {
    refused(
        &line("exports,,oxide,china,,2011-01-01,2012-01-01,16.9,,,kt,yes,high,x,"),
        expect![[r#"
        error: seen.csv:2:1: column `unit` is `kt`, allowed is `t` or `t product` for `exports`
          hint: convert the value to that unit"#]],
    );
}

#[test]
fn period_ends_after_it_begins() {
    refused(
        &line("exports,,oxide,china,,2012-01-01,2011-01-01,16.9,,,t,yes,high,x,"),
        expect![[r#"
        error: seen.csv:2:1: column `to` is `2011-01-01`, allowed is a day after `from`, which is 2012-01-01
          hint: the period is from <= day < to"#]],
    );
}

#[test]
fn missing_column_is_named() {
    refused(
        &line("").replace(",note", ""),
        expect![[r#"
        error: seen.csv:1:1: column `note` is missing
          hint: docs/concepts/observed.md lists the columns"#]],
    );
}

#[test]
fn short_line_is_told() {
    refused(
        &line("exports,,oxide"),
        expect![[r#"
        error: seen.csv:2:1: the line has 3 fields, allowed are 15
          hint: docs/concepts/observed.md lists the columns"#]],
    );
}

#[test]
fn missing_file_is_told() {
    let answer = scenario::observations("no_such.csv".as_ref()).unwrap_err();
    assert!(
        answer
            .to_string()
            .starts_with("error: no_such.csv: cannot be read: "),
        "{answer}"
    );
}
