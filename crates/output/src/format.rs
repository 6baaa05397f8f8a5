//! Formats of the tables.

use std::str::FromStr;

/// How tables are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated text, one file per table.
    #[default]
    Csv,
    /// Parquet, one file per table, with the same values.
    Parquet,
}

/// A format that cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no format of the tables; use `csv` or `parquet`")]
pub struct FormatError(String);

impl FromStr for Format {
    type Err = FormatError;

    fn from_str(text: &str) -> Result<Self, FormatError> {
        match text {
            "csv" => Ok(Self::Csv),
            "parquet" => Ok(Self::Parquet),
            other => Err(FormatError(other.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_format_is_named() {
        let error = Format::from_str("xlsx").unwrap_err();
        assert_eq!(
            error.to_string(),
            "`xlsx` is no format of the tables; use `csv` or `parquet`"
        );
    }
}
