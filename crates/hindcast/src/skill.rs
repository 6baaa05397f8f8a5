//! Forecasts of price changes from one free run, against naive ones.
//!
//! At every month after the first year the model says how the price moves over the next 6 or 12 months, from its own
//! path, never put right by what was observed since the start of the clock. A random walk says that nothing changes. An
//! AR(1) in logs is fitted to what was observed up to that month. Squared errors of log changes are compared by the
//! statistic of Diebold and Mariano (1995) with a variance that is robust to the overlap of the forecasts (Newey and West
//! 1987, Bartlett weights, lags below the horizon); p is two-sided and normal. Below zero the model is better.

/// Months before the first forecast.
const FIRST_MONTHS: usize = 12;

/// A comparison of squared errors.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// Mean squared error of the other forecast.
    pub other_mse: f64,
    /// Statistic of Diebold and Mariano; negative where the model is better.
    pub statistic: f64,
    /// Chance of a statistic as far from zero between equally good forecasts.
    pub p_value: f64,
}

/// Skill on one series at one horizon.
#[derive(Debug, Clone, PartialEq)]
pub struct Skill {
    /// The series.
    pub series: String,
    /// Months ahead.
    pub horizon_months: usize,
    /// Number of forecasts; they overlap.
    pub n: usize,
    /// Mean squared error of the model's log changes.
    pub model_mse: f64,
    /// Against no change.
    pub walk: Comparison,
    /// Against an AR(1) fitted on the expanding past.
    pub autoregression: Option<Comparison>,
}

/// Skill of a modelled path of monthly prices; none where the series is too short or not positive.
pub fn skill(series: &str, observed: &[f64], modelled: &[f64], horizon: usize) -> Option<Skill> {
    let (observed, modelled) = (logs(observed)?, logs(modelled)?);
    if observed.len() != modelled.len() || observed.len() < FIRST_MONTHS + 2 * horizon {
        return None;
    }
    let origins = (FIRST_MONTHS - 1)..(observed.len() - horizon);
    let mut errors: [Vec<f64>; 3] = Default::default();
    for at in origins {
        let change = observed[at + horizon] - observed[at];
        let by_model = modelled[at + horizon] - modelled[at];
        let by_past = forecast(&observed[..=at], horizon) - observed[at];
        for (errors, forecast) in errors.iter_mut().zip([by_model, 0.0, by_past]) {
            errors.push((change - forecast) * (change - forecast));
        }
    }
    let [model, walk, past] = &errors;
    Some(Skill {
        series: series.to_owned(),
        horizon_months: horizon,
        n: model.len(),
        model_mse: mean(model),
        walk: compare(model, walk, horizon),
        autoregression: Some(compare(model, past, horizon)),
    })
}

/// Skill over changes of several sparse series together, as pairs (observed, modelled) of log changes that do not overlap;
/// only against no change, as so few points fit no other forecast.
pub fn pooled(series: &str, changes: &[(f64, f64)], horizon: usize) -> Option<Skill> {
    if changes.len() < 2 {
        return None;
    }
    let square = |error: f64| error * error;
    let model: Vec<f64> = changes
        .iter()
        .map(|(seen, own)| square(seen - own))
        .collect();
    let walk: Vec<f64> = changes.iter().map(|(seen, _)| square(*seen)).collect();
    Some(Skill {
        series: series.to_owned(),
        horizon_months: horizon,
        n: changes.len(),
        model_mse: mean(&model),
        walk: compare(&model, &walk, 1),
        autoregression: None,
    })
}

/// Compares squared errors of two forecasts that look `horizon` steps ahead.
pub fn compare(model: &[f64], other: &[f64], horizon: usize) -> Comparison {
    let differences: Vec<f64> = model
        .iter()
        .zip(other)
        .map(|(model, other)| model - other)
        .collect();
    let variance = long_run_variance(&differences, horizon.saturating_sub(1));
    let statistic = mean(&differences) / libm::sqrt(variance / differences.len() as f64);
    Comparison {
        other_mse: mean(other),
        statistic,
        p_value: libm::erfc(libm::fabs(statistic) / std::f64::consts::SQRT_2),
    }
}

/// Variance of the mean of a series that is correlated with itself, times its length: Newey and West with Bartlett weights.
pub fn long_run_variance(series: &[f64], lags: usize) -> f64 {
    let mean = mean(series);
    let covariance = |lag: usize| {
        let pairs = series.iter().zip(series.iter().skip(lag));
        let sum: f64 = pairs.map(|(a, b)| (a - mean) * (b - mean)).sum();
        sum / series.len() as f64
    };
    let lagged: f64 = (1..=lags.min(series.len().saturating_sub(1)))
        .map(|lag| 2.0 * (1.0 - lag as f64 / (lags + 1) as f64) * covariance(lag))
        .sum();
    covariance(0) + lagged
}

/// The value `steps` ahead of an AR(1) with constant, fitted by least squares.
pub fn forecast(past: &[f64], steps: usize) -> f64 {
    let Some(last) = past.last() else { return 0.0 };
    let (before, after) = (&past[..past.len() - 1], &past[1..]);
    let (mean_before, mean_after) = (mean(before), mean(after));
    let mut covariance = 0.0;
    let mut variance = 0.0;
    for (x, y) in before.iter().zip(after) {
        covariance += (x - mean_before) * (y - mean_after);
        variance += (x - mean_before) * (x - mean_before);
    }
    if variance <= 0.0 {
        return *last;
    }
    let slope = covariance / variance;
    let constant = mean_after - slope * mean_before;
    (0..steps).fold(*last, |value, _| constant + slope * value)
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn logs(prices: &[f64]) -> Option<Vec<f64>> {
    prices
        .iter()
        .map(|price| (*price > 0.0).then(|| libm::log(*price)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found} for {expected}");
    }

    #[test]
    fn variance_without_lags_is_the_ordinary_one() {
        // mean 2; (1 + 0 + 1) / 3
        near(long_run_variance(&[1.0, 2.0, 3.0], 0), 2.0 / 3.0);
    }

    #[test]
    fn bartlett_weights_fall_evenly() {
        // deviations -1.5, -0.5, 0.5, 1.5; covariances 5/4, (0.75 - 0.25 + 0.75)/4 = 1.25/4, (-0.75 - 0.75)/4 = -1.5/4
        // with two lags the weights are 2/3 and 1/3: 1.25 + 2 (2/3 x 0.3125 - 1/3 x 0.375) = 1.25 + 2 x 0.0833 = 1.4167
        near(
            long_run_variance(&[1.0, 2.0, 3.0, 4.0], 2),
            1.25 + 2.0 / 12.0,
        );
    }

    #[test]
    fn autoregression_continues_a_decay() {
        // 8, 4, 2, 1 halves each time: half of 1 is 0.5, then 0.25
        near(forecast(&[8.0, 4.0, 2.0, 1.0], 1), 0.5);
        near(forecast(&[8.0, 4.0, 2.0, 1.0], 2), 0.25);
    }

    #[test]
    fn constant_past_stays() {
        near(forecast(&[3.0, 3.0, 3.0], 4), 3.0);
    }

    #[test]
    fn statistic_is_the_mean_over_its_standard_error() {
        // differences -1, -3: mean -2, variance 1, error sqrt(1/2): -2.8284; erfc(2) = 0.0046777
        let found = compare(&[0.0, 0.0], &[1.0, 3.0], 1);
        near(found.other_mse, 2.0);
        near(found.statistic, -2.0 * std::f64::consts::SQRT_2);
        assert!(
            (found.p_value - 0.004_677_7).abs() < 1e-6,
            "{}",
            found.p_value
        );
    }

    #[test]
    fn model_that_follows_the_trend_beats_no_change() {
        // prices fall by 2 % a month, more or less; the model falls by 2 %
        let noise = [0.0, 0.01, -0.02, 0.015, -0.005];
        let path: Vec<f64> = (0..48).map(|at| libm::exp(-0.02 * f64::from(at))).collect();
        let observed: Vec<f64> = path
            .iter()
            .enumerate()
            .map(|(at, price)| price * (1.0 + noise[at % noise.len()]))
            .collect();
        let skill = skill("x", &observed, &path, 6).unwrap();
        // 48 months less the first 11 and the last 6
        assert_eq!(skill.n, 31);
        assert!(skill.model_mse < skill.walk.other_mse && skill.walk.statistic < 0.0);
    }

    #[test]
    fn pooled_changes_are_held_against_no_change() {
        // errors 0.1 and -0.3: (0.01 + 0.09) / 2; changes -0.5 and -0.4: (0.25 + 0.16) / 2
        let skill = pooled("x", &[(-0.5, -0.6), (-0.4, -0.1)], 12).unwrap();
        near(skill.model_mse, 0.05);
        near(skill.walk.other_mse, 0.205);
        assert_eq!((skill.n, skill.autoregression), (2, None));
        assert_eq!(pooled("x", &[(0.0, 0.0)], 12), None);
    }

    #[test]
    fn short_series_has_no_skill() {
        assert_eq!(skill("x", &[1.0; 20], &[1.0; 20], 6), None);
    }
}
