//! Targets: what a run has to reproduce, with the tolerance that was fixed before.
//!
//! A target is data and a function from a run to figures. A figure with a [`Rule`] is judged; one without is shown.
//! Free-on-board prices are compared with the model's quote in zone `row` as it stands: freight of a few tenths of a
//! dollar per kilogram is not taken off.

mod decline;
mod heavy;
mod premium;
mod price;
mod trade;

use units::Date;

use crate::history::History;
use crate::seen::Observations;

/// How a target counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Given to the model, printed for the reader.
    Input,
    /// Parameters were fitted to it: in-sample.
    Fitted,
    /// Never seen by the calibration: out of sample.
    Tested,
    /// A constant of the model was read off it; neither a test nor a count.
    Calibration,
    /// Printed beside the others, not judged.
    Context,
}

impl Role {
    /// Whether a target counts as passed or failed.
    pub fn is_scored(self) -> bool {
        matches!(self, Self::Fitted | Self::Tested)
    }

    /// Whether parameters were fitted to it.
    pub fn is_fitted(self) -> bool {
        matches!(self, Self::Fitted | Self::Calibration)
    }
}

/// One target.
pub struct Target {
    /// Short name, such as `H3`.
    pub id: &'static str,
    /// Name of the scenario that it belongs to.
    pub episode: &'static str,
    /// What it is about.
    pub what: &'static str,
    /// When it passes.
    pub tolerance: &'static str,
    /// How it counts.
    pub role: Role,
    /// Its figures in a run.
    pub measure: fn(&History, &Observations) -> Vec<Measured>,
}

/// When a figure passes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Rule {
    /// Within so much of what was observed, in the figure's unit.
    Within(f64),
    /// Within this factor of what was observed, either way.
    Factor(f64),
    /// Within this part of what was observed.
    Relative(f64),
    /// Between two numbers, whatever was observed.
    Between(f64, f64),
    /// At most so much.
    AtMost(f64),
    /// At least so much.
    AtLeast(f64),
    /// Less than so much.
    Below(f64),
}

/// Distance of a figure that a run does not have, in tolerances.
pub(crate) const FAR: f64 = 3.0;

impl Rule {
    /// How far a figure is off, in tolerances: up to one passes.
    pub fn distance(self, observed: f64, modelled: f64) -> f64 {
        let distance = match self {
            Self::Within(most) => (modelled - observed).abs() / most,
            Self::Relative(most) => (modelled / observed - 1.0).abs() / most,
            Self::Factor(most) if modelled > 0.0 && observed > 0.0 => {
                libm::fabs(libm::log(modelled / observed)) / libm::log(most)
            }
            Self::Factor(_) => FAR,
            Self::Between(low, high) => {
                (modelled - 0.5 * (low + high)).abs() / (0.5 * (high - low))
            }
            Self::AtMost(most) => modelled / most,
            Self::AtLeast(least) if modelled >= least => 0.0,
            Self::AtLeast(least) => 1.0 + (least - modelled) / least.abs().max(f64::MIN_POSITIVE),
            Self::Below(limit) if modelled < limit => 0.0,
            Self::Below(limit) => 1.0 + (modelled - limit).max(1e-6) / limit.abs().max(1.0),
        };
        if distance.is_finite() { distance } else { FAR }
    }

    /// Whether a figure passes.
    pub fn passes(self, observed: f64, modelled: f64) -> bool {
        // A figure at the very edge passes; divisions may put it a hair beyond.
        self.distance(observed, modelled) <= 1.0 + 1e-9
    }
}

/// One figure of a target in one run.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// What it is.
    pub name: String,
    /// Its unit.
    pub unit: &'static str,
    /// What was observed; none where the sources have no figure.
    pub observed: Option<f64>,
    /// What came out; none where it did not happen in the run.
    pub modelled: Option<f64>,
    /// When it passes; none where it is only shown.
    pub rule: Option<Rule>,
    /// When it would pass alone, where only a target that sums over several of its kind is judged.
    pub part: Option<Rule>,
    /// First day after all that it rests on; none where it rests on the whole episode.
    pub last: Option<Date>,
}

impl Measured {
    /// A figure that is judged.
    pub(crate) fn judged(
        name: impl Into<String>,
        unit: &'static str,
        observed: Option<f64>,
        modelled: Option<f64>,
        rule: Rule,
    ) -> Self {
        Self {
            name: name.into(),
            unit,
            observed,
            modelled,
            rule: Some(rule),
            part: None,
            last: None,
        }
    }

    /// A figure that is only shown.
    pub(crate) fn shown(
        name: impl Into<String>,
        unit: &'static str,
        observed: Option<f64>,
        modelled: Option<f64>,
    ) -> Self {
        Self {
            name: name.into(),
            unit,
            observed,
            modelled,
            rule: None,
            part: None,
            last: None,
        }
    }

    /// The same, resting on nothing from a day on.
    #[must_use]
    pub(crate) fn by(mut self, day: Date) -> Self {
        self.last = Some(day);
        self
    }

    /// The same, with a rule for it alone.
    #[must_use]
    pub(crate) fn part(mut self, rule: Rule) -> Self {
        self.part = Some(rule);
        self
    }

    /// Whether everything it rests on lies before or on a day.
    pub fn is_known_by(&self, day: Date) -> bool {
        self.last.is_some_and(|last| last <= day.add_days(1))
    }

    /// Distance where every observation counts, those that a target sums over too: what a calibration goes by.
    pub fn distance_alone(&self) -> Option<f64> {
        Some(self.distance_by(self.rule.or(self.part)?))
    }

    /// The same, where only what was known by a day counts.
    pub fn distance_until(&self, day: Date) -> Option<f64> {
        if self.is_known_by(day) {
            self.distance_alone()
        } else {
            None
        }
    }

    fn distance_by(&self, rule: Rule) -> f64 {
        self.modelled.map_or(FAR, |modelled| {
            rule.distance(self.observed.unwrap_or(0.0), modelled)
        })
    }
}

/// Every target, in the order in which they are printed.
pub fn targets() -> Vec<Target> {
    let mut all = trade::inputs();
    all.extend(trade::exports());
    all.extend(price::targets());
    all.extend(premium::targets());
    all.extend(trade::imports());
    all.extend(decline::targets());
    all.extend(heavy::targets());
    all.sort_by_key(|target| order(target.id));
    all
}

/// H before L before R, then by number.
fn order(id: &str) -> (String, u32) {
    let (letter, number) = id.split_at(1);
    (letter.to_owned(), number.parse().unwrap_or(u32::MAX))
}

/// Root of the mean squared log ratio of pairs (observed, modelled); none where a pair is not positive or there is none.
pub(crate) fn log_rmse(pairs: &[(f64, Option<f64>)]) -> Option<f64> {
    let mut sum = 0.0;
    for (observed, modelled) in pairs {
        let modelled = modelled.filter(|modelled| *modelled > 0.0)?;
        let log = libm::log(modelled / observed);
        sum += log * log;
    }
    (!pairs.is_empty()).then(|| libm::sqrt(sum / pairs.len() as f64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(Rule::Within(0.1), 0.56, 0.65, true)] // 0.09 apart
    #[case(Rule::Within(0.1), 0.56, 0.67, false)] // 0.11 apart
    #[case(Rule::Factor(1.5), 2377.0, 1585.0, true)] // 2377 / 1.5 = 1584.7
    #[case(Rule::Factor(1.5), 2377.0, 3600.0, false)] // 2377 x 1.5 = 3565.5
    #[case(Rule::Factor(1.5), 70.0, -3.0, false)] // no ratio
    #[case(Rule::Relative(0.25), 88.0, 110.0, true)] // 88 x 1.25 = 110
    #[case(Rule::Between(0.6, 0.8), 0.7, 0.8, true)]
    #[case(Rule::Between(0.6, 0.8), 0.7, 0.59, false)]
    #[case(Rule::AtMost(0.35), 0.0, 0.34, true)]
    #[case(Rule::AtMost(0.35), 0.0, 0.36, false)]
    #[case(Rule::AtLeast(6.0), 6.0, 6.0, true)]
    #[case(Rule::AtLeast(6.0), 6.0, 5.0, false)]
    #[case(Rule::AtMost(0.35), 0.0, f64::NAN, false)]
    #[case(Rule::Below(0.0), 0.0, -0.1, true)]
    #[case(Rule::Below(0.0), 0.0, 0.0, false)] // the edge itself is out
    #[case(Rule::Below(0.0), 0.0, f64::NAN, false)]
    fn rules_pass_up_to_their_edge(
        #[case] rule: Rule,
        #[case] observed: f64,
        #[case] modelled: f64,
        #[case] passes: bool,
    ) {
        assert_eq!(rule.passes(observed, modelled), passes);
    }

    #[test]
    fn figure_that_a_run_lacks_is_far_off() {
        let figure = Measured::judged("restart", "year", Some(2018.0), None, Rule::Within(1.0));
        assert_eq!(figure.distance_alone(), Some(FAR));
        assert_eq!(
            Measured::shown("x", "t", None, Some(1.0)).distance_alone(),
            None
        );
    }

    #[test]
    fn log_rmse_of_two_pairs() {
        // ln 2 and 0: root of (0.6931^2 + 0) / 2 = 0.4901
        let rmse = log_rmse(&[(10.0, Some(20.0)), (5.0, Some(5.0))]).unwrap();
        assert!((rmse - 0.4901).abs() < 1e-4, "{rmse}");
        assert_eq!(log_rmse(&[(10.0, Some(0.0))]), None);
        assert_eq!(log_rmse(&[]), None);
    }

    #[test]
    fn ids_are_unique_and_in_order() {
        let all = targets();
        let ids: Vec<&str> = all.iter().map(|target| target.id).collect();
        assert_eq!(ids[..4], ["H1", "H2", "H3", "H4"]);
        assert_eq!(ids.last(), Some(&"R7"));
        for pair in ids.windows(2) {
            assert_ne!(pair[0], pair[1]);
        }
    }
}
