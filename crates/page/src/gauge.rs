//! The leverage gauge: how much of the importer's need would go unmet if the origin stopped everything from a date on.
//!
//! The measure is that of crate `leverage` (`docs/concepts/leverage.md`): two forks of the run with the same luck, one with
//! an embargo of all goods; the part of the need that is not met within a year of it, by value. Beside it stands what the
//! year costs the imposer. The two are never merged into one score.

use leverage::curve::unmet_need_share;
use leverage::fork::{Laboratory, Trial, advance};
use leverage::{Case, Question};
use model::Simulation;
use serde::Serialize;

use crate::lab::Lab;
use crate::play::Ended;
use crate::spec::{Refusal, Spec};

/// Weeks between two points of the gauge.
const EVERY_WEEKS: u32 = 26;
/// Horizon of the measure.
const HORIZON_WEEKS: u32 = 52;
/// Unmet need of a week from which the embargo bites.
const BITES_SHARE: f64 = 0.01;

/// The gauge over time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Gauge {
    /// Country that stops its exports.
    pub imposer: String,
    /// Country that gets nothing.
    pub target: String,
    /// Points in rising order of date.
    pub points: Vec<GaugePoint>,
}

/// An embargo from a date on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GaugePoint {
    /// Its first Monday.
    pub date: String,
    /// Week of the run.
    pub week: u32,
    /// Part of the need of the year that is not met, by value.
    pub unmet_need_share: f64,
    /// Week after the embargo in which the shortfall begins; none within the year.
    pub bites_after_weeks: Option<u32>,
    /// What the year costs the target.
    pub target_cost_usd: f64,
    /// What the year costs the imposer; a negative cost is a gain.
    pub imposer_cost_usd: f64,
}

/// Measures the gauge on a run.
///
/// # Errors
/// When the spec is refused or work has to stop.
pub fn gauge(lab: &Lab, spec: &Spec, goes_on: &(dyn Fn() -> bool + Sync)) -> Result<Gauge, Ended> {
    let scenario = lab.scenario(spec)?;
    let question = Question {
        imposer: lab.focus.origin.clone(),
        target: lab.focus.importer.clone(),
        material: None,
        at: None,
        horizons: vec![HORIZON_WEEKS],
        share: 1.0,
        without: Vec::new(),
    };
    let case = Case::new(&scenario, &question, spec.seed)
        .map_err(|error| Refusal::Scenario(error.to_string()))?;
    let stopped = Ended::Stopped { month: 0 };
    let mut original = Simulation::new(&scenario, spec.seed, 0);
    let mut laboratory = Laboratory::new(&case, &original, goes_on);
    let mut points = Vec::new();
    let mut week = EVERY_WEEKS;
    while week < scenario.clock.weeks {
        advance(&mut original, week, goes_on).ok_or_else(|| stopped.clone())?;
        let trial = Trial {
            goods: &case.goods,
            withheld: &[],
            weeks: HORIZON_WEEKS,
        };
        let costs = laboratory
            .costs(&original, trial, &case.horizons)
            .ok_or_else(|| stopped.clone())?;
        let (_, action) = laboratory.seen();
        let bites = action.target.users.iter().position(|users| {
            let lost: f64 = users.iter().map(model::UserWeek::lost_usd).sum();
            let wanted: f64 = users.iter().map(model::UserWeek::wanted_usd).sum();
            lost > BITES_SHARE * wanted
        });
        points.push(GaugePoint {
            date: original.date().to_string(),
            week,
            unmet_need_share: unmet_need_share(&action.target, &case.goods, HORIZON_WEEKS),
            bites_after_weeks: bites.map(|week| week as u32 + 1),
            target_cost_usd: costs.first().map_or(0.0, |point| point.target.total_usd()),
            imposer_cost_usd: costs.first().map_or(0.0, |point| point.imposer.total_usd()),
        });
        week += EVERY_WEEKS;
    }
    Ok(Gauge {
        imposer: question.imposer,
        target: question.target,
        points,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gauge_has_a_point_every_half_year_and_stays_within_its_bounds() {
        let lab = &Lab::shipped()[0];
        let gauge = gauge(lab, &lab.opening(), &|| true).unwrap();
        // 260 weeks have half-years from week 26 to week 234: nine
        assert_eq!(gauge.points.len(), 9);
        for point in &gauge.points {
            assert!((0.0..=1.0).contains(&point.unmet_need_share));
        }
        assert!(
            gauge
                .points
                .iter()
                .any(|point| point.unmet_need_share > 0.0)
        );
    }

    #[test]
    fn gauge_stops_when_nobody_waits_for_it() {
        let lab = &Lab::shipped()[0];
        assert!(matches!(
            gauge(lab, &lab.opening(), &|| false),
            Err(Ended::Stopped { .. })
        ));
    }
}
