//! Numbers as people read them.

use units::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A number at three digits, thousands grouped: `1,230`, `250`, `0.124`.
pub(crate) fn short(number: f64) -> String {
    if number == 0.0 || !number.is_finite() {
        return "0".to_owned();
    }
    let size = number.abs();
    if size < 1e-4 {
        return format!("{number:.1e}");
    }
    let decimals = match size {
        size if size >= 99.95 => 0,
        size if size >= 9.995 => 1,
        size if size >= 0.9995 => 2,
        size if size >= 0.099_95 => 3,
        _ => 4,
    };
    let text = format!("{number:.decimals$}");
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let rest = rest.trim_end_matches('0');
    let point = if rest.is_empty() { "" } else { "." };
    format!("{}{point}{rest}", grouped(whole))
}

/// A whole number with its thousands grouped.
pub(crate) fn grouped(whole: &str) -> String {
    let (sign, digits) = whole
        .strip_prefix('-')
        .map_or(("", whole), |digits| ("\u{2212}", digits));
    format!("{sign}{}", thousands(digits))
}

/// Digits with a comma between thousands.
pub fn thousands(digits: &str) -> String {
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A share as whole per cents, finer below one.
pub(crate) fn percent(share: f64) -> String {
    let value = share * 100.0;
    if value == 0.0 || value.abs() >= 0.95 {
        format!("{value:.0}\u{a0}%")
    } else if value.abs() >= 0.01 {
        format!("{value:.2}\u{a0}%")
    } else {
        "under\u{a0}0.01\u{a0}%".to_owned()
    }
}

/// Money in the size that fits it.
pub(crate) fn money(usd: f64) -> String {
    let size = usd.abs();
    if size >= 1e9 {
        format!("{}\u{a0}billion USD", short(usd / 1e9))
    } else if size >= 1e6 {
        format!("{}\u{a0}million USD", short(usd / 1e6))
    } else {
        format!("{}\u{a0}USD", short(usd))
    }
}

/// A mass in the unit that fits it.
pub(crate) fn mass(tonnes: f64) -> String {
    if tonnes != 0.0 && tonnes.abs() < 1.0 {
        format!("{}\u{a0}kg", short(tonnes * 1000.0))
    } else {
        format!("{}\u{a0}t", short(tonnes))
    }
}

/// `times`: a ratio as people say it.
pub(crate) fn times(ratio: f64) -> String {
    format!("{ratio:.1}")
}

/// An index from 0 to 1.
pub(crate) fn index(value: f64) -> String {
    format!("{value:.2}")
}

/// `5 January 2026`.
pub(crate) fn day(date: Date) -> String {
    format!("{} {} {}", date.day(), month_name(date), date.year())
}

/// `January 2026`.
pub(crate) fn month(date: Date) -> String {
    format!("{} {}", month_name(date), date.year())
}

/// `January`.
pub(crate) fn month_name(date: Date) -> &'static str {
    MONTHS[(date.month().clamp(1, 12) - 1) as usize]
}

/// `one thing`, `3 things`.
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    match number {
        0 => format!("no {many}"),
        1 => format!("one {one}"),
        _ => format!("{} {many}", grouped(&number.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(0.0, "0")]
    #[case(1_234_567.0, "1,234,567")]
    #[case(99.96, "100")]
    #[case(12.345, "12.3")]
    #[case(-1.5, "\u{2212}1.5")]
    #[case(0.012_34, "0.0123")]
    #[case(f64::NAN, "0")]
    fn number_is_short(#[case] number: f64, #[case] text: &str) {
        assert_eq!(short(number), text);
    }

    #[rstest]
    #[case(0.394, "39\u{a0}%")]
    #[case(0.0012, "0.12\u{a0}%")]
    #[case(0.000_003, "under\u{a0}0.01\u{a0}%")]
    #[case(0.0, "0\u{a0}%")]
    fn share_is_per_cents(#[case] share: f64, #[case] text: &str) {
        assert_eq!(percent(share), text);
    }

    #[rstest]
    #[case(141e6, "141\u{a0}million USD")]
    #[case(2.5e9, "2.5\u{a0}billion USD")]
    #[case(900.0, "900\u{a0}USD")]
    fn money_has_its_size(#[case] usd: f64, #[case] text: &str) {
        assert_eq!(money(usd), text);
    }
}
