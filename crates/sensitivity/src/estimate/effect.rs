//! Screening by elementary effects.
//!
//! ```text
//! effect = (y after - y before) / (x after - x before), x from 0 to 1, one factor moved
//! mu = mean(effects)    mu* = mean(|effects|)    sigma = standard deviation over r - 1 of r trajectories
//! ```
//!
//! Morris, Technometrics 33 (1991); mu*: Campolongo, Cariboni and Saltelli, Environmental Modelling and Software 22 (2007).

use super::bootstrap::Resamples;
use super::trajectory::Effects;
use super::{
    Analysis, EstimateError, Index, Measure, Method, Output, enough, is_constant, moments,
};

/// Trajectories needed for a standard deviation.
const NEEDED: usize = 2;

type Rule = fn(&[f64], &[usize]) -> f64;

const RULES: [(Measure, Rule); 3] = [
    (Measure::MeanEffect, mean),
    (Measure::MeanAbsoluteEffect, mean_absolute),
    (Measure::SpreadOfEffects, spread),
];

pub(super) fn analysis(
    outputs: &[Output<'_>],
    factors: usize,
    resamples: impl FnOnce(usize) -> Resamples,
) -> Result<Analysis, EstimateError> {
    let effects = Effects::of(outputs, factors)?;
    let used = effects.used;
    enough(used, used + effects.dropped, NEEDED, Method::Effects)?;
    let (mean, deviation) = moments(&effects.values);
    let indices = if is_constant(&effects.values) {
        let of = |(measure, _)| (0..factors).map(move |j| Index::of_constant(measure, j));
        RULES.into_iter().flat_map(of).collect()
    } else {
        indices(&effects.by_factor, &resamples(used))
    };
    Ok(Analysis {
        method: Method::Effects,
        used,
        dropped: effects.dropped,
        mean,
        deviation,
        explained_share: None,
        indices,
    })
}

fn indices(by_factor: &[Vec<f64>], resamples: &Resamples) -> Vec<Index> {
    let mut indices = Vec::with_capacity(RULES.len() * by_factor.len());
    for (measure, rule) in RULES {
        for (factor, effects) in by_factor.iter().enumerate() {
            let all: Vec<usize> = (0..effects.len()).collect();
            let half = resamples.half_width(|rows| rule(effects, rows));
            let index = Index::new(measure, factor, rule(effects, &all), half);
            indices.push(index.dead_if(effects.iter().all(|effect| effect.abs() <= 0.0)));
        }
    }
    indices
}

fn mean(effects: &[f64], rows: &[usize]) -> f64 {
    rows.iter().map(|&row| effects[row]).sum::<f64>() / rows.len() as f64
}

fn mean_absolute(effects: &[f64], rows: &[usize]) -> f64 {
    rows.iter().map(|&row| effects[row].abs()).sum::<f64>() / rows.len() as f64
}

fn spread(effects: &[f64], rows: &[usize]) -> f64 {
    let centre = mean(effects, rows);
    let squares: f64 = rows
        .iter()
        .map(|&row| (effects[row] - centre) * (effects[row] - centre))
        .sum();
    (squares / (rows.len() as f64 - 1.0)).sqrt()
}

#[cfg(test)]
mod tests;
