//! What a curb costs exporters and saves users at home.
//!
//! `RevenueLoss = exports refused margin - rent kept + home use fall`, `fall = (refused exports / (home use + exports)) /
//! home_elasticity`: what is not shipped is offered at home. Rent kept is the duty, or the part of a quota's scarcity rent
//! that stays with exporters; licences leave it abroad (Adamas 2025: nine tenths of the volume at ordinary prices).

use super::{Act, Measure, Situation, Weights};

/// Largest rise of prices abroad that a government reckons with.
const MOST_PRICE_RATIO: f64 = 10.0;

/// Exports refused, over all use abroad and in money [USD a year].
fn refused_usd_per_year(situation: &Situation, refused: &[f64]) -> f64 {
    let destinations = situation.destinations.iter().zip(refused);
    destinations
        .map(|(destination, refused)| destination.exports_usd_per_year * refused)
        .sum()
}

/// Price abroad under a curb over the one without: `(1 - refused exports / foreign use)^(-1 / e)`.
pub(super) fn price_ratio(situation: &Situation, refused: &[f64], weights: &Weights) -> f64 {
    if situation.foreign_use_usd_per_year <= 0.0 {
        return 1.0;
    }
    let gap = refused_usd_per_year(situation, refused) / situation.foreign_use_usd_per_year;
    let left = (1.0 - gap).max(1e-6);
    libm::pow(left, -1.0 / weights.weights.foreign_elasticity).min(MOST_PRICE_RATIO)
}

/// Lost export margin less rent kept plus the fall of the home price [USD over the horizon].
pub(super) fn lost_usd(act: Act, situation: &Situation, refused: &[f64], weights: &Weights) -> f64 {
    let lost = refused_usd_per_year(situation, refused);
    let exports: f64 = situation
        .destinations
        .iter()
        .map(|destination| destination.exports_usd_per_year)
        .sum();
    let rent_share = match act.measure {
        Measure::Duty => weights.acts.duty_share,
        Measure::Quota => {
            weights.acts.rent_kept_share * (price_ratio(situation, refused, weights) - 1.0)
        }
        _ => 0.0,
    };
    let yearly = lost * weights.weights.export_margin_share - (exports - lost) * rent_share;
    yearly * weights.horizon_years() + home_saving_usd(situation, refused, weights)
}

/// What users at home save, and sellers there lose, as what is not shipped is offered at home [USD over the horizon].
pub(super) fn home_saving_usd(situation: &Situation, refused: &[f64], weights: &Weights) -> f64 {
    let exports: f64 = situation
        .destinations
        .iter()
        .map(|destination| destination.exports_usd_per_year)
        .sum();
    let home_use = situation.home.use_usd_per_year;
    let market = exports + home_use;
    if market <= 0.0 {
        return 0.0;
    }
    let fall = refused_usd_per_year(situation, refused) / market / weights.weights.home_elasticity;
    home_use * fall.min(1.0) * weights.horizon_years()
}
