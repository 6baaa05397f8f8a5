//! What a curb costs a target, and the chance that it concedes.
//!
//! C = sum over users VA c (H - T / c)+ (1 - s), with c the part of supply cut, T the visible cover in weeks of use and s
//! what can be done without within the horizon H: stocks fill the gap c, so they last T / c weeks.
//! p = (L(k (l / r - 1)) - L(-k)) / (1 - L(-k)), L the logistic function, l = C over product in H, r resolve: nil without a
//! loss, about a half at l = r.

use super::Destination;
use crate::clock::WEEKS_PER_YEAR;
use scenario::CurbWeights;

/// Loss of a destination over its product in the horizon.
pub(super) fn loss_share(destination: &Destination, refused: &[f64], weights: &CurbWeights) -> f64 {
    let horizon_weeks = f64::from(weights.horizon_weeks);
    let loss_usd = loss_usd(destination, refused, horizon_weeks);
    share_of_product(loss_usd, destination, weights.horizon_weeks)
}

/// A loss over a destination's product in some weeks; nil where its product is unknown.
pub(super) fn share_of_product(loss_usd: f64, destination: &Destination, weeks: u32) -> f64 {
    let product_usd = destination.gdp_usd_per_year * f64::from(weeks) / WEEKS_PER_YEAR;
    if product_usd > 0.0 {
        loss_usd / product_usd
    } else {
        0.0
    }
}

/// Value added lost within the horizon [USD].
pub(super) fn loss_usd(destination: &Destination, refused: &[f64], horizon_weeks: f64) -> f64 {
    let mut loss = 0.0;
    for user in &destination.users {
        let cut: f64 = user
            .exposure_share
            .iter()
            .zip(refused)
            .map(|(exposure, refused)| exposure * refused)
            .sum();
        let cut = cut.min(1.0);
        let cover_weeks = user.private_cover_weeks + user.published_cover_weeks;
        let short_use_weeks = (cut * horizon_weeks - cover_weeks).max(0.0);
        loss += user.value_added_usd_per_week * short_use_weeks * (1.0 - user.substitutable_share);
    }
    loss
}

/// Chance that a target concedes within the horizon.
pub(super) fn concession_chance(loss_share: f64, resolve_share: f64, steepness: f64) -> f64 {
    let never = logistic(-steepness);
    let ratio = loss_share / resolve_share.max(1e-12);
    ((logistic(steepness * (ratio - 1.0)) - never) / (1.0 - never)).max(0.0)
}

pub(super) fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}
