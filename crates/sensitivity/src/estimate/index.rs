//! One estimate with its interval, and what it says in words.

use std::fmt;

/// What is estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Share of the variance that goes when the factor alone is known, S1.
    FirstOrder,
    /// Share of the variance that stays when all factors but this are known, ST.
    Total,
    /// Share of the variance that two factors make together beyond what each makes alone, S2.
    SecondOrder,
    /// Mean of the elementary effects, mu.
    MeanEffect,
    /// Mean of the absolute elementary effects, mu*.
    MeanAbsoluteEffect,
    /// Standard deviation of the elementary effects, sigma.
    SpreadOfEffects,
    /// Coefficient in a regression on all factors, output and factors in standard deviations.
    StandardisedRegression,
    /// Correlation of the ranks of factor and output (Spearman).
    RankCorrelation,
}

impl Measure {
    /// All measures.
    pub const ALL: [Self; 8] = [
        Self::FirstOrder,
        Self::Total,
        Self::SecondOrder,
        Self::MeanEffect,
        Self::MeanAbsoluteEffect,
        Self::SpreadOfEffects,
        Self::StandardisedRegression,
        Self::RankCorrelation,
    ];

    /// Name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::FirstOrder => "first_order",
            Self::Total => "total",
            Self::SecondOrder => "second_order",
            Self::MeanEffect => "mean_effect",
            Self::MeanAbsoluteEffect => "mean_absolute_effect",
            Self::SpreadOfEffects => "spread_of_effects",
            Self::StandardisedRegression => "standardised_regression",
            Self::RankCorrelation => "rank_correlation",
        }
    }

    /// Symbol in the literature.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::FirstOrder => "S1",
            Self::Total => "ST",
            Self::SecondOrder => "S2",
            Self::MeanEffect => "mu",
            Self::MeanAbsoluteEffect => "mu*",
            Self::SpreadOfEffects => "sigma",
            Self::StandardisedRegression => "SRC",
            Self::RankCorrelation => "rho",
        }
    }

    /// Meaning, in one line.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::FirstOrder => "share of the variance that the factor explains alone",
            Self::Total => "share of the variance that the factor has a part in",
            Self::SecondOrder => "share of the variance that two factors make only together",
            Self::MeanEffect => "mean change of the output over the range of the factor",
            Self::MeanAbsoluteEffect => {
                "mean absolute change of the output over the range of the factor"
            }
            Self::SpreadOfEffects => {
                "how much the change depends on the place: curvature or interaction"
            }
            Self::StandardisedRegression => {
                "standard deviations of the output for one of the factor, others held"
            }
            Self::RankCorrelation => "how steadily the output rises or falls with the factor",
        }
    }

    /// Whether the true value cannot be below zero.
    pub fn is_share_of_variance(self) -> bool {
        matches!(self, Self::FirstOrder | Self::Total | Self::SecondOrder)
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What an estimate with its interval allows to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The output is the same in every row.
    Constant,
    /// The factor never made a difference in any row.
    Dead,
    /// The interval holds zero.
    NotDistinguishable,
    /// A share of the variance that lies below zero with its whole interval, which no true one can.
    Impossible,
    /// The interval lies above zero.
    Above,
    /// The interval lies below zero.
    Below,
}

/// An estimate with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Index {
    /// What is estimated.
    pub measure: Measure,
    /// Number of the factor.
    pub factor: usize,
    /// Number of the second factor, for pairs.
    pub other: Option<usize>,
    /// The estimate; not a number where the output is constant.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// What may be said.
    pub verdict: Verdict,
}

impl Index {
    /// The estimate with `half` the width of its interval.
    pub(super) fn new(measure: Measure, factor: usize, value: f64, half: f64) -> Self {
        let (low, high) = (value - half, value + half);
        let verdict = if low <= 0.0 && high >= 0.0 {
            Verdict::NotDistinguishable
        } else if low > 0.0 {
            Verdict::Above
        } else if measure.is_share_of_variance() {
            Verdict::Impossible
        } else {
            Verdict::Below
        };
        Self {
            measure,
            factor,
            other: None,
            value,
            low,
            high,
            verdict,
        }
    }

    /// No estimate, since there is nothing to explain.
    pub(super) fn of_constant(measure: Measure, factor: usize) -> Self {
        Self {
            verdict: Verdict::Constant,
            ..Self::new(measure, factor, f64::NAN, f64::NAN)
        }
    }

    /// For a pair of factors.
    pub(super) fn with(self, other: usize) -> Self {
        Self {
            other: Some(other),
            ..self
        }
    }

    /// For a factor that never made a difference, where `is_dead`.
    pub(super) fn dead_if(self, is_dead: bool) -> Self {
        if is_dead {
            Self {
                verdict: Verdict::Dead,
                ..self
            }
        } else {
            self
        }
    }

    /// What the estimate says, at N of `used`; nothing where the figures speak for themselves.
    pub fn words(&self, used: usize) -> String {
        match self.verdict {
            Verdict::Constant => "output is constant: nothing to explain".to_owned(),
            Verdict::Dead => "no effect in any run".to_owned(),
            Verdict::NotDistinguishable => {
                format!("not distinguishable from zero at N = {used}")
            }
            Verdict::Impossible => {
                format!("below zero, which no true share is: N = {used} is too small")
            }
            Verdict::Above | Verdict::Below => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(Measure::Total, 0.5, 0.1, Verdict::Above)]
    #[case(Measure::Total, 0.05, 0.1, Verdict::NotDistinguishable)]
    #[case(Measure::FirstOrder, -0.05, 0.1, Verdict::NotDistinguishable)]
    #[case(Measure::FirstOrder, -0.5, 0.1, Verdict::Impossible)]
    #[case(Measure::MeanEffect, -0.5, 0.1, Verdict::Below)]
    #[case(Measure::RankCorrelation, 0.1, 0.1, Verdict::NotDistinguishable)]
    fn verdict_follows_the_interval(
        #[case] measure: Measure,
        #[case] value: f64,
        #[case] half: f64,
        #[case] verdict: Verdict,
    ) {
        assert_eq!(Index::new(measure, 0, value, half).verdict, verdict);
    }

    #[test]
    fn words_name_how_many_rows_there_were() {
        let index = Index::new(Measure::FirstOrder, 0, -0.01, 0.02);
        assert_eq!(index.words(64), "not distinguishable from zero at N = 64");
    }

    #[test]
    fn names_of_measures_differ() {
        let mut names = Measure::ALL.map(Measure::name).to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Measure::ALL.len());
    }
}
