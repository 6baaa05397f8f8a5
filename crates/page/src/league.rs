//! A league of rules: each rule is played on the same luck, on which nobody has tuned, and stands there by four measures.
//! There is no total score: which rule is best depends on what somebody wants.

mod card;
mod luck;
mod name;
mod standing;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::lab::{Lab, Panel};
use crate::play::{Ended, Unwatched, Watch, play_scenario};
use crate::spec::{Refusal, Setting, Spec};

pub use card::{Act, Card, LeagueTable, Own, Row, Stage};
pub use luck::HIDDEN;
pub use name::Team;
pub use standing::{Range, Standing};

/// Figures of a course by which rules stand, in the order of the table.
pub const MEASURES: [&str; 4] = [
    "peak_price_usd_per_kg",
    "makers_unmet_share",
    "public_cost_usd",
    "new_mines_abroad_t_per_year",
];

/// The league of a lesson.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct League {
    /// Policy levers that make a rule; all others stand as the scenario has them.
    pub levers: Vec<String>,
    /// Luck to tune a rule on.
    pub tuning_seeds: Vec<u64>,
    /// Number from which the hidden luck follows; a page is not told.
    #[serde(skip_serializing)]
    pub draw: u64,
    /// Rules that nobody has to hand in.
    pub references: Vec<Reference>,
}

/// A rule to compare with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// Name for people.
    pub name: String,
    /// Levers that do not stand where the scenario has them, by id.
    #[serde(default)]
    pub levers: BTreeMap<String, Setting>,
    /// Drivers of the world that are switched off, which no lever can do.
    #[serde(default)]
    pub without: Vec<String>,
}

impl Reference {
    /// What it does.
    pub fn rule(&self) -> Rule {
        Rule {
            levers: self.levers.clone(),
            without: self.without.clone(),
        }
    }
}

/// A rule: where its levers stand.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rule {
    /// Levers that do not stand where the scenario has them, by id.
    pub levers: BTreeMap<String, Setting>,
    /// Drivers of the world that are switched off; no rule that is handed in has any.
    pub without: Vec<String>,
}

/// The four measures of one run, in the order of [`MEASURES`]; nothing where the run has none.
pub(crate) type Measured = [Option<f64>; MEASURES.len()];

impl League {
    /// Luck that all rules are played on: the same for all, and none of it to tune on.
    pub fn hidden_seeds(&self) -> Vec<u64> {
        luck::hidden(self.draw, &self.tuning_seeds)
    }

    /// The rule of a run, if it can be played.
    ///
    /// # Errors
    /// When a lever is none of the league's, or stands where it may not.
    pub fn rule(&self, lab: &Lab, spec: &Spec) -> Result<Rule, Refusal> {
        if let Some(other) = spec.levers.keys().find(|id| !self.levers.contains(id)) {
            let allowed = format!("levers of a rule are {}", self.levers.join(", "));
            return Err(Refusal::Lever(other.clone(), allowed));
        }
        lab.scenario(spec)?;
        Ok(Rule {
            levers: spec.levers.clone(),
            without: Vec::new(),
        })
    }

    /// Where a rule stands when it is played to its end.
    ///
    /// # Errors
    /// When the rule is refused or a run fails.
    pub fn standing(&self, lab: &Lab, rule: &Rule) -> Result<Standing, Ended> {
        let seeds = self.hidden_seeds();
        let runs: Result<Vec<Measured>, Ended> = seeds
            .iter()
            .map(|seed| rule.play(lab, *seed, &mut Unwatched))
            .collect();
        Ok(Standing::of(&runs?))
    }

    /// What does not fit the world of the lesson; nothing where all does.
    pub fn fault(&self, lab: &Lab) -> Option<String> {
        let decided = |id: &String| {
            let mut levers = lab.levers().iter();
            levers.any(|lever| lever.id == *id && lever.panel == Panel::Policy)
        };
        if let Some(id) = self.levers.iter().find(|id| !decided(id)) {
            return Some(format!("`{id}` is no policy lever of `{}`", lab.name));
        }
        for reference in &self.references {
            let (name, rule) = (&reference.name, reference.rule());
            let spec = rule.spec(lab, 0);
            if let Err(refusal) = self.rule(lab, &spec) {
                return Some(format!("{name}: {refusal}"));
            }
            let known: Vec<&str> = lab.drivers().collect();
            if let Some(id) = rule.without.iter().find(|id| !known.contains(&id.as_str())) {
                return Some(format!("{name}: `{id}` is no driver of `{}`", lab.name));
            }
        }
        None
    }
}

impl Rule {
    fn spec(&self, lab: &Lab, seed: u64) -> Spec {
        Spec {
            world: lab.name.clone(),
            seed,
            levers: self.levers.clone(),
        }
    }

    /// Plays the rule on one seed.
    pub(crate) fn play(
        &self,
        lab: &Lab,
        seed: u64,
        watch: &mut dyn Watch,
    ) -> Result<Measured, Ended> {
        let mut scenario = lab.scenario(&self.spec(lab, seed))?;
        let off: Vec<usize> = lab
            .drivers()
            .enumerate()
            .filter(|(_, id)| self.without.iter().any(|it| it == id))
            .map(|(at, _)| at)
            .collect();
        scenario = lab.without(&scenario, &off);
        let course = play_scenario(lab, &scenario, scenario.clock.weeks, watch)?;
        Ok(MEASURES.map(|id| course.figure(id)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::lessons;

    fn lab_and_league() -> (Lab, League) {
        let lesson = lessons().into_iter().find(|it| it.league.is_some());
        let lesson = lesson.unwrap();
        let labs = Lab::shipped();
        let lab = labs.into_iter().find(|lab| lab.name == lesson.world);
        (lab.unwrap(), lesson.league.unwrap())
    }

    fn with(lab: &Lab, id: &str, setting: f64) -> Spec {
        let levers = BTreeMap::from([(id.to_owned(), Setting::Number(setting))]);
        Rule {
            levers,
            without: Vec::new(),
        }
        .spec(lab, 0)
    }

    #[test]
    fn every_league_fits_its_world_and_its_world_is_small() {
        for lesson in lessons() {
            if let Some(league) = lesson.league {
                let labs = Lab::shipped();
                let lab = labs.iter().find(|lab| lab.name == lesson.world).unwrap();
                assert!(lab.is_small);
                assert_eq!(league.fault(lab), None);
                assert_eq!(league.tuning_seeds.len(), 3);
                assert!(league.references.len() >= 2);
            }
        }
    }

    #[test]
    fn a_rule_out_of_its_bounds_and_a_lever_that_is_no_rule_are_refused() {
        let (lab, league) = lab_and_league();
        assert!(
            league
                .rule(&lab, &with(&lab, "release_trigger", 0.4))
                .is_ok()
        );
        let wide = league.rule(&lab, &with(&lab, "release_trigger", 1.5));
        assert!(matches!(wide, Err(Refusal::Range { .. })), "{wide:?}");
        for id in ["licences", "growth_japan", "nothing"] {
            let other = league.rule(&lab, &with(&lab, id, 0.1));
            assert!(matches!(other, Err(Refusal::Lever(..))), "{id}");
        }
    }

    #[test]
    fn the_same_rule_on_the_same_luck_has_the_same_measures_and_a_stock_that_is_shut_releases_nothing()
     {
        let (lab, league) = lab_and_league();
        let seed = league.hidden_seeds()[0];
        let shut = Rule {
            without: vec!["stocks".to_owned()],
            ..Rule::default()
        };
        let play = |rule: &Rule| rule.play(&lab, seed, &mut Unwatched).unwrap();
        let written = play(&Rule::default());
        assert_eq!(written, play(&Rule::default()));
        assert!(written.iter().all(Option::is_some));
        assert_ne!(written, play(&shut));
    }

    #[test]
    fn the_hidden_draw_is_not_told_to_a_page() {
        let (_, league) = lab_and_league();
        let text = serde_json::to_string(&league).unwrap();
        assert!(!text.contains("draw"), "{text}");
    }
}
