//! What upsets a reader of scenarios: used by the bounded test here and by the long one in `fuzz`.

/// Numbers at the edges of what is read.
pub(crate) const NUMBERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "2",
    "1e308",
    "-1e400",
    "NaN",
    "inf",
    "-inf",
    "1e-320",
    "1e-9",
    "0.999999999",
    "4294967296",
    "18446744073709551616",
    "0x7f",
    "1_0",
];

/// Pieces that upset a reader.
pub(crate) const PIECES: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\"",
    ",",
    ":",
    "Some(",
    "/*",
    "//",
    "r#\"",
    "'",
    "#![",
    "\u{e9}",
    "None",
    "base: \"one_metal.ron\",",
];
