//! What licences let out this week: a share of ordinary purchases per good, origin and destination.
//!
//! Contract calls draw on it first, cut alike for all who call; what they leave may go on the spot market.

use crate::facts::Facts;
use crate::govern::Controls;
use crate::need::Web;
use bevy_ecs::prelude::Resource;
use educe::Educe;
use serde::{Deserialize, Serialize};

/// What licences allow this week, by (good, origin, destination) [t].
#[derive(Resource, Debug, Educe, Default, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Allowance {
    /// Licensed for the week; infinite where nothing limits.
    limit_t: Vec<f64>,
    /// Called for under contracts.
    called_t: Vec<f64>,
    /// Licensed and not yet used.
    pub(crate) left_t: Vec<f64>,
}

impl Allowance {
    /// Counts tonnes against a licence.
    pub(crate) fn use_up(&mut self, cell: usize, tonnes: f64) {
        self.left_t[cell] = (self.left_t[cell] - tonnes).max(0.0);
    }

    /// Share of calls that licences let through.
    pub(super) fn granted_share(&self, cell: usize) -> f64 {
        if self.called_t[cell] > 0.0 {
            (self.limit_t[cell] / self.called_t[cell]).min(1.0)
        } else {
            1.0
        }
    }
}

/// Opens the week's licences: a share of ordinary purchases per (good, origin, destination).
pub(crate) fn open_licences(
    web: &Web,
    controls: &Controls,
    facts: &Facts,
    allowance: &mut Allowance,
) {
    let Allowance {
        limit_t,
        called_t,
        left_t,
    } = allowance;
    let open = |cell| {
        if controls.passage_at(cell).is_licensed {
            0.0
        } else {
            f64::INFINITY
        }
    };
    limit_t.clear();
    limit_t.extend((0..controls.n_cells()).map(open));
    called_t.clear();
    called_t.resize(controls.n_cells(), 0.0);
    for link in &web.links {
        let need = &web.needs[link.need];
        let origin = facts.agents.country[link.supplier];
        if origin != need.country {
            let cell = controls.cell(need.good, origin, need.country);
            called_t[cell] += link.call_t;
            if limit_t[cell].is_finite() {
                let ordinary_t = link.reference_weight * need.licensed_need_t;
                limit_t[cell] += controls.passage_at(cell).approval_share * ordinary_t;
            }
        }
    }
    left_t.clone_from(limit_t);
}
