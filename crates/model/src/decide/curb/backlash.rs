//! Backlash: the market that a curb loses for good.
//!
//! Backlash = sum over projects (Pr(q^b) - Pr(1)) value margin annuity + sum over destinations exports (1 - exp(-a b
//! refused years)) margin annuity. Pr(q) = 1 - exp(-hazard logistic(k (NPV(q) / K - hurdle)) years), q the price that the
//! act makes, b how far the world counts on its lasting: `b = 1 - (1 - b_0) (tau / H) (1 - exp(-H / tau))`. A pulse ends before
//! boards believe in it; a curb that stands meets boards that do.

use super::loss::logistic;
use super::revenue::price_ratio;
use super::{Project, Situation, Weights};

/// Steepness of a board's decision in NPV over capital, as in plant investment.
const DECISION_STEEPNESS: f64 = 4.0;
/// Boards do not bank on more than this multiple of the price without a curb, as in plant investment.
const CREDIBLE_PREMIUM: f64 = 1.5;
/// Years over which a lost market is counted: a plant's life.
const LIFE_YEARS: f64 = 20.0;

/// Present value of the market lost [USD].
pub(super) fn backlash_usd(situation: &Situation, refused: &[f64], weights: &Weights) -> f64 {
    let years = weights.horizon_years();
    let belief = mean_belief(situation.belief_share, years, weights.belief_years);
    let ratio = libm::pow(
        price_ratio(situation, refused, weights).min(CREDIBLE_PREMIUM),
        belief,
    );
    let entrants: f64 = situation
        .projects
        .iter()
        .map(|project| {
            let rise =
                chance_of_deciding(project, ratio, years) - chance_of_deciding(project, 1.0, years);
            rise * project.value_usd_per_year.max(0.0)
        })
        .sum();
    let adapted: f64 = situation
        .destinations
        .iter()
        .zip(refused)
        .map(|(destination, refused)| {
            let gone =
                1.0 - libm::exp(-weights.weights.adaptation_per_year * belief * refused * years);
            destination.exports_usd_per_year * gone
        })
        .sum();
    (entrants + adapted)
        * weights.weights.export_margin_share
        * annuity_years(weights.weights.discount_per_year)
}

/// How far the world counts on a curb, on average over the next years, if it stays.
pub(super) fn mean_belief(now: f64, years: f64, belief_years: f64) -> f64 {
    if belief_years <= 0.0 || years <= 0.0 {
        return 1.0;
    }
    let ratio = years / belief_years;
    1.0 - (1.0 - now) * (1.0 - libm::exp(-ratio)) / ratio
}

/// Chance that a board decides within some years at a price over the one without a curb.
pub(super) fn chance_of_deciding(project: &Project, price_ratio: f64, years: f64) -> f64 {
    let margin = project.margin_usd_per_year + project.value_usd_per_year * (price_ratio - 1.0);
    let npv = margin * project.annuity_years / project.capital_usd.max(1.0) - 1.0;
    let odds = logistic(DECISION_STEEPNESS * (npv - project.hurdle));
    1.0 - libm::exp(-project.hazard_per_year * odds * years)
}

/// Present value of one unit a year over a plant's life [years].
fn annuity_years(discount_per_year: f64) -> f64 {
    (1.0 - libm::pow(1.0 + discount_per_year, -LIFE_YEARS)) / discount_per_year
}
