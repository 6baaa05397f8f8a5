//! What everybody expects: the past, forgotten exponentially, and beneath it the cost of making more.
//!
//! Source: docs/concepts/trade.md, "Expectations".

use units::Span;

/// The expectation after an observation: `e + (1 - exp(-dt/tau)) (observed - e)`. Any unit, the same in and out.
///
/// ```
/// use market::expect::expectation;
/// use units::Span;
/// // after one memory, 1 - 1/e = 63.2 % of the surprise is believed
/// assert!((expectation(100.0, 200.0, Span::years(0.5), Span::years(0.5)) - 163.212).abs() < 1e-3);
/// // without a memory, the last observation is the expectation
/// assert_eq!(expectation(100.0, 200.0, Span::WEEK, Span::ZERO), 200.0);
/// ```
pub fn expectation(previous: f64, observed: f64, elapsed: Span, memory: Span) -> f64 {
    previous + learned_share(elapsed, memory) * (observed - previous)
}

/// The share of a surprise that is believed after a while: `1 - exp(-dt/tau)`.
pub fn learned_share(elapsed: Span, memory: Span) -> f64 {
    if memory <= Span::ZERO {
        return 1.0;
    }
    1.0 - libm::exp(-(elapsed / memory))
}

/// The price in the long run: `ln p = (1 - w) ln expected + w ln cost`.
///
/// ```
/// # use market::expect::long_view;
/// assert!((long_view(40.0, 90.0, 0.5) - 60.0).abs() < 1e-9); // sqrt(40 x 90)
/// assert_eq!(long_view(40.0, 90.0, 0.0), 40.0);
/// ```
pub fn long_view(expected_usd_per_t: f64, long_run_cost_usd_per_t: f64, cost_weight: f64) -> f64 {
    if cost_weight <= 0.0 || expected_usd_per_t <= 0.0 || long_run_cost_usd_per_t <= 0.0 {
        return expected_usd_per_t;
    }
    expected_usd_per_t
        * libm::exp(cost_weight * libm::log(long_run_cost_usd_per_t / expected_usd_per_t))
}
