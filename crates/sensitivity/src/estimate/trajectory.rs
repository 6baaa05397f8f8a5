//! Elementary effects: change of the output over change of the one factor that moved.

use std::collections::BTreeMap;

use super::{EstimateError, Output};
use crate::design::RowLabel;

/// Elementary effects of complete trajectories.
pub(super) struct Effects {
    /// By factor, one for each trajectory.
    pub(super) by_factor: Vec<Vec<f64>>,
    /// The outputs that they come from.
    pub(super) values: Vec<f64>,
    /// Trajectories used.
    pub(super) used: usize,
    /// Trajectories left out, since a point is missing.
    pub(super) dropped: usize,
}

impl Effects {
    pub(super) fn of(outputs: &[Output<'_>], factors: usize) -> Result<Self, EstimateError> {
        let mut walks: BTreeMap<usize, BTreeMap<usize, &Output<'_>>> = BTreeMap::new();
        for output in outputs {
            let RowLabel::Step {
                trajectory, step, ..
            } = output.row
            else {
                continue;
            };
            let walk = walks.entry(trajectory).or_default();
            if walk.insert(step, output).is_some() {
                return Err(EstimateError::Twice { row: output.row });
            }
        }
        let mut effects = Self {
            by_factor: vec![Vec::new(); factors],
            values: Vec::new(),
            used: 0,
            dropped: 0,
        };
        for walk in walks.into_values() {
            let steps: Vec<&Output<'_>> = walk.into_values().collect();
            match of_walk(&steps, factors) {
                Some(of_factors) => effects.add(&steps, of_factors),
                None => effects.dropped += 1,
            }
        }
        Ok(effects)
    }

    fn add(&mut self, steps: &[&Output<'_>], of_factors: Vec<f64>) {
        self.used += 1;
        self.values.extend(steps.iter().map(|output| output.value));
        for (column, effect) in self.by_factor.iter_mut().zip(of_factors) {
            column.push(effect);
        }
    }
}

/// The effect of each factor along one trajectory; none unless each was moved and every output is there.
fn of_walk(steps: &[&Output<'_>], factors: usize) -> Option<Vec<f64>> {
    if steps.iter().any(|output| !output.value.is_finite()) {
        return None;
    }
    let mut effects = vec![None; factors];
    for (number, pair) in (1..).zip(steps.windows(2)) {
        let RowLabel::Step {
            step,
            moved: Some(factor),
            ..
        } = pair[1].row
        else {
            return None;
        };
        if step != number {
            return None;
        }
        let moved = pair[1].at[factor] - pair[0].at[factor];
        effects[factor] = Some((pair[1].value - pair[0].value) / moved);
    }
    effects.into_iter().collect()
}
