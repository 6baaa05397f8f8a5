//! Formats of the tables.

use std::str::FromStr;

/// How tables are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated text, one file per table.
    #[default]
    Csv,
}

/// A format that cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// Planned, and not there yet.
    #[error("`parquet` arrives with the sweep tools; use `csv`")]
    Later,
    /// Not planned.
    #[error("`{0}` is no format of the tables; use `csv`")]
    Unknown(String),
}

impl FromStr for Format {
    type Err = FormatError;

    fn from_str(text: &str) -> Result<Self, FormatError> {
        match text {
            "csv" => Ok(Self::Csv),
            "parquet" => Err(FormatError::Later),
            other => Err(FormatError::Unknown(other.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parquet_is_refused_with_a_way_on() {
        let error = Format::from_str("parquet").unwrap_err();
        assert_eq!(
            error.to_string(),
            "`parquet` arrives with the sweep tools; use `csv`"
        );
    }

    #[test]
    fn unknown_format_is_named() {
        let error = Format::from_str("xlsx").unwrap_err();
        assert_eq!(
            error.to_string(),
            "`xlsx` is no format of the tables; use `csv`"
        );
    }
}
