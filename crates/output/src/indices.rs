//! `indices.csv`: what a sweep says about its factors.

use model::{Table, column};

/// Estimates for each measure of a sweep and each factor.
pub static INDICES: Table = Table {
    name: "indices",
    row: "one estimate of what a factor, or a pair of factors, does to a measure of a sweep",
    columns: &[
        column("measure", "id", "name of the measure, with its unit"),
        column("factor", "id", "name of the factor"),
        column(
            "other_factor",
            "id",
            "second factor, for indices of pairs; else empty",
        ),
        column(
            "index",
            "word",
            "first_order, total or second_order (shares of the variance, after Saltelli designs); mean_effect, mean_absolute_effect or spread_of_effects (after Morris designs); standardised_regression or rank_correlation (after plain designs)",
        ),
        column(
            "value",
            "as `index`",
            "the estimate: a share of the variance, a change of the measure over the whole range of the factor, or a coefficient; empty where the measure is constant",
        ),
        column(
            "low",
            "as `index`",
            "lower end of its interval over resamples; the level stands in the first line of the printed table",
        ),
        column("high", "as `index`", "upper end of the same interval"),
        column(
            "n",
            "count",
            "base rows, trajectories or points that the estimate is made of",
        ),
        column(
            "n_dropped",
            "count",
            "those left out, since an output of theirs is missing",
        ),
        column(
            "low_end_mean",
            "as `measure`",
            "mean of the measure where the factor is in the lowest quarter of its range; empty for pairs",
        ),
        column(
            "high_end_mean",
            "as `measure`",
            "mean of the measure where the factor is in the highest quarter; empty for pairs",
        ),
        column(
            "words",
            "text",
            "what the interval does not allow to say; empty where the figures speak for themselves",
        ),
    ],
};
