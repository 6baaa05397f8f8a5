//! Something that a guide says about the runs of its lesson, and whether they do.

use serde::Deserialize;

use crate::course::Course;
use crate::lab::Lab;
use crate::league::{MEASURES, Rule};
use crate::lesson::lessons;
use crate::play::{Ended, Unwatched, play};
use crate::spec::Spec;

/// Something that a guide says about the runs of a lesson.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// What the guide says.
    pub says: String,
    /// The run; its seed is replaced by each of `seeds`.
    pub run: Spec,
    /// The run that it is set against, on the same luck; the figure is then the ratio of the two.
    #[serde(default)]
    pub against: Option<Spec>,
    /// A figure of the course, or `importer_price_month_N`, `origin_price_month_N` with months from 1.
    pub figure: String,
    /// First and last seed over which it is looked at; not needed in the league.
    #[serde(default)]
    pub seeds: (u64, u64),
    /// Whether it is about the league of the run's world: both runs are rules there, on its hidden luck, and the figure is
    /// the middle of a measure, or the ratio of two middles.
    #[serde(default)]
    pub in_league: bool,
    /// Drivers that are switched off in the rule.
    #[serde(default)]
    pub without: Vec<String>,
    /// Least part of the seeds in which it has to hold.
    pub in_share: f64,
    /// Lower end.
    pub least: f64,
    /// Upper end.
    pub most: f64,
}

/// What the runs of an expectation show.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The figure, seed by seed; nothing where a run has none.
    pub figures: Vec<Option<f64>>,
    /// Part of the seeds in which it lies within the band.
    pub share: f64,
}

impl Expectation {
    /// Makes the runs.
    ///
    /// # Errors
    /// When a run is refused or fails, or names no world.
    pub fn measure(&self, labs: &[Lab]) -> Result<Found, Ended> {
        if self.in_league {
            let figure = self.standing(labs)?;
            let is_within = figure.is_some_and(|it| (self.least..=self.most).contains(&it));
            return Ok(Found {
                figures: vec![figure],
                share: f64::from(u8::from(is_within)),
            });
        }
        let mut figures = Vec::new();
        for seed in self.seeds.0..=self.seeds.1 {
            let of = |spec: &Spec| self.figure(labs, spec, seed);
            let own = of(&self.run)?;
            let figure = match &self.against {
                Some(against) => own.zip(of(against)?).map(|(own, other)| own / other),
                None => own,
            };
            figures.push(figure);
        }
        let within = figures
            .iter()
            .flatten()
            .filter(|figure| (self.least..=self.most).contains(*figure))
            .count();
        let share = within as f64 / figures.len().max(1) as f64;
        Ok(Found { figures, share })
    }

    /// Where a rule stands in the league by the figure, over that of the other rule where there is one.
    fn standing(&self, labs: &[Lab]) -> Result<Option<f64>, Ended> {
        let of = |spec: &Spec, without: &[String]| -> Result<Option<f64>, Ended> {
            let lesson = lessons().into_iter().find(|it| it.world == spec.world);
            let lab = labs.iter().find(|lab| lab.name == spec.world);
            let (Some(league), Some(lab)) = (lesson.and_then(|it| it.league), lab) else {
                return Ok(None);
            };
            let rule = Rule {
                levers: spec.levers.clone(),
                without: without.to_vec(),
            };
            let standing = league.standing(lab, &rule)?;
            let at = MEASURES.iter().position(|id| *id == self.figure);
            Ok(at.and_then(|at| Some(standing.measures[at].as_ref()?.median)))
        };
        let own = of(&self.run, &self.without)?;
        match &self.against {
            Some(against) => Ok(own.zip(of(against, &[])?).map(|(own, other)| own / other)),
            None => Ok(own),
        }
    }

    fn figure(&self, labs: &[Lab], spec: &Spec, seed: u64) -> Result<Option<f64>, Ended> {
        let Some(lab) = labs.iter().find(|lab| lab.name == spec.world) else {
            return Ok(None);
        };
        let course = play(
            lab,
            &Spec {
                seed,
                ..spec.clone()
            },
            &mut Unwatched,
        )?;
        Ok(figure_of(lab, &course, &self.figure))
    }
}

fn figure_of(lab: &Lab, course: &Course, name: &str) -> Option<f64> {
    let country = if name.starts_with("origin_price") {
        &lab.focus.origin
    } else {
        &lab.focus.importer
    };
    let Some((_, month)) = name.rsplit_once("_price_month_") else {
        return course.figure(name);
    };
    let zone = &lab
        .scenario
        .countries
        .iter()
        .find(|it| it.id == *country)?
        .zone;
    let month: usize = month.parse().ok()?;
    course
        .price(lab.focus.goods.first()?, zone)?
        .get(month.checked_sub(1)?)
        .copied()?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::expectations;

    /// Guides cannot rot: when the model changes, what they say is measured again. `cargo run --release -p monazite-page
    /// --example expect` shows every figure.
    #[test]
    fn what_the_guides_say_holds_in_the_model() {
        let labs = Lab::shipped();
        let mut wrong = Vec::new();
        for (lesson, list) in expectations() {
            for expectation in list {
                let found = expectation.measure(&labs).unwrap();
                if found.share < expectation.in_share {
                    wrong.push(format!(
                        "{lesson}: {}: {:.2} of seeds, {:.2?}",
                        expectation.says, found.share, found.figures
                    ));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
