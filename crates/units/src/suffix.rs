//! The units that end the name of a field or a column.

/// The ending of a field's or a column's name, and the unit that it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldSuffix {
    /// The ending, with its underscore.
    pub suffix: &'static str,
    /// The unit in words.
    pub unit: &'static str,
}

const fn suffix(suffix: &'static str, unit: &'static str) -> FieldSuffix {
    FieldSuffix { suffix, unit }
}

/// Every ending in use, longest first, so that the first match is the right one.
pub const FIELD_SUFFIXES: &[FieldSuffix] = &[
    suffix("_share_per_week", "share of the whole per week"),
    suffix("_share_per_year", "share of the whole per year"),
    suffix("_usd_per_year", "USD per year"),
    suffix("_usd_per_kg", "USD per kilogram"),
    suffix("_t_per_year", "tonnes per year"),
    suffix("_elasticity", "percent per percent"),
    suffix("_usd_per_t", "USD per tonne"),
    suffix("_per_year", "per year"),
    suffix("_per_week", "per week"),
    suffix("_months", "months"),
    suffix("_weeks", "weeks"),
    suffix("_years", "years"),
    suffix("_share", "share of the whole, 0 to 1"),
    suffix("_days", "days"),
    suffix("_usd", "USD"),
    suffix("_t", "tonnes"),
];
